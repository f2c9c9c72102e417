/// An exact number, or what is none.
public enum ExactValue: Hashable, Sendable {
  case nan
  case infinity(isNegative: Bool)
  /// The sign is the number's own, and that of a zero.
  case finite(ExactNumber, isNegative: Bool)

  /// What a `Double` stands for.
  public init(_ number: Double) {
    if let exact = ExactNumber(number) {
      self = .finite(exact, isNegative: number.sign == .minus)
    } else {
      self = number.isNaN ? .nan : .infinity(isNegative: number < 0)
    }
  }
}

/// An operand or the result of a part of an operation, before rounding.
struct FloatOperand {
  var value: ExactValue
  var isInvalid: Bool

  func times(_ other: FloatOperand) -> FloatOperand {
    var isInvalid = isInvalid || other.isInvalid
    let product: ExactValue
    switch (value, other.value) {
    case (.nan, _), (_, .nan): product = .nan
    case (.infinity(let first), .infinity(let second)): product = .infinity(isNegative: first != second)
    case (.infinity(let first), .finite(let number, let second)), (.finite(let number, let second), .infinity(let first)):
      product = number.isZero ? .nan : .infinity(isNegative: first != second)
      if number.isZero { isInvalid = true }
    case (.finite(let a, let first), .finite(let b, let second)): product = .finite(a * b, isNegative: first != second)
    }
    return FloatOperand(value: product, isInvalid: isInvalid)
  }
}

extension FloatLayout {
  /// What a code stands for, exactly.
  public func exactValue(of code: UInt32) -> ExactValue { ExactValue(value(of: code)) }

  /// Whether a code is a signalling NaN: one whose highest fraction bit is 0. Only IEEE formats have them.
  public func isSignalling(_ code: UInt32) -> Bool {
    specials == .infinitiesAndNaNs && fractionBits > 0 && value(of: code).isNaN
      && code >> UInt32(fractionBits - 1) & 1 == 0
  }

  func operand(_ code: UInt32) -> FloatOperand { FloatOperand(value: exactValue(of: code), isInvalid: isSignalling(code)) }

  func sign(_ isNegative: Bool) -> UInt32 { isNegative ? signBit : 0 }
}
