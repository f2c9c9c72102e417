/// Walks through Liberty text: groups `name (argument) { … }` and attributes `name : value;`. Comments and other statements are skipped.
struct LibertyScanner {
  enum Event {
    case open(name: Substring, argument: Substring)
    case attribute(name: Substring, value: Substring)
    case close
  }

  /// Calls `body` for each event; returns the depth of groups at the end, 0 for a whole file. Negative: closed once too often.
  static func scan(_ bytes: some Collection<UInt8>, _ body: (Event) -> Void) -> Int {
    var depth = 0, statement: [UInt8] = [], parentheses = 0
    var isString = false, isComment = false, isLineComment = false, previous: UInt8 = 0
    func text() -> Substring { Substring(decoding: statement, as: UTF8.self) }
    func attribute() {
      let statement = text()
      guard let colon = statement.firstIndex(of: ":") else { return }
      body(.attribute(name: trimmed(statement[..<colon]), value: trimmed(statement[statement.index(after: colon)...])))
    }
    for byte in bytes {
      defer { previous = byte }
      if isComment {
        if previous == star, byte == slash { isComment = false }
        continue
      }
      if isLineComment {
        if byte == newline { isLineComment = false }
        continue
      }
      if isString {
        if byte == quote { isString = false }
        if statement.count < 300 { statement.append(byte) }
        continue
      }
      switch byte {
      case quote:
        isString = true
        if statement.count < 300 { statement.append(byte) }
      case star where previous == slash:
        isComment = true
        if !statement.isEmpty { statement.removeLast() }
      case slash where previous == slash:
        isLineComment = true
        if !statement.isEmpty { statement.removeLast() }
      case UInt8(ascii: "("):
        parentheses += 1
        statement.append(byte)
      case UInt8(ascii: ")"):
        parentheses = max(0, parentheses - 1)
        statement.append(byte)
      case UInt8(ascii: "{"):
        depth += 1
        let head = text()
        let parts = head.split(separator: "(", maxSplits: 1)
        body(.open(name: trimmed(parts.first ?? ""), argument: trimmed((parts.count > 1 ? parts[1] : "").prefix { $0 != ")" })))
        statement.removeAll(keepingCapacity: true)
      case UInt8(ascii: "}"):
        attribute()
        depth -= 1
        body(.close)
        statement.removeAll(keepingCapacity: true)
      case UInt8(ascii: ";"):
        attribute()
        statement.removeAll(keepingCapacity: true)
      case newline:
        // An attribute may end with its line alone.
        if parentheses == 0, statement.contains(UInt8(ascii: ":")), previous != UInt8(ascii: "\\") {
          attribute()
          statement.removeAll(keepingCapacity: true)
        }
      default: if statement.count < 300 { statement.append(byte) }
      }
    }
    return depth
  }

  private static let star = UInt8(ascii: "*"), slash = UInt8(ascii: "/"), quote = UInt8(ascii: "\""), newline = UInt8(ascii: "\n")

  /// Without white space and quotes around it.
  private static func trimmed(_ text: Substring) -> Substring {
    func isOutside(_ character: Character) -> Bool { character.isWhitespace || character == "\"" }
    var text = text.drop(while: isOutside)
    while let last = text.last, isOutside(last) { text.removeLast() }
    return text
  }
}
