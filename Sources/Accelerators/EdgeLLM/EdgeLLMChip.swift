import Hosts
import Units

/// The system's units, and what its passes take.
struct EdgeLLMChip: Sendable {
  let array: ArrayShape
  let lanes: [Lane]
  let engine: Resource, decoder: Resource, memory: Resource
  /// Of the linear layers but the head.
  let packing: WeightPacking
  let processor: ProcessorModel

  init(_ system: EdgeLLMConfiguration) throws {
    array = ArrayShape(inputs: system.inputs, outputs: system.outputs, guardBits: system.guardBits)
    let unit = GroupVectorEngine(inputs: array.inputs, outputs: array.outputs, output: .fp16, guardBits: array.guardBits)
    if let problem = unit.parameterError { throw AcceleratorError("\(GroupVectorEngine.unitName): \(problem)") }
    engine = Resource(GroupVectorEngine.unitName, perSecond: system.matrixClock)
    packing = system.sparsity.packing
    // One for each port, side by side: one of them runs all rows.
    decoder = Resource(SparseWeightDecoder.unitName, perSecond: system.matrixClock * Double(system.outputs))
    memory = Resource(
      "hbm", perSecond: Double(Self.portBytes * system.outputs) * system.matrixClock * system.memoryUse, unit: "byte")
    processor = ProcessorModel(
      "vector units", nanosecondsPerElement: 1e9 / system.vectorClock / Double(system.vectorLanes), nanosecondsPerProduct: 0)
    var lanes = [Lane(engine.name, unit) { try GroupVectorUnit($0, $1) }]
    if packing != .dense { lanes.append(Lane(decoder.name, SparseWeightDecoder()) { try SparseDecoderUnit($0, $1) }) }
    self.lanes = lanes
  }

  /// Bytes that a port of HBM brings in a cycle.
  static let portBytes = 32
}
