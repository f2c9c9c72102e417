/// An IEEE 754 binary16 number as its bits: the same on every machine.
public struct Half: Hashable, Sendable, Codable {
  /// Sign, 5 bits of exponent, 10 bits of fraction.
  public var bits: UInt16

  public init(bits: UInt16) { self.bits = bits }

  /// `value` rounded to nearest, ties to even; too large becomes infinity, a NaN the quiet NaN 0x7e00 with its sign.
  public init(_ value: Float) {
    let source = value.bitPattern
    let sign = UInt16(source >> 16) & 0x8000
    let magnitude = source & 0x7fff_ffff
    if magnitude > 0x7f80_0000 {
      bits = sign | 0x7e00
    } else if magnitude >= 0x477f_f000 {
      // 65520 and above round to infinity.
      bits = sign | 0x7c00
    } else if magnitude >= 0x3880_0000 {
      // Normal: rebias the exponent by 112 and round off 13 bits.
      let even = (magnitude >> 13) & 1
      bits = sign | UInt16((magnitude - 0x3800_0000 + 0xfff + even) >> 13)
    } else {
      // Subnormal: adding 0.5 leaves the fraction, rounded to units of 2^-24, in the low bits.
      bits = sign | UInt16((Float(bitPattern: magnitude) + 0.5).bitPattern - Float(0.5).bitPattern)
    }
  }

  /// Whether the number is neither infinite nor a NaN.
  public var isFinite: Bool { bits & 0x7c00 != 0x7c00 }
}

extension Float {
  /// The value of a binary16 number, exactly.
  public init(_ half: Half) {
    let sign = UInt32(half.bits & 0x8000) << 16
    let magnitude = UInt32(half.bits & 0x7fff)
    switch magnitude {
    case 0..<0x400: self = Float(bitPattern: (Float(magnitude) * 0x1p-24).bitPattern | sign)
    case 0..<0x7c00: self.init(bitPattern: sign | (magnitude << 13) + (112 << 23))
    default: self.init(bitPattern: sign | 0x7f80_0000 | magnitude << 13)
    }
  }
}
