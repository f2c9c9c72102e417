/// How a number between two codes becomes one of them: the five rounding directions of IEEE 754-2019, section 4.3.
public enum Rounding: String, CaseIterable, Codable, Sendable {
  /// The nearer one; of two equally near, the one whose last bit is 0.
  case nearestEven = "nearest-even"
  /// The nearer one; of two equally near, the one of larger magnitude.
  case nearestAway = "nearest-away"
  /// The one of smaller magnitude: what is beyond the last bit is dropped.
  case towardZero = "toward-zero"
  /// The larger one.
  case up
  /// The smaller one.
  case down

  /// The same rule for whole numbers.
  var rule: FloatingPointRoundingRule {
    switch self {
    case .nearestEven: .toNearestOrEven
    case .nearestAway: .toNearestOrAwayFromZero
    case .towardZero: .towardZero
    case .up: .up
    case .down: .down
    }
  }

  /// Whether a number beyond the largest finite one becomes that one, and not infinity (IEEE 754-2019, section 7.4).
  public func staysFinite(isNegative: Bool) -> Bool {
    switch self {
    case .nearestEven, .nearestAway: false
    case .towardZero: true
    case .up: isNegative
    case .down: !isNegative
    }
  }
}

/// What becomes of a number beyond the largest finite one of its format.
public enum Overflow: String, CaseIterable, Codable, Sendable {
  /// Infinity where the format has one and the rounding direction leads there, else NaN where it has one, else the largest number.
  case special
  /// The largest number of its sign; infinities too.
  case saturate
}
