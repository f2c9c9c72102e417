/// How residuals that do not fit INT8 are multiplied.
public enum ShadowForm: String, Hashable, Codable, Sendable, CaseIterable {
  /// By `ShadowMAC`, exactly, with the same INT8 weights.
  case integer
  /// In FP32 on the processor with FP32 columns, which are kept for hot channels alone; those of other channels are dropped.
  case float
}

/// What runs a token that is decoded: the linear layers of a program of one row.
public enum DecodePlace: String, Hashable, Codable, Sendable, CaseIterable {
  /// The arrays, as a chunk of one row.
  case npu
  /// The processor, in FP32 with the model's own weights, as in the paper.
  case processor
}

/// Sizes and rates of an llm.npu system: an INT8 array with an outlier extractor and a shadow unit, beside a processor for floats.
///
/// Source: llm.npu (ASPLOS 2025, arXiv 2407.05858).
public struct LLMNPUConfiguration: Hashable, Codable, Sendable {
  /// Positions of a program: shorter prompts, and the end of longer ones, are padded.
  public var chunk = 256
  /// Where a shadow is.
  public var shadow = ShadowForm.integer
  /// Per cent of the NPU's linear layers, the least important ones, that do without a shadow.
  public var prune = 85.0
  /// What runs programs of one row.
  public var decode = DecodePlace.npu
  /// Per cent of a tensor's channels whose columns a shadow in float keeps.
  public var hot = 3.0
  /// Rows and columns of an array, and how many stand side by side, each with rows of every matrix.
  public var npuRows = 64, npuColumns = 64, arrays = 2
  /// Cycles a second of all clocked logic.
  public var clockRate = 0.75e9
  /// Bytes a second of weights from memory.
  public var weightRate = 14.81e9
  /// Operations a second of the processor, two for a multiplication and its addition, and elements a second of its vectors.
  public var processorRate = 0.173e12, elementRate = 1 / 2.53e-9
  /// Of an estimated prompt.
  public var schedule = SchedulingPolicy.outOfOrder
  /// Of an estimated prompt.
  public var machine = MachineChoice.phone

  /// The paper's chunk, pruning and rates.
  public init() {}

  /// Whose time the subgraphs of an estimated prompt take.
  public enum MachineChoice: String, Hashable, Codable, Sendable, CaseIterable {
    /// The paper's NPU, as fitted to what it measured.
    case phone
    /// The arrays of this system, by their cycles.
    case array
  }

  /// Whether the linear layers of a program of so many rows are the processor's.
  func isOnProcessor(rows: Int) -> Bool { rows == 1 && decode == .processor }

  /// Why the values are not possible together.
  var fault: String? {
    npuColumns % min(64, npuColumns) == 0 ? nil : "npu-columns is at most 64 or a multiple of 64, not \(npuColumns)"
  }
}

extension LLMNPUConfiguration {
  private static let section = "llm.npu (arXiv 2407.05858), section"
  private static let ours = "chosen for speed of simulation"
  private static let initial = Self()

  static let chunkParameter = Parameter(
    count: "chunk", unit: "positions of a program; the last one is padded", 1...1024, default: initial.chunk,
    source: "\(section) 3.2")
  static let shadowParameter = Parameter(
    choice: "shadow", ShadowForm.allCases.map(\.rawValue), default: initial.shadow.rawValue,
    source: "\(section) 3.3: float, on the CPU; integer is exact")
  static let pruneParameter = Parameter(
    "prune", unit: "% of the linear layers without a shadow, the least important ones", 0...100, default: initial.prune,
    source: "\(section) 3.3")
  static let hotParameter = Parameter(
    "hot", unit: "% of a tensor's channels whose columns shadow=float keeps", 0...100, default: initial.hot,
    source: "\(section) 3.3: below 3 %")
  static let decodeParameter = Parameter(
    choice: "decode", DecodePlace.allCases.map(\.rawValue), default: initial.decode.rawValue,
    source: "\(section) 4: the processor, in floats; npu: chosen, so that all tokens come from RTL")
  static let rowsParameter = Parameter(
    count: "npu-rows", unit: "rows of a systolic array", 1...256, default: initial.npuRows, source: ours)
  static let columnsParameter = Parameter(
    count: "npu-columns", unit: "columns of a systolic array", 1...256, default: initial.npuColumns, source: ours)
  static let arraysParameter = Parameter(
    count: "arrays", unit: "systolic arrays, each with rows of every matrix", 1...16, default: initial.arrays,
    source: "\(ours): one on each of two cores")
  static let clockParameter = Parameter(
    "clock-rate", unit: "Hz of all clocked logic", 1e3...1e15, default: initial.clockRate,
    source: "\(section) 2.1: Hexagon at 500 to 750 MHz")
  static let weightRateParameter = Parameter(
    "weight-rate", unit: "byte/s of weights from memory", 1e3...1e15, default: initial.weightRate,
    source: "fitted to table 3, NPU INT8: see 'reproduce --paper llm-npu'")
  static let processorRateParameter = Parameter(
    "processor-rate", unit: "operations a second of the processor", 1e3...1e15, default: initial.processorRate,
    source: "fitted to figure 19, CPU")
  static let elementRateParameter = Parameter(
    "element-rate", unit: "elements a second of vectors on the processor", 1e3...1e15, default: initial.elementRate,
    source: "fitted to figure 19, with shadow outliers")
  static let scheduleParameter = Parameter(
    choice: "schedule", SchedulingPolicy.allCases.map(\.rawValue), default: initial.schedule.rawValue, source: "\(section) 3.4")
  static let machineParameter = Parameter(
    choice: "machine", MachineChoice.allCases.map(\.rawValue), default: initial.machine.rawValue,
    source: "phone: fitted to table 3 and figure 19; array: cycles of the units here")

  static let parameters = [
    chunkParameter, shadowParameter, pruneParameter, hotParameter, decodeParameter, rowsParameter, columnsParameter,
    arraysParameter,
    clockParameter, weightRateParameter, processorRateParameter, elementRateParameter, scheduleParameter, machineParameter,
  ]

  static let presets = [
    Preset("paper", "the paper's chunk, pruning and rates", [:]),
    Preset("no-shadow", "static INT8 alone: what does not fit is clipped", ["prune": "100"]),
    Preset("full-shadow", "a shadow for every linear layer", ["prune": "0"]),
  ]

  /// For values that a user has set.
  public init(_ values: ParameterValues) {
    self.init()
    chunk = values.count(Self.chunkParameter)
    shadow = values.choice(Self.shadowParameter)
    decode = values.choice(Self.decodeParameter)
    (prune, hot) = (values[Self.pruneParameter], values[Self.hotParameter])
    (npuRows, npuColumns) = (values.count(Self.rowsParameter), values.count(Self.columnsParameter))
    arrays = values.count(Self.arraysParameter)
    (clockRate, weightRate) = (values[Self.clockParameter], values[Self.weightRateParameter])
    (processorRate, elementRate) = (values[Self.processorRateParameter], values[Self.elementRateParameter])
    schedule = values.choice(Self.scheduleParameter)
    machine = values.choice(Self.machineParameter)
  }
}
