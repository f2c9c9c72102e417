import HDL

/// Adds the products of outliers to an array's sums: residuals of `OutlierExtractor` times their columns of INT8 weights.
///
/// For each outlier it asks for the column of its channel, which comes as `rows / lanes` beats of `weights`, and adds
/// `residual * weight` to an accumulator a row. With the outlier that ends a vector the array's sums of that vector, again
/// `rows / lanes` beats, pass with the accumulators added.
///
/// - Widths: accumulators and results have 48 bits: 65,536 outliers of 24 bits times weights of 8 bits are below 2^46, a sum of the
///   array below 2^31. Nothing can overflow.
/// - Throughput: a beat of `lanes` rows a cycle. An outlier takes `rows / lanes` cycles once its column comes; the next column is
///   asked for meanwhile. Latency: 1 cycle from the last column to the first result.
///
/// Source: shadow outlier execution of llm.npu (ASPLOS 2025, arXiv 2407.05858, section 3.3), which does this in float on the CPU.
public struct ShadowMAC: Unit {
  public static let unitName = "shadow-mac"
  public static let summary = "Adds outliers times their columns of weights to the sums of an INT8 array, exactly."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("channels", \.channels, "columns of the weights", 2...65536),
    .integer("rows", \.rows, "sums of a vector, a multiple of lanes", 1...4096),
    .integer("lanes", \.lanes, "rows a cycle", 1...64),
  ]
  public static let samples = [ShadowMAC(channels: 2, rows: 1, lanes: 1), ShadowMAC(channels: 100, rows: 12, lanes: 4)]

  /// Bits of an accumulator and of a result.
  public static let sumWidth = 48

  /// Columns of the weights.
  public var channels = 2048
  /// Sums of a vector.
  public var rows = 64
  /// Rows a cycle.
  public var lanes = 4

  public init() {}
  public init(channels: Int, rows: Int, lanes: Int) {
    self.channels = channels
    self.rows = rows
    self.lanes = lanes
  }

  public var parameterError: String? {
    rangeError ?? (rows % lanes == 0 ? nil : "rows must be a multiple of lanes, not \(rows) of \(lanes)")
  }

  public struct IO: Bundle {
    public let outliers: In<Stream<Outlier>>
    public let requests: Out<Stream<ColumnRequest>>
    public let weights: In<Stream<ShadowWeights>>
    public let sums: In<Stream<ShadowSums>>
    public let results: Out<Stream<ShadowSums>>
  }
  public var io: IO {
    IO(
      outliers: In(Stream(outlier)), requests: Out(Stream(ColumnRequest(channel: outlier.channel.width))),
      weights: In(Stream(ShadowWeights(weights: Vec(lanes, Signed(8))))),
      sums: In(Stream(ShadowSums(sums: Vec(lanes, Signed(32))))),
      results: Out(Stream(ShadowSums(sums: Vec(lanes, Signed(Self.sumWidth))))))
  }
  private var outlier: Outlier {
    Outlier(channel: Unsigned.width(upTo: channels - 1), residual: OutlierExtractor.residualWidth)
  }
  /// Beats of a column, and of a vector's sums.
  private var beats: Int { rows / lanes }

  @Hardware
  public func build(_ io: IO) {
    let (asked, kept) = io.outliers.forked()
    io.requests
      <== asked.filtered { $0.isOutlier._value }.mapped(to: ColumnRequest(channel: outlier.channel.width)) {
        $1.channel <== $0.channel
      }
    let waiting = kept.buffered(depth: 2)

    let accumulators = Memory(depth: beats, Vec(lanes, Signed(Self.sumWidth)))
    let beat = Reg(Unsigned(upTo: beats - 1), reset: 0)
    // Whether nothing of the vector is in the accumulators yet: what an earlier one left there counts as 0.
    let isFirst = Reg(Bit(), reset: 1)
    // Whether the vector's last outlier has been added, if it is one.
    let merges = Reg(Bit(), reset: 0)

    let isLastBeat = beat == beats - 1
    let adds = waiting.valid & waiting.isOutlier & !merges
    let passes = waiting.valid & !adds
    let held = accumulators[beat]
    let before = held.map { mux(isFirst, 0, $0) }

    io.weights.ready <== adds
    io.sums.ready <== passes & io.results.ready
    io.results.valid <== passes & io.sums.valid
    io.results.sums <== zip(before, io.sums.sums).map { $0 + $1.extended(to: Self.sumWidth) }
    io.results.last <== isLastBeat
    waiting.ready <== mux(adds, io.weights.valid & isLastBeat & !waiting.last, io.results.fire & isLastBeat)

    let residual = waiting.residual
    when(io.weights.fire) {
      let sums = zip(before, io.weights.weights).map { $0 + ($1 * residual).extended(to: Self.sumWidth) }
      accumulators.write(beat, sums)
      when(isLastBeat) {
        isFirst <== 0
        merges <== waiting.last
      }
    }
    when(io.results.fire & isLastBeat) {
      isFirst <== 1
      merges <== 0
    }
    when(io.weights.fire | io.results.fire) { beat <== mux(isLastBeat, 0, beat + 1) }
    when(waiting.valid) { assume(waiting.isOutlier | waiting.last, "only a vector's last element may be none") }
    when(io.sums.valid & passes) { assume(io.sums.last == isLastBeat, "a vector has \(rows) sums") }
    cover(io.results.valid & !io.results.ready, "results held up")
  }
}

/// The golden model of `ShadowMAC`.
public enum ShadowMACModel {
  /// The results of a vector: its sums and the products of its outliers.
  ///
  /// - Parameter weights: [channel][row]
  public static func results(sums: [Int], outliers: [OutlierExtractorModel.Entry], weights: [[Int]]) -> [Int] {
    sums.indices.map { row in outliers.reduce(sums[row]) { $0 + $1.residual * weights[$1.channel][row] } }
  }
}
