/// What the far sides of a `ShadowMAC` do in a cycle.
public struct ShadowMACSides: Hashable, Sendable {
  /// Whether an outlier is offered, whether it has a residual, and whether it ends its vector.
  public var outlier: Bool, isOutlier: Bool, isLast: Bool
  /// Whether beats of a column and of sums are offered.
  public var weights: Bool, sums: Bool
  /// Whether requests and results are taken.
  public var takesRequests: Bool, takesResults: Bool

  /// With all of these.
  public init(
    outlier: Bool, isOutlier: Bool, isLast: Bool, weights: Bool, sums: Bool, takesRequests: Bool, takesResults: Bool
  ) {
    (self.outlier, self.isOutlier, self.isLast, self.weights, self.sums) = (outlier, isOutlier, isLast, weights, sums)
    (self.takesRequests, self.takesResults) = (takesRequests, takesResults)
  }
}

/// What a `ShadowMAC` shows in a cycle.
public struct ShadowMACSignals: Hashable, Sendable {
  /// Whether an outlier, a beat of a column and one of sums would be taken.
  public var outliers: Bool, weights: Bool, sums: Bool
  /// Whether a request and a result are offered.
  public var request: Bool, result: Bool

  /// With all of these.
  public init(outliers: Bool, weights: Bool, sums: Bool, request: Bool, result: Bool) {
    (self.outliers, self.weights, self.sums) = (outliers, weights, sums)
    (self.request, self.result) = (request, result)
  }
}

/// When `ShadowMAC` takes outliers, columns and sums, asks for columns and gives results. A pass is a vector's number of outliers.
public struct ShadowMACCycles: CycleModel {
  private struct Entry { var isOutlier: Bool, isLast: Bool }
  private let beats: Int
  /// Outliers that were taken, at most two, and the beat of a column or of sums that is next.
  private var waiting: [Entry] = [], beat = 0
  /// Whether the vector's last outlier has been added.
  private var merges = false

  /// The unit after a reset.
  public init(_ unit: ShadowMAC) { beats = unit.rows / unit.lanes }

  /// One cycle.
  public mutating func step(_ outside: ShadowMACSides) -> ShadowMACSignals {
    let hasRoom = waiting.count < 2, isAsked = outside.takesRequests || !outside.isOutlier
    let adds = waiting.first.map { $0.isOutlier && !merges } ?? false, passes = !waiting.isEmpty && !adds
    let signals = ShadowMACSignals(
      outliers: hasRoom && isAsked, weights: adds, sums: passes && outside.takesResults,
      request: outside.outlier && outside.isOutlier && hasRoom, result: passes && outside.sums)

    let isLastBeat = beat == beats - 1, isLast = waiting.first?.isLast == true
    let added = adds && outside.weights, passed = signals.result && outside.takesResults
    if outside.outlier, signals.outliers { waiting.append(Entry(isOutlier: outside.isOutlier, isLast: outside.isLast)) }
    if added || passed { beat = isLastBeat ? 0 : beat + 1 }
    guard isLastBeat, added || passed else { return signals }
    merges = added && isLast
    if passed || !isLast { waiting.removeFirst() }
    return signals
  }

  /// A column for each outlier and the sums behind them, one cycle after the first outlier was taken.
  public static func cycles(of pass: Int, on unit: ShadowMAC) -> Int { 1 + (pass + 1) * (unit.rows / unit.lanes) }
}
