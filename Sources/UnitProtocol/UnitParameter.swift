import HDL

/// One line of a unit's table of parameters: the name, the stored property, what it means, and the values that it takes.
///
/// ```swift
/// static let parameters: [UnitParameter<Self>] = [.integer("width", \.width, "bits of a number", 2...32)]
/// var width = 8
/// ```
///
/// The property's initial value is the default. What two parameters must be to each other is said by the unit's `parameterError`.
public struct UnitParameter<Root: Unit>: Sendable {
  /// Name, meaning and values.
  public let description: ParameterDescription
  let read: @Sendable (Root) -> SettingValue
  /// Sets the property from a text; throws `UnitError` for one that is no value of its type.
  let write: @Sendable (inout Root, String) throws -> Void

  /// As the module's name and header tell it.
  func listed(in unit: Root) -> ModuleParameter {
    switch read(unit) {
    case .integer(let value): ModuleParameter(description.name, value)
    case .flag(let value): ModuleParameter(description.name, value)
    case .text(let value): ModuleParameter(description.name, value)
    }
  }

  /// A whole number in a range.
  public static func integer(
    _ name: String, _ path: WritableKeyPath<Root, Int> & Sendable, _ meaning: String, _ range: ClosedRange<Int>,
    multipleOf factor: Int = 1
  ) -> UnitParameter {
    integer(path, ParameterDescription(name, meaning, .integers(range, multipleOf: factor)))
  }

  /// A whole number of which the unit's `parameterError` says more.
  public static func integer(_ name: String, _ path: WritableKeyPath<Root, Int> & Sendable, _ meaning: String) -> UnitParameter {
    integer(path, ParameterDescription(name, meaning, .any))
  }

  /// A power of two in a range.
  public static func powerOfTwo(
    _ name: String, _ path: WritableKeyPath<Root, Int> & Sendable, _ meaning: String, _ range: ClosedRange<Int>
  ) -> UnitParameter {
    integer(path, ParameterDescription(name, meaning, .powersOfTwo(range)))
  }

  /// A case of an enumeration of strings.
  public static func choice<Choice: CaseIterable & RawRepresentable<String> & SendableMetatype>(
    _ name: String, _ path: WritableKeyPath<Root, Choice> & Sendable, _ meaning: String
  ) -> UnitParameter {
    let description = ParameterDescription(name, meaning, .choices(Choice.allCases.map(\.rawValue)))
    return UnitParameter(description: description) {
      .text($0[keyPath: path].rawValue)
    } write: { unit, text in
      guard let value = Choice(rawValue: text) else {
        throw UnitError(description.refusal(of: text))
      }
      unit[keyPath: path] = value
    }
  }

  /// True or false; 1, yes, 0 and no are taken, too.
  public static func flag(_ name: String, _ path: WritableKeyPath<Root, Bool> & Sendable, _ meaning: String) -> UnitParameter {
    UnitParameter(description: ParameterDescription(name, meaning, .flag)) {
      .flag($0[keyPath: path])
    } write: { unit, text in
      switch text {
      case "true", "yes", "1": unit[keyPath: path] = true
      case "false", "no", "0": unit[keyPath: path] = false
      default: throw UnitError("\(name) is true or false, not '\(text)'")
      }
    }
  }

  private static func integer(_ path: WritableKeyPath<Root, Int> & Sendable, _ description: ParameterDescription) -> UnitParameter
  {
    UnitParameter(description: description) {
      .integer($0[keyPath: path])
    } write: { unit, text in
      guard let value = Int(text) else { throw UnitError("\(description.name) is a whole number, not '\(text)'") }
      unit[keyPath: path] = value
    }
  }
}

/// The value of a unit's parameter.
public enum SettingValue: Sendable, Hashable, CustomStringConvertible {
  case integer(Int)
  case flag(Bool)
  case text(String)

  /// As `--set` takes it.
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .flag(let value): "\(value)"
    case .text(let value): value
    }
  }
}
