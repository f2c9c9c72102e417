import HDL

/// The compute core beside a pair of NAND planes: multiplies a tile of INT8 weights, as they leave the page register,
/// by an INT8 vector and emits one INT32 sum a row.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654), sections on the on-die processing unit; two MACs a core, 2 KB of
/// input and output buffers. The paper leaves open the clock, the accumulator's width and the split of the buffers; here
/// sums have 32 bits (a row of 512 products of -128 x -128 needs 24), and the buffers are two vectors of 512 bytes and 256
/// sums of 4 bytes.
///
/// Where activations have scales of groups of columns, a row that covers several groups gives a sum for each: with more columns than
/// `sumColumns` the rows of a tile are such parts, and take the parts of the vector in turn.
///
/// Timing: a row takes exactly ceil(columns / lanes) cycles while weights come, and rows, tiles and commands follow each
/// other without a bubble, because the next command waits, and its vector loads, while the current one runs. A vector
/// beat is taken in `vectorBeat / gcd(lanes, vectorBeat)` cycles. A result is offered 2 cycles after its row's last beat.
/// Weights are held up only while the result buffer has no room for the row's sum.
public struct FlashPE: Unit {
  /// Multipliers, and bytes of a weight beat.
  public var lanes = 2
  public var pageBytes = 16384
  /// Bytes of one of the two banks of the vector buffer: the most columns of a tile.
  public var vectorBytes = 512
  /// Sums that the result buffer holds.
  public var resultEntries = 256
  /// Bytes of a vector beat.
  public var vectorBeat = 8
  public var tagWidth = 8
  /// Columns of a sum: those of a scale where a vector has more; more than `vectorBytes` where it never has.
  public var sumColumns = 8192
  /// Register stages in the weight path, where an error correction unit will sit.
  public var correctionStages = 0

  public init() {}
  public init(lanes: Int, pageBytes: Int = 16384, vectorBytes: Int = 512) {
    self.lanes = lanes
    self.pageBytes = pageBytes
    self.vectorBytes = vectorBytes
  }

  public static let unitName = "flash-pe"
  public static let summary = "In-flash compute unit: multiplies the weights of a NAND page by a vector, one INT32 sum a row."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("lanes", \.lanes, "INT8 multipliers, and bytes of a weight beat", 1...128),
    .tilePageBytes(\.pageBytes), .vectorBankBytes(\.vectorBytes),
    .integer("resultEntries", \.resultEntries, "sums that the result buffer holds", 1...4096),
    .vectorBeat(\.vectorBeat),
    .integer("tagWidth", \.tagWidth, "bits of a command's tag", 1...32),
    .sumColumns(\.sumColumns),
    .integer("correctionStages", \.correctionStages, "register stages in the weight path for error correction", 0...8),
  ]
  public static var samples: [FlashPE] {
    var small = FlashPE(lanes: 3, pageBytes: 256, vectorBytes: 40)
    small.resultEntries = 3
    small.vectorBeat = 4
    small.correctionStages = 1
    var grouped = FlashPE(lanes: 2, pageBytes: 2048, vectorBytes: 48)
    (grouped.sumColumns, grouped.resultEntries) = (8, 64)
    return [FlashPE(lanes: 1), FlashPE(lanes: 16), FlashPE(lanes: 64), FlashPE(lanes: 128), small, grouped]
  }

  public var parameterError: String? {
    rangeError ?? Self.beatError(pageBytes: pageBytes, lanes: lanes) ?? sumError
  }

  /// Bits of `rows` and `columns` in a command.
  public var rowsWidth: Int { Unsigned.width(upTo: pageBytes) }
  public var columnsWidth: Int { Unsigned.width(upTo: vectorBytes) }
  /// Bits of a sum.
  public static let sumWidth = 32
  /// Bytes that hold a sum of as many products as one can have: 2 to 4.
  public var sumBytes: Int { Self.bytes(ofSumOf: isSplit ? sumColumns : vectorBytes) }
  /// Bytes that hold a sum of so many products of INT8 numbers, the largest of which is 2^14.
  public static func bytes(ofSumOf columns: Int) -> Int { (Unsigned.width(upTo: columns << 14) + 1 + 7) / 8 }

  public struct IO: Bundle {
    public let command: In<Stream<FlashCommand>>
    public let vector: In<Stream<FlashVectorBeat>>
    public let weights: In<Stream<FlashWeightBeat>>
    public let results: Out<Stream<FlashResult>>
    /// Cycles with a weight beat, without one although one was wanted (or the vector was awaited), and held up by results.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
    /// Results of the commands so far that have not left; in proofs only.
    let owed: Out<Unsigned>
  }
  public var io: IO {
    IO(
      command: In(Stream(FlashCommand(rows: rowsWidth, columns: columnsWidth, tag: tagWidth))),
      vector: In(Stream(FlashVectorBeat(bytes: Vec(vectorBeat, Signed(8))))),
      weights: In(Stream(FlashWeightBeat(lanes: Vec(lanes, Signed(8))))),
      results: Out(Stream(FlashResult(sum: Self.sumWidth, row: rowsWidth, tag: tagWidth))),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)),
      owed: Out(proof: Unsigned(rowsWidth + 4)))
  }

  @Hardware
  public func build(_ io: IO) {
    // The command that waits, and how far its vector has come.
    let waiting = Reg(Bit(), reset: 0)
    let next = Reg(FlashCommand(rows: rowsWidth, columns: columnsWidth, tag: tagWidth), reset: .guarded)
    let loaded = Reg(Bit(), reset: 0)

    // The command that runs.
    let running = Reg(Bit(), reset: 0)
    let bank = Reg(Bit(), reset: 0)
    let columns = Reg(Unsigned(columnsWidth), reset: .guarded)
    let lastRow = Reg(Unsigned(rowsWidth), reset: .guarded)
    let row = Reg(Unsigned(rowsWidth), reset: 0)
    let word = Reg(Unsigned(buffer.wordWidth), reset: 0)
    let columnsLeft = Reg(Unsigned(columnsWidth), reset: 0)
    let first = Reg(Bit(), reset: 1)
    // Of a vector with more columns than a sum: the part that the row takes, and the last one.
    let part = isSplit ? Reg(Unsigned(partWidth), reset: 0) : nil
    let lastPart = isSplit ? Reg(Unsigned(partWidth), reset: 0) : nil

    // A row's last beat needs a place for its sum, counted from the beat that makes it to the transfer that takes it.
    let places = Reg(Unsigned(upTo: resultEntries), reset: resultEntries)
    let weights = io.weights.staged(correctionStages)
    let endsRow = columnsLeft <= min(lanes, (1 << columnsWidth) - 1)
    let endsTile = endsRow & (row == lastRow)
    let hasPlace = places != 0
    weights.ready <== running & (hasPlace | !endsRow)
    let beat = weights.fire

    let vectorBuffer = Instance(buffer)
    vectorBuffer.bytes <== io.vector
    vectorBuffer.load <== waiting & next.newVector & !loaded
    vectorBuffer.columns <== next.columns
    vectorBuffer.bank <== !bank
    vectorBuffer.readBank <== bank
    vectorBuffer.readWord <== word

    // What tells the results' tiles apart; one entry a command that has started and has results to come.
    let tiles = Instance(FlashTileQueue(rowsWidth: rowsWidth, tagWidth: tagWidth))
    let isReady = waiting & (loaded | !next.newVector | vectorBuffer.done) & tiles.hasRoom
    let start = isReady & (!running | (beat & endsTile))
    tiles.start <== start
    tiles.rows <== next.rows
    tiles.tag <== next.tag

    io.command.ready <== !waiting | start
    when(io.command.fire) {
      waiting <== 1
      next <== io.command.payload
      loaded <== 0
    }.elsewhen(start) {
      waiting <== 0
    }.elsewhen(vectorBuffer.done) {
      loaded <== 1
    }

    when(start) {
      running <== 1
      bank <== bank ^ next.newVector
      columns <== rowColumns(next.columns)
      columnsLeft <== rowColumns(next.columns)
      if let part, let lastPart {
        part <== 0
        lastPart <== self.lastPart(next.columns)
      }
      lastRow <== next.rows - 1
      row <== 0
      word <== 0
      first <== 1
    }.elsewhen(beat) {
      when(endsRow) {
        columnsLeft <== columns
        row <== row + 1
        if let part, let lastPart {
          word <== mux(part == lastPart, 0, word + 1)
          part <== mux(part == lastPart, 0, part + 1)
        } else {
          word <== 0
        }
        first <== 1
        when(endsTile) { running <== 0 }
      }.otherwise {
        columnsLeft <== columnsLeft - min(lanes, (1 << columnsWidth) - 1)
        word <== word + 1
        first <== 0
      }
    }

    // Stage 1: the beat's products and their sum. Its exact width follows from the number of lanes.
    let partialWidth = 16 + Unsigned.width(upTo: lanes - 1)
    let products = dot(weights.lanes, vectorBuffer.word, width: Self.sumWidth)
    let partial = Reg(next: products.truncated(to: partialWidth), enable: beat)
    let partialValid = Reg(next: beat, reset: 0)
    let partialFirst = Reg(next: first, enable: beat)
    let partialLast = Reg(next: endsRow & beat, reset: 0)

    // Stage 2: the row's sum; a finished one goes straight into the result buffer.
    let accumulator = Reg(Signed(Self.sumWidth))
    let sum = mux(partialFirst, 0, accumulator) + partial.extended(to: Self.sumWidth)
    when(partialValid) { accumulator <== sum }

    let results = Instance(FlashResultBuffer(entries: resultEntries))
    results.write <== partialLast
    results.sum <== sum
    io.results.valid <== results.valid
    io.results.sum <== results.head
    io.results.row <== tiles.row
    io.results.last <== tiles.last
    io.results.tag <== tiles.headTag
    results.take <== io.results.fire
    tiles.take <== io.results.fire

    let takesPlace = beat & endsRow
    when(takesPlace != io.results.fire) { places <== mux(takesPlace, places - 1, places + 1) }

    let busyCycles = Reg(Unsigned(32), reset: 0)
    let starvedCycles = Reg(Unsigned(32), reset: 0)
    let backPressuredCycles = Reg(Unsigned(32), reset: 0)
    let heldUp = running & endsRow & !hasPlace
    when(beat) { busyCycles <== busyCycles + 1 }
    when((running & !beat & !heldUp) | (!running & waiting)) { starvedCycles <== starvedCycles + 1 }
    when(heldUp) { backPressuredCycles <== backPressuredCycles + 1 }
    io.busyCycles <== busyCycles
    io.starvedCycles <== starvedCycles
    io.backPressuredCycles <== backPressuredCycles

    checkCommands(io)
    proof {
      assert(!waiting | (next.rows != 0), "a command that waits has rows")
      assert(!running | (row <= lastRow), "the row is one of the running tile's")
      let width = max(rowsWidth, Unsigned.width(upTo: resultEntries)) + 3
      let made = results.held.extended(to: width) + partialLast.asUnsigned.extended(to: width)
      assert(made + places.extended(to: width) == resultEntries, "each place is free or holds a sum that is made")
      let toMake = mux(running, (lastRow - row).extended(to: width) + 1, 0)
      assert(made + toMake == tiles.rowsToCome.extended(to: width), "the rows to come are those made and those to make")
      let started = tiles.rowsToCome.extended(to: rowsWidth + 4)
      io.owed <== started + mux(waiting, next.rows.extended(to: rowsWidth + 4), 0)
    }
  }

  private var buffer: FlashVectorBuffer { FlashVectorBuffer(lanes: lanes, bytes: vectorBytes, beat: vectorBeat) }
}
