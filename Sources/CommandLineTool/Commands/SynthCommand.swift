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
        Yosys with ABC maps the flattened unit, OpenSTA times it between registers on all its ports: logic alone, without wires. \
        Memories stay macros; their area and delays are assumptions, stated with --json, and no part of the area. The default \
        library is Debian's osu018 (0.18 um).

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

  @Option(name: .shortAndLong, help: ArgumentHelp("Keep the scripts and netlists in this folder.", valueName: "dir"), completion: .directory)
  var output: String?

  @Option(name: .long, help: ArgumentHelp("Lines and modules to list.", valueName: "n"))
  var lines = 15

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if lines < 0 { throw ValidationError("--lines is 0 or more, not \(lines).") }
    if !(clock > 0 && clock.isFinite) { throw ValidationError("--clock-ns is more than 0, not \(clock).") }
  }

  func run() throws {
    let configuration = try unit.configuration()
    let options = SynthesisOptions(library: library, clockNs: clock, booth: booth, mapping: mapping)
    let synthesis = try Synthesis(configuration.elaborated().design, options: options)
    let report = try output.map { try synthesis.run(in: Self.folder($0)) } ?? synthesis.run()
    if json {
      try JSONOutput.print(Report(unit: configuration.name, synthesis: report))
    } else {
      Console.current.print(Self.text(report, title: "\(configuration.name) (\(configuration.label))", lines: lines))
    }
  }

  /// Figures, then where the area comes from and what the slowest path passes through.
  private static func text(_ report: SynthesisReport, title: String, lines: Int) -> String {
    func number(_ value: Double, _ digits: Int = 0) -> String { String(format: "%.\(digits)f", value) }
    func percent(_ value: Double) -> String { number(report.areaUm2 > 0 ? value / report.areaUm2 * 100 : 0, 1) + " %" }
    var table = Table([(title, .left), ("", .right)])
    table.add("area", "\(number(report.areaUm2)) um2, \(number(report.gateEquivalents)) gate equivalents")
    table.add("cells", "\(report.cells)")
    table.add("flip-flops", "\(report.flipFlops)")
    table.add("memories (macros; area assumed)", "\(report.memoryBits) bits, \(number(report.memoryAreaUm2)) um2")
    table.add("registers of the harness (not in the area)", "\(number(report.harnessAreaUm2)) um2")
    table.add("slowest path", "\(number(report.criticalPathNs, 3)) ns, \(number(report.fmaxMhz, 1)) MHz")
    table.add("power at \(report.clockNs) ns (relative)", "\(number(report.powerMw, 3)) mW")
    table.add("library", report.library)
    var text = table.text()
    var modules = Table([("area by module", .left), ("um2", .right), ("", .right), ("flip-flops", .right), ("memory bits", .right)])
    for module in report.area.modules.prefix(lines) {
      modules.add(module.path, number(module.areaUm2), percent(module.areaUm2), "\(module.flipFlops)", "\(module.memoryBits)")
    }
    text += "\n\n" + modules.text()
    var byLine = Table([("area by line", .left), ("um2", .right), ("", .right), ("flip-flops", .right)])
    for line in report.area.lines.prefix(lines) { byLine.add("\(line.file):\(line.line)", number(line.areaUm2), percent(line.areaUm2), "\(line.flipFlops)") }
    let rest = report.area.lines.dropFirst(lines)
    if !rest.isEmpty {
      let area = rest.reduce(0) { $0 + $1.areaUm2 }
      byLine.add("\(rest.count) more lines", number(area), percent(area), "\(rest.reduce(0) { $0 + $1.flipFlops })")
    }
    byLine.add("unattributed", number(report.area.unattributedUm2), percent(report.area.unattributedUm2), "")
    text += "\n\n" + byLine.text()
    let path = report.criticalPath
    if !path.steps.isEmpty {
      text += "\n\nslowest path: \(path.from) to \(path.to), \(path.steps.count) cells, through"
      for line in path.lines { text += "\n  \(line.file):\(line.line)" }
    }
    return text
  }

  private static func folder(_ path: String) throws -> URL {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw CommandFailure("cannot make the folder '\(path)'; choose another one with -o")
    }
    return URL(fileURLWithPath: path)
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
