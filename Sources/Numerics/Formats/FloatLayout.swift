/// A floating-point layout: sign (where there is one), biased exponent, fraction, from the highest bit down; with subnormal numbers.
///
/// A code with exponent field e and fraction field f stands for `(1 + f / 2^fractionBits) * 2^(e - bias)`, and with e = 0 for
/// `f / 2^fractionBits * 2^(1 - bias)`.
public struct FloatLayout: Hashable, Codable, Sendable {
  /// Which codes at the upper end are no numbers.
  public enum Specials: String, Codable, Sendable {
    /// The largest exponent field: infinities (fraction 0) and NaNs, as in IEEE 754.
    case infinitiesAndNaNs = "infinities and NaNs"
    /// The code whose exponent and fraction are all ones is a NaN, once for each sign; no infinities.
    case oneNaN = "one NaN, no infinities"
    /// Every code is a number.
    case none
  }

  public let isSigned: Bool
  /// Bits of the biased exponent, 1 to 8.
  public let exponentBits: Int
  /// Bits of the fraction, without the hidden one, 0 to 23.
  public let fractionBits: Int
  /// What is subtracted from the exponent field.
  public let bias: Int
  public let specials: Specials

  /// - Parameter bias: `2^(exponentBits - 1) - 1` unless said otherwise
  public init(isSigned: Bool = true, exponentBits: Int, fractionBits: Int, bias: Int? = nil, specials: Specials) {
    self.isSigned = isSigned
    self.exponentBits = exponentBits
    self.fractionBits = fractionBits
    self.bias = bias ?? 1 << (exponentBits - 1) - 1
    self.specials = specials
  }

  /// Bits of a code.
  public var width: Int { (isSigned ? 1 : 0) + exponentBits + fractionBits }

  /// The code of the largest finite number.
  public var largestFinite: UInt32 {
    let ones = UInt32(1) << UInt32(exponentBits + fractionBits) - 1
    switch specials {
    case .infinitiesAndNaNs: return ones - 1 << UInt32(fractionBits)
    case .oneNaN: return ones - 1
    case .none: return ones
    }
  }
  /// The bit of the sign; 0 without one.
  public var signBit: UInt32 { isSigned ? 1 << UInt32(width - 1) : 0 }
  /// The largest exponent field of a finite number, and more.
  var largestField: Int { 1 << exponentBits - 1 }
  /// The code behind the largest finite number: an infinity, where there are any.
  public var infinity: UInt32 { largestFinite + 1 }
  /// The quiet NaN with no further bits, or the only one; nil where every code is a number.
  public var canonicalNaN: UInt32? {
    switch specials {
    case .infinitiesAndNaNs: infinity | 1 << UInt32(max(0, fractionBits - 1))
    case .oneNaN: largestFinite + 1
    case .none: nil
    }
  }

  /// The number that a code stands for, exactly.
  public func value(of code: UInt32) -> Double {
    let magnitude = code & ~signBit
    let isNegative = code & signBit != 0
    if magnitude > largestFinite {
      if specials == .infinitiesAndNaNs && magnitude == infinity { return isNegative ? -.infinity : .infinity }
      return .nan
    }
    let field = Int(magnitude >> UInt32(fractionBits)), hidden = field == 0 ? 0 : 1 << fractionBits
    let significand = Double(Int(magnitude) & (1 << fractionBits - 1) + hidden)
    let value = Double(sign: .plus, exponent: max(field, 1) - bias - fractionBits, significand: significand)
    return isNegative ? -value : value
  }

  /// The code of a number, rounded once.
  func code(of number: Double, rounding: Rounding, overflow: Overflow) -> UInt32 {
    FloatRules(self, rounding: rounding, overflow: overflow).round(ExactValue(number)).code
  }

  /// The code without sign of a number beyond the largest finite one.
  func beyond(_ overflow: Overflow, staysFinite: Bool) -> UInt32 {
    if overflow == .saturate || staysFinite { return largestFinite }
    switch specials {
    case .infinitiesAndNaNs: return infinity
    case .oneNaN: return canonicalNaN ?? largestFinite
    case .none: return largestFinite
    }
  }
}
