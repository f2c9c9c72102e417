import HDL
import Numerics

extension FloatArithmetic {
  /// `integer * 2^exponent`, rounded once; the exponent's width sets its range, and an integer has at most 64 bits.
  @Hardware
  public func convert(_ integer: some Readable<Signed>, exponent: (some Readable<Signed>)? = Optional<Signed>.none) -> Bits {
    let width = integer._value.width
    let sign = integer[width - 1]
    let magnitude = mux(sign, -integer, integer._value).asUnsigned
    let zeros = leadingZeros(magnitude)
    let normal = magnitude << zeros
    let exponentWidth = Swift.max(exponent?._value.width ?? 0, Unsigned.width(upTo: format.bias + width) + 1) + 1
    let unit = Signed.constant(format.bias + width - 2, width: exponentWidth) - zeros.extended(to: exponentWidth).asSigned
    let scaled = exponent.map { unit + $0.extended(to: exponentWidth) } ?? unit
    let packed = pack(scaled, withSticky(normal, bits: Swift.max(width, fractionBits + 3)))
    // What is not normalized is 0.
    return signed(sign, mux(normal[width - 1], packed, Bits.constant(0, width: format.width - 1)))
  }

  /// The number times 2^-`shift` as an integer of `width` bits: rounded to nearest, ties to even, saturated; 0 for a NaN.
  @Hardware
  public func toInteger(_ number: some Readable<Bits>, shift: some Readable<Signed>, width: Int) -> Signed {
    let source = fields(number._value)
    let placeWidth = Swift.max(shift._value.width, Unsigned.width(upTo: format.largestExponent) + 1) + 2
    let place = unit(of: source, width: placeWidth) - shift.extended(to: placeWidth)
    return integer(source, place: place, width: width)
  }

  /// The number times 2^`exponent` as an integer of `width` bits: rounded to nearest, ties to even, saturated; 0 for a NaN.
  @Hardware
  public func toInteger(_ number: some Readable<Bits>, exponent: some Readable<Signed>, width: Int) -> Signed {
    let source = fields(number._value)
    let placeWidth = Swift.max(exponent._value.width, Unsigned.width(upTo: format.largestExponent) + 1) + 2
    let place = unit(of: source, width: placeWidth) + exponent.extended(to: placeWidth)
    return integer(source, place: place, width: width)
  }

  /// The number as an integer of `width` bits: rounded to nearest, ties to even, saturated; 0 for a NaN.
  @Hardware
  public func toInteger(_ number: some Readable<Bits>, width: Int) -> Signed {
    let source = fields(number._value)
    let place = unit(of: source, width: Unsigned.width(upTo: format.largestExponent) + 2)
    return integer(source, place: place, width: width)
  }

  /// The exponent of a significand's lowest bit.
  private func unit(of source: Fields, width: Int) -> Signed {
    source.exponent.extended(to: width).asSigned - (format.bias + fractionBits)
  }

  /// A significand moved up by `place` bits, or down if that is negative, as an integer.
  @Hardware
  private func integer(_ source: Fields, place: Signed, width: Int) -> Signed {
    // Below the point: the integer, a guard bit, and the rest.
    let down = (-place).asUnsigned.clipped(to: largestShift)
    let moved = concatenate(Bits.constant(0, width: largestShift), source.significand).asUnsigned >> down
    let whole = moved[largestShift..<(largestShift + fractionBits + 1)].asUnsigned
    let up = moved[largestShift - 1] & (moved[0..<(largestShift - 1)].any | whole[0])
    let rounded = whole.extended(to: fractionBits + 2) + up.asUnsigned.extended(to: fractionBits + 2)

    // Above it: a significand of `fractionBits + 1` bits has left the integer's `width - 1` bits when it moves up by that many.
    let wide = Swift.max(width + fractionBits + 1, fractionBits + 2)
    let limit = Unsigned.width(upTo: width)
    let isAbove = !place[place.width - 1]
    let raise = place.asUnsigned.clipped(to: (1 << limit) - 1)
    let leaves = source.significand.any & (raise >= width)
    let raised = source.significand.extended(to: wide) << raise
    let magnitude = mux(isAbove, raised, rounded.extended(to: wide))
    let largest = (Unsigned.constant(1, width: wide) << (width - 1)) - 1
    let saturates = source.isInfinite | (isAbove & leaves) | (magnitude > largest)
    let clipped = mux(saturates, largest, magnitude).truncated(to: width).asSigned
    let negative = mux(saturates, ~clipped, -clipped)
    return mux(source.isNaN, 0, mux(source.sign, negative, clipped))
  }

  /// The number times 2^`exponent` in another format, rounded once.
  @Hardware
  public func convert(
    _ number: some Readable<Bits>, to target: FloatFormat, exponent: (some Readable<Signed>)? = Optional<Signed>.none
  ) -> Bits {
    let source = fields(number._value)
    let result = FloatArithmetic(target)
    let zeros = leadingZeros(source.significand)
    let normal = source.significand << zeros
    let widest = Swift.max(exponentBits, target.exponentBits)
    let exponentWidth = Swift.max(exponent?._value.width ?? 0, widest + 1) + 2
    let unit = source.exponent.extended(to: exponentWidth).asSigned - zeros.extended(to: exponentWidth).asSigned
    let rebased = unit + (target.bias - format.bias - 1)
    let scaled = exponent.map { rebased + $0.extended(to: exponentWidth) } ?? rebased
    let packed = result.pack(scaled, result.withSticky(normal, bits: Swift.max(fractionBits + 1, target.fractionBits + 3)))
    let zero = Bits.constant(0, width: target.width - 1)
    let finite = mux(source.isZero, zero, packed)
    let magnitude = mux(source.isInfinite, result.infinityMagnitude, finite)
    return mux(source.isNaN, result.canonicalNaN, concatenate(magnitude, source.sign))
  }
}
