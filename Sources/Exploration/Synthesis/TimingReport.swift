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

  /// Slack of the slowest path; nil when no path is clocked.
  var slack: Double?
  var steps: [Step] = []
  /// Of everything, and of the harness's registers alone.
  var watts = 0.0, harnessWatts = 0.0

  /// Throws what the tool called an error: it goes on after one.
  init(_ text: String) throws {
    for line in text.split(separator: "\n") {
      if line.contains("Error") { throw Synthesis.Failure("OpenSTA: \(line.trimmingCharacters(in: .whitespaces))") }
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count >= 2, words[1] == "slack", slack == nil { slack = Double(words[0]) }
      if words.count >= 5, let sign = words.firstIndex(where: { $0 == "^" || $0 == "v" }), words.count == sign + 3, sign > 0,
        slack == nil,
        let end = words[sign + 1].lastIndex(of: "/"), let arrival = Double(words[sign - 1])
      {
        steps.append(
          Step(
            cell: words[sign + 1][..<end], pin: words[sign + 1][end...].dropFirst(), kind: words[sign + 2].dropFirst().dropLast(),
            arrival: arrival))
      }
      if words.count == 4, words[0] == "power", words[2] == "harness" {
        (watts, harnessWatts) = (Double(words[1]) ?? 0, Double(words[3]) ?? 0)
      }
    }
  }
}
