import HDL
import Numerics

/// The product of two floating-point numbers, rounded once.
///
/// - Latency: `stages` cycles; 0 gives a combinational multiplier whose `valid` and `ready` pass through. The first register holds
///   the result, the second one the product at its place, the third one product and exponents, the fourth one the normalized
///   product; further ones stand in front. Throughput: one product a cycle; it stalls where the receiver stalls.
/// - Formats: those of `hwgen format`, with subnormals; a NaN among the operands, or zero times infinity, gives the format's
///   canonical NaN.
/// - Rounding: IEEE 754-2019, section 4.3, in a direction that the configuration or, as RISC-V's `rm`, each operation says.
/// - Flags: invalid, overflow, underflow (tininess after rounding) and inexact, in the bits of RISC-V's `fflags`.
public struct FloatMultiplier: RoundedUnit {
  /// Its name in `hwgen list`.
  public static let unitName = "fp-multiply"
  /// Its line in `hwgen list`.
  public static let summary = "The product of two floating-point numbers, rounded once."

  /// Of operands and result.
  public var format = FloatName.fp32
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
    public let operands: In<Stream<RoundedOperands>>
    /// What comes of it.
    public let product: Out<Stream<RoundedNumber>>
  }
  /// The ports at the configuration's widths.
  public var io: IO { IO(operands: operands, product: Out(Stream(result))) }

  @Hardware
  /// The body.
  public func build(_ io: IO) {
    let products = results(of: io.operands, rounding: { $0._value.rounding }) { $0.multiply($1.a, $1.b, of: $0.layout) }
    io.product <== products
  }
}
