import Foundation

/// One row of the regression: a run and what came of it.
struct RegressionResult: Sendable {
  let run: SimulationRun
  var report: SimulationReport?
  /// What is wrong, in one line; nil when it passed.
  var problem: String?
  /// With elaboration and building.
  var seconds: Double

  init(_ run: SimulationRun) {
    self.run = run
    let start = ContinuousClock.now
    do {
      let report = try run.report()
      self.report = report
      problem = report.problem
    } catch {
      problem = CommandFailure.oneLine(CommandFailure(describing: error)?.message ?? "\(error)")
    }
    seconds = (ContinuousClock.now - start) / .seconds(1)
  }

  /// Adds what only a comparison shows: all backends ran the same testbench with the same seed, so they must have seen the
  /// same cycles, transactions and coverage.
  static func compareBackends(_ results: inout [RegressionResult]) {
    var first: [String: Int] = [:]
    for index in results.indices {
      guard results[index].problem == nil, let report = results[index].report else { continue }
      let key = "\(report.unit) \(report.configuration) \(report.seed)"
      guard let other = first[key] else {
        first[key] = index
        continue
      }
      guard let reference = results[other].report, let difference = report.difference(from: reference) else { continue }
      results[index].problem = difference
    }
  }
}

extension SimulationReport {
  /// What differs from a run of the same testbench, seed and count on another backend; nil if nothing does.
  func difference(from other: SimulationReport) -> String? {
    if cycles != other.cycles { return "\(backend.rawValue) took \(cycles) cycles, \(other.backend.rawValue) \(other.cycles)" }
    if transactions != other.transactions {
      return "\(backend.rawValue) ran \(transactions) transactions, \(other.backend.rawValue) \(other.transactions)"
    }
    guard
      let situation = Set(coverage.keys).union(other.coverage.keys).sorted().first(where: { coverage[$0] != other.coverage[$0] })
    else { return nil }
    return
      "\(backend.rawValue) covered '\(situation)' \(coverage[situation] ?? 0) times, \(other.backend.rawValue) \(other.coverage[situation] ?? 0)"
  }
}
