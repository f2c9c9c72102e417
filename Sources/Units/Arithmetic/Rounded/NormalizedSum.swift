import HDL

/// A sum's magnitude with its highest 1 on top, or as far up as the smallest normal exponent lets it come.
///
/// A negative total is not negated: its complement is one unit short of the magnitude, and that unit, at the very bottom, shows
/// only in how the result is rounded. So no second carry chain follows the sum.
struct NormalizedSum {
  /// The biased exponent less one: the hidden bit of `kept` counts it up. 0 of a zero.
  let exponent: Unsigned
  /// The digits, complemented where the total is negative; one unit is added if `carries`.
  let kept: Unsigned
  let carries: Bit
  /// The digits below, exactly: the first, the second, whether there is anything below the first, or below the second.
  let guardBit, next, sticky, afterNext: Bit

  /// - Parameters:
  ///   - total: in two's complement if `negative`; at least `bits` + 3 bits
  ///   - room: the biased exponent of the highest place less one: the largest shift that leaves a number normal
  ///   - bits: digits to keep
  @Hardware
  init(_ total: Unsigned, isNegative negative: Bit, room: Unsigned, bits: Int, cuts: FloatCuts) {
    let width = total.width
    // A 1 where the smallest normal number has its highest digit ends the count there.
    let floor = (Unsigned.constant(1, width: width) << (width - 1)) >> room
    let marked = mux(negative, ~total, total) | floor
    // The complement of the smallest negative number is 0, and its magnitude's highest digit that below the last place.
    let raised = raisedToTop(total, like: concatenate(Bit.one, marked).asUnsigned)
    let most = room.extended(to: Swift.max(room.width, raised.places.width))
    let left = mux(total.any, most - raised.places.extended(to: most.width), 0)

    let isNegative = cuts(negative, .normal)
    let digits = cuts(raised.number, .normal)
    let low = width - bits - 1
    let upper = digits[(low + 1)..<width].asUnsigned
    let rest = digits[0..<low].any
    kept = mux(isNegative, ~upper, upper)
    guardBit = digits[low] ^ (isNegative & rest)
    sticky = rest
    carries = isNegative & !rest & !digits[low]
    next = digits[low - 1] ^ (isNegative & digits[0..<(low - 1)].any)
    afterNext = digits[0..<(low - 1)].any
    exponent = cuts(left, .normal)
  }
}

/// A number moved up by the zeros above the highest 1 of a pattern that is one bit longer at the bottom, and their count.
///
/// Each step of the search for the 1 moves the number at once, the widest first, so that nothing waits for the whole count.
@Hardware
private func raisedToTop(_ number: Unsigned, like pattern: Unsigned) -> (number: Unsigned, places: Unsigned) {
  let levels = Unsigned.width(upTo: pattern.width - 1)
  var rest = pattern.extended(to: 1 << levels) << ((1 << levels) - pattern.width)
  var digits = number
  var counted: [Bit] = []
  for level in stride(from: levels - 1, through: 0, by: -1) {
    let half = 1 << level
    let isClear = !rest[(rest.width - half)..<rest.width].any
    counted.append(isClear)
    let moved = mux(isClear, digits << half, digits)
    digits = moved
    if level > 0 {
      // The last step looks at the upper one of two bits.
      let width = level == 1 ? 1 : half
      let searched = mux(isClear, rest[(half - width)..<half], rest[(2 * half - width)..<(2 * half)]).asUnsigned
      rest = searched
    }
  }
  return (digits, concatenate(Array(counted.reversed())).asUnsigned)
}

extension NormalizedSum {
  /// - Parameter moved: digits to keep, and below them two more, whether there is one further down, and whether any fell off
  @Hardware
  init(exponent: Unsigned, moved: Unsigned) {
    self.exponent = exponent
    kept = moved[4..<moved.width].asUnsigned
    carries = Bit.zero
    guardBit = moved[3]
    next = moved[2]
    sticky = moved[0..<3].any
    afterNext = moved[0..<2].any
  }
}

/// A sum that only needs to be rounded, and what is known of it besides.
struct RoundableSum {
  let normal: NormalizedSum
  /// Behind the registers of the normalization, as `normal` is.
  let sign: Bit
  /// Whether unlike signs cancelled to 0.
  let cancels: Bit
  /// Of the operands: behind no register.
  let specials: FloatSpecials
}

extension RoundableSum {
  /// - Parameter bits: digits to keep
  @Hardware
  init(_ sum: AlignedSum, bits: Int, _ specials: FloatSpecials, cuts: FloatCuts) {
    let total = sum.total
    let negative = sum.subtracts & total[total.width - 1]
    let room = sum.exponent.extended(to: sum.exponent.width + 1) + (sum.headroom - 1)
    normal = NormalizedSum(total, isNegative: negative, room: room, bits: bits, cuts: cuts)
    sign = cuts(sum.sign ^ negative, .normal)
    cancels = cuts(!total.any & sum.subtracts, .normal)
    self.specials = specials
  }
}
