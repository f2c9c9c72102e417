/// When `SignedAdderTree` gives sums: each `latency` cycles after its operands; nothing stalls. A pass is a number of sums.
public struct AdderTreeCycles: CycleModel {
  private let latency: Int
  /// The cycles in which operands were given, as bits, the last one lowest.
  private var given: UInt64 = 0

  public init(_ unit: SignedAdderTree) { latency = unit.latency }

  /// Whether operands are given in a cycle; returns whether a sum is.
  public mutating func step(_ outside: Bool) -> Bool {
    defer { given = given << 1 | (outside ? 1 : 0) }
    return latency == 0 ? outside : given >> UInt64(latency - 1) & 1 == 1
  }

  /// Until the last sum stands at the output: without a handshake there is no cycle in which it is taken.
  public static func cycles(of pass: Int, on unit: SignedAdderTree) -> Int { pass + max(0, unit.latency - 1) }
}
