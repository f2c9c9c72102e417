import Numerics

/// What `FloatConverter` takes and gives: the floating-point formats of `FormatCatalog` by their names there, and two's-complement
/// integers.
public enum NumberKind: String, Sendable, CaseIterable, Codable {
  case fp32, fp16, bf16, fp20, e5m2, e4m3, s0e4m4, e3m2, e2m3, e2m1, int4, int8, int16, int32, int48, int64

  /// Sign, exponent, fraction and specials of a floating-point number; nil for an integer.
  public var layout: FloatLayout? {
    guard case .float(let layout) = FormatCatalog.format(named: rawValue)?.encoding else { return nil }
    return layout
  }
  /// Bits of a number.
  public var width: Int {
    if let layout { return layout.width }
    guard let width = Int(rawValue.dropFirst(3)) else { preconditionFailure("'\(rawValue)' has no width") }
    return width
  }
  /// Ones in the bits of a number.
  public var mask: UInt64 { UInt64.max >> UInt64(64 - width) }

  /// The number of a code.
  public func exactValue(of code: UInt64) -> ExactValue {
    if let layout { return layout.exactValue(of: UInt32(code)) }
    let integer = Int(Int64(bitPattern: code << UInt64(64 - width)) >> Int64(64 - width))
    return .finite(ExactNumber(integer), isNegative: integer < 0)
  }
}
