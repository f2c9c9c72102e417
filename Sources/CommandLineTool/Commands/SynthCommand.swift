import ArgumentParser
import Exploration
import Foundation
import Netlist
import Verilator
import Verilog

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

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if !(clock > 0 && clock.isFinite) { throw ValidationError("--clock-ns is more than 0, not \(clock).") }
  }

  func run() throws {
    let configuration = try unit.configuration()
    let library = try CellLibrary(path: library ?? Self.defaultLibrary())
    let report = try Self.synthesise(configuration.elaborated().design, library: library, clock: clock)
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
    let areaUm2, gateEquivalents: Double
    let flipFlops, cells, memoryBits: Int
    let cellsByKind: [String: Int]
    let criticalPathNs, fmaxMhz, powerMw, clockNs: Double
    let library: String
    let path: [String]

    init(unit: String, synthesis: SynthesisReport) {
      self.unit = unit
      (areaUm2, gateEquivalents) = (synthesis.areaUm2, synthesis.gateEquivalents)
      (flipFlops, cells, memoryBits) = (synthesis.flipFlops, synthesis.cells, synthesis.memoryBits)
      cellsByKind = synthesis.cellsByKind
      (criticalPathNs, fmaxMhz, powerMw, clockNs) = (synthesis.criticalPathNs, synthesis.fmaxMhz, synthesis.powerMw, synthesis.clockNs)
      library = synthesis.library
      path = synthesis.path
    }
  }

  private static func defaultLibrary() throws -> String {
    let path = (Toolchain.toolsFolder() ?? ".tools") + "/libraries/osu018_stdcells.lib"
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure.missingTool("the default library is not there; run 'Scripts/setup-synthesis.sh', or name one with --library")
    }
    return path
  }

  /// Runs both tools in a folder of their own.
  static func synthesise(_ design: Design, library: CellLibrary, clock: Double) throws -> SynthesisReport {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-synth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
    func write(_ text: String, _ name: String) throws { try text.write(to: file(name), atomically: true, encoding: .utf8) }

    let flat = Flattening.flatten(design)
    let text = try VerilogEmitter().emit(flat).files.map(\.text).joined(separator: "\n")
    let clockPort = flat.top.ports.first { $0.role == .clock }.map(\.name) ?? "clock"
    let path = URL(fileURLWithPath: library.path).standardizedFileURL.path
    try write(text, SynthesisScripts.source)
    try write(SynthesisScripts.yosys(top: flat.top.name, library: path, clockNanoseconds: clock), "synth.ys")
    let yosys = try ToolFinder.yosys().run(["script synth.ys"], in: folder.path)
    guard yosys.status == 0, let statistics = try? Data(contentsOf: file(SynthesisScripts.statistics)) else {
      let last = (yosys.error + yosys.output).split(separator: "\n").last(where: { $0.contains("ERROR") }).map(String.init) ?? "status \(yosys.status)"
      throw CommandFailure("Yosys failed on \(flat.top.name): \(CommandFailure.oneLine(last))")
    }
    let netlist = try String(contentsOf: file(SynthesisScripts.netlist), encoding: .utf8)
    try write(SynthesisScripts.withoutSigned(netlist), SynthesisScripts.netlist)
    try write(SynthesisScripts.openSTA(top: flat.top.name, library: path, clockNanoseconds: clock, clock: clockPort), "sta.tcl")
    let timing = try ToolFinder.openSTA().run(["-no_splash", "-exit", "sta.tcl"], in: folder.path)
    do {
      return try SynthesisReport(
        library: library, clockNanoseconds: clock, memories: Data(contentsOf: file(SynthesisScripts.memories)), statistics: statistics,
        timing: timing.output + timing.error)
    } catch let failure as SynthesisReport.Failure {
      throw CommandFailure("\(flat.top.name): \(failure)")
    }
  }
}
