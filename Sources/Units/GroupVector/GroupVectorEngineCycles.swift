/// The cycle model of `GroupVectorEngine`: a pipeline that moves together, and the sums behind it. A pass is a vector's number of beats.
public struct GroupVectorEngineCycles: VectorCycleModel {
  private var columns = PipelineCycles(GroupVectorColumn.latency)
  private var isDone = false

  /// The unit after a reset.
  public init(_: GroupVectorEngine) {}

  /// One cycle; the clock edge is at its end.
  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let adds = !isDone || outside.takes
    let signals = StreamSignals(ready: columns.isReady(adds), valid: isDone, isLast: true)
    if isDone, outside.takes { isDone = false }
    if adds, columns.valid { isDone = columns.isLast }
    columns.step(outside.offers, outside.isLast, receiver: adds)
    return signals
  }

  /// Cycles of a vector's beats.
  public static func cycles(of beats: Int, on unit: GroupVectorEngine) -> Int { beats + GroupVectorEngine.latency }
}
