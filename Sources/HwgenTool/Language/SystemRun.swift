import Accelerators
import CommandLineTool
import Hosts
import Netlist
import Transformer
import Verilator

/// A system's session for a model, with progress while it is made.
package enum SystemRun {
  /// A change of the netlists of a system's units before they are emitted, for experiments with faults.
  package struct Alteration: Sendable {
    package let change: @Sendable (_ unitName: String, Design) throws -> Design
    package init(_ change: @escaping @Sendable (_ unitName: String, Design) throws -> Design) { self.change = change }
  }
  /// Nil leaves netlists as they are.
  @TaskLocal package static var alteration: Alteration?

  /// Starts the units of a system.
  static func units(_ system: any AcceleratorSystem, asserting: Bool) throws -> (fast: RunningUnits, asserting: RunningUnits?) {
    let bar = ProgressBar("building models", total: system.lanes.count * (asserting ? 2 : 1), unit: "units")
    defer { bar.finish() }
    let fast = try RunningUnits(system.lanes, UnitPool(VerilatorBuild(), alteration: alteration?.change)) {
      bar.advance(detail: $0)
    }
    return (fast, try asserting ? fast.with(.checked) { bar.advance(detail: $0) } : nil)
  }

  /// A session with the model's weights in place.
  static func session(
    _ system: any AcceleratorSystem, _ model: LanguageModel, _ execution: Execution,
    _ units: (fast: RunningUnits, asserting: RunningUnits?)?
  ) throws -> SystemSession {
    let bar = ProgressBar("placing weights", total: model.graph.operations.count, unit: "matrices")
    defer { bar.finish() }
    return try SystemSession(system, model: model, execution: execution, units: units?.fast, assertingUnits: units?.asserting) {
      _ in bar.advance()
    }
  }
}
