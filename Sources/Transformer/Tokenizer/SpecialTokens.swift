/// Finds the names of control tokens in raw text, before any other rule applies.
struct SpecialTokens: Sendable {
  enum Part {
    case text(String)
    case token(Int)
  }

  /// Names by first byte, the longest first.
  private var names: [UInt8: [(bytes: [UInt8], id: Int)]] = [:]

  /// Finds nothing.
  init() {}

  init(_ vocabulary: Vocabulary) {
    for id in vocabulary.specialIDs {
      let bytes = Array(vocabulary.bytes(of: id))
      guard let first = bytes.first else { continue }
      names[first, default: []].append((bytes, id))
    }
    for key in names.keys { names[key]?.sort { $0.bytes.count > $1.bytes.count } }
  }

  /// `text` cut at the names of control tokens; whole when `parsing` is false.
  func split(_ text: String, parsing: Bool) -> [Part] {
    guard parsing, !names.isEmpty else { return text.isEmpty ? [] : [.text(text)] }
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var start = 0
    var index = 0
    func flush() {
      if start < index { parts.append(.text(String(decoding: bytes[start..<index], as: UTF8.self))) }
    }
    while index < bytes.count {
      if let candidates = names[bytes[index]],
        let match = candidates.first(where: { bytes[index...].starts(with: $0.bytes) })
      {
        flush()
        parts.append(.token(match.id))
        index += match.bytes.count
        start = index
      } else {
        index += 1
      }
    }
    flush()
    return parts
  }
}
