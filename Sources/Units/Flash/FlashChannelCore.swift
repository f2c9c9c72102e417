import HDL

/// One flash core of a channel: page registers, vector buffer and multipliers. It emits a row's sum in the cycle after the
/// row's last beat; the channel controller always takes it.
///
/// It is `FlashCore` without result buffer and tags, which the accumulators of the channel controller make unnecessary.
public struct FlashChannelCore: Module {
  public var unit: FlashChannel

  public static let summary = "Page registers and in-flash compute unit of one core of a channel."

  public struct IO: Bundle {
    let command: In<Stream<FlashChannelCommand>>
    let vector: In<Stream<FlashVectorBeat>>
    /// No tile may start.
    let isHeld: In<Bit>
    /// A tile starts: its first beat is read in the next cycle.
    let start: Out<Bit>
    /// Of the tile that starts.
    let rowBase, shift: Out<Unsigned>
    /// A row's last beat is read.
    let endsRow: Out<Bit>
    /// The row's sum, in the cycle after.
    let sum: Out<Signed>
    let isWaiting, isRunning: Out<Bit>
    /// A tile waits for its vector.
    let isStarved: Out<Bit>
    /// A tile could start but is held.
    let isHeldUp: Out<Bit>
    /// A tile has started at the last edge, with so many multiply-accumulate operations and beats.
    let hasStarted: Out<Bit>
    let macs, beats: Out<Unsigned>
  }
  public var io: IO {
    IO(
      command: In(Stream(unit.command)), vector: In(Stream(unit.vectorBytesOfBeat)), isHeld: In(Bit()), start: Out(Bit()),
      rowBase: Out(Unsigned(unit.rowWidth)), shift: Out(Unsigned(FlashAccumulatorLane.shiftWidth)), endsRow: Out(Bit()),
      sum: Out(Signed(FlashPE.sumWidth)), isWaiting: Out(Bit()), isRunning: Out(Bit()), isStarved: Out(Bit()), isHeldUp: Out(Bit()),
      hasStarted: Out(Bit()), macs: Out(Unsigned(unit.beatsWidth + unit.columnsWidth)), beats: Out(Unsigned(unit.beatsWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    // The command that waits, and whether its vector has come.
    let waiting = Reg(Bit(), reset: 0)
    let next = Reg(unit.command, reset: .guarded)
    let loaded = Reg(Bit(), reset: 0)

    // The command that runs: its beats lie behind each other.
    let page = Memory(depth: unit.pageRegisters * unit.beats, Vec(unit.lanes, Signed(8)), isHostFilled: true)
    let running = Reg(Bit(), reset: 0)
    let bank = Reg(Bit(), reset: 0)
    let beat = Reg(Unsigned(page.addressWidth), reset: 0)
    let lastBeat = Reg(Unsigned(page.addressWidth), reset: .guarded)
    let endsTile = beat == lastBeat

    let vectorBuffer = Instance(FlashVectorBuffer(lanes: unit.lanes, bytes: unit.vectorBytes, beat: unit.vectorBeat))
    let awaitsVector = next.newVector & !loaded
    vectorBuffer.bytes <== io.vector
    vectorBuffer.load <== waiting & awaitsVector
    vectorBuffer.columns <== next.columns
    vectorBuffer.bank <== !bank
    vectorBuffer.readBank <== bank

    let isReady = waiting & !awaitsVector
    let start = isReady & !io.isHeld & (!running | endsTile)
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

    let firstBeat = pageAddress(next.page)
    let beforeLast = next.beats - 1
    let beatsMinusOne =
      unit.beatsWidth > page.addressWidth ? beforeLast.truncated(to: page.addressWidth) : beforeLast.extended(to: page.addressWidth)
    when(start) {
      running <== 1
      bank <== bank ^ next.newVector
      beat <== firstBeat
      lastBeat <== firstBeat + beatsMinusOne
    }.elsewhen(running) {
      beat <== beat + 1
      when(endsTile) { running <== 0 }
    }

    // Which word of the vector the beat meets. A vector of one word needs no account of it.
    let columns = min(unit.lanes, (1 << unit.columnsWidth) - 1)
    let hasManyWords = unit.vectorBytes > unit.lanes
    let partial = Reg(Signed(FlashPE.sumWidth))
    if hasManyWords {
      let columnsOfRow = Reg(Unsigned(unit.columnsWidth), reset: .guarded)
      let columnsLeft = Reg(Unsigned(unit.columnsWidth), reset: 0)
      let word = Reg(Unsigned(upTo: (unit.vectorBytes + unit.lanes - 1) / unit.lanes - 1), reset: 0)
      let endsRow = columnsLeft <= columns
      when(start) {
        columnsOfRow <== next.columns
        columnsLeft <== next.columns
        word <== 0
      }.elsewhen(running) {
        columnsLeft <== mux(endsRow, columnsOfRow, columnsLeft - columns)
        word <== mux(endsRow, 0, word + 1)
      }
      vectorBuffer.readWord <== word
      // The sum of the row's beats before this one, in the cycle after the beat.
      let isFirst = Reg(next: word == 0, enable: running)
      let accumulator = Reg(Signed(FlashPE.sumWidth))
      let sum = mux(isFirst, 0, accumulator) + partial
      accumulator <== sum
      io.endsRow <== running & endsRow
      io.sum <== sum
    } else {
      vectorBuffer.readWord <== 0
      io.endsRow <== running
      io.sum <== partial
    }
    when(running) { partial <== dot(page[beat], vectorBuffer.word, width: FlashPE.sumWidth) }

    io.start <== start
    io.rowBase <== next.rowBase
    io.shift <== next.shift
    io.isWaiting <== waiting
    io.isRunning <== running
    io.isStarved <== waiting & awaitsVector & !running
    io.isHeldUp <== isReady & io.isHeld
    // What the counters add, one cycle later.
    let hasStarted = Reg(next: start, reset: 0)
    let macs = Reg(Unsigned(unit.beatsWidth + unit.columnsWidth), reset: .guarded)
    let beats = Reg(Unsigned(unit.beatsWidth), reset: .guarded)
    when(start) {
      macs <== next.rows * next.columns
      beats <== next.beats
    }
    io.hasStarted <== hasStarted
    io.macs <== macs
    io.beats <== beats
    checkCommands(io)
  }

  /// Page registers lie behind each other.
  @Hardware
  private func pageAddress(_ page: some Readable<Unsigned>) -> Unsigned {
    let width = Unsigned.width(upTo: unit.pageRegisters * unit.beats - 1)
    let product = page * Unsigned.constant(unit.beats, width: unit.beatsWidth)
    return product.truncated(to: width)
  }

  /// The limits of a command, as assertions.
  @Hardware
  private func checkCommands(_ io: IO) {
    let hasVector = Reg(Bit(), reset: 0)
    when(io.command.fire) {
      hasVector <== hasVector | io.command.newVector
      assert(io.command.rows != 0, "a command needs at least 1 row")
      assert(io.command.columns != 0, "a command needs at least 1 column")
      if unit.beats < (1 << unit.beatsWidth) - 1 { assert(io.command.beats <= unit.beats, "a page has \(unit.beats) beats") }
      if unit.vectorBytes < (1 << unit.columnsWidth) - 1 {
        assert(io.command.columns <= unit.vectorBytes, "a command has at most \(unit.vectorBytes) columns")
      }
      let pages = 1 << Unsigned.width(upTo: unit.pageRegisters - 1)
      if unit.pageRegisters < pages { assert(io.command.page < unit.pageRegisters, "a core has \(unit.pageRegisters) page registers") }
      assert(hasVector | io.command.newVector, "the first command must bring a vector")
      if unit.vectorBytes <= unit.lanes { assert(io.command.beats == io.command.rows, "a row of these vectors is one beat") }
    }
  }
}
