import Foundation

/// Programs that read what is emitted: in the folder that `make setup` fills, then on the `PATH`.
extension ExternalTool {
  public static func icarus() throws -> ExternalTool {
    if let path = ToolFolder.findOnPath("iverilog") { return ExternalTool(name: "icarus", path: path) }
    throw missing("Icarus Verilog (iverilog)")
  }

  /// Yosys itself, or its Python module; either reads a command as its only argument, for example `script synth.ys`.
  public static func yosys() throws -> ExternalTool {
    let call = "import sys; from pyosys import libyosys as ys; ys.run_pass(sys.argv[1], ys.Design())"
    if let python = ToolFolder.path().map({ $0 + "/verification/bin/python" }), ToolFolder.isProgram(python) {
      return ExternalTool(name: "yosys", path: python, prefix: ["-c", call])
    }
    if let path = ToolFolder.findOnPath("yosys") { return ExternalTool(name: "yosys", path: path, prefix: ["-q", "-p"]) }
    throw missing("Yosys")
  }

  public static func openSTA() throws -> ExternalTool {
    if let path = ToolFolder.findOnPath("sta") { return ExternalTool(name: "OpenSTA", path: path) }
    throw ToolFailure.missing("OpenSTA (sta) was not found; run 'make setup', or sudo apt-get install opensta")
  }

  private static func missing(_ tool: String) -> ToolFailure { .missing("\(tool) was not found; \(ToolFolder.setupRemedy)") }

  /// What tells this version of the tool from others: the Python package's version, what the program says of itself, or the
  /// file's size and time.
  public func version() -> String {
    let package = (name == "yosys" ? "pyosys" : name) + "-"
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path + "/lib"
    for python in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where python.hasPrefix("python") {
      let packages = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(python)/site-packages")) ?? []
      if let found = packages.first(where: { $0.hasPrefix(package) && $0.hasSuffix(".dist-info") }) {
        return String(found.dropFirst(package.count).dropLast(".dist-info".count))
      }
    }
    let arguments = name == "yosys" ? ["-V"] : ["-version"]
    if let result = try? ExternalTool(name: name, path: path).run(arguments, in: "/"), result.status == 0 {
      let line = ToolFailure.oneLine(String(result.output.prefix { !$0.isNewline }))
      if !line.isEmpty { return line }
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return "\((attributes?[.size] as? NSNumber)?.int64Value ?? 0) bytes"
  }
}
