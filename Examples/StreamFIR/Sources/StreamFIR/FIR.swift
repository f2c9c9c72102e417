import HDL

/// What an AXI-Stream carries here: a number, and whether it is the last of its packet.
@Bundle public struct Beat {
  public let data: Signed
  public let last: Bit
}

/// One place of the filter's line.
@Bundle public struct Tap {
  public let sample, coefficient: Signed
}

/// A finite impulse response filter between two AXI-Streams: each result is the sum of the last `taps` samples, each times its
/// coefficient, exact. A new packet starts from silence.
///
/// The coefficients come over a stream of their own, the last one first; a load moves the others one place on.
public struct FIR: Module, DefaultInitializable {
  /// Coefficients, 2 to 64.
  public var taps = 8
  /// Bits of a sample and of a coefficient, 2 to 32.
  public var width = 16

  public init() {}
  public init(taps: Int, width: Int) {
    self.taps = taps
    self.width = width
  }

  public var parameterError: String? {
    if !(2...64).contains(taps) { return "taps must be 2 to 64, not \(taps)" }
    return (2...32).contains(width) ? nil : "width must be 2 to 32, not \(width)"
  }

  /// Bits of a result: those of a product, and those that the sum of `taps` of them adds.
  public var resultWidth: Int { 2 * width + Unsigned.width(upTo: taps - 1) }

  public struct IO: Bundle {
    public let samples: In<Stream<Beat>>
    public let coefficients: In<Stream<Beat>>
    public let results: Out<Stream<Beat>>
  }
  public var io: IO {
    IO(
      samples: In(Stream(Beat(data: width)), prefix: "s_axis_t"),
      coefficients: In(Stream(Beat(data: width)), prefix: "s_axis_coefficient_t"),
      results: Out(Stream(Beat(data: resultWidth)), prefix: "m_axis_t"))
  }

  @Hardware public func build(_ io: IO) {
    // A vector of bundles; in the text, an array for either field.
    let line = Reg(Vec(taps, Tap(sample: width, coefficient: width)), reset: .zero)
    io.coefficients.ready <== 1
    when(io.coefficients.fire) { line.coefficient <== line.coefficient.shifted(in: io.coefficients.data) }

    // A result stays until it is taken; then the next sample moves the line on.
    let result = Reg(Beat(data: resultWidth), reset: .zero)
    let isFull = Reg(Bit(), reset: 0)
    io.samples.ready <== !isFull | io.results.ready

    let moved = line.sample.shifted(in: io.samples.data)
    when(io.samples.fire) {
      line.sample <== moved.map { mux(io.samples.last, 0, $0) }
      result.data <== dot(moved, line.coefficient, width: resultWidth)
      result.last <== io.samples.last
    }
    when(io.samples.ready) { isFull <== io.samples.valid }
    io.results.valid <== isFull
    io.results.payload <== result
  }
}
