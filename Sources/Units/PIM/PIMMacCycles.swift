/// What the far sides of a `PIMMac` do in a cycle.
public struct PIMMacSides: Hashable, Sendable {
  /// Whether a column is offered, whether two inputs share it, and whether its sums end.
  public var offers: Bool, isShared: Bool, isLast: Bool
  /// Whether sums are taken.
  public var takes: Bool

  /// With all of these.
  public init(offers: Bool, isShared: Bool, isLast: Bool, takes: Bool) {
    (self.offers, self.isShared, self.isLast, self.takes) = (offers, isShared, isLast, takes)
  }
}

/// When `PIMMac` takes columns and gives sums. A pass is the inputs of all of its columns, of which the last one ends its sums.
public struct PIMMacCycles: CycleModel {
  private var pipeline = PipelineCycles(PIMMac.latency - 1)
  private var isOther = false, isDone = false

  /// The unit after a reset.
  public init(_: PIMMac) {}

  /// One cycle; the clock edge is at its end.
  public mutating func step(_ outside: PIMMacSides) -> StreamSignals {
    let adds = !isDone || outside.takes, moves = pipeline.isReady(adds)
    let signals = StreamSignals(ready: moves && (isOther || !outside.isShared), valid: isDone, isLast: true)
    if isDone, outside.takes { isDone = false }
    if adds, pipeline.valid { isDone = pipeline.isLast }
    pipeline.step(outside.offers, outside.isLast, receiver: adds)
    if moves, outside.offers { isOther = !isOther && outside.isShared }
    return signals
  }

  /// An input a cycle, and the way of the last one.
  public static func cycles(of inputs: Int, on unit: PIMMac) -> Int { inputs == 0 ? 0 : inputs + PIMMac.latency }
}
