import Foundation
import Netlist
import Tools

/// The proof that the netlist of library cells does what the Verilog says, register by register.
public struct Equivalence: Sendable {
  public enum Outcome: Sendable, Equatable {
    /// All pairs of registers and outputs.
    case proven(pairs: Int)
    /// Some pairs could not be proven equal; that does not mean that they differ.
    case undecided(unproven: [String])
    case timedOut
    case failed(reason: String)
  }

  public struct Report: Sendable {
    public var outcome: Outcome
    public var seconds: Double
  }

  private let synthesis: Synthesis
  private let library: String
  private let seconds: Int

  /// - Parameters:
  ///   - options: how the netlist is made
  ///   - seconds: after which the solver is stopped
  public init(_ design: Design, options: SynthesisOptions = SynthesisOptions(), seconds: Int) throws {
    synthesis = try Synthesis(design, options: options)
    library = try options.library ?? SynthesisTools.defaultLibrary()
    self.seconds = seconds
  }

  /// Synthesises the design as `hwgen synth` does and proves the netlist that comes of it. Blocks the calling thread.
  public func run() throws -> Report {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-prove-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try synthesis.run(in: folder)
    return try prove(in: folder)
  }

  /// Proves the netlist in `folder` equal to the Verilog there.
  func prove(in folder: URL) throws -> Report {
    let path = URL(fileURLWithPath: library).standardizedFileURL.path
    try EquivalenceScript.text(source: synthesis.source, library: path).write(
      to: folder.appendingPathComponent("equivalence.ys"), atomically: false, encoding: .utf8)
    let start = ContinuousClock.now
    func report(_ outcome: Outcome) -> Report { Report(outcome: outcome, seconds: (ContinuousClock.now - start) / .seconds(1)) }
    let result: ExternalTool.Result
    do {
      result = try ExternalTool.yosys().run(["script equivalence.ys"], in: folder.path, seconds: Double(seconds))
    } catch ToolFailure.failed(let text) where text.contains("did not end within") {
      return report(.timedOut)
    }
    return report(Self.outcome(log: result.output + result.error, status: result.status))
  }

  /// What Yosys's output means.
  static func outcome(log: String, status: Int32) -> Outcome {
    if status == 0, log.contains(EquivalenceScript.success), let match = log.matches(of: /Of those cells (\d+) are proven and 0 are unproven/).last {
      return .proven(pairs: Int(match.1) ?? 0)
    }
    let unproven = log.matches(of: /Unproven \$equiv \S+: (\S+)_gold/).map { String($0.1.drop { $0 == "\\" }) }
    if !unproven.isEmpty { return .undecided(unproven: unproven) }
    let error = log.split(separator: "\n").last { $0.contains("ERROR") } ?? "Yosys ended with status \(status)"
    return .failed(reason: String(error))
  }
}
