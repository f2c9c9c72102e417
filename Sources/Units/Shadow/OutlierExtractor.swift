import HDL

/// Splits activations into INT8 codes, which an array multiplies, and the few residuals that do not fit, which `ShadowMAC` does.
///
/// `q = round(number * inverseScale)`, the product rounded to FP32, the rounding to nearest, ties to even; the code is q clipped to
/// -128…127, the residual is q less the code. So `code + residual = q`, and the clipped product plus the shadow's is the unclipped
/// integer product bit for bit. Residuals have 24 bits; beyond that they saturate, and `saturatedCount` tells.
///
/// - Outliers: any share of a vector's elements, none to all. `outliers` carries them in order; the last element of a vector is in it
///   in any case, with `isOutlier` 0 if it fits. Nothing is lost: where the receiver stalls and the buffer is full, the input waits.
/// - Throughput: one element a cycle. Latency: 3 cycles to `codes`, 4 to `outliers`.
///
/// Source: shadow outlier execution of llm.npu (ASPLOS 2025, arXiv 2407.05858, section 3.3), with the split of the authors' code: the
/// range of the paper's equation 1, -127 to 128, is none of INT8.
public struct OutlierExtractor: Unit {
  public static let unitName = "outlier-extractor"
  public static let summary = "Splits FP32 activations into clipped INT8 codes and the residuals that do not fit."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("maximumLength", \.maximumLength, "elements of the longest vector", 2...65536),
    .integer("entries", \.entries, "outliers that are buffered", 1...256),
  ]
  public static let samples = [OutlierExtractor(maximumLength: 2, entries: 1), OutlierExtractor(maximumLength: 100, entries: 4)]

  /// Bits of a residual.
  public static let residualWidth = 24
  /// Bits of q: more than a code and the largest residual need, so that what saturates is seen.
  static let roundedWidth = 26

  /// Elements of the longest vector.
  public var maximumLength = 2048
  /// Outliers that are buffered.
  public var entries = 16

  public init() {}
  public init(maximumLength: Int, entries: Int) {
    self.maximumLength = maximumLength
    self.entries = entries
  }

  public struct IO: Bundle {
    public let input: In<Stream<ActivationInput>>
    public let codes: Out<Stream<ClippedCode>>
    public let outliers: Out<Stream<Outlier>>
    /// Outliers, and those of them that were saturated, since the reset.
    public let outlierCount, saturatedCount: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(ActivationInput(number: 32, inverseScale: 32))), codes: Out(Stream(ClippedCode(code: 8))),
      outliers: Out(Stream(outlier)), outlierCount: Out(Unsigned(32)), saturatedCount: Out(Unsigned(32)))
  }
  private var outlier: Outlier {
    Outlier(channel: Unsigned.width(upTo: maximumLength - 1), residual: Self.residualWidth)
  }

  @Hardware
  public func build(_ io: IO) {
    checkLength(fire: io.input.fire, last: io.input.last, beats: maximumLength, lanes: 1)
    when(io.input.valid) { assume(io.input.number[23..<31].asUnsigned != 255, "an activation is finite") }

    let products = io.input.computed(to: VectorElement.word, in: PipelinedMultiplier.latency) { activation, pipeline, output in
      output.number <== pipeline.multiply(activation.number, activation.inverseScale)
      output.last <== pipeline.later(activation.last)
    }
    let rounded = products.mapped(to: RoundedActivation(number: Self.roundedWidth)) { product, output in
      output.number <== FloatArithmetic(.single).toInteger(product.number, width: Self.roundedWidth)
      output.last <== product.last
    }.registered(.forward)
    let (codes, candidates) = rounded.forked()
    io.codes
      <== codes.mapped(to: ClippedCode(code: 8)) { activation, output in
        output.code <== activation.number.saturated(to: 8)
        output.last <== activation.last
      }

    let channel = Reg(Unsigned(outlier.channel.width), reset: 0)
    let outlierCount = Reg(Unsigned(32), reset: 0)
    let saturatedCount = Reg(Unsigned(32), reset: 0)
    let excess = candidates.number - candidates.number.saturated(to: 8).extended(to: Self.roundedWidth)
    let residual = excess.saturated(to: Self.residualWidth)
    let isOutlier = excess != 0
    when(candidates.fire) {
      channel <== mux(candidates.last, 0, channel + 1)
      when(isOutlier) { outlierCount <== outlierCount + 1 }
      when(residual.extended(to: Self.roundedWidth) != excess) { saturatedCount <== saturatedCount + 1 }
    }
    let found = candidates.filtered { isOutlier | $0.last }.mapped(to: outlier) { activation, output in
      output.channel <== channel
      output.residual <== residual
      output.isOutlier <== isOutlier
      output.last <== activation.last
    }
    io.outliers <== found.buffered(depth: entries)
    io.outlierCount <== outlierCount
    io.saturatedCount <== saturatedCount
    cover(io.outliers.valid & !io.outliers.ready, "outliers held up")
  }
}

/// A rounded activation before it is split.
@Bundle
struct RoundedActivation {
  let number: Signed
  let last: Bit
}

/// The golden model of `OutlierExtractor`.
public enum OutlierExtractorModel {
  public struct Entry: Hashable, Sendable {
    public let channel: Int, residual: Int
    public init(channel: Int, residual: Int) { (self.channel, self.residual) = (channel, residual) }
  }

  /// The integer that is split; q saturates at 26 bits, where the residual has saturated long before.
  public static func rounded(_ number: Float, inverseScale: Float) -> Int {
    let product = number * inverseScale
    if product.isNaN { return 0 }
    let limit = Float(1 << (OutlierExtractor.roundedWidth - 1))
    if product >= limit { return 1 << (OutlierExtractor.roundedWidth - 1) - 1 }
    if product <= -limit { return -1 << (OutlierExtractor.roundedWidth - 1) }
    return Int(product.rounded(.toNearestOrEven))
  }

  /// The codes of a vector, the residuals of those that do not fit, and how many residuals were saturated.
  public static func split(_ vector: [Float], inverseScale: Float) -> (codes: [Int], outliers: [Entry], saturated: Int) {
    var codes: [Int] = [], outliers: [Entry] = [], saturated = 0
    let most = 1 << (OutlierExtractor.residualWidth - 1) - 1
    for (channel, number) in vector.enumerated() {
      let whole = rounded(number, inverseScale: inverseScale), code = min(max(whole, -128), 127)
      codes.append(code)
      let residual = min(max(whole - code, -most - 1), most)
      if residual != whole - code { saturated += 1 }
      if residual != 0 { outliers.append(Entry(channel: channel, residual: residual)) }
    }
    return (codes, outliers, saturated)
  }
}
