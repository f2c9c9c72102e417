import Accelerators
import Foundation
import Transformer
import Verilator

/// Whole language models through the RTL of a system.
enum SystemBenchmarks {
  /// Tokens a second of wall-clock time with every result checked, over the tokens after the first.
  static func cambriconLLM(_ build: VerilatorBuild, model name: String, tokens: Int, bar: Double) throws -> [Measurement] {
    let model = try name == ModelOptions.embedded ? .embedded() : LanguageModel(path: ModelOptions.path(of: name))
    guard let tokenizer = model.tokenizer else { throw CommandFailure("the model '\(name)' has no tokenizer") }
    let prompt = tokenizer.encode("The capital of France is")
    let weights = try QuantizedWeights(model)
    let positions = prompt.count + tokens
    func run<Units: OperatorUnits>(_ units: Units) throws -> (perSecond: Double, elapsed: Duration, units: Units) {
      let operators = QuantizedOperators(model, weights: weights, units: units, positions: positions)
      var generator = Generator(session: Session(graph: model.graph, operators: operators, capacity: positions), prompt: prompt, tokens: tokens)
      let start = ContinuousClock.now
      _ = try generator.next()
      let first = ContinuousClock.now
      var count = 0
      while try generator.next() != nil { count += 1 }
      let end = ContinuousClock.now
      return (Double(count) / ((end - first) / .seconds(1)), end - start, generator.session.operators.units)
    }
    func units() throws -> CambriconUnits { try CambriconUnits(.laptop, model: model.configuration, build: build) }
    let checked = try run(CheckedUnits(units()))
    let plain = try run(units())
    let outside = 100 * (1 - plain.units.modelTime / plain.elapsed)
    let macs = plain.units.macs
    return [
      Measurement("cambricon-llm laptop, \(name), checked", checked.perSecond, "token/s", .atLeast, bar),
      Measurement("cambricon-llm laptop, \(name), unchecked", plain.perSecond, "token/s", .atLeast, bar),
      Measurement("\(name), time outside the models and their hosts' loops", outside, "%", .atMost, 10),
      Measurement("\(name), products simulated", Double(macs.flash + macs.npu) / (plain.elapsed / .seconds(1)) / 1e9, "GMAC/s", .atLeast, 0.1),
    ]
  }
}
