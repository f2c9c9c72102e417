/// A rational number whose denominator is a power of two, exactly: `±magnitude * 2^exponent`. Every finite number of every format is
/// one, and so are their sums and products, without a limit of length.
///
/// It is the reference for units that round once: what they give is `rounded` of the exact result.
public struct ExactNumber: Hashable, Sendable {
  /// Meaningless for 0, which is never negative.
  public let isNegative: Bool
  /// 64-bit digits of the magnitude, the lowest one first, without zeros on top; none for 0. The lowest bit is 1.
  let digits: [UInt64]
  /// The power of two that the magnitude's lowest bit stands for; 0 for 0.
  public let exponent: Int

  /// 0.
  public static let zero = ExactNumber(isNegative: false, digits: [], exponent: 0)

  /// `±magnitude * 2^exponent`.
  public init(isNegative: Bool, magnitude: UInt64, exponent: Int) {
    self.init(isNegative: isNegative, digits: [magnitude], exponent: exponent)
  }

  /// A whole number.
  public init(_ integer: Int) { self.init(isNegative: integer < 0, magnitude: UInt64(integer.magnitude), exponent: 0) }

  /// The number of a finite `Double`; nil for infinities and NaNs.
  public init?(_ number: Double) {
    guard number.isFinite else { return nil }
    let isNormal = number.exponentBitPattern > 0
    self.init(
      isNegative: number.sign == .minus, magnitude: number.significandBitPattern | (isNormal ? 1 << 52 : 0),
      exponent: max(1, Int(number.exponentBitPattern)) - 1075)
  }

  /// Brings any digits to the one form that equality compares.
  init(isNegative: Bool, digits: [UInt64], exponent: Int) {
    guard let first = digits.firstIndex(where: { $0 != 0 }), let last = digits.lastIndex(where: { $0 != 0 }) else {
      (self.isNegative, self.digits, self.exponent) = (false, [], 0)
      return
    }
    let zeros = digits[first].trailingZeroBitCount
    var kept = Array(digits[first...last])
    if zeros > 0 {
      for index in kept.indices {
        let above = index + 1 < kept.count ? kept[index + 1] << UInt64(64 - zeros) : 0
        kept[index] = kept[index] >> UInt64(zeros) | above
      }
      if kept[kept.count - 1] == 0 { kept.removeLast() }
    }
    (self.isNegative, self.digits, self.exponent) = (isNegative, kept, exponent + 64 * first + zeros)
  }

  /// Whether it is 0.
  public var isZero: Bool { digits.isEmpty }

  /// The power of two of the highest 1; nil for 0.
  public var highestExponent: Int? {
    digits.last.map { exponent + 64 * (digits.count - 1) + 63 - $0.leadingZeroBitCount }
  }

  /// Whether the bit of 2^`power` is 1 in the magnitude.
  func bit(_ power: Int) -> Bool {
    let place = power - exponent
    if place < 0 || place >= 64 * digits.count { return false }
    return digits[place / 64] >> UInt64(place % 64) & 1 == 1
  }

  /// Whether the magnitude has a 1 below 2^`power`.
  func hasBits(below power: Int) -> Bool { !isZero && exponent < power }

  /// The magnitude in units of 2^`power`, without what is below one of them; at most 64 bits of it.
  func magnitude(inUnitsOf power: Int) -> UInt64 {
    let shifted = shiftedDigits(toExponent: power)
    return shifted.first ?? 0
  }

  /// The same in whole units of 2^`power`: what is below one of them is dropped, so that the magnitude does not grow.
  public func truncated(toUnitsOf power: Int) -> ExactNumber {
    ExactNumber(isNegative: isNegative, digits: shiftedDigits(toExponent: power), exponent: power)
  }

  /// The digits with the lowest bit standing for 2^`power`: what is below is dropped.
  func shiftedDigits(toExponent power: Int) -> [UInt64] {
    let up = exponent - power
    if up >= 0 {
      let bits = UInt64(up % 64)
      var result = [UInt64](repeating: 0, count: up / 64 + digits.count + 1)
      for (index, digit) in digits.enumerated() {
        result[up / 64 + index] |= digit << bits
        if bits > 0 { result[up / 64 + index + 1] |= digit >> (64 - bits) }
      }
      return result
    }
    let words = -up / 64, bits = UInt64(-up % 64)
    if words >= digits.count { return [] }
    return (words..<digits.count).map { index in
      let above = bits > 0 && index + 1 < digits.count ? digits[index + 1] << (64 - bits) : 0
      return digits[index] >> bits | above
    }
  }
}

extension ExactNumber {
  /// The same with the other sign.
  public static prefix func - (number: ExactNumber) -> ExactNumber {
    ExactNumber(isNegative: !number.isNegative, digits: number.digits, exponent: number.exponent)
  }

  /// The exact product.
  public static func * (left: ExactNumber, right: ExactNumber) -> ExactNumber {
    var result = [UInt64](repeating: 0, count: left.digits.count + right.digits.count)
    for (row, digit) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (column, other) in right.digits.enumerated() {
        let product = digit.multipliedFullWidth(by: other)
        let (first, firstOver) = product.low.addingReportingOverflow(carry)
        let (second, secondOver) = first.addingReportingOverflow(result[row + column])
        result[row + column] = second
        carry = product.high + (firstOver ? 1 : 0) + (secondOver ? 1 : 0)
      }
      result[row + right.digits.count] = carry
    }
    return ExactNumber(
      isNegative: left.isNegative != right.isNegative, digits: result, exponent: left.exponent + right.exponent)
  }

  /// The exact sum.
  public static func + (left: ExactNumber, right: ExactNumber) -> ExactNumber {
    if left.isZero { return right }
    if right.isZero { return left }
    let unit = min(left.exponent, right.exponent)
    let a = left.shiftedDigits(toExponent: unit), b = right.shiftedDigits(toExponent: unit)
    if left.isNegative == right.isNegative {
      return ExactNumber(isNegative: left.isNegative, digits: combined(a, b, subtracts: false), exponent: unit)
    }
    let isSmaller = isLess(a, b)
    return ExactNumber(
      isNegative: isSmaller ? right.isNegative : left.isNegative,
      digits: isSmaller ? combined(b, a, subtracts: true) : combined(a, b, subtracts: true), exponent: unit)
  }

  /// The exact difference.
  public static func - (left: ExactNumber, right: ExactNumber) -> ExactNumber { left + -right }

  /// The same without its sign.
  public var absolute: ExactNumber { ExactNumber(isNegative: false, digits: digits, exponent: exponent) }

  /// a + b, or a - b of an a that is not less.
  private static func combined(_ a: [UInt64], _ b: [UInt64], subtracts: Bool) -> [UInt64] {
    let count = max(a.count, b.count) + 1
    var result = [UInt64](repeating: 0, count: count)
    var carry: UInt64 = 0
    for index in 0..<count {
      let left = index < a.count ? a[index] : 0, right = index < b.count ? b[index] : 0
      let first = subtracts ? left.subtractingReportingOverflow(right) : left.addingReportingOverflow(right)
      let second =
        subtracts
        ? first.partialValue.subtractingReportingOverflow(carry) : first.partialValue.addingReportingOverflow(carry)
      result[index] = second.partialValue
      carry = (first.overflow ? 1 : 0) + (second.overflow ? 1 : 0)
    }
    return result
  }

  private static func isLess(_ a: [UInt64], _ b: [UInt64]) -> Bool {
    for index in stride(from: max(a.count, b.count) - 1, through: 0, by: -1) {
      let left = index < a.count ? a[index] : 0, right = index < b.count ? b[index] : 0
      if left != right { return left < right }
    }
    return false
  }
}

extension ExactNumber: Comparable {
  /// Whether the first is the smaller one.
  public static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    let difference = left - right
    return difference.isNegative && !difference.isZero
  }
}
