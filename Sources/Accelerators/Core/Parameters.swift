/// A number that a system can be set to.
public struct Parameter: Sendable, Hashable {
  /// Kebab-case, such as `clock-rate`.
  public let name: String
  /// Of the value: `Hz`, `byte/s`, `s`, or what is counted.
  public let unit: String
  public let range: ClosedRange<Double>
  public let defaultValue: Double
  /// Paper and table, or why this value.
  public let source: String
  /// Whether only whole numbers make sense.
  public let isCount: Bool

  /// A quantity.
  public init(_ name: String, unit: String, _ range: ClosedRange<Double>, default value: Double, source: String) {
    (self.name, self.unit, self.range, defaultValue, self.source, isCount) = (name, unit, range, value, source, false)
  }
  /// A number of things.
  public init(count name: String, unit: String, _ range: ClosedRange<Int>, default value: Int, source: String) {
    (self.name, self.unit, self.source, isCount) = (name, unit, source, true)
    (self.range, defaultValue) = (Double(range.lowerBound)...Double(range.upperBound), Double(value))
  }
}

/// Values of parameters under a name, such as those of a paper's table.
public struct Preset: Sendable {
  public let name: String, summary: String
  /// By parameter; the others keep their defaults.
  public let values: [String: Double]

  public init(_ name: String, _ summary: String, _ values: [String: Double]) {
    (self.name, self.summary, self.values) = (name, summary, values)
  }
}

/// Values of a system's parameters: defaults, those of a preset, and what a user has set.
public struct ParameterValues: Sendable, Hashable {
  public let parameters: [Parameter]
  private var values: [String: Double]

  /// Throws one line for a preset's value that is no parameter or out of range.
  public init(_ parameters: [Parameter], preset: Preset? = nil) throws {
    self.parameters = parameters
    values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
    for (name, value) in (preset?.values ?? [:]).sorted(by: { $0.key < $1.key }) { try set(name, value) }
  }

  /// Sets a value; throws one line for a name that is unknown, or a value that is out of range or not whole.
  public mutating func set(_ name: String, _ value: Double) throws {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw AcceleratorError("there is no parameter '\(name)'; there are \(parameters.map(\.name).joined(separator: ", "))")
    }
    guard parameter.range.contains(value), !parameter.isCount || value == value.rounded() else {
      throw AcceleratorError("\(name)=\(Self.text(value)) is not possible; \(name) is \(parameter.rangeText)")
    }
    values[name] = value
  }

  /// The value of a parameter of the system.
  public subscript(parameter: Parameter) -> Double { values[parameter.name] ?? parameter.defaultValue }
  public func count(_ parameter: Parameter) -> Int { Int(self[parameter]) }

  /// A number without a fraction that says nothing.
  public static func text(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\(value)"
  }
}

extension Parameter {
  /// `1 to 32`, with the unit.
  public var rangeText: String {
    let bounds = "\(ParameterValues.text(range.lowerBound)) to \(ParameterValues.text(range.upperBound))"
    return (isCount ? "a whole number from " : "") + bounds + (unit.isEmpty ? "" : " \(unit)")
  }
}
