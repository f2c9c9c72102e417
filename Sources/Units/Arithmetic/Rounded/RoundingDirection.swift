import HDL
import Numerics

/// The direction of an operation, as hardware asks for it.
struct RoundingDirection {
  let choice: RoundingChoice
  /// RISC-V's code, where operations bring one.
  let code: Bits?

  private func any(_ choices: [Rounding], else other: (Bits) -> Bit) -> Bit {
    if let fixed = choice.fixed { return choices.contains(fixed) ? Bit.one : Bit.zero }
    return code.map(other) ?? Bit.zero
  }
  private func equals(_ code: Bits, _ number: Int) -> Bit { code == number }

  /// Towards minus infinity.
  var isDown: Bit { any([.down]) { equals($0, 2) } }
  private var isUp: Bit { any([.up]) { equals($0, 3) } }
  private var isAway: Bit { any([.nearestAway]) { equals($0, 4) } }
  private var isNearest: Bit {
    any([.nearestEven, .nearestAway]) { code in !(equals(code, 1) | equals(code, 2) | equals(code, 3)) }
  }

  /// Whether a magnitude grows by a unit of its last bit.
  ///
  /// - Parameters:
  ///   - guardBit: the first bit below that
  ///   - sticky: whether there is anything below the guard bit
  @Hardware
  func increments(sign: Bit, last: Bit, guardBit: Bit, sticky: Bit) -> Bit {
    let nearest = isNearest & guardBit & (sticky | last | isAway)
    let outwards = mux(sign, isDown, isUp)
    return nearest | (outwards & (guardBit | sticky))
  }

  /// Whether a number beyond the largest finite one becomes that one.
  func staysFinite(sign: Bit) -> Bit { !isNearest & !mux(sign, isDown, isUp) }
}
