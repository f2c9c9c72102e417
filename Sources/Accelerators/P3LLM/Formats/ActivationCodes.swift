import Numerics

/// Numbers as E4M3 codes with one scale: `scale = max(maximum magnitude / 448, 1e-6)`, to nearest even (P3-LLM's code, activations and
/// queries).
package struct ActivationCodes {
  let scale: Float
  let codes: [UInt8]

  init(_ numbers: some Collection<Float>) {
    let scale = max((numbers.reduce(0) { max($0, $1.magnitude) }) / 448, 1e-6)
    self.scale = scale
    codes = numbers.map { Self.code($0 / scale) }
  }

  /// The E4M3 code of a number of at most 448.
  package static func code(_ number: Float) -> UInt8 {
    let magnitude = number.magnitude, exponent = magnitude == 0 ? -6 : max(-6, Int(magnitude.exponent))
    let steps = (magnitude * Float(sign: .plus, exponent: 3 - exponent, significand: 1)).rounded(.toNearestOrEven)
    return min(UInt8((exponent + 6) << 3 + Int(steps)), 0x7e) | (number.sign == .minus ? 0x80 : 0)
  }
}

/// Formats of attention's probabilities, by the values that they are multiplied with.
public enum PIMProbabilityFormat: String, Hashable, Codable, Sendable, CaseIterable {
  /// No sign, 4 bits of exponent with a bias of 15, 4 bits of fraction.
  case s0e4m4
  /// As activations, without a scale.
  case e4m3

  /// The number that a code's unit stands for.
  var unit: Float { self == .s0e4m4 ? 0x1p-18 : 0x1p-9 }

  /// The code of a number from 0 to 1.
  ///
  /// S0E4M4 rounds to FP16 first and then half up, as P3-LLM's code does: it is bits 6 to 13 of the FP16 number.
  package func code(_ number: Float) -> UInt8 {
    if self == .e4m3 { return ActivationCodes.code(number) }
    let bits = Half(number).bits
    return UInt8(min((bits + (bits & 63 > 31 ? 64 : 0)) >> 6, 0xff))
  }
}
