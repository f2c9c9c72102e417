import HDL

/// The systolic array of an edge NPU: INT8 matrix products with 48-bit accumulators, bias and requantization.
///
/// Work comes in passes. A pass multiplies `inner` x `columns` weights by `vectors` activation vectors of `inner` numbers,
/// shifts each vector's sums left by its own amount and adds them to the vector's accumulators. The pass marked `first`
/// starts them anew, the one marked `last` hands them out, so that sums over a long K, and over groups of K with scales of
/// different powers of two, stay on the chip and are exact.
///
/// - Weight-stationary: `inner` is at most `rows`. A tile of weights enters row by row into one of two banks while the other
///   one is in use; then each vector is one beat of `rows` bytes, unskewed. Rows beyond `inner` are taken as 0. Without
///   stalls a pass takes max(inner, vectors) cycles: a matrix times one vector runs at `columns` products a cycle, the
///   weights' own pace.
/// - Output-stationary: `vectors` is at most `rows`. Each beat of weights and of activations is one number of K. A pass
///   takes max(inner, rows) cycles.
///
/// Passes follow each other without a bubble. Sums leave `rows + columns / reach + 5` cycles after their vector was
/// taken. `ready` of every input comes from registers alone.
///
/// Source: the organization of Google's TPU (Jouppi et al., ISCA 2017, section 2) with double-buffered weights; INT8
/// products with INT32 sums are what edge NPUs share. The shift for each vector and the 48 bits are this project's, for
/// activations that are quantized in groups.
public struct NPUSystolic: Unit {
  public static let unitName = "npu-systolic"
  public static let summary = "INT8 systolic array with double-buffered weights, shifting accumulators, bias and requantization."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("rows", \.rows, "rows, numbers of K in a weight tile or vectors", 1...256),
    .integer("columns", \.columns, "columns, one for each output", 1...256),
    .choice("dataflow", \.dataflow, "what stays in the array"),
    .integer(
      "reach", \.reach, "columns that an activation reaches in one cycle (1: neighbours only), divides columns or is more",
      1...256),
    .integer("accumulators", \.accumulators, "vectors whose sums are kept", 1...1024),
    .integer("sumWidth", \.sumWidth, "bits of a sum in the array", 17...32),
    .integer("accumulatorWidth", \.accumulatorWidth, "bits of an accumulator and of a result, at least sumWidth", 32...62),
  ]
  public static let samples: [NPUSystolic] = {
    var neighbours = NPUSystolic(rows: 4, columns: 4, reach: 1)
    neighbours.accumulators = 5
    var odd = NPUSystolic(rows: 5, columns: 6, reach: 2)
    odd.accumulators = 7
    odd.sumWidth = 20
    odd.accumulatorWidth = 40
    var outputs = NPUSystolic(rows: 4, columns: 6, dataflow: .outputStationary, reach: 3)
    outputs.accumulators = 4
    return [
      NPUSystolic(rows: 32, columns: 32), NPUSystolic(rows: 64, columns: 64), NPUSystolic(dataflow: .outputStationary),
      neighbours, odd,
      outputs, NPUSystolic(rows: 3, columns: 1),
    ]
  }()

  /// Rows.
  public var rows = 16
  /// Columns.
  public var columns = 16
  public var dataflow = NPUDataflow.weightStationary
  /// Columns that an activation reaches in one cycle; all if there are fewer.
  public var reach = 16
  /// Vectors whose sums are kept.
  public var accumulators = 64
  /// Bits of a sum in the array.
  public var sumWidth = 32
  /// Bits of an accumulator and of a result.
  public var accumulatorWidth = 48

  public init() {}
  public init(rows: Int = 16, columns: Int = 16, dataflow: NPUDataflow = .weightStationary, reach: Int = 16) {
    self.rows = rows
    self.columns = columns
    self.dataflow = dataflow
    self.reach = reach
  }

  public var parameterError: String? {
    if let rangeError { return rangeError }
    if columns % usedReach != 0 { return "columns must be a multiple of reach, not \(columns) with reach \(reach)" }
    if dataflow == .outputStationary, accumulators < rows {
      return "accumulators must be at least rows in an output-stationary array, not \(accumulators) with \(rows) rows"
    }
    if rows << 14 > maximumSum {
      return "sumWidth must be at least \(16 + Unsigned.width(upTo: rows - 1)) for \(rows) rows, not \(sumWidth)"
    }
    return nil
  }

  /// Columns in a group that has its activations in the same cycle.
  public var usedReach: Int { min(reach, columns) }
  /// The largest number that the array's sums can hold.
  private var maximumSum: Int { (1 << (sumWidth - 1)) - 1 }
  /// The most numbers of K in a pass.
  public var mostInner: Int { dataflow == .weightStationary ? rows : min(1024, maximumSum >> 14) }
  /// The most vectors in a pass.
  public var mostVectors: Int { dataflow == .weightStationary ? accumulators : rows }
  /// Shifts that an activation beat carries.
  public var shiftsInBeat: Int { dataflow == .weightStationary ? 1 : rows }

  private var vectorsWidth: Int { Unsigned.width(upTo: mostVectors) }
  private var innerWidth: Int { Unsigned.width(upTo: mostInner) }
  private var columnsWidth: Int { Unsigned.width(upTo: columns) }
  var command: NPUCommand { NPUCommand(vectors: vectorsWidth, inner: innerWidth, columns: columnsWidth) }
  var edge: NPUAccumulator {
    NPUAccumulator(columns: columns, entries: accumulators, sumWidth: sumWidth, accumulatorWidth: accumulatorWidth)
  }

  public struct IO: Bundle {
    public let command: In<Stream<NPUCommand>>
    public let weights: In<Stream<NPUWeightBeat>>
    public let activations: In<Stream<NPUActivationBeat>>
    public let parameters: In<Stream<NPUColumnParameters>>
    public let results: Out<Stream<NPUResult>>
    /// Products of rows, vectors and columns in use so far.
    public let macs: Out<Unsigned>
    /// Cycles with work inside (loading, filling and draining included), with the array idle for want of a beat, and with
    /// the array held up by results that are not taken.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      command: In(Stream(command)), weights: In(Stream(NPUWeightBeat(values: Vec(columns, Signed(8))))),
      activations: In(
        Stream(NPUActivationBeat(values: Vec(rows, Signed(8)), shifts: Vec(shiftsInBeat, Unsigned(NPUAccumulator.shiftWidth))))),
      parameters: In(Stream(NPUAccumulator.parameters(columns: columns))),
      results: Out(Stream(NPUAccumulator.result(columns: columns, entries: accumulators, width: accumulatorWidth))),
      macs: Out(Unsigned(64)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let commands = Instance(Fifo<NPUCommand>(payload: command.shape, depth: 2))
    commands.input <== io.command
    let accumulator = Instance(edge)
    accumulator.parameters <== io.parameters
    io.results <== accumulator.results
    let activity =
      dataflow == .weightStationary
      ? weightStationary(io, commands.output, accumulator) : outputStationary(io, commands.output, accumulator)

    let macs = Reg(Unsigned(64), reset: 0)
    let busyCycles = Reg(Unsigned(32), reset: 0)
    let starvedCycles = Reg(Unsigned(32), reset: 0)
    let backPressuredCycles = Reg(Unsigned(32), reset: 0)
    when(activity.works) { macs <== macs + activity.macs.extended(to: 64) }
    when(activity.isBusy | commands.output.valid | accumulator.isOccupied) { busyCycles <== busyCycles + 1 }
    when(activity.isStarved) { starvedCycles <== starvedCycles + 1 }
    when(!accumulator.advance) { backPressuredCycles <== backPressuredCycles + 1 }
    io.macs <== macs
    io.busyCycles <== busyCycles
    io.starvedCycles <== starvedCycles
    io.backPressuredCycles <== backPressuredCycles
    checkCommands(io)
  }

  /// What the counters look at.
  struct Activity {
    /// Products are added in this cycle, and how many.
    var works: Bit
    var macs: Unsigned
    var isBusy: Bit
    var isStarved: Bit
  }

  /// The limits of a command, as assertions.
  @Hardware
  private func checkCommands(_ io: IO) {
    when(io.command.fire) {
      assume(io.command.vectors != 0, "a pass needs at least 1 vector")
      assume(io.command.inner != 0, "a pass needs at least 1 number of K")
      assume(io.command.columns != 0, "a pass needs at least 1 column")
      if mostVectors < (1 << vectorsWidth) - 1 {
        assume(io.command.vectors <= mostVectors, "a pass has at most \(mostVectors) vectors")
      }
      if mostInner < (1 << innerWidth) - 1 {
        assume(io.command.inner <= mostInner, "a pass has at most \(mostInner) numbers of K")
      }
      if columns < (1 << columnsWidth) - 1 { assume(io.command.columns <= columns, "the array has \(columns) columns") }
      assume(!io.command.requantize | io.command.withParameters, "requantization needs column parameters")
    }
  }
}
