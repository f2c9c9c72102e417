/// The field of 2^m elements over a primitive polynomial, by tables of powers and logarithms.
public struct GaloisField: Hashable, Sendable {
  /// Bits of an element, 3 to 14.
  public let bits: Int
  /// The primitive polynomial, bit i the coefficient of x^i.
  public let polynomial: Int
  /// `powers[i]` is the primitive element to the power of i, twice around.
  private let powers: [UInt16]
  private let logarithms: [UInt16]

  /// Primitive polynomials for 3 to 14 bits; from 5 on those of Linux's `lib/bch.c` and of `bchlib`.
  private static let polynomials = [
    0xb, 0x13, 0x25, 0x43, 0x83, 0x11d, 0x211, 0x409, 0x805, 0x1053, 0x201b, 0x402b,
  ]

  /// - Parameter bits: 3 to 14
  public init(bits: Int) {
    precondition((3...14).contains(bits), "a field has 3 to 14 bits")
    self.bits = bits
    polynomial = Self.polynomials[bits - 3]
    var powers: [UInt16] = [], logarithms = [UInt16](repeating: 0, count: 1 << bits), element = 1
    for exponent in 0..<(1 << bits - 1) {
      powers.append(UInt16(element))
      logarithms[element] = UInt16(exponent)
      element <<= 1
      if element >> bits == 1 { element ^= polynomial }
    }
    precondition(element == 1, "the polynomial is primitive")
    self.powers = powers + powers
    self.logarithms = logarithms
  }

  /// Elements that are not 0.
  public var order: Int { 1 << bits - 1 }

  /// The primitive element to a power, which may be negative.
  public func power(_ exponent: Int) -> UInt16 {
    let rest = exponent % order
    return powers[rest < 0 ? rest + order : rest]
  }

  /// The product of two elements.
  public func product(_ a: UInt16, _ b: UInt16) -> UInt16 {
    a == 0 || b == 0 ? 0 : powers[Int(logarithms[Int(a)]) + Int(logarithms[Int(b)])]
  }
}
