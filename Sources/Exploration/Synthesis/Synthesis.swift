import Foundation
import Netlist
import Tools
import Verilog

/// One mapping of one design: what it would cost in cells, time and power. Its key is known before anything runs.
public struct Synthesis: Sendable {
  /// Why there is no report: one line with the remedy.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
  }

  public let key: SynthesisKey
  public let options: SynthesisOptions
  /// The top module's name.
  public let top: String
  private let source: SynthesisSource
  private let library: CellLibrary
  private let tools: SynthesisTools

  /// Flattens and emits the design.
  ///
  /// - Parameters:
  ///   - library: read already, for many runs with one library; else read from `options.library`
  ///   - tools: found already, for many runs
  public init(_ design: Design, options: SynthesisOptions = SynthesisOptions(), library: CellLibrary? = nil, tools: SynthesisTools? = nil) throws {
    try self.init(source: SynthesisSource(design), options: options, library: library, tools: tools)
  }

  /// Any other Verilog, to compare with.
  public init(source: SynthesisSource, options: SynthesisOptions = SynthesisOptions(), library: CellLibrary? = nil, tools: SynthesisTools? = nil) throws {
    if let problem = options.problem { throw Failure(problem) }
    self.options = options
    self.source = source
    top = source.top
    self.library = try library ?? CellLibrary(path: options.library ?? SynthesisTools.defaultLibrary())
    self.tools = try tools ?? SynthesisTools.find()
    key = try SynthesisKey(netlist: source.text, libraryDigest: self.library.digest, versions: self.tools.versions, options: options)
  }

  /// Maps and times the design in one call.
  public static func run(_ design: Design, options: SynthesisOptions = SynthesisOptions()) throws -> SynthesisReport {
    try Synthesis(design, options: options).run()
  }

  /// Runs both tools, each in a fresh process, in a folder of their own that is removed afterwards.
  ///
  /// Throws `Failure` or `ToolFailure`, each one line. Blocks the calling thread.
  public func run() throws -> SynthesisReport {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-synth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try run(in: folder)
  }

  /// As `run()`, in a folder that stays: scripts, netlists and the tools' output can be looked at.
  public func run(in folder: URL) throws -> SynthesisReport {
    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
    func write(_ text: String, _ name: String) throws {
      do { try text.write(to: file(name), atomically: false, encoding: .utf8) } catch {
        throw Failure("cannot write '\(file(name).path)'; is the disk full?")
      }
    }
    func read(_ name: String, of tool: String) throws -> Data {
      guard let data = FileManager.default.contents(atPath: file(name).path), !data.isEmpty else {
        throw Failure("\(tool) ended without writing \(name) for \(top); is the disk full?")
      }
      return data
    }
    try write(source.text, SynthesisScripts.source)
    try write(SynthesisScripts.renumbering(seed: options.seed), SynthesisScripts.numbering)
    try write(SynthesisScripts.yosys(top: top, library: library.path, options: options), "synth.ys")
    let yosys = try tools.yosys.run(["script synth.ys"], in: folder.path, seconds: tools.secondsLimit)
    guard yosys.status == 0 else { throw Failure("Yosys failed on \(top): \(Self.reason(yosys))") }
    let netlist = String(decoding: try read(SynthesisScripts.netlist, of: "Yosys"), as: UTF8.self)
    try write(SynthesisScripts.withoutSigned(netlist), SynthesisScripts.netlist)
    try write(SynthesisScripts.openSTA(top: top, library: library.path, options: options, clock: source.clock), "sta.tcl")
    let timing = try tools.openSTA.run(["-no_splash", "-exit", "sta.tcl"], in: folder.path, seconds: tools.secondsLimit)
    guard timing.status == 0 else { throw Failure("OpenSTA failed on \(top): \(Self.reason(timing))") }
    return try SynthesisReport(
      key: key, library: library, options: options, versions: tools.versions, memories: read(SynthesisScripts.memories, of: "Yosys"),
      statistics: read(SynthesisScripts.statistics, of: "Yosys"), timing: timing.output + timing.error)
  }

  /// The tool's own words for what went wrong, or how it ended.
  private static func reason(_ result: ExternalTool.Result) -> String {
    if result.signal != nil { return result.ending }
    let lines = (result.error + "\n" + result.output).split(separator: "\n")
    guard let line = lines.last(where: { $0.contains("ERROR") || $0.contains("Error") }) else { return result.ending }
    return ToolFailure.oneLine(String(line))
  }
}

/// Verilog to map: an emitted design, or text from elsewhere.
public struct SynthesisSource: Sendable, Hashable {
  public var text: String
  public var top: String
  /// Name of the clock's port.
  public var clock: String

  /// Verilog from elsewhere.
  public init(verilog text: String, top: String, clock: String) {
    self.text = text
    self.top = top
    self.clock = clock
  }

  /// The design as one module.
  public init(_ design: Design) throws {
    let flat = Flattening.flatten(design)
    text = try VerilogEmitter().emit(flat).files.map(\.text).joined(separator: "\n")
    top = flat.top.name
    clock = flat.top.ports.first { $0.role == .clock }.map(\.name) ?? "clock"
  }
}
