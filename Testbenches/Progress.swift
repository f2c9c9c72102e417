import Simulation

/// Notices that a unit stands still: gives up when no stream has moved for longer than pauses can explain.
///
/// A bound on the cycles of a whole round would have to know how its pauses add up, and fails for some seeds.
struct Progress {
  /// Far more than the pauses drawn here add up to: a side that pauses nine times in ten for up to 30 cycles is ready after 140
  /// cycles in the mean, and later than 20,000 once in 10^58 times. Of a clock that rises at a tenth of the instants: once
  /// in 10^15 times.
  private static let patience: UInt64 = 20_000

  private var transfers = -1
  private var moved: UInt64 = 0
  private let patience: UInt64

  /// - Parameter pause: cycles that the unit itself may work between two transfers
  init(pause: Int = 0) { patience = Self.patience + UInt64(pause) }

  /// Throws when `transfers`, those of all streams so far, have been the same for too long by `cycle`. The error says what is
  /// awaited, and what was wrong before.
  mutating func check(
    _ transfers: Int, cycle: UInt64, _ report: TestbenchReport, _ awaited: @autoclosure () -> String
  ) throws(SimulationError) {
    if transfers != self.transfers {
      (self.transfers, moved) = (transfers, cycle)
    } else if cycle - moved > patience {
      let before =
        report.mismatches == 0 ? "" : "; \(report.mismatches) mismatches before, the first: \(report.firstMismatch ?? "")"
      throw .model("\(awaited()), and nothing has moved since cycle \(moved)\(before)")
    }
  }
}
