import Foundation
import Netlist
import Tools

/// The proof that the netlist of library cells does what the Verilog says, register by register.
///
/// Registers pair by name. ABC proves that between them, the ports and the memories the logic is the same: it finds what is equal
/// inside by simulation and proves that first, so that multipliers of 8 bits are no obstacle. Where registers do not pair, because
/// synthesis found two of them alike or one that never changes, Yosys's induction tries.
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
    /// Modules that were tried each for itself; 1 when the design was made one module first.
    public var modules = 1
    /// Names of those that are not proven; the outcome is that of the first.
    public var openModules: [String] = []
  }

  private let syntheses: [Synthesis]
  private let library: String
  private let seconds: Int

  /// - Parameters:
  ///   - options: how the netlist is made
  ///   - byModule: whether each module is mapped and proven for itself, with its instances as boxes; else the design is made one
  ///     module first
  ///   - seconds: after which synthesis and the solver are stopped, each of them and for each module
  ///
  /// Throws a `ProofRefusal` for a clock that is made inside and for an asynchronous reset: registers are compared by what they take at
  /// the edge of a clock that is a port.
  public init(_ design: Design, options: SynthesisOptions = SynthesisOptions(), byModule: Bool = false, seconds: Int) throws {
    let clocks = try ProofClocks(design)
    if let register = clocks.asynchronousReset {
      throw ProofRefusal(
        description:
          "register '\(register)' of '\(design.top.name)' has an asynchronous reset, and the netlist's registers are compared"
          + " by what they take at a clock's edge; prove the unit in a domain with a synchronous reset")
    }
    let path = try options.library ?? SynthesisTools.defaultLibrary()
    let cells = try CellLibrary(path: path)
    var tools = try SynthesisTools.find()
    tools.secondsLimit = Double(seconds)
    syntheses = try (byModule ? design.openModules : [design]).map { [tools] in
      try Synthesis($0, options: options, library: cells, tools: tools)
    }
    library = path
    self.seconds = seconds
  }

  /// Synthesizes the design as `hwgen synth` does and proves the netlist that comes of it. Blocks the calling thread.
  ///
  /// - Parameter change: what happens to the netlist's Verilog before the proof, to see that a proof can fail
  public func run(changing change: (String) -> String = { $0 }) throws -> Report {
    var total = Report(outcome: .proven(pairs: 0), seconds: 0, modules: syntheses.count)
    var pairs = 0
    for synthesis in syntheses {
      let (outcome, seconds) = try WorkFolder.temporary("prove") { try run(synthesis, in: $0, changing: change) }
      total.seconds += seconds
      if case .proven(let count) = outcome {
        pairs += count
      } else {
        if total.openModules.isEmpty { total.outcome = outcome }
        total.openModules.append(synthesis.top)
      }
    }
    if total.openModules.isEmpty { total.outcome = .proven(pairs: pairs) }
    return total
  }

  /// What came of one module, and the seconds that the proof alone took.
  private func run(
    _ synthesis: Synthesis, in folder: WorkFolder, changing change: (String) -> String
  ) throws -> (Outcome, seconds: Double) {
    do { _ = try synthesis.run(in: folder) } catch ToolFailure.failed(let text) where text.contains("did not end within") {
      return (.timedOut, 0)
    }
    try folder.write(
      change(folder.text(SynthesisScripts.verilog, from: "Yosys", of: synthesis.top)), to: SynthesisScripts.verilog)
    let start = ContinuousClock.now
    let outcome = try prove(synthesis.source, in: folder)
    return (outcome, (ContinuousClock.now - start) / .seconds(1))
  }

  /// Proves the netlist in `folder` equal to the Verilog there.
  private func prove(_ source: SynthesisSource, in folder: WorkFolder) throws -> Outcome {
    let path = URL(fileURLWithPath: library).standardizedFileURL.path
    do {
      let gates = try run(EquivalenceScript.gates(source, library: path), in: folder)
      guard gates.status == 0 else {
        return .failed(reason: Self.reason(gates.output + gates.error, of: "Yosys", status: gates.status))
      }
      var reason = "the netlist differs"
      do {
        func read(_ name: String) throws -> CutNetlist {
          try CutNetlist(blif: folder.text(name, from: "Yosys", of: source.top))
        }
        let (gold, gate, outputs) = try CutNetlist.paired(read(EquivalenceScript.gold), read(EquivalenceScript.gate))
        try folder.write(gold, to: "gold-logic.blif")
        try folder.write(gate, to: "gate-logic.blif")
        switch try LogicCheck.compare("gold-logic.blif", "gate-logic.blif", in: folder, seconds: Double(seconds)) {
        case .same: return .proven(pairs: outputs)
        case .different: break
        case .open(let result): reason = Self.reason(result.output + result.error, of: "ABC", status: result.status)
        }
      } catch let mismatch as CutNetlist.Mismatch {
        if mismatch.isFinal { return .failed(reason: mismatch.description) }
        reason = mismatch.description
      }
      // A value that the Verilog leaves open counts as 0 above.
      let induction = try run(EquivalenceScript.induction(source, library: path), in: folder)
      let outcome = Self.outcome(log: induction.output + induction.error, status: induction.status)
      if case .failed(let text) = outcome { return .failed(reason: "\(reason); \(text)") }
      return outcome
    } catch ToolFailure.failed(let text) where text.contains("did not end within") {
      return .timedOut
    }
  }

  private func run(_ script: String, in folder: WorkFolder) throws -> ExternalTool.Result {
    try folder.write(script, to: "equivalence.ys")
    return try ExternalTool.yosys().run(["script equivalence.ys"], in: folder.path, seconds: Double(seconds))
  }

  /// What the output of Yosys's induction means.
  static func outcome(log: String, status: Int32) -> Outcome {
    if status == 0, log.contains(EquivalenceScript.success),
      let match = log.matches(of: /Of those cells (\d+) are proven and 0 are unproven/).last
    {
      return .proven(pairs: Int(match.1) ?? 0)
    }
    let unproven = log.matches(of: /Unproven \$equiv \S+: (\S+)_gold/).map { String($0.1.drop { $0 == "\\" }) }
    if !unproven.isEmpty { return .undecided(unproven: unproven) }
    return .failed(reason: reason(log, of: "Yosys", status: status))
  }

  private static func reason(_ log: String, of tool: String, status: Int32) -> String {
    let line = log.split(separator: "\n").last {
      $0.contains("ERROR") || $0.contains("Error") || $0.contains("failed") || $0.contains("different")
    }
    return ToolFailure.oneLine(line.map { String($0) } ?? "\(tool) ended with status \(status)")
  }
}
