import Accelerators
import CommandLineTool
import Transformer

/// What other parameters would do for a run, with progress: an estimate for each.
enum RunChanges {
  static func helpful(
    _ system: any AcceleratorSystem.Type, _ values: ParameterValues, graph: ModelGraph, context: Int, batch: Int = 1
  ) throws -> [ParameterChange] {
    let bar = ProgressBar("trying parameters", total: system.parameters.count)
    defer { bar.finish() }
    return try ParameterChange.helpful(system, values, graph: graph, context: max(0, context), batch: batch) { done, _ in
      bar.update(to: done)
    }
  }
}
