import HDL
import Numerics

/// EdgeLLM's group vector array: in each of `outputs` columns `inputs` products of FP16 by INT4, or a quarter as many of FP16 by FP16, a
/// cycle, on the same multipliers; summed under one exponent, times the block's scale, added up.
///
/// - Ports: `operands`, a beat of activations, the weights of all columns (column 0 lowest), a scale and an addend for each column;
///   `isHalf` says that weights are FP16, of which each stands in the bits of four INT4 ones, and that the first `inputs` / 4
///   activations count; `last` ends the sums. `results`, a sum for each column.
/// - A column aligns its products to the largest exponent among them, that of a product of 0 included, keeps `guardBits` bits below,
///   adds whole numbers and rounds to `sum`; multiplies by the scale and rounds; adds what the vector has so far and rounds. A vector
///   begins with its first beat's addend, a bias or a residual. With 128 inputs a beat is a block of 128, and with fewer each beat of a
///   block brings its scale again. A last, partly filled beat has weights 0.
/// - A quarter of the multipliers' 11 x 3 bit products is one of 11 x 11 bits: an FP16 weight's significand is four digits of 3 bits.
/// - Error: that of `dot-product-fused` with truncated alignment for each beat, and two roundings more, and one to `output`.
/// - Specials: where an operand that counts is infinite or not a number, the products' sum is the canonical NaN; behind it those of
///   `fp-multiply` and `fp-add`. `overflow` says what becomes of too large sums. A sum of products that is 0 is positive.
/// - Timing: one beat a cycle, `latency` cycles from a vector's last beat to its sums. `operands.ready` depends on `results.ready`
///   combinationally. Counters of busy, starved and back-pressured cycles.
/// - Source: EdgeLLM, IEEE TCAS-I 72(7), 2025, section IV. The authors' headers have Tin 128 and Tout 32 for INT4 weights and 32 x 32 for
///   FP16, 0, 5 and 15 guard bits, FP20 sums in the release and FP16 sums before; that the printed error is one of truncation is inferred.
///   The skew of column groups, which changes when sums come and not what they are, is not in it.
public struct GroupVectorEngine: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "group-vector-engine"
  /// Its line in `hwgen list`.
  public static let summary = "Columns of fused dot products of FP16 by INT4 or FP16, scaled by block and added up in FP20."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("inputs", \.inputs, "activations of a beat, and products of a column, a multiple of 4", 4...128),
    .integer("outputs", \.outputs, "columns", 1...64),
    .choice("sum", \.sum, "format of a beat's sum, and of what is added up"),
    .choice("output", \.output, "format of results"),
    .integer("guardBits", \.guardBits, "bits that alignment keeps below the largest product", 0...32),
    .choice("rounding", \.rounding, "direction of every rounding"),
    .choice("overflow", \.overflow, "what becomes of numbers beyond the largest one"),
  ]
  /// Further configurations that are checked.
  public static let samples = [
    GroupVectorEngine(inputs: 8, outputs: 2, output: .fp16, guardBits: 0),
    GroupVectorEngine(inputs: 4, outputs: 3, sum: .fp16, output: .fp16, guardBits: 0),
    GroupVectorEngine(inputs: 12, outputs: 1, sum: .fp32, guardBits: 15),
  ]

  /// Activations of a beat.
  public var inputs = 16
  /// Columns.
  public var outputs = 4
  /// Format of sums.
  public var sum = FloatName.fp20
  /// Format of results.
  public var output = FloatName.fp20
  /// Bits that alignment keeps.
  public var guardBits = 5
  /// Direction of every rounding.
  public var rounding = Rounding.towardZero
  /// What becomes of results beyond the largest number.
  public var overflow = Overflow.saturate
  /// The default configuration.
  public init() {}
  /// A configuration that rounds toward zero and saturates.
  public init(inputs: Int, outputs: Int, sum: FloatName = .fp20, output: FloatName = .fp20, guardBits: Int) {
    (self.inputs, self.outputs, self.sum, self.output, self.guardBits) = (inputs, outputs, sum, output, guardBits)
  }

  /// Four INT4 weights stand where an FP16 one does.
  public var parameterError: String? {
    rangeError ?? (inputs % 4 == 0 ? nil : "inputs must be a multiple of 4, not \(inputs)")
  }

  /// Cycles from a vector's last beat to its sums.
  public static let latency = GroupVectorColumn.latency + 1
  /// Products of a column in a beat of FP16 weights.
  public var halfInputs: Int { inputs / 4 }

  /// Beats in, sums out.
  public struct IO: Bundle {
    /// Activations, weights, scales and addends.
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
            activations: Vec(inputs, Bits(16)), weights: Vec(inputs * outputs, Bits(4)), scales: Vec(outputs, Bits(16)),
            addends: Vec(outputs, Bits(16))))),
      results: Out(Stream(GroupVectorSums(sums: Vec(outputs, Bits(output.width))))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let products = io.operands.computed(
      to: ScaledProducts(products: Vec(outputs, Bits(sum.width)), addends: Vec(outputs, Bits(16))), in: GroupVectorColumn.latency
    ) {
      operands, pipeline, result in
      let array = GroupVectorArray(self, operands, cuts: FloatCuts(pipeline: pipeline, latency: GroupVectorColumn.sumLatency))
      let column = Instances(GroupVectorColumn(engine: self), outputs)
      column.moves <== pipeline.enable.repeated(outputs)
      column.isHalf <== operands.isHalf.repeated(outputs)
      column.isNaN <== array.areNaN
      column.total <== array.totals
      column.top <== array.tops
      column.scale <== operands.scales
      result.products <== column.product
      result.addends <== pipeline.later(operands.addends)
      result.last <== pipeline.later(operands.last)
    }
    let sums = Reg(Vec(outputs, Bits(sum.width)), reset: .guarded)
    let isFirst = Reg(Bit(), reset: 1)
    let isDone = Reg(Bit(), reset: 0)
    let accumulator = Instances(GroupVectorAccumulator(engine: self), outputs)
    accumulator.isFirst <== isFirst.repeated(outputs)
    accumulator.addend <== products.addends
    accumulator.sum <== sums
    accumulator.product <== products.products
    products.ready <== !isDone | io.results.ready
    io.results.valid <== isDone
    let result = Instances(GroupVectorResult(engine: self), outputs)
    result.sum <== sums
    io.results.sums <== result.number
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
