/// A bfloat16 number as its bits: the upper half of an fp32 number.
public struct BFloat16: Hashable, Sendable, Codable {
  /// Sign, 8 bits of exponent, 7 bits of fraction.
  public var bits: UInt16

  public init(bits: UInt16) { self.bits = bits }

  /// `value` rounded to nearest, ties to even; a NaN becomes the quiet NaN 0x7fc0 with its sign.
  public init(_ value: Float) {
    let source = value.bitPattern
    if source & 0x7fff_ffff > 0x7f80_0000 {
      bits = UInt16(source >> 16) & 0x8000 | 0x7fc0
    } else {
      bits = UInt16(truncatingIfNeeded: (source + 0x7fff + (source >> 16 & 1)) >> 16)
    }
  }
}

extension Float {
  /// The value of a bfloat16 number, exactly.
  public init(_ number: BFloat16) { self.init(bitPattern: UInt32(number.bits) << 16) }
}
