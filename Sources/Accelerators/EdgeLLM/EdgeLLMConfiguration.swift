import Units

/// Sizes and rates of an EdgeLLM system: a group vector array for linear layers and attention, beside units for all else.
///
/// Source: EdgeLLM (IEEE TCAS-I 72(7), 2025) and its authors' compiler and headers.
public struct EdgeLLMConfiguration: Hashable, Codable, Sendable {
  /// INT4 weights of a column in a cycle, and columns: as many as HBM ports of 256 bits.
  public var inputs = 64, outputs = 32
  /// What is pruned of the linear layers but the head.
  public var sparsity = Sparsity.dense
  /// Bits that the array's alignment keeps below the largest product.
  public var guardBits = 5
  /// Cycles a second of the array and of HBM's ports, and of all else.
  public var matrixClock = 280e6, vectorClock = 140e6
  /// Elements that units for all but products take in a cycle.
  public var vectorLanes = 32
  /// Part of HBM's port rate that bursts and refresh leave.
  public var memoryUse = 0.76

  /// The paper's sizes and rates.
  public init() {}

  /// Per cent of the weights that are pruned.
  public enum Sparsity: String, Hashable, Codable, Sendable, CaseIterable {
    /// Nothing.
    case dense = "0"
    /// Four of eight, six of eight, and fourteen of sixteen neighbours.
    case half = "50"
    case quarter = "75"
    case eighth = "87.5"

    /// How packets say what is kept.
    var packing: WeightPacking {
      switch self {
      case .dense: .dense
      case .half: .half
      case .quarter: .quarter
      case .eighth: .eighthOfSixteen
      }
    }
  }

  /// Why the values are not possible together.
  var fault: String? {
    inputs & (inputs - 1) == 0 ? nil : "inputs is a power of two, not \(inputs): a block of 128 has whole beats"
  }
}

extension EdgeLLMConfiguration {
  private static let initial = Self()
  private static let compiler = "the authors' compiler and headers"

  static let inputsParameter = Parameter(
    count: "inputs", unit: "INT4 weights of a column in a cycle", 4...128, default: initial.inputs,
    source: "\(compiler): 128 in a cycle of 140 MHz are 64 in one of 280 MHz, as many as a port's 256 bits hold")
  static let outputsParameter = Parameter(
    count: "outputs", unit: "columns, and HBM ports", 1...64, default: initial.outputs, source: "\(compiler): Tout 32, 32 ports")
  static let sparsityParameter = Parameter(
    choice: "sparsity", Sparsity.allCases.map(\.rawValue), default: initial.sparsity.rawValue,
    source: "section IV: % pruned among 8 neighbours, 16 with 87.5; linear layers but the head")
  static let guardBitsParameter = Parameter(
    count: "guard-bits", unit: "bits that alignment keeps below the largest product", 0...15, default: initial.guardBits,
    source: "\(compiler): 5 with exponents compared at run time; 0 and 15 occur")
  static let matrixClockParameter = Parameter(
    "matrix-clock", unit: "Hz of the array and of HBM's ports", 1e3...1e15, default: initial.matrixClock,
    source: "section V: 280 MHz")
  static let vectorClockParameter = Parameter(
    "vector-clock", unit: "Hz of all other units", 1e3...1e15, default: initial.vectorClock, source: "section V: 140 MHz")
  static let vectorLanesParameter = Parameter(
    count: "vector-lanes", unit: "elements that the other units take in a cycle", 1...1024, default: initial.vectorLanes,
    source: "\(compiler): the unified layout has 32 elements in a word; that each unit takes one a cycle is assumed")
  static let memoryUseParameter = Parameter(
    "memory-use", unit: "part of HBM's port rate that bursts and refresh leave", 0.01...1, default: initial.memoryUse,
    source: "section V: 75.97 % of Wq's ideal cycles, 70 to 80 % of layers")

  static let parameters = [
    inputsParameter, outputsParameter, sparsityParameter, guardBitsParameter, matrixClockParameter, vectorClockParameter,
    vectorLanesParameter,
    memoryUseParameter,
  ]

  static let presets = [
    Preset("paper", "the paper's sizes and rates", [:]),
    Preset("ideal-memory", "HBM at its ports' full rate", ["memory-use": "1"]),
  ]

  /// For values that a user has set.
  public init(_ values: ParameterValues) {
    self.init()
    (inputs, outputs) = (values.count(Self.inputsParameter), values.count(Self.outputsParameter))
    sparsity = values.choice(Self.sparsityParameter)
    guardBits = values.count(Self.guardBitsParameter)
    (matrixClock, vectorClock) = (values[Self.matrixClockParameter], values[Self.vectorClockParameter])
    vectorLanes = values.count(Self.vectorLanesParameter)
    memoryUse = values[Self.memoryUseParameter]
  }
}
