import ArgumentParser
import HDL
import Netlist
import UnitProtocol

/// `--unit NAME` and `--set name=value`: which unit, with which parameters.
struct UnitOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The unit; 'list' shows all.", valueName: "name"),
    completion: .list(Catalog.current.units.map { $0.unitName }))
  var unit: String

  @OptionGroup var settings: SettingOptions

  /// The unit's configuration; throws a usage failure for an unknown unit or parameter and a value out of range.
  func configuration() throws -> Configuration {
    Configuration(try Catalog.current.unit(named: unit).init(settings: try settings.parsed()))
  }
}

/// `--set name=value`, as often as needed.
package struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "A parameter other than its default; may be repeated.", valueName: "name=value"))
  package var set: [String] = []

  package init() {}

  package func parsed() throws -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    for text in set {
      guard let sign = text.firstIndex(of: "="), sign != text.startIndex, text.index(after: sign) != text.endIndex else {
        throw CommandFailure.usage("--set takes name=value, not '\(text)'; for example --set width=16")
      }
      let name = String(text[..<sign])
      guard !result.contains(where: { $0.name == name }) else {
        throw CommandFailure.usage("--set gives '\(name)' twice; keep one of the two")
      }
      result.append((name, String(text[text.index(after: sign)...])))
    }
    return result
  }
}

/// A unit with values for its parameters.
struct Configuration: Sendable {
  let unit: any UnitProtocol.Unit

  init(_ unit: any UnitProtocol.Unit) { self.unit = unit }

  var name: String { type(of: unit).unitName }
  /// All parameters by name, as numbers, strings and booleans.
  var parameters: [String: JSONValue] {
    Dictionary(
      unit.values.map { name, value in
        switch value {
        case .integer(let number): (name, .integer(number))
        case .flag(let flag): (name, .boolean(flag))
        case .text(let text): (name, .text(text))
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// `default`, or the parameters that differ from the default: `width=4 accumulatorWidth=16`.
  var label: String {
    let different = zip(unit.settings, Self.defaults(of: unit)).filter { $0.value != $1 }.map { "\($0.0.name)=\($0.0.value)" }
    return different.isEmpty ? "default" : different.joined(separator: " ")
  }

  private static func defaults<U: UnitProtocol.Unit>(of _: U) -> [String] { U().settings.map(\.value) }

  /// The default configuration and the samples.
  static func all(of unit: any UnitProtocol.Unit.Type) -> [Configuration] { listed(unit) }
  private static func listed<U: UnitProtocol.Unit>(_: U.Type) -> [Configuration] { ([U()] + U.samples).map { Configuration($0) } }

  /// Elaborates; throws the diagnostics.
  func elaborated() throws -> (design: Design, warnings: [Diagnostic]) { try Self.elaborated(unit) }
  private static func elaborated(_ unit: some UnitProtocol.Unit) throws -> (design: Design, warnings: [Diagnostic]) {
    try elaborateWithWarnings(unit)
  }
}
