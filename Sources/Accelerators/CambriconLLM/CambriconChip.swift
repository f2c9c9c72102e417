import Hosts
import Transformer
import Units

/// The chip's units for a model, and what its passes take.
struct CambriconChip: Sendable {
  let configuration: CambriconConfiguration
  /// All units that run as RTL.
  private(set) var lanes: [Lane] = []
  /// Bits of a row's sum: any sum over so many positions fits; those of weights need 48, which `BlockWeights` sees to.
  let sums: Format
  /// Vectors that the NPU multiplies in one pass of the weights.
  let mostVectors: Int

  let dram: Resource
  /// Of each channel: its cores, its planes with them, and its bus.
  let channels: [(unit: Resource, planes: Resource, link: Resource)]
  let quantizer, scaler, normalizer, rotator, softmax, gate, adder, argmax, npu, partialSums: Resource
  /// When a channel has done its part of a matrix.
  let timing: FlashTiming
  /// Of the flash dies, and of the NPU chip.
  let flashClock: ChipClock, npuClock: ChipClock

  init(_ system: CambriconConfiguration, graph: ModelGraph) throws {
    let model = graph.configuration
    let context = min(model.contextLength, CambriconLLM.mostPositions)
    configuration = system
    let isLayerNorm = graph.operations.contains { if case .layerNorm = $0.kind { true } else { false } }
    let norm = isLayerNorm ? LayerNorm.unitName : RMSNorm.unitName
    (flashClock, npuClock) = try Self.clocks(system, norm: norm, isRotated: model.rotary != nil)
    timing = FlashTiming(system, rows: graph.largestMatrix.rows, clockRate: flashClock.perSecond)
    let chipRate = npuClock.perSecond, flashRate = flashClock.perSecond
    func clocked(_ name: String) -> Resource { Resource(name, perSecond: chipRate) }
    quantizer = clocked(BlockQuantizer.unitName)
    scaler = clocked(RowScaler.unitName)
    normalizer = clocked(norm)
    rotator = clocked(Units.RotaryEmbedding.unitName)
    softmax = clocked(Softmax.unitName)
    gate = clocked(GatedActivation.unitName)
    adder = clocked(ResidualAdd.unitName)
    argmax = clocked(Argmax.unitName)
    npu = clocked(NPUSystolic.unitName)
    partialSums = clocked(SignedAdderTree.unitName)
    dram = Resource("dram link", perSecond: system.dramRate, unit: "byte")
    channels = (0..<system.channels).map { index in
      (
        Resource(
          "\(system.timing == .clocked ? FlashMemoryChip.unitName : FlashChannel.unitName) \(index)", perSecond: flashRate),
        Resource("planes \(index)", perSecond: 1e9, unit: "ns"),
        Resource("channel \(index) link", perSecond: system.channelRate, unit: "byte")
      )
    }

    // Buffers are made for the model's context: the netlists do not depend on the text.
    let width = try Self.length(max(model.width, model.feedForwardWidth, model.heads * model.headWidth), "values of a vector")
    let scores = try Self.length(context, "positions")
    let sumWidth = context <= BlockMatrix.safeColumns ? FlashAccumulatorLane.sumWidth : 52
    sums = Format("int\(sumWidth)", bits: sumWidth, container: 8)
    var flash = FlashChannel(cores: system.coresPerChannel, lanes: system.lanes, vectorBeat: BlockQuantizer.group)
    (flash.pageBytes, flash.vectorBytes) = (system.pageBytes, BlockQuantizer.group)
    var array = NPUSystolic(rows: system.npuRows, columns: system.npuColumns)
    array.accumulatorWidth = sumWidth
    mostVectors = array.mostVectors

    let constants = ["inverseLength", "epsilon"], atOnce = system.specialFunctionLanes
    let number = ["number", "last"]
    let chip = timing.chip
    lanes = channels.map { channel in
      system.timing == .clocked
        ? Lane(channel.unit.name, chip) { try FlashChipUnit($0, $1) }
        : Lane(channel.unit.name, flash) { try FlashChannelUnit($0, $1) }
    }
    lanes.append(Lane(npu.name, array) { try NPUUnit($0, $1) })
    if system.division != .rows {
      let tree = SignedAdderTree(operands: system.channels + 1, width: FlashAccumulatorLane.sumWidth, latency: 1)
      lanes.append(Lane(partialSums.name, tree) { try AdderTreeUnit($0, $1) })
    }
    lanes.append(
      Lane(quantizer.name, BlockQuantizer(maximumLength: max(width, scores), lanes: atOnce)) {
        try StreamUnit($0, $1, ["number", "exponent"], results: ["code", "shift", "exponent", "last"])
      })
    lanes.append(
      Lane(scaler.name, RowScaler(sumWidth: sumWidth, lanes: atOnce)) {
        try StreamUnit($0, $1, ["sum", "exponent", "rowExponent", "scale"], results: number)
      })
    lanes.append(
      isLayerNorm
        ? Lane(normalizer.name, LayerNorm(maximumLength: width, lanes: atOnce)) {
          try StreamUnit($0, $1, ["number", "gain", "bias"], constants: constants, results: number)
        }
        : Lane(normalizer.name, RMSNorm(maximumLength: width, lanes: atOnce)) {
          try StreamUnit($0, $1, ["number", "gain"], constants: constants, results: number)
        })
    if model.rotary != nil {
      lanes.append(
        Lane(rotator.name, Units.RotaryEmbedding(lanes: atOnce)) {
          try StreamUnit($0, $1, ["x0", "x1", "cosine", "sine"], results: ["x0", "x1", "last"])
        })
    }
    lanes.append(
      Lane(softmax.name, Softmax(maximumLength: scores, lanes: atOnce)) { try StreamUnit($0, $1, ["number"], results: number) })
    lanes.append(
      Lane(gate.name, GatedActivation(model.activation.kind, lanes: atOnce)) {
        try StreamUnit($0, $1, ["gate", "up"], results: number)
      })
    lanes.append(Lane(adder.name, ResidualAdd(lanes: atOnce)) { try StreamUnit($0, $1, ["a", "b"], results: number) })
    lanes.append(
      Lane(argmax.name, Argmax(lanes: atOnce)) {
        try StreamUnit($0, $1, ["number"], output: "result", results: ["number", "index"])
      })
    for lane in lanes { if let problem = lane.unit.parameterError { throw AcceleratorError("\(lane.name): \(problem)") } }
  }

  /// One clock for all, or what the slowest unit of the flash and of the NPU chip allows.
  private static func clocks(_ system: CambriconConfiguration, norm: String, isRotated: Bool) throws -> (
    flash: ChipClock, npu: ChipClock
  ) {
    guard system.clockSource == .synth else {
      func given(_ name: String) -> ChipClock { ChipClock(name, perSecond: system.clockRate, source: "clock-rate") }
      return (given("flash"), given("npu chip"))
    }
    var units = [
      NPUSystolic.unitName, BlockQuantizer.unitName, RowScaler.unitName, norm, Softmax.unitName, GatedActivation.unitName,
      ResidualAdd.unitName, Argmax.unitName,
    ]
    if isRotated { units.append(Units.RotaryEmbedding.unitName) }
    if system.division != .rows { units.append(SignedAdderTree.unitName) }
    return try (
      ChipClock("flash", slowestOf: [FlashChannel.unitName], node: system.node),
      ChipClock("npu chip", slowestOf: units, node: system.node)
    )
  }

  /// A power of two that holds `count` elements: few different netlists, so that other models find theirs built.
  private static func length(_ count: Int, _ what: String) throws -> Int {
    guard let length = (6...16).lazy.map({ 1 << $0 }).first(where: { $0 >= count }) else {
      throw AcceleratorError(
        "the units hold at most \(CambriconLLM.mostPositions) \(what), not \(count); use a smaller model or a shorter text")
    }
    return length
  }
}

extension ModelGraph {
  /// The most rows of a matrix that a linear layer multiplies, and the most bytes of one in groups of 64 columns.
  var largestMatrix: (rows: Int, bytes: Int) {
    let group = BlockQuantizer.group
    var largest = (rows: 0, bytes: 0)
    for case .linear(let layer) in operations.map(\.kind) {
      largest.rows = max(largest.rows, layer.outputs)
      largest.bytes = max(largest.bytes, layer.outputs * ((layer.inputs + group - 1) / group * group))
    }
    return largest
  }
}
