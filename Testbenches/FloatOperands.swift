import Numerics
import Simulation

extension SplitMix64 {
  /// A number's bits: any pattern, or a corner case.
  mutating func float(_ layout: FloatLayout) -> UInt32 {
    let bits = UInt32(layout.fractionBits), ones: UInt32 = 1 << bits - 1
    let any = UInt32(truncatingIfNeeded: next()) & (layout.signBit | layout.signBit - 1)
    if chance(50) { return any }
    let last = 1 << layout.exponentBits - 1
    // Few significant bits and an everyday exponent: what comes to lie halfway between two numbers.
    if chance(50) {
      let exponent = UInt32(max(1, layout.bias - 4 + next(below: layout.fractionBits + 6)) % last)
      return any & layout.signBit | exponent << bits | any & ones & ~(1 << UInt32(next(below: layout.fractionBits)) - 1)
    }
    let one = UInt32(layout.bias) << bits, largest = layout.largestFinite
    let corners: [UInt32] = [
      0, 1, 2, layout.infinity, largest, layout.canonicalNaN ?? largest, layout.infinity | 1, 1 << bits, ones, one, one - 1,
      any & ones,
      any & ~ones,
    ]
    return corners[next(below: corners.count)] & (layout.signBit - 1) | (chance(50) ? layout.signBit : 0)
  }

  /// Two numbers; half of the pairs are near each other, so that they cancel, tie and compare as equal.
  mutating func floats(_ layout: FloatLayout) -> (UInt32, UInt32) {
    let bits = UInt32(layout.fractionBits), ones: UInt32 = 1 << bits - 1
    let one = UInt32(layout.bias) << bits, sign = layout.signBit, last = 1 << layout.exponentBits - 1
    let a = float(layout), any = UInt32(truncatingIfNeeded: next())
    switch next(below: 9) {
    // What has rules of its own, with itself and with everything else.
    case 8:
      let special = [0, layout.infinity, layout.canonicalNaN ?? 0, layout.largestFinite, one]
      let pick = { (random: inout SplitMix64) in
        special[random.next(below: special.count)] & (sign - 1) | (random.chance(50) ? sign : 0)
      }
      return (pick(&self), pick(&self))
    // A subnormal number of any length by one that lifts it: each of its leading zeros shows in the product.
    case 7:
      let highest = UInt32(1) << UInt32(next(below: layout.fractionBits))
      let small = highest | any & (highest - 1) | (chance(50) ? sign : 0)
      let large = UInt32(last - 1 - next(below: max(1, layout.bias))) << bits | UInt32(truncatingIfNeeded: next()) & ones
      return chance(50) ? (small, large) : (large, small)
    // Products of one bit more than a significand.
    case 4:
      let short = { (value: UInt32, kept: Int) in value & ones & ~(1 << UInt32(layout.fractionBits - kept) - 1) }
      // Around 1, or so large that an addend can lie far below them.
      let large = UInt32(layout.bias + next(below: max(1, layout.bias / 2))) << bits
      return (
        (chance(50) ? one : large) | short(any, (layout.fractionBits + 1) / 2),
        one | short(UInt32(truncatingIfNeeded: next()), layout.fractionBits / 2)
      )
    case 0: return (a, a)
    case 1: return (a, a ^ sign)
    // Equal but for the lowest digits, however many: what is left of their difference.
    case 2: return (a, a ^ (any & (sign | (1 << UInt32(next(below: layout.fractionBits + 1)) - 1))))
    // Exponents that lie within a fraction's length; halfway between two numbers, but for one digit far below.
    case 3:
      let field = Int(a >> bits) & last
      let isHalf = chance(40)
      let distance = isHalf ? layout.fractionBits + next(below: 3) : next(below: 2 * layout.fractionBits + 6)
      let other = UInt32((field + distance) % last), digit = UInt32(1) << UInt32(next(below: layout.fractionBits))
      return (other << bits | any & (sign | ones), isHalf ? UInt32(field) << bits | any & sign | digit : a)
    default: return (a, float(layout))
    }
  }

  /// Two numbers, or three: half of the third ones are near the product of the others, or near its negative.
  mutating func operands(_ layout: FloatLayout, count: Int) -> [UInt32] {
    let (a, b) = floats(layout)
    if count == 2 { return [a, b] }
    if chance(40) { return [a, b, float(layout)] }
    let product = FloatRules(layout).multiply(a, b).code, any = UInt32(truncatingIfNeeded: next())
    // A subnormal number, or one of the smallest normal ones: far below, of one digit or of all.
    if chance(15) {
      let digits = any & (2 << UInt32(layout.fractionBits) - 1)
      return [a, b, any & layout.signBit | (chance(30) ? 1 << UInt32(next(below: layout.fractionBits + 1)) : digits)]
    }
    let near = product ^ (chance(70) ? layout.signBit : 0)
    switch next(below: 4) {
    case 0: return [a, b, near]
    case 1: return [a, b, near ^ 1]
    case 2: return [a, b, near ^ (any & (1 << UInt32(layout.fractionBits) - 1))]
    // A significand's length above or below.
    default:
      let field = Int(near >> UInt32(layout.fractionBits)) & (1 << layout.exponentBits - 1)
      let other = min(
        max(0, field + next(below: 4 * layout.fractionBits + 10) - 2 * layout.fractionBits - 5), 1 << layout.exponentBits - 2)
      return [
        a, b, near & layout.signBit | UInt32(other) << UInt32(layout.fractionBits) | any & (1 << UInt32(layout.fractionBits) - 1),
      ]
    }
  }
}
