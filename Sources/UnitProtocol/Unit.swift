import Foundation
import HDL
import Netlist

/// A module that the tool offers by name: with parameters that can be set, a golden model, a testbench, emitted RTL and a
/// page.
///
/// The parameters are the stored properties, all `Int`, `Bool`, `String` or enumerations of strings.
public protocol Unit: HDL.Module, DefaultInitializable, Codable {
  /// kebab-case and stable: `flash-pe`.
  static var unitName: String { get }
  /// What each parameter means and which values it takes, in the order of the stored properties.
  static var parameters: [UnitParameter] { get }
  /// Further configurations worth emitting, checking and exercising, beside the default one.
  static var samples: [Self] { get }
  /// What `hwgen explore` sweeps when nothing is said: texts as `--sweep` takes them, for example `lanes=2,4,8`.
  static var defaultSweep: [String] { get }
  /// The configuration whose area and speed are committed and stand on the unit's page: the default one, or, where that has tens of
  /// thousands of gates, a smaller one or `mapping=fast`. Texts as `defaultSweep` has them, of one value each.
  static var measuredSettings: [String] { get }
  /// Operations (products, sums, words) that the unit does in a cycle at its best; nil where there is no such figure.
  var operationsPerCycle: Double? { get }
}

extension Unit {
  public static var samples: [Self] { [] }
  public static var defaultSweep: [String] { [] }
  public static var measuredSettings: [String] { [] }
  public var operationsPerCycle: Double? { nil }

  /// The default configuration with some parameters replaced, given as text.
  ///
  /// Throws `UnitError` for an unknown parameter (with the nearest one), a text that is no value of it, or a value out of
  /// range.
  public init(settings: [(name: String, value: String)]) throws {
    let defaults = try JSONEncoder().encode(Self())
    guard var object = try JSONSerialization.jsonObject(with: defaults) as? [String: Any] else {
      throw UnitError("\(Self.unitName) has no parameters")
    }
    let known = Self.parameters.map(\.name)
    for (name, text) in settings {
      guard let old = object[name] else {
        throw UnitError("\(Self.unitName) has no parameter '\(name)'" + Suggestion.remedy(for: name, among: known))
      }
      object[name] = try Self.parse(text, like: old, name: name)
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: JSONSerialization.data(withJSONObject: object))
    } catch {
      let list = settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      throw UnitError(
        "\(Self.unitName) cannot take \(list); see 'hwgen list --unit \(Self.unitName)' for the values of its parameters")
    }
    if let problem = parameterError { throw UnitError("\(Self.unitName): \(problem)") }
  }

  private static func parse(_ text: String, like old: Any, name: String) throws -> Any {
    if old is String { return text }
    if let number = old as? NSNumber, CFNumberIsBoolean(number) {
      switch text {
      case "true", "yes", "1": return true
      case "false", "no", "0": return false
      default: throw UnitError("\(unitName): \(name) is true or false, not '\(text)'")
      }
    }
    guard let value = Int(text) else { throw UnitError("\(unitName): \(name) is a whole number, not '\(text)'") }
    return value
  }

  /// The parameters and their values as text, in the order of `parameters`.
  public var settings: [(name: String, value: String)] {
    let children = Dictionary(Mirror(reflecting: self).children.map { ($0.label ?? "", "\($0.value)") }) { first, _ in first }
    return Self.parameters.map { ($0.name, children[$0.name] ?? "") }
  }
}

/// JSON keeps booleans apart from numbers only by the number's type.
private func CFNumberIsBoolean(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == "c" || number === (true as NSNumber) || number === (false as NSNumber)
}

/// One line that says what is wrong and what to do.
public struct UnitError: Error, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
