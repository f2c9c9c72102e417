import Foundation
import Netlist
import Tools

/// One mapping of one design: what it would cost in cells, time and power. Its key is known before anything runs.
public struct Synthesis: Sendable {
  /// Why there is no report: one line with the remedy.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
  }

  public let key: SynthesisKey
  public let options: SynthesisOptions
  /// Measured in a simulation, for the power; nil takes ports to toggle in a fifth of the cycles. No part of the key.
  public var activity: Activity?
  /// Called with what is done next: a large unit takes minutes.
  public var stage: @Sendable (String) -> Void = { _ in }
  /// The top module's name.
  public let top: String
  let source: SynthesisSource
  private let library: CellLibrary
  private let tools: SynthesisTools

  /// Flattens and emits the design.
  ///
  /// - Parameters:
  ///   - library: read already, for many runs with one library; else read from `options.library`
  ///   - tools: found already, for many runs
  public init(
    _ design: Design, options: SynthesisOptions = SynthesisOptions(), library: CellLibrary? = nil, tools: SynthesisTools? = nil
  ) throws {
    try self.init(source: SynthesisSource(design), options: options, library: library, tools: tools)
  }

  /// Any other Verilog, to compare with.
  public init(
    source: SynthesisSource, options: SynthesisOptions = SynthesisOptions(), library: CellLibrary? = nil,
    tools: SynthesisTools? = nil
  ) throws {
    if let problem = options.problem { throw Failure(problem) }
    self.options = options
    self.source = source
    top = source.top
    self.library = try library ?? CellLibrary(path: options.library ?? SynthesisTools.defaultLibrary())
    self.tools = try tools ?? SynthesisTools.find()
    key = try SynthesisKey(
      netlist: source.text, libraryDigest: self.library.digest, versions: self.tools.versions, options: options)
  }

  /// Maps and times the design in one call.
  public static func run(_ design: Design, options: SynthesisOptions = SynthesisOptions()) throws -> SynthesisReport {
    try Synthesis(design, options: options).run()
  }

  /// Runs both tools, each in a fresh process, in a folder of their own that is removed afterwards.
  ///
  /// Throws `Failure` or `ToolFailure`, each one line. Blocks the calling thread.
  public func run() throws -> SynthesisReport {
    try WorkFolder.temporary("synth") { try run(in: $0) }
  }

  /// As `run()`, in a folder that stays: scripts, netlists and the tools' output can be looked at.
  public func run(in folder: URL) throws -> SynthesisReport { try run(in: WorkFolder(folder)) }

  func run(in folder: WorkFolder) throws -> SynthesisReport {
    func write(_ text: String, _ name: String) throws { try folder.write(text, to: name) }
    func text(_ name: String) throws -> String { try folder.text(name, from: "Yosys", of: top) }
    try write(source.text, SynthesisScripts.source)
    try write(SynthesisScripts.registerSource, SynthesisScripts.register)
    try write(SynthesisScripts.constraints(library), SynthesisScripts.constraints)
    try write(SynthesisScripts.yosys(source: source, library: library, options: options), "synth.ys")
    stage("mapping to cells with Yosys and ABC")
    let yosys = try tools.yosys.run(["script synth.ys"], in: folder.path, seconds: tools.secondsLimit)
    guard yosys.status == 0 else { throw Failure("Yosys failed on \(top): \(Self.reason(yosys))") }

    stage("reading the netlist")
    let mapped = try GateNetlist(blif: text(SynthesisScripts.netlist))
    let unknown = Set(mapped.cells.map(\.kind)).filter { library.areas[$0] == nil }.sorted()
    guard unknown.isEmpty else {
      throw Failure(
        "\(top) needs cells that the library '\(library.name)' does not have: \(unknown.joined(separator: ", ")); use another --library"
      )
    }
    let register = try GateNetlist(blif: text(SynthesisScripts.registerNetlist))
    let ports = Set((mapped.inputs + mapped.outputs).map { GateNetlist.word($0.name) })
    let words = try GateNetlist(blif: text(SynthesisScripts.words)) { name in
      if name.first == "$" { return 4 }
      let word = GateNetlist.word(name)
      return source.origins.line(ofName: word) == nil ? 3 : ports.contains(word) ? 2 : 1
    }
    // Without memories the file may be empty.
    var memories = MemoryMacro.read(folder.contents(SynthesisScripts.memories).map { String(decoding: $0, as: UTF8.self) } ?? "")
    for index in memories.indices { memories[index].lanes = source.lanes[String(memories[index].name)] ?? 1 }
    let timing = TimingNetlist(
      mapped, register: register, memories: memories, source: source, library: library, model: options.memory)
    try write(timing.verilog, SynthesisScripts.timing)
    if !timing.liberty.isEmpty { try write(timing.liberty, SynthesisScripts.macros) }
    try write(
      SynthesisScripts.openSTA(top: top, library: library.path, clockNs: options.clockNs, netlist: timing)
        + SynthesisScripts.assumedPower, "sta.tcl")
    func openSTA(_ script: String, log: String, clockNs: Double) throws -> TimingReport {
      let sta = try tools.openSTA.run(["-no_splash", "-exit", script], in: folder.path, seconds: tools.secondsLimit)
      guard sta.status == 0 else { throw Failure("OpenSTA failed on \(top): \(Self.reason(sta))") }
      try write(sta.output + sta.error, log)
      return try TimingReport(sta.output + sta.error, clockNs: clockNs)
    }
    stage("timing with OpenSTA")
    var times = try openSTA("sta.tcl", log: "sta.log", clockNs: options.clockNs)
    let slowest = try SlowestPaths(times, hasSeveralClocks: timing.clocks.count + timing.derivedClocks.count > 1) { period in
      try write(
        SynthesisScripts.openSTA(top: top, library: library.path, clockNs: period, netlist: timing), "period.tcl")
      return try openSTA("period.tcl", log: "period.log", clockNs: period)
    }
    if let activity {
      stage("power with OpenSTA")
      let bits = activities(activity, mapped, words)
      let power = TimingNetlist(
        mapped, register: register, memories: memories, source: source, library: library, model: options.memory,
        driven: Set(bits.keys))
      try write(power.verilog, SynthesisScripts.powerNetlist)
      try write(
        SynthesisScripts.power(top: top, library: library.path, options: options, netlist: power, activities: bits), "power.tcl")
      let measured = try openSTA("power.tcl", log: "power.log", clockNs: options.clockNs)
      (times.watts, times.harnessWatts) = (measured.watts, measured.harnessWatts)
    }
    return SynthesisReport(
      key: key, library: library, options: options, versions: tools.versions, source: source, mapped: mapped, words: words,
      register: register,
      memories: memories, timing: timing, sta: times, slowest: slowest, simulatedCycles: activity?.cycles)
  }

  /// By net, of the outputs of flip-flops and of inputs.
  private func activities(_ activity: Activity, _ mapped: GateNetlist, _ words: GateNetlist) -> [Int: Activity.Bit] {
    var found: [Int: Activity.Bit] = [:]
    for cell in mapped.cells where library.flipFlops.contains(cell.kind) {
      for pin in cell.pins where library.outputs[cell.kind]?.contains(String(pin.name)) == true {
        let name = words.net(named: mapped.names[pin.net]).map { words.names[$0] } ?? mapped.names[pin.net]
        if let bit = activity.bit(name) { found[pin.net] = bit }
      }
    }
    for (name, net) in mapped.inputs where !source.clocks.contains(String(name)) {
      if let bit = activity.bit(name) { found[net] = bit }
    }
    return found
  }

  /// The tool's own words for what went wrong, or how it ended.
  static func reason(_ result: ExternalTool.Result) -> String {
    if result.signal != nil { return result.ending }
    let lines = (result.error + "\n" + result.output).split(separator: "\n")
    guard let line = lines.last(where: { $0.contains("ERROR") || $0.contains("Error") }) else { return result.ending }
    // The emitted text is Verilog that Yosys reads, so that the only text with such an error is what ABC wrote.
    if line.contains("Syntax error in line") { return "what ABC wrote is cut off; is the disk full?" }
    return ToolFailure.oneLine(String(line))
  }
}
