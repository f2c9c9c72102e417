/// A number format: which number each code of `width` bits stands for, and which code a number becomes.
///
/// Every value is exact in a `Double`. The definitions are the source for software, hardware and pages alike.
public struct NumberFormat: Hashable, Codable, Sendable {
  public enum Encoding: Hashable, Codable, Sendable {
    case float(FloatLayout)
    case integer(IntegerLayout)
    /// The power of two of a code of 8 bits less 127; 255 is a NaN. There is no zero and no sign.
    case powerOfTwo
    /// The number of each code, for formats that are no formula. A number that two codes stand for takes the lower one.
    case table([Double])
  }

  /// Short and stable: `e4m3`.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Where its definition is from: standard or paper, and section.
  public let source: String
  public let encoding: Encoding
  /// The direction that the source prescribes, or nearest-even.
  public let rounding: Rounding
  /// What the source does with numbers that are too large.
  public let overflow: Overflow

  public init(
    _ name: String, _ summary: String, source: String, _ encoding: Encoding, rounding: Rounding = .nearestEven,
    overflow: Overflow = .special
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.encoding = encoding
    self.rounding = rounding
    self.overflow = overflow
  }

  /// Bits of a code.
  public var width: Int {
    switch encoding {
    case .float(let layout): layout.width
    case .integer(let layout): layout.width
    case .powerOfTwo: 8
    case .table(let numbers): Int.bitWidth - max(0, numbers.count - 1).leadingZeroBitCount
    }
  }

  /// The number that the lowest `width` bits stand for: exact; infinite or NaN where the format says so.
  public func value(of code: UInt32) -> Double {
    let code = code & (width == 32 ? .max : 1 << UInt32(width) - 1)
    switch encoding {
    case .float(let layout): return layout.value(of: code)
    case .integer(let layout): return layout.value(of: code)
    case .powerOfTwo: return code == 255 ? .nan : Double(sign: .plus, exponent: Int(code) - 127, significand: 1)
    case .table(let numbers): return Int(code) < numbers.count ? numbers[Int(code)] : .nan
    }
  }

  /// The code of a number, rounded once.
  ///
  /// A NaN becomes the format's NaN; where it has none, 0 of an integer and the largest number of anything else. A negative number
  /// becomes 0 in a format without sign, and a number that is too small for a power of two the smallest one.
  public func code(of number: Double, rounding: Rounding? = nil, overflow: Overflow? = nil) -> UInt32 {
    let rounding = rounding ?? self.rounding, overflow = overflow ?? self.overflow
    switch encoding {
    case .float(let layout): return layout.code(of: number, rounding: rounding, overflow: overflow)
    case .integer(let layout): return layout.code(of: number, rounding: rounding)
    case .powerOfTwo: return Self.powerOfTwo(number, rounding, overflow)
    case .table(let numbers): return Self.nearest(numbers, number, rounding)
    }
  }

  /// The largest and the smallest finite number, and the smallest one above 0.
  public var limits: (largest: Double, smallest: Double, leastPositive: Double) {
    switch encoding {
    case .float(let layout):
      let largest = layout.value(of: layout.largestFinite)
      return (largest, layout.isSigned ? -largest : 0, layout.value(of: 1))
    case .integer(let layout): return (Double(layout.range.upperBound), Double(layout.range.lowerBound), 1)
    case .powerOfTwo: return (0x1p127, 0x1p-127, 0x1p-127)
    case .table(let numbers):
      return (numbers.max() ?? 0, numbers.min() ?? 0, numbers.filter { $0 > 0 }.min() ?? 0)
    }
  }

  /// Between two powers of two the nearer one, as between any two numbers; of two equally near the one with the even code.
  private static func powerOfTwo(_ number: Double, _ rounding: Rounding, _ overflow: Overflow) -> UInt32 {
    if number.isNaN { return 255 }
    if number.isInfinite && number > 0 { return overflow == .saturate ? 254 : 255 }
    if number <= 0x1p-127 { return 0 }
    let below = Int(number.exponent) + 127
    let rest = number.significand - 1
    let isUp: Bool =
      switch rounding {
      case .nearestEven: rest > 0.5 || (rest == 0.5 && below % 2 == 1)
      case .nearestAway: rest >= 0.5
      case .towardZero, .down: false
      case .up: rest > 0
      }
    let code = below + (isUp ? 1 : 0)
    if code <= 254 { return UInt32(code) }
    return overflow == .saturate || rounding.staysFinite(isNegative: false) ? 254 : 255
  }

  private static func nearest(_ numbers: [Double], _ number: Double, _ rounding: Rounding) -> UInt32 {
    let sorted = numbers.sorted()
    guard let smallest = sorted.first, let largest = sorted.last else { return 0 }
    let inside = number.isNaN ? largest : min(max(number, smallest), largest)
    let high = sorted.first { $0 >= inside } ?? largest, low = sorted.last { $0 <= inside } ?? smallest
    let codes = (low: numbers.firstIndex(of: low) ?? 0, high: numbers.firstIndex(of: high) ?? 0)
    let isTie = inside - low == high - inside
    let isUp: Bool =
      switch rounding {
      case .nearestEven: isTie ? codes.high % 2 == 0 : inside - low > high - inside
      case .nearestAway: isTie ? inside > 0 : inside - low > high - inside
      case .towardZero: inside < 0
      case .up: true
      case .down: false
      }
    return UInt32(isUp ? codes.high : codes.low)
  }
}
