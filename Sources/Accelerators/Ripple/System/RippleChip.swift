import Hosts
import Transformer
import Units

/// The system's units for a model, and what its passes take.
struct RippleChip: Sendable {
  /// All units that run as RTL.
  private(set) var lanes: [Lane] = []
  let fetch, array, quantizer, scaler, gate: Resource
  /// The flash: commands and bytes in nanoseconds; and its link, in bytes.
  let flash, link: Resource
  let processor: ProcessorModel
  /// Of reads, with the rate scaled to this model's bundles.
  let storage: FlashStorage
  /// What is read through, and the longest read.
  let plan: ReadPlan
  let fetchUnit: NeuronFetch
  /// Bytes of a bundle.
  let bundleBytes: Int

  /// What the array's sums are.
  static let sums = Format("int\(FlashAccumulatorLane.sumWidth)", bits: FlashAccumulatorLane.sumWidth, container: 8)
  /// Inputs of the last product that share a shift, all of one group of activations.
  static let inputGroup = 8

  init(_ system: RippleConfiguration, graph: ModelGraph) throws {
    let model = graph.configuration
    func clocked(_ name: String) -> Resource { Resource(name, perSecond: system.clockRate) }
    (fetch, array) = (clocked(NeuronFetch.unitName), clocked(NPUSystolic.unitName))
    (quantizer, scaler, gate) = (
      clocked(BlockQuantizer.unitName), clocked(RowScaler.unitName), clocked(GatedActivation.unitName)
    )
    processor = ProcessorModel(
      "processor", nanosecondsPerElement: 1e9 / system.elementRate, nanosecondsPerProduct: 2e9 / system.processorRate)
    bundleBytes = NeuronWeights.Part.allCases.count * model.width
    storage =
      system.bundle == 0
      ? system.storage.storage : system.storage.storage.scaled(toBundles: bundleBytes, from: system.bundle)
    flash = Resource("flash", perSecond: 1e9, unit: "ns")
    link = Resource("flash link", perSecond: 1 / storage.secondsPerByte, unit: "byte")
    guard model.feedForwardWidth <= BlockMatrix.safeColumns else {
      throw AcceleratorError(
        "a layer of \(model.feedForwardWidth) neurons can exceed the 48 bits of a sum; use one of at most \(BlockMatrix.safeColumns)"
      )
    }
    var unit = NeuronFetch(neurons: model.feedForwardWidth, beatBits: 64)
    (unit.longestRead, unit.queueDepth) = (system.longestRead, system.queueDepth)
    fetchUnit = unit
    let gap = system.gap ?? ReadPlan(storage, bundleBytes: bundleBytes).largestGap
    plan = ReadPlan(largestGap: min(gap, model.feedForwardWidth), longestRead: unit.mostPlaces)

    // A power of two, so that other models find their units built.
    guard let length = (6...16).lazy.map({ 1 << $0 }).first(where: { $0 >= max(model.width, model.feedForwardWidth) }) else {
      throw AcceleratorError("the units hold vectors of at most 65536 elements; use a smaller model")
    }
    let npu = NPUSystolic(rows: system.npuRows, columns: system.npuColumns, reach: system.npuColumns)
    let atOnce = system.specialFunctionLanes, number = ["number", "last"]
    lanes = [
      Lane(fetch.name, unit) { try NeuronFetchUnit($0, $1) },
      Lane(array.name, npu) { try NPUUnit($0, $1) },
      Lane(quantizer.name, BlockQuantizer(maximumLength: length, lanes: atOnce)) {
        try StreamUnit($0, $1, ["number", "exponent"], results: ["code", "shift", "exponent", "last"])
      },
      Lane(scaler.name, RowScaler(sumWidth: FlashAccumulatorLane.sumWidth, lanes: atOnce)) {
        try StreamUnit($0, $1, ["sum", "exponent", "rowExponent", "scale"], results: number)
      },
      Lane(gate.name, GatedActivation(model.activation.kind, lanes: atOnce)) {
        try StreamUnit($0, $1, ["gate", "up"], results: number)
      },
    ]
    for lane in lanes { if let problem = lane.unit.parameterError { throw AcceleratorError("\(lane.name): \(problem)") } }
  }
}
