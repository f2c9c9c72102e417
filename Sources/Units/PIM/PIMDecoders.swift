import HDL

/// The decoders of `PIMMac`: 4-bit codes to 6-bit numbers, 8-bit codes to a 5-bit significand with its sign and a shift.
enum PIMDecoders {
  /// Bits of a decoded weight, key or value: in units of 1/2 for BitMoD, of 1 for INT4.
  static let weightWidth = 6
  /// Bits of a significand and its sign, and the most by which it is shifted.
  static let factorWidth = 6, mostShift = 14

  /// A code of 4 bits.
  static func weight(_ code: Bits, setting: Bits, isBitMoD: Bit) -> Signed {
    let difference = code.asUnsigned.extended(to: weightWidth).asSigned - setting.asUnsigned.extended(to: weightWidth).asSigned
    return mux(isBitMoD, bitMoD(code, setting), difference)
  }

  private static func bitMoD(_ code: Bits, _ setting: Bits) -> Signed {
    func constant(_ number: Int) -> Signed { .constant(number, width: weightWidth) }
    // 0 or 1/2, then 1 or 3/2 times powers of two, in halves.
    let fraction = code[0..<1], one = Bits.literal(1, width: 1)
    func number(_ bits: Bits...) -> Signed { concatenate(bits).asUnsigned.extended(to: weightWidth).asSigned }
    let magnitude = select(
      code[1..<3],
      [0: number(fraction), 1: number(fraction, one), 2: number(Bits.literal(0, width: 1), fraction, one)],
      otherwise: number(Bits.literal(0, width: 2), fraction, one))
    let special = select(setting[0..<2], [0: constant(10), 1: constant(-10), 2: constant(16)], otherwise: constant(-16))
    return mux(code == 8, special, mux(code[3], -magnitude, magnitude))
  }

  /// The significand of an activation with its sign.
  static func factor(_ code: Bits, isProbability: Bit) -> Signed {
    let hidden = exponent(code, isProbability).any
    let significand = mux(
      isProbability, concatenate(code[0..<4], hidden), concatenate(code[0..<3], hidden, Bits.literal(0, width: 1)))
    let magnitude = significand.asUnsigned.extended(to: factorWidth).asSigned
    return mux(!isProbability & code[7], -magnitude, magnitude)
  }

  /// By how much the significand counts more than that of the least number.
  static func shift(_ code: Bits, isProbability: Bit) -> Unsigned {
    let field = exponent(code, isProbability).asUnsigned
    return mux(field == 0, 0, field - 1)
  }

  private static func exponent(_ code: Bits, _ isProbability: Bit) -> Bits { mux(isProbability, code[4..<8], code[3..<7]) }
}
