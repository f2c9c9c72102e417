@_exported import Simulation

/// Looks at the settled signals of every cycle, beside the transactors that drive them.
public final class Observer: Transactor {
  private let look: (UInt64) -> Void
  /// - Parameter look: called once a cycle, after `evaluate` and before the clock edge, with the number of the cycle
  public init(_ look: @escaping (UInt64) -> Void) { self.look = look }
  public func drive() {}
  public func sample(cycle: UInt64) throws(SimulationError) { look(cycle) }
}

extension SplitMix64 {
  /// A random pattern; sometimes all zeros or all ones.
  public mutating func bits(width: Int) -> BitVector {
    switch next(below: 10) {
    case 0: return BitVector(width: width)
    case 1: return .ones(width: width)
    default: return BitVector(words: (0..<((width + 63) / 64)).map { _ in next() }, width: width)
    }
  }

  /// A random two's-complement number of `width` bits, at most 63.
  public mutating func signed(width: Int) -> Int { Int(truncatingIfNeeded: next()) >> (Int.bitWidth - width) }

  /// `count` numbers of `width` bits in one of four styles: any, both extremes, the smallest, mostly zeros.
  public mutating func numbers(_ count: Int, width: Int, signed: Bool = true, style: Int) -> [Int] {
    let smallest = signed ? -1 << (width - 1) : 0
    return (0..<count).map { _ in
      switch style {
      case 0: return self.signed(width: width) - (signed ? 0 : -1 << (width - 1))
      case 1: return chance(50) ? smallest : smallest + (1 << width) - 1
      case 2: return signed ? smallest : (1 << width) - 1
      default: return chance(70) ? 0 : self.signed(width: width) - (signed ? 0 : -1 << (width - 1))
      }
    }
  }

  /// How a side of a stream pauses in one round: not at all, or up to most of the time.
  public mutating func stalls() -> Stalls { Stalls(percent: [0, 10, 50, 90][next(below: 4)], longest: 1 + next(below: 12)) }
}

extension TestbenchReport {
  /// Names what a testbench claims to exercise.
  public mutating func claim(_ points: String...) { for point in points { coverage[point] = 0 } }
  /// Counts a situation, if it is among those claimed.
  public mutating func cover(_ point: String, if condition: Bool = true) {
    if condition, let count = coverage[point] { coverage[point] = count + 1 }
  }
  /// Whether a claim is still open.
  public var isIncomplete: Bool { coverage.values.contains(0) }
}
