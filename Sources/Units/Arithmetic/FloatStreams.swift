import HDL
import Numerics

/// The floating-point formats that units offer by name.
public enum FloatKind: String, Sendable, CaseIterable {
  /// IEEE 754 binary16.
  case half
  /// IEEE 754 binary32.
  case single

  public var format: FloatFormat { self == .half ? .half : .single }
}

/// Two numbers, as their bits.
@Bundle
public struct FloatOperands {
  public let a, b: Bits
}

/// One number, as its bits.
@Bundle
public struct FloatNumber {
  public let number: Bits
}

/// How two numbers compare; a NaN neither is less than anything nor equals it.
@Bundle
public struct FloatOrder {
  public let less, equal: Bit
}
