import HDL
import Numerics

/// An element of a vector to normalize, and gain and bias at its position.
@Bundle
public struct LayerNormElement {
  public let number, gain, bias: Bits
  public let last: Bit
}

/// An element, what it is combined with, and gain and bias at its position.
@Bundle
struct LayerNormStage {
  let number, operand, gain, bias: Bits
  let last: Bit
}

/// An element, and the bias at its position.
@Bundle
struct BiasedElement {
  let number, bias: Bits
  let last: Bit
}

/// Layer normalization: y = (x - mean) / sqrt(variance + epsilon) * gain + bias, of vectors of binary32 numbers.
///
/// Two passes in a row, each behind a buffer: the sum of the elements gives the mean, then the sum of the squared differences the
/// variance. What stands at even and at odd positions is added apart, in order, then both sums; the mean and the variance are sums
/// times `inverseLength`, 1/n as the host rounds it. Every operation rounds to nearest, ties to even, and takes two cycles or, the
/// root, three.
///
/// - `inverseLength` and `epsilon` are read in the cycle in which a vector's last element is taken.
/// - Throughput: one element a cycle with a pause of 4 cycles between vectors, and up to three vectors under way.
/// - Latency: a vector of n elements leaves from n + 28 cycles after its last one was taken.
/// - Stalls: elements are held up while the first buffer of `maximumLength` + 16 elements is full.
/// - Error: 2^-23.8 of the reciprocal root, and the roundings of both sums, the difference, two products and the bias.
public struct LayerNorm: Unit {
  public static let unitName = "layer-norm"
  public static let summary = "Layer normalization of binary32 vectors with gains and biases."
  public static let parameters: [UnitParameter<Self>] = [.maximumLength(\.maximumLength)]
  public static let samples = [LayerNorm(maximumLength: 40)]

  public var maximumLength = 2048
  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }
  public struct IO: Bundle {
    public let input: In<Stream<LayerNormElement>>
    public let inverseLength, epsilon: In<Bits>
    public let output: Out<Stream<VectorElement>>
    /// Cycles in which an element was taken, in which none came, and in which the receiver held an element up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(LayerNormElement(number: 32, gain: 32, bias: 32))), inverseLength: In(Bits(32)), epsilon: In(Bits(32)),
      output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let element = LayerNormElement(number: 32, gain: 32, bias: 32).shape
    let stage = LayerNormStage(number: 32, operand: 32, gain: 32, bias: 32).shape

    let inputs = io.input.forked()
    let held = inputs.0.buffered(depth: maximumLength + vectorSlack)
    let numbers = inputs.1.forked()
    let marked = numbers.1.filtered { $0.last }
    let ends = marked.mapped(to: NormConstants(inverseLength: 32, epsilon: 32)) { _, constants in
      constants.inverseLength <== io.inverseLength
      constants.epsilon <== io.epsilon
    }
    let constants = ends.forked()

    // The mean.
    let sums = numbers.0.summed(number: { $0.number }, last: { $0.last })
    let scales = constants.0.buffered(depth: 4)
    let totals = sums.joined(with: scales, last: { _ in Bit.one }, to: ScaledElement(number: 32, operand: 32)) {
      sum, scale, total in
      total.number <== sum.number
      total.operand <== scale.inverseLength
      total.last <== 1
    }
    let products = totals.computed(to: VectorScalar(number: 32), in: PipelinedMultiplier.latency) { total, pipeline, mean in
      mean.number <== pipeline.multiply(total.number, total.operand)
    }
    let means = products.buffered(depth: 2)

    // The differences to it.
    let pairs = held.joined(with: means, last: { $0.last }, to: LayerNormStage(stage)) { element, mean, pair in
      pair.number <== element.number
      pair.operand <== mean.number
      pair.gain <== element.gain
      pair.bias <== element.bias
      pair.last <== element.last
    }
    let deviations = pairs.computed(to: LayerNormElement(element), in: PipelinedAdder.latency) { pair, pipeline, difference in
      difference.number <== pipeline.subtract(pair.number, pair.operand)
      difference.gain <== pipeline.later(pair.gain)
      difference.bias <== pipeline.later(pair.bias)
      difference.last <== pipeline.later(pair.last)
    }
    let differences = deviations.forked()
    let waiting = differences.0.buffered(depth: maximumLength + vectorSlack)
    let squares = differences.1.computed(to: VectorElement.word, in: PipelinedMultiplier.latency) {
      difference, pipeline, square in
      square.number <== pipeline.multiply(difference.number, difference.number)
      square.last <== pipeline.later(difference.last)
    }
    let roots = squares.summed(number: { $0.number }, last: { $0.last }).reciprocalRoots(with: constants.1.buffered(depth: 4))

    let factored = waiting.joined(with: roots, last: { $0.last }, to: LayerNormStage(stage)) { element, root, pair in
      pair.number <== element.number
      pair.operand <== root.number
      pair.gain <== element.gain
      pair.bias <== element.bias
      pair.last <== element.last
    }
    let scaled = factored.computed(to: LayerNormElement(element), in: PipelinedMultiplier.latency) { pair, pipeline, product in
      product.number <== pipeline.multiply(pair.number, pair.operand)
      product.gain <== pipeline.later(pair.gain)
      product.bias <== pipeline.later(pair.bias)
      product.last <== pipeline.later(pair.last)
    }
    let gained = scaled.computed(to: BiasedElement(number: 32, bias: 32), in: PipelinedMultiplier.latency) {
      element, pipeline, product in
      product.number <== pipeline.multiply(element.number, element.gain)
      product.bias <== pipeline.later(element.bias)
      product.last <== pipeline.later(element.last)
    }
    let results = gained.computed(to: VectorElement.word, in: PipelinedAdder.latency) { element, pipeline, result in
      result.number <== pipeline.add(element.number, element.bias)
      result.last <== pipeline.later(element.last)
    }
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last, maximum: maximumLength)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// Mean and variance from sums, even and odd positions apart, times `inverseLength`, which is 1/n rounded; the variance from the differences to
  /// the mean; every operation rounds to binary32.
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let mean = values.alternatingSum * inverseLength
    let differences = values.map { $0 - mean }
    let squares = differences.lazy.map { $0 * $0 }.alternatingSum
    let root = SpecialFunctions.reciprocalSquareRoot(squares * inverseLength + epsilon)
    return differences.indices.map { (differences[$0] * root * gains[$0] + biases[$0]).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, biases: biases, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}
