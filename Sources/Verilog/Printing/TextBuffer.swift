/// Collects text as bytes, with indentation, line numbers and line wrapping.
struct TextBuffer {
  private(set) var bytes: [UInt8] = []
  /// The 1-based number of the line being written.
  private(set) var line = 1
  private var lineStart = 0
  var indentation = 0
  /// Longer lines are broken at a space.
  let maximumColumn: Int

  init(maximumColumn: Int) { self.maximumColumn = maximumColumn }

  mutating func write(_ text: String) {
    if bytes.count == lineStart, !text.isEmpty { startLine(indentation) }
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ text: StaticString) {
    if bytes.count == lineStart { startLine(indentation) }
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ number: Int) { write(String(number)) }

  mutating func spaces(_ count: Int) { bytes.append(contentsOf: repeatElement(32, count: max(0, count))) }

  /// Column of the next byte, from 0.
  var column: Int { bytes.count - lineStart }

  /// Ends the line; when it is too long, breaks it at spaces outside strings, indenting what follows.
  mutating func newline(wrap: Bool = true) {
    while wrap, bytes.count - lineStart > maximumColumn, breakLine() {}
    bytes.append(10)
    line += 1
    lineStart = bytes.count
  }

  private mutating func startLine(_ levels: Int) { bytes.append(contentsOf: repeatElement(32, count: levels * 2)) }

  /// Breaks the current line at its last fitting space; false when it has none.
  private mutating func breakLine() -> Bool {
    let content = lineStart + indentation * 2 + 4
    var isString = false
    var brackets = 0
    var best: Int?
    var index = lineStart
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 34, index == 0 || bytes[index - 1] != 92 { isString.toggle() }
      if byte == UInt8(ascii: "[") { brackets += 1 } else if byte == UInt8(ascii: "]") { brackets -= 1 }
      if byte == 32, !isString, brackets == 0, index > content {
        if index - lineStart <= maximumColumn { best = index } else if best == nil { best = index } else { break }
      }
      index += 1
    }
    guard let best, best + 1 < bytes.count else { return false }
    var filler: [UInt8] = [10]
    filler.append(contentsOf: repeatElement(32, count: indentation * 2 + 4))
    bytes.replaceSubrange(best...best, with: filler)
    line += 1
    lineStart = best + 1
    return true
  }
}
