/// Sizes, rates and formats of a P3-LLM system: processing units beside the banks of a memory, and an NPU.
///
/// Source: P3-LLM (arXiv 2511.06838).
public struct P3LLMConfiguration: Hashable, Codable, Sendable {
  /// How weights are stored.
  public var weights = PIMWeightFormat.bitmod
  /// Weights of a group with one scale.
  public var group = 128
  /// Format of attention's probabilities.
  public var probabilities = PIMProbabilityFormat.s0e4m4
  /// Whether keys are divided by the largest magnitude of their channel in the prompt's first program.
  public var isSmoothed = true
  /// Newest positions whose keys and values are in FP32: 1, or 0.
  public var residual = 1
  /// Whether probabilities are multiplied by the values' scales over the largest one, else by the scales alone.
  public var isNormalized = true
  /// Whether two inputs share a column access.
  public var isShared = true
  /// Pseudo-channels, and sums of the units of one: 8 units of 16.
  public var channels = 16, elements = 128
  /// Inputs a second that a unit takes, and column accesses a second of a pseudo-channel.
  public var clockRate = 500e6, columnRate = 250e6
  /// Elements and products a second of the NPU.
  public var vectorRate = 512e9, productRate = 65_536e9
  /// Most positions of a program.
  public var chunk = 64

  /// The paper's formats and sizes.
  public init() {}

  /// Why the values are not possible together.
  var fault: String? { group % 4 == 0 ? nil : "group is a multiple of 4, not \(group)" }
}

extension P3LLMConfiguration {
  private static let section = "P3-LLM (arXiv 2511.06838)"
  private static let initial = Self()
  private static func flag(_ name: String, _ value: Bool, source: String) -> Parameter {
    Parameter(choice: name, ["off", "on"], default: value ? "on" : "off", source: source)
  }

  static let weightsParameter = Parameter(
    choice: "weights", PIMWeightFormat.allCases.map(\.rawValue), default: initial.weights.rawValue,
    source: "\(section), number formats; int4 is a step of its table VI")
  static let groupParameter = Parameter(
    count: "group", unit: "weights with one scale, a multiple of 4", 4...256, default: initial.group,
    source: "\(section), number formats; no more than 256, so that a sum cannot overflow")
  static let probabilitiesParameter = Parameter(
    choice: "probabilities", PIMProbabilityFormat.allCases.map(\.rawValue), default: initial.probabilities.rawValue,
    source: "\(section), number formats; e4m3 is a step of its table VI")
  static let smoothingParameter = flag("smoothing", initial.isSmoothed, source: "\(section), key smoothing")
  static let residualParameter = Parameter(
    count: "residual", unit: "newest positions whose keys and values are not quantized", 0...1, default: initial.residual,
    source: "the authors' code, kv_residual_len")
  static let normalizationParameter = flag(
    "normalization", initial.isNormalized,
    source: "\(section), value scales over the largest; the authors' code leaves it out, and FP16 takes what is larger than 1")
  static let sharingParameter = flag("sharing", initial.isShared, source: "\(section), throughput-enhanced mode")
  static let channelsParameter = Parameter(
    count: "channels", unit: "pseudo-channels, each with its rows of every matrix", 1...32, default: initial.channels,
    source: "\(section), memory of HBM-PIM")
  static let elementsParameter = Parameter(
    count: "elements", unit: "sums of the units of a pseudo-channel", 16...256, default: initial.elements,
    source: "\(section): 8 units of 16 in a pseudo-channel of 16 banks")
  static let clockParameter = Parameter(
    "clock-rate", unit: "Hz of the units beside the banks", 1e3...1e15, default: initial.clockRate,
    source: "\(section), throughput-enhanced mode: an input each tCCD_S of 2 ns")
  static let columnParameter = Parameter(
    "column-rate", unit: "column accesses/s of a pseudo-channel's banks", 1e3...1e15, default: initial.columnRate,
    source: "\(section), tCCD_L of 4 cycles at 1 GHz; the opening of rows and refresh are not in it")
  static let vectorParameter = Parameter(
    "vector-rate", unit: "elements/s of the NPU's vector units", 1e3...1e15, default: initial.vectorRate,
    source: "\(section), 4 cores of 128 lanes at 1 GHz")
  static let productParameter = Parameter(
    "product-rate", unit: "products/s of the NPU", 1e3...1e15, default: initial.productRate,
    source: "\(section), 4 arrays of 128 x 128 at 1 GHz")
  static let chunkParameter = Parameter(
    count: "chunk", unit: "positions of a program", 1...1024, default: initial.chunk, source: "chosen: bounds scratch memory")

  static let parameters = [
    weightsParameter, groupParameter, probabilitiesParameter, smoothingParameter, residualParameter, normalizationParameter,
    sharingParameter, channelsParameter, elementsParameter, clockParameter, columnParameter, vectorParameter, productParameter,
    chunkParameter,
  ]

  static let presets = [
    Preset("paper", "the paper's formats, 16 pseudo-channels", [:]),
    Preset("single", "one pseudo-channel: the fewest idle elements, for speed of simulation", ["channels": "1"]),
  ]

  /// For values that a user has set.
  public init(_ values: ParameterValues) {
    self.init()
    func isOn(_ parameter: Parameter) -> Bool { values.count(parameter) == 1 }
    (weights, probabilities) = (values.choice(Self.weightsParameter), values.choice(Self.probabilitiesParameter))
    (group, residual) = (values.count(Self.groupParameter), values.count(Self.residualParameter))
    (isSmoothed, isNormalized) = (isOn(Self.smoothingParameter), isOn(Self.normalizationParameter))
    isShared = isOn(Self.sharingParameter)
    (channels, elements) = (values.count(Self.channelsParameter), values.count(Self.elementsParameter))
    (clockRate, columnRate) = (values[Self.clockParameter], values[Self.columnParameter])
    (vectorRate, productRate) = (values[Self.vectorParameter], values[Self.productParameter])
    chunk = values.count(Self.chunkParameter)
  }
}
