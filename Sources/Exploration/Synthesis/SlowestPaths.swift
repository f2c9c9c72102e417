/// The slowest path of a netlist over all its clocks, and that of each clock.
///
/// OpenSTA reports for each clock the path with the least slack. Where paths have different shares of the period, that is not the one
/// that asks for the longest: at 10 ns a path of 0.3 ns with one period has less slack than one of 3.5 ns with two. So the netlist is
/// timed again at the period that the slowest of the reported paths asks for, until no other path asks for a longer one.
struct SlowestPaths {
  /// The shortest period of the ports' clocks, in nanoseconds; nil when no path is clocked.
  private(set) var period: Double?
  /// The path that asks for it.
  private(set) var steps: [TimingReport.Step] = []
  /// The longest path to each clock, by OpenSTA's name of it; empty where there is one clock only.
  private(set) var lengths: [(group: Substring, ns: Double)] = []

  /// So short that slack is the path's length whatever its share of the period.
  private static let shortestNs = 0.01
  /// Figures have four digits.
  private static let precision = 0.0005

  /// - Parameters:
  ///   - first: at the period that was asked for
  ///   - hasSeveralClocks: of ports, or made by registers
  ///   - timed: the netlist with another period
  init(_ first: TimingReport, hasSeveralClocks: Bool, timed: (Double) throws -> TimingReport) throws {
    guard var slowest = first.slowest else { return }
    if hasSeveralClocks || !first.hasWholePeriods {
      // Each step is Newton's for a concave function: it ends at the period that the slowest path asks for.
      while true {
        let next = try timed(slowest.period)
        guard let found = next.slowest, found.period > slowest.period + Self.precision else { break }
        slowest = found
      }
      let lengths = try timed(Self.shortestNs).paths.compactMap { path in
        path.length(clockNs: Self.shortestNs).map { (path.group, $0) }
      }
      if lengths.count > 1 { self.lengths = lengths }
    }
    period = slowest.period
    steps = slowest.path.steps
  }
}
