import ArgumentParser
import HDL
import Netlist
import Simulation
import Verilator

/// What runs a model.
enum Backend: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
  /// The reference for cycle accuracy and speed; needs Verilator and a C++ compiler.
  case verilator
  /// The same of the design made flat, one module without instances: the profile that `demo` and `generate` run for speed.
  case flattened = "verilator-flattened"
  /// Starts in milliseconds and needs no tool.
  case builtin

  /// Throws `VerilatorError.missingTool` when a tool that the backend needs is missing.
  func checkTools() throws { if self != .builtin { _ = try Toolchain.find() } }

  /// A running model of the design, which can write the waveform `waves` if a name is given.
  func simulator(for design: Design, waves: String?) throws -> any Simulator {
    switch self {
    case .builtin: try BuiltinSimulator(design)
    case .verilator: try Self.verilated(try VerilatorBuild(), VerilogSource(design), waves: waves)
    case .flattened: try Self.verilated(try VerilatorBuild(), VerilogSource(Flattening.flatten(design)), waves: waves)
    }
  }

  /// A Verilated model with assertions.
  static func verilated(_ build: VerilatorBuild, _ source: VerilogSource, waves: String?) throws -> any Simulator {
    let profile: BuildProfile = waves.map { $0.hasSuffix(".vcd") ? .tracedVCD : .traced } ?? .checked
    return try build.model(source, options: BuildOptions(profile: profile)).makeSimulator()
  }
}
