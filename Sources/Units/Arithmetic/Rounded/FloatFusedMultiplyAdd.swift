import HDL
import Numerics

/// a * b + c of floating-point numbers, rounded once.
///
/// - Latency: `stages` cycles; 0 gives a combinational unit whose `valid` and `ready` pass through. The first register holds the
///   result, the second one the sum before its normalization, the third one product and exponents, the fourth one the normalized sum;
///   further ones stand in front. Throughput: one result a cycle; it stalls where the receiver stalls.
/// - Formats: those of `hwgen format`, with subnormals. A NaN among the operands, zero times infinity and infinity minus infinity give
///   the format's canonical NaN. Formats without infinities have none: beyond the largest number is E4M3's NaN, or that number.
/// - Rounding: IEEE 754-2019, section 4.3, in a direction that the configuration or, as RISC-V's `rm`, each operation says.
/// - Flags: invalid, overflow, underflow (tininess after rounding) and inexact, in the bits of RISC-V's `fflags`.
public struct FloatFusedMultiplyAdd: RoundedUnit {
  /// Its name in `hwgen list`.
  public static let unitName = "fp-fma"
  /// Its line in `hwgen list`.
  public static let summary = "A product of two floating-point numbers plus a third, rounded once."

  /// Of operands and result.
  public var format = FloatName.fp16
  /// Direction of rounding, or that operations say it.
  public var rounding = RoundingChoice.nearestEven
  /// What becomes of results beyond the largest number.
  public var overflow = Overflow.special
  /// Whether results bring their flags.
  public var flags = false
  /// Cycles from operands to result, 0 to 8.
  public var stages = 1
  /// The default configuration.
  public init() {}

  /// Operands in, results out.
  public struct IO: Bundle {
    /// What is given.
    public let operands: In<Stream<FusedOperands>>
    /// What comes of it.
    public let result: Out<Stream<RoundedNumber>>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    let width = format.width
    return IO(
      operands: In(Stream(FusedOperands(a: width, b: width, c: width, rounding: OptionalBits(rounding.width)))),
      result: Out(Stream(result)))
  }

  @Hardware
  /// The body.
  public func build(_ io: IO) {
    let results = results(of: io.operands, rounding: { $0._value.rounding }) { $0.multiplyAdd($1.a, $1.b, $1.c) }
    io.result <== results
  }
}
