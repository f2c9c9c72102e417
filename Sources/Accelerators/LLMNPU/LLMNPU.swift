import Transformer
import Units

/// llm.npu: prompts in chunks on an NPU in INT8, outliers beside it, attention in float on a processor.
///
/// Linear layers but the head run on systolic arrays, with static INT8 activations that `OutlierExtractor` makes, and with what does
/// not fit added by `ShadowMAC`. All else is the processor's, as in the paper, declared and charged as its time.
///
/// Source: llm.npu (ASPLOS 2025, arXiv 2407.05858).
public struct LLMNPU: CalibratedSystem {
  /// As `--system` takes it.
  public static let name = "llm-npu"
  /// In one line, for lists.
  public static let summary =
    "an NPU in INT8 for chunks of a prompt, with shadow outliers, beside a processor for attention in float"
  /// What can be set.
  public static let parameters = LLMNPUConfiguration.parameters
  /// Values under a name.
  public static let presets = LLMNPUConfiguration.presets
  /// Its figures beside ours.
  public static var paper: Paper? { LLMNPUPaper.paper }

  /// See `CalibrationText`.
  public static var calibrationText: String { CalibrationText.prose }

  /// What was set.
  public let configuration: LLMNPUConfiguration
  /// Of the model's graph, with at most a chunk's rows.
  public let layout: GraphLayout
  /// INT8 weights; tables and the head in FP32; keys and values; scratch; counts of outliers and tokens.
  public let memories: [MemoryMap]
  /// Arrays, extractor, and the shadow unit where it is used.
  public let lanes: [Lane]
  let chip: LLMNPUChip
  let tensors: QuantizedTensors
  let weights: TensorWeights
  let operators: ProcessorOperators
  let scratch: LLMNPUScratch

  /// For values that a user has set.
  public init(
    _ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int, calibration: Calibration.Report?
  ) throws {
    try self.init(LLMNPUConfiguration(values), graph: graph, positions: positions, rows: rows, calibration: calibration)
  }

  /// Throws one line where the configuration, the model or the ranges are not possible.
  public init(
    _ configuration: LLMNPUConfiguration, graph: ModelGraph, positions: Int, rows: Int = .max, calibration: Calibration.Report?
  ) throws {
    if let fault = configuration.fault { throw AcceleratorError(fault) }
    self.configuration = configuration
    var codes = MemoryMap("weights", .weights, capacity: 1 << 40)
    var tables = MemoryMap("tables", .weights, capacity: 1 << 40)
    var dram = MemoryMap("dram", .kept, capacity: 1 << 40)
    var scratch = MemoryMap("scratch", .scratch, capacity: 1 << 40)
    var state = MemoryMap("state", .state, capacity: 1 << 24)
    var layout = try GraphLayout(
      graph, positions: positions, rows: min(rows, configuration.chunk), scratch: &scratch, state: &state)
    tensors = try QuantizedTensors(graph, configuration, calibration)
    chip = try LLMNPUChip(configuration, graph: graph, hasShadow: tensors.hasShadow)
    weights = try TensorWeights(graph, tensors, configuration.shadow, codes: &codes, tables: &tables)
    let matrices = graph.operations.compactMap { operation -> String? in
      guard case .linear(let layer) = operation.kind else { return nil }
      return operation.output == graph.logits || configuration.decode == .processor ? layer.weight : nil
    }
    operators = try ProcessorOperators(
      layout, processor: chip.processor, matrices: Set(matrices), weights: &tables, kept: &dram)
    layout.kept = operators.kept
    self.layout = layout
    self.scratch = try LLMNPUScratch(
      graph, rows: configuration.chunk, in: &scratch, state: &state)
    lanes = chip.lanes
    memories = [codes, tables, dram, scratch, state]
  }

  /// Throws where no ranges were given: scales are among what is placed.
  public func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    try weights.place(model, tensors, in: space, progress: progress)
    try operators.place(model, in: space)
  }

  /// To passes of whole chunks.
  public func lowering() -> any Lowering { LLMNPULowering(system: self) }

  /// Scale, importance, hot channels and shadow of each tensor that is quantized.
  public var calibrationTable: (columns: [String], rows: [[String]]) { tensors.table }

  /// Those of the NPU: a chunk is padded, a single row is not, and one that the processor decodes has none.
  public func unitProducts(of slice: Slice, at position: Int) -> Int {
    if configuration.isOnProcessor(rows: slice.rows) { return 0 }
    let rows = slice.rows == 1 ? 1 : configuration.chunk
    return layout.graph.operations.reduce(0) { sum, operation in
      guard operation.isOnNPU(of: layout.graph), case .linear(let layer) = operation.kind else { return sum }
      return sum + rows * layer.inputs * layer.outputs
    }
  }
}

/// Where results lie between passes.
struct LLMNPUScratch: Sendable {
  /// INT8 [row][column] of a linear layer's inputs, and UINT8 [row][group] of shifts, which are all 0.
  let codes: Buffer, shifts: Buffer
  let outliers: OutlierBuffers
  /// [row][output]: of the clipped codes, and with outliers.
  let sums: Buffer, totals: Buffer

  init(_ graph: ModelGraph, rows: Int, in memory: inout MemoryMap, state: inout MemoryMap) throws {
    var inputs = 1, outputs = 1
    for operation in graph.operations where operation.isOnNPU(of: graph) {
      guard case .linear(let layer) = operation.kind else { continue }
      (inputs, outputs) = (max(inputs, layer.inputs), max(outputs, layer.outputs))
    }
    let group = BlockQuantizer.group, groups = (inputs + group - 1) / group
    codes = try memory.place(.int8, rows, groups * group)
    shifts = try memory.place(.uint8, rows, groups)
    outliers = try OutlierBuffers(rows: rows, columns: inputs, scratch: &memory, state: &state)
    sums = try memory.place(LLMNPUChip.sums, rows, outputs)
    totals = try memory.place(LLMNPUChip.totals, rows, outputs)
  }
}
