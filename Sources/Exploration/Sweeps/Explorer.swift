import Foundation
import HDL
import Netlist
import Tools
import UnitProtocol

/// Answers for one design at a time: from the database, or by running the tools and storing what comes of it.
///
/// May be used from several threads; elaboration recurses deeply, so give them a large stack.
public struct Explorer: Sendable {
  public let database: ExplorationDatabase
  public let library: CellLibrary
  public let tools: SynthesisTools

  public init(database: ExplorationDatabase, library: CellLibrary, tools: SynthesisTools) {
    self.database = database
    self.library = library
    self.tools = tools
  }

  /// What `begin` found.
  public enum Beginning: Sendable {
    case finished(ExploredPoint)
    /// Somebody else is working on it.
    case busy
    /// It is the caller's: run the synthesis, then `finish`.
    case granted(Synthesis)
  }

  /// Looks a design up and claims it if it is not known yet.
  ///
  /// A design that cannot be synthesized is a point with a failure; throws only when the database cannot be used.
  public func begin(_ candidate: UnitSweep.Candidate) throws(SweepError) -> Beginning {
    let synthesis: Synthesis
    do { synthesis = try Self.synthesis(of: candidate, library: library, tools: tools) } catch {
      return .finished(point(candidate, key: nil, report: nil, failure: Self.line(error), isFresh: false))
    }
    let row = Self.row(candidate, synthesis)
    switch try database.claim(row) {
    case .busy: return .busy
    case .granted: return .granted(synthesis)
    case .finished(let stored):
      if stored.failure != nil || Self.report(stored) != nil { return .finished(point(candidate, stored, isFresh: false)) }
      // Written by a version whose reports held less.
      try database.discard(key: row.key)
      return try begin(candidate)
    }
  }

  /// Stores what came of a design that was granted.
  public func finish(_ candidate: UnitSweep.Candidate, _ row: StoredPoint) throws(SweepError) -> ExploredPoint {
    try database.store(row)
    return point(candidate, row, isFresh: true)
  }

  /// The point, or nil while somebody else is working on it.
  public func explore(_ candidate: UnitSweep.Candidate) throws(SweepError) -> ExploredPoint? {
    switch try begin(candidate) {
    case .finished(let point): point
    case .busy: nil
    case .granted(let synthesis): try finish(candidate, Self.run(synthesis, of: candidate))
    }
  }

  /// Runs the tools; a failure of theirs is in the row.
  public static func run(_ synthesis: Synthesis, of candidate: UnitSweep.Candidate) -> StoredPoint {
    var row = row(candidate, synthesis)
    let start = ContinuousClock.now
    do { (row.report, row.state) = (try JSONEncoder().encode(try synthesis.run()), .done) } catch {
      (row.failure, row.state) = (line(error), .failed)
    }
    row.seconds = (ContinuousClock.now - start) / .seconds(1)
    return row
  }

  private static func row(_ candidate: UnitSweep.Candidate, _ synthesis: Synthesis) -> StoredPoint {
    StoredPoint(key: synthesis.key.digest, unit: type(of: candidate.unit).unitName, label: label(candidate))
  }

  /// Elaborates and emits the design; throws what is wrong with it.
  public static func synthesis(of candidate: UnitSweep.Candidate, library: CellLibrary, tools: SynthesisTools) throws -> Synthesis
  {
    try Synthesis(elaborated(candidate.unit), options: candidate.options, library: library, tools: tools)
  }

  private static func elaborated(_ unit: some UnitProtocol.Unit) throws -> Design { try elaborateWithWarnings(unit).design }

  private static func report(_ stored: StoredPoint) -> SynthesisReport? {
    stored.report.flatMap { try? JSONDecoder().decode(SynthesisReport.self, from: $0) }
  }

  private func point(_ candidate: UnitSweep.Candidate, _ row: StoredPoint, isFresh: Bool) -> ExploredPoint {
    point(candidate, key: row.key, report: Self.report(row), failure: row.failure, isFresh: isFresh)
  }

  private func point(
    _ candidate: UnitSweep.Candidate, key: String?, report: SynthesisReport?, failure: String?, isFresh: Bool
  ) -> ExploredPoint {
    ExploredPoint(
      parameters: candidate.parameters, operationsPerCycle: candidate.unit.explored?.operationsPerCycle, key: key, report: report,
      failure: failure,
      isFresh: isFresh)
  }

  /// All parameters of the unit and the options, for people who read the database.
  private static func label(_ candidate: UnitSweep.Candidate) -> String {
    let options = candidate.options
    let parts =
      candidate.unit.settings.map { "\($0.name)=\($0.value)" }
      + ["clock-ns=\(options.clockNs)", "booth=\(options.booth)", "mapping=\(options.mapping.rawValue)"]
    return parts.joined(separator: " ")
  }

  private static func line(_ error: any Error) -> String { ToolFailure.oneLine("\(error)") }
}
