import HDL
import Numerics

/// A pair of elements, and cosine and sine of the angle to turn it by.
@Bundle
public struct RotaryPair {
  public let x0, x1, cosine, sine: Bits
  public let last: Bit
}

/// A turned pair.
@Bundle
public struct RotatedPair {
  public let x0, x1: Bits
  public let last: Bit
}

/// The four products of a turned pair.
@Bundle
struct RotaryProducts {
  let x0Cosine, x1Sine, x0Sine, x1Cosine: Bits
  let last: Bit
}

/// Rotary position embedding: turns pairs of elements, (x0 c - x1 s, x0 s + x1 c), in binary32.
///
/// Four products, then a difference and a sum, each rounded to nearest, ties to even. Which elements make a pair, and the
/// angles, are the host's: cosine and sine come with each pair, from a table.
///
/// - Throughput: one pair a cycle. Latency: 4 cycles. Stalls where the receiver stalls.
public struct RotaryEmbedding: Unit {
  public static let unitName = "rotary-embedding"
  public static let summary = "Turns pairs of binary32 elements by the angle of their position."
  public static let parameters: [UnitParameter<Self>] = []

  public init() {}

  public struct IO: Bundle {
    public let input: In<Stream<RotaryPair>>
    public let output: Out<Stream<RotatedPair>>
    /// Cycles in which a pair was taken, in which none came, and in which the receiver held a pair up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(RotaryPair(x0: 32, x1: 32, cosine: 32, sine: 32))), output: Out(Stream(RotatedPair(x0: 32, x1: 32))),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let products = io.input.computed(
      to: RotaryProducts(x0Cosine: 32, x1Sine: 32, x0Sine: 32, x1Cosine: 32), in: PipelinedMultiplier.latency
    ) { pair, pipeline, product in
      product.x0Cosine <== pipeline.multiply(pair.x0, pair.cosine)
      product.x1Sine <== pipeline.multiply(pair.x1, pair.sine)
      product.x0Sine <== pipeline.multiply(pair.x0, pair.sine)
      product.x1Cosine <== pipeline.multiply(pair.x1, pair.cosine)
      product.last <== pipeline.later(pair.last)
    }
    let results = products.computed(to: RotatedPair(x0: 32, x1: 32), in: PipelinedAdder.latency) { product, pipeline, turned in
      turned.x0 <== pipeline.subtract(product.x0Cosine, product.x1Sine)
      turned.x1 <== pipeline.add(product.x0Sine, product.x1Cosine)
      turned.last <== pipeline.later(product.last)
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
