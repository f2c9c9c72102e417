import HDL

/// The NPU's side of a flash channel: sends commands and vectors to the dies, hands raw pages on, and adds the dies' sums up behind the bus.
///
/// A vector goes to several dies at once. Two tiles and two raw pages of a die are under way at most: while the core works on one, the
/// array reads the next; a further command waits until the first one is answered, and `tileRooms` and `readRooms` say for which dies none has to.
/// A read takes as many bytes of a page as it says. Sums are added to accumulators of 48 bits, each times
/// the power of two that its tile came with, so that tiles on any die and in any order give one exact total. A drain emits totals and
/// clears them, as that of `FlashChannel`.
///
/// Commands wait for each other in their order; a vector goes between them, when all its dies have their command.
///
/// Timing: a command takes its bytes on the bus and 2 cycles; a vector one cycle a byte. A sum is added in the cycle after its last byte,
/// and a drain starts when no tile is under way. After reset the accumulators are cleared, which takes `accumulatorRows` cycles.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654): the controller in the NPU chip, vectors broadcast on a channel, partial sums
/// accumulated beyond the dies. Block exponents in the form of shifts are this project's.
public struct FlashController: Unit {
  /// Dies on the channel.
  public var dies = 4
  /// Multipliers of a die's core, and bytes of a page and of a vector: those of the dies.
  public var lanes = 2
  /// Bytes of a page.
  public var pageBytes = 16384
  /// Bytes of one of the two banks of a die's vector buffer.
  public var vectorBytes = 512
  /// The most rows between two drains.
  public var accumulatorRows = 2048
  /// Columns of a sum of the dies, where a vector has more.
  public var sumColumns = 8192

  /// The default configuration.
  public init() {}
  /// With these values; what is not named has its default.
  public init(dies: Int, lanes: Int, pageBytes: Int, vectorBytes: Int, accumulatorRows: Int, sumColumns: Int = 8192) {
    (self.dies, self.lanes, self.pageBytes) = (dies, lanes, pageBytes)
    (self.vectorBytes, self.accumulatorRows, self.sumColumns) = (vectorBytes, accumulatorRows, sumColumns)
  }

  /// The name in the catalog.
  public static let unitName = "flash-controller"
  /// In one line, for lists.
  public static let summary =
    "The controller of a flash channel: commands, broadcast vectors, raw pages, and accumulators behind the bus."
  /// What can be set, with ranges.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("dies", \.dies, "dies on the channel", 1...16),
    .integer("lanes", \.lanes, "INT8 multipliers of a die's core, and bytes of a beat", 1...128),
    .tilePageBytes(\.pageBytes), .vectorBankBytes(\.vectorBytes),
    .integer("accumulatorRows", \.accumulatorRows, "accumulators, the most rows between two drains", 2...65536),
    .sumColumns(\.sumColumns),
  ]
  /// Configurations that are tested beside the default.
  public static var samples: [FlashController] {
    [FlashController(dies: 3, lanes: 3, pageBytes: 192, vectorBytes: 40, accumulatorRows: 50)]
  }

  /// What makes the parameters impossible together, or nil.
  public var parameterError: String? {
    rangeError ?? core.parameterError
  }

  var core: FlashPE {
    var core = FlashPE(lanes: lanes, pageBytes: pageBytes, vectorBytes: vectorBytes)
    core.sumColumns = sumColumns
    return core
  }
  /// Bits of a die's number.
  public var dieWidth: Int { Unsigned.width(upTo: dies - 1) }
  /// Bits of a row's number.
  public var rowWidth: Int { Unsigned.width(upTo: accumulatorRows - 1) }
  /// Bits of a tile's beats, or of a read's bytes.
  public var beatsWidth: Int { Unsigned.width(upTo: pageBytes) }

  var command: FlashControllerCommand {
    FlashControllerCommand(
      die: dieWidth, page: FlashPlane.pageWidth, beats: beatsWidth, rows: core.rowsWidth,
      columns: core.columnsWidth,
      rowBase: rowWidth, shift: core.sumsOfRow * FlashAccumulatorLane.shiftWidth)
  }

  /// The ports.
  public struct IO: Bundle {
    /// Commands for the dies.
    public let command: In<Stream<FlashControllerCommand>>
    /// Bytes of vectors.
    public let vector: In<Stream<FlashControllerVector>>
    /// Weights of raw pages.
    public let raw: Out<Stream<FlashRawByte>>
    /// Which rows to emit and clear.
    public let drain: In<Stream<FlashChannelDrain>>
    /// What was accumulated.
    public let totals: Out<Stream<FlashChannelTotal>>
    /// The bus.
    public let down: Out<Stream<FlashBusTransfer>>
    /// From the bus.
    public let answers: In<Stream<FlashBusAnswer>>
    /// No tile is under way, and no drain or sweep.
    public let idle: Out<Bit>
    /// A bit for each die: whether a tile, or a read, would not wait for the die.
    public let tileRooms, readRooms: Out<Bits>
    /// Cycles in which the bus takes a byte of the controller; in which a vector waits for its commands; in which a command waits for an
    /// answer of its die.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports of this configuration.
  public var io: IO {
    IO(
      command: In(Stream(command)), vector: In(Stream(FlashControllerVector(dies: dies, byte: 8))),
      raw: Out(Stream(FlashRawByte(die: dieWidth, byte: 8))),
      drain: In(
        Stream(FlashChannelDrain(firstRow: rowWidth, rows: Unsigned.width(upTo: accumulatorRows)))),
      totals: Out(Stream(FlashChannelTotal(sum: FlashAccumulatorLane.sumWidth))),
      down: Out(Stream(FlashBusTransfer(dies: dies, kind: FlashCycleKind.width, byte: 8))),
      answers: In(Stream(FlashBusAnswer(die: dieWidth, byte: 8))), idle: Out(Bit()),
      tileRooms: Out(Bits(dies)), readRooms: Out(Bits(dies)),
      busyCycles: Out(Unsigned(64)),
      starvedCycles: Out(Unsigned(64)), backPressuredCycles: Out(Unsigned(64)))
  }

  /// The circuit.
  @Hardware
  public func build(_ io: IO) {
    // Of each die, two of each: tiles and pages under way.
    let tiles = Reg(Vec(dies, Unsigned(2)), reset: 0)
    let reads = Reg(Vec(dies, Unsigned(2)), reset: 0)
    // One bit a die: a command has gone whose vector has not.
    let awaiting = Reg(Bits(dies), reset: 0)

    // The command that is sent, and its next byte.
    let isSending = Reg(Bit(), reset: 0)
    let current = Reg(command, reset: .guarded)
    let position = Reg(Unsigned(upTo: FlashOpcode.computeAddresses), reset: 0)

    let die = io.command.die
    let tileRooms = concatenate((0..<dies).map { (tiles[$0] != 2) & !awaiting[$0] })
    let readRooms = concatenate((0..<dies).map { reads[$0] != 2 })
    io.tileRooms <== tileRooms
    io.readRooms <== readRooms
    let isOpen = mux(io.command.isRead, readRooms[die], tileRooms[die])
    // Accumulators are cleared after reset, and emitted and cleared by a drain.
    let rowsLeft = Reg(Unsigned(upTo: accumulatorRows), reset: accumulatorRows)
    let isDraining = rowsLeft != 0
    io.command.ready <== !isSending & isOpen & !isDraining & !io.drain.valid
    let accepted = mux(
      io.command.fire, Bits.constant(1, width: dies) << die, Bits.constant(0, width: dies))

    let hasAll = (~io.vector.dies | awaiting).all
    let isVectorOpen = Reg(Bit(), reset: 0)
    let vectorGoes = isVectorOpen | (!isSending & io.vector.valid & hasAll)
    let lastPosition = mux(
      current.isRead, Unsigned.constant(FlashOpcode.readAddresses, width: 4),
      Unsigned.constant(FlashOpcode.computeAddresses, width: 4))
    io.down.valid <== mux(vectorGoes, io.vector.valid, isSending)
    io.down.dies <== mux(vectorGoes, io.vector.dies, Bits.constant(1, width: dies) << current.die)
    io.down.kind
      <== mux(
        vectorGoes, FlashCycleKind.data,
        mux(
          position == 0, Unsigned.constant(FlashCycleKind.command, width: 2), FlashCycleKind.address
        ))
    io.down.byte <== mux(vectorGoes, io.vector.byte, byte(of: current, at: position))
    io.down.last <== mux(vectorGoes, io.vector.last, position == lastPosition)
    io.vector.ready <== vectorGoes & io.down.ready
    // What was offered stays so, whatever command comes meanwhile.
    when(vectorGoes & io.vector.valid) { isVectorOpen <== !(io.down.ready & io.vector.last) }
    when(io.command.fire) {
      isSending <== 1
      current <== io.command.payload
      position <== 0
    }.elsewhen(io.down.fire & !vectorGoes) {
      position <== position + 1
      when(position == lastPosition) { isSending <== 0 }
    }
    let served = mux(io.vector.fire & io.vector.last, io.vector.dies, Bits.constant(0, width: dies))
    let brings = mux(io.command.newVector & !io.command.isRead, accepted, Bits.constant(0, width: dies))
    awaiting <== (awaiting & ~served) | brings

    // What comes back: raw bytes go on, sums are put together.
    let answer = io.answers
    let isSum = !answer.isRaw
    io.raw.valid <== answer.valid & answer.isRaw
    io.raw.die <== answer.die
    io.raw.byte <== answer.byte
    // Of each die, two reads: the one that is answered, and the next; and its bytes so far.
    let isSecondRead = Reg(Bits(dies), reset: 0)
    let lastBytes = Reg(Vec(2 * dies, Unsigned(beatsWidth)), reset: 0)
    let bytes = Reg(Vec(dies, Unsigned(beatsWidth)), reset: 0)
    when(io.command.fire & io.command.isRead) {
      lastBytes[concatenate(isSecondRead[die] ^ (reads[die] == 1), die).asUnsigned] <== io.command.beats - 1
      assume(io.command.beats != 0, "a read needs at least 1 byte")
      assume(io.command.beats <= pageBytes, "a page has \(pageBytes) bytes")
    }
    let endsRead = bytes[answer.die] == lastBytes[concatenate(isSecondRead[answer.die], answer.die).asUnsigned]
    io.raw.last <== endsRead
    answer.ready <== mux(isSum, Bit.one, io.raw.ready)
    when(io.raw.fire) { bytes[answer.die] <== mux(endsRead, 0, bytes[answer.die] + 1) }

    // Of each die, two tiles: the one that is answered, and the next.
    let isSecond = Reg(Bits(dies), reset: 0)
    let lastRows = Reg(Vec(2 * dies, Unsigned(core.rowsWidth)), reset: 0)
    let rowBases = Reg(Vec(2 * dies, Unsigned(rowWidth)), reset: 0)
    let shifts = Reg(Vec(2 * dies, Unsigned(core.sumsOfRow * FlashAccumulatorLane.shiftWidth)), reset: 0)
    let rows = Reg(Vec(dies, Unsigned(core.rowsWidth)), reset: 0)
    let isOneUnderWay = tiles[die] == 1
    let target = concatenate(isSecond[die] ^ isOneUnderWay, die).asUnsigned
    when(io.command.fire & !io.command.isRead) {
      lastRows[target] <== io.command.rows - 1
      rowBases[target] <== io.command.rowBase
      shifts[target] <== io.command.shift
    }
    let low = Reg(Bits(8 * core.sumBytes - 8), reset: .guarded)
    let sumFires = answer.fire & isSum
    when(sumFires) { low <== (core.sumBytes == 2 ? answer.byte.asBits : concatenate(low[8..<low.width], answer.byte.asBits)) }
    let endsSum = sumFires & answer.last
    let source = concatenate(isSecond[answer.die], answer.die).asUnsigned
    let row = rows[answer.die]
    let endsTile = endsSum & (row == lastRows[source])
    when(endsSum) { rows[answer.die] <== mux(endsTile, 0, row + 1) }
    let place = core.isSplit ? placeOfSum(io, endsSum: endsSum, endsTile: endsTile, source: source, target: target) : nil
    let answered = Bits.constant(1, width: dies) << answer.die
    when(endsTile) { isSecond <== isSecond ^ answered }

    when(io.raw.fire & endsRead) { isSecondRead <== isSecondRead ^ answered }
    for index in 0..<dies {
      let takesTile = accepted[index] & !io.command.isRead
      let givesTile = endsTile & answered[index]
      when(takesTile != givesTile) { tiles[index] <== mux(takesTile, tiles[index] + 1, tiles[index] - 1) }
      let takesRead = accepted[index] & io.command.isRead
      let givesRead = io.raw.fire & endsRead & answered[index]
      when(takesRead != givesRead) { reads[index] <== mux(takesRead, reads[index] + 1, reads[index] - 1) }
    }

    proof {
      checkAnswers(
        UnderWay(tiles: tiles, reads: reads, awaiting: awaiting, rows: rows, bytes: bytes), answered, endsSum,
        io.raw.valid & io.raw.ready)
    }
    accumulate(
      io,
      sum: Reg(
        next: concatenate(low.value, answer.byte.asBits).asSigned.extended(to: FlashPE.sumWidth), enable: endsSum),
      row: Reg(next: rowBases[source] + accumulator(ofRow: place?.row ?? row._value), enable: endsSum),
      shift: Reg(next: place.map { shift($0.part, of: shifts[source]) } ?? shifts[source]._value, enable: endsSum),
      isNew: Reg(next: endsSum, reset: 0),
      rowsLeft: rowsLeft,
      isBusy: (0..<dies).map { tiles[$0] != 0 })
  }
}
