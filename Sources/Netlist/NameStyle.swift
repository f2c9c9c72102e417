/// How Swift names become the names of Verilog modules and parameters.
public enum NameStyle {
  /// `MacPE` and `accumulatorWidth` become `mac_pe` and `accumulator_width`; all but letters and digits become single
  /// underscores.
  public static func snakeCase(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    for (index, character) in characters.enumerated() {
      guard character.isASCII, character.isLetter || character.isNumber else {
        if !result.hasSuffix("_") { result.append("_") }
        continue
      }
      if character.isUppercase {
        let previous = index > 0 ? characters[index - 1] : "_"
        let next = index + 1 < characters.count ? characters[index + 1] : "_"
        if previous.isLowercase || previous.isNumber || (previous.isUppercase && next.isLowercase), !result.isEmpty,
          !result.hasSuffix("_")
        {
          result.append("_")
        }
        result += character.lowercased()
      } else {
        result.append(character)
      }
    }
    while result.hasSuffix("_") { result.removeLast() }
    while result.hasPrefix("_") { result.removeFirst() }
    return result.isEmpty ? "unnamed" : result
  }

  /// Eight hexadecimal digits that depend on the text alone (FNV-1a).
  public static func shortHash(_ text: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
