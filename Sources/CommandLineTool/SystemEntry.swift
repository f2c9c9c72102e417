import Netlist
import UnitProtocol

/// A system of units, as far as `list` and `emit` know of it.
package struct SystemEntry: Sendable {
  /// Which parameters, and for which model its units are made.
  package struct Request: Sendable {
    package var preset: String?, config: String?
    package var settings: [(name: String, value: String)] = []
    package var model: String
  }
  /// A unit of the system under its name there: several units of the same name and parameters are one module.
  package typealias NamedUnit = (name: String, unit: any UnitProtocol.Unit)

  package let description: SystemDescription
  /// The JSON schema of its configuration files.
  package let schema: String
  package let units: @Sendable (Request) throws -> [NamedUnit]

  package init(_ description: SystemDescription, schema: String, units: @escaping @Sendable (Request) throws -> [NamedUnit]) {
    (self.description, self.schema, self.units) = (description, schema, units)
  }
}

/// What `list --system` prints.
package struct SystemDescription: Encodable, Sendable {
  package struct Parameter: Encodable, Sendable {
    package var name, unit, range: String
    package var `default`: JSONValue
    package var source: String

    package init(name: String, unit: String, range: String, default value: JSONValue, source: String) {
      (self.name, self.unit, self.range, self.default, self.source) = (name, unit, range, value, source)
    }
  }
  package struct Preset: Encodable, Sendable {
    package var name, summary: String
    package var values: [String: JSONValue]

    package init(name: String, summary: String, values: [String: JSONValue]) {
      (self.name, self.summary, self.values) = (name, summary, values)
    }
  }
  package var name, summary: String
  package var presets: [Preset]
  package var parameters: [Parameter]

  package init(name: String, summary: String, presets: [Preset], parameters: [Parameter]) {
    (self.name, self.summary, self.presets, self.parameters) = (name, summary, presets, parameters)
  }

  var text: String {
    var values = Table("parameter", "default", "range", "source")
    for parameter in parameters { values.add(parameter.name, "\(parameter.default)", parameter.range, parameter.source) }
    var named = Table("preset", "what it is", "values")
    for preset in presets {
      named.add(
        preset.name, preset.summary,
        preset.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    }
    return ["\(name): \(summary)", values.text(indentation: 2), named.text(indentation: 2)].joined(separator: "\n\n")
  }
}

struct SystemList: Encodable { var systems: [SystemDescription] }

extension Catalog {
  /// Throws a usage failure with the nearest name if there is no such system.
  package func system(named name: String) throws -> SystemEntry {
    guard let system = systems.first(where: { $0.description.name == name }) else {
      throw CommandFailure.usage(
        "there is no system '\(name)'" + Suggestion.remedy(for: name, among: systems.map(\.description.name)))
    }
    return system
  }
}
