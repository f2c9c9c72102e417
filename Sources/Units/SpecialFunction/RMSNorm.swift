import HDL
import Numerics

/// An element of a vector to normalize, and the gain at its position.
@Bundle
public struct NormElement {
  public let number, gain: Bits
  public let last: Bit
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

/// An element, the factor of its vector, and the gain at its position.
@Bundle
struct FactoredElement {
  let number, factor, gain: Bits
  let last: Bit
}

/// Root mean square normalization: y = x / sqrt(mean(x^2) + epsilon) * gain, of vectors of binary32 numbers.
///
/// The squares are added as they come, those at even and at odd positions apart and in order, while the elements wait in a buffer;
/// the sum times `inverseLength` (1/n as the host rounds it) plus `epsilon` goes through the reciprocal square root, and the
/// elements leave as (x * root) * gain. Every operation rounds to nearest, ties to even, and takes two cycles or, the root, three.
///
/// - `inverseLength` and `epsilon` are read in the cycle in which a vector's last element is taken.
/// - Throughput: one element a cycle in, with a pause of 4 cycles between vectors; at the same time one element a cycle of the
///   vector before out.
/// - Latency: a vector's first element is offered 18 cycles after its last one was taken, if the vector before has left.
/// - Stalls: elements are held up while the buffer of `maximumLength` + 16 elements is full.
/// - Error: 2^-23.8 of the reciprocal root, and the roundings of the sum, the mean and two products.
public struct RMSNorm: Unit {
  public static let unitName = "rms-norm"
  public static let summary = "Root mean square normalization of binary32 vectors with gains."
  public static let parameters: [UnitParameter<Self>] = [.maximumLength(\.maximumLength)]
  public static let samples = [RMSNorm(maximumLength: 40)]

  public var maximumLength = 2048
  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }
  public struct IO: Bundle {
    public let input: In<Stream<NormElement>>
    public let inverseLength, epsilon: In<Bits>
    public let output: Out<Stream<VectorElement>>
    /// Cycles in which an element was taken, in which none came, and in which the receiver held an element up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(NormElement(number: 32, gain: 32))), inverseLength: In(Bits(32)), epsilon: In(Bits(32)),
      output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let inputs = io.input.forked()
    let held = inputs.0.buffered(depth: maximumLength + vectorSlack)
    let numbers = inputs.1.forked()
    let squares = numbers.0.computed(to: VectorElement.word, in: PipelinedMultiplier.latency) { element, pipeline, square in
      square.number <== pipeline.multiply(element.number, element.number)
      square.last <== pipeline.later(element.last)
    }
    let marked = numbers.1.filtered { $0.last }
    let ends = marked.mapped(to: NormConstants(inverseLength: 32, epsilon: 32)) { _, constants in
      constants.inverseLength <== io.inverseLength
      constants.epsilon <== io.epsilon
    }
    let constants = ends.buffered(depth: 4)
    let sums = squares.summed(number: { $0.number }, last: { $0.last })
    let roots = sums.reciprocalRoots(with: constants)

    let factored = held.joined(with: roots, last: { $0.last }, to: FactoredElement(number: 32, factor: 32, gain: 32)) {
      element, root, pair in
      pair.number <== element.number
      pair.factor <== root.number
      pair.gain <== element.gain
      pair.last <== element.last
    }
    let scaled = factored.computed(to: NormElement(number: 32, gain: 32), in: PipelinedMultiplier.latency) {
      element, pipeline, product in
      product.number <== pipeline.multiply(element.number, element.factor)
      product.gain <== pipeline.later(element.gain)
      product.last <== pipeline.later(element.last)
    }
    let results = scaled.computed(to: VectorElement.word, in: PipelinedMultiplier.latency) { element, pipeline, result in
      result.number <== pipeline.multiply(element.number, element.gain)
      result.last <== pipeline.later(element.last)
    }
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last, maximum: maximumLength)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The squares at even and at odd positions are added apart, in order, then both sums; the mean is that times `inverseLength`,
  /// which is 1/n rounded; every operation rounds to binary32.
  public static func golden(_ values: [Float], gains: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let sum = values.lazy.map { $0 * $0 }.alternatingSum
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
