import HDL
import Numerics

/// The exact product of two factors: a sign, a magnitude and the sum of the exponent fields, and what is special about it.
///
/// - `magnitude` is a whole number of units of 2^`exponent`, above the smallest unit of both formats together; without exponents that
///   is 0.
/// - `isNaN` of a NaN among the factors, `isUndefined` of zero times infinity; an infinite product is neither.
struct FactorProduct: Module {
  var a: FactorName
  var b: FactorName

  struct IO: Bundle {
    let a, b: In<Bits>
    let isNegative: Out<Bit>
    let magnitude, exponent: Out<Unsigned>
    let isNaN, isInfinite, isUndefined, isSignalling: Out<Bit>
  }
  var io: IO {
    IO(
      a: In(Bits(a.width)), b: In(Bits(b.width)), isNegative: Out(Bit()),
      magnitude: Out(Unsigned(a.significandBits + b.significandBits)),
      exponent: Out(Unsigned(upTo: a.largestField + b.largestField)), isNaN: Out(Bit()), isInfinite: Out(Bit()),
      isUndefined: Out(Bit()), isSignalling: Out(Bit()))
  }

  @Hardware
  func build(_ io: IO) {
    let left = FactorFields(io.a._value, a)
    let right = FactorFields(io.b._value, b)
    io.isNegative <== left.sign ^ right.sign
    io.magnitude <== left.significand * right.significand
    let width = Unsigned.width(upTo: a.largestField + b.largestField)
    // Each field is at least 1.
    let fields = [left.exponent, right.exponent].compactMap { $0.map { $0.extended(to: width) - 1 } }
    io.exponent <== fields.dropFirst().reduce(fields.first ?? Unsigned.constant(0, width: width)) { $0 + $1 }
    let isNaN = left.isNaN | right.isNaN
    let isInfinite = left.isInfinite | right.isInfinite
    let isUndefined = (left.isInfinite & right.isZero) | (left.isZero & right.isInfinite)
    io.isNaN <== isNaN
    io.isUndefined <== isUndefined
    io.isInfinite <== isInfinite & !isUndefined & !isNaN
    io.isSignalling <== left.isSignalling | right.isSignalling
  }
}
