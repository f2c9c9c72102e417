import Hosts
import Transformer
import Units

/// Cambricon-LLM: an NPU chip beside flash dies that compute. Flash channels multiply their share of the weights, the NPU the rest
/// and attention, and a streaming unit serves each special function.
///
/// Source: Cambricon-LLM, MICRO 2024, arXiv 2409.15654.
public struct CambriconLLM: AcceleratorSystem {
  public static let name = "cambricon-llm"
  public static let summary = "an NPU chip beside flash dies that compute on their pages; weights and activations in INT8"
  public static let parameters = CambriconConfiguration.parameters
  public static let presets = CambriconConfiguration.presets
  /// The most positions that the units' buffers can be made for.
  public static let mostPositions = 65536
  /// Most rows of a program: as many vectors as the NPU multiplies in one pass of the weights.
  static let mostRows = NPUSystolic(rows: 1, columns: 1).mostVectors

  public let configuration: CambriconConfiguration
  public let layout: GraphLayout
  public let memories: [MemoryMap]
  public let lanes: [Lane]
  /// Of the flash dies, and of the NPU chip.
  public var clocks: [ChipClock] { [chip.flashClock, chip.npuClock] }
  /// Multipliers times clock; bytes that planes read, channels carry and the DRAM gives.
  public var roofs: [Roof] {
    let cores = Double(configuration.cores), pages = cores * Double(configuration.pageBytes) / configuration.pageReadSeconds
    return [
      Roof("flash cores", .compute, perSecond: cores * Double(configuration.lanes) * chip.flashClock.perSecond),
      Roof("NPU", .compute, perSecond: Double(configuration.npuRows * configuration.npuColumns) * chip.npuClock.perSecond),
      Roof("flash pages", .memory, perSecond: pages, memory: "flash"),
      Roof("channels", .memory, perSecond: Double(configuration.channels) * configuration.channelRate),
      Roof("DRAM", .memory, perSecond: configuration.dramRate, memory: "dram"),
    ]
  }
  let chip: CambriconChip
  let weights: BlockWeights
  let tables: FloatTables
  let rotation: RotationPlan?
  let cache: CodeCache
  let scratch: CambriconScratch
  private(set) var shares = FlashShares()
  private(set) var placement = FlashPlacement()

  public init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws {
    try self.init(CambriconConfiguration(values), graph: graph, positions: positions, rows: rows)
  }

  public init(_ configuration: CambriconConfiguration, graph: ModelGraph, positions: Int, rows: Int = .max) throws {
    if let fault = configuration.fault { throw AcceleratorError(fault) }
    guard positions <= Self.mostPositions else {
      throw AcceleratorError(
        "the text can have \(positions) tokens, but the units hold \(Self.mostPositions); give a shorter text or fewer tokens")
    }
    self.configuration = configuration
    let model = graph.configuration
    var flash = MemoryMap("flash", .weights, capacity: 1 << 40)
    var tables = MemoryMap("tables", .weights, capacity: 1 << 36)
    var dram = MemoryMap("dram", .kept, capacity: 1 << 36)
    var scratch = MemoryMap("scratch", .scratch, capacity: 1 << 36)
    var state = MemoryMap("state", .state, capacity: 1 << 20)
    var layout = try GraphLayout(graph, positions: positions, rows: min(rows, Self.mostRows), scratch: &scratch, state: &state)
    weights = try BlockWeights(graph, codes: &flash, scales: &tables)
    self.tables = try FloatTables(graph, in: &tables)
    rotation = try model.rotary.map { try RotationPlan($0, positions: positions, in: &tables) }
    cache = try CodeCache(model, positions: positions, in: &dram)
    layout.kept = cache.kept
    self.layout = layout
    chip = try CambriconChip(configuration, graph: graph)
    self.scratch = try CambriconScratch(chip, layout, in: &scratch)
    lanes = chip.lanes
    memories = [flash, tables, dram, scratch, state]
    shares = try FlashShares(self)
    placement = try FlashPlacement(self)
  }

  public func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    try weights.place(model, in: space, progress: progress)
    try tables.place(model, in: space)
    rotation?.place(in: space)
  }

  public func lowering() -> any Lowering { CambriconLowering(system: self) }
}

/// Where results lie between passes.
struct CambriconScratch: Sendable {
  /// Of a linear layer's inputs: INT8 [row][column], UINT8 [row][group], INT32 [row][1].
  let codes: Buffer, shifts: Buffer, exponents: Buffer
  /// [row][output], and [part][output] where a row's columns are dealt to several parts.
  let sums: Buffer, partials: Buffer?
  /// Of two matrices in turns: raw weights that have come from the flash, INT8, where they come through RTL; and of each channel
  /// the bytes that have come, INT32 [channel][1].
  let raw: [Buffer], arrived: [Buffer]
  /// FP32 [row][output], before the bias is added.
  let unbiased: Buffer
  /// Of each query head, and of a part of it: codes [head][element], shifts [head][1], exponents [head][1].
  let queryCodes: Buffer, queryShifts: Buffer, queryExponents: Buffer
  /// Of each query head: sums [head][position], and FP32 scores, twice, and probabilities, [head][position].
  let dots: Buffer, scores: [Buffer], share: Buffer, probabilities: Buffer
  /// Of each query head's probabilities, [head][position], [head][group] and [head][1]; and sums [head][element].
  let weightCodes: Buffer, weightShifts: Buffer, weightExponents: Buffer, mixed: Buffer

  init(_ chip: CambriconChip, _ layout: GraphLayout, in memory: inout MemoryMap) throws {
    var inputs = 1
    var outputs = 1
    for case .linear(let layer) in layout.graph.operations.map(\.kind) {
      (inputs, outputs) = (max(inputs, layer.inputs), max(outputs, layer.outputs))
    }
    let group = BlockQuantizer.group
    let rows = layout.rows
    let heads = layout.graph.configuration.heads
    let positions = layout.positions
    let groups = (inputs + group - 1) / group
    let spans = (positions + group - 1) / group
    codes = try memory.place(.int8, rows, groups * group)
    shifts = try memory.place(.uint8, rows, groups)
    exponents = try memory.place(.int32, rows, 1)
    sums = try memory.place(chip.sums, rows, outputs)
    partials =
      try chip.configuration.division != .rows ? memory.place(chip.sums, chip.configuration.channels + 1, outputs) : nil
    raw =
      chip.configuration.timing == .clocked
      ? try (0..<2).map { _ in try memory.place(.int8, layout.graph.largestMatrix.bytes) } : []
    arrived = try (0..<2).map { _ in try memory.place(.int32, chip.configuration.channels, 1) }
    unbiased = try memory.place(.float32, rows, outputs)
    queryCodes = try memory.place(.int8, heads, group)
    queryShifts = try memory.place(.uint8, heads, 1)
    queryExponents = try memory.place(.int32, heads, 1)
    dots = try memory.place(chip.sums, heads, positions)
    scores = [try memory.place(.float32, heads, positions), try memory.place(.float32, heads, positions)]
    share = try memory.place(.float32, heads, positions)
    probabilities = try memory.place(.float32, heads, positions)
    weightCodes = try memory.place(.int8, heads, positions)
    weightShifts = try memory.place(.uint8, heads, spans)
    weightExponents = try memory.place(.int32, heads, 1)
    mixed = try memory.place(chip.sums, heads, group)
  }
}
