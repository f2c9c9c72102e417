import CommandLineTool
import Accelerators
import Foundation
import Transformer
import Units
import Verilator

/// Whole language models through the RTL of a system.
enum SystemBenchmarks {
  /// Tokens a second of wall-clock time, all but the first, and where the time goes.
  ///
  /// - Parameters:
  ///   - rounds: runs without the check, whose processor time is sampled by unit: enough for some seconds
  static func cambriconLLM(_ build: VerilatorBuild, model name: String, tokens: Int, rounds: Int, bar: Double) throws
    -> [Measurement]
  {
    let model = try name == ModelOptions.embedded ? .embedded() : LanguageModel(path: ModelOptions.path(of: name))
    guard let tokenizer = model.tokenizer else { throw CommandFailure("the model '\(name)' has no tokenizer") }
    let prompt = tokenizer.encode("The capital of France is")
    let weights = try QuantizedWeights(model)
    // The prompt and the first token come before the measurement, as they also lay out the NPU's weights.
    func generator<Units: OperatorUnits>(_ units: Units) throws -> Generator<QuantizedOperators<Units>> {
      let positions = prompt.count + tokens
      let operators = QuantizedOperators(model, weights: weights, units: units, positions: positions)
      var generator = Generator(
        session: Session(graph: model.graph, operators: operators, capacity: positions), prompt: prompt, tokens: tokens)
      _ = try generator.next()
      return generator
    }
    func run<Operators>(_ generator: inout Generator<Operators>) throws -> (count: Int, seconds: Double) {
      let start = ContinuousClock.now
      var count = 0
      while try generator.next() != nil { count += 1 }
      return (count, (ContinuousClock.now - start) / .seconds(1))
    }
    func makeUnits() throws -> CambriconUnits { try CambriconUnits(.laptop, model: model.configuration, build: build) }

    var checkedGenerator = try generator(CheckedUnits(makeUnits()))
    let checked = try run(&checkedGenerator)
    let units = try makeUnits()
    var generators = try (0..<rounds).map { _ in try generator(units) }
    let before = units.macs
    var plain = (count: 0, seconds: 0.0)
    let time = try TimeByLibrary.measuring(models: units.libraries) {
      for index in generators.indices {
        let one = try run(&generators[index])
        plain = (plain.count + one.count, plain.seconds + one.seconds)
      }
    }
    let macs = (flash: units.macs.flash - before.flash, npu: units.macs.npu - before.npu)
    var result = [
      Measurement("\(name), laptop, checked", Double(checked.count) / checked.seconds, "token/s", .atLeast, bar),
      Measurement("\(name), laptop, unchecked", Double(plain.count) / plain.seconds, "token/s", .atLeast, bar),
      Measurement("\(name), products simulated", Double(macs.flash + macs.npu) / plain.seconds / 1e9, "GMAC/s", .atLeast, 0.1),
    ]
    guard let time else { return result }
    for (unit, count) in [(FlashChannel.unitName, macs.flash), (NPUSystolic.unitName, macs.npu)] {
      let rate = Double(count) / time.seconds(.model(unit)) / 1e9
      result.append(
        Measurement(
          "\(name), products a processor second in \(unit)", rate, "GMAC/s", .atLeast, unit == FlashChannel.unitName ? 1 : 0.1))
    }
    for unit in Set(units.libraries.values).sorted() {
      result.append(Measurement("\(name), time in \(unit)", 100 * time.share(.model(unit)), "%", .atMost, 60))
    }
    return result + [
      Measurement("\(name), time in the C library (page copies) and the kernel", 100 * time.share(.system), "%", .atMost, 25),
      Measurement("\(name), time in Swift", 100 * time.share(.swift), "%", .atMost, 10),
    ]
  }
}
