import HDL

/// A channel of flash dies with in-flash compute units, and the part of the channel controller that accumulates their
/// results: what one column of the accelerator does to a matrix.
///
/// Each core has page registers, a vector buffer and `lanes` multipliers. Beside each core the controller has a lane of
/// accumulators of 48 bits: the sum of a tile's row r is added to accumulator `rowBase + r` times 2^shift, so that tiles with
/// different scales, in any order and on any core, give one exact sum. One more lane takes partial sums that the NPU made.
/// A drain emits the totals over all lanes and clears them for the next matrix.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654): compute cores beside the planes of a die, dies on a channel, partial
/// sums accumulated beyond the dies. Block exponents in the form of shifts are this project's.
///
/// The cores share the channel: a command and a vector beat a cycle, each to one core. Vectors come in the order of the
/// commands that bring them.
///
/// Timing: a tile takes exactly `beats` cycles, and tiles on a core follow each other without a bubble when the next command
/// and its vector have come. The first beat is read in the second cycle after the command or the vector's last bytes, and a
/// sum is accumulated in the cycle after its row's last beat. A drain emits one total a cycle, the first one 2 cycles after
/// its command. It starts when the channel is idle and holds up tiles meanwhile. After reset the accumulators are cleared,
/// which takes `accumulatorRows` cycles.
public struct FlashChannel: Unit {
  public var cores = 2
  /// Multipliers of a core, and bytes of a beat.
  public var lanes = 2
  public var pageBytes = 16384
  /// Pages that a core holds: one can be filled while another one is used.
  public var pageRegisters = 2
  /// Bytes of one of the two banks of a core's vector buffer: the most columns of a tile.
  public var vectorBytes = 64
  /// Bytes of a vector beat.
  public var vectorBeat = 8
  /// Accumulators of a lane: the most rows of a matrix between two drains.
  public var accumulatorRows = 2048

  public init() {}
  public init(cores: Int, lanes: Int, vectorBeat: Int = 8, accumulatorRows: Int = 2048) {
    self.cores = cores
    self.lanes = lanes
    self.vectorBeat = vectorBeat
    self.accumulatorRows = accumulatorRows
  }

  public static let unitName = "flash-channel"
  public static let summary = "Flash cores of one channel, and the accumulators of the channel controller beside them."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("cores", \.cores, "flash cores with their accumulators", 1...16),
    .integer("lanes", \.lanes, "INT8 multipliers of a core, and bytes of a beat", 1...128),
    .tilePageBytes(\.pageBytes),
    .integer("pageRegisters", \.pageRegisters, "pages that a core holds", 1...4),
    .vectorBankBytes(\.vectorBytes), .vectorBeat(\.vectorBeat),
    .integer("accumulatorRows", \.accumulatorRows, "accumulators of a lane, the most rows between two drains", 2...65536),
  ]
  public static var samples: [FlashChannel] {
    var small = FlashChannel(cores: 3, lanes: 5, vectorBeat: 4, accumulatorRows: 50)
    small.pageBytes = 320
    small.pageRegisters = 1
    small.vectorBytes = 13
    var wide = FlashChannel(cores: 5, lanes: 32, vectorBeat: 64)
    wide.vectorBytes = 20
    return [FlashChannel(cores: 8, lanes: 64, vectorBeat: 64), small, wide]
  }

  public var parameterError: String? { rangeError ?? FlashPE.beatError(pageBytes: pageBytes, lanes: lanes) }

  /// Beats of a page.
  public var beats: Int { pageBytes / lanes }
  /// Bits of `beats`, of `columns`, of a row's number, and of a core's number in a command.
  public var beatsWidth: Int { Unsigned.width(upTo: beats) }
  public var columnsWidth: Int { Unsigned.width(upTo: vectorBytes) }
  public var rowWidth: Int { Unsigned.width(upTo: accumulatorRows - 1) }
  public var coreWidth: Int { Unsigned.width(upTo: cores - 1) }
  /// Whether a row can take more than one beat.
  var hasManyWords: Bool { vectorBytes > lanes }

  var command: FlashChannelCommand {
    FlashChannelCommand(
      core: coreWidth, beats: beatsWidth, columns: columnsWidth, page: Unsigned.width(upTo: pageRegisters - 1),
      rowBase: rowWidth, shift: FlashAccumulatorLane.shiftWidth)
  }
  var vectorBytesOfBeat: FlashVectorBeat { FlashVectorBeat(bytes: Vec(vectorBeat, Signed(8))) }

  public struct IO: Bundle {
    public let command: In<Stream<FlashChannelCommand>>
    public let vector: In<Stream<FlashChannelVectorBeat>>
    /// Partial sums from outside.
    public let external: In<Stream<FlashChannelPartial>>
    public let drain: In<Stream<FlashChannelDrain>>
    public let totals: Out<Stream<FlashChannelTotal>>
    /// No tile waits or runs, all sums are accumulated, and no drain or sweep is under way.
    public let idle: Out<Bit>
    /// No tile waits: every core takes a command, and the pages of the tiles before those that run are free.
    public let accepting: Out<Bit>
    /// Multiply-accumulate operations made: of each beat that a core reads, the columns that count.
    public let macs: Out<Unsigned>
    /// Summed over the cores: beats read; cycles in which a tile waits for its vector and nothing runs; cycles
    /// in which a tile is held up by a drain.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      command: In(Stream(command)),
      vector: In(Stream(FlashChannelVectorBeat(core: coreWidth, bytes: Vec(vectorBeat, Signed(8))))),
      external: In(Stream(FlashChannelPartial(sum: FlashPE.sumWidth, row: rowWidth, shift: FlashAccumulatorLane.shiftWidth))),
      drain: In(Stream(FlashChannelDrain(firstRow: rowWidth, rows: Unsigned.width(upTo: accumulatorRows)))),
      totals: Out(Stream(FlashChannelTotal(sum: FlashAccumulatorLane.sumWidth))), idle: Out(Bit()), accepting: Out(Bit()),
      macs: Out(Unsigned(64)), busyCycles: Out(Unsigned(64)), starvedCycles: Out(Unsigned(64)),
      backPressuredCycles: Out(Unsigned(64)))
  }

  @Hardware
  public func build(_ io: IO) {
    // One bit a core: a tile waits; its vector has not come yet; it brings one; it has a single beat.
    let waiting = Reg(Bits(cores), reset: 0)
    let awaiting = Reg(Bits(cores), reset: 0)
    let brings = Reg(Bits(cores), reset: 0)
    let single = Reg(Bits(cores), reset: 0)
    // A tile runs; its last beat is read; the vector bank in use; a sum is accumulated.
    let running = Reg(Bits(cores), reset: 0)
    let ending = Reg(Bits(cores), reset: 0)
    let bank = Reg(Bits(cores), reset: 0)
    let accumulating = Reg(Bits(cores), reset: 0)

    // A drain goes through its rows, one a cycle while totals are taken. The sweep after reset is one without totals.
    let rowsLeft = Reg(Unsigned(upTo: accumulatorRows), reset: accumulatorRows)
    let drainAddress = Reg(Unsigned(rowWidth), reset: 0)
    let isSilent = Reg(Bit(), reset: 1)
    let total = Reg(Signed(FlashAccumulatorLane.sumWidth))
    let hasTotal = Reg(Bit(), reset: 0)
    let isLastTotal = Reg(Bit(), reset: 0)
    let isDraining = rowsLeft != 0
    let drainStep = isDraining & (!hasTotal | io.totals.ready)

    let none = Bits.constant(0, width: cores)
    let ready = waiting & ~awaiting
    let starting = mux(isDraining, none, ready) & (~running | ending)
    let chosen = Bits.constant(1, width: cores) << io.command.core
    let accepted = mux(io.command.fire, chosen, none)
    let hasExternal = Reg(next: io.external.fire, reset: 0)

    var hasVector: [Bit] = [], takesVector: [Bit] = [], lastButOne: [Bit] = [], endsRow: [Bit] = []
    var products = Unsigned.constant(0, width: productsWidth)
    let externalSum = Reg(next: io.external.sum, enable: io.external.fire)
    let externalRow = Reg(next: io.external.row, enable: io.external.fire)
    let externalShift = Reg(next: io.external.shift, enable: io.external.fire)
    let externalLane = Instance(FlashAccumulatorLane(rows: accumulatorRows))
    externalLane.accumulates <== hasExternal
    externalLane.address <== externalRow
    externalLane.shift <== externalShift
    externalLane.sum <== externalSum
    externalLane.isDraining <== isDraining
    externalLane.clears <== drainStep
    externalLane.drainAddress <== drainAddress
    var sum: Signed = externalLane.row
    for index in 0..<cores {
      let core = Instance(FlashChannelCore(unit: self))
      let lane = Instance(FlashAccumulatorLane(rows: accumulatorRows))
      core.accepts <== accepted[index]
      core.beats <== io.command.beats
      core.columns <== io.command.columns
      core.page <== io.command.page
      core.rowBase <== io.command.rowBase
      core.shift <== io.command.shift
      core.awaitsVector <== awaiting[index]
      core.vector.valid <== io.vector.valid & (io.vector.core == index)
      core.vector.bytes <== io.vector.bytes
      core.starts <== starting[index]
      core.runs <== running[index]
      core.bank <== bank[index]
      lane.accumulates <== accumulating[index]
      lane.address <== core.sumAddress
      lane.shift <== core.sumShift
      lane.sum <== core.sum
      lane.isDraining <== isDraining
      lane.clears <== drainStep
      lane.drainAddress <== drainAddress
      sum = sum + lane.row
      products = products + mux(running[index], core.products, 0).extended(to: productsWidth)
      hasVector.append(core.hasVector)
      takesVector.append(core.vector.ready)
      lastButOne.append(core.isLastButOne)
      endsRow.append(core.endsRow)
    }

    io.command.ready <== (~waiting | starting)[io.command.core]
    io.vector.ready <== concatenate(takesVector)[io.vector.core]
    waiting <== (waiting & ~starting) | accepted
    awaiting <== (awaiting & ~concatenate(hasVector)) | mux(io.command.newVector, accepted, none)
    when(io.command.fire) {
      brings <== mux(io.command.newVector, brings | chosen, brings & ~chosen)
      single <== mux(io.command.beats == 1, single | chosen, single & ~chosen)
    }
    running <== (running & ~ending) | starting
    ending <== (starting & single) | concatenate(lastButOne)
    bank <== bank ^ (starting & brings)
    accumulating <== hasManyWords ? concatenate(endsRow) : running.value

    let isIdle = !((waiting | running | accumulating).any | isDraining | hasExternal)
    io.idle <== isIdle
    io.accepting <== !waiting.any
    io.drain.ready <== isIdle
    io.external.ready <== !isDraining & !io.drain.valid
    when(io.drain.fire) {
      rowsLeft <== io.drain.rows
      drainAddress <== io.drain.firstRow
      isSilent <== 0
      assume(io.drain.rows != 0, "a drain needs at least 1 row")
    }.elsewhen(drainStep) {
      rowsLeft <== rowsLeft - 1
      drainAddress <== drainAddress + 1
    }
    when(drainStep & !isSilent) {
      total <== sum
      isLastTotal <== rowsLeft == 1
      hasTotal <== 1
    }.elsewhen(io.totals.ready) {
      hasTotal <== 0
    }
    io.totals.valid <== hasTotal
    io.totals.sum <== total
    io.totals.last <== isLastTotal

    count(
      io, running: running.value, products: products, waiting: waiting.value, starved: waiting & awaiting & ~running,
      heldUp: mux(isDraining, ready, none))
    checkCommands(io)
  }

  /// Bits of the products that all cores make in a cycle.
  private var productsWidth: Int { Unsigned.width(upTo: cores * vectorBytes) }

  @Hardware
  private func count(_ io: IO, running: Bits, products: Unsigned, waiting: Bits, starved: Bits, heldUp: Bits) {
    let macs = Reg(Unsigned(64), reset: 0)
    let busyCycles = Reg(Unsigned(64), reset: 0)
    let starvedCycles = Reg(Unsigned(64), reset: 0)
    let backPressuredCycles = Reg(Unsigned(64), reset: 0)
    when(running.any) {
      macs <== macs + products.extended(to: 64)
      busyCycles <== busyCycles + ones(running)
    }
    when(waiting.any) {
      starvedCycles <== starvedCycles + ones(starved)
      backPressuredCycles <== backPressuredCycles + ones(heldUp)
    }
    io.macs <== macs
    io.busyCycles <== busyCycles
    io.starvedCycles <== starvedCycles
    io.backPressuredCycles <== backPressuredCycles
  }

  /// How many bits are 1.
  private func ones(_ bits: Bits) -> Unsigned {
    (0..<cores).reduce(Unsigned.constant(0, width: 64)) { $0 + bits[$1].asUnsigned.extended(to: 64) }
  }

  /// The limits of a command, as assertions.
  @Hardware
  private func checkCommands(_ io: IO) {
    let hasVector = Reg(Bits(cores), reset: 0)
    when(io.command.fire) {
      when(io.command.newVector) { hasVector <== hasVector | (Bits.constant(1, width: cores) << io.command.core) }
      assume(io.command.beats != 0, "a command needs at least 1 beat")
      assume(io.command.columns != 0, "a command needs at least 1 column")
      if beats < (1 << beatsWidth) - 1 { assume(io.command.beats <= beats, "a page has \(beats) beats") }
      if vectorBytes < (1 << columnsWidth) - 1 {
        assume(io.command.columns <= vectorBytes, "a command has at most \(vectorBytes) columns")
      }
      if cores < 1 << coreWidth { assume(io.command.core < cores, "the channel has \(cores) cores") }
      if pageRegisters < 1 << Unsigned.width(upTo: pageRegisters - 1) {
        assume(io.command.page < pageRegisters, "a core has \(pageRegisters) page registers")
      }
      assume(hasVector[io.command.core] | io.command.newVector, "a core's first command must bring a vector")
    }
  }
}
