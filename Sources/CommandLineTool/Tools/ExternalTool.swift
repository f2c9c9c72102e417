import Foundation
import Subprocess

/// A program that comes with the tools folder or the system.
struct ExternalTool: Sendable {
  /// What came of running it.
  struct Result: Sendable {
    var status: Int32
    var output: String
    var error: String
  }

  let name: String
  let path: String
  /// Given before the arguments of each run.
  var prefix: [String] = []
  var environment: [String: String] = [:]

  /// Runs it in `folder` and waits; throws one line if it cannot be started.
  func run(_ arguments: [String], in folder: String) throws -> Result {
    let tool = self
    return try blocking {
      do {
        let variables = tool.environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
        let result = try await Subprocess.run(
          .path(.init(tool.path)), arguments: Arguments(tool.prefix + arguments),
          environment: .inherit.updating(Dictionary(variables) { first, _ in first }), workingDirectory: .init(folder),
          output: .string(limit: 64 << 20), error: .string(limit: 64 << 20))
        let status: Int32 =
          switch result.terminationStatus {
          case .exited(let code): code
          case .signaled(let signal): 128 + signal
          }
        return Result(status: status, output: result.standardOutput, error: result.standardError)
      } catch {
        throw CommandFailure("cannot run \(tool.name) (\(tool.path)): \(CommandFailure.oneLine("\(error)")); run 'make setup'")
      }
    }
  }
}

/// Finds the tools: in the folder that `make setup` fills, then on the `PATH`.
enum ToolFinder {
  /// `HWGEN_TOOLS`, else `.tools` in the current folder or one of those above the executable.
  static var folders: [String] {
    if let set = ProcessInfo.processInfo.environment["HWGEN_TOOLS"], !set.isEmpty { return [set] }
    var folders = [FileManager.default.currentDirectoryPath + "/.tools"]
    var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/", folders.count < 8 {
      folders.append(folder.appendingPathComponent(".tools").path)
      folder.deleteLastPathComponent()
    }
    return folders
  }

  static func verilator() throws -> ExternalTool {
    for folder in folders {
      let root = folder + "/simulation/verilator"
      if let path = executable(root + "/bin/verilator_bin") {
        return ExternalTool(name: "verilator", path: path, environment: ["VERILATOR_ROOT": root])
      }
    }
    if let path = onPath("verilator_bin"), let root = ProcessInfo.processInfo.environment["VERILATOR_ROOT"] {
      return ExternalTool(name: "verilator", path: path, environment: ["VERILATOR_ROOT": root])
    }
    if let path = onPath("verilator") { return ExternalTool(name: "verilator", path: path) }
    throw missing("Verilator", or: "pass --tool for the others")
  }

  static func icarus() throws -> ExternalTool {
    if let path = onPath("iverilog") { return ExternalTool(name: "icarus", path: path) }
    throw missing("Icarus Verilog (iverilog)", or: "pass --tool for the others")
  }

  /// Yosys itself, or its Python module; either reads a script as its only argument.
  static func yosys() throws -> ExternalTool {
    let call = "import sys; from pyosys import libyosys as ys; ys.run_pass(sys.argv[1], ys.Design())"
    for folder in folders {
      if let path = executable(folder + "/verification/bin/python") {
        return ExternalTool(name: "yosys", path: path, prefix: ["-c", call])
      }
    }
    if let path = onPath("yosys") { return ExternalTool(name: "yosys", path: path, prefix: ["-q", "-p"]) }
    throw missing("Yosys", or: "pass --tool for the others")
  }

  private static func missing(_ tool: String, or alternative: String) -> CommandFailure {
    .missingTool("\(tool) is missing; run 'make setup' (or set HWGEN_TOOLS to the folder that it filled), or \(alternative)")
  }

  private static func onPath(_ name: String) -> String? {
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      if let path = executable("\(folder)/\(name)") { return path }
    }
    return nil
  }

  private static func executable(_ path: String) -> String? { FileManager.default.isExecutableFile(atPath: path) ? path : nil }
}
