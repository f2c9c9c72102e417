/// What users mean by values that the argument parser would not take for values.
///
/// A word after an option is its value even if it begins with a dash, as in `--prompt "- a dash"` and `--tokens -1`, unless it
/// is written like an option itself: then the value is joined by an equals sign, as in `--prompt=--json`.
enum ArgumentValues {
  /// The arguments with such values joined to their options.
  static func joined(_ arguments: [String]) -> [String] {
    var result: [String] = []
    for (index, argument) in arguments.enumerated() {
      // Behind the terminator nothing is an option.
      if argument == "--" { return result + arguments[index...] }
      if let last = result.last, isOption(last), !contains(last, "="), isDashedValue(argument) {
        result[result.count - 1] = last + "=" + argument
      } else {
        result += separated(argument)
      }
    }
    return result
  }

  /// A word that begins with a dash and is written as no option is.
  private static func isDashedValue(_ word: String) -> Bool { word.utf8.first == 45 && word.utf8.count > 1 && !isOption(word) }

  /// `-o`, `--name` or `--name=value`.
  private static func isOption(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    guard scalars.first == "-" else { return false }
    let name = scalars.dropFirst().prefix { $0 != "=" }
    if name.first != "-" { return name.count == 1 && name.allSatisfy(isLetter) }
    let long = name.dropFirst()
    return long.isEmpty ? scalars.count == 2 : long.first.map(isLetter) == true && long.allSatisfy { isLetter($0) || $0 == "-" }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }

  /// `--text=VALUE` as two words where the value begins with a mark that combines with the equals sign: the parser, which looks at
  /// whole characters, would find no sign.
  private static func separated(_ argument: String) -> [String] {
    guard isOption(argument), contains(argument, "="), let sign = argument.unicodeScalars.firstIndex(of: "=") else {
      return [argument]
    }
    let name = String(argument.unicodeScalars[..<sign])
    guard argument.firstIndex(of: "=") != sign else { return [argument] }
    return [name, String(argument.unicodeScalars[argument.unicodeScalars.index(after: sign)...])]
  }

  private static func contains(_ word: String, _ scalar: Unicode.Scalar) -> Bool { word.unicodeScalars.contains(scalar) }
}
