import Foundation

/// What OpenSTA printed, read back.
struct TimingReport {
  struct Step: Hashable {
    /// Name in the timing netlist: `u12`, `h3_0`, `m0`.
    var cell: Substring
    var pin: Substring
    var kind: Substring
    /// When its output changes, in nanoseconds after the clock edge.
    var arrival: Double
  }

  /// The path with the least slack of those that end at one clock, or at the enables of clock gates.
  struct Path {
    /// `clock0`, `g12`, or OpenSTA's own name for clock gates.
    var group: Substring = ""
    /// By how much it is early.
    var slack: Double?
    /// When its registers have their edges, in nanoseconds: that it leaves and that it must meet.
    var launch: Double?, capture: Double?
    var steps: [Step] = []

    /// The periods that the path has, if the clock's is `clockNs` here: a half between the two edges of a clock, two between edges of
    /// a clock that a register makes.
    func periods(clockNs: Double) -> Double {
      guard let launch, let capture, capture > launch else { return 1 }
      // Times are printed with four digits.
      return max(0.5, ((capture - launch) / clockNs * 2).rounded() / 2)
    }

    /// How long it takes, its register's setup included; nil for one without a time to meet.
    func length(clockNs: Double) -> Double? { slack.map { periods(clockNs: clockNs) * clockNs - $0 } }

    /// The shortest period of the clock at which it would do.
    func period(clockNs: Double) -> Double? { length(clockNs: clockNs).map { $0 / periods(clockNs: clockNs) } }
  }

  /// The period that the clocks of ports had.
  let clockNs: Double
  private(set) var paths: [Path] = []
  /// Of everything, and of the harness's registers alone.
  var watts = 0.0, harnessWatts = 0.0

  /// The path that asks for the longest period, among those that have the least slack at this one; nil when none is clocked.
  var slowest: (path: Path, period: Double)? {
    paths.compactMap { path in path.period(clockNs: clockNs).map { (path, $0) } }.max { $0.1 < $1.1 }
  }
  /// Whether slack alone says which path is the slowest: every path has one period.
  var hasWholePeriods: Bool { paths.allSatisfy { $0.periods(clockNs: clockNs) == 1 } }

  /// Throws what the tool called an error: it goes on after one.
  init(_ text: String, clockNs: Double) throws {
    self.clockNs = clockNs
    var path = Path()
    func finish() {
      if path.slack != nil { paths.append(path) }
      path = Path()
    }
    for line in text.split(separator: "\n") {
      if line.contains("Error") { throw Synthesis.Failure("OpenSTA: \(line.trimmingCharacters(in: .whitespaces))") }
      if line.hasPrefix("Startpoint:") { finish() }
      if line.hasPrefix("Path Group: ") { path.group = line.dropFirst("Path Group: ".count) }
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count == 6, words[2] == "clock", words[5] == "edge)", path.slack == nil, let time = Double(words[1]) {
        if path.launch == nil { path.launch = time } else if path.capture == nil { path.capture = time }
      }
      if words.count >= 2, words[1] == "slack", path.slack == nil { path.slack = Double(words[0]) }
      if words.count >= 5, let sign = words.firstIndex(where: { $0 == "^" || $0 == "v" }), words.count == sign + 3, sign > 0,
        path.slack == nil,
        let end = words[sign + 1].lastIndex(of: "/"), let arrival = Double(words[sign - 1])
      {
        path.steps.append(
          Step(
            cell: words[sign + 1][..<end], pin: words[sign + 1][end...].dropFirst(), kind: words[sign + 2].dropFirst().dropLast(),
            arrival: arrival))
      }
      if words.count == 4, words[0] == "power", words[2] == "harness" {
        (watts, harnessWatts) = (Double(words[1]) ?? 0, Double(words[3]) ?? 0)
      }
    }
    finish()
  }
}
