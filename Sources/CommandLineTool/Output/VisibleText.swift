/// Text from a model, a file's name or another program, made safe to show: a terminal acts on control characters.
enum VisibleText {
  /// The text with its control characters as `\u001b`, which JSON reads back; line breaks and tabs stay.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        let digits = String(scalar.value, radix: 16)
        result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text in one line: its line breaks as `\u000a`.
  static func line(_ text: String) -> String { text.replacing("\n", with: "\\u000a") }

  /// C0 and C1, DEL, and the marks that turn the order of writing, with which a text can look like another.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
