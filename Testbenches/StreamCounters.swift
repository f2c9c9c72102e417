import Simulation

/// A unit's counters of busy, starved and back-pressured cycles against what its streams show in every cycle.
struct StreamCounters {
  let activity: StreamActivity
  private let busy, starved, backPressured: SimulatorPort

  init(_ simulator: any Simulator, input: String = "input", output: String = "output") throws {
    activity = try StreamActivity(simulator, input: input, output: output)
    (busy, starved) = (try simulator.port("busyCycles"), try simulator.port("starvedCycles"))
    backPressured = try simulator.port("backPressuredCycles")
  }

  /// What the unit has counted.
  var counts: StreamActivity.Counts {
    .init(busy: busy.read(), starved: starved.read(), backPressured: backPressured.read())
  }

  func check(_ round: Int, _ report: inout TestbenchReport) {
    guard counts != activity.counts else { return }
    report.mismatch("round \(round): busy, starved and back-pressured cycles are \(counts), not \(activity.counts)")
  }
}
