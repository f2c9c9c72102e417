/// The coefficients of a function in equal segments, each a polynomial of second degree through the function's values at the
/// segment's three Chebyshev points, in fixed point: what the special functions' golden models and hardware both read.
///
/// Only additions, multiplications, divisions and square roots of `Double` make them, so that every machine makes the same.
public struct FunctionTable: Sendable {
  /// For each segment: the constant in the low bits, then the linear, then the quadratic coefficient.
  public let words: [UInt64]
  /// Bits of the three coefficients, 64 together.
  public let constantBits, linearBits, quadraticBits: Int

  /// - Parameters:
  ///   - segments: the functions of the distance from the segment's start, in order
  ///   - length: of a segment
  ///   - units: what the lowest bit of each coefficient stands for; negative for a coefficient that is subtracted
  private init(
    _ segments: [(Double) -> Double], length: Double, bits: (Int, Int, Int), units: (Double, Double, Double)
  ) {
    (constantBits, linearBits, quadraticBits) = bits
    words = segments.map { function in
      let spread = (3.0).squareRoot() / 4 * length
      let points = [length / 2 - spread, length / 2, length / 2 + spread]
      let values = points.map(function)
      let first = (values[1] - values[0]) / spread
      let second = (values[2] - values[1]) / spread
      let quadratic = (second - first) / (2 * spread)
      let linear = first - quadratic * (points[0] + points[1])
      let constant = values[0] - points[0] * (linear + quadratic * points[0])
      func field(_ value: Double, _ unit: Double, _ bits: Int) -> UInt64 {
        min(UInt64(max(0, (value / unit).rounded())), (1 << UInt64(bits)) - 1)
      }
      return field(constant, units.0, bits.0) | field(linear, units.1, bits.1) << UInt64(bits.0)
        | field(quadratic, units.2, bits.2) << UInt64(bits.0 + bits.1)
    }
  }

  /// The coefficients of a segment.
  package func coefficients(_ index: Int) -> (constant: UInt64, linear: UInt64, quadratic: UInt64) {
    let word = words[index]
    return (
      word & ((1 << UInt64(constantBits)) - 1), word >> UInt64(constantBits) & ((1 << UInt64(linearBits)) - 1),
      word >> UInt64(constantBits + linearBits)
    )
  }

  /// 2^x - 1 for x in 0..<1, 64 segments: constants in units of 2^-26, then 2^-22 and 2^-16.
  public static let powerOfTwo = FunctionTable(
    (0..<64).map { segment in { powerOfTwo(Double(segment) / 64 + $0) - 1 } }, length: 1.0 / 64, bits: (26, 23, 15),
    units: (0x1p-26, 0x1p-22, 0x1p-16))

  /// 1/x for x in 1..<2, 128 segments: constants in units of 2^-28, then 2^-22 (to be subtracted) and 2^-14.
  public static let reciprocal = FunctionTable(
    (0..<128).map { segment in { 1 / (1 + Double(segment) / 128 + $0) } }, length: 1.0 / 128, bits: (28, 22, 14),
    units: (0x1p-28, -0x1p-22, 0x1p-14))

  /// 1/sqrt(x) for x in 1..<2, 128 segments, then 1/sqrt(2 x): units as those of `reciprocal`.
  public static let reciprocalSquareRoot = FunctionTable(
    (0..<256).map { segment in
      { 1 / (Double(1 + segment / 128) * (1 + Double(segment % 128) / 128 + $0)).squareRoot() }
    }, length: 1.0 / 128, bits: (28, 22, 14), units: (0x1p-28, -0x1p-22, 0x1p-14))

  /// 2^x for x in 0...1 by its series.
  private static func powerOfTwo(_ x: Double) -> Double {
    let exponent = x * 0x1.62e42fefa39efp-1
    return stride(from: 20, to: 0, by: -1).reduce(1) { sum, k in 1 + sum * exponent / Double(k) }
  }
}
