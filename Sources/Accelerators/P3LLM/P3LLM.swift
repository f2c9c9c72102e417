import Transformer
import Units

/// P3-LLM: linear layers and attention on multipliers beside the banks of a memory, in 4 and 8 bits, beside an NPU.
///
/// Products are those of `PIMMac`, in RTL. All else is the NPU's: norms, rotation, softmax, quantization, scales. No RTL of it is here; its
/// passes are declared and charged as its time. Prompts run as tokens do, two rows to a column.
///
/// Source: P3-LLM (arXiv 2511.06838).
public struct P3LLM: AcceleratorSystem {
  /// As `--system` takes it.
  public static let name = "p3-llm"
  /// In one line, for lists.
  public static let summary = "multipliers beside memory banks in 4 by 8 bits for linear layers and attention, and an NPU"
  /// What can be set.
  public static let parameters = P3LLMConfiguration.parameters
  /// Values under a name.
  public static let presets = P3LLMConfiguration.presets
  /// Its figures beside ours.
  public static var paper: Paper? { P3LLMPaper.paper }

  /// What was set.
  public let configuration: P3LLMConfiguration
  /// Of the model's graph.
  public let layout: GraphLayout
  /// 4-bit weights; tables in FP32; keys and values; scratch; tokens.
  public let memories: [MemoryMap]
  /// The units of each pseudo-channel.
  public var lanes: [Lane] { chip.lanes }
  let chip: P3LLMChip
  let weights: PIMWeights
  let cache: PIMCache
  let operators: ProcessorOperators
  let scratch: P3LLMScratch

  /// For values that a user has set.
  public init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws {
    try self.init(P3LLMConfiguration(values), graph: graph, positions: positions, rows: rows)
  }

  /// Throws one line where the configuration or the model is not possible.
  public init(_ configuration: P3LLMConfiguration, graph: ModelGraph, positions: Int, rows: Int = .max) throws {
    if let fault = configuration.fault { throw AcceleratorError(fault) }
    self.configuration = configuration
    var codes = MemoryMap("weights", .weights, capacity: 1 << 40)
    var tables = MemoryMap("tables", .weights, capacity: 1 << 40)
    var kept = MemoryMap("cache", .kept, capacity: 1 << 40)
    var scratch = MemoryMap("scratch", .scratch, capacity: 1 << 40)
    var state = MemoryMap("state", .state, capacity: 1 << 24)
    var layout = try GraphLayout(
      graph, positions: positions, rows: min(rows, configuration.chunk), scratch: &scratch, state: &state)
    chip = try P3LLMChip(configuration)
    weights = try PIMWeights(graph, configuration, in: &codes)
    cache = try PIMCache(graph.configuration, positions: positions, in: &kept)
    operators = try ProcessorOperators(layout, processor: chip.processor, attends: false, weights: &tables, kept: &kept)
    layout.kept = cache.kept
    self.layout = layout
    self.scratch = try P3LLMScratch(layout, configuration, in: &scratch)
    memories = [codes, tables, kept, scratch, state]
  }

  /// In the formats that are set.
  public func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    try weights.place(model, in: space, progress: progress)
    try operators.place(model, in: space)
  }

  /// To passes of all rows for linear layers, and of each for attention.
  public func lowering() -> any Lowering { P3LLMLowering(system: self) }

  /// The model's, without what the NPU multiplies: attention to positions that are not quantized.
  public func unitProducts(of slice: Slice, at position: Int) -> Int {
    let model = layout.graph.configuration
    let logitRows = slice.logits == .none ? 0 : slice.logits == .last ? 1 : slice.rows
    return layout.graph.multiplications(tokens: slice.rows, from: position, logitRows: logitRows)
      - 2 * configuration.residual * slice.rows * model.layers * model.heads * model.headWidth
  }
}

/// Where results lie between passes.
struct P3LLMScratch: Sendable {
  /// UInt8 [row][column] of a linear layer's inputs, and FP32 [row].
  let codes: Buffer, scales: Buffer
  /// INT32 [row][sum]: sums of groups.
  let sums: Buffer
  /// UInt8 [head][element] and FP32 [head] of queries.
  let queryCodes: Buffer, queryScales: Buffer
  /// INT32 [head][position]; UInt8 [head][position]; INT32 [head][element].
  let scores: Buffer, probabilities: Buffer, mixed: Buffer
  /// FP32 [head] and FP32 [key head].
  let newest: Buffer, largest: Buffer

  init(_ layout: GraphLayout, _ system: P3LLMConfiguration, in memory: inout MemoryMap) throws {
    let model = layout.graph.configuration
    var inputs = 1, sums = 1
    for case .linear(let layer) in layout.graph.operations.map(\.kind) {
      inputs = max(inputs, layer.inputs)
      sums = max(sums, (layer.inputs + system.group - 1) / system.group * layer.outputs)
    }
    codes = try memory.place(.uint8, layout.rows, (inputs + 3) / 4 * 4)
    scales = try memory.place(.float32, layout.rows)
    self.sums = try memory.place(.int32, layout.rows, sums)
    queryCodes = try memory.place(.uint8, model.heads, (model.headWidth + 3) / 4 * 4)
    queryScales = try memory.place(.float32, model.heads)
    scores = try memory.place(.int32, model.heads, layout.positions)
    probabilities = try memory.place(.uint8, model.heads, (layout.positions + 3) / 4 * 4)
    mixed = try memory.place(.int32, model.heads, model.headWidth)
    (newest, largest) = (try memory.place(.float32, model.heads), try memory.place(.float32, model.keyValueHeads))
  }
}
