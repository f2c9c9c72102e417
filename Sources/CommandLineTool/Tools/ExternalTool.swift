import Foundation
import Subprocess
import Verilator

/// A program that comes with the tools folder or the system.
package struct ExternalTool: Sendable {
  /// What came of running it.
  package struct Result: Sendable {
    package var status: Int32
    package var output: String
    package var error: String
  }

  let name: String
  let path: String
  /// Given before the arguments of each run.
  var prefix: [String] = []
  var environment: [String: String] = [:]

  /// Runs it in `folder` and waits; throws one line if it cannot be started.
  package func run(_ arguments: [String], in folder: String) throws -> Result {
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

/// Finds the tools that only read Verilog, as `Toolchain` does: in the folder that `make setup` fills, then on the `PATH`.
enum ToolFinder {
  static func verilator() throws -> ExternalTool {
    let tools = try Toolchain.find()
    return ExternalTool(name: "verilator", path: tools.verilator, environment: ["VERILATOR_ROOT": tools.verilatorRoot])
  }

  static func icarus() throws -> ExternalTool {
    if let path = Toolchain.findOnPath("iverilog") { return ExternalTool(name: "icarus", path: path) }
    throw missing("Icarus Verilog (iverilog)")
  }

  /// Yosys itself, or its Python module; either reads a script as its only argument.
  static func yosys() throws -> ExternalTool {
    let call = "import sys; from pyosys import libyosys as ys; ys.run_pass(sys.argv[1], ys.Design())"
    if let python = Toolchain.toolsFolder().map({ $0 + "/verification/bin/python" }),
      FileManager.default.isExecutableFile(atPath: python)
    {
      return ExternalTool(name: "yosys", path: python, prefix: ["-c", call])
    }
    if let path = Toolchain.findOnPath("yosys") { return ExternalTool(name: "yosys", path: path, prefix: ["-q", "-p"]) }
    throw missing("Yosys")
  }

  static func openSTA() throws -> ExternalTool {
    if let path = Toolchain.findOnPath("sta") { return ExternalTool(name: "OpenSTA", path: path) }
    throw CommandFailure.missingTool("OpenSTA (sta) was not found; run 'Scripts/setup-synthesis.sh', or sudo apt-get install opensta")
  }

  private static func missing(_ tool: String) -> CommandFailure {
    .missingTool("\(tool) was not found; \(Toolchain.setupRemedy)")
  }
}
