import HDL
import Numerics

/// Softmax of vectors of binary32 numbers, numerically safe: e^(x - max) / sum.
///
/// Three passes in a row behind two buffers: the maximum as the scores come; e^(x - max) and its sum, added in order; the
/// products with the sum's reciprocal. Every operation rounds to nearest, ties to even. A score of minus infinity, which
/// masks a position, gives 0; a vector of nothing else gives NaNs.
///
/// - Throughput: one element a cycle, with up to three vectors under way.
/// - Latency: a vector of n elements leaves from n + 5 cycles after its last one was taken.
/// - Stalls: scores are held up while the first buffer of `maximumLength` + 8 elements is full.
/// - Error: 2^-23.4 of the exponential, 2^-23.8 of the reciprocal, and the roundings of the difference, the sum and the product.
/// - The adder of the sum is combinational between two edges, which limits the clock.
public struct Softmax: Unit {
  public static let unitName = "softmax"
  public static let summary = "Softmax of binary32 vectors, safe against overflow."
  public static let parameterHelp = [maximumLengthHelp]
  public static let samples = [Softmax(maximumLength: 40)]

  public var maximumLength = 2048
  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }
  public var parameterError: String? { lengthError(maximumLength) }

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

    let differences = scores.joined(with: maxima, last: { $0.last }, to: VectorElement.word) { score, maximum, difference in
      difference.number <== float.subtract(score.number, maximum.number)
      difference.last <== score.last
    }.registered(.forward)
    let exponentials = differences.pipelined(stages: 1) { _, difference, power in
      power.number <== SpecialFunctions.exponential(difference.number)
      power.last <== difference.last
    }.forked()

    let powers = exponentials.0.buffered(depth: maximumLength + vectorSlack)
    let sums = exponentials.1.folded(
      number: { $0.number }, last: { $0.last }, to: VectorScalar(scalar),
      step: { first, sum, power in float.add(mux(first, 0, sum), power) }
    ) { sum, result in result.number <== sum }
    let factors = sums.pipelined(stages: 1) { _, sum, factor in
      factor.number <== SpecialFunctions.reciprocal(sum.number)
    }

    let results = powers.joined(with: factors, last: { $0.last }, to: VectorElement.word) { power, factor, share in
      share.number <== float.multiply(power.number, factor.number)
      share.last <== power.last
    }.registered(.forward)
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last, maximum: maximumLength)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// e^(x - max) times the reciprocal of their sum, which is added in order; every operation rounds to binary32.
  public static func golden(_ scores: [Float]) -> [Float] {
    guard var maximum = scores.first else { return [] }
    for score in scores.dropFirst() where maximum < score { maximum = score }
    let powers = scores.map { SpecialFunctions.exponential($0 - maximum) }
    let factor = SpecialFunctions.reciprocal(powers.dropFirst().reduce(powers[0], +))
    return powers.map { ($0 * factor).canonical }
  }
}
