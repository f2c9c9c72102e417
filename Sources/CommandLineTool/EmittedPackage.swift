import Foundation
import Netlist
import Verilog

/// A design's files as other tools take them in: the Verilog of each module, a file list, a source map, a FuseSoC core.
struct EmittedPackage {
  let top: Module
  let dialect: Dialect
  let verilog: VerilogOutput

  init(_ design: Design, dialect: Dialect, options: Options = Options()) throws {
    top = design.top
    self.dialect = dialect
    verilog = try VerilogEmitter(dialect: dialect, options: options).emit(design)
  }

  /// Name and text of every file.
  func files() throws -> [(name: String, text: String)] {
    verilog.files.map { ($0.name, $0.text) } + [
      ("\(top.name).f", fileList), ("\(top.name).map.json", try Self.json(verilog.sourceMap)),
      ("\(top.name).manifest.json", try Self.json(verilog.manifest)), ("\(top.name).core", core),
    ]
  }

  /// One file a line, children first, relative to the list: for the option `-f` of simulators and linters.
  var fileList: String { verilog.files.map { $0.name + "\n" }.joined() }

  /// In JSON, as `JSONDecoder` reads it back.
  static func json(_ value: some Encodable, isForReaders: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isForReaders { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  /// A FuseSoC core description (CAPI2) with a default and a lint target.
  var core: String {
    Self.core(
      name: top.name, description: top.summary.isEmpty ? top.typeName : top.summary,
      files: verilog.files.map(\.name),
      tops: [top.name], dialect: dialect)
  }

  /// A FuseSoC core description (CAPI2) with a default and a lint target for the first module of `tops`, and one of each for all
  /// others.
  static func core(
    name: String, description: String, files: [String], tops: [String], dialect: Dialect
  ) -> String {
    let targets = tops.enumerated().map { index, top -> String in
      let target = index == 0 ? "default" : top
      let lint = index == 0 ? "lint" : "lint_\(top)"
      return """
          \(target): &\(target)
            filesets: [rtl]
            toplevel: \(top)
          \(lint):
            <<: *\(target)
            description: verilator --lint-only -Wall
            default_tool: verilator
            tools:
              verilator:
                mode: lint-only
                verilator_options: [-Wall]

        """
    }
    return """
      CAPI=2:
      name: "\(vendor):rtl:\(name):\(HwgenCommand.version)"
      description: \(quoted(description))

      filesets:
        rtl:
          files:
      \(files.map { "      - \($0)" }.joined(separator: "\n"))
          file_type: \(dialect == .systemVerilog ? "systemVerilogSource" : "verilogSource-2005")

      targets:
      \(targets.joined())
      """
  }

  private static var vendor: String {
    let name = NameStyle.snakeCase(Catalog.current.name)
    return name.isEmpty ? "hwgen" : name
  }

  /// A YAML string in double quotes.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
