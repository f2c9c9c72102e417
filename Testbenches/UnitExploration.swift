import Units

// What exploration asks of the units: the sweep that it runs by default, the configuration whose figures are committed, and the
// operations in a cycle by which energy and throughput are counted.
//
// All units are swept or measured in one go. That is why units of tens of thousands of gates are smaller there, and have the fast
// mapping: ABC's search for equal logic takes minutes in large multipliers.

extension MacPE: ExploredUnit {
  public static var defaultSweep: [String] { ["width=4,8,16", "accumulatorWidth=32,48", "clock-ns=3,6"] }
  public var operationsPerCycle: Double? { 1 }
}
extension FlashPE: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=2,4,8,16", "clock-ns=4,8", "mapping=fast"] }
  public var operationsPerCycle: Double? { Double(lanes) }
}
extension FlashPage: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=2,4,8"] }
}
extension FlashCore: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=2,4,8"] }
  public var operationsPerCycle: Double? { Double(lanes) }
}
extension FlashChannel: ExploredUnit {
  public static var defaultSweep: [String] { ["cores=1,2", "lanes=2,4"] }
  public var operationsPerCycle: Double? { Double(cores * lanes) }
}
extension WordFifo: ExploredUnit {
  public static var defaultSweep: [String] { ["width=8,32", "depth=2,4,16"] }
  public var operationsPerCycle: Double? { 1 }
}
extension WordRegisterSlice: ExploredUnit {
  public static var defaultSweep: [String] { ["width=8,32", "style=full,half,forward"] }
}
extension WordArbiter: ExploredUnit {
  public static var defaultSweep: [String] { ["inputs=2,4,8", "policy=roundRobin,fixedPriority"] }
  public var operationsPerCycle: Double? { 1 }
}
extension WidthAdapter: ExploredUnit {
  public static var defaultSweep: [String] { ["inputLanes=1,4", "outputLanes=1,4"] }
}
extension WordAsynchronousFifo: ExploredUnit {
  public static var defaultSweep: [String] { ["depth=4,16", "synchronizerStages=2,3"] }
}
extension SignedAdderTree: ExploredUnit {
  public static var defaultSweep: [String] { ["operands=8,16", "latency=0...3"] }
  public var operationsPerCycle: Double? { Double(operands - 1) }
}
extension PlainDotProduct: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=4,8", "latency=1...4", "mapping=fast"] }
  public static var measuredSettings: [String] { ["lanes=16", "mapping=fast"] }
  public var operationsPerCycle: Double? { Double(lanes) }
}
extension MultiplyAccumulate: ExploredUnit {
  public static var defaultSweep: [String] { ["structure=plain,fused,fast", "mapping=area,speed"] }
  public var operationsPerCycle: Double? { 1 }
}
extension MacArray: ExploredUnit {
  public static var defaultSweep: [String] { ["rows=2,4", "columns=2,4"] }
  public static var measuredSettings: [String] { ["rows=4", "columns=4"] }
  public var operationsPerCycle: Double? { Double(rows * columns) }
}
extension MacElementArray: ExploredUnit {
  public static var defaultSweep: [String] { ["rows=2,4", "columns=2,4", "structure=plain,fused"] }
  public static var measuredSettings: [String] { ["rows=4", "columns=4"] }
  public var operationsPerCycle: Double? { Double(rows * columns) }
}
extension DotProductBank: ExploredUnit {
  public static var defaultSweep: [String] { ["products=2,4", "lanes=4,8", "mapping=fast"] }
  public static var measuredSettings: [String] { ["products=4", "lanes=8", "mapping=fast"] }
  public var operationsPerCycle: Double? { Double(products * lanes) }
}
extension NPUSystolic: ExploredUnit {
  public static var defaultSweep: [String] {
    ["rows=2,4", "columns=4", "dataflow=weightStationary,outputStationary", "reach=1,2,4", "mapping=fast"]
  }
  public static var measuredSettings: [String] { ["rows=4", "columns=4", "reach=4", "mapping=fast"] }
  public var operationsPerCycle: Double? { Double(rows * columns) }
}
extension FloatAdder: ExploredUnit {
  public static var defaultSweep: [String] { ["format=fp16,fp32", "clock-ns=5,10"] }
  public var operationsPerCycle: Double? { 1 }
}
extension FloatMultiplier: ExploredUnit {
  public static var defaultSweep: [String] { ["format=fp16,fp32", "booth=false,true"] }
  public var operationsPerCycle: Double? { 1 }
}
extension FloatFusedMultiplyAdd: ExploredUnit {
  public static var defaultSweep: [String] { ["format=e4m3,fp16,bf16", "stages=1,3"] }
  public var operationsPerCycle: Double? { 2 }
}
extension FloatDotProduct: ExploredUnit {
  /// What the unit is explored with.
  public static var defaultSweep: [String] { ["terms=4,8", "alignment=exact,truncated"] }
  /// Products and sums in a cycle.
  public var operationsPerCycle: Double? { Double(2 * terms) }
}
extension FloatComparator: ExploredUnit {
  public static var defaultSweep: [String] { ["format=fp16,fp32"] }
  public var operationsPerCycle: Double? { 1 }
}
extension FloatConverter: ExploredUnit {
  public static var defaultSweep: [String] { ["stages=0...2"] }
  public var operationsPerCycle: Double? { 1 }
}
extension RMSNorm: ExploredUnit {
  public static var defaultSweep: [String] { ["clock-ns=5,10", "mapping=fast"] }
  public static var measuredSettings: [String] { ["mapping=fast"] }
}
extension Softmax: ExploredUnit {
  public static var defaultSweep: [String] { ["clock-ns=5,10", "mapping=fast"] }
  public static var measuredSettings: [String] { ["mapping=fast"] }
}
extension GatedActivation: ExploredUnit {
  public static var defaultSweep: [String] { ["function=silu,gelu,relu", "mapping=fast"] }
  public static var measuredSettings: [String] { ["mapping=fast"] }
}
extension RotaryEmbedding: ExploredUnit {
  public static var defaultSweep: [String] { ["clock-ns=5,10", "mapping=fast"] }
  public static var measuredSettings: [String] { ["mapping=fast"] }
}
extension ResidualAdd: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=1,4,16", "mapping=fast"] }
}
extension Argmax: ExploredUnit {
  public static var defaultSweep: [String] { ["clock-ns=5,10"] }
}
extension LayerNorm: ExploredUnit {
  public static var defaultSweep: [String] { ["clock-ns=5,10", "mapping=fast"] }
  public static var measuredSettings: [String] { ["mapping=fast"] }
}
extension BlockQuantizer: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=1,4,16", "mapping=fast"] }
}
extension RowScaler: ExploredUnit {
  public static var defaultSweep: [String] { ["lanes=1,4,16", "mapping=fast"] }
}
