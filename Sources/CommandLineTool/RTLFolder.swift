import Verilog

/// The files of several units side by side, each module once: who takes two units into a chip reads no module twice.
///
/// A module lies in the folder of the unit whose top it is, else of the only unit that uses it, else in `common`. Each unit's manifest
/// lists its files by their paths.
struct RTLFolder {
  private static let common = "common"

  private let units: [(name: String, verilog: VerilogOutput)]
  /// The folder of each file.
  private var folders: [String: String] = [:]

  /// Throws the name of a module that is not the same in all units.
  init(_ units: [(name: String, verilog: VerilogOutput)]) throws {
    self.units = units
    var texts: [String: String] = [:]
    for unit in units {
      for file in unit.verilog.files {
        if let known = texts.updateValue(file.text, forKey: file.name), known != file.text {
          throw CommandFailure("two units have different modules '\(file.module)'; give one of them a moduleName")
        }
        folders[file.name] = folders[file.name] == nil ? unit.name : Self.common
      }
    }
    for unit in units { if let top = unit.verilog.files.last { folders[top.name] = unit.name } }
  }

  /// Path and text of every file.
  func files() throws -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    var written: Set<String> = []
    for unit in units {
      for file in unit.verilog.files where written.insert(file.name).inserted {
        files.append(("\(folders[file.name] ?? unit.name)/\(file.name)", file.text))
      }
      var manifest = unit.verilog.manifest
      for index in manifest.files.indices {
        let name = manifest.files[index].file, folder = folders[name] ?? unit.name
        if folder != unit.name { manifest.files[index].file = "../\(folder)/\(name)" }
      }
      files.append(("\(unit.name)/manifest.json", try EmittedPackage.json(manifest, isForReaders: true)))
    }
    return files
  }
}
