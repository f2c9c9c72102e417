import ArgumentParser
import Netlist
import Verilog

extension Dialect: ExpressibleByArgument {}

/// `hwgen emit`: a unit as Verilog.
struct EmitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "emit",
      abstract:
        "Writes a unit's Verilog, file list, source map and FuseSoC core\(hasSystems ? ", or those of a system's units" : "").",
      discussion: """
        Without -o, or with '-o -', the Verilog of all modules is printed on standard output. \
        With '-o DIR' the folder receives a file for each module, MODULE.f (the file list), \
        MODULE.map.json (from Verilog lines and names to Swift), MODULE.manifest.json (the \
        parameters that each file stands for) and MODULE.core (for FuseSoC).

        EXAMPLES:
          \(name) emit --unit \(example.unit)
          \(name) emit --unit \(example.unit) --set \(example.setting) -o rtl
          \(name) emit --unit \(example.unit) --dialect verilog2005 -o -\(systemExample)
        """)
  }

  private static var hasSystems: Bool { !Catalog.current.systems.isEmpty }
  private static var systemExample: String {
    guard let system = Catalog.current.systems.first?.description.name else { return "" }
    return "\n  \(Catalog.current.name) emit --system \(system) -o rtl"
  }
  private static var visibility: ArgumentVisibility { hasSystems ? .default : .hidden }

  @Option(
    name: .long, help: ArgumentHelp("The unit; 'list' shows all.", valueName: "name"),
    completion: .list(Catalog.current.units.map { $0.unitName })) var unit: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Instead of a unit: all units of a system, in one folder.", valueName: "name", visibility: Self.visibility),
    completion: .list(Catalog.current.systems.map(\.description.name))) var system: String?

  @Option(
    name: .long, help: ArgumentHelp("With --system: a preset of its parameters.", valueName: "name", visibility: Self.visibility))
  var preset: String?

  @Option(
    name: .long,
    help: ArgumentHelp("With --system: its parameters as a JSON file.", valueName: "file", visibility: Self.visibility),
    completion: .file(extensions: ["json"])) var config: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --system: the model for which its units are made, embedded by default.", valueName: "name",
      visibility: Self.visibility), completion: .file()) var model: String?

  @OptionGroup var settings: SettingOptions

  @Option(name: .long, help: "The language: systemverilog (IEEE 1800-2012) or verilog2005.") var dialect = Dialect.systemVerilog

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder for the files; '-' prints the Verilog.", valueName: "dir"),
    completion: .directory) var output = "-"

  @Flag(name: .long, help: "Append the Swift file and line to each statement.") var lineComments = false

  @Flag(name: .long, help: "Inline all instances into one module, as fast simulation does.") var flat = false

  func validate() throws {
    if (unit == nil) == (system == nil) {
      throw ValidationError(
        Self.hasSystems ? "Give either --unit NAME or --system NAME." : "Missing expected argument '--unit <name>'")
    }
    let ofSystems = [("--preset", preset != nil), ("--config", config != nil), ("--model", model != nil)]
    if system == nil, let given = ofSystems.first(where: { $0.1 }) {
      throw ValidationError("\(given.0) goes with --system only.")
    }
  }

  func run() throws {
    if let system { return try emit(system) }
    let type = try Catalog.current.unit(named: unit ?? "")
    var design = try Configuration(type.init(settings: settings.parsed())).elaborated().design
    if flat { design = try Flattening.flatten(design) }
    var verilogOptions = Options()
    verilogOptions.hostAccess = flat
    verilogOptions.lineComments = lineComments
    let package = try EmittedPackage(design, dialect: dialect, options: verilogOptions)
    guard output != "-" else { return Console.current.write(package.verilog.text) }
    guard !output.isEmpty else { throw CommandFailure.usage("-o needs the name of a folder, or '-' for standard output") }
    let files = try package.files()
    try OutputFolder(output).write(files)
    Console.current.print("wrote \(files.map(\.name).joined(separator: ", ")) to \(output)")
  }

  /// All units of a system in one folder, with one file list and one FuseSoC core.
  private func emit(_ system: String) throws {
    guard output != "-", !output.isEmpty else {
      throw CommandFailure.usage("--system writes many files; give -o the name of a folder")
    }
    let request = SystemEntry.Request(preset: preset, config: config, settings: try settings.parsed(), model: model ?? "embedded")
    var options = Options()
    options.hostAccess = flat
    options.lineComments = lineComments
    let package = try SystemPackage(
      system, try Catalog.current.system(named: system).units(request), dialect: dialect, options: options, isFlat: flat)
    try OutputFolder(output).write(package.files)
    Console.current.print("wrote \(package.files.count) files of \(package.units) units to \(output)")
  }
}
