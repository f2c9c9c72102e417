import HDL
import Numerics

/// Elements of a vector to normalize, and gains and biases at their positions.
@Bundle
public struct LayerNormBeat {
  public let number, gain, bias: Vec<Bits>
  public let last: Bits
}

/// Elements, what their vector combines them with, and gains and biases at their positions.
@Bundle
struct LayerNormStage {
  let number: Vec<Bits>
  let operand: Bits
  let gain, bias: Vec<Bits>
  let last: Bits
}

/// Elements, and the biases at their positions.
@Bundle
struct BiasedBeat {
  let number, bias: Vec<Bits>
  let last: Bits
}

/// A sum, and what it is multiplied by.
@Bundle
struct ScaledTotal {
  let number, operand: Bits
}

/// Layer normalization: y = (x - mean) / sqrt(variance + epsilon) * gain + bias, of vectors of binary32 numbers.
///
/// Two passes in a row, each behind a buffer: the sum of the elements gives the mean, then the sum of the squared differences the
/// variance. Both sums are added in the order of `InterleavedSums`; the mean and the variance are sums times `inverseLength`, 1/n as the host rounds it. Every operation rounds to nearest, ties to even, and takes two cycles or, the
/// root, three.
///
/// - `inverseLength` and `epsilon` are read in the cycle in which a vector's last element is taken.
/// - Throughput: a beat of `lanes` elements a cycle, with a pause between vectors in which the sums meet, and up to three vectors
///   under way.
/// - Latency: a vector of n beats leaves from n + 44 cycles after its last one was taken with 16 lanes, n + 60 with 4, n + 148 with 1;
///   for each of the two sums up to 32 / lanes - 1 more where it is no multiple of 32 elements long.
/// - Stalls: beats are held up while the first buffer, of the longest vector and 16 beats, is full.
/// - Error: 2^-23.8 of the reciprocal root, and the roundings of both sums, the difference, two products and the bias.
public struct LayerNorm: LaneUnit {
  public static let unitName = "layer-norm"
  public static let summary = "Layer normalization of binary32 vectors with gains and biases."
  public static let parameters: [UnitParameter<Self>] = [.maximumLength(\.maximumLength), .lanes]
  public static let samples = [
    LayerNorm(maximumLength: 40), LayerNorm(maximumLength: 40, lanes: 4), LayerNorm(maximumLength: 72, lanes: 16),
  ]

  public var maximumLength = 2048
  public var lanes = 1
  public init() {}
  public init(maximumLength: Int = 2048, lanes: Int = 1) { (self.maximumLength, self.lanes) = (maximumLength, lanes) }
  public struct IO: Bundle {
    public let input: In<Stream<LayerNormBeat>>
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

  private var beat: LayerNormBeat {
    LayerNormBeat(number: words, gain: words, bias: words, last: lanes)
  }

  @Hardware
  public func build(_ io: IO) {
    let element = beat.shape
    let stage = LayerNormStage(number: words, operand: 32, gain: words, bias: words, last: lanes).shape

    let inputs = io.input.forked()
    let held = inputs.0.buffered(depth: beats(maximumLength) + vectorSlack)
    let numbers = inputs.1.forked()
    let marked = numbers.1.filtered { $0.last.marks }
    let ends = marked.mapped(to: NormConstants(inverseLength: 32, epsilon: 32)) { _, constants in
      constants.inverseLength <== io.inverseLength
      constants.epsilon <== io.epsilon
    }
    let constants = ends.forked()

    // The mean.
    let addends = numbers.0.mapped(to: VectorBeat(lanes: lanes)) { element, addend in
      addend.number <== element.number
      addend.last <== element.last
    }
    let sums = addends.summed()
    let scales = constants.0.buffered(depth: 4)
    let totals = sums.joined(with: scales, last: { _ in Bit.one }, to: ScaledTotal(number: 32, operand: 32)) {
      sum, scale, total in
      total.number <== sum.number
      total.operand <== scale.inverseLength
    }
    let products = totals.computed(to: VectorScalar(number: 32), in: PipelinedMultiplier.latency) { total, pipeline, mean in
      mean.number <== pipeline.multiply(total.number, total.operand)
    }
    let means = products.buffered(depth: 2)

    // The differences to it.
    let pairs = held.joined(with: means, last: { $0.last.marks }, to: LayerNormStage(stage)) { element, mean, pair in
      pair.number <== element.number
      pair.operand <== mean.number
      pair.gain <== element.gain
      pair.bias <== element.bias
      pair.last <== element.last
    }
    let deviations = pairs.computed(to: LayerNormBeat(element), in: PipelinedAdder.latency) { pair, pipeline, difference in
      difference.number <== pipeline.subtract(pair.number, pair.operand.repeated(lanes))
      difference.gain <== pipeline.later(pair.gain)
      difference.bias <== pipeline.later(pair.bias)
      difference.last <== pipeline.laterMark(pair.last)
    }
    let differences = deviations.forked()
    let waiting = differences.0.buffered(depth: beats(maximumLength) + vectorSlack)
    let squares = differences.1.computed(to: VectorBeat(lanes: lanes), in: PipelinedMultiplier.latency) {
      difference, pipeline, square in
      square.number <== pipeline.multiply(difference.number, difference.number)
      square.last <== pipeline.laterMark(difference.last)
    }
    let roots = squares.summed().reciprocalRoots(with: constants.1.buffered(depth: 4))

    let factored = waiting.joined(with: roots, last: { $0.last.marks }, to: LayerNormStage(stage)) { element, root, pair in
      pair.number <== element.number
      pair.operand <== root.number
      pair.gain <== element.gain
      pair.bias <== element.bias
      pair.last <== element.last
    }
    let scaled = factored.computed(to: LayerNormBeat(element), in: PipelinedMultiplier.latency) { pair, pipeline, product in
      product.number <== pipeline.multiply(pair.number, pair.operand.repeated(lanes))
      product.gain <== pipeline.later(pair.gain)
      product.bias <== pipeline.later(pair.bias)
      product.last <== pipeline.laterMark(pair.last)
    }
    let gained = scaled.computed(to: BiasedBeat(number: words, bias: words, last: lanes), in: PipelinedMultiplier.latency) {
      element, pipeline, product in
      product.number <== pipeline.multiply(element.number, element.gain)
      product.bias <== pipeline.later(element.bias)
      product.last <== pipeline.laterMark(element.last)
    }
    let results = gained.computed(to: VectorBeat(lanes: lanes), in: PipelinedAdder.latency) { element, pipeline, result in
      result.number <== pipeline.add(element.number, element.bias)
      result.last <== pipeline.laterMark(element.last)
    }
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last.marks, beats: beats(maximumLength), lanes: lanes)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// Mean and variance from sums in the order of `InterleavedSums`, times `inverseLength`, which is 1/n rounded; the variance from the differences to
  /// the mean; every operation rounds to binary32.
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let mean = InterleavedSums.total(values) * inverseLength
    let differences = values.map { $0 - mean }
    let squares = InterleavedSums.total(differences.lazy.map { $0 * $0 })
    let root = SpecialFunctions.reciprocalSquareRoot(squares * inverseLength + epsilon)
    return differences.indices.map { (differences[$0] * root * gains[$0] + biases[$0]).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, biases: biases, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}
