/// When `RMSNorm` takes elements and offers results.
///
/// A vector that nothing holds up leaves some cycles after its last beat was taken: 2 for the square, then the sum's, for the root 7,
/// the buffers 2 and the two products 4, less one for the cycle of the last beat.
public struct RMSNormCycles: VectorCycleModel {
  private var held: FifoCycles
  private var squares = PipelineCycles(PipelinedMultiplier.latency)
  private var sum: SumCycles
  private var constants = FifoCycles(4)
  private var roots = ScalarCycles(PipelinedMultiplier.latency, PipelinedAdder.latency, PipelinedReciprocalRoot.latency)
  private var products = PipelineChainCycles(PipelinedMultiplier.latency, PipelinedMultiplier.latency)

  public init(_ unit: RMSNorm) {
    held = FifoCycles(unit.beats(unit.maximumLength) + vectorSlack)
    sum = SumCycles(lanes: unit.lanes)
  }

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let isReady = held.isReady && squares.isReady(sum.isReady) && (constants.isReady || !outside.isLast)
    let takes = isReady && outside.offers
    let signals = StreamSignals(ready: isReady, valid: products.valid, isLast: products.isLast)

    let startsRoot = sum.valid && constants.valid && roots.isReady()
    let leaves = held.valid && roots.valid && products.isReady(outside.takes), isLast = held.isLast
    products.step(held.valid && roots.valid, isLast, receiver: outside.takes)
    roots.step(sum.valid && constants.valid, gives: leaves && isLast)
    constants.step(takes: takes && outside.isLast, gives: startsRoot)
    let (hasSquare, endsSquares, adds) = (squares.valid, squares.isLast, sum.isReady)
    sum.step(hasSquare, endsSquares, receiver: startsRoot)
    squares.step(takes, outside.isLast, receiver: adds)
    held.step(takes: takes, outside.isLast, gives: leaves)
    return signals
  }

  public static func cycles(of pass: Int, on unit: RMSNorm) -> Int {
    let beats = unit.beats(pass)
    return 2 * beats + SumCycles.latency(lanes: unit.lanes, beats: beats) + 13
  }
}

/// When `LayerNorm` takes elements and offers results.
///
/// A vector of n beats that nothing holds up leaves some cycles after its last beat was taken: the mean's sum and 4 more, then n
/// differences pass, and the sum of their squares, the root and the results take 16 besides.
public struct LayerNormCycles: VectorCycleModel {
  private var held: FifoCycles, waiting: FifoCycles
  private var sum: SumCycles, squareSum: SumCycles
  private var scales = FifoCycles(4), epsilons = FifoCycles(4)
  private var means = ScalarCycles(PipelinedMultiplier.latency)
  private var differences = PipelineCycles(PipelinedAdder.latency)
  private var squares = PipelineCycles(PipelinedMultiplier.latency)
  private var roots = ScalarCycles(PipelinedMultiplier.latency, PipelinedAdder.latency, PipelinedReciprocalRoot.latency)
  private var results = PipelineChainCycles(PipelinedMultiplier.latency, PipelinedMultiplier.latency, PipelinedAdder.latency)

  public init(_ unit: LayerNorm) {
    held = FifoCycles(unit.beats(unit.maximumLength) + vectorSlack)
    waiting = held
    sum = SumCycles(lanes: unit.lanes)
    squareSum = sum
  }

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let hasRoom = scales.isReady && epsilons.isReady
    let isReady = held.isReady && sum.isReady && (hasRoom || !outside.isLast), takes = isReady && outside.offers
    let signals = StreamSignals(ready: isReady, valid: results.valid, isLast: results.isLast)

    // From the back: what leaves a stage is decided by those behind it.
    let leaves = waiting.valid && roots.valid && results.isReady(outside.takes), isLast = waiting.isLast
    results.step(waiting.valid && roots.valid, isLast, receiver: outside.takes)
    let startsRoot = squareSum.valid && epsilons.valid && roots.isReady()
    roots.step(squareSum.valid && epsilons.valid, gives: leaves && isLast)
    epsilons.step(takes: takes && outside.isLast && hasRoom, gives: startsRoot)
    let adds = squareSum.isReady
    let moves = waiting.isReady && squares.isReady(adds), passes = differences.valid && moves
    let endsDifferences = differences.isLast
    waiting.step(takes: passes, endsDifferences, gives: leaves)
    squareSum.step(squares.valid, squares.isLast, receiver: startsRoot)
    squares.step(passes, endsDifferences, receiver: adds)
    let startsMean = sum.valid && scales.valid && means.isReady()
    let enters = held.valid && means.valid && differences.isReady(moves), ends = held.isLast
    differences.step(held.valid && means.valid, ends, receiver: moves)
    means.step(sum.valid && scales.valid, gives: enters && ends)
    scales.step(takes: takes && outside.isLast && hasRoom, gives: startsMean)
    sum.step(takes, outside.isLast, receiver: startsMean)
    held.step(takes: takes, outside.isLast, gives: enters)
    return signals
  }

  public static func cycles(of pass: Int, on unit: LayerNorm) -> Int {
    let beats = unit.beats(pass)
    return 3 * beats + 2 * SumCycles.latency(lanes: unit.lanes, beats: beats) + 19
  }
}
