import HDL
import Numerics

/// One of the two numbers of a sum: a significand whose bit `fractionBits` counts `2^(exponent - bias)`.
struct FloatTerm {
  let sign: Bit
  let exponent: Signed
  let significand: Unsigned
  let fractionBits: Int
}

/// The difference or sum of two significands, the one with the smaller exponent moved under the other.
///
/// Only the smaller one moves, whichever it is, so that the sum needs two bits more than the wider significand below it, and
/// one for whatever lies further down; a window around an operand that stays in place would be half as long again.
struct AlignedSum {
  /// In two's complement, with a sticky bit at the bottom: the lowest bit stands for three places below the wider significand.
  let total: Unsigned
  /// The biased exponent at the place of the wider significand's unit.
  let exponent: Unsigned
  /// The sign of what was not moved.
  let sign: Bit
  let subtracts: Bit
  /// Places above the unit: carries, and the wider significand's own.
  let headroom: Int

  /// - Parameters:
  ///   - first: it has at least as many bits as `second`; its significand may be 0 only where `isFirstZero` says so, or where its
  ///     exponent is no larger than the second's
  ///   - second: its exponent is at least 1
  ///   - cut: what is done with signals between the choice and the movement, a register perhaps
  @Hardware
  init(_ first: FloatTerm, _ second: FloatTerm, isFirstZero: Bit, cuts: FloatCuts) {
    let unit = first.fractionBits
    let width = first.significand.width
    headroom = width - unit
    let distance = first.exponent - second.exponent
    let isBelow = distance[distance.width - 1]
    let leads = !isBelow & !isFirstZero
    // One place less where the first one moves, which starts one place lower: no carry is needed for the magnitude.
    let places = mux(isBelow, ~distance, distance).asUnsigned.clipped(to: (1 << Unsigned.width(upTo: unit + 3)) - 1)

    let isFirstLarge = cuts(leads, .product)
    let wide = cuts(first.significand, .product)
    let narrow = cuts(second.significand, .product)
    let lifted = narrow.extended(to: unit + 1) << (unit - second.fractionBits)
    let large = mux(isFirstLarge, wide, lifted.extended(to: width))
    let lowered = concatenate(Bit.zero, wide).asUnsigned.extended(to: unit + 3)
    let small = mux(isFirstLarge, concatenate(Bits.constant(0, width: 2), lifted).asUnsigned, lowered)
    let moved = movedDown(small, by: cuts(places, .product))

    let isSubtraction = cuts(first.sign ^ second.sign, .product)
    let base = concatenate(isSubtraction, Bits.constant(0, width: 3), large, Bit.zero).asUnsigned
    let padded = moved.extended(to: base.width - 1)
    let addend = concatenate(isSubtraction, mux(isSubtraction, ~padded, padded)).asUnsigned
    let sum = base + addend
    total = cuts(sum[1..<base.width].asUnsigned, .sum)
    exponent = cuts(mux(leads, first.exponent, second.exponent).asUnsigned, .product, .sum)
    sign = cuts(mux(leads, first.sign, second.sign), .product, .sum)
    subtracts = cuts(isSubtraction, .sum)
  }
}

/// A number moved towards its lowest bit, with one bit more below: whether anything fell off.
@Hardware
func movedDown(_ number: Unsigned, by places: Unsigned) -> Unsigned {
  let width = number.width
  var rest = number
  var sticky = Bit.zero
  for level in 0..<places.width {
    let step = Swift.min(1 << level, width)
    let falls = rest[0..<step].any & places[level]
    let collected = sticky | falls
    let shifted = mux(places[level], rest >> step, rest)
    sticky = collected
    rest = shifted
  }
  return concatenate(sticky, rest).asUnsigned
}
