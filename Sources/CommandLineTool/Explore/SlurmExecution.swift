import Exploration
import Foundation

/// Runs points as a Slurm job array and puts the results into the database.
struct SlurmExecution {
  let cluster: SlurmCluster
  let explorer: Explorer
  /// Jobs at the same time; nil leaves it to the cluster.
  let limit: Int?
  /// More for `sbatch`.
  let arguments: [String]

  /// A point that was granted to this process.
  struct Granted: Sendable {
    /// The caller's number of it.
    var task: Int
    var candidate: UnitSweep.Candidate
    var key: String
  }

  /// Where a granted point is worked on.
  private struct Pending {
    var granted: Granted
    var batch: Int
    var index: Int
  }

  /// Submits the points, except those that an array of an earlier run still works on, and calls `body` with each as it ends.
  func run(_ granted: [Granted], _ body: (Granted, ExploredPoint) -> Void) throws {
    guard !granted.isEmpty else { return }
    var batches = SlurmBatch.abandoned(database: explorer.database.path)
    var pending: [Pending] = [], fresh: [Granted] = []
    for point in granted {
      let places = batches.indices.lazy.compactMap { batch in
        batches[batch].work.firstIndex { $0.key == point.key }.map { (batch, $0) }
      }
      if let (batch, index) = places.first(where: { isWorkedOn(batches[$0.0], $0.1) }) {
        pending.append(Pending(granted: point, batch: batch, index: index))
      } else {
        fresh.append(point)
      }
    }
    if !fresh.isEmpty {
      let batch = try submit(fresh)
      pending += fresh.enumerated().map { Pending(granted: $1, batch: batches.count, index: $0) }
      batches.append(batch)
    }
    try collect(pending, batches, body)
    for batch in batches where (try? batch.job.map(cluster.isActive)) != true { batch.remove() }
  }

  /// Whether a result is there or will come.
  private func isWorkedOn(_ batch: SlurmBatch, _ index: Int) -> Bool {
    if let result = batch.result(at: index) { return result.state == .done }
    guard let job = batch.job else { return false }
    return (try? cluster.isActive(job)) == true
  }

  private func submit(_ points: [Granted]) throws -> SlurmBatch {
    let batch = try SlurmBatch(
      points.map { SlurmBatch.Work($0.candidate, key: $0.key, secondsLimit: explorer.tools.secondsLimit) },
      database: explorer.database.path)
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    do {
      try batch.setJob(
        cluster.submitArray(
          count: points.count, command: [program, "explore-point", "--batch", batch.folder], log: batch.logPattern, limit: limit,
          arguments: arguments))
    } catch {
      batch.remove()
      throw error
    }
    return batch
  }

  private func collect(_ points: [Pending], _ batches: [SlurmBatch], _ body: (Granted, ExploredPoint) -> Void) throws {
    var rest = points
    while !rest.isEmpty {
      // Looked at before the files: whatever an ended array has written is there then.
      let hasEnded = try Dictionary(
        uniqueKeysWithValues: Set(rest.map(\.batch)).map { ($0, try batches[$0].job.map { try !cluster.isActive($0) } ?? true) })
      var waiting: [Pending] = []
      for point in rest {
        let batch = batches[point.batch]
        if var row = batch.result(at: point.index) {
          row.key = point.granted.key
          body(point.granted, try explorer.finish(point.granted.candidate, row))
        } else if hasEnded[point.batch] == true {
          body(point.granted, try explorer.finish(point.granted.candidate, Self.lost(point, batch)))
        } else {
          waiting.append(point)
        }
      }
      rest = waiting
      if !rest.isEmpty { Thread.sleep(forTimeInterval: 1) }
    }
  }

  private static func lost(_ point: Pending, _ batch: SlurmBatch) -> StoredPoint {
    var row = StoredPoint(key: point.granted.key, unit: batch.work[point.index].unit, label: "", state: .failed)
    let reason = batch.lastLine(at: point.index).map { ": " + CommandFailure.oneLine($0) } ?? ""
    row.failure = "job \(batch.job ?? "?")_\(point.index) of Slurm ended without a result" + reason
    return row
  }
}
