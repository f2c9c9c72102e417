import HDL
import Numerics

/// An element of a vector to normalise, and the gain at its position.
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

/// Root mean square normalisation: y = x / sqrt(mean(x^2) + epsilon) * gain, of vectors of binary32 numbers.
///
/// The squares are added in order as they come, while the elements wait in a buffer; the sum times `inverseLength` (1/n as
/// the host rounds it) plus `epsilon` goes through the reciprocal square root, and the elements leave as
/// (x * root) * gain. Every operation rounds to nearest, ties to even.
///
/// - `inverseLength` and `epsilon` are read in the cycle in which a vector's last element is taken.
/// - Throughput: one element a cycle in, at the same time one element a cycle of the vector before out.
/// - Latency: a vector's first element is offered 7 cycles after its last one was taken, if the vector before has left.
/// - Stalls: elements are held up while the buffer of `maximumLength` + 8 elements is full.
/// - Error: 2^-23.8 of the reciprocal root, and the roundings of the sum, the mean and two products.
/// - The adder of the sum is combinational between two edges, which limits the clock.
public struct RMSNorm: Unit {
  public static let unitName = "rms-norm"
  public static let summary = "Root mean square normalisation of binary32 vectors with gains."
  public static let parameterHelp = [maximumLengthHelp]
  public static let samples = [RMSNorm(maximumLength: 40)]

  public var maximumLength = 2048
  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }
  public var parameterError: String? { lengthError(maximumLength) }

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
      output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let float = FloatArithmetic(.single)
    let inputs = io.input.forked()
    let held = inputs.0.buffered(depth: maximumLength + vectorSlack)
    let squares = inputs.1.mapped(to: VectorElement.word) { element, square in
      square.number <== float.multiply(element.number, element.number)
      square.last <== element.last
    }.registered(.forward)

    // They stay beside the register that holds the last square.
    let takesLast = io.input.fire & io.input.last
    let inverseLength = Reg(next: io.inverseLength, enable: takesLast, reset: 0)
    let epsilon = Reg(next: io.epsilon, enable: takesLast, reset: 0)
    let totals = squares.folded(
      number: { $0.number }, last: { $0.last }, to: VectorTotal(number: 32, inverseLength: 32, epsilon: 32),
      step: { first, sum, square in float.add(mux(first, 0, sum), square) }
    ) { sum, total in
      total.number <== sum
      total.inverseLength <== inverseLength
      total.epsilon <== epsilon
    }
    let roots = totals.reciprocalRoots()

    let scaled = held.joined(with: roots, last: { $0.last }, to: NormElement(number: 32, gain: 32)) { element, root, product in
      product.number <== float.multiply(element.number, root.number)
      product.gain <== element.gain
      product.last <== element.last
    }.registered(.forward)
    let results = scaled.mapped(to: VectorElement.word) { element, result in
      result.number <== float.multiply(element.number, element.gain)
      result.last <== element.last
    }.registered(.forward)
    io.output <== results

    checkLength(fire: io.input.fire, last: io.input.last, maximum: maximumLength)
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The squares are added in order; the mean is their sum times `inverseLength`, which is 1/n rounded; every operation rounds
  /// to binary32.
  public static func golden(_ values: [Float], gains: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let sum = values.reduce(Float(0)) { $0 + $1 * $1 }
    let root = SpecialFunctions.reciprocalSquareRoot(sum * inverseLength + epsilon)
    return zip(values, gains).map { ($0 * root * $1).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}

extension In where T == Stream<VectorTotal> {
  /// 1/sqrt(total / n + epsilon), three stages later.
  func reciprocalRoots() -> In<Stream<VectorScalar>> {
    let float = FloatArithmetic(.single)
    let means = pipelined(stages: 2) { stage, total, next in
      next.number <== (stage == 0 ? float.multiply(total.number, total.inverseLength) : float.add(total.number, total.epsilon))
      next.inverseLength <== total.inverseLength
      next.epsilon <== total.epsilon
    }
    return means.mapped(to: VectorScalar(number: 32)) { total, root in
      root.number <== SpecialFunctions.reciprocalSquareRoot(total.number)
    }.registered(.forward)
  }
}
