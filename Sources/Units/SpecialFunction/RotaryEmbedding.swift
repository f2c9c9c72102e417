import HDL
import Numerics

/// Pairs of elements, and cosine and sine of the angle to turn each by.
@Bundle
public struct RotaryPairs {
  public let x0, x1, cosine, sine: Vec<Bits>
  public let last: Bits
}

/// Turned pairs.
@Bundle
public struct RotatedPairs {
  public let x0, x1: Vec<Bits>
  public let last: Bits
}

/// The four products of each turned pair.
@Bundle
struct RotaryProducts {
  let x0Cosine, x1Sine, x0Sine, x1Cosine: Vec<Bits>
  let last: Bits
}

/// Rotary position embedding: turns pairs of elements, (x0 c - x1 s, x0 s + x1 c), in binary32.
///
/// Four products, then a difference and a sum, each rounded to nearest, ties to even. Which elements make a pair, and the
/// angles, are the host's: cosine and sine come with each pair, from a table.
///
/// - Throughput: `lanes` pairs a cycle. Latency: 4 cycles. Stalls where the receiver stalls.
public struct RotaryEmbedding: LaneUnit {
  public static let unitName = "rotary-embedding"
  public static let summary = "Turns pairs of binary32 elements by the angle of their position."
  public static let parameters: [UnitParameter<Self>] = [.lanes]
  public static let samples = [RotaryEmbedding(lanes: 4), RotaryEmbedding(lanes: 16)]

  public var lanes = 1
  public init() {}
  public init(lanes: Int) { self.lanes = lanes }

  public struct IO: Bundle {
    public let input: In<Stream<RotaryPairs>>
    public let output: Out<Stream<RotatedPairs>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(RotaryPairs(x0: words, x1: words, cosine: words, sine: words, last: lanes))),
      output: Out(Stream(RotatedPairs(x0: words, x1: words, last: lanes))),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let products = io.input.computed(
      to: RotaryProducts(x0Cosine: words, x1Sine: words, x0Sine: words, x1Cosine: words, last: lanes),
      in: PipelinedMultiplier.latency
    ) { pair, pipeline, product in
      product.x0Cosine <== pipeline.multiply(pair.x0, pair.cosine)
      product.x1Sine <== pipeline.multiply(pair.x1, pair.sine)
      product.x0Sine <== pipeline.multiply(pair.x0, pair.sine)
      product.x1Cosine <== pipeline.multiply(pair.x1, pair.cosine)
      product.last <== pipeline.laterMark(pair.last)
    }
    let results = products.computed(to: RotatedPairs(x0: words, x1: words, last: lanes), in: PipelinedAdder.latency) {
      product, pipeline, turned in
      turned.x0 <== pipeline.subtract(product.x0Cosine, product.x1Sine)
      turned.x1 <== pipeline.add(product.x0Sine, product.x1Cosine)
      turned.last <== pipeline.laterMark(product.last)
    }
    io.output <== results
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The pair turned by an angle; every operation rounds to binary32.
  public static func golden(_ x0: Float, _ x1: Float, cosine: Float, sine: Float) -> (Float, Float) {
    ((x0 * cosine - x1 * sine).canonical, (x0 * sine + x1 * cosine).canonical)
  }
}
