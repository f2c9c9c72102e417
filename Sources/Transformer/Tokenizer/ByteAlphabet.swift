/// The printable characters that byte-level BPE vocabularies write bytes with (GPT-2's `bytes_to_unicode`).
///
/// Bytes that are printable in Latin-1 stand for themselves; the other 68 are numbered from U+0100 on.
enum ByteAlphabet {
  /// The character of each byte.
  static let characters: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (0..<256).map { byte in
      let printable = (0x21...0x7e).contains(byte) || (0xa1...0xac).contains(byte) || (0xae...0xff).contains(byte)
      if !printable { next += 1 }
      return Unicode.Scalar(printable ? UInt32(byte) : next - 1) ?? "?"
    }
  }()

  private static let bytes: [UInt8?] = {
    var table = [UInt8?](repeating: nil, count: 0x144)
    for (byte, character) in characters.enumerated() { table[Int(character.value)] = UInt8(byte) }
    return table
  }()

  /// The bytes that `text` stands for, or nil when a character is none of the alphabet.
  static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard scalar.value < bytes.count, let byte = bytes[Int(scalar.value)] else { return nil }
      result.append(byte)
    }
    return result
  }
}
