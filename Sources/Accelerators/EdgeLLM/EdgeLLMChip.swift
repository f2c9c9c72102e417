import Hosts
import Units

/// The system's units, and what its passes take.
struct EdgeLLMChip: Sendable {
  let array: ArrayShape
  let lanes: [Lane]
  let engine: Resource, memory: Resource
  let processor: ProcessorModel

  init(_ system: EdgeLLMConfiguration) throws {
    array = ArrayShape(inputs: system.inputs, outputs: system.outputs, guardBits: system.guardBits)
    let unit = GroupVectorEngine(inputs: array.inputs, outputs: array.outputs, output: .fp16, guardBits: array.guardBits)
    if let problem = unit.parameterError { throw AcceleratorError("\(GroupVectorEngine.unitName): \(problem)") }
    engine = Resource(GroupVectorEngine.unitName, perSecond: system.matrixClock)
    memory = Resource(
      "hbm", perSecond: Double(Self.portBytes * system.outputs) * system.matrixClock * system.memoryUse, unit: "byte")
    processor = ProcessorModel(
      "vector units", nanosecondsPerElement: 1e9 / system.vectorClock / Double(system.vectorLanes), nanosecondsPerProduct: 0)
    lanes = [Lane(engine.name, unit) { try GroupVectorUnit($0, $1) }]
  }

  /// Bytes that a port of HBM brings in a cycle.
  static let portBytes = 32
}
