import HDL
import Numerics

/// An element of a vector to normalise, and gain and bias at its position.
@Bundle
public struct LayerNormElement {
  public let number, gain, bias: Bits
  public let last: Bit
}

/// Layer normalisation: y = (x - mean) / sqrt(variance + epsilon) * gain + bias, of vectors of binary32 numbers.
///
/// Two passes in a row, each behind a buffer: the sum of the elements gives the mean, then the sum of the squared differences the
/// variance. Sums are added in order; the mean and the variance are sums times `inverseLength`, 1/n as the host rounds it. Every
/// operation rounds to nearest, ties to even.
///
/// - `inverseLength` and `epsilon` are read in the cycle in which a vector's last element is taken.
/// - Throughput: one element a cycle, with up to three vectors under way.
/// - Latency: a vector of n elements leaves from n + 10 cycles after its last one was taken.
/// - Stalls: elements are held up while the first buffer of `maximumLength` + 8 elements is full.
/// - Error: 2^-23.8 of the reciprocal root, and the roundings of both sums, the difference, two products and the bias.
/// - The adders of the sums are combinational between two edges, which limits the clock.
public struct LayerNorm: Unit {
  public static let unitName = "layer-norm"
  public static let summary = "Layer normalisation of binary32 vectors with gains and biases."
  public static let parameterHelp = [maximumLengthHelp]
  public static let samples = [LayerNorm(maximumLength: 40)]

  public var maximumLength = 2048
  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }
  public var parameterError: String? { lengthError(maximumLength) }

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
      output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let float = FloatArithmetic(.single)
    let element = LayerNormElement(number: 32, gain: 32, bias: 32).shape
    let total = VectorTotal(number: 32, inverseLength: 32, epsilon: 32).shape

    // The mean.
    let inputs = io.input.forked()
    let held = inputs.0.buffered(depth: maximumLength + vectorSlack)
    let sums = inputs.1.folded(
      number: { $0.number }, last: { $0.last }, to: VectorTotal(total), step: { first, sum, number in float.add(mux(first, 0, sum), number) }
    ) { sum, total in
      total.number <== sum
      total.inverseLength <== io.inverseLength
      total.epsilon <== io.epsilon
    }
    let means = sums.pipelined(stages: 1) { _, total, mean in
      mean.number <== float.multiply(total.number, total.inverseLength)
      mean.inverseLength <== total.inverseLength
      mean.epsilon <== total.epsilon
    }

    // The differences to it; what belongs to the vector stays beside the register of the last one.
    let pairs = held.joined(with: means, last: { $0.last }, to: LayerNormElement(element)) { element, mean, difference in
      difference.number <== float.subtract(element.number, mean.number)
      difference.gain <== element.gain
      difference.bias <== element.bias
      difference.last <== element.last
    }
    let leaves = means.fire
    let firstInverse = Reg(next: means.inverseLength, enable: leaves, reset: 0)
    let firstEpsilon = Reg(next: means.epsilon, enable: leaves, reset: 0)
    let differences = pairs.registered(.forward).forked()
    let waiting = differences.0.buffered(depth: maximumLength + vectorSlack)
    let squares = differences.1.mapped(to: VectorElement.word) { difference, square in
      square.number <== float.multiply(difference.number, difference.number)
      square.last <== difference.last
    }.registered(.forward)
    let moves = differences.1.fire & differences.1.last
    let inverseLength = Reg(next: firstInverse, enable: moves, reset: 0)
    let epsilon = Reg(next: firstEpsilon, enable: moves, reset: 0)
    let totals = squares.folded(
      number: { $0.number }, last: { $0.last }, to: VectorTotal(total), step: { first, sum, square in float.add(mux(first, 0, sum), square) }
    ) { sum, total in
      total.number <== sum
      total.inverseLength <== inverseLength
      total.epsilon <== epsilon
    }
    let roots = totals.reciprocalRoots()

    let scaled = waiting.joined(with: roots, last: { $0.last }, to: LayerNormElement(element)) { element, root, product in
      product.number <== float.multiply(element.number, root.number)
      product.gain <== element.gain
      product.bias <== element.bias
      product.last <== element.last
    }.registered(.forward)
    let gained = scaled.pipelined(stages: 1) { _, element, product in
      product.number <== float.multiply(element.number, element.gain)
      product.gain <== element.gain
      product.bias <== element.bias
      product.last <== element.last
    }
    let results = gained.mapped(to: VectorElement.word) { element, result in
      result.number <== float.add(element.number, element.bias)
      result.last <== element.last
    }.registered(.forward)
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last, maximum: maximumLength)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// Mean and variance from sums in order times `inverseLength`, which is 1/n rounded; the variance from the differences to
  /// the mean; every operation rounds to binary32.
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let mean = values.reduce(Float(0), +) * inverseLength
    let differences = values.map { $0 - mean }
    let squares = differences.reduce(Float(0)) { $0 + $1 * $1 }
    let root = SpecialFunctions.reciprocalSquareRoot(squares * inverseLength + epsilon)
    return differences.indices.map { (differences[$0] * root * gains[$0] + biases[$0]).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, biases: biases, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}
