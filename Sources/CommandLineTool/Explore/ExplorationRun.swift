import Exploration
import Foundation
import UnitProtocol
import Verilator

/// Runs sweeps, several points at a time.
struct ExplorationRun {
  let explorer: Explorer
  let jobs: Int
  /// Where the tools run instead of this machine.
  var slurm: SlurmExecution?

  /// In the folder of what hwgen caches.
  static var defaultDatabase: String {
    get throws {
      let cache = BuildCache()
      try cache.secure()
      return cache.root + "/exploration.sqlite"
    }
  }

  private typealias Task = (sweep: Int, candidate: UnitSweep.Candidate)
  private typealias Outcome = Result<ExploredPoint?, SweepError>

  /// A report for each sweep. Points that another process is working on come last and are waited for.
  func run(_ sweeps: [UnitSweep], objectives: (UnitSweep) -> [Objective]) throws -> [ExplorationReport] {
    let tasks = sweeps.indices.flatMap { index in sweeps[index].candidates.map { Task(sweep: index, candidate: $0) } }
    let progress = ProgressBar("explore", total: tasks.count, unit: "points")
    defer { progress.finish() }
    for sweep in sweeps where sweep.refused.count > 0 {
      progress.note("\(sweep.unit.unitName): left out \(sweep.refused.count) impossible combinations: \(sweep.refused.reason)")
    }
    let outcomes = try slurm.map { try run(tasks, $0, progress) } ?? run(tasks, progress)
    var points = [[ExploredPoint]](repeating: [], count: sweeps.count)
    for (task, outcome) in zip(tasks, outcomes) {
      if let point = try outcome.get() { points[task.sweep].append(point) }
    }
    return zip(sweeps, points).map { sweep, points in
      ExplorationReport(
        unit: sweep.unit.unitName, summary: sweep.unit.summary, axes: sweep.axes,
        settings: sweep.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " "), objectives: objectives(sweep),
        outcomes: points,
        refused: sweep.refused.count, refusal: sweep.refused.reason)
    }
  }

  /// On this machine.
  private func run(_ tasks: [Task], _ progress: ProgressBar) -> [Outcome] {
    var outcomes = parallelMap(tasks, jobs: jobs) { explore($0, progress) }
    let waiting = outcomes.indices.filter { outcomes[$0].isBusy }
    if !waiting.isEmpty { progress.note("waiting for \(waiting.count) points that another run is working on") }
    let second = parallelMap(waiting, jobs: jobs) { index in
      while true {
        let outcome = explore(tasks[index], progress)
        if !outcome.isBusy { return outcome }
        Thread.sleep(forTimeInterval: 0.5)
      }
    }
    for (index, outcome) in zip(waiting, second) { outcomes[index] = outcome }
    return outcomes
  }

  /// On a cluster: what is not known goes there at once; what others work on is asked for again until it is known or ours.
  private func run(_ tasks: [Task], _ slurm: SlurmExecution, _ progress: ProgressBar) throws -> [Outcome] {
    var outcomes = [Outcome](repeating: .success(nil), count: tasks.count)
    var rest = Array(tasks.indices)
    while !rest.isEmpty {
      let begun = parallelMap(rest, jobs: jobs) { begin(tasks[$0].candidate) }
      var granted: [SlurmExecution.Granted] = []
      for (index, beginning) in zip(rest, begun) {
        switch try beginning.get() {
        case .busy: break
        case .finished(let point):
          outcomes[index] = .success(point)
          report(tasks[index], point, progress)
        case .granted(let synthesis):
          granted.append(SlurmExecution.Granted(task: index, candidate: tasks[index].candidate, key: synthesis.key.digest))
        }
      }
      try slurm.run(granted) { point, explored in
        outcomes[point.task] = .success(explored)
        report(tasks[point.task], explored, progress)
      }
      rest = rest.filter { outcomes[$0].isBusy }
      if !rest.isEmpty, granted.isEmpty { Thread.sleep(forTimeInterval: 1) }
    }
    return outcomes
  }

  private func begin(_ candidate: UnitSweep.Candidate) -> Result<Explorer.Beginning, SweepError> {
    do { return .success(try explorer.begin(candidate)) } catch { return .failure(error) }
  }

  private func explore(_ task: Task, _ progress: ProgressBar) -> Outcome {
    do {
      guard let point = try explorer.explore(task.candidate) else { return .success(nil) }
      report(task, point, progress)
      return .success(point)
    } catch {
      return .failure(error)
    }
  }

  private func report(_ task: Task, _ point: ExploredPoint, _ progress: ProgressBar) {
    let name = "\(type(of: task.candidate.unit).unitName) \(point.label)"
    if let failure = point.failure { progress.note("failed: \(name): \(failure)") }
    progress.advance(detail: name)
  }
}

extension Result where Success == ExploredPoint? {
  /// Somebody else is working on it.
  fileprivate var isBusy: Bool { if case .success(nil) = self { true } else { false } }
}
