/// When functions of single elements take and give them: each result comes some cycles after its element, and all move together
/// within an operation while nobody waits for the receiver.
public protocol ElementwiseCycleModel: VectorCycleModel where Modelled: LaneUnit {
  /// Cycles of each operation, in the order in which an element passes them.
  static func latencies(of unit: Modelled) -> [Int]
  var operations: ElementwiseCycles { get set }
}

/// Operations behind each other, of which each takes an element a cycle.
public struct ElementwiseCycles: Sendable {
  private var chain: PipelineChainCycles

  init(_ latencies: [Int]) { chain = PipelineChainCycles(latencies) }

  mutating func step(_ sides: StreamSides) -> StreamSignals {
    defer { chain.step(sides.offers, sides.isLast, receiver: sides.takes) }
    return StreamSignals(ready: chain.isReady(sides.takes), valid: chain.valid, isLast: chain.isLast)
  }
}

extension ElementwiseCycleModel {
  public mutating func step(_ outside: StreamSides) -> StreamSignals { operations.step(outside) }

  /// The beats, and the latency of the last one.
  public static func cycles(of pass: Int, on unit: Modelled) -> Int { unit.beats(pass) + latencies(of: unit).reduce(0, +) }
}

/// Latency: 2 cycles.
public struct ResidualAddCycles: ElementwiseCycleModel {
  public var operations: ElementwiseCycles
  public init(_ unit: ResidualAdd) { operations = ElementwiseCycles(Self.latencies(of: unit)) }
  public static func latencies(of unit: ResidualAdd) -> [Int] { [PipelinedAdder.latency] }
}

/// Latency: 4 cycles, products and sums.
public struct RotaryEmbeddingCycles: ElementwiseCycleModel {
  public var operations: ElementwiseCycles
  public init(_ unit: RotaryEmbedding) { operations = ElementwiseCycles(Self.latencies(of: unit)) }
  public static func latencies(of unit: RotaryEmbedding) -> [Int] { [PipelinedMultiplier.latency, PipelinedAdder.latency] }
}

/// Latency: that of the function's operations, `GatedActivation.latency`.
public struct GatedActivationCycles: ElementwiseCycleModel {
  public var operations: ElementwiseCycles
  public init(_ unit: GatedActivation) { operations = ElementwiseCycles(Self.latencies(of: unit)) }
  public static func latencies(of unit: GatedActivation) -> [Int] { unit.latencies }
}

/// Latency: 3 cycles, the conversion and the product.
public struct RowScalerCycles: ElementwiseCycleModel {
  public var operations: ElementwiseCycles
  public init(_ unit: RowScaler) { operations = ElementwiseCycles(Self.latencies(of: unit)) }
  // A forward register slice is a function of one cycle.
  public static func latencies(of unit: RowScaler) -> [Int] { [1, PipelinedMultiplier.latency] }
}
