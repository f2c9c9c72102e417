import Testing

import Accelerators
import Transformer
import Units
import Verilator

/// A trained model through the RTL of all units.
@Suite(.serialized) struct SimulatedSystemTests {
  private static let model = Result { try QuantizedTransformerTests.model("glassllm-en.gguf") }
  private static let prompt = "Alice was"

  private static func units(_ system: CambriconConfiguration, _ model: LanguageModel) throws -> CambriconUnits {
    try CambriconUnits(system, model: model.configuration, positions: 128, build: VerilatorBuild())
  }

  private static func generate<Units: OperatorUnits>(_ model: LanguageModel, _ units: Units, tokens: Int) throws -> (ids: [Int], operators: QuantizedOperators<Units>) {
    let operators = try QuantizedOperators(model, weights: QuantizedWeights(model), units: units, positions: 32)
    let prompt = model.tokenizer?.encode(Self.prompt) ?? []
    var generator = Generator(session: Session(graph: model.graph, operators: operators, capacity: 32), prompt: prompt, tokens: tokens)
    var ids: [Int] = []
    while let token = try generator.next() { ids.append(token.id) }
    return (ids, generator.session.operators)
  }

  /// Every result of every unit agrees, all products are counted, and neither checking nor the preset changes a token.
  @Test func agreesWithTheGoldenTransformer() throws {
    guard let model = try Self.model.get(), let tokenizer = model.tokenizer else { return }
    let golden = try Self.generate(model, GoldenUnits(), tokens: 4).ids
    let checked = try Self.generate(model, CheckedUnits(Self.units(.laptop, model)), tokens: 4)
    #expect(checked.ids == golden)
    let macs = checked.operators.units.tested.macs
    let positions = tokenizer.encode(Self.prompt).count + 3
    #expect(Int(macs.flash + macs.npu) == model.graph.multiplications(tokens: positions, logitRows: 4))
    #expect(macs.flash > 0 && macs.npu > 0)
    #expect(checked.operators.units.valuesCompared > 50_000)

    // Without the check no golden operator runs: the units alone make the tokens.
    #expect(try Self.generate(model, Self.units(.laptop, model), tokens: 4).ids == golden)
    #expect(try Self.generate(model, Self.units(.paperS, model), tokens: 2).ids == Array(golden.prefix(2)))
  }

  /// One wrong bit of a result is caught in the pass that made it, and named.
  @Test(arguments: UnitFunction.allCases.filter { $0 != .layerNorm }) func namesTheFault(function: UnitFunction) throws {
    guard let model = try Self.model.get() else { return }
    let occurrence = function == .argmax ? 0 : 3
    do {
      _ = try Self.generate(model, CheckedUnits(FaultyUnits(GoldenUnits(), flipping: function, at: occurrence)), tokens: 2)
      Issue.record("the fault was not caught")
    } catch let mismatch as OperatorMismatch {
      #expect(mismatch.function == function)
      #expect(!mismatch.operation.isEmpty)
      #expect(mismatch.description.contains(function.rawValue))
    }
  }

  /// A wrong bit of a weight in the flash shows in the product of its matrix.
  @Test func namesTheMatrixOfAWrongWeight() throws {
    guard let model = try Self.model.get() else { return }
    let faulty = FaultyWeights(try Self.units(.laptop, model), matrix: "blk.1.ffn_up.weight")
    do {
      _ = try Self.generate(model, CheckedUnits(faulty), tokens: 1)
      Issue.record("the wrong weight was not noticed")
    } catch let mismatch as OperatorMismatch {
      #expect(mismatch.function == .product && mismatch.operation == "blk.1.ffn_up")
    }
  }
}
