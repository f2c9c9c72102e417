import HDL
import Numerics

/// A number taken apart for a conversion: its highest 1 on top, and the power of two that it stands for.
struct ScaledSource {
  let sign, isZero, isInfinite, isNaN: Bit
  let significand: Unsigned
  /// Of the significand's highest bit.
  let power: Signed

  @Hardware
  init(_ code: Bits, _ kind: NumberKind, exponent: Signed) {
    let bits = Swift.max(exponent.width, kind.layout.map { $0.exponentBits + 1 } ?? 8) + 2
    let source = kind.layout.map { Digits(FloatFields(code, $0), $0, bits: bits) } ?? Digits(integer: code, bits: bits)
    sign = source.sign
    isInfinite = source.isInfinite
    isNaN = source.isNaN
    isZero = !source.digits.any
    let zeros = leadingZeros(source.digits)
    significand = source.digits << zeros
    power = source.place + exponent.extended(to: bits) - zeros.extended(to: bits).asSigned
  }

  /// A number before its zeros are counted.
  private struct Digits {
    let sign, isInfinite, isNaN: Bit
    let digits: Unsigned
    /// The power of two of the highest digit.
    let place: Signed

    @Hardware
    init(_ fields: FloatFields, _ layout: FloatLayout, bits: Int) {
      sign = fields.sign
      isInfinite = fields.isInfinite
      isNaN = fields.isNaN
      digits = fields.significand
      place = fields.exponent.extended(to: bits).asSigned - layout.bias
    }

    @Hardware
    init(integer code: Bits, bits: Int) {
      let number = code.asSigned
      sign = number[number.width - 1]
      isInfinite = Bit.zero
      isNaN = Bit.zero
      digits = mux(number[number.width - 1], -number, number).asUnsigned
      place = Signed.constant(number.width - 1, width: bits)
    }
  }
}

extension ScaledSource {
  /// The number at its place among those of a format, ready to be rounded.
  @Hardware
  func roundable(_ layout: FloatLayout) -> RoundableSum {
    let bits = layout.fractionBits + 1
    let width = Swift.max(power.width, Unsigned.width(upTo: layout.bias) + 2) + 1
    // Three digits below the last one, and whether there is anything else.
    let reduced = withSticky(bits + 3)
    let exponent = power.extended(to: width) + (layout.bias - 1)
    let isSmall = exponent[width - 1]
    let places = mux(isSmall, (-exponent).asUnsigned.clipped(to: (1 << Unsigned.width(upTo: bits + 4)) - 1), 0)
    let moved = movedDown(reduced, by: places)
    let field = mux(isSmall | isZero, 0, exponent.asUnsigned)
    let normal = NormalizedSum(exponent: field, moved: moved)
    let specials = FloatSpecials(isNaN: isNaN, isInfinite: isInfinite, infinitySign: sign, isInvalid: Bit.zero)
    return RoundableSum(normal: normal, sign: sign, cancels: Bit.zero, specials: specials)
  }

  /// The significand's highest bits, the lowest of them 1 if anything is below.
  private func withSticky(_ bits: Int) -> Unsigned {
    let more = significand.width - bits
    if more <= 0 { return significand.extended(to: bits) << -more }
    return concatenate(significand[0...more].any, significand[(more + 1)..<significand.width]).asUnsigned
  }

  /// The number as an integer of `width` bits; the nearest end of the range beyond it, and 0 for a NaN.
  @Hardware
  func integer(width: Int, _ direction: RoundingDirection) -> Signed {
    let size = Swift.max(width, significand.width) + 1
    let powerBits = Swift.max(power.width, Unsigned.width(upTo: width) + 2) + 1
    // The highest bit of the word is that of 2^(width - 1); a place below it is a smaller power.
    let distance = Signed.constant(width - 1, width: powerBits) - power.extended(to: powerBits)
    let isAbove = distance[powerBits - 1]
    let places = distance.asUnsigned.clipped(to: (1 << Unsigned.width(upTo: size + 1)) - 1)
    let word = significand.extended(to: size) << (size - significand.width)
    let moved = movedDown(word, by: places)
    let low = size + 1 - width
    let whole = moved[low..<(size + 1)].asUnsigned
    let up = direction.increments(
      sign: sign, last: whole[0], guardBit: moved[low - 1], sticky: moved[0..<(low - 1)].any)
    let magnitude = whole.extended(to: width + 1) + up.asUnsigned.extended(to: width + 1)
    let end = Unsigned.constant(1, width: width + 1) << (width - 1)
    let limit = mux(sign, end, end - 1)
    let saturates = isInfinite | (!isZero & isAbove) | (magnitude > limit)
    let clipped = mux(saturates, limit, mux(isZero, 0, magnitude)).asSigned
    let signed = mux(sign, -clipped, clipped)
    return mux(isNaN, 0, signed.truncated(to: width))
  }
}
