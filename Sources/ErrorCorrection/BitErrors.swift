import Foundation

/// Flipped bits at a bit error rate: each bit flips with the same chance, whatever the others do.
public struct BitErrors<Generator: RandomNumberGenerator> {
  /// The chance of a bit to flip, from 0 up to below 1.
  public let rate: Double
  private var generator: Generator

  /// Errors at a rate from 0 up to below 1; every one follows from the generator.
  public init(rate: Double, generator: Generator) {
    precondition(rate >= 0 && rate < 1, "a bit error rate is at least 0 and below 1")
    (self.rate, self.generator) = (rate, generator)
  }

  /// The flipped ones among so many bits, ascending.
  public mutating func positions(among bits: Int) -> [Int] {
    guard rate > 0 else { return [] }
    var positions: [Int] = []
    var next = gap()
    while next < bits {
      positions.append(next)
      next += 1 + gap()
    }
    return positions
  }

  /// Flips bits of some bytes; returns how many.
  public mutating func damage(_ bytes: inout [UInt8]) -> Int {
    let positions = positions(among: 8 * bytes.count)
    for position in positions { bytes[position / 8] ^= 1 << UInt8(position % 8) }
    return positions.count
  }

  /// Bits that stay before the next flip, with the geometric distribution; what is beyond any memory is cut off.
  private mutating func gap() -> Int {
    let uniform = Double(generator.next() >> 11 + 1) * 0x1p-53
    return Int(min(0x1p60, log(uniform) / log1p(-rate)))
  }
}
