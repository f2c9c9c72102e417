import CommandLineTool
import Accelerators
import Foundation
import Hosts
import Transformer
import Units
import Verilator

/// Whole language models through the RTL of a system.
enum SystemBenchmarks {
  /// Tokens a second of wall-clock time, all but the first, and where the time goes, on the first system with its first preset.
  ///
  /// - Parameters:
  ///   - rounds: runs without the check, whose processor time is sampled by unit: enough for some seconds
  static func run(_ build: VerilatorBuild, model name: String, tokens: Int, rounds: Int, bar: Double) throws -> [Measurement] {
    guard let type = SystemCatalog.all.first else { return [] }
    let model = try ModelOptions.load(name)
    guard let tokenizer = model.tokenizer else { throw CommandFailure("the model '\(name)' has no tokenizer") }
    let prompt = tokenizer.encode("The capital of France is")
    let values = try type.values()
    let system = try type.made(values, graph: model.graph, positions: prompt.count + tokens)
    let units = try RunningUnits(system.lanes, UnitPool(build))
    // The prompt and the first token come before the measurement, as they also lay out the NPU's weights.
    func generator(_ execution: Execution) throws -> Generator<SystemSession> {
      let session = try SystemSession(system, model: model, execution: execution, units: units)
      var generator = Generator(session: session, prompt: prompt, tokens: tokens)
      _ = try generator.next()
      return generator
    }
    func run(_ generator: inout Generator<SystemSession>) throws -> (count: Int, seconds: Double) {
      let start = ContinuousClock.now
      var count = 0
      while try generator.next() != nil { count += 1 }
      return (count, (ContinuousClock.now - start) / .seconds(1))
    }

    var checkedGenerator = try generator(.checked)
    let checked = try run(&checkedGenerator)
    let exact = try exactRate(model, prompt, tokens: tokens)
    var generators = try (0..<rounds).map { _ in try generator(.rtl) }
    let before = units.counters
    var plain = (count: 0, seconds: 0.0)
    let time = try TimeByLibrary.measuring(models: units.libraries) {
      for index in generators.indices {
        let one = try run(&generators[index])
        plain = (plain.count + one.count, plain.seconds + one.seconds)
      }
    }
    let macs = units.counters.compactMapValues(\.macs).map { (unit: $0.key, count: $0.value - (before[$0.key]?.macs ?? 0)) }
    let place = "\(name), \(values.name)"
    var result = [
      Measurement("\(place), checked", Double(checked.count) / checked.seconds, "token/s", .atLeast, bar),
      Measurement(
        "\(place), checked against the golden transformer in fp32", Double(checked.count) / checked.seconds / exact, "ratio",
        .atLeast,
        0.14),
      Measurement("\(place), unchecked", Double(plain.count) / plain.seconds, "token/s", .atLeast, bar),
      Measurement(
        "\(name), products simulated", Double(macs.reduce(0) { $0 + $1.count }) / plain.seconds / 1e9, "GMAC/s", .atLeast, 0.1),
      Measurement(
        "\(name), compiling (once a run) and scheduling the program of a token",
        100 * (try compiling(system) / Double(tokens) + scheduling(system)) * Double(plain.count) / plain.seconds,
        "% of a token", .atMost, 1),
    ]
    guard let time else { return result }
    for (unit, count) in macs.sorted(by: { $0.unit < $1.unit }) {
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

  /// Tokens a second of the golden transformer in fp32, measured as those of the system are.
  private static func exactRate(_ model: LanguageModel, _ prompt: [Int], tokens: Int) throws -> Double {
    var generator = Generator(session: model.session(capacity: prompt.count + tokens), prompt: prompt, tokens: tokens)
    _ = try generator.next()
    let start = ContinuousClock.now
    var count = 0
    while try generator.next() != nil { count += 1 }
    return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
  }

  /// Seconds to schedule the program of a token, its steps' cycles being known.
  private static func scheduling(_ system: any AcceleratorSystem) throws -> Double {
    let program = try system.compile(Slice(rows: 1, logits: .last), position: 0), units = ModelledUnits(system.lanes)
    let memory = Memory(AddressSpace(system.memories.filter { $0.kind == .state }), position: 0)
    let demands = try program.steps.map { try $0.pass.estimate(units, memory) }
    return Stopwatch.seconds { _ = Timeline(program) { demands[$0] } }
  }

  /// Seconds to compile the program of a token, of which a run has one for all tokens.
  private static func compiling(_ system: any AcceleratorSystem) throws -> Double {
    let start = ContinuousClock.now
    _ = try system.compile(Slice(rows: 1, logits: .last), position: 0)
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
