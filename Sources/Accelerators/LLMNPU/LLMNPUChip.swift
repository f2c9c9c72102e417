import Hosts
import Transformer
import Units

/// The system's units for a model, and what its passes take.
struct LLMNPUChip: Sendable {
  /// All units that run as RTL.
  private(set) var lanes: [Lane] = []
  let arrays: [Resource], extractor: Resource, shadow: Resource, memory: Resource
  let processor: ProcessorModel
  /// Vectors that an array multiplies in one pass of the weights.
  let mostVectors: Int
  /// What the array's sums are: INT32, with room for 64 bits; and those with outliers.
  static let sums = Format("int32 in 64", bits: 32, container: 8)
  static let totals = Format("int\(ShadowMAC.sumWidth)", bits: ShadowMAC.sumWidth, container: 8)
  /// Rows of a matrix that the shadow unit adds at once, and of a beat.
  private static let shadowRows = 128, shadowLanes = 16

  init(_ system: LLMNPUConfiguration, graph: ModelGraph, hasShadow: Bool) throws {
    func clocked(_ name: String) -> Resource { Resource(name, perSecond: system.clockRate) }
    arrays = (0..<system.arrays).map { clocked(system.arrays == 1 ? NPUSystolic.unitName : "\(NPUSystolic.unitName) \($0)") }
    (extractor, shadow) = (clocked(OutlierExtractor.unitName), clocked(ShadowMAC.unitName))
    memory = Resource("weight link", perSecond: system.weightRate, unit: "byte")
    processor = ProcessorModel(
      "processor", nanosecondsPerElement: 1e9 / system.elementRate, nanosecondsPerProduct: 2e9 / system.processorRate)

    var widest = 2
    for case .linear(let layer) in graph.operations.map(\.kind) { widest = max(widest, layer.inputs) }
    // A power of two, so that other models find their units built.
    guard let length = (1...16).lazy.map({ 1 << $0 }).first(where: { $0 >= widest }) else {
      throw AcceleratorError("the units hold vectors of at most 65536 elements, not \(widest); use a smaller model")
    }
    guard widest <= Int(Int32.max) / (128 * 127) else {
      throw AcceleratorError("a sum over \(widest) products can exceed 32 bits; use a model with narrower layers")
    }
    var array = NPUSystolic(rows: system.npuRows, columns: system.npuColumns, reach: system.npuColumns)
    (array.accumulators, array.accumulatorWidth) = (256, 32)
    mostVectors = array.mostVectors
    let extractorUnit = OutlierExtractor(maximumLength: length, entries: 16)
    let shadowUnit = ShadowMAC(channels: length, rows: Self.shadowRows, lanes: Self.shadowLanes)
    lanes = arrays.map { Lane($0.name, array) { try NPUUnit($0, $1) } }
    lanes.append(Lane(extractor.name, extractorUnit) { try OutlierExtractorUnit($0, $1) })
    if hasShadow, system.shadow == .integer { lanes.append(Lane(shadow.name, shadowUnit) { try ShadowMACUnit($0, $1) }) }
    for lane in lanes { if let problem = lane.unit.parameterError { throw AcceleratorError("\(lane.name): \(problem)") } }
  }
}
