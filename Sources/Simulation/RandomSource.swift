import Netlist

/// Random choices that all follow from one seed, with a taste for corner cases.
package struct RandomSource: RandomNumberGenerator, Sendable {
  private var numbers: SplitMix64

  package init(seed: UInt64) {
    numbers = SplitMix64(seed: seed)
    // Neighbouring seeds shall not share a beginning.
    for _ in 0..<3 { _ = numbers.next() }
  }

  package mutating func next() -> UInt64 { numbers.next() }
  package mutating func word() -> UInt64 { numbers.next() }
  /// A number from 0 to `limit - 1`.
  package mutating func below(_ limit: Int) -> Int { numbers.next(below: max(1, limit)) }
  package mutating func chance(_ percent: Int) -> Bool { numbers.chance(percent) }
  package mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// A pattern that is one in two cases an extreme number.
  package mutating func bits(width: Int) -> BitVector {
    switch below(10) {
    case 0: return BitVector(width: width)
    case 1: return .ones(width: width)
    case 2: return BitVector(below(5), width: width)
    case 3:
      var value = BitVector(width: width)
      value[width - 1] = true
      return value
    case 4:
      var value = BitVector.ones(width: width)
      value[width - 1] = false
      return value
    default: return BitVector(words: (0..<(width + 63) / 64).map { _ in word() }, width: width)
    }
  }

  /// Small numbers, so that indices and shift amounts are often inside their range.
  package mutating func smallBits(width: Int, below limit: Int) -> BitVector { BitVector(below(limit), width: width) }
}
