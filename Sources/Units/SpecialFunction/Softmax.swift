import HDL
import Numerics

/// An element, and the number of its vector that it is combined with.
@Bundle
struct ScaledElement {
  let number, operand: Bits
  let last: Bit
}

/// Softmax of vectors of binary32 numbers, numerically safe: e^(x - max) / sum.
///
/// Three passes in a row behind two buffers: the maximum as the scores come; e^(x - max) and its sum, even and odd positions added
/// apart, in order, then both sums; the products with the sum's reciprocal. Every operation rounds to nearest, ties to even, and
/// takes two cycles, the reciprocal three, the exponential five. A score of minus infinity, which masks a position, gives 0; a
/// vector of nothing else gives NaNs.
///
/// - Throughput: one element a cycle with a pause of 4 cycles between vectors, and up to three vectors under way.
/// - Latency: a vector of n elements leaves from n + 17 cycles after its last one was taken.
/// - Stalls: scores are held up while the first buffer of `maximumLength` + 16 elements is full.
/// - Error: 2^-23.4 of the exponential, 2^-23.8 of the reciprocal, and the roundings of the difference, the sum and the product.
public struct Softmax: Unit {
  public static let unitName = "softmax"
  public static let summary = "Softmax of binary32 vectors, safe against overflow."
  public static let parameters: [UnitParameter<Self>] = [.maximumLength(\.maximumLength)]
  public static let samples = [Softmax(maximumLength: 40)]

  public var maximumLength = 2048
  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }
  public struct IO: Bundle {
    public let input: In<Stream<VectorElement>>
    public let output: Out<Stream<VectorElement>>
    /// Cycles in which an element was taken, in which none came, and in which the receiver held an element up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(.word)), output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let float = FloatArithmetic(.single)
    let scalar = VectorScalar(number: 32).shape

    let inputs = io.input.forked()
    let scores = inputs.0.buffered(depth: maximumLength + vectorSlack)
    let maxima = inputs.1.folded(
      number: { $0.number }, last: { $0.last }, to: VectorScalar(scalar),
      step: { first, maximum, score in mux(first | float.lessThan(maximum, score), score, maximum) }
    ) { maximum, result in result.number <== maximum }

    let pairs = scores.joined(with: maxima, last: { $0.last }, to: ScaledElement(number: 32, operand: 32)) {
      score, maximum, pair in
      pair.number <== score.number
      pair.operand <== maximum.number
      pair.last <== score.last
    }
    let differences = pairs.computed(to: VectorElement.word, in: PipelinedAdder.latency) { pair, pipeline, difference in
      difference.number <== pipeline.subtract(pair.number, pair.operand)
      difference.last <== pipeline.later(pair.last)
    }
    let raised = differences.computed(to: VectorElement.word, in: PipelinedExponential.latency) { difference, pipeline, power in
      power.number <== pipeline.exponential(difference.number)
      power.last <== pipeline.later(difference.last)
    }
    let exponentials = raised.forked()

    let powers = exponentials.0.buffered(depth: maximumLength + vectorSlack)
    let sums = exponentials.1.summed(number: { $0.number }, last: { $0.last })
    let reciprocals = sums.computed(to: VectorScalar(scalar), in: PipelinedReciprocal.latency) { sum, pipeline, factor in
      factor.number <== pipeline.reciprocal(sum.number)
    }
    let factors = reciprocals.buffered(depth: 2)

    let factored = powers.joined(with: factors, last: { $0.last }, to: ScaledElement(number: 32, operand: 32)) {
      power, factor, pair in
      pair.number <== power.number
      pair.operand <== factor.number
      pair.last <== power.last
    }
    let results = factored.computed(to: VectorElement.word, in: PipelinedMultiplier.latency) { pair, pipeline, share in
      share.number <== pipeline.multiply(pair.number, pair.operand)
      share.last <== pipeline.later(pair.last)
    }
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last, maximum: maximumLength)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// e^(x - max) times the reciprocal of their sum, even and odd positions added apart; every operation rounds to binary32.
  public static func golden(_ scores: [Float]) -> [Float] {
    guard var maximum = scores.first else { return [] }
    for score in scores.dropFirst() where maximum < score { maximum = score }
    let powers = scores.map { SpecialFunctions.exponential($0 - maximum) }
    let factor = SpecialFunctions.reciprocal(powers.alternatingSum)
    return powers.map { ($0 * factor).canonical }
  }
}
