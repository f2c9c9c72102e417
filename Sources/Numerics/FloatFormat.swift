/// A binary floating-point format as IEEE 754 lays it out: sign, biased exponent, fraction; with subnormals and infinities.
///
/// Its operations work on the numbers' bits, the format's `width` lowest ones of a `UInt64`, and are the same on every machine: each
/// rounds once, to nearest, ties to even. Every NaN counts as the same one and `canonicalNaN` is what comes out.
public struct FloatFormat: Hashable, Codable, Sendable {
  /// Bits of the biased exponent, 2 to 11.
  public let exponentBits: Int
  /// Bits of the fraction, without the hidden one, 1 to 28.
  public let fractionBits: Int

  public init(exponentBits: Int, fractionBits: Int) {
    self.exponentBits = exponentBits
    self.fractionBits = fractionBits
  }

  /// binary16: 5 bits of exponent, 10 of fraction.
  public static let half = FloatFormat(exponentBits: 5, fractionBits: 10)
  /// binary32: 8 bits of exponent, 23 of fraction.
  public static let single = FloatFormat(exponentBits: 8, fractionBits: 23)

  /// Bits of a number.
  public var width: Int { 1 + exponentBits + fractionBits }
  /// What is added to an exponent.
  public var bias: Int { (1 << (exponentBits - 1)) - 1 }
  /// The largest biased exponent, that of infinities and NaNs.
  public var largestExponent: Int { (1 << exponentBits) - 1 }
  /// The bit of the sign.
  public var signBit: UInt64 { 1 << UInt64(width - 1) }
  /// The bits of positive infinity.
  public var infinity: UInt64 { UInt64(largestExponent) << UInt64(fractionBits) }
  /// The one NaN that operations give: quiet, positive, nothing else in the fraction.
  public var canonicalNaN: UInt64 { infinity | 1 << UInt64(fractionBits - 1) }
  /// The bits of the largest finite number.
  public var largestFinite: UInt64 { infinity - 1 }
}

/// A number taken apart.
public enum FloatValue: Hashable, Sendable {
  case nan
  case infinity(isNegative: Bool)
  /// `significand * 2^exponent`, exactly.
  case finite(isNegative: Bool, significand: UInt64, exponent: Int)
}

extension FloatFormat {
  /// The number that `bits` stand for.
  public func value(of bits: UInt64) -> FloatValue {
    let isNegative = bits & signBit != 0
    let magnitude = bits & (signBit - 1)
    if magnitude > infinity { return .nan }
    if magnitude == infinity { return .infinity(isNegative: isNegative) }
    let field = Int(magnitude >> UInt64(fractionBits))
    let fraction = magnitude & ((1 << UInt64(fractionBits)) - 1)
    let hidden: UInt64 = field == 0 ? 0 : 1 << UInt64(fractionBits)
    return .finite(isNegative: isNegative, significand: fraction | hidden, exponent: max(field, 1) - bias - fractionBits)
  }

  /// `significand * 2^exponent`, rounded; `hasMore` if the exact value is a little larger than that, by less than one unit
  /// of the significand. Too large becomes infinity.
  public func rounded(isNegative: Bool, significand: UInt64, exponent: Int, hasMore: Bool = false) -> UInt64 {
    let sign = isNegative ? signBit : 0
    if significand == 0 && !hasMore { return sign }
    // One more bit below stands for everything beyond.
    let spills = significand >> 63 == 1
    let reduced = spills ? significand >> 1 : significand
    let sticky = hasMore || (spills && significand & 1 == 1)
    let exact = reduced << 1 | (sticky ? 1 : 0)
    let unit = exponent + (spills ? 1 : 0) - 1

    let top = unit + 63 - exact.leadingZeroBitCount
    let smallestNormal = 1 - bias
    let scale = max(top, smallestNormal)
    let dropped = scale - fractionBits - unit
    var kept: UInt64
    if dropped <= 0 {
      kept = exact << UInt64(-dropped)
    } else if dropped > 64 {
      kept = 0
    } else {
      kept = dropped == 64 ? 0 : exact >> UInt64(dropped)
      let half: UInt64 = 1 << UInt64(dropped - 1)
      let rest = exact & (half | (half - 1))
      if rest > half || (rest == half && kept & 1 == 1) { kept += 1 }
    }
    // The hidden bit, where there is one, and a carry of the rounding count the exponent up.
    let base = scale + bias - 1
    if base >= largestExponent { return sign | infinity }
    let magnitude = UInt64(base) << UInt64(fractionBits) + kept
    return sign | min(magnitude, infinity)
  }

  /// `bits` with the opposite sign.
  public func negated(_ bits: UInt64) -> UInt64 { bits ^ signBit }

  public func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
    switch (value(of: a), value(of: b)) {
    case (.nan, _), (_, .nan): return canonicalNaN
    case (.infinity(let first), .infinity(let second)): return first == second ? a : canonicalNaN
    case (.infinity, _): return a
    case (_, .infinity): return b
    case (.finite(let firstSign, let first, let firstExponent), .finite(let secondSign, let second, let secondExponent)):
      if first == 0 && second == 0 { return firstSign && secondSign ? signBit : 0 }
      let isFirstLarger = a & (signBit - 1) >= b & (signBit - 1)
      var large = isFirstLarger ? first : second
      var small = isFirstLarger ? second : first
      var exponent = isFirstLarger ? firstExponent : secondExponent
      let isNegative = isFirstLarger ? firstSign : secondSign
      let distance = exponent - (isFirstLarger ? secondExponent : firstExponent)
      // The larger one moves up as far as 62 bits allow, the smaller one down by the rest, where it keeps only a sticky bit.
      let up = min(distance, 61 - fractionBits)
      large <<= UInt64(up)
      exponent -= up
      let down = UInt64(min(distance - up, 63))
      let hasMore = small & ((1 << down) - 1) != 0
      small >>= down
      if firstSign == secondSign {
        return rounded(isNegative: isNegative, significand: large + small, exponent: exponent, hasMore: hasMore)
      }
      let difference = large - small - (hasMore ? 1 : 0)
      if difference == 0 && !hasMore { return 0 }
      return rounded(isNegative: isNegative, significand: difference, exponent: exponent, hasMore: hasMore)
    }
  }

  public func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 { add(a, negated(b)) }

  public func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let isNegative = (a ^ b) & signBit != 0
    switch (value(of: a), value(of: b)) {
    case (.nan, _), (_, .nan): return canonicalNaN
    case (.infinity, .finite(_, 0, _)), (.finite(_, 0, _), .infinity): return canonicalNaN
    case (.infinity, _), (_, .infinity): return isNegative ? signBit | infinity : infinity
    case (.finite(_, let first, let firstExponent), .finite(_, let second, let secondExponent)):
      return rounded(isNegative: isNegative, significand: first * second, exponent: firstExponent + secondExponent)
    }
  }

  /// Whether a < b; a NaN is neither less nor more than anything, and -0 equals 0.
  public func isLess(_ a: UInt64, _ b: UInt64) -> Bool {
    if isNaN(a) || isNaN(b) { return false }
    return order(a) < order(b)
  }

  /// Whether a = b; a NaN equals nothing, and -0 equals 0.
  public func isEqual(_ a: UInt64, _ b: UInt64) -> Bool { !isNaN(a) && !isNaN(b) && order(a) == order(b) }

  public func isNaN(_ bits: UInt64) -> Bool { bits & (signBit - 1) > infinity }

  private func order(_ bits: UInt64) -> Int64 {
    let magnitude = Int64(bits & (signBit - 1))
    return bits & signBit != 0 ? -magnitude : magnitude
  }

  /// `integer * 2^exponent`, rounded once.
  public func convert(_ integer: Int64, exponent: Int = 0) -> UInt64 {
    rounded(isNegative: integer < 0, significand: integer.magnitude, exponent: exponent)
  }

  /// The number times 2^`exponent` in another format, rounded once.
  public func convert(_ bits: UInt64, to target: FloatFormat, exponent: Int = 0) -> UInt64 {
    switch value(of: bits) {
    case .nan: target.canonicalNaN
    case .infinity(let isNegative): isNegative ? target.signBit | target.infinity : target.infinity
    case .finite(let isNegative, let significand, let unit):
      target.rounded(isNegative: isNegative, significand: significand, exponent: unit + exponent)
    }
  }

  /// The number times 2^-`shift` as a two's-complement integer of `width` bits, 2 to 64: rounded to nearest, ties to even;
  /// the nearest such integer if it is beyond them; 0 for a NaN.
  public func toInteger(_ bits: UInt64, shift: Int = 0, width: Int) -> Int64 {
    let largest = Int64.max >> Int64(64 - width)
    switch value(of: bits) {
    case .nan: return 0
    case .infinity(let isNegative): return isNegative ? ~largest : largest
    case .finite(let isNegative, let significand, let unit):
      let magnitude = Self.scaled(significand, by: unit - shift)
      if magnitude > UInt64(largest) { return isNegative ? ~largest : largest }
      return isNegative ? -Int64(magnitude) : Int64(magnitude)
    }
  }

  /// `significand * 2^exponent`, rounded to nearest, ties to even; the largest `UInt64` if it is beyond.
  private static func scaled(_ significand: UInt64, by exponent: Int) -> UInt64 {
    if significand == 0 { return 0 }
    if exponent >= 0 { return exponent > significand.leadingZeroBitCount ? .max : significand << UInt64(exponent) }
    if exponent < -64 { return 0 }
    let dropped = UInt64(-exponent)
    let kept = dropped == 64 ? 0 : significand >> dropped
    let half: UInt64 = 1 << (dropped - 1)
    let rest = significand & (half | (half - 1))
    return rest > half || (rest == half && kept & 1 == 1) ? kept + 1 : kept
  }
}
