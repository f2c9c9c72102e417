import HDL
import Numerics

// The same functions as in `SpecialFunctions`, from a number's 32 bits to the result's: combinationally, or cut into parts of
// about one multiplication each.

extension SpecialFunctions {
  private static var single: FloatArithmetic { FloatArithmetic(.single) }

  /// e^x. With a pipeline, 4 moves later.
  @Hardware
  public static func exponential(_ x: some Readable<Bits>, through pipeline: Pipeline? = nil) -> Bits {
    let field = x[23..<31].asUnsigned
    let isInvalid = single.isNaN(x)
    let isBeyond = field > 133

    // |x| in units of 2^-26, times log2 e in units of 2^-30.
    let placed = concatenate(Bits.constant(0, width: 9), x[0..<23], field.any).asUnsigned
    let magnitude = pipeline.cut(placed >> (Unsigned.constant(133, width: 8) - field))
    let isNegative = pipeline.cut(x[31])
    let product = magnitude * Unsigned.constant(Int(logarithm), width: 31)
    let size = concatenate(product[26..<64], Bit.zero).asSigned
    let scaled = pipeline.cut(mux(isNegative, -size, size))
    let whole = scaled[30..<39].asSigned

    let table = FunctionTable.powerOfTwo.memory
    let word = table[scaled[24..<30].asUnsigned]
    let curve = word[49..<64].asUnsigned * scaled[0..<24].asUnsigned
    let rest = pipeline.cut(scaled[0..<24].asUnsigned)
    let slope = pipeline.cut(word[26..<49].asUnsigned.extended(to: 24) + curve[24..<39].asUnsigned.extended(to: 24))
    let start = pipeline.cut(word[0..<26])
    let constant = concatenate(Bits.constant(0, width: 26), start).asUnsigned.extended(to: 53)
    let above = pipeline.cut(constant + (slope * rest).extended(to: 53))
    // The last segment's end may reach 2.
    let power = concatenate(above.saturated(to: 52), Bit.one).asUnsigned
    let floor = pipeline.later(whole, by: 2)
    let exponent = floor.extended(to: 10) + 126
    let packed = single.pack(exponent, power)

    let isSmall = pipeline.later(isNegative, by: 3)
    let beyond = mux(isSmall, Bits.constant(0, width: 31), single.infinityMagnitude)
    let saturates = pipeline.later(isBeyond, by: 4)
    let result = mux(saturates, beyond, packed)
    let isNaN = pipeline.later(isInvalid, by: 4)
    return mux(isNaN, single.canonicalNaN, concatenate(result, Bit.zero))
  }

  /// 1/x. With a pipeline, 2 moves later.
  @Hardware
  public static func reciprocal(_ x: some Readable<Bits>, through pipeline: Pipeline? = nil) -> Bits {
    let quotient = interpolated(.reciprocal, segment: x[16..<23].asUnsigned, rest: x[0..<16].asUnsigned, through: pipeline)
    let field = pipeline.later(x[23..<31].asUnsigned, by: 2)
    let sign = pipeline.later(x[31], by: 2)
    let isInvalid = pipeline.later(single.isNaN(x), by: 2)
    let exponent = Signed.constant(252, width: 10) - field.extended(to: 10).asSigned
    let packed = single.pack(exponent, quotient)
    let zero = Bits.constant(0, width: 31)
    let finite = mux(field.all, zero, packed)
    let magnitude = mux(field.any, finite, single.infinityMagnitude)
    return mux(isInvalid, single.canonicalNaN, concatenate(magnitude, sign))
  }

  /// 1/sqrt(x). With a pipeline, 2 moves later.
  @Hardware
  public static func reciprocalSquareRoot(_ x: some Readable<Bits>, through pipeline: Pipeline? = nil) -> Bits {
    // An even biased exponent is an odd power of two, of which one factor stays with the significand.
    let segment = concatenate(x[16..<23], !x[23]).asUnsigned
    let root = interpolated(.reciprocalSquareRoot, segment: segment, rest: x[0..<16].asUnsigned, through: pipeline)
    let field = pipeline.later(x[23..<31].asUnsigned, by: 2)
    let sign = pipeline.later(x[31], by: 2)
    let isNaN = pipeline.later(single.isNaN(x), by: 2)
    let halved = (field.extended(to: 9) + 1)[1..<9].asUnsigned
    let exponent = Unsigned.constant(189, width: 8) - halved
    let rounded = single.roundUp(exponent, root[21..<45].asUnsigned, guardBit: root[20], sticky: root[0..<20].any)
    let finite = mux(field.all, Bits.constant(0, width: 31), rounded[0..<31])
    let isZero = !field.any
    let magnitude = mux(isZero, single.infinityMagnitude, finite)
    let isInvalid = isNaN | (sign & !isZero)
    return mux(isInvalid, single.canonicalNaN, concatenate(magnitude, sign & isZero))
  }

  /// With a pipeline, 2 moves later.
  @Hardware
  private static func interpolated(_ function: FunctionTable, segment: Unsigned, rest: Unsigned, through pipeline: Pipeline?)
    -> Unsigned
  {
    let table = function.memory
    let word = table[segment]
    let curve = word[50..<64].asUnsigned * rest
    let slope = pipeline.cut(word[28..<50].asUnsigned - curve[15..<30].asUnsigned.extended(to: 22))
    let start = pipeline.cut(word[0..<28])
    let distance = pipeline.cut(rest)
    let constant = concatenate(Bits.constant(0, width: 17), start).asUnsigned
    return pipeline.cut(constant - (slope * distance).extended(to: 45))
  }
}

extension FunctionTable {
  /// The coefficients in a memory of the running module.
  fileprivate var memory: Memory<Signed> {
    Memory(depth: words.count, Signed(64), contents: words.map { Int(truncatingIfNeeded: $0) })
  }
}
