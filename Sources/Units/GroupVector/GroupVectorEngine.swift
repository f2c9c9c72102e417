import HDL
import Numerics

/// EdgeLLM's group vector array, `inputs` x `outputs` products a cycle: in each column a fused dot product under one exponent, times its
/// block's scale, added up.
///
/// - Ports: `operands`, a beat of `inputs` activations, the weights of all columns (column 0 lowest) and a scale for each column; `last` ends
///   the sums. `results`, a sum for each column.
/// - A column aligns its products to the largest exponent among them, keeps `guardBits` bits below, adds whole numbers and rounds to
///   `sum`; multiplies by the scale and rounds; adds what the vector has so far and rounds. With 128 inputs a beat is a block of 128, and
///   with fewer each beat of a block brings its scale again. A last, partly filled beat has weights 0.
/// - Error: that of `dot-product-fused` with truncated alignment for each beat, and two roundings more.
/// - Specials: those of `dot-product-fused`, `fp-multiply` and `fp-add`; `overflow` says what becomes of too large sums.
/// - Timing: one beat a cycle, `latency` cycles from a vector's last beat to its sums. `operands.ready` depends on `results.ready`
///   combinationally. Counters of busy, starved and back-pressured cycles.
/// - Source: EdgeLLM, IEEE TCAS-I 72(7), 2025, section IV. The authors' headers have Tin 128 and Tout 32 for INT4 weights and 32 x 32 for
///   FP16, 0, 5 and 15 guard bits, FP20 sums in the release and FP16 sums before; that the printed error is one of truncation is inferred.
///   Bias and residual are not in it, nor is the skew of column groups, which changes when sums come and not what they are.
public struct GroupVectorEngine: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "group-vector-engine"
  /// Its line in `hwgen list`.
  public static let summary = "Columns of fused dot products of FP16 by INT4 or FP16, scaled by block and added up in FP20."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("inputs", \.inputs, "activations of a beat, and products of a column", 1...128),
    .integer("outputs", \.outputs, "columns", 1...64),
    .choice("weights", \.weights, "format of the weights"),
    .choice("sum", \.sum, "format of a beat's sum, of what is added up, and of results"),
    .integer("guardBits", \.guardBits, "bits that alignment keeps below the largest product", 0...32),
    .choice("rounding", \.rounding, "direction of every rounding"),
    .choice("overflow", \.overflow, "what becomes of numbers beyond the largest one"),
  ]
  /// Further configurations that are checked.
  public static let samples = [
    GroupVectorEngine(inputs: 8, outputs: 2, weights: .fp16, guardBits: 0),
    GroupVectorEngine(inputs: 5, outputs: 3, weights: .int4SignMagnitude, sum: .fp16, guardBits: 0),
    GroupVectorEngine(inputs: 1, outputs: 1, weights: .e4m3, sum: .fp32, guardBits: 15),
  ]

  /// Activations of a beat.
  public var inputs = 16
  /// Columns.
  public var outputs = 4
  /// Format of the weights.
  public var weights = FactorName.int4SignMagnitude
  /// Format of sums.
  public var sum = FloatName.fp20
  /// Bits that alignment keeps.
  public var guardBits = 5
  /// Direction of every rounding.
  public var rounding = Rounding.towardZero
  /// What becomes of results beyond the largest number.
  public var overflow = Overflow.saturate
  /// The default configuration.
  public init() {}
  /// A configuration that rounds toward zero and saturates.
  public init(inputs: Int, outputs: Int, weights: FactorName, sum: FloatName = .fp20, guardBits: Int) {
    (self.inputs, self.outputs, self.weights, self.sum, self.guardBits) = (inputs, outputs, weights, sum, guardBits)
  }

  /// Cycles from a vector's last beat to its sums.
  public static let latency = GroupVectorColumn.latency + 1

  /// Beats in, sums out.
  public struct IO: Bundle {
    /// Activations, weights and scales.
    public let operands: In<Stream<GroupVectorBeat>>
    /// A vector's sums.
    public let results: Out<Stream<GroupVectorSums>>
    /// Cycles with a beat taken, with none there, and with sums held up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(
      operands: In(
        Stream(
          GroupVectorBeat(
            activations: Vec(inputs, Bits(16)), weights: Vec(inputs * outputs, Bits(weights.width)),
            scales: Vec(outputs, Bits(16))))),
      results: Out(Stream(GroupVectorSums(sums: Vec(outputs, Bits(sum.width))))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let products = io.operands.computed(
      to: ScaledProducts(products: Vec(outputs, Bits(sum.width))), in: GroupVectorColumn.latency
    ) {
      operands, pipeline, result in
      let column = Instances(GroupVectorColumn(engine: self), outputs)
      column.moves <== pipeline.enable.repeated(outputs)
      column.activations <== operands.activations.asBits.repeated(outputs)
      column.weights <== operands.weights.asBits.split(into: Bits(inputs * weights.width))
      column.scale <== operands.scales
      result.products <== column.product
      result.last <== pipeline.later(operands.last)
    }
    let sums = Reg(Vec(outputs, Bits(sum.width)), reset: .guarded)
    let isFirst = Reg(Bit(), reset: 1)
    let isDone = Reg(Bit(), reset: 0)
    let accumulator = Instances(GroupVectorAccumulator(engine: self), outputs)
    accumulator.isFirst <== isFirst.repeated(outputs)
    accumulator.sum <== sums
    accumulator.product <== products.products
    products.ready <== !isDone | io.results.ready
    io.results.valid <== isDone
    io.results.sums <== sums
    when(io.results.fire) { isDone <== 0 }
    when(products.fire) {
      sums <== accumulator.total
      isFirst <== products.last
      isDone <== products.last
    }
    countCycles(
      taken: io.operands.fire, starved: io.operands.ready & !io.operands.valid, heldUp: io.results.valid & !io.results.ready,
      io.busyCycles, io.starvedCycles, io.backPressuredCycles)
  }
}

/// A beat of a vector: what all columns share, and what each has.
@Bundle
public struct GroupVectorBeat {
  /// FP16 codes, one for each input.
  public let activations: Vec<Bits>
  /// Codes of the weights' format: those of column 0 first.
  public let weights: Vec<Bits>
  /// FP16 codes, one for each column.
  public let scales: Vec<Bits>
  /// Whether the vector ends.
  public let last: Bit
}

/// The sums of a vector.
@Bundle
public struct GroupVectorSums {
  /// Codes of the sums' format, one for each column.
  public let sums: Vec<Bits>
}

/// The scaled sums of a beat.
@Bundle
struct ScaledProducts {
  let products: Vec<Bits>
  let last: Bit
}
