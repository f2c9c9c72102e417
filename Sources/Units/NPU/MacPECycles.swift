/// When `MacPE` takes operands and offers sums: a sum is offered in the cycle after its last operands and blocks further ones until
/// it is taken.
public struct MacPECycles: VectorCycleModel {
  private var isFull = false

  public init(_ unit: MacPE) {}

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let signals = StreamSignals(ready: !isFull, valid: isFull, isLast: true)
    isFull = isFull ? !outside.takes : outside.offers && outside.isLast
    return signals
  }

  public static func cycles(of pass: Int, on unit: MacPE) -> Int { pass + 1 }
}
