import ArgumentParser
import Foundation
import TestbenchKit

/// `hwgen sim`: a unit's testbench.
struct SimCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "sim",
      abstract: "Runs a unit's testbench against its golden model.",
      discussion: """
        Every random choice follows from the seed, so that a run can be repeated on either backend. \
        A mismatch, a failed assertion, or a situation that the testbench never reached is a failure.

        EXAMPLES:
          \(name) sim --unit \(example.unit)
          \(name) sim --unit \(example.unit) --set \(example.setting) --seed 7 --count 5000
          \(name) sim --unit \(example.unit) --backend builtin --waves run.vcd
          \(name) sim --unit \(example.unit) --json
        """)
  }

  @OptionGroup var unit: UnitOptions
  @OptionGroup var runOptions: RunOptions

  @Option(name: .long, help: "What runs the model: verilator (the reference) or builtin (starts at once, needs no tool).")
  var backend = Backend.verilator

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write a waveform: FST (Verilator), VCD, or a picture of the first \(PicturedSimulator.cycles) cycles.",
      valueName: "file.fst|file.vcd|file.svg"),
    completion: .file(extensions: ["fst", "vcd", "svg"]))
  var waves: String?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws { try Self.checkWaveformName(waves, backend: backend) }

  static func checkWaveformName(_ waves: String?, backend: Backend) throws {
    guard let waves else { return }
    switch (waves as NSString).pathExtension {
    case "vcd", "svg": break
    case "fst" where backend != .builtin: break
    case "fst": throw ValidationError("The built-in simulator writes no FST; name the file '.vcd' or use --backend verilator.")
    default: throw ValidationError("--waves takes a name that ends in .fst, .vcd or .svg, not '\(waves)'.")
    }
  }

  func run() throws {
    let configuration = try unit.configuration()
    let run = SimulationRun(
      configuration: configuration, backend: backend, options: try runOptions.options(), waveform: waves,
      mostCycles: runOptions.maxCycles, showsProgress: true)
    let report = try run.report()
    if json { try JSONOutput.print(report) } else { Console.current.print(report.text(title: report.unit, waves: waves)) }
    if let problem = report.problem { throw CommandFailure("\(report.unit): \(problem)") }
  }
}

extension SimulationReport {
  /// For people.
  func text(title: String, waves: String?) -> String {
    var table = Table([("", .left), ("", .right)])
    table.add("seed", "\(seed)")
    table.add("transactions", "\(transactions)")
    table.add("cycles", "\(cycles)")
    table.add("mismatches", "\(mismatches)")
    for (situation, count) in coverage.sorted(by: { $0.key < $1.key }) { table.add("covered: \(situation)", "\(count)") }
    let speed = String(format: "%.3f s, %.2f million cycles/s", seconds, cyclesPerSecond / 1e6)
    return """
      \(title) (\(configuration)) on \(backend.rawValue)
      \(table.text(indentation: 2))
      \(passed ? "passed" : "failed") in \(speed)
      """ + (waves.map { "\nwaveform: \($0)" } ?? "")
  }
}

/// `--seed N`, `--count N` and `--max-cycles N`.
struct RunOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Where every random choice comes from.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(name: .long, help: ArgumentHelp("Transactions to run, at least.", valueName: "n"))
  var count = 1000

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Give up after so many cycles; 10000 for each transaction, and at least 100 million, without it.", valueName: "n"))
  var maxCycles: UInt64?

  func options() throws -> TestbenchOptions {
    guard count > 0 else { throw CommandFailure.usage("--count is at least 1, not \(count)") }
    // Bounds that testbenches work out from it must fit a machine word.
    guard count <= 1_000_000_000_000 else { throw CommandFailure.usage("--count is at most 1000000000000, not \(count)") }
    if maxCycles == 0 { throw CommandFailure.usage("--max-cycles is at least 1") }
    return TestbenchOptions(seed: seed, count: count)
  }
}
