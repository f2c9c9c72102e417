/// What IEEE 754-2019, section 7, signals of an operation, in the bit positions of RISC-V's `fflags`. Division by zero is never
/// one of ours.
public struct FloatFlags: OptionSet, Hashable, Sendable {
  /// The flags' bits.
  public let rawValue: UInt8
  /// Flags by their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The result is not the exact one.
  public static let inexact = FloatFlags(rawValue: 1)
  /// Inexact, and below the normal numbers: even if the exponent had no limit, the rounded result would be. (Tininess is detected
  /// after rounding, as in RISC-V and x86.)
  public static let underflow = FloatFlags(rawValue: 2)
  /// Beyond the largest finite number after rounding.
  public static let overflow = FloatFlags(rawValue: 4)
  /// Infinity minus infinity, zero times infinity, or a signalling NaN among the operands.
  public static let invalid = FloatFlags(rawValue: 16)
}

/// The code of a result, and what is to be said of it.
public struct RoundedFloat: Hashable, Sendable {
  /// The result's code.
  public let code: UInt32
  /// What it signals.
  public let flags: FloatFlags

  /// A code and its flags.
  public init(_ code: UInt32, _ flags: FloatFlags = []) {
    self.code = code
    self.flags = flags
  }
}
