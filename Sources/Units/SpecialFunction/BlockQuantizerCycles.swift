/// When `BlockQuantizer` takes values and offers codes: one bank fills while the other one drains, a beat a cycle each, and a
/// vector's first codes are offered in the cycle after its last beat was taken.
public struct BlockQuantizerCycles: VectorCycleModel {
  /// Beats to come of each bank's vector; nil of a bank that is not full.
  private var left: [Int?] = [nil, nil]
  private var fillBank = 0, drainBank = 0
  /// Beats of the vector that fills.
  private var filled = 0

  public init(_ unit: BlockQuantizer) {}

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let isReady = left[fillBank] == nil, codes = left[drainBank]
    let signals = StreamSignals(ready: isReady, valid: codes != nil, isLast: codes == 1)
    if let codes, outside.takes {
      left[drainBank] = codes == 1 ? nil : codes - 1
      if codes == 1 { drainBank = 1 - drainBank }
    }
    if isReady, outside.offers {
      filled += 1
      if outside.isLast { (left[fillBank], fillBank, filled) = (filled, 1 - fillBank, 0) }
    }
    return signals
  }

  public static func cycles(of pass: Int, on unit: BlockQuantizer) -> Int { 2 * unit.beats(pass) }
}
