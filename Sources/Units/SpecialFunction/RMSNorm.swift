import HDL
import Numerics

/// Elements of a vector to normalize, and the gains at their positions.
@Bundle
public struct NormBeat {
  public let number, gain: Vec<Bits>
  public let last: Bits
}

/// The sum over a vector, and what turns it into a mean.
@Bundle
struct VectorTotal {
  let number, inverseLength, epsilon: Bits
}

/// A mean of squares, and what is added to it.
@Bundle
struct NormMean {
  let number, epsilon: Bits
}

/// Elements, the factor of their vector, and the gains at their positions.
@Bundle
struct FactoredBeat {
  let number: Vec<Bits>
  let factor: Bits
  let gain: Vec<Bits>
  let last: Bits
}

/// Root mean square normalization: y = x / sqrt(mean(x^2) + epsilon) * gain, of vectors of binary32 numbers.
///
/// The squares are added as they come, in the order of `InterleavedSums`, while the elements wait in a buffer; the sum times `inverseLength` (1/n as the host rounds it) plus `epsilon` goes through the reciprocal square root, and the
/// elements leave as (x * root) * gain. Every operation rounds to nearest, ties to even, and takes two cycles or, the root, three.
///
/// - `inverseLength` and `epsilon` are read in the cycle in which a vector's last element is taken.
/// - Throughput: a beat of `lanes` elements a cycle in, with a pause between vectors in which the sums meet; at the same time a beat a
///   cycle of the vector before out.
/// - Latency: a vector's first beat is offered 26 cycles after its last one was taken with 16 lanes, 34 with 4, 78 with 1, if the
///   vector before has left; up to 32 / lanes - 1 more where it is no multiple of 32 elements long.
/// - Stalls: beats are held up while the buffer, of the longest vector and 16 beats, is full.
/// - Error: 2^-23.8 of the reciprocal root, and the roundings of the sum, the mean and two products.
public struct RMSNorm: LaneUnit {
  public static let unitName = "rms-norm"
  public static let summary = "Root mean square normalization of binary32 vectors with gains."
  public static let parameters: [UnitParameter<Self>] = [.maximumLength(\.maximumLength), .lanes]
  public static let samples = [
    RMSNorm(maximumLength: 40), RMSNorm(maximumLength: 40, lanes: 4), RMSNorm(maximumLength: 72, lanes: 16),
  ]

  public var maximumLength = 2048
  public var lanes = 1
  public init() {}
  public init(maximumLength: Int = 2048, lanes: Int = 1) { (self.maximumLength, self.lanes) = (maximumLength, lanes) }
  public struct IO: Bundle {
    public let input: In<Stream<NormBeat>>
    public let inverseLength, epsilon: In<Bits>
    public let output: Out<Stream<VectorBeat>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(beat)), inverseLength: In(Bits(32)), epsilon: In(Bits(32)),
      output: Out(Stream(VectorBeat(lanes: lanes))), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  private var beat: NormBeat { NormBeat(number: words, gain: words, last: lanes) }

  @Hardware
  public func build(_ io: IO) {
    let inputs = io.input.forked()
    let held = inputs.0.buffered(depth: beats(maximumLength) + vectorSlack)
    let copies = inputs.1.forked()
    let squares = copies.0.computed(to: VectorBeat(lanes: lanes), in: PipelinedMultiplier.latency) { element, pipeline, square in
      square.number <== pipeline.multiply(element.number, element.number)
      square.last <== pipeline.laterMark(element.last)
    }
    let marked = copies.1.filtered { $0.last.marks }
    let ends = marked.mapped(to: NormConstants(inverseLength: 32, epsilon: 32)) { _, constants in
      constants.inverseLength <== io.inverseLength
      constants.epsilon <== io.epsilon
    }
    let constants = ends.buffered(depth: 4)
    let sums = squares.summed()
    let roots = sums.reciprocalRoots(with: constants)

    let factored = held.joined(
      with: roots, last: { $0.last.marks }, to: FactoredBeat(number: words, factor: 32, gain: words, last: lanes)
    ) {
      element, root, pair in
      pair.number <== element.number
      pair.factor <== root.number
      pair.gain <== element.gain
      pair.last <== element.last
    }
    let scaled = factored.computed(to: beat, in: PipelinedMultiplier.latency) {
      element, pipeline, product in
      product.number <== pipeline.multiply(element.number, element.factor.repeated(lanes))
      product.gain <== pipeline.later(element.gain)
      product.last <== pipeline.laterMark(element.last)
    }
    let results = scaled.computed(to: VectorBeat(lanes: lanes), in: PipelinedMultiplier.latency) { element, pipeline, result in
      result.number <== pipeline.multiply(element.number, element.gain)
      result.last <== pipeline.laterMark(element.last)
    }
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last.marks, beats: beats(maximumLength), lanes: lanes)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The squares are added in the order of `InterleavedSums`; the mean is that times `inverseLength`, which is 1/n rounded; every
  /// operation rounds to binary32.
  public static func golden(_ values: [Float], gains: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let sum = InterleavedSums.total(values.lazy.map { $0 * $0 })
    let root = SpecialFunctions.reciprocalSquareRoot(sum * inverseLength + epsilon)
    return zip(values, gains).map { ($0 * root * $1).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}

extension In where T == Stream<VectorScalar> {
  /// 1/sqrt(sum * inverseLength + epsilon), seven cycles later; up to two of them wait until the vector needs them.
  @Hardware
  func reciprocalRoots(with constants: In<Stream<NormConstants>>) -> In<Stream<VectorScalar>> {
    let total = VectorTotal(number: 32, inverseLength: 32, epsilon: 32).shape
    let totals = joined(with: constants, last: { _ in Bit.one }, to: VectorTotal(total)) { sum, constants, total in
      total.number <== sum.number
      total.inverseLength <== constants.inverseLength
      total.epsilon <== constants.epsilon
    }
    let means = totals.computed(to: NormMean(number: 32, epsilon: 32), in: PipelinedMultiplier.latency) { total, pipeline, mean in
      mean.number <== pipeline.multiply(total.number, total.inverseLength)
      mean.epsilon <== pipeline.later(total.epsilon)
    }
    let biased = means.computed(to: VectorScalar(number: 32), in: PipelinedAdder.latency) { mean, pipeline, sum in
      sum.number <== pipeline.add(mean.number, mean.epsilon)
    }
    let roots = biased.computed(to: VectorScalar(number: 32), in: PipelinedReciprocalRoot.latency) { sum, pipeline, root in
      root.number <== pipeline.reciprocalSquareRoot(sum.number)
    }
    return roots.buffered(depth: 2)
  }
}
