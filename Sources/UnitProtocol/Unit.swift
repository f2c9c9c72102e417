import HDL
import Netlist

/// A module that the tool offers by name: with parameters that can be set, a golden model, a testbench, emitted RTL and a
/// page.
///
/// The parameters are the stored properties, all `Int`, `Bool` or enumerations of strings.
public protocol Unit: HDL.Module, DefaultInitializable {
  /// kebab-case and stable: `flash-pe`.
  static var unitName: String { get }
  /// The stored properties, in their order: what each means and which values it takes.
  static var parameters: [UnitParameter<Self>] { get }
  /// Further configurations worth emitting, checking and exercising, beside the default one.
  static var samples: [Self] { get }
}

extension Unit {
  public static var samples: [Self] { [] }

  /// What each parameter means and which values it takes.
  public static var parameterDescriptions: [ParameterDescription] { parameters.map(\.description) }

  /// The default configuration with some parameters replaced, given as text.
  ///
  /// Throws `UnitError` for an unknown parameter (with the nearest one), a text that is no value of it, or a value out of
  /// range.
  public init(settings: [(name: String, value: String)]) throws {
    self.init()
    let parameters = Self.parameters
    for (name, text) in settings {
      guard let parameter = parameters.first(where: { $0.description.name == name }) else {
        let known = parameters.map(\.description.name)
        throw UnitError("\(Self.unitName) has no parameter '\(name)'" + Suggestion.remedy(for: name, among: known))
      }
      do { try parameter.write(&self, text) } catch { throw UnitError("\(Self.unitName): \(error)") }
    }
    if let problem = parameterError { throw UnitError("\(Self.unitName): \(problem)") }
  }

  /// The parameters and their values, in the order of `parameters`.
  public var values: [(name: String, value: SettingValue)] { Self.parameters.map { ($0.description.name, $0.read(self)) } }

  /// The parameters and their values as text, in the order of `parameters`.
  public var settings: [(name: String, value: String)] { values.map { ($0.name, "\($0.value)") } }

  /// The table's parameters; the name in Verilog follows from those that are not the default.
  public var parameterList: [ModuleParameter] { Self.parameters.map { $0.listed(in: self) } }

  /// The first parameter whose value is none of those that its table allows; nil if all are.
  public var rangeError: String? {
    for parameter in Self.parameters {
      if let problem = parameter.description.error(of: "\(parameter.read(self))") { return problem }
    }
    return nil
  }

  /// The range of each parameter is all that is asked, unless a unit says more.
  public var parameterError: String? { rangeError }
}

/// One line that says what is wrong and what to do.
public struct UnitError: Error, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
