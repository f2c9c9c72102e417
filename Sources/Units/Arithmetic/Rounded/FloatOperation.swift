import HDL
import Numerics

/// Sums and products of numbers of one format that round once, in hardware: the golden model of each is the function of the same
/// name of `FloatRules`.
struct FloatOperation {
  let layout: FloatLayout
  let overflow: Overflow
  let direction: RoundingDirection
  let hasFlags: Bool
  let cuts: FloatCuts

  /// A code and, where they are wanted, its flags in the bits of `FloatFlags`.
  struct Result {
    let number: Bits
    let flags: Bits?
  }

  private var bits: Int { layout.fractionBits }
  /// Bits in which exponents of products are compared.
  private var exponentWidth: Int { layout.exponentBits + 3 }

  private func signed(_ exponent: Unsigned) -> Signed { exponent.extended(to: exponentWidth).asSigned }

  /// a + b.
  @Hardware
  func add(_ a: Bits, _ b: Bits) -> Result {
    let left = FloatFields(a, layout)
    let right = FloatFields(b, layout)
    let first = FloatTerm(sign: left.sign, exponent: signed(left.exponent), significand: left.significand, fractionBits: bits)
    let second = FloatTerm(sign: right.sign, exponent: signed(right.exponent), significand: right.significand, fractionBits: bits)
    let sum = AlignedSum(first, second, isFirstZero: Bit.zero, cuts: cuts)
    let opposite = left.isInfinite & right.isInfinite & (left.sign ^ right.sign)
    let specials = FloatSpecials(
      isNaN: left.isNaN | right.isNaN | opposite, isInfinite: left.isInfinite | right.isInfinite,
      infinitySign: mux(left.isInfinite, left.sign, right.sign), isInvalid: left.isSignalling | right.isSignalling | opposite)
    return rounded(RoundableSum(sum, bits: bits + 1, specials, cuts: cuts))
  }

  /// a * b: a sum with a zero of the product's sign, whose adder folds away. b may be of another format, with an exponent no longer.
  @Hardware
  func multiply(_ a: Bits, _ b: Bits, of other: FloatLayout) -> Result {
    let left = FloatFields(a, layout)
    let right = FloatFields(b, other)
    let product = product(left, right, of: other)
    let zero = FloatTerm(
      sign: product.sign, exponent: Signed.constant(1, width: exponentWidth), significand: Unsigned.constant(0, width: bits + 1),
      fractionBits: bits)
    let sum = AlignedSum(product, zero, isFirstZero: Bit.zero, cuts: cuts)
    let opposite = (left.isInfinite & right.isZero) | (left.isZero & right.isInfinite)
    let specials = FloatSpecials(
      isNaN: left.isNaN | right.isNaN | opposite, isInfinite: left.isInfinite | right.isInfinite, infinitySign: product.sign,
      isInvalid: left.isSignalling | right.isSignalling | opposite)
    return rounded(RoundableSum(sum, bits: bits + 1, specials, cuts: cuts))
  }

  /// a * b + c.
  @Hardware
  func multiplyAdd(_ a: Bits, _ b: Bits, _ c: Bits) -> Result {
    let left = FloatFields(a, layout)
    let right = FloatFields(b, layout)
    let addend = FloatFields(c, layout)
    let product = product(left, right, of: layout)
    let term = FloatTerm(
      sign: addend.sign, exponent: signed(addend.exponent), significand: addend.significand, fractionBits: bits)
    let sum = AlignedSum(product, term, isFirstZero: left.isZero | right.isZero, cuts: cuts)
    let isProductInfinite = left.isInfinite | right.isInfinite
    let undefined = (left.isInfinite & right.isZero) | (left.isZero & right.isInfinite)
    let opposite = isProductInfinite & addend.isInfinite & (product.sign ^ addend.sign) & !left.isNaN & !right.isNaN
    let specials = FloatSpecials(
      isNaN: left.isNaN | right.isNaN | addend.isNaN | undefined | opposite,
      isInfinite: isProductInfinite | addend.isInfinite, infinitySign: mux(isProductInfinite, product.sign, addend.sign),
      isInvalid: left.isSignalling | right.isSignalling | addend.isSignalling | undefined | opposite)
    return rounded(RoundableSum(sum, bits: bits + 1, specials, cuts: cuts))
  }

  @Hardware
  private func product(_ left: FloatFields, _ right: FloatFields, of other: FloatLayout) -> FloatTerm {
    let exponent = signed(left.exponent) + signed(right.exponent) - other.bias
    let significand = left.significand * right.significand
    return FloatTerm(
      sign: left.sign ^ right.sign, exponent: exponent, significand: significand, fractionBits: bits + other.fractionBits)
  }

  /// Rounds and packs, with infinities and NaNs in their places.
  @Hardware
  func rounded(_ sum: RoundableSum) -> Result {
    let specials = sum.specials.map(hasFlags: hasFlags) { cuts($0, .product, .sum, .normal) }
    let direction = RoundingDirection(
      choice: direction.choice, code: direction.code.map { cuts($0, .product, .sum, .normal) })
    let normal = sum.normal

    // Where unlike signs cancel, the direction decides.
    let sign = mux(sum.cancels, direction.isDown, sum.sign)
    let up = direction.increments(sign: sign, last: normal.kept[0], guardBit: normal.guardBit, sticky: normal.sticky)
    let base = concatenate(Bits.constant(0, width: bits), normal.exponent).asUnsigned
    let carry = (up | normal.carries).asUnsigned
    let digits = base + normal.kept.extended(to: base.width) + carry.extended(to: base.width)

    let magnitudeBits = layout.exponentBits + layout.fractionBits
    let overflows = digits > Int(layout.largestFinite)
    let outside = beyond(magnitudeBits, staysFinite: direction.staysFinite(sign: sign) & !specials.isInfinite)
    let isBeyond = overflows | specials.isInfinite
    let magnitude = mux(isBeyond, outside, digits[0..<magnitudeBits])
    let resultSign = mux(specials.isInfinite, specials.infinitySign, sign)
    // Without a sign everything negative is 0.
    let finite = layout.isSigned ? concatenate(magnitude, resultSign) : mux(resultSign, 0, magnitude)
    let canonical = layout.canonicalNaN ?? layout.largestFinite
    let number = mux(specials.isNaN, Bits.constant(Int(canonical), width: layout.width), finite)

    guard hasFlags else { return Result(number: cuts(number, .result), flags: nil) }
    let flags = raisedFlags(normal, direction, sign: sign, overflows: overflows, specials)
    return Result(number: cuts(number, .result), flags: cuts(flags, .result))
  }

  /// What stands for numbers beyond the largest one, without sign.
  private func beyond(_ width: Int, staysFinite: Bit) -> Bits {
    let largest = Bits.constant(Int(layout.largestFinite), width: width)
    if overflow == .saturate || layout.specials == .none { return largest }
    return mux(staysFinite, largest, Bits.constant(Int(layout.infinity), width: width))
  }

  @Hardware
  private func raisedFlags(
    _ normal: NormalizedSum, _ direction: RoundingDirection, sign: Bit, overflows: Bit, _ specials: FloatSpecials
  ) -> Bits {
    let isFinite = !specials.isNaN & !specials.isInfinite
    let isBeyond = overflows & isFinite
    let inexact = (normal.guardBit | normal.sticky | overflows) & isFinite
    let rest = direction.increments(sign: sign, last: normal.guardBit, guardBit: normal.next, sticky: normal.afterNext)
    let reaches = normal.kept[0..<bits].all & normal.guardBit & rest
    let isTiny = !normal.kept[bits] & !reaches
    return concatenate(inexact, inexact & isTiny, isBeyond, Bit.zero, specials.isInvalid)
  }
}
