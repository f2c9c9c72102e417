import HDL
import Numerics

/// Floating-point arithmetic in hardware: combinational functions over the bits of numbers of one format, to be called in
/// any module's body. `let sum = FloatArithmetic(.single).add(a, b)`.
///
/// Each rounds once, to nearest, ties to even, with subnormals; every NaN that comes out is the format's canonical one. The
/// golden model of each is the function of the same name of `FloatFormat`. Intermediate words stay within 64 bits for formats
/// up to binary32, which simulates fast.
public struct FloatArithmetic: Hashable, Sendable {
  public let format: FloatFormat
  public init(_ format: FloatFormat) { self.format = format }

  var fractionBits: Int { format.fractionBits }
  var exponentBits: Int { format.exponentBits }
  /// Positions that a significand needs to move down until nothing but its sticky bit is left, as a power of two less one.
  var largestShift: Int { (1 << Unsigned.width(upTo: fractionBits + 3)) - 1 }

  /// A number's fields: the exponent of a subnormal is that of the smallest normal numbers, and its hidden bit is 0.
  struct Fields {
    let sign: Bit
    let exponent: Unsigned
    /// The fraction below the hidden bit.
    let significand: Unsigned
    let magnitude: Unsigned
    let isNaN, isInfinite, isZero: Bit
  }

  @Hardware
  func fields(_ number: Bits) -> Fields {
    let magnitude = number[0..<(format.width - 1)].asUnsigned
    let field = number[fractionBits..<(format.width - 1)].asUnsigned
    let isNormal = field.any
    let exponent = field | isNormal.isZeroBit(width: exponentBits)
    let significand = concatenate(number[0..<fractionBits], isNormal).asUnsigned
    let infinity = Unsigned.constant(Int(format.infinity), width: format.width - 1)
    return Fields(
      sign: number[format.width - 1], exponent: exponent, significand: significand, magnitude: magnitude,
      isNaN: magnitude > infinity, isInfinite: magnitude == infinity, isZero: !magnitude.any)
  }

  func constant(_ bits: UInt64) -> Bits { Bits.constant(Int(bits), width: format.width) }

  /// `sign` in front of a magnitude.
  func signed(_ sign: Bit, _ magnitude: Bits) -> Bits { concatenate(magnitude, sign) }

  var infinityMagnitude: Bits { Bits.constant(Int(format.infinity), width: format.width - 1) }
  var canonicalNaN: Bits { constant(format.canonicalNaN) }

  /// a + b. With a pipeline, one move later: cut between the sum and its normalization.
  @Hardware
  public func add(_ a: some Readable<Bits>, _ b: some Readable<Bits>, through pipeline: Pipeline? = nil) -> Bits {
    let magnitudeA = a[0..<(format.width - 1)].asUnsigned
    let magnitudeB = b[0..<(format.width - 1)].asUnsigned
    let swaps = magnitudeA < magnitudeB
    let larger = mux(swaps, b, a)
    let smaller = mux(swaps, a, b)
    let large = fields(larger)
    let small = fields(smaller)
    let differ = large.sign ^ small.sign

    // The smaller significand moves down to the larger one's place; what falls off leaves a sticky bit under three guard bits.
    let distance = large.exponent - small.exponent
    let clipped = distance.clipped(to: largestShift)
    let placed = concatenate(Bits.constant(0, width: largestShift + 3), small.significand).asUnsigned
    let moved = placed >> clipped
    let sticky = moved[0..<largestShift].any
    let aligned =
      moved[largestShift..<(largestShift + fractionBits + 4)].asUnsigned | sticky.asUnsigned.extended(to: fractionBits + 4)
    let addend = aligned.extended(to: fractionBits + 5)
    let base = concatenate(Bits.constant(0, width: 3), large.significand, Bit.zero).asUnsigned
    let sum = pipeline.cut(mux(differ, base - addend, base + addend))
    let subtracts = pipeline.cut(differ)
    let sign = pipeline.cut(large.sign)
    let commonExponent = pipeline.cut(large.exponent)
    let isNaN = pipeline.cut(large.isNaN | (large.isInfinite & small.isInfinite & differ))

    // Normalize, but not below the smallest normal exponent.
    let zeros = leadingZeros(sum)
    let countWidth = max(zeros.width, exponentBits)
    let room = commonExponent.extended(to: countWidth)
    let wanted = zeros.extended(to: countWidth)
    let shift = mux(wanted < room, wanted, room)
    let normal = sum << shift.truncated(to: min(countWidth, Unsigned.width(upTo: fractionBits + 5)))
    let exponent = (room - shift).truncated(to: exponentBits)
    let kept = normal[4..<(fractionBits + 5)].asUnsigned
    let rounded = roundUp(exponent, kept, guardBit: normal[3], sticky: normal[0..<3].any)

    // Finite numbers never carry beyond infinity's exponent by more than a fraction.
    let infinity = infinityMagnitude.asUnsigned.extended(to: format.width)
    let overflows = (rounded >= infinity) | commonExponent.all
    let magnitude = mux(overflows, infinityMagnitude, rounded[0..<(format.width - 1)])
    // Equal numbers of unlike signs cancel to +0.
    let cancels = subtracts & !sum.any
    let finite = mux(cancels, constant(0), signed(sign, magnitude))
    return mux(isNaN, canonicalNaN, finite)
  }

  /// a - b.
  public func subtract(_ a: some Readable<Bits>, _ b: some Readable<Bits>) -> Bits { add(a, negated(b)) }

  /// The number with the opposite sign.
  public func negated(_ number: some Readable<Bits>) -> Bits {
    concatenate(number[0..<(format.width - 1)], !number[format.width - 1])
  }

  /// a * b. With a pipeline, one move later: cut between the product and its normalization.
  @Hardware
  public func multiply(_ a: some Readable<Bits>, _ b: some Readable<Bits>, through pipeline: Pipeline? = nil) -> Bits {
    let left = fields(a._value)
    let right = fields(b._value)
    let signs = left.sign ^ right.sign
    let meetsZero = left.isZero | right.isZero
    let meetsInfinity = left.isInfinite | right.isInfinite
    let exponentWidth = exponentBits + 2
    let exponents = left.exponent.extended(to: exponentWidth) + right.exponent.extended(to: exponentWidth)
    // Zeros above the significands are counted beside the product, which has as many or one more.
    let countWidth = Unsigned.width(upTo: 2 * fractionBits + 1)
    let leftZeros = leadingZeros(left.significand)
    let rightZeros = leadingZeros(right.significand)
    let subnormalZeros = leftZeros.extended(to: countWidth) + rightZeros.extended(to: countWidth)

    let product = pipeline.cut(left.significand * right.significand)
    let zeros = pipeline.cut(subnormalZeros)
    let sum = pipeline.cut(exponents)
    let sign = pipeline.cut(signs)
    let isZero = pipeline.cut(meetsZero)
    let isInfinite = pipeline.cut(meetsInfinity)
    let isNaN = pipeline.cut(left.isNaN | right.isNaN | (meetsZero & meetsInfinity))

    let raised = product << zeros
    let reaches = raised[2 * fractionBits + 1]
    let normal = mux(reaches, raised, raised << 1)
    let exponent = (sum - format.bias - zeros.extended(to: exponentWidth) - reaches.isZeroBit(width: exponentWidth)).asSigned
    let magnitude = pack(exponent, normal)
    let special = mux(isInfinite, infinityMagnitude, Bits.constant(0, width: format.width - 1))
    let result = signed(sign, mux(isZero | isInfinite, special, magnitude))
    return mux(isNaN, canonicalNaN, result)
  }

  /// Whether a < b; 0 if one is a NaN; -0 is not less than 0.
  @Hardware
  public func lessThan(_ a: some Readable<Bits>, _ b: some Readable<Bits>) -> Bit {
    let left = ordered(a._value)
    let right = ordered(b._value)
    return !isNaN(a) & !isNaN(b) & (left < right)
  }

  /// Whether a = b; 0 if one is a NaN; -0 equals 0.
  @Hardware
  public func equal(_ a: some Readable<Bits>, _ b: some Readable<Bits>) -> Bit {
    let left = ordered(a._value)
    let right = ordered(b._value)
    return !isNaN(a) & (left == right) & !isNaN(b)
  }

  public func isNaN(_ number: some Readable<Bits>) -> Bit {
    number[0..<(format.width - 1)].asUnsigned > Unsigned.constant(Int(format.infinity), width: format.width - 1)
  }

  /// A two's-complement integer that orders as the numbers do.
  @Hardware
  private func ordered(_ number: Bits) -> Signed {
    let magnitude = concatenate(number[0..<(format.width - 1)], Bit.zero).asSigned
    return mux(number[format.width - 1], -magnitude, magnitude)
  }
}

extension Bit {
  /// 1 in the lowest bit if this is 0.
  fileprivate func isZeroBit(width: Int) -> Unsigned { (!self).asUnsigned.extended(to: width) }
}

extension Unsigned {
  /// The number, or `limit` (a power of two less one) if it is more than that, in as many bits as that needs.
  func clipped(to limit: Int) -> Unsigned {
    let bits = Unsigned.width(upTo: limit)
    return width <= bits ? extended(to: bits) : saturated(to: bits)
  }
}
