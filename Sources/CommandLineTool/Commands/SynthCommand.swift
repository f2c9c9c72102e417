import ArgumentParser
import Exploration
import Foundation
import TestbenchKit

extension SynthesisOptions.Mapping: ExpressibleByArgument {}

/// What a unit becomes: cells of a library, or a part of an FPGA.
enum SynthesisTarget: String, ExpressibleByArgument, CaseIterable { case asic, ecp5, xilinx }

/// `hwgen synth`: what a unit costs in a cell library.
struct SynthCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "synth", abstract: "Maps a unit to a cell library: area, flip-flops, slowest path, power.",
      discussion: """
        Yosys with ABC maps the flattened unit, OpenSTA times it between registers on all its ports: logic alone, without wires. \
        Memories stay macros; their area and delays are assumptions, stated with --json, and no part of the area. The default \
        library is Debian's osu018 (0.18 um).

        EXAMPLES:
          \(name) synth --unit \(example.unit)
          \(name) synth --unit \(example.unit) --set \(example.setting) --clock-ns 5 --library my.lib --json
          \(name) synth --unit \(example.unit) --scale-to 65      area at 65 nm too, by a published table
          \(name) synth --unit \(example.unit) --target ecp5      look-up tables, and the clock after place and route
        """)
  }

  @OptionGroup var unit: UnitOptions

  @Option(
    name: .long, help: ArgumentHelp("Liberty library; osu018 by default.", valueName: "file.lib"),
    completion: .file(extensions: ["lib"]))
  var library: String?

  @Option(
    name: .customLong("clock-ns"), help: ArgumentHelp("Clock period to aim at, in nanoseconds; 5 by default.", valueName: "t"))
  var clock: Double?

  @Option(name: .long, help: "asic (the default), ecp5 (placed and routed) or xilinx (UltraScale+, mapped only).")
  var target = SynthesisTarget.asic

  @Option(
    name: .customLong("scale-to"),
    help: ArgumentHelp(
      "Also scale the area to this node by a published table; in the report it is labelled as scaled.", valueName: "nm"))
  var node: Int?

  @Flag(
    name: .long, help: "Power with ports that toggle in a fifth of the cycles, instead of the activity in the unit's testbench.")
  var assumedActivity = false

  @Flag(name: .long, help: "Make multiplications Yosys's Booth multipliers.")
  var booth = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "area: small (the default); speed: mapped for delay; fastest: with Kogge-Stone adders, too; fast: in a tenth of the time, for large units.",
      valueName: "goal"))
  var mapping: SynthesisOptions.Mapping?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Keep the scripts and netlists in this folder.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(name: .long, help: ArgumentHelp("Lines and modules to list; 15 by default.", valueName: "n"))
  var lines: Int?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let lines, lines < 0 { throw ValidationError("--lines is 0 or more, not \(lines).") }
    if let clock, let problem = SynthesisOptions(clockNs: clock).problem { throw ValidationError("--clock-ns: \(problem).") }
    let cellOptions = [
      ("--library", library != nil), ("--booth", booth), ("--scale-to", node != nil), ("--mapping", mapping != nil),
      ("--clock-ns", clock != nil), ("--assumed-activity", assumedActivity), ("--lines", lines != nil),
    ]
    if target != .asic, let given = cellOptions.first(where: { $0.1 }) {
      throw ValidationError("\(given.0) goes with --target asic only; leave it out.")
    }
  }

  func run() throws {
    let configuration = try unit.configuration()
    if let target = FPGATarget(rawValue: target.rawValue) { return try run(configuration, on: target) }
    let options = SynthesisOptions(library: library, clockNs: clock ?? 5, booth: booth, mapping: mapping ?? .area)
    let heartbeat = Heartbeat("synthesizing \(configuration.name)", detail: "elaborating")
    defer { heartbeat.finish() }
    let design = try configuration.elaborated().design
    var synthesis = try Synthesis(design, options: options)
    synthesis.stage = { heartbeat.update($0) }
    if !assumedActivity {
      heartbeat.update("simulating for the activity")
      synthesis.activity = try Self.activity(configuration)
    }
    let report = try output.map { try synthesis.run(in: Self.folder($0)) } ?? synthesis.run()
    heartbeat.finish()
    let scaled = try node.map { try Self.scaled(report, to: $0) }
    if json {
      try JSONOutput.print(Report(unit: configuration.name, synthesis: report, scaled: scaled))
    } else {
      Console.current.print(
        Self.text(report, title: "\(configuration.name) (\(configuration.label))", lines: lines ?? 15, scaled: scaled))
    }
  }

  /// Of ports and registers in a short run of the unit's testbench; nil for a unit that has none.
  private static func activity(_ configuration: Configuration) throws -> Activity? {
    guard (try? Catalog.current.testbench(of: configuration.name)) != nil else { return nil }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-activity-\(UUID().uuidString).vcd")
    defer { try? FileManager.default.removeItem(at: file) }
    let run = SimulationRun(
      configuration: configuration, backend: .builtin, options: TestbenchOptions(seed: 1, count: 20), waveform: file.path)
    _ = try run.report()
    return try Activity(valueChangeDump: file)
  }

  private func run(_ configuration: Configuration, on target: FPGATarget) throws {
    let synthesis = try FPGASynthesis(configuration.elaborated().design, target: target)
    let heartbeat = Heartbeat("synthesizing \(configuration.name)", detail: "mapping, placing and routing")
    defer { heartbeat.finish() }
    let report = try output.map { try synthesis.run(in: Self.folder($0)) } ?? synthesis.run()
    heartbeat.finish()
    if json { return try JSONOutput.print(FPGAOutput(unit: configuration.name, report: report)) }
    var table = Table([("\(configuration.name) (\(configuration.label))", .left), (target.rawValue, .right)])
    table.add("look-up tables", "\(report.luts)")
    table.add("look-up tables as memories", "\(report.memoryLUTs)")
    table.add("flip-flops", "\(report.flipFlops)")
    table.add("multipliers (DSP)", "\(report.dsps)")
    table.add("block memories", "\(report.blockRAMs)")
    if !report.memoriesAsFlipFlops.isEmpty {
      table.add("memories made of flip-flops", report.memoriesAsFlipFlops.joined(separator: ", "))
    }
    if let device = report.device, let fmax = report.fmaxMhz {
      table.add("placed and routed in \(device)", "\(String(format: "%.1f", fmax)) MHz")
    }
    Console.current.print(table.text())
  }

  /// An area at another node.
  private static func scaled(_ report: SynthesisReport, to node: Int) throws -> ScaledArea {
    guard let from = NodeScaling.node(ofLibrary: report.library) else {
      throw CommandFailure.usage(
        "the node of the library '\(report.library)' is not known; --scale-to works with osu018, sky130 and sg13g2")
    }
    guard let factor = NodeScaling.areaFactor(from: from, to: node) else {
      let nodes = NodeScaling.nodes.map(String.init).joined(separator: ", ")
      throw CommandFailure.usage("the scaling table has no way from \(from) to \(node) nm; it has \(nodes)")
    }
    return ScaledArea(fromNm: from, toNm: node, areaUm2: report.areaUm2 * factor, memoryAreaUm2: report.memoryAreaUm2 * factor)
  }

  private struct ScaledArea: Encodable {
    let label = "scaled, not mapped"
    let source = NodeScaling.source
    let fromNm, toNm: Int
    let areaUm2, memoryAreaUm2: Double

    enum CodingKeys: String, CodingKey {
      case label, source
      case fromNm = "from_nm"
      case toNm = "to_nm"
      case areaUm2 = "area_um2"
      case memoryAreaUm2 = "memory_area_um2"
    }
  }

  private struct FPGAOutput: Encodable {
    let unit: String
    let report: FPGAReport

    enum CodingKeys: CodingKey { case unit }

    func encode(to encoder: any Encoder) throws {
      try report.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(unit, forKey: .unit)
    }
  }

  /// Figures, then where the area comes from and what the slowest path passes through.
  private static func text(_ report: SynthesisReport, title: String, lines: Int, scaled: ScaledArea?) -> String {
    func number(_ value: Double, _ digits: Int = 0) -> String { String(format: "%.\(digits)f", value) }
    func percent(_ value: Double) -> String { number(report.areaUm2 > 0 ? value / report.areaUm2 * 100 : 0, 1) + " %" }
    var table = Table([(title, .left), ("", .right)])
    table.add("area", "\(number(report.areaUm2)) um2, \(number(report.gateEquivalents)) gate equivalents")
    if let scaled {
      let memory = scaled.memoryAreaUm2 > 0 ? ", memories \(number(scaled.memoryAreaUm2)) um2" : ""
      table.add("scaled to \(scaled.toNm) nm (\(scaled.source))", "\(number(scaled.areaUm2)) um2\(memory)")
    }
    table.add("cells", "\(report.cells)")
    table.add("flip-flops", "\(report.flipFlops)")
    table.add("memories (macros; area assumed)", "\(report.memoryBits) bits, \(number(report.memoryAreaUm2)) um2")
    table.add("registers of the harness (not in the area)", "\(number(report.harnessAreaUm2)) um2")
    table.add("slowest path", "\(number(report.criticalPathNs, 3)) ns, \(number(report.fmaxMhz, 1)) MHz")
    for path in report.clockPaths ?? [] { table.add("longest path to clock \(path.clock)", "\(number(path.pathNs, 3)) ns") }
    if let clocks = report.derivedClocks {
      table.add(
        "clocks that registers make", clocks.joined(separator: ", ") + ": timed at half the clock that the register follows")
    }
    if let registers = report.untimedRegisters {
      table.add(
        "NOT TIMED",
        "\(registers.count) registers that no clock of a port reaches: \(registers.prefix(3).joined(separator: ", "))")
    }
    let activity = report.simulatedCycles.map { "activity of \($0) simulated cycles" } ?? "assumed activity"
    table.add("power at \(report.clockNs) ns (relative; \(activity))", "\(number(report.powerMw, 3)) mW")
    if !report.meetsClock {
      table.add("", "but the slowest path misses that clock: no such power is reached; give a --clock-ns that it meets")
    }
    table.add("library", report.library)
    var text = table.text()
    var modules = Table([
      ("area by module", .left), ("um2", .right), ("", .right), ("flip-flops", .right), ("memory bits", .right),
    ])
    for module in report.area.modules.prefix(lines) {
      modules.add(module.path, number(module.areaUm2), percent(module.areaUm2), "\(module.flipFlops)", "\(module.memoryBits)")
    }
    text += "\n\n" + modules.text()
    var byLine = Table([("area by line", .left), ("um2", .right), ("", .right), ("flip-flops", .right)])
    for line in report.area.lines.prefix(lines) {
      byLine.add("\(line.file):\(line.line)", number(line.areaUm2), percent(line.areaUm2), "\(line.flipFlops)")
    }
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
    let scaled: ScaledArea?

    enum CodingKeys: CodingKey { case unit, scaled, meetsClock }

    func encode(to encoder: any Encoder) throws {
      try synthesis.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(unit, forKey: .unit)
      try container.encode(synthesis.meetsClock, forKey: .meetsClock)
      try container.encodeIfPresent(scaled, forKey: .scaled)
    }
  }
}
