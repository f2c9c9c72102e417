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
/// Timing: a tile takes exactly `beats` cycles, and tiles on a core follow each other without a bubble when the next command
/// and its vector have come. A sum is accumulated 2 cycles after its row's last beat is read. A drain emits one total a
/// cycle, the first one 3 cycles after its command. It starts when the channel is idle and holds up tiles meanwhile. After
/// reset the accumulators are cleared, which takes `accumulatorRows` cycles.
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
  public static let parameterHelp = [
    (name: "cores", help: "flash cores with their accumulators, 1 to 16"),
    (name: "lanes", help: "INT8 multipliers of a core, and bytes of a beat, 1 to 128"),
    (name: "pageBytes", help: "bytes of a page, the most a tile can have, 64 to 65536"),
    (name: "pageRegisters", help: "pages that a core holds, 1 to 4"),
    (name: "vectorBytes", help: "bytes of one of the two vector banks, the most columns of a tile, 1 to 8192"),
    (name: "vectorBeat", help: "bytes of a vector beat, 1 to 64"),
    (name: "accumulatorRows", help: "accumulators of a lane, the most rows between two drains, 2 to 65536"),
  ]
  public static var samples: [FlashChannel] {
    var small = FlashChannel(cores: 3, lanes: 5, vectorBeat: 4, accumulatorRows: 50)
    small.pageBytes = 320
    small.pageRegisters = 1
    small.vectorBytes = 13
    return [FlashChannel(cores: 8, lanes: 64, vectorBeat: 64), small]
  }

  public var parameterError: String? {
    func outside(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> String? {
      range.contains(value) ? nil : "\(name) must be \(range.lowerBound) to \(range.upperBound), not \(value)"
    }
    return outside("cores", cores, 1...16) ?? outside("lanes", lanes, 1...128) ?? outside("pageBytes", pageBytes, 64...65536)
      ?? outside("pageRegisters", pageRegisters, 1...4) ?? outside("vectorBytes", vectorBytes, 1...8192)
      ?? outside("vectorBeat", vectorBeat, 1...64) ?? outside("accumulatorRows", accumulatorRows, 2...65536)
  }

  /// Beats of a page.
  public var beats: Int { pageBytes / lanes }
  /// Bits of `beats` and `rows`, of `columns`, and of a row's number in a command.
  public var beatsWidth: Int { Unsigned.width(upTo: beats) }
  public var columnsWidth: Int { Unsigned.width(upTo: vectorBytes) }
  public var rowWidth: Int { Unsigned.width(upTo: accumulatorRows - 1) }

  var command: FlashChannelCommand {
    FlashChannelCommand(
      beats: beatsWidth, rows: beatsWidth, columns: columnsWidth, page: Unsigned.width(upTo: pageRegisters - 1), rowBase: rowWidth,
      shift: FlashAccumulatorLane.shiftWidth)
  }
  var vectorBytesOfBeat: FlashVectorBeat { FlashVectorBeat(bytes: Vec(vectorBeat, Signed(8))) }

  public struct IO: Bundle {
    /// For each core.
    public let commands: In<[Stream<FlashChannelCommand>]>
    public let vectors: In<[Stream<FlashVectorBeat>]>
    /// Partial sums from outside.
    public let external: In<Stream<FlashChannelPartial>>
    public let drain: In<Stream<FlashChannelDrain>>
    public let totals: Out<Stream<FlashChannelTotal>>
    /// No tile waits or runs, all sums are accumulated, and no drain or sweep is under way.
    public let idle: Out<Bit>
    /// No tile waits: every core takes a command, and the pages of the tiles before those that run are free.
    public let accepting: Out<Bit>
    /// Multiply-accumulate operations of the tiles that have started: rows x columns each.
    public let macs: Out<Unsigned>
    /// Summed over the cores: beats of the tiles that have started; cycles in which a tile waits for its vector; cycles in
    /// which one is held up by a drain.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      commands: In((0..<cores).map { _ in Stream(command) }), vectors: In((0..<cores).map { _ in Stream(vectorBytesOfBeat) }),
      external: In(Stream(FlashChannelPartial(sum: FlashPE.sumWidth, row: rowWidth, shift: FlashAccumulatorLane.shiftWidth))),
      drain: In(Stream(FlashChannelDrain(firstRow: rowWidth, rows: Unsigned.width(upTo: accumulatorRows)))),
      totals: Out(Stream(FlashChannelTotal(sum: FlashAccumulatorLane.sumWidth))), idle: Out(Bit()), accepting: Out(Bit()), macs: Out(Unsigned(64)),
      busyCycles: Out(Unsigned(64)), starvedCycles: Out(Unsigned(64)), backPressuredCycles: Out(Unsigned(64)))
  }

  @Hardware
  public func build(_ io: IO) {
    // A drain steps all lanes through its rows: it reads one in one cycle, clears it and emits its total in the next.
    let rowsLeft = Reg(Unsigned(upTo: accumulatorRows), reset: accumulatorRows)
    // The sweep after reset is a drain without totals.
    let isSilent = Reg(Bit(), reset: 1)
    let holdsRow = Reg(Bit(), reset: 0)
    let holdsLastRow = Reg(Bit(), reset: 0)
    let total = Reg(Signed(FlashAccumulatorLane.sumWidth))
    let hasTotal = Reg(Bit(), reset: 0)
    let isLastTotal = Reg(Bit(), reset: 0)
    let isStepping = rowsLeft != 0
    let isDraining = isStepping | holdsRow
    let clears = holdsRow & (!hasTotal | io.totals.ready)
    let drainStep = isStepping & (!holdsRow | clears)
    let startsDrain = io.drain.fire

    // The sum from outside takes the way of a core's: address first, sum one cycle later.
    let takesExternal = io.external.fire
    let hasExternal = Reg(next: takesExternal, reset: 0)
    let externalSum = Reg(next: io.external.sum, enable: takesExternal)
    let externalSumOfStep = Reg(next: externalSum, enable: hasExternal)
    let externalLane = Instance(FlashAccumulatorLane(rows: accumulatorRows))
    externalLane.load <== takesExternal | startsDrain
    externalLane.address <== mux(startsDrain, io.drain.firstRow, io.external.row)
    externalLane.shift <== io.external.shift
    externalLane.step <== hasExternal | drainStep
    externalLane.isDraining <== isDraining
    externalLane.sum <== externalSumOfStep
    externalLane.clear <== clears

    var sum: Signed = externalLane.row
    var isBusy = isDraining | hasExternal | externalLane.isAccumulating
    var isWaiting = Bit.zero
    var hasStarted: [Bit] = [], starved: [Bit] = [], heldUp: [Bit] = []
    var macs: [Unsigned] = [], beats: [Unsigned] = []
    for index in 0..<cores {
      let core = Instance(FlashChannelCore(unit: self))
      let lane = Instance(FlashAccumulatorLane(rows: accumulatorRows))
      core.command <== io.commands[index]
      core.vector <== io.vectors[index]
      core.isHeld <== isDraining
      lane.load <== core.start | startsDrain
      lane.address <== mux(startsDrain, io.drain.firstRow, core.rowBase)
      lane.shift <== core.shift
      lane.step <== core.endsRow | drainStep
      lane.isDraining <== isDraining
      lane.sum <== core.sum
      lane.clear <== clears
      sum = sum + lane.row
      isBusy = isBusy | core.isRunning | lane.isAccumulating
      isWaiting = index == 0 ? core.isWaiting : isWaiting | core.isWaiting
      hasStarted.append(core.hasStarted)
      starved.append(core.isStarved)
      heldUp.append(core.isHeldUp)
      macs.append(core.macs)
      beats.append(core.beats)
    }

    let isIdle = !(isBusy | isWaiting)
    io.idle <== isIdle
    io.accepting <== !isWaiting
    io.drain.ready <== isIdle
    io.external.ready <== !isDraining & !io.drain.valid
    when(startsDrain) {
      rowsLeft <== io.drain.rows
      isSilent <== 0
    }.elsewhen(drainStep) {
      rowsLeft <== rowsLeft - 1
      holdsLastRow <== rowsLeft == 1
    }
    when(drainStep) { holdsRow <== 1 }.elsewhen(clears) { holdsRow <== 0 }
    when(clears & !isSilent) {
      total <== sum
      isLastTotal <== holdsLastRow
      hasTotal <== 1
    }.elsewhen(io.totals.ready) {
      hasTotal <== 0
    }
    io.totals.valid <== hasTotal
    io.totals.sum <== total
    io.totals.last <== isLastTotal
    when(startsDrain) { assert(io.drain.rows != 0, "a drain needs at least 1 row") }

    let macsSoFar = Reg(Unsigned(64), reset: 0)
    let busyCycles = Reg(Unsigned(64), reset: 0)
    when(concatenate(hasStarted).any) {
      macsSoFar <== macsSoFar + counted(hasStarted, macs)
      busyCycles <== busyCycles + counted(hasStarted, beats)
    }
    let one = Unsigned.constant(1, width: 1)
    let starvedCycles = Reg(Unsigned(64), reset: 0)
    when(concatenate(starved).any) { starvedCycles <== starvedCycles + counted(starved, starved.map { _ in one }) }
    let backPressuredCycles = Reg(Unsigned(64), reset: 0)
    when(concatenate(heldUp).any) { backPressuredCycles <== backPressuredCycles + counted(heldUp, heldUp.map { _ in one }) }
    io.macs <== macsSoFar
    io.busyCycles <== busyCycles
    io.starvedCycles <== starvedCycles
    io.backPressuredCycles <== backPressuredCycles
  }

  /// The sum of those amounts whose bit is 1.
  private func counted(_ bits: [Bit], _ amounts: [Unsigned]) -> Unsigned {
    zip(bits, amounts).reduce(Unsigned.constant(0, width: 64)) { $0 + mux($1.0, $1.1, 0).extended(to: 64) }
  }
}
