import Numerics

extension FloatDotProduct {
  /// What the unit makes of two vectors of codes, from exact numbers.
  ///
  /// - Parameter code: the direction that the operation brings, where the configuration leaves it to operations
  public func golden(_ first: [UInt32], _ second: [UInt32], rounding code: UInt64 = 0) -> RoundedFloat {
    let rules = FloatRules(output.layout, rounding: rounding.direction(code), overflow: overflow)
    var hasNaN = false, isInvalid = false, infinities: Set<Bool> = [], signs: Set<Bool> = []
    var total = ExactNumber.zero
    let largest = zip(first, second).map { a.unit(of: $0) + b.unit(of: $1) }.max() ?? 0
    for (left, right) in zip(first, second) {
      if a.layout?.isSignalling(left) == true || b.layout?.isSignalling(right) == true { isInvalid = true }
      switch (ExactValue(a.format.value(of: left)), ExactValue(b.format.value(of: right))) {
      case (.nan, _), (_, .nan): hasNaN = true
      case (.infinity(let one), .infinity(let other)): infinities.insert(one != other)
      case (.infinity(let one), .finite(let number, let other)), (.finite(let number, let other), .infinity(let one)):
        if number.isZero { (hasNaN, isInvalid) = (true, true) } else { infinities.insert(one != other) }
      case (.finite(let one, let sign), .finite(let other, let otherSign)):
        signs.insert(sign != otherSign)
        let product = one * other
        total = total + (alignment == .exact ? product : product.truncated(toUnitsOf: largest - guardBits))
      }
    }
    if infinities.count == 2 { (hasNaN, isInvalid) = (true, true) }
    let zeroSign = signs.count == 1 ? signs.contains(true) : rules.rounding == .down
    let value: ExactValue =
      if hasNaN {
        .nan
      } else if let isNegative = infinities.first {
        .infinity(isNegative: isNegative)
      } else {
        .finite(total, isNegative: total.isZero ? zeroSign : total.isNegative)
      }
    let rounded = rules.round(value)
    return RoundedFloat(rounded.code, isInvalid ? rounded.flags.union(.invalid) : rounded.flags)
  }
}
