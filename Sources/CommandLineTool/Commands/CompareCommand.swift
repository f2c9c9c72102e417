import ArgumentParser
import Foundation
import TestbenchKit

/// `hwgen compare`: somebody else's Verilog beside a unit's golden model.
struct CompareCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "compare",
      abstract: "Drives your own Verilog with a unit's testbench and golden model.",
      discussion: """
        The module needs the ports that 'list --unit NAME' shows, with the same names and widths. \
        It is built with Verilator and must give the same results; it may take other numbers of cycles.

        EXAMPLES:
          \(name) compare --unit \(example.unit) --against mine.v
          \(name) compare --unit \(example.unit) --against mine.v --top mine
          \(name) compare --unit \(example.unit) --against a.v --against b.v --waves run.fst
        """)
  }

  @OptionGroup var unit: UnitOptions

  @Option(
    name: .customLong("against"), help: ArgumentHelp("A Verilog file; may be repeated.", valueName: "file.v"),
    completion: .file(extensions: ["v", "sv"]))
  var files: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The module, if it is not the only one or called as the emitted one.", valueName: "module"))
  var top: String?

  @OptionGroup var runOptions: RunOptions

  @Option(
    name: .long, help: ArgumentHelp("Write a waveform.", valueName: "file.fst|file.vcd|file.svg"),
    completion: .file(extensions: ["fst", "vcd", "svg"]))
  var waves: String?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if files.isEmpty { throw ValidationError("Give the Verilog to compare with --against FILE.v.") }
    try SimCommand.checkWaveformName(waves, backend: .verilator)
  }

  func run() throws {
    let run = SimulationRun(
      configuration: try unit.configuration(), backend: .verilator, options: try runOptions.options(), waveform: waves,
      foreign: ForeignRTL(files: files, top: top), mostCycles: runOptions.maxCycles, showsProgress: true)
    let report = try run.report()
    if json {
      try JSONOutput.print(report)
    } else {
      Console.current.print(report.text(title: files.joined(separator: ", "), waves: waves))
    }
    if let problem = report.problem { throw CommandFailure("\(files.joined(separator: ", ")): \(problem)") }
  }
}
