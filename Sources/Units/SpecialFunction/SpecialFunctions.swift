import Numerics

/// What the special-function hardware computes, bit for bit: functions of binary32 numbers by a table and a polynomial of second
/// degree in fixed point, the result rounded once to nearest, ties to even.
public enum SpecialFunctions {
  /// log2(e) in units of 2^-30.
  package static let logarithm: UInt64 = 1_549_082_005

  /// e^x with a relative error of at most 2^-23.4 where it is normal, else of 0.67 units. 0 below about -103.97, subnormal below -87.34, infinite above 88.72; NaN for a NaN.
  ///
  /// x is taken in units of 2^-26, multiplied by log2 e, and its fraction split into 6 bits for the table and 24 for the polynomial.
  public static func exponential(_ x: Float) -> Float {
    let bits = x.bitPattern
    let isNegative = bits >> 31 == 1
    let field = UInt64(bits >> 23 & 0xff)
    if x.isNaN { return .nan }
    // |x| of 128 and more is beyond any result.
    if field > 133 { return isNegative ? 0 : .infinity }
    let significand = UInt64(bits & 0x7f_ffff) | (field == 0 ? 0 : 1 << 23)
    let magnitude = (significand << 9) >> (133 - field)
    let product = (magnitude * logarithm) >> 26
    let scaled = isNegative ? -Int64(product) : Int64(product)
    let whole = Int(scaled >> 30)
    let fraction = UInt64(scaled & 0x3fff_ffff)

    let (constant, linear, quadratic) = FunctionTable.powerOfTwo.coefficients(Int(fraction >> 24))
    let rest = fraction & 0xff_ffff
    let slope = linear + (quadratic * rest) >> 24
    let above = constant << 26 + slope * rest
    // The last segment's end may reach 2.
    let power = 1 << 52 | min(above, 1 << 52 - 1)
    return Float(bitPattern: UInt32(FloatFormat.single.rounded(isNegative: false, significand: power, exponent: whole - 52)))
  }

  /// 1/x with a relative error of at most 2^-23.8 (all significands); subnormal x count as 0, whose reciprocal is
  /// infinite.
  public static func reciprocal(_ x: Float) -> Float {
    if x.isNaN { return .nan }
    let bits = x.bitPattern
    let isNegative = bits >> 31 == 1
    let field = Int(bits >> 23 & 0xff)
    if field == 0 { return isNegative ? -.infinity : .infinity }
    if field == 255 { return isNegative ? -0.0 : 0 }
    let quotient = interpolated(.reciprocal, segment: Int(bits >> 16 & 0x7f), rest: UInt64(bits & 0xffff))
    return Float(
      bitPattern: UInt32(FloatFormat.single.rounded(isNegative: isNegative, significand: quotient, exponent: 127 - field - 45)))
  }

  /// 1/sqrt(x) with a relative error of at most 2^-23.8 (all significands); subnormal x count as 0, for which the
  /// result is infinite with the sign of x; NaN for other negative numbers.
  public static func reciprocalSquareRoot(_ x: Float) -> Float {
    let bits = x.bitPattern
    let field = Int(bits >> 23 & 0xff)
    if field == 0 { return bits >> 31 == 1 ? -.infinity : .infinity }
    if x.isNaN || bits >> 31 == 1 { return .nan }
    if field == 255 { return 0 }
    // The exponent's half, rounded down; what is left over doubles the significand.
    let half = (field + 1) / 2 - 64
    let isDoubled = field % 2 == 0
    let root = interpolated(
      .reciprocalSquareRoot, segment: Int(bits >> 16 & 0x7f) + (isDoubled ? 128 : 0), rest: UInt64(bits & 0xffff))
    return Float(bitPattern: UInt32(FloatFormat.single.rounded(isNegative: false, significand: root, exponent: -half - 45)))
  }

  /// A falling function of a significand in units of 2^-45, from half of 2^45 to just below 2^45.
  private static func interpolated(_ table: FunctionTable, segment: Int, rest: UInt64) -> UInt64 {
    let (constant, linear, quadratic) = table.coefficients(segment)
    let slope = linear - (quadratic * rest) >> 15
    return constant << 17 - slope * rest
  }
}

extension Float {
  /// The number, or the NaN that the hardware gives, whatever NaN this is.
  var canonical: Float { isNaN ? .nan : self }
}
