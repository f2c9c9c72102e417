/// Why a tool did not do its work: one line with the remedy.
public enum ToolFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// It is not installed.
  case missing(String)
  /// It cannot be started, or ended in an error.
  case failed(String)

  public var description: String {
    switch self {
    case .missing(let text), .failed(let text): text
    }
  }

  /// The text without line breaks and without a full stop at its end.
  package static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).map { part in
      String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }.joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }
}
