/// When `Softmax` takes scores and offers shares.
///
/// A vector of n beats that nothing holds up leaves some cycles after its last beat was taken: n beats of powers pass behind the
/// maximum, 7 cycles each, then the sum's and its reciprocal's way and the product take the rest.
public struct SoftmaxCycles: VectorCycleModel {
  private var scores: FifoCycles, powers: FifoCycles
  private var candidates: HalvingCycles
  private var maxima = FifoCycles(2)
  private var exponentials = PipelineChainCycles(PipelinedAdder.latency, PipelinedExponential.latency)
  private var sum: SumCycles
  private var factors = ScalarCycles(PipelinedReciprocal.latency)
  private var products = PipelineCycles(PipelinedMultiplier.latency)

  public init(_ unit: Softmax) {
    scores = FifoCycles(unit.beats(unit.maximumLength) + vectorSlack)
    powers = scores
    candidates = HalvingCycles(lanes: unit.lanes)
    sum = SumCycles(lanes: unit.lanes)
  }

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let endsCandidates = candidates.isLast(outside.isLast), hasRoom = maxima.isReady || !endsCandidates
    let isReady = scores.isReady && candidates.isReady(hasRoom), takes = isReady && outside.offers
    let offers = outside.offers && scores.isReady, makesMaximum = candidates.valid(offers) && endsCandidates
    let signals = StreamSignals(ready: isReady, valid: products.valid, isLast: products.isLast)

    let leaves = powers.valid && factors.valid && products.isReady(outside.takes), isLast = powers.isLast
    products.step(powers.valid && factors.valid, isLast, receiver: outside.takes)
    let startsFactor = sum.valid && factors.isReady()
    factors.step(sum.valid, gives: leaves && isLast)
    let moves = powers.isReady && sum.isReady, passes = exponentials.valid && moves, endsPowers = exponentials.isLast
    powers.step(takes: passes, endsPowers, gives: leaves)
    sum.step(passes, endsPowers, receiver: startsFactor)
    let enters = scores.valid && maxima.valid && exponentials.isReady(moves), ends = scores.isLast
    exponentials.step(scores.valid && maxima.valid, ends, receiver: moves)
    maxima.step(takes: makesMaximum, gives: enters && ends)
    candidates.step(offers, outside.isLast, receiver: hasRoom)
    scores.step(takes: takes, outside.isLast, gives: enters)
    return signals
  }

  public static func cycles(of pass: Int, on unit: Softmax) -> Int {
    let beats = unit.beats(pass), halvings = unit.lanes.trailingZeroBitCount
    return 3 * beats + halvings + SumCycles.latency(lanes: unit.lanes, beats: beats) + 12
  }
}

/// When `Argmax` takes elements and offers a result: in the cycle after the last beat, and one later for each halving of the lanes;
/// two results wait.
public struct ArgmaxCycles: VectorCycleModel {
  private var candidates: HalvingCycles
  private var results = FifoCycles(2)

  public init(_ unit: Argmax) { candidates = HalvingCycles(lanes: unit.lanes) }

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let ends = candidates.isLast(outside.isLast), hasRoom = results.isReady || !ends
    let signals = StreamSignals(ready: candidates.isReady(hasRoom), valid: results.valid, isLast: true)
    results.step(takes: candidates.valid(outside.offers) && ends, gives: outside.takes)
    candidates.step(outside.offers, outside.isLast, receiver: hasRoom)
    return signals
  }

  public static func cycles(of pass: Int, on unit: Argmax) -> Int { unit.beats(pass) + unit.lanes.trailingZeroBitCount + 1 }
}
