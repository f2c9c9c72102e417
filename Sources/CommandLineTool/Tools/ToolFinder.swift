import Tools
import Verilator

/// Finds the tools that only read Verilog, as `Toolchain` does: in the folder that `make setup` fills, then on the `PATH`.
enum ToolFinder {
  static func verilator() throws -> ExternalTool {
    let tools = try Toolchain.find()
    return ExternalTool(name: "verilator", path: tools.verilator, environment: ["VERILATOR_ROOT": tools.verilatorRoot])
  }
}
