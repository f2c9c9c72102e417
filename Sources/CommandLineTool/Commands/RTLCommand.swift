import ArgumentParser
import Foundation
import Netlist
import Verilog

/// `hwgen rtl`: the committed Verilog of every unit's default configuration.
struct RTLCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    return CommandConfiguration(
      commandName: "rtl",
      abstract: "Writes every unit's default configuration, or checks that it is current.",
      discussion: """
        Writes DIR/UNIT/MODULE.sv for each unit, DIR/common/MODULE.sv for what several units use, and DIR/UNIT/manifest.json, \
        which lists a unit's files with all parameters of each. Removes the Verilog of modules that are no longer emitted.

        EXAMPLES:
          \(name) rtl -o RTL
          \(name) rtl --check RTL
        """)
  }

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the files below this folder.", valueName: "dir"), completion: .directory)
  var output: String?

  @Option(name: .long, help: ArgumentHelp("Compare with the files below this folder.", valueName: "dir"), completion: .directory)
  var check: String?

  func validate() throws {
    if (output == nil) == (check == nil) { throw ValidationError("Give either -o DIR to write or --check DIR to compare.") }
  }

  func run() throws {
    let units = try Catalog.current.units.map { type in
      (name: type.unitName, verilog: try VerilogEmitter().emit(Configuration.all(of: type)[0].elaborated().design))
    }
    let files = try RTLFolder(units).files()
    if let output {
      try OutputFolder(output).write(files)
      let obsolete = Self.surplus(in: output, beside: files.map(\.name))
      for name in obsolete { try FileManager.default.removeItem(atPath: "\(output)/\(name)") }
      Console.current.print("wrote \(files.count) files of \(Catalog.current.units.count) units to \(output)")
    } else if let check {
      try Self.check(files, in: check)
      Console.current.print("\(check) is current: \(files.count) files of \(Catalog.current.units.count) units")
    }
  }

  /// Throws the names of the files that are missing, different or no longer emitted.
  private static func check(_ files: [(name: String, text: String)], in folder: String) throws {
    var stale: [String] = []
    for (name, text) in files {
      let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
      if data == nil { stale.append("\(name) (missing)") } else if data != Data(text.utf8) { stale.append(name) }
    }
    stale += surplus(in: folder, beside: files.map(\.name)).map { "\($0) (no longer emitted)" }
    guard stale.isEmpty else {
      throw CommandFailure("\(folder) is not current: \(stale.joined(separator: ", ")); run 'make rtl' and commit the result")
    }
  }

  /// Verilog files one folder below `folder` that are not among `names`.
  private static func surplus(in folder: String, beside names: [String]) -> [String] {
    let known = Set(names)
    let manager = FileManager.default
    return ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).sorted().flatMap { unit in
      ((try? manager.contentsOfDirectory(atPath: "\(folder)/\(unit)")) ?? []).sorted().map { "\(unit)/\($0)" }
    }.filter { $0.hasSuffix(".sv") && !known.contains($0) }
  }
}
