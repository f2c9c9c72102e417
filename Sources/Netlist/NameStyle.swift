/// How Swift names become the names of the netlist and of Verilog: modules, ports, signals and parameters.
public enum NameStyle {
  /// `MacPE` and `accumulatorWidth` become `mac_pe` and `accumulator_width`; all but letters and digits become single
  /// underscores.
  public static func snakeCase(_ text: String) -> String {
    if text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }), !text.isEmpty { return text }
    // Not a number is one word.
    let characters = Array(text.replacing("NaN", with: "Nan"))
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

  /// The name of something below the top, `instance.name`, each part in snake case.
  public static func path(_ path: String) -> String {
    path.split(separator: ".", omittingEmptySubsequences: false).map { snakeCase(String($0)) }.joined(separator: ".")
  }
}
