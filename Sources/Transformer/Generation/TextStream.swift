/// Turns generated tokens into text as they come, never cutting a character in two.
public struct TextStream: Sendable {
  private let tokenizer: Tokenizer
  /// Bytes of a character that is not complete yet.
  private var pending: [UInt8] = []

  public init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

  /// The text that `id` completes; nothing for control tokens.
  public mutating func append(_ id: Int) -> String {
    pending += tokenizer.bytes([id])
    let complete = pending.count - Self.incompleteSuffix(pending)
    defer { pending.removeFirst(complete) }
    return String(decoding: pending[..<complete], as: UTF8.self)
  }

  /// What is left at the end: bytes of a character that never came.
  public mutating func finish() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  /// How many bytes at the end begin a character that needs more.
  private static func incompleteSuffix(_ bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xc0 == 0x80 { continue }
      let length = byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return byte < 0xf8 && length > back ? back : 0
    }
    return 0
  }
}
