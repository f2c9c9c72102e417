import HDL
import Numerics

/// The exact sum of a row on its way into `RowScaler`.
@Bundle
public struct RowScalerInput {
  public let sum: Signed
  /// The sum stands for `sum * 2^(exponent + rowExponent)`: what the whole vector has, and what the row adds.
  public let exponent: Signed
  public let rowExponent: Signed
  /// IEEE binary32: the row's weight scale.
  public let scale: Bits
  public let last: Bit
}

/// The scale products after a matrix multiplication: exact integer sums become FP32.
///
/// `FP32(sum * 2^(exponent + rowExponent)) * scale`: the conversion rounds once to nearest even, whatever the exponent, and the
/// product once more. Subnormals are exact, what is too large becomes infinity.
///
/// Exponents: both ports take -1024 to 1023. Those of `BlockQuantizer` are -256 to 357, and their sums -512 to 714; at -201 and
/// below any sum of 52 bits is 0 in FP32.
///
/// Timing: one row a cycle, 3 cycles of latency.
///
/// Source: W8A8 as in Cambricon-LLM (arXiv 2409.15654): INT8 weights with a scale a row. The paper leaves rounding open.
public struct RowScaler: Unit {
  /// Bits of a sum.
  public var sumWidth = 48

  public init() {}
  public init(sumWidth: Int) { self.sumWidth = sumWidth }

  public static let unitName = "row-scaler"
  public static let summary = "Scale products of a quantized matrix: exact sums with a power of two and a row's scale to FP32."
  public static let parameters: [UnitParameter<Self>] = [.integer("sumWidth", \.sumWidth, "bits of a sum", 16...52)]
  public static let samples = [RowScaler(sumWidth: 32)]

  /// Bits of each of the two exponents.
  public static let exponentWidth = 11

  public struct IO: Bundle {
    public let input: In<Stream<RowScalerInput>>
    public let output: Out<Stream<VectorElement>>
    /// Cycles in which a sum was taken, in which none came, and in which the receiver held a product up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    let exponent = Self.exponentWidth
    return IO(
      input: In(Stream(RowScalerInput(sum: sumWidth, exponent: exponent, rowExponent: exponent, scale: 32))),
      output: Out(Stream(VectorElement.word)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let float = FloatArithmetic(.single)
    let converted = io.input.mapped(to: NumberAndScale(number: 32, scale: 32)) { input, output in
      let exponent = input.exponent +^ input.rowExponent
      output.number <== float.convert(input.sum, exponent: exponent)
      output.scale <== input.scale
      output.last <== input.last
    }.registered(.forward)
    let product = converted.computed(to: VectorElement.word, in: PipelinedMultiplier.latency) { input, pipeline, output in
      output.number <== pipeline.multiply(input.number, input.scale)
      output.last <== pipeline.later(input.last)
    }
    io.output <== product
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: product.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }
}

/// A converted sum that waits for its scale.
@Bundle
struct NumberAndScale {
  let number: Bits
  let scale: Bits
  let last: Bit
}
