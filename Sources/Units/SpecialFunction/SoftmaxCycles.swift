/// When `Softmax` takes scores and offers shares.
///
/// A vector of n scores that nothing holds up leaves from n + 17 cycles after its last score was taken: n powers pass behind the
/// maximum, 7 cycles each, then the sum's and its reciprocal's way and the product take the rest.
public struct SoftmaxCycles: VectorCycleModel {
  private var scores: FifoCycles, powers: FifoCycles
  private var maxima = FifoCycles(2)
  private var exponentials = PipelineChainCycles(PipelinedAdder.latency, PipelinedExponential.latency)
  private var sum = SumCycles()
  private var factors = ScalarCycles(PipelinedReciprocal.latency)
  private var products = PipelineCycles(PipelinedMultiplier.latency)

  public init(_ unit: Softmax) {
    scores = FifoCycles(unit.maximumLength + vectorSlack)
    powers = scores
  }

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let isReady = scores.isReady && (maxima.isReady || !outside.isLast), takes = isReady && outside.offers
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
    maxima.step(takes: takes && outside.isLast, gives: enters && ends)
    scores.step(takes: takes, outside.isLast, gives: enters)
    return signals
  }

  public static func cycles(of pass: Int, on unit: Softmax) -> Int { 3 * pass + 16 }
}

/// When `Argmax` takes elements and offers a result: in the cycle after the last element; two results wait.
public struct ArgmaxCycles: VectorCycleModel {
  private var results = FifoCycles(2)

  public init(_ unit: Argmax) {}

  public mutating func step(_ outside: StreamSides) -> StreamSignals {
    let isReady = results.isReady || !outside.isLast
    let signals = StreamSignals(ready: isReady, valid: results.valid, isLast: true)
    results.step(takes: outside.offers && outside.isLast, gives: outside.takes)
    return signals
  }

  public static func cycles(of pass: Int, on unit: Argmax) -> Int { pass + 1 }
}
