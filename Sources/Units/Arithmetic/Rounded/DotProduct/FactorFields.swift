import HDL
import Numerics

/// A factor's sign, exponent and magnitude, whatever its format is.
struct FactorFields {
  /// Only a format with a sign bit knows a negative zero.
  let sign: Bit
  /// The field of a floating-point number, at least 1; nil of whole numbers.
  let exponent: Unsigned?
  /// The magnitude without its exponent, of `FactorName.significandBits` bits.
  let significand: Unsigned
  let isZero, isInfinite, isNaN, isSignalling: Bit

  @Hardware
  init(_ code: Bits, _ name: FactorName) {
    if let layout = name.layout {
      let fields = FloatFields(code, layout)
      (sign, exponent, significand) = (fields.sign, fields.exponent, fields.significand)
      (isZero, isInfinite, isNaN, isSignalling) = (fields.isZero, fields.isInfinite, fields.isNaN, fields.isSignalling)
    } else {
      let magnitude = WholeMagnitude(code, name)
      (sign, exponent, significand) = (magnitude.sign, nil, magnitude.magnitude)
      (isZero, isInfinite, isNaN, isSignalling) = (!magnitude.magnitude.any, Bit.zero, Bit.zero, Bit.zero)
    }
  }
}

/// A whole number's sign and magnitude.
private struct WholeMagnitude {
  let sign: Bit
  let magnitude: Unsigned

  @Hardware
  init(_ code: Bits, _ name: FactorName) {
    switch name.integer?.representation {
    case .signMagnitude:
      sign = code[name.width - 1]
      magnitude = code[0..<(name.width - 1)].asUnsigned
    case .asymmetric(let zeroPoint):
      let number = code.asUnsigned.extended(to: name.width + 1).asSigned - zeroPoint
      sign = number[name.width]
      magnitude = mux(number[name.width], -number, number).asUnsigned.truncated(to: name.width)
    default:
      let number = code.asSigned
      sign = number[name.width - 1]
      magnitude = mux(number[name.width - 1], -number, number).asUnsigned
    }
  }
}
