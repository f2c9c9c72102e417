import HDL
import Numerics

// The same functions as in `SpecialFunctions`, combinationally: from a number's 32 bits to the result's.

extension SpecialFunctions {
  private static var single: FloatArithmetic { FloatArithmetic(.single) }

  /// e^x.
  @Hardware
  public static func exponential(_ x: some Readable<Bits>) -> Bits {
    let field = x[23..<31].asUnsigned
    let isNegative = x[31]

    // |x| in units of 2^-26, times log2 e in units of 2^-30.
    let placed = concatenate(Bits.constant(0, width: 9), x[0..<23], field.any).asUnsigned
    let magnitude = placed >> (Unsigned.constant(133, width: 8) - field)
    let product = magnitude * Unsigned.constant(Int(logarithm), width: 31)
    let size = concatenate(product[26..<64], Bit.zero).asSigned
    let scaled = mux(isNegative, -size, size)
    let whole = scaled[30..<39].asSigned

    let table = FunctionTable.powerOfTwo.memory
    let word = table[scaled[24..<30].asUnsigned]
    let rest = scaled[0..<24].asUnsigned
    let curve = word[49..<64].asUnsigned * rest
    let slope = word[26..<49].asUnsigned.extended(to: 24) + curve[24..<39].asUnsigned.extended(to: 24)
    let constant = concatenate(Bits.constant(0, width: 26), word[0..<26]).asUnsigned.extended(to: 53)
    let above = constant + (slope * rest).extended(to: 53)
    // The last segment's end may reach 2.
    let power = concatenate(above.saturated(to: 52), Bit.one).asUnsigned
    let packed = single.pack(whole.extended(to: 10) + 126, power)

    let beyond = mux(isNegative, Bits.constant(0, width: 31), single.infinityMagnitude)
    let result = mux(field > 133, beyond, packed)
    return mux(single.isNaN(x), single.canonicalNaN, concatenate(result, Bit.zero))
  }

  /// 1/x.
  @Hardware
  public static func reciprocal(_ x: some Readable<Bits>) -> Bits {
    let field = x[23..<31].asUnsigned
    let quotient = interpolated(.reciprocal, segment: x[16..<23].asUnsigned, rest: x[0..<16].asUnsigned)
    let exponent = Signed.constant(252, width: 10) - field.extended(to: 10).asSigned
    let packed = single.pack(exponent, quotient)
    let zero = Bits.constant(0, width: 31)
    let finite = mux(field.all, zero, packed)
    let magnitude = mux(field.any, finite, single.infinityMagnitude)
    return mux(single.isNaN(x), single.canonicalNaN, concatenate(magnitude, x[31]))
  }

  /// 1/sqrt(x).
  @Hardware
  public static func reciprocalSquareRoot(_ x: some Readable<Bits>) -> Bits {
    let field = x[23..<31].asUnsigned
    // An even biased exponent is an odd power of two, of which one factor stays with the significand.
    let segment = concatenate(x[16..<23], !x[23]).asUnsigned
    let root = interpolated(.reciprocalSquareRoot, segment: segment, rest: x[0..<16].asUnsigned)
    let halved = (field.extended(to: 9) + 1)[1..<9].asUnsigned
    let exponent = Unsigned.constant(189, width: 8) - halved
    let rounded = single.roundUp(exponent, root[21..<45].asUnsigned, guardBit: root[20], sticky: root[0..<20].any)
    let finite = mux(field.all, Bits.constant(0, width: 31), rounded[0..<31])
    let isZero = !field.any
    let magnitude = mux(isZero, single.infinityMagnitude, finite)
    let isInvalid = single.isNaN(x) | (x[31] & !isZero)
    return mux(isInvalid, single.canonicalNaN, concatenate(magnitude, x[31] & isZero))
  }

  @Hardware
  private static func interpolated(_ function: FunctionTable, segment: Unsigned, rest: Unsigned) -> Unsigned {
    let table = function.memory
    let word = table[segment]
    let curve = word[50..<64].asUnsigned * rest
    let slope = word[28..<50].asUnsigned - curve[15..<30].asUnsigned.extended(to: 22)
    let constant = concatenate(Bits.constant(0, width: 17), word[0..<28]).asUnsigned
    return constant - (slope * rest).extended(to: 45)
  }
}

extension FunctionTable {
  /// The coefficients in a memory of the running module.
  fileprivate var memory: Memory<Signed> {
    Memory(depth: words.count, Signed(64), contents: words.map { Int(truncatingIfNeeded: $0) })
  }
}
