import HDL
import Numerics

/// A number's fields: the exponent of a subnormal is that of the smallest normal numbers, and its hidden bit is 0.
struct FloatFields {
  let sign: Bit
  /// Biased, at least 1.
  let exponent: Unsigned
  /// The fraction below the hidden bit.
  let significand: Unsigned
  let isZero, isInfinite, isNaN, isSignalling: Bit

  @Hardware
  init(_ number: Bits, _ layout: FloatLayout) {
    let bits = layout.fractionBits
    let fraction = number[0..<bits].asUnsigned
    let field = number[bits..<(bits + layout.exponentBits)].asUnsigned
    let isNormal = field.any
    sign = layout.isSigned ? number[layout.width - 1] : Bit.zero
    exponent = field | (!isNormal).asUnsigned.extended(to: layout.exponentBits)
    significand = concatenate(fraction, isNormal).asUnsigned
    isZero = !isNormal & !fraction.any
    isInfinite = layout.specials == .infinitiesAndNaNs ? field.all & !fraction.any : Bit.zero
    switch layout.specials {
    case .infinitiesAndNaNs: isNaN = field.all & fraction.any
    case .oneNaN: isNaN = field.all & fraction.all
    case .none: isNaN = Bit.zero
    }
    isSignalling = layout.specials == .infinitiesAndNaNs ? isNaN & !fraction[bits - 1] : Bit.zero
  }
}

/// What is known of a result before its digits are.
struct FloatSpecials {
  let isNaN, isInfinite, infinitySign, isInvalid: Bit

  /// Each of them changed; without flags nobody asks for `isInvalid`.
  func map(hasFlags: Bool, _ change: (Bit) -> Bit) -> FloatSpecials {
    FloatSpecials(
      isNaN: change(isNaN), isInfinite: change(isInfinite), infinitySign: change(infinitySign),
      isInvalid: hasFlags ? change(isInvalid) : Bit.zero)
  }
}
