import ArgumentParser
import HDL
import Simulation

/// What runs a model.
enum Backend: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
  /// The reference for cycle accuracy and speed; needs Verilator and a C++ compiler.
  case verilator
  /// Starts in milliseconds and needs no tool.
  case builtin

  /// Throws a failure with status 69 when a tool that the backend needs is missing.
  func checkTools() throws { if self == .verilator { _ = try ToolFinder.verilator() } }

  /// A running model of the design; `traced` when a waveform will be wanted.
  func simulator(for design: Design, traced: Bool) throws -> any Simulator {
    switch self {
    case .builtin: try BuiltinSimulator(design)
    case .verilator: throw CommandFailure.missingTool("the Verilator backend is not there yet; use --backend builtin")
    }
  }
}
