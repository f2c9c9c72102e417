/// What says which neurons a token needs.
public enum NeuronPredictor: String, Hashable, Codable, Sendable, CaseIterable {
  /// The gate's own sign, computed beforehand by the processor: nothing is missed, and nothing is fetched in vain but gaps.
  case oracle
  /// A matrix of low rank, fitted over a text, that stands for the gate's: it misses some, and asks for others in vain.
  case lowRank = "low-rank"
  /// Every neuron: the dense feed-forward layer.
  case all
}

/// Whose time reads take.
public enum StorageChoice: String, Hashable, Codable, Sendable, CaseIterable {
  case ufs4 = "ufs-4.0"
  case ufs3 = "ufs-3.1"

  /// Of a full queue of commands.
  var storage: FlashStorage { self == .ufs4 ? .ufs4 : .ufs3 }
}

/// Sizes and rates of a Ripple system: neurons in flash that are read when they are needed, an INT8 array that multiplies them, and a
/// processor for all else.
///
/// Source: Ripple (arXiv 2410.19274).
public struct RippleConfiguration: Hashable, Codable, Sendable {
  /// How neurons lie in flash.
  public var placement = PlacementMethod.improved
  /// What says which of them are needed.
  public var predictor = NeuronPredictor.oracle
  /// Of a low-rank predictor: its rank, and the % of active neurons that it finds over the text it is fitted to.
  public var rank = 32, recall = 99.0
  /// Whose time reads take.
  public var storage = StorageChoice.ufs4
  /// Bytes of the bundle for which the storage's rate stands; 0 for the model's own.
  public var bundle = 16384
  /// Places that are read through; nil for those that cost less than a command.
  public var gap: Int?
  /// Bundles of the longest read, and reads on their way at once.
  public var longestRead = 64, queueDepth = 32
  /// Rows and columns of the array.
  public var npuRows = 64, npuColumns = 64
  /// Values that quantizer, scaler and gate take in a cycle.
  public var specialFunctionLanes = 16
  /// Cycles a second of all clocked logic.
  public var clockRate = 1e9
  /// Operations a second of the processor, two for a multiplication and its addition, and elements a second of its vectors.
  public var processorRate = 0.173e12, elementRate = 1 / 2.53e-9
  /// % of a layer's neurons that an estimate takes as active where no run has counted them.
  public var activity = 13.0

  /// The paper's storage with a small array.
  public init() {}
}

extension RippleConfiguration {
  private static let section = "Ripple (arXiv 2410.19274), section"
  private static let ours = "chosen for speed of simulation"
  private static let initial = Self()

  static let placementParameter = Parameter(
    choice: "placement", PlacementMethod.allCases.map(\.rawValue), default: initial.placement.rawValue,
    source: "\(section) 4: ripple; improved: ours")
  static let predictorParameter = Parameter(
    choice: "predictor", NeuronPredictor.allCases.map(\.rawValue), default: initial.predictor.rawValue,
    source: "\(section) 2: the paper's predictor is another paper's, and is not evaluated")
  static let rankParameter = Parameter(
    count: "rank", unit: "of predictor=low-rank", 1...1024, default: initial.rank,
    source: "chosen: a sixth of the embedded model's width")
  static let recallParameter = Parameter(
    "recall", unit: "% of active neurons that predictor=low-rank finds over the text that it is fitted to", 1...100,
    default: initial.recall, source: "chosen")
  static let storageParameter = Parameter(
    choice: "storage", StorageChoice.allCases.map(\.rawValue), default: initial.storage.rawValue,
    source: "fitted to version 3, table 2; ufs-3.1: half of it", isDesign: false)
  static let bundleParameter = Parameter(
    count: "bundle", unit: "bytes of the bundle for which the storage's rate stands, 0 for the model's own", 0...1_048_576,
    default: initial.bundle, source: "version 2, table 3: OPT-6.7B in FP16; a small model's own would all be read at once")
  static let gapParameter = Parameter(
    "gap", unit: "bundles that are read through", 0...65536, automatic: "break-even",
    source: "\(section) 5.1 gives no value; break-even: those that cost less than a command")
  static let longestParameter = Parameter(
    count: "longest-read", unit: "bundles of the longest read", 1...65536, default: initial.longestRead,
    source: "chosen: 1 MB of the paper's bundles")
  static let queueParameter = Parameter(
    count: "queue-depth", unit: "reads on their way at once", 1...256, default: initial.queueDepth, source: "\(section) 2.2")
  static let rowsParameter = Parameter(
    count: "npu-rows", unit: "rows of the systolic array", 1...256, default: initial.npuRows, source: ours)
  static let columnsParameter = Parameter(
    count: "npu-columns", unit: "columns of the systolic array", 1...256, default: initial.npuColumns, source: ours)
  static let lanesParameter = Parameter(
    count: "special-function-lanes", unit: "values of quantizer, scaler and gate in a cycle, a power of two", 1...16,
    default: initial.specialFunctionLanes, source: ours)
  static let clockParameter = Parameter(
    "clock-rate", unit: "Hz of all clocked logic", 1e3...1e15, default: initial.clockRate, source: "assumed")
  static let processorRateParameter = Parameter(
    "processor-rate", unit: "operations a second of the processor", 1e3...1e15, default: initial.processorRate,
    source: "as llm.npu's telephone, fitted to its figure 19")
  static let elementRateParameter = Parameter(
    "element-rate", unit: "elements a second of vectors on the processor", 1e3...1e15, default: initial.elementRate,
    source: "as llm.npu's telephone, fitted to its figure 19")
  static let activityParameter = Parameter(
    "activity", unit: "% of neurons that are active where no run has counted them", 0...100, default: initial.activity,
    source: "the embedded model's, counted by 'place'; OPT-6.7B has 3.28")

  static let parameters = [
    placementParameter, predictorParameter, rankParameter, recallParameter, storageParameter, bundleParameter, gapParameter,
    longestParameter, queueParameter,
    rowsParameter, columnsParameter, lanesParameter, clockParameter, processorRateParameter, elementRateParameter,
    activityParameter,
  ]

  static let presets = [
    Preset("ripple", "neurons placed by co-activation, gaps read through", [:]),
    Preset("flash-order", "neurons as in the model's file, only neighbors in one read", ["placement": "model", "gap": "0"]),
    Preset("low-rank", "which neurons are needed comes from a fitted predictor", ["predictor": "low-rank"]),
    Preset("dense", "every neuron of every layer", ["predictor": "all"]),
  ]

  /// For values that a user has set.
  public init(_ values: ParameterValues) {
    self.init()
    placement = values.choice(Self.placementParameter)
    predictor = values.choice(Self.predictorParameter)
    (rank, recall) = (values.count(Self.rankParameter), values[Self.recallParameter])
    storage = values.choice(Self.storageParameter)
    bundle = values.count(Self.bundleParameter)
    gap = values.optional(Self.gapParameter).map { Int($0) }
    (longestRead, queueDepth) = (values.count(Self.longestParameter), values.count(Self.queueParameter))
    (npuRows, npuColumns) = (values.count(Self.rowsParameter), values.count(Self.columnsParameter))
    specialFunctionLanes = values.count(Self.lanesParameter)
    clockRate = values[Self.clockParameter]
    (processorRate, elementRate) = (values[Self.processorRateParameter], values[Self.elementRateParameter])
    activity = values[Self.activityParameter]
  }
}
