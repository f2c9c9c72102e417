import Netlist
import Simulation
import Verilog

/// The Verilog of all units of a system as other tools take it in: a file for each module, one file list, a manifest of the units
/// and their parameters, a FuseSoC core.
struct SystemPackage {
  let files: [(name: String, text: String)]
  /// Units that differ.
  let units: Int

  /// A line of the manifest: the unit's place in the system, and what it is.
  private struct Line: Encodable {
    var unit, module: String
    /// Places in the system that it serves.
    var places: [String]
    var parameters: [String: JSONValue]
  }

  /// Throws where two units of the system have modules of the same name that differ.
  init(_ system: String, _ units: [SystemEntry.NamedUnit], dialect: Dialect, options: Options, isFlat: Bool) throws {
    var lines: [Line] = []
    var modules: [(name: String, text: String)] = []
    var texts: [String: String] = [:]
    for (name, unit) in units {
      let configuration = Configuration(unit)
      let parameters = configuration.parameters
      if let known = lines.firstIndex(where: { $0.unit == configuration.name && $0.parameters == parameters }) {
        lines[known].places.append(name)
        continue
      }
      var design = try configuration.elaborated().design
      if isFlat { design = try Flattening.flatten(design) }
      lines.append(Line(unit: configuration.name, module: design.top.name, places: [name], parameters: parameters))
      for file in try VerilogEmitter(dialect: dialect, options: options).emit(design).files {
        if let other = texts[file.name], other != file.text {
          throw CommandFailure("two units of \(system) have a module \(file.name) that differs; emit them one by one with --unit")
        }
        if texts.updateValue(file.text, forKey: file.name) == nil { modules.append((file.name, file.text)) }
      }
    }
    self.units = lines.count
    let name = NameStyle.snakeCase(system)
    files =
      modules + [
        ("\(name).f", modules.map { $0.name + "\n" }.joined()), ("\(name).json", try JSONOutput.text(lines) + "\n"),
        (
          "\(name).core",
          EmittedPackage.core(
            name: name, description: "The units of \(system)", files: modules.map(\.name), tops: lines.map(\.module),
            dialect: dialect)
        ),
      ]
  }
}
