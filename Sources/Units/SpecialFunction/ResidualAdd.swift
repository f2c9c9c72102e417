import HDL
import Numerics

/// Elements of two vectors to add.
@Bundle
public struct ResidualBeat {
  public let a, b: Vec<Bits>
  public let last: Bits
}

/// The residual connection: adds two vectors of binary32 numbers element by element, rounded to nearest, ties to even.
///
/// - Throughput: `lanes` elements a cycle. Latency: 2 cycles. Stalls where the receiver stalls.
public struct ResidualAdd: LaneUnit {
  public static let unitName = "residual-add"
  public static let summary = "Adds two binary32 vectors element by element."
  public static let parameters: [UnitParameter<Self>] = [.lanes]
  public static let samples = [ResidualAdd(lanes: 4), ResidualAdd(lanes: 16)]

  public var lanes = 1
  public init() {}
  public init(lanes: Int) { self.lanes = lanes }

  public struct IO: Bundle {
    public let input: In<Stream<ResidualBeat>>
    public let output: Out<Stream<VectorBeat>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(ResidualBeat(a: words, b: words, last: lanes))), output: Out(Stream(VectorBeat(lanes: lanes))),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let results = io.input.computed(to: VectorBeat(lanes: lanes), in: PipelinedAdder.latency) { element, pipeline, sum in
      sum.number <== pipeline.add(element.a, element.b)
      sum.last <== pipeline.laterMark(element.last)
    }
    io.output <== results
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The sum, rounded to binary32.
  public static func golden(_ a: Float, _ b: Float) -> Float { (a + b).canonical }
}
