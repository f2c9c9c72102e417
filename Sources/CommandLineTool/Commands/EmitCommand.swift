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
      abstract: "Writes a unit's Verilog, file list, source map and FuseSoC core.",
      discussion: """
        Without -o, or with '-o -', the Verilog of all modules is printed on standard output. \
        With '-o DIR' the folder receives a file for each module, MODULE.f (the file list), \
        MODULE.map.json (from Verilog lines and names to Swift) and MODULE.core (for FuseSoC).

        EXAMPLES:
          \(name) emit --unit \(example.unit)
          \(name) emit --unit \(example.unit) --set \(example.setting) -o rtl
          \(name) emit --unit \(example.unit) --dialect verilog2005 -o -
        """)
  }

  @OptionGroup var options: UnitOptions

  @Option(name: .long, help: "The language: systemverilog (IEEE 1800-2012) or verilog2005.")
  var dialect = Dialect.systemVerilog

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder for the files; '-' prints the Verilog.", valueName: "dir"),
    completion: .directory)
  var output = "-"

  @Flag(name: .long, help: "Append the Swift file and line to each statement.")
  var lineComments = false

  @Flag(name: .long, help: "Inline all instances into one module, as fast simulation does.")
  var flat = false

  func run() throws {
    var design = try options.configuration().elaborated().design
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
}
