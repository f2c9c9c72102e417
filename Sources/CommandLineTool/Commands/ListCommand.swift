import ArgumentParser
import Netlist
import UnitProtocol

/// `hwgen list`: what units there are, or all about one.
struct ListCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "list",
      abstract: "Shows the units, or one unit's parameters and ports"
        + (Catalog.current.systems.isEmpty ? "." : "; or the systems, or one system's parameters and presets."),
      discussion: """
        EXAMPLES:
          \(name) list
          \(name) list --unit \(example.unit)
          \(name) list --unit \(example.unit) --set \(example.setting)    the ports of this configuration
          \(name) list --json\(systemExamples)
        """)
  }

  private static var systemExamples: String {
    guard let system = Catalog.current.systems.first?.description.name else { return "" }
    let name = Catalog.current.name
    return "\n  \(name) list --systems\n  \(name) list --system \(system)"
  }
  private static var visibility: ArgumentVisibility { Catalog.current.systems.isEmpty ? .hidden : .default }

  @Option(
    name: .long, help: ArgumentHelp("Show this unit's parameters, ports and samples.", valueName: "name"),
    completion: .list(Catalog.current.units.map { $0.unitName })) var unit: String?

  @OptionGroup var settings: SettingOptions

  @Flag(name: .long, help: ArgumentHelp("Show the systems.", visibility: Self.visibility)) var systems = false

  @Option(
    name: .long, help: ArgumentHelp("Show this system's parameters and presets.", valueName: "name", visibility: Self.visibility),
    completion: .list(Catalog.current.systems.map(\.description.name))) var system: String?

  @Flag(
    name: .long,
    help: ArgumentHelp("With --system: print the JSON schema of its configuration files.", visibility: Self.visibility))
  var schema = false

  @Flag(name: .long, help: "Print one JSON object.") var json = false

  func validate() throws {
    if [unit != nil, systems, system != nil].count(where: { $0 }) > 1 {
      throw ValidationError("Give one of --unit, --system and --systems.")
    }
    if schema, system == nil { throw ValidationError("--schema needs --system NAME.") }
    if !settings.set.isEmpty, unit == nil { throw ValidationError("--set needs the unit that it configures; add --unit NAME.") }
  }

  func run() throws {
    if systems { return try listSystems() }
    if let system {
      let entry = try Catalog.current.system(named: system)
      if schema { return Console.current.print(entry.schema) }
      return try json ? JSONOutput.print(entry.description) : Console.current.print(entry.description.text)
    }
    guard let unit else { return try listAll() }
    let type = try Catalog.current.unit(named: unit)
    let description = try UnitDescription(Configuration(type.init(settings: try settings.parsed())))
    if json { return try JSONOutput.print(description) }
    Console.current.print(description.text)
  }

  private func listSystems() throws {
    let all = Catalog.current.systems.map(\.description)
    if json { return try JSONOutput.print(SystemList(systems: all)) }
    var table = Table("system", "what it is", "presets")
    for system in all { table.add(system.name, system.summary, system.presets.map(\.name).joined(separator: ", ")) }
    Console.current.print(table.isEmpty ? "no systems" : table.text())
  }

  private func listAll() throws {
    let catalog = Catalog.current
    if json {
      return try JSONOutput.print(
        UnitList(units: catalog.units.map { try UnitDescription(Configuration($0.init(settings: []))) }))
    }
    var table = Table("unit", "what it is")
    for unit in catalog.units { table.add(unit.unitName, unit.summary) }
    Console.current.print(table.isEmpty ? "no units" : table.text())
  }
}

private struct UnitList: Encodable { var units: [UnitDescription] }

/// What `list` knows of a unit.
private struct UnitDescription: Encodable {
  struct Parameter: Encodable {
    var name: String
    var value, `default`: JSONValue
    var help: String
  }
  struct Port: Encodable {
    var name, direction, role: String
    var width: Int
    var signed: Bool
    /// Elements of a vector port.
    var count: Int?
  }
  var name, summary: String
  /// The top module of the emitted Verilog.
  var module: String
  var parameters: [Parameter]
  var ports: [Port]
  /// Further configurations that are tested, as arguments of `--set`.
  var samples: [[String: JSONValue]]
  var hasTestbench: Bool

  init(_ configuration: Configuration) throws {
    let type = type(of: configuration.unit)
    let all = Configuration.all(of: type)
    let defaults = all[0].parameters
    let values = configuration.parameters
    let top = try configuration.elaborated().design.top
    name = type.unitName
    summary = type.summary
    module = top.name
    parameters = type.parameterDescriptions.compactMap { parameter in
      guard let value = values[parameter.name], let standard = defaults[parameter.name] else { return nil }
      return Parameter(name: parameter.name, value: value, default: standard, help: parameter.help)
    }
    ports = top.ports.map { port in
      let type = top[port.value].type
      return Port(
        name: port.name, direction: port.direction.rawValue, role: "\(port.role)", width: type.width, signed: type.isSigned,
        count: type.count)
    }
    samples = all.dropFirst().map { sample in sample.parameters.filter { defaults[$0.key] != $0.value } }
    hasTestbench = Catalog.current.hasTestbench(type.unitName)
  }

  var text: String {
    var parts = ["\(name): \(summary)"]
    if !parameters.isEmpty {
      var table = Table("parameter", "value", "meaning")
      for parameter in parameters { table.add(parameter.name, "\(parameter.value)", parameter.help) }
      parts.append(table.text(indentation: 2))
    }
    var table = Table([("port of \(module)", .left), ("direction", .left), ("bits", .right), ("type", .left)])
    for port in ports {
      let kind = port.role == "data" ? (port.signed ? "signed" : "unsigned") : port.role
      table.add(port.name, port.direction, "\(port.width)", kind + (port.count.map { ", \($0) x \(port.width / $0) bits" } ?? ""))
    }
    parts.append(table.text(indentation: 2))
    if !samples.isEmpty {
      let lines = samples.map { $0.sorted { $0.key < $1.key }.map { "--set \($0.key)=\($0.value)" }.joined(separator: " ") }
      parts.append("  also tested with\n" + lines.map { "    " + $0 }.joined(separator: "\n"))
    }
    parts.append(hasTestbench ? "  testbench: \(Catalog.current.name) sim --unit \(name)" : "  no testbench")
    return parts.joined(separator: "\n\n")
  }
}
