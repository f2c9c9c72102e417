import HDL
import Numerics

/// The exact sums of some rows on their way into `RowScaler`.
@Bundle
public struct RowScalerInput {
  public let sum: Vec<Signed>
  /// A sum stands for `sum * 2^(exponent + rowExponent)`: what all rows of the beat have, and what each adds.
  public let exponent: Signed
  public let rowExponent: Vec<Signed>
  /// IEEE binary32: each row's weight scale.
  public let scale: Vec<Bits>
  public let last: Bits
}

/// The scale products after a matrix multiplication: exact integer sums become FP32.
///
/// `FP32(sum * 2^(exponent + rowExponent)) * scale`: the conversion rounds once to nearest even, whatever the exponent, and the
/// product once more. Subnormals are exact, what is too large becomes infinity.
///
/// Exponents: both ports take -1024 to 1023. Those of `BlockQuantizer` are -256 to 357, and their sums -512 to 714; at -201 and
/// below any sum of 52 bits is 0 in FP32.
///
/// Timing: `lanes` rows a cycle, 3 cycles of latency.
///
/// Source: W8A8 as in Cambricon-LLM (arXiv 2409.15654): INT8 weights with a scale a row. The paper leaves rounding open.
public struct RowScaler: LaneUnit {
  /// Bits of a sum.
  public var sumWidth = 48

  public var lanes = 1

  public init() {}
  public init(sumWidth: Int = 48, lanes: Int = 1) { (self.sumWidth, self.lanes) = (sumWidth, lanes) }

  public static let unitName = "row-scaler"
  public static let summary = "Scale products of a quantized matrix: exact sums with a power of two and a row's scale to FP32."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("sumWidth", \.sumWidth, "bits of a sum", 16...52), .lanes,
  ]
  public static let samples = [RowScaler(sumWidth: 32), RowScaler(lanes: 4), RowScaler(lanes: 16)]

  /// Bits of each of the two exponents.
  public static let exponentWidth = 11

  public struct IO: Bundle {
    public let input: In<Stream<RowScalerInput>>
    public let output: Out<Stream<VectorBeat>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    let exponent = Self.exponentWidth
    let input = RowScalerInput(
      sum: Vec(lanes, Signed(sumWidth)), exponent: exponent, rowExponent: Vec(lanes, Signed(exponent)),
      scale: words, last: lanes)
    return IO(
      input: In(Stream(input)), output: Out(Stream(VectorBeat(lanes: lanes))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let converted = io.input.mapped(to: NumberAndScale(number: words, scale: words, last: lanes)) { input, output in
      let exponents = input.rowExponent.map { input.exponent +^ $0 }
      output.number <== convertedSums(input.sum._value, exponents)
      output.scale <== input.scale
      output.last <== input.last
    }.registered(.forward)
    let product = converted.computed(to: VectorBeat(lanes: lanes), in: PipelinedMultiplier.latency) { input, pipeline, output in
      output.number <== pipeline.multiply(input.number, input.scale)
      output.last <== pipeline.laterMark(input.last)
    }
    io.output <== product
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: product.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// Each lane's sum with its power of two.
  @Hardware
  private func convertedSums(_ sums: Vec<Signed>, _ exponents: Vec<Signed>) -> Vec<Bits> {
    if lanes == 1 { return Vec(of: [FloatArithmetic(.single).convert(sums[0], exponent: exponents[0])]) }
    let conversion = Instances(SumConversion(sumWidth: sumWidth), lanes)
    conversion.sum <== sums
    conversion.exponent <== exponents
    return conversion.number
  }
}

/// An exact sum with a power of two as a number, rounded once.
struct SumConversion: Module {
  var sumWidth = 48

  struct IO: Bundle {
    let sum, exponent: In<Signed>
    let number: Out<Bits>
  }
  var io: IO { IO(sum: In(Signed(sumWidth)), exponent: In(Signed(RowScaler.exponentWidth + 1)), number: Out(Bits(32))) }

  @Hardware
  func build(_ io: IO) {
    io.number <== FloatArithmetic(.single).convert(io.sum, exponent: io.exponent._value)
  }
}

/// Converted sums that wait for their scales.
@Bundle
struct NumberAndScale {
  let number, scale: Vec<Bits>
  let last: Bits
}
