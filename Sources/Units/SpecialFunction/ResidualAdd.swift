import HDL
import Numerics

/// Two elements to add.
@Bundle
public struct ResidualElement {
  public let a, b: Bits
  public let last: Bit
}

/// The residual connection: adds two vectors of binary32 numbers element by element, rounded to nearest, ties to even.
///
/// - Throughput: one element a cycle. Latency: 2 cycles. Stalls where the receiver stalls.
public struct ResidualAdd: Unit {
  public static let unitName = "residual-add"
  public static let summary = "Adds two binary32 vectors element by element."
  public static let parameters: [UnitParameter<Self>] = []

  public init() {}

  public struct IO: Bundle {
    public let input: In<Stream<ResidualElement>>
    public let output: Out<Stream<VectorElement>>
    /// Cycles in which an element was taken, in which none came, and in which the receiver held an element up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(ResidualElement(a: 32, b: 32))), output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let results = io.input.computed(to: VectorElement.word, in: PipelinedAdder.latency) { element, pipeline, sum in
      sum.number <== pipeline.add(element.a, element.b)
      sum.last <== pipeline.later(element.last)
    }
    io.output <== results
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The sum, rounded to binary32.
  public static func golden(_ a: Float, _ b: Float) -> Float { (a + b).canonical }
}
