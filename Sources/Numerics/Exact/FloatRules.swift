/// A format with all that decides on the result of an operation: arithmetic in it is exact, then rounded once.
///
/// Every NaN counts as the same one, and the format's canonical one is what comes out. Of operations whose exact result is 0 from
/// unlike signs, the result is +0, and -0 where numbers are rounded down (IEEE 754-2019, section 6.3).
public struct FloatRules: Hashable, Sendable {
  /// Sign, exponent, fraction and specials.
  public let layout: FloatLayout
  /// How results between two numbers become one of them.
  public let rounding: Rounding
  /// What becomes of results beyond the largest number.
  public let overflow: Overflow

  /// Arithmetic of one format, one direction and one overflow rule.
  public init(_ layout: FloatLayout, rounding: Rounding = .nearestEven, overflow: Overflow = .special) {
    self.layout = layout
    self.rounding = rounding
    self.overflow = overflow
  }

  /// a + b.
  public func add(_ a: UInt32, _ b: UInt32) -> RoundedFloat { sum(layout.operand(a), layout.operand(b)) }

  /// a * b.
  public func multiply(_ a: UInt32, _ b: UInt32) -> RoundedFloat { multiply(a, b, of: layout) }

  /// a * b, of which b is a code of another format.
  public func multiply(_ a: UInt32, _ b: UInt32, of other: FloatLayout) -> RoundedFloat {
    let product = layout.operand(a).times(other.operand(b))
    return result(product.value, product.isInvalid)
  }

  /// a * b + c, rounded once.
  public func multiplyAdd(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> RoundedFloat {
    sum(layout.operand(a).times(layout.operand(b)), layout.operand(c))
  }

  private func sum(_ a: FloatOperand, _ b: FloatOperand) -> RoundedFloat {
    let total = add(a, b)
    return result(total.value, total.isInvalid)
  }

  private func add(_ a: FloatOperand, _ b: FloatOperand) -> FloatOperand {
    let isInvalid = a.isInvalid || b.isInvalid
    switch (a.value, b.value) {
    case (.nan, _), (_, .nan): return FloatOperand(value: .nan, isInvalid: isInvalid)
    case (.infinity(let first), .infinity(let second)) where first != second: return FloatOperand(value: .nan, isInvalid: true)
    case (.infinity, _): return FloatOperand(value: a.value, isInvalid: isInvalid)
    case (_, .infinity): return FloatOperand(value: b.value, isInvalid: isInvalid)
    case (.finite(let first, let firstSign), .finite(let second, let secondSign)):
      let exact = first + second
      let zeroSign = firstSign == secondSign ? firstSign : rounding == .down
      return FloatOperand(
        value: .finite(exact, isNegative: exact.isZero ? zeroSign : exact.isNegative), isInvalid: isInvalid)
    }
  }

  private func result(_ value: ExactValue, _ isInvalid: Bool) -> RoundedFloat {
    let rounded = round(value)
    return RoundedFloat(rounded.code, isInvalid ? rounded.flags.union(.invalid) : rounded.flags)
  }

  /// The code of a number, rounded once.
  ///
  /// A NaN becomes the layout's canonical one, or the largest number where it has none; a negative number 0 without a sign.
  public func round(_ value: ExactValue) -> RoundedFloat {
    switch value {
    case .nan: return RoundedFloat(layout.canonicalNaN ?? layout.largestFinite)
    case .infinity(let isNegative):
      if isNegative && !layout.isSigned { return RoundedFloat(0) }
      return RoundedFloat(layout.sign(isNegative) | layout.beyond(overflow, staysFinite: false))
    case .finite(let number, let isNegative): return round(number, isNegative)
    }
  }

  private func round(_ number: ExactNumber, _ isNegative: Bool) -> RoundedFloat {
    if isNegative && !layout.isSigned { return RoundedFloat(0, number.isZero ? [] : .inexact) }
    let sign = layout.sign(isNegative)
    guard let top = number.highestExponent else { return RoundedFloat(sign) }
    let scale = max(top, 1 - layout.bias)
    let unit = scale - layout.fractionBits
    let significand = number.rounded(toUnitsOf: unit, rounding)
    let isInexact = number.hasBits(below: unit)
    // The hidden bit, where there is one, and a carry of the rounding count the exponent up.
    let magnitude = UInt64(scale + layout.bias - 1) << UInt64(layout.fractionBits) + significand
    if scale + layout.bias > layout.largestField || magnitude > UInt64(layout.largestFinite) {
      return RoundedFloat(
        sign | layout.beyond(overflow, staysFinite: rounding.staysFinite(isNegative: isNegative)), [.overflow, .inexact])
    }
    if !isInexact { return RoundedFloat(sign | UInt32(magnitude)) }
    // With one more bit, as a normal number of the same size would have, it may round up to the smallest normal one.
    let reaches = number.rounded(toUnitsOf: unit - 1, rounding) >> UInt64(layout.fractionBits + 1) > 0
    let isTiny = top < 1 - layout.bias && !reaches
    return RoundedFloat(sign | UInt32(magnitude), isTiny ? [.underflow, .inexact] : .inexact)
  }
}

extension ExactNumber {
  /// The magnitude in whole units of 2^`power`, of at most 63 bits.
  public func rounded(toUnitsOf power: Int, _ rounding: Rounding) -> UInt64 {
    let kept = magnitude(inUnitsOf: power)
    let half = bit(power - 1), more = hasBits(below: power - 1)
    let isUp: Bool =
      switch rounding {
      case .nearestEven: half && (more || kept & 1 == 1)
      case .nearestAway: half
      case .towardZero: false
      case .up: !isNegative && (half || more)
      case .down: isNegative && (half || more)
      }
    return kept + (isUp ? 1 : 0)
  }
}
