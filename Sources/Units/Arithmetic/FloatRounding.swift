import HDL
import Numerics

extension FloatArithmetic {
  /// The magnitude of a number from its parts, rounded: exponent, fraction, and what the rounding carries.
  ///
  /// - Parameters:
  ///   - exponent: the biased exponent less one (less nothing if `kept` has no hidden bit): a hidden bit counts it up
  ///   - kept: the fraction under the hidden bit
  ///   - guardBit: the first bit below
  ///   - sticky: whether there is anything below that
  /// - Returns: one bit more than a magnitude has.
  @Hardware
  func roundUp(_ exponent: Unsigned, _ kept: Unsigned, guardBit: Bit, sticky: Bit) -> Unsigned {
    let up = guardBit & (sticky | kept[0])
    let base = concatenate(Bits.constant(0, width: fractionBits), exponent, Bit.zero).asUnsigned
    return base + kept.extended(to: format.width) + up.asUnsigned.extended(to: format.width)
  }

  /// The magnitude of `significand * 2^k` rounded, subnormal where it is small and infinite where it is large.
  ///
  /// - Parameters:
  ///   - exponent: the biased exponent that the result would have, less one
  ///   - significand: its highest bit is the hidden one and is 1; at least `fractionBits + 3` bits
  @Hardware
  func pack(_ exponent: Signed, _ significand: Unsigned) -> Bits {
    let reduced = withSticky(significand, bits: fractionBits + 3)
    let isSmall = exponent[exponent.width - 1]
    let under = (-exponent).asUnsigned.clipped(to: largestShift)
    let amount = mux(isSmall, under, 0)
    let moved = concatenate(Bits.constant(0, width: largestShift), reduced).asUnsigned >> amount
    let kept = moved[(largestShift + 2)..<(largestShift + fractionBits + 3)].asUnsigned
    let field =
      exponent.width >= exponentBits ? exponent[0..<exponentBits].asUnsigned : exponent.asUnsigned.extended(to: exponentBits)
    let base = mux(isSmall, 0, field)
    let rounded = roundUp(base, kept, guardBit: moved[largestShift + 1], sticky: moved[0...largestShift].any)
    let overflows = exponent.width > exponentBits ? exponent > format.largestExponent - 2 : Bit.zero
    return mux(overflows, infinityMagnitude, rounded[0..<(format.width - 1)])
  }

  /// The highest `bits` bits of a number, the lowest of them 1 if anything is below.
  func withSticky(_ number: Unsigned, bits: Int) -> Unsigned {
    let more = number.width - bits
    if more < 0 { return concatenate(Bits.constant(0, width: -more), number).asUnsigned }
    if more == 0 { return number }
    return concatenate(number[0...more].any, number[(more + 1)..<number.width]).asUnsigned
  }
}

/// Zeros above the highest 1 of a number, in a binary search; of 0, its width or more.
@Hardware
func leadingZeros(_ number: Unsigned) -> Unsigned {
  let levels = Unsigned.width(upTo: number.width - 1)
  let padding = (1 << levels) - number.width
  var rest = padding == 0 ? number : concatenate(Bits.constant(0, width: padding), number).asUnsigned
  var counted: [Bit] = []
  for level in stride(from: levels - 1, through: 0, by: -1) {
    let half = 1 << level
    let upper = rest[half..<(2 * half)].asUnsigned
    let isClear = !upper.any
    counted.append(isClear)
    if level > 0 {
      let searched = mux(isClear, rest[0..<half].asUnsigned, upper)
      rest = searched
    }
  }
  return concatenate(Array(counted.reversed())).asUnsigned
}
