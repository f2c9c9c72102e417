import ArgumentParser
import Exploration
import Foundation

extension SynthesisOptions.Mapping: ExpressibleByArgument {}

/// `hwgen synth`: what a unit costs in a cell library.
struct SynthCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "synth", abstract: "Maps a unit to a cell library: area, flip-flops, slowest path, power.",
      discussion: """
        Yosys with ABC maps the flattened unit, OpenSTA times it: logic alone, without wires. Memories stay macros; their bits are \
        counted and are no part of the area. The default library is Debian's osu018 (0.18 um).

        EXAMPLES:
          hwgen synth --unit mac-pe
          hwgen synth --unit flash-pe --set lanes=8 --clock-ns 5 --library my.lib --json
        """)
  }

  @OptionGroup var unit: UnitOptions

  @Option(name: .long, help: ArgumentHelp("Liberty library; osu018 by default.", valueName: "file.lib"), completion: .file(extensions: ["lib"]))
  var library: String?

  @Option(name: .customLong("clock-ns"), help: ArgumentHelp("Clock period to aim at, in nanoseconds.", valueName: "t"))
  var clock = 5.0

  @Flag(name: .long, help: "Make multiplications Yosys's Booth multipliers.")
  var booth = false

  @Option(name: .long, help: ArgumentHelp("area: small (the default); speed: mapped for delay.", valueName: "goal"))
  var mapping = SynthesisOptions.Mapping.area

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if !(clock > 0 && clock.isFinite) { throw ValidationError("--clock-ns is more than 0, not \(clock).") }
  }

  func run() throws {
    let configuration = try unit.configuration()
    let options = SynthesisOptions(library: library, clockNs: clock, booth: booth, mapping: mapping)
    let report = try Synthesis.run(configuration.elaborated().design, options: options)
    if json {
      try JSONOutput.print(Report(unit: configuration.name, synthesis: report))
    } else {
      var table = Table([("\(configuration.name) (\(configuration.label))", .left), ("", .right)])
      table.add("area", String(format: "%.0f um2, %.0f gate equivalents", report.areaUm2, report.gateEquivalents))
      table.add("cells", "\(report.cells)")
      table.add("flip-flops", "\(report.flipFlops)")
      table.add("memory bits (not in the area)", "\(report.memoryBits)")
      table.add("slowest path", String(format: "%.3f ns, %.1f MHz", report.criticalPathNs, report.fmaxMhz))
      table.add("power at \(clock) ns (relative)", String(format: "%.3f mW", report.powerMw))
      table.add("library", report.library)
      Console.current.print(table.text())
    }
  }

  private struct Report: Encodable {
    let unit: String
    let synthesis: SynthesisReport

    enum CodingKeys: CodingKey { case unit }

    func encode(to encoder: any Encoder) throws {
      try synthesis.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(unit, forKey: .unit)
    }
  }
}
