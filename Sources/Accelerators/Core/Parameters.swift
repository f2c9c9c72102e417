/// A number, or one of some words, that a system can be set to.
public struct Parameter: Sendable, Hashable {
  /// Kebab-case, such as `clock-rate`.
  public let name: String
  /// Of the value: `Hz`, `byte/s`, `s`, or what is counted.
  public let unit: String
  public let range: ClosedRange<Double>
  /// Nil where the system finds the value itself, unless it is set.
  public let defaultValue: Double?
  /// Paper and table, or why this value.
  public let source: String
  /// Whether only whole numbers make sense.
  public let isCount: Bool
  /// Words that stand for 0, 1 and so on; empty for a number.
  public let choices: [String]
  /// Whether who designs the chip chooses it; what is only assumed of the technology is nobody's to improve.
  public let isDesign: Bool
  /// What stands for no value where the system finds it itself.
  public let automatic: String?

  private init(
    _ name: String, _ unit: String, _ range: ClosedRange<Double>, _ value: Double?, _ source: String, isCount: Bool = false,
    choices: [String] = [], automatic: String? = nil, isDesign: Bool = true
  ) {
    (self.name, self.unit, self.range, defaultValue, self.source) = (name, unit, range, value, source)
    (self.isCount, self.choices, self.automatic, self.isDesign) = (isCount, choices, automatic, isDesign)
  }

  /// A quantity.
  public init(_ name: String, unit: String, _ range: ClosedRange<Double>, default value: Double, source: String) {
    self.init(name, unit, range, value, source)
  }
  /// A quantity that the system finds itself unless it is set; `automatic` is the word for that.
  public init(_ name: String, unit: String, _ range: ClosedRange<Double>, automatic: String, source: String) {
    self.init(name, unit, range, nil, source, automatic: automatic)
  }
  /// A number of things.
  public init(count name: String, unit: String, _ range: ClosedRange<Int>, default value: Int, source: String) {
    self.init(name, unit, Double(range.lowerBound)...Double(range.upperBound), Double(value), source, isCount: true)
  }
  /// One of some words; `isDesign` is false for what is only assumed of the technology.
  public init(choice name: String, _ choices: [String], default value: String, source: String, isDesign: Bool = true) {
    precondition(choices.contains(value), "the default of \(name) is one of its choices")
    self.init(
      name, "", 0...Double(choices.count - 1), Double(choices.firstIndex(of: value) ?? 0), source, isCount: true,
      choices: choices,
      isDesign: isDesign)
  }

  /// How a value is written.
  public func text(_ value: Double?) -> String {
    guard let value else { return automatic ?? "" }
    return choices.isEmpty ? ParameterValues.text(value) : choices[Int(value)]
  }

  /// The value that a text stands for, nil for one that the system finds itself; throws one line for a text that is none.
  public func value(_ text: String) throws -> Double? {
    if text == automatic { return nil }
    let value = choices.isEmpty ? Double(text) : choices.firstIndex(of: text).map { Double($0) }
    guard let value, range.contains(value), !isCount || value == value.rounded() else {
      throw AcceleratorError("\(name)=\(text) is not possible; \(name) is \(rangeText)")
    }
    return value
  }

  /// `1 to 32`, with the unit.
  public var rangeText: String {
    if !choices.isEmpty { return choices.joined(separator: " or ") }
    let bounds = "\(ParameterValues.text(range.lowerBound)) to \(ParameterValues.text(range.upperBound))"
    return (automatic.map { "\($0), or " } ?? "") + (isCount ? "a whole number from " : "") + bounds
      + (unit.isEmpty ? "" : " \(unit)")
  }
}

/// Values of parameters under a name, such as those of a paper's table.
public struct Preset: Sendable {
  public let name: String, summary: String
  /// Texts by parameter; the others keep their defaults.
  public let values: [String: String]

  public init(_ name: String, _ summary: String, _ values: [String: String]) {
    (self.name, self.summary, self.values) = (name, summary, values)
  }
}

/// Values of a system's parameters: defaults, those of a preset, and what a user has set.
public struct ParameterValues: Sendable, Hashable {
  public let parameters: [Parameter]
  /// The preset's name, or `custom` where a value was set to another one than its.
  public private(set) var name: String
  private var values: [String: Double] = [:]

  /// Throws one line for a preset's value that is no parameter or out of range.
  public init(_ parameters: [Parameter], preset: Preset? = nil) throws {
    self.parameters = parameters
    name = preset?.name ?? "default"
    for parameter in parameters { values[parameter.name] = parameter.defaultValue }
    for (name, text) in (preset?.values ?? [:]).sorted(by: { $0.key < $1.key }) { try assign(name, text) }
  }

  /// Sets a value; throws one line for a name that is unknown, or a text that is no value.
  public mutating func set(_ name: String, _ text: String) throws {
    let before = values
    try assign(name, text)
    if values != before { self.name = "custom" }
  }

  private mutating func assign(_ name: String, _ text: String) throws {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw AcceleratorError("there is no parameter '\(name)'; there are \(parameters.map(\.name).joined(separator: ", "))")
    }
    values[name] = try parameter.value(text)
  }

  /// The value of a parameter that has one.
  public subscript(parameter: Parameter) -> Double { values[parameter.name] ?? parameter.defaultValue ?? 0 }
  public func count(_ parameter: Parameter) -> Int { Int(self[parameter]) }
  /// Nil where the system finds the value itself.
  public func optional(_ parameter: Parameter) -> Double? { values[parameter.name] }
  /// The word that was chosen.
  public func choice(_ parameter: Parameter) -> String { parameter.choices[count(parameter)] }
  /// The case of an enumeration that was chosen.
  ///
  /// - Precondition: the parameter's choices are the enumeration's raw values.
  public func choice<Choice: RawRepresentable<String>>(_ parameter: Parameter) -> Choice {
    guard let choice = Choice(rawValue: choice(parameter)) else {
      preconditionFailure("\(parameter.name) offers '\(choice(parameter) as String)', which is no \(Choice.self)")
    }
    return choice
  }

  /// Every parameter's value as it is written.
  public var texts: [String: String] { Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.text(values[$0.name])) }) }

  /// A number without a fraction that says nothing, and without zeros that have to be counted.
  public static func text(_ value: Double) -> String {
    guard value == value.rounded(), value.magnitude < 1e18 else { return "\(value)" }
    let plain = "\(Int(value))", zeros = plain.reversed().prefix { $0 == "0" }.count
    return zeros < 6 ? plain : "\(plain.dropLast(zeros))e\(zeros)"
  }
}
