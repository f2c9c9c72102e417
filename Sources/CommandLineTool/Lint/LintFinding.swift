import Netlist
import Verilog

/// Something that a tool said about emitted Verilog, or the elaboration about the Swift source.
struct LintFinding: Encodable, Hashable, Sendable {
  var unit: String
  var configuration: String
  /// nil for the elaboration.
  var dialect: Dialect?
  /// `hwgen`, or the name of a `LintTool`.
  var tool: String
  var message: String
  /// The emitted file and line, if the tool named them.
  var file: String?
  var line: Int?
  /// The place in the Swift source.
  var source: String?

  /// One line for what may have been found in several configurations.
  static func text(_ findings: [LintFinding]) -> [String] {
    var order: [String] = []
    var groups: [String: [LintFinding]] = [:]
    for finding in findings {
      let key = [finding.source ?? finding.file ?? finding.unit, finding.tool, finding.dialect?.rawValue ?? "", finding.message]
        .joined(separator: "\n")
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(finding)
    }
    return order.compactMap { key in
      guard let group = groups[key], let first = group.first else { return nil }
      return first.text + (group.count > 1 ? " and \(group.count - 1) more" : "")
    }
  }

  /// One line.
  var text: String {
    var place = ""
    if let file { place = file + (line.map { ":\($0)" } ?? "") + ": " }
    if let source { place = source + ": " + place }
    return "\(place)\(tool)\(dialect.map { " (\($0.rawValue))" } ?? ""): \(message) [\(unit), \(configuration)]"
  }
}

/// Takes the findings out of what a tool printed.
package enum LintOutput {
  /// A line of a tool's output with the place that it names.
  package struct Message: Equatable {
    package var text: String
    package var file: String?
    package var line: Int?

    package init(text: String, file: String? = nil, line: Int? = nil) {
      self.text = text
      self.file = file
      self.line = line
    }
  }

  /// Every warning and error of `verilator --lint-only`.
  package static func verilator(_ output: String) -> [Message] {
    output.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("%Warning") || line.hasPrefix("%Error"), !line.hasPrefix("%Error: Exiting due to") else { return nil }
      guard let colon = line.firstIndex(of: ":") else { return Message(text: String(line)) }
      let label = line[line.index(after: line.startIndex)..<colon]
      var message = placed(line[line.index(after: colon)...].drop { $0 == " " })
      message.text = "\(label): \(message.text)"
      return message
    }
  }

  /// Every line that begins with a place.
  package static func placedLines(_ output: String) -> [Message] {
    output.split(separator: "\n").map(placed).filter { $0.file != nil }
  }

  /// The first error of a tool that failed: `file:line: message`, or its first line.
  package static func firstError(_ output: String) -> Message {
    let lines = output.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
    let line = lines.first { $0.lowercased().contains("error") } ?? lines.first ?? "failed without a message"
    return placed(line)
  }

  /// Why Verilator refused somebody's file, in one line with the place.
  static func refusal(_ output: String) -> String {
    let message = verilator(output).first { $0.text.hasPrefix("Error") } ?? firstError(output)
    return (message.file.map { "\($0):\(message.line ?? 0): " } ?? "") + CommandFailure.oneLine(message.text)
  }

  /// Splits `file:line[:column]: text`.
  private static func placed(_ line: Substring) -> Message {
    let parts = line.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count >= 3, let number = Int(parts[1]), !parts[0].contains(" ") else { return Message(text: String(line)) }
    let rest = parts.count == 4 && Int(parts[2]) != nil ? parts[3] : parts[2...].joined(separator: ":")[...]
    return Message(
      text: String(rest.drop { $0 == " " }), file: String(parts[0].split(separator: "/").last ?? parts[0]), line: number)
  }
}
