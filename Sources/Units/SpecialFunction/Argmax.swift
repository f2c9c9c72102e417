import HDL
import Numerics

/// A vector's maximum and where it stands.
@Bundle
public struct ArgmaxResult {
  public let number: Bits
  public let index: Unsigned
}

/// The position of a vector's largest binary32 number, the first one if it occurs more than once.
///
/// -0 equals 0; a NaN is never more than anything, and nothing is more than a NaN that comes first.
///
/// - Throughput: one element a cycle; a vector may have up to 2^32 - 1 elements. Latency: the result is offered in the cycle
///   after the vector's last element was taken; two results wait, then a last element is held up.
public struct Argmax: Unit {
  public static let unitName = "argmax"
  public static let summary = "Position and value of a binary32 vector's first maximum."
  public static let parameters: [UnitParameter<Self>] = []

  public init() {}

  public struct IO: Bundle {
    public let input: In<Stream<VectorElement>>
    public let result: Out<Stream<ArgmaxResult>>
    /// Cycles in which an element was taken, in which none came, and in which the receiver held a result up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(.word)), result: Out(Stream(ArgmaxResult(number: 32, index: 32))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let position = Reg(Unsigned(32), reset: 0)
    let bestIndex = Reg(Unsigned(32), reset: 0)
    let isFirst = Reg(Bit(), reset: 1)
    let best = Reg(Bits(32), reset: 0)
    let wins = isFirst | FloatArithmetic(.single).lessThan(best, io.input.number)
    let number = mux(wins, io.input.number, best)
    let index = mux(wins, position, bestIndex)
    when(io.input.fire) {
      position <== mux(io.input.last, 0, position + 1)
      isFirst <== io.input.last
      best <== number
      bestIndex <== index
    }

    let results = Wire(Stream(ArgmaxResult(number: 32, index: 32)))
    results.valid <== io.input.valid & io.input.last
    io.input.ready <== results.ready | !io.input.last
    results.number <== number
    results.index <== index
    let waiting = In<Stream<ArgmaxResult>>(results._value).buffered(depth: 2)
    io.result <== waiting
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: waiting.valid & !io.result.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The position of the first maximum and its value; a NaN is never more than anything.
  public static func golden(_ values: [Float]) -> (index: Int, value: Float)? {
    guard var best = values.first.map({ (index: 0, value: $0) }) else { return nil }
    for (index, value) in values.enumerated() where best.value < value { best = (index, value) }
    return best
  }
}
