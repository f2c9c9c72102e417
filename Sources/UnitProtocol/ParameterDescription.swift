/// What a parameter of a unit is called, what it means, and the values that it takes.
///
/// `hwgen list` and the unit's page print it, `rangeError` refuses what lies outside, and the random regression draws from it.
public struct ParameterDescription: Sendable, Hashable {
  /// Which values a parameter takes.
  public enum Values: Sendable, Hashable {
    /// Whole numbers in a range that some number divides.
    case integers(ClosedRange<Int>, multipleOf: Int)
    /// Powers of two; both ends are some.
    case powersOfTwo(ClosedRange<Int>)
    /// The cases of an enumeration of strings.
    case choices([String])
    /// True or false.
    case flag
    /// Text, or whole numbers of which nothing is said.
    case any
  }

  /// The stored property's name.
  public let name: String
  /// What it means, with its unit, without the values.
  public let meaning: String
  /// Those that it takes.
  public let values: Values

  package init(_ name: String, _ meaning: String, _ values: Values) {
    self.name = name
    self.meaning = meaning
    self.values = values
  }

  /// What it means and the values, as help and pages print it.
  public var help: String { allowed.map { "\(meaning), \($0)" } ?? meaning }

  /// The values in words; nil where the meaning says it.
  private var allowed: String? {
    switch values {
    case .integers(let range, 1): "\(range.lowerBound) to \(range.upperBound)"
    case .integers(let range, let factor): "a multiple of \(factor), \(range.lowerBound) to \(range.upperBound)"
    case .powersOfTwo(let range): "a power of two from \(range.lowerBound) to \(range.upperBound)"
    case .choices(let names): names.dropLast().joined(separator: ", ") + (names.count > 1 ? " or " : "") + (names.last ?? "")
    case .flag, .any: nil
    }
  }

  /// What is wrong with a value, as text; nil if it is one of those allowed.
  public func error(of value: String) -> String? {
    let isAllowed =
      switch values {
      case .integers(let range, let factor): Int(value).map { range.contains($0) && $0 % factor == 0 } ?? false
      case .powersOfTwo(let range): Int(value).map { range.contains($0) && $0 & ($0 - 1) == 0 } ?? false
      case .choices(let names): names.contains(value)
      case .flag, .any: true
      }
    return isAllowed ? nil : refusal(of: value)
  }

  func refusal(of value: String) -> String { "\(name) must be \(allowed ?? "another value"), not \(value)" }
}
