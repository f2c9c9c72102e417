/// One parameter of a unit: its name, what it means, and the values that it takes.
///
/// This is the only place that says so: `hwgen list` and the unit's page print it, `parameterError` refuses what lies outside, and
/// the random regression draws from it. What two parameters must be to each other is said by the unit's `parameterError`.
public struct UnitParameter: Sendable, Hashable {
  public enum Values: Sendable, Hashable {
    /// Whole numbers in a range that some number divides.
    case integers(ClosedRange<Int>, multipleOf: Int)
    /// Powers of two; both ends are some.
    case powersOfTwo(ClosedRange<Int>)
    /// The cases of an enumeration of strings.
    case choices([String])
    /// True or false.
    case flag
    /// Text, or numbers of which nothing is said.
    case any
  }

  /// The stored property's name.
  public let name: String
  /// What it means, with its unit, without the values.
  public let meaning: String
  public let values: Values

  public init(_ name: String, _ meaning: String, _ values: Values) {
    self.name = name
    self.meaning = meaning
    self.values = values
  }

  /// A whole number in a range.
  public static func integer(_ name: String, _ meaning: String, _ range: ClosedRange<Int>, multipleOf factor: Int = 1)
    -> UnitParameter
  {
    UnitParameter(name, meaning, .integers(range, multipleOf: factor))
  }

  /// A power of two in a range.
  public static func powerOfTwo(_ name: String, _ meaning: String, _ range: ClosedRange<Int>) -> UnitParameter {
    UnitParameter(name, meaning, .powersOfTwo(range))
  }

  /// A case of an enumeration.
  public static func choice<Choice: CaseIterable & RawRepresentable<String>>(_ name: String, _ meaning: String, _: Choice.Type)
    -> UnitParameter
  {
    UnitParameter(name, meaning, .choices(Choice.allCases.map(\.rawValue)))
  }

  /// True or false.
  public static func flag(_ name: String, _ meaning: String) -> UnitParameter { UnitParameter(name, meaning, .flag) }

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
    return isAllowed ? nil : "\(name) must be \(allowed ?? "another value"), not \(value)"
  }
}

extension Unit {
  /// The first parameter whose value is none of those that its table allows; nil if all are.
  public var rangeError: String? {
    let values = settings
    for (parameter, setting) in zip(Self.parameters, values) {
      if let problem = parameter.error(of: setting.value) { return problem }
    }
    return nil
  }

  /// The range of each parameter is all that is asked, unless a unit says more.
  public var parameterError: String? { rangeError }
}
