import Foundation

/// What sby is told, and what its output means.
public struct ProofTask: Sendable {
  /// Names of the files in the run's folder.
  public static let source = "design.sv", script = "proof.sby", folder = "proof"

  /// How far the solver looks.
  public enum Mode: String, Sendable {
    /// For all time, by k-induction.
    case prove
    /// From the reset on, for `depth` cycles.
    case bmc
  }
  public var mode: Mode
  /// Cycles of the induction, or of the search from the reset on.
  public var depth: Int
  /// After which the solver gives up.
  public var seconds: Int
  public var hasSeveralClocks: Bool

  public init(mode: Mode, depth: Int, seconds: Int, hasSeveralClocks: Bool) {
    self.mode = mode
    self.depth = depth
    self.seconds = seconds
    self.hasSeveralClocks = hasSeveralClocks
  }

  public var text: String {
    """
    [options]
    mode \(mode.rawValue)
    depth \(depth)
    timeout \(seconds)
    \(hasSeveralClocks ? "multiclock on\n" : "")
    [engines]
    smtbmc yices

    [script]
    read_verilog -sv -formal -DFORMAL -DSYNTHESIS \(Self.source) \(ProofHarness.file)
    prep -top \(ProofHarness.top)

    [files]
    \(Self.source)
    \(ProofHarness.file)

    """
  }
}

/// How a proof ended.
public enum ProofOutcome: Sendable, Equatable {
  /// For all time.
  case proven
  /// For the given number of cycles after the reset; nothing is known beyond.
  case bounded(cycles: Int)
  /// A run from the reset on breaks an assertion; `trace` is its waveform in the run's folder, if there is one.
  case refuted(failures: [Place], trace: String?)
  /// No run of the given depth from the reset on breaks one, but the induction cannot rule out longer ones.
  case undecided(failures: [Place])
  case timedOut
  case failed(reason: String)

  /// Where an assertion stands.
  public struct Place: Sendable, Hashable {
    public let file: String
    public let line: Int
    public init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  /// - Parameters:
  ///   - log: what sby printed
  ///   - status: its exit status
  public init(log: String, status: Int32, task: ProofTask) {
    func places(_ part: String) -> [Place] {
      var result: [Place] = []
      for line in log.split(separator: "\n") where line.contains(part) {
        guard let match = line.firstMatch(of: /Assert failed in \S+ (\w+\.sv):(\d+)/), let number = Int(match.2) else { continue }
        let place = Place(file: String(match.1), line: number)
        if !result.contains(place) { result.append(place) }
      }
      return result
    }
    switch status {
    case 0: self = task.mode == .prove ? .proven : .bounded(cycles: task.depth)
    case 2:
      let trace = log.firstMatch(of: /counterexample trace(?: \[\w+\])?: (\S+\.vcd)/).map { String($0.1) }
      let part = task.mode == .prove ? "basecase: " : "engine_0: "
      self = .refuted(failures: places(part), trace: trace)
    case 4: self = .undecided(failures: places("induction: "))
    case 8: self = .timedOut
    default:
      let error = log.split(separator: "\n").first { $0.contains("ERROR") } ?? log.split(separator: "\n").last ?? "no output"
      self = .failed(reason: String(error))
    }
  }
}
