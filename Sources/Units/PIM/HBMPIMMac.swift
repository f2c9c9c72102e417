import HDL
import Numerics

/// The processing unit of HBM-PIM, the baseline beside which P3-LLM stands: `elements` FP16 multipliers and adders, one activation for all
/// of them in each column.
///
/// - Ports: `columns`, a column access of `16 * elements` bits with an activation, FP16; `last` ends the sums. `results`, an FP16 sum for
///   each element.
/// - Rounding: each product and each sum to nearest even; infinities and NaNs as in IEEE 754.
/// - Timing: a column each cycle, `latency` cycles from a sum's last column to the sum. `columns.ready` depends on `results.ready`
///   combinationally. Counters of busy, starved and back-pressured cycles.
/// - Source: the baseline of P3-LLM, arXiv 2511.06838, table VIII, after HBM-PIM (Samsung): 16 lanes of FP16 between two banks. That its
///   multiplier and its adder round for themselves is chosen.
public struct HBMPIMMac: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "hbm-pim-mac"
  /// Its line in `hwgen list`.
  public static let summary = "FP16 multipliers and adders beside memory banks, one activation for all of a column."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("elements", \.elements, "multipliers and adders: 16 between two banks", 1...256)
  ]
  /// Further configurations that are checked.
  public static let samples = [HBMPIMMac(elements: 3)]

  /// Multipliers and adders.
  public var elements = 16
  /// HBM-PIM's unit.
  public init() {}
  /// A configuration.
  public init(elements: Int) { self.elements = elements }

  static let format = FloatName.fp16.layout
  /// Cycles of a product.
  static let productLatency = 2
  /// Cycles from a sum's last column to the sum.
  public static let latency = productLatency + 1

  /// Columns in, sums out.
  public struct IO: Bundle {
    /// Column accesses.
    public let columns: In<Stream<HBMPIMColumn>>
    /// Sums that ended.
    public let results: Out<Stream<GroupVectorSums>>
    /// Cycles with a column taken, with none there, and with sums held up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(
      columns: In(Stream(HBMPIMColumn(weights: Vec(elements, Bits(16)), activation: 16))),
      results: Out(Stream(GroupVectorSums(sums: Vec(elements, Bits(16))))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let element = Instances(HBMPIMElement(), elements)
    let ended = io.columns.computed(to: ColumnEnd(), in: Self.productLatency) { column, pipeline, end in
      element.moves <== pipeline.enable.repeated(elements)
      element.weight <== column.weights
      element.activation <== column.activation.repeated(elements)
      end.last <== pipeline.later(column.last)
    }
    let isFirst = Reg(Bit(), reset: 1)
    let isDone = Reg(Bit(), reset: 0)
    element.adds <== ended.fire.repeated(elements)
    element.isFirst <== isFirst.repeated(elements)
    ended.ready <== !isDone | io.results.ready
    io.results.valid <== isDone
    io.results.sums <== element.sum
    when(io.results.fire) { isDone <== 0 }
    when(ended.fire) {
      isFirst <== ended.last
      isDone <== ended.last
    }
    countCycles(
      taken: io.columns.fire, starved: io.columns.ready & !io.columns.valid, heldUp: io.results.valid & !io.results.ready,
      io.busyCycles, io.starvedCycles, io.backPressuredCycles)
  }

  /// A column: a weight of each element, and the activation.
  public struct Column: Hashable, Sendable {
    /// FP16 codes.
    public var weights: [UInt32], activation: UInt32
    /// A column.
    public init(weights: [UInt32], activation: UInt32) { (self.weights, self.activation) = (weights, activation) }
  }

  /// What the unit makes of at least one column: an FP16 code for each element.
  public func golden(_ columns: [Column]) -> [UInt32] {
    let rules = FloatRules(Self.format, rounding: .nearestEven, overflow: .special)
    return (0..<elements).map { element in
      var sum: UInt32?
      for column in columns {
        let product = rules.multiply(column.weights[element], column.activation).code
        sum = sum.map { rules.add($0, product).code } ?? product
      }
      return sum ?? 0
    }
  }
}

/// A column access, and the activation that it meets.
@Bundle
public struct HBMPIMColumn {
  /// FP16 codes, one for each element.
  public let weights: Vec<Bits>
  /// An FP16 code.
  public let activation: Bits
  /// Whether the sums end with the column.
  public let last: Bit
}

/// Whether the sums end with a column.
@Bundle
struct ColumnEnd {
  let last: Bit
}

/// A multiplier, an adder and a sum of FP16.
struct HBMPIMElement: Module {
  struct IO: Bundle {
    /// Whether columns move on, whether the product is added, and whether its sum starts.
    let moves, adds, isFirst: In<Bit>
    let weight, activation: In<Bits>
    let sum: Out<Bits>
  }
  var io: IO {
    IO(moves: In(Bit()), adds: In(Bit()), isFirst: In(Bit()), weight: In(Bits(16)), activation: In(Bits(16)), sum: Out(Bits(16)))
  }

  @Hardware
  func build(_ io: IO) {
    let pipeline = Pipeline(enable: io.moves._value, latency: HBMPIMMac.productLatency)
    let multiplying = FloatCuts(pipeline: pipeline, latency: HBMPIMMac.productLatency)
    let product = operation(multiplying).multiply(io.weight._value, io.activation._value, of: HBMPIMMac.format).number
    let sum = Reg(Bits(16), reset: .guarded)
    let total = operation(FloatCuts(pipeline: nil, latency: 0)).add(sum._value, product).number
    when(io.adds) { sum <== mux(io.isFirst, product, total) }
    io.sum <== sum
  }

  private func operation(_ cuts: FloatCuts) -> FloatOperation {
    FloatOperation(
      layout: HBMPIMMac.format, overflow: .special, direction: RoundingDirection(choice: .nearestEven, code: nil),
      hasFlags: false,
      cuts: cuts)
  }
}

/// The cycle model of `HBMPIMMac`: a pipeline that moves together, and the sums behind it. A pass is a sum's number of columns.
public struct HBMPIMMacCycles: VectorCycleModel {
  private var products = PipelineCycles(HBMPIMMac.productLatency)
  private var isDone = false

  /// The unit after a reset.
  public init(_: HBMPIMMac) {}

  /// One cycle; the clock edge is at its end.
  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let adds = !isDone || outside.takes
    let signals = StreamSignals(ready: products.isReady(adds), valid: isDone, isLast: true)
    if isDone, outside.takes { isDone = false }
    if adds, products.valid { isDone = products.isLast }
    products.step(outside.offers, outside.isLast, receiver: adds)
    return signals
  }

  /// Cycles of a sum's columns.
  public static func cycles(of columns: Int, on unit: HBMPIMMac) -> Int { columns + HBMPIMMac.latency }
}
