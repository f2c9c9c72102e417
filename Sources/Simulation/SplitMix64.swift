/// The SplitMix64 generator (Steele, Lea and Flood, 2014): small, fast, and the same numbers on every platform.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 to `limit - 1`; `limit` is at least 1 and far below 2^32, where the bias of the multiplication is nil.
  @inlinable public mutating func next(below limit: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: limit)) >> 32)
  }

  /// True in `percent` of 100 cases.
  @inlinable public mutating func chance(_ percent: Int) -> Bool { next(below: 100) < percent }
}
