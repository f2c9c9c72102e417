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

  /// One path: OpenSTA reports the slowest one of each clock that ends paths, and of the enables of clock gates.
  private struct Path {
    /// By how much it is early.
    var slack: Double?
    /// When its registers have their edges, in nanoseconds: that it leaves and that it must meet.
    var launch: Double?, capture: Double?
    var steps: [Step] = []

    /// The shortest period at which it would do, if the clock's is `clockNs` here: between the two edges of a clock it is twice the path.
    func period(clockNs: Double) -> Double? {
      guard let slack else { return nil }
      guard let launch, let capture, capture > launch else { return clockNs - slack }
      return clockNs - slack * clockNs / (capture - launch)
    }
  }

  /// The shortest period of the clock, in nanoseconds; nil when no path is clocked.
  private(set) var period: Double?
  /// Of the path that asks for it.
  private(set) var steps: [Step] = []
  /// Of everything, and of the harness's registers alone.
  var watts = 0.0, harnessWatts = 0.0

  /// Throws what the tool called an error: it goes on after one.
  init(_ text: String, clockNs: Double) throws {
    var path = Path()
    func finish() {
      if let needed = path.period(clockNs: clockNs), needed > period ?? -.infinity { (period, steps) = (needed, path.steps) }
      path = Path()
    }
    for line in text.split(separator: "\n") {
      if line.contains("Error") { throw Synthesis.Failure("OpenSTA: \(line.trimmingCharacters(in: .whitespaces))") }
      if line.hasPrefix("Startpoint:") { finish() }
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
