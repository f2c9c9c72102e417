import ArgumentParser
import Foundation
import HDL
import Simulation
import Verilator

/// What runs a model.
enum Backend: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
  /// The reference for cycle accuracy and speed; needs Verilator and a C++ compiler.
  case verilator
  /// Starts in milliseconds and needs no tool.
  case builtin

  /// Throws a failure with status 69 when a tool that the backend needs is missing.
  func checkTools() throws { if self == .verilator { _ = try ToolFinder.verilator() } }

  /// A running model of the design, able to write the waveform that is wanted.
  func simulator(for design: Design, waveform: String?) throws -> any Simulator {
    switch self {
    case .builtin: return try BuiltinSimulator(design)
    case .verilator:
      let profile: BuildProfile =
        switch waveform.map({ ($0 as NSString).pathExtension }) {
        case nil: .checked
        case "vcd": .tracedVCD
        default: .traced
        }
      return try VerilatorSimulator.make(design, options: BuildOptions(profile: profile))
    }
  }
}
