import HDL
import Numerics

/// Elements, and the number of their vector that they are combined with.
@Bundle
struct ScaledBeat {
  let number: Vec<Bits>
  let operand: Bits
  let last: Bits
}

/// Softmax of vectors of binary32 numbers, numerically safe: e^(x - max) / sum.
///
/// Three passes in a row behind two buffers: the maximum as the scores come; e^(x - max) and its sum, in the order of
/// `InterleavedSums`; the products with the sum's reciprocal. Every operation rounds to nearest, ties to even, and
/// takes two cycles, the reciprocal three, the exponential five. A score of minus infinity, which masks a position, gives 0; a
/// vector of nothing else gives NaNs.
///
/// - Throughput: a beat of `lanes` scores a cycle, with a pause between vectors in which the sums meet, and up to three vectors under
///   way.
/// - Latency: a vector of n beats leaves from n + 29 cycles after its last one was taken with 16 lanes, n + 35 with 4, n + 77 with 1; up
///   to 32 / lanes - 1 more where it is no multiple of 32 elements long.
/// - Stalls: scores are held up while the first buffer, of the longest vector and 16 beats, is full.
/// - Error: 2^-23.4 of the exponential, 2^-23.8 of the reciprocal, and the roundings of the difference, the sum and the product.
public struct Softmax: LaneUnit {
  public static let unitName = "softmax"
  public static let summary = "Softmax of binary32 vectors, safe against overflow."
  public static let parameters: [UnitParameter<Self>] = [.maximumLength(\.maximumLength), .lanes]
  public static let samples = [
    Softmax(maximumLength: 40), Softmax(maximumLength: 40, lanes: 4), Softmax(maximumLength: 72, lanes: 16),
  ]

  public var maximumLength = 2048
  public var lanes = 1
  public init() {}
  public init(maximumLength: Int = 2048, lanes: Int = 1) { (self.maximumLength, self.lanes) = (maximumLength, lanes) }
  public struct IO: Bundle {
    public let input: In<Stream<VectorBeat>>
    public let output: Out<Stream<VectorBeat>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(VectorBeat(lanes: lanes))), output: Out(Stream(VectorBeat(lanes: lanes))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let float = FloatArithmetic(.single)
    let scalar = VectorScalar(number: 32).shape

    let inputs = io.input.forked()
    let scores = inputs.0.buffered(depth: beats(maximumLength) + vectorSlack)
    let candidates = inputs.1.largest()
    let maxima = candidates.folded(
      number: { $0.number[0] }, last: { $0.last.marks }, to: VectorScalar(scalar),
      step: { first, maximum, score in mux(first | float.lessThan(maximum, score), score, maximum) }
    ) { maximum, result in result.number <== maximum }

    let pairs = scores.joined(
      with: maxima, last: { $0.last.marks }, to: ScaledBeat(number: Vec(lanes, Bits(32)), operand: 32, last: lanes)
    ) {
      score, maximum, pair in
      pair.number <== score.number
      pair.operand <== maximum.number
      pair.last <== score.last
    }
    let differences = pairs.computed(to: VectorBeat(lanes: lanes), in: PipelinedAdder.latency) { pair, pipeline, difference in
      difference.number <== pipeline.subtract(pair.number, pair.operand.repeated(lanes))
      difference.last <== pipeline.laterMark(pair.last)
    }
    let raised = differences.computed(to: VectorBeat(lanes: lanes), in: PipelinedExponential.latency) {
      difference, pipeline, power in
      power.number <== pipeline.exponential(difference.number)
      power.last <== pipeline.laterMark(difference.last)
    }
    let exponentials = raised.forked()

    let powers = exponentials.0.buffered(depth: beats(maximumLength) + vectorSlack)
    let sums = exponentials.1.summed()
    let reciprocals = sums.computed(to: VectorScalar(scalar), in: PipelinedReciprocal.latency) { sum, pipeline, factor in
      factor.number <== pipeline.reciprocal(sum.number)
    }
    let factors = reciprocals.buffered(depth: 2)

    let factored = powers.joined(
      with: factors, last: { $0.last.marks }, to: ScaledBeat(number: Vec(lanes, Bits(32)), operand: 32, last: lanes)
    ) {
      power, factor, pair in
      pair.number <== power.number
      pair.operand <== factor.number
      pair.last <== power.last
    }
    let results = factored.computed(to: VectorBeat(lanes: lanes), in: PipelinedMultiplier.latency) { pair, pipeline, share in
      share.number <== pipeline.multiply(pair.number, pair.operand.repeated(lanes))
      share.last <== pipeline.laterMark(pair.last)
    }
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last.marks, beats: beats(maximumLength), lanes: lanes)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// e^(x - max) times the reciprocal of their sum, in the order of `InterleavedSums`; every operation rounds to binary32.
  public static func golden(_ scores: [Float]) -> [Float] {
    guard var maximum = scores.first else { return [] }
    for score in scores.dropFirst() where maximum < score { maximum = score }
    let powers = scores.map { SpecialFunctions.exponential($0 - maximum) }
    let factor = SpecialFunctions.reciprocal(InterleavedSums.total(powers))
    return powers.map { ($0 * factor).canonical }
  }
}

extension In where T == Stream<VectorBeat> {
  /// The largest number of each beat, of pairs and of pairs of those, a cycle for each halving. Of numbers with a NaN, any.
  @Hardware
  func largest() -> In<Stream<VectorBeat>> {
    let lanes = _value.payload.number.count
    var stream = self
    for level in 0..<lanes.trailingZeroBitCount {
      let left = lanes >> (level + 1)
      let halved = stream.computed(to: VectorBeat(number: Vec(left, Bits(32)), last: lanes), in: 1) { beat, pipeline, half in
        let winner =
          level == 0
          ? zip(beat.number.pairs, beat.last.carrying().asBits.split(into: Bits(2))).map { pair, carries in
            // Lanes that carry nothing take the first number.
            larger(mux(carries[0], pair[0..<32], beat.number[0]), mux(carries[1], pair[32..<64], beat.number[0]))
          } : beat.number.pairs.map { pair in larger(pair[0..<32], pair[32..<64]) }
        half.number <== pipeline.later(winner)
        half.last <== pipeline.laterMark(beat.last)
      }
      stream = halved
    }
    return stream
  }

  private func larger(_ a: Bits, _ b: Bits) -> Bits { mux(FloatArithmetic(.single).lessThan(a, b), b, a) }
}
