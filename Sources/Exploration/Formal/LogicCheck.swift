import Tools

/// ABC's check that two netlists of gates (BLIF) compute the same.
enum LogicCheck {
  enum Verdict {
    case same
    /// With inputs that show it, as ABC prints them.
    case different(inputs: String)
    /// ABC ended with neither.
    case open(ExternalTool.Result)
  }

  /// - Parameter seconds: after which ABC is stopped, which is an error
  static func compare(_ gold: String, _ gate: String, in folder: WorkFolder, seconds: Double) throws -> Verdict {
    let result = try ExternalTool.abc().run(["-c", "cec \(gold) \(gate)"], in: folder.path, seconds: seconds)
    if result.output.contains("Networks are equivalent") { return .same }
    guard result.output.contains("NOT EQUIVALENT") else { return .open(result) }
    return .different(inputs: result.output.firstMatch(of: /Input pattern:(.*)/).map { String($0.1) } ?? "")
  }
}
