import HDL

extension FlashController {
  /// Byte `position` of a command: the opcode, and its addresses with their lowest byte first.
  @Hardware
  func byte(of command: Reg<FlashControllerCommand>, at position: some Readable<Unsigned>)
    -> Unsigned
  {
    let opcode = mux(
      command.isRead, Unsigned.constant(FlashOpcode.read, width: 8),
      Unsigned.constant(FlashOpcode.compute, width: 8))
    let page = bytes(command.page, 3)
    let beats = bytes(command.beats, 3)
    let rows = bytes(command.rows, 3)
    let columns = bytes(command.columns, 2)
    let flags = [command.newVector.asUnsigned.extended(to: 8)]
    let all: [Unsigned] = [[opcode], page, beats, rows, columns, flags].flatMap { $0 }
    return Vec(of: all)[position]
  }

  /// A tile's row as wide as an accumulator's number, which may have more bits or fewer.
  func accumulator(ofRow row: some Readable<Unsigned>) -> Unsigned {
    core.rowsWidth < rowWidth ? row._value.extended(to: rowWidth) : row._value.truncated(to: rowWidth)
  }

  /// Where a row has several sums: the row of the sum that comes, and which of the row's sums it is.
  @Hardware
  func placeOfSum(_ io: IO, endsSum: Bit, endsTile: Bit, source: Unsigned, target: Unsigned) -> (row: Unsigned, part: Unsigned) {
    let matrixRows = Reg(Vec(dies, Unsigned(core.rowsWidth)), reset: 0)
    let parts = Reg(Vec(dies, Unsigned(core.partWidth)), reset: 0)
    let lastParts = Reg(Vec(2 * dies, Unsigned(core.partWidth)), reset: 0)
    when(io.command.fire & !io.command.isRead) { lastParts[target] <== core.lastPart(io.command.columns) }
    let die = io.answers.die
    let row = matrixRows[die]
    let part = parts[die]
    let endsRow = part == lastParts[source]
    when(endsSum) {
      parts[die] <== mux(endsRow, 0, part + 1)
      matrixRows[die] <== mux(endsTile, 0, mux(endsRow, row + 1, row))
    }
    return (row._value, part._value)
  }

  /// The power of two of a row's sum.
  func shift(_ part: Unsigned, of shifts: some Readable<Unsigned>) -> Unsigned {
    let width = FlashAccumulatorLane.shiftWidth, bits = shifts._value.asBits
    return Vec(of: (0..<core.sumsOfRow).map { bits[width * $0..<width * ($0 + 1)].asUnsigned })[part]
  }

  /// The lowest bytes of a number.
  private func bytes(_ number: some Readable<Unsigned>, _ count: Int) -> [Unsigned] {
    let bits = number._value.extended(to: 8 * count).asBits
    return (0..<count).map { bits[(8 * $0)..<(8 * $0 + 8)].asUnsigned }
  }

  /// Adds sums to their accumulators, and drains them; and the counters.
  @Hardware
  func accumulate(
    _ io: IO, sum: Reg<Signed>, row: Reg<Unsigned>, shift: Reg<Unsigned>, isNew: Reg<Bit>,
    rowsLeft: Reg<Unsigned>,
    isBusy: [Bit]
  ) {
    let drainAddress = Reg(Unsigned(rowWidth), reset: 0)
    let isSilent = Reg(Bit(), reset: 1)
    let total = Reg(Signed(FlashAccumulatorLane.sumWidth))
    let hasTotal = Reg(Bit(), reset: 0)
    let isLastTotal = Reg(Bit(), reset: 0)
    let isDraining = rowsLeft != 0
    let drainStep = isDraining & (!hasTotal | io.totals.ready)
    let lane = Instance(FlashAccumulatorLane(rows: accumulatorRows))
    lane.accumulates <== isNew
    lane.address <== row
    lane.shift <== shift
    lane.sum <== sum
    lane.isDraining <== isDraining
    lane.clears <== drainStep
    lane.drainAddress <== drainAddress

    let isIdle = !(concatenate(isBusy).any | isNew | isDraining)
    io.idle <== isIdle
    io.drain.ready <== isIdle
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
      total <== lane.row
      isLastTotal <== rowsLeft == 1
      hasTotal <== 1
    }.elsewhen(io.totals.ready) {
      hasTotal <== 0
    }
    io.totals.valid <== hasTotal
    io.totals.sum <== total
    io.totals.last <== isLastTotal

    let busyCycles = Reg(Unsigned(64), reset: 0)
    let starvedCycles = Reg(Unsigned(64), reset: 0)
    let backPressuredCycles = Reg(Unsigned(64), reset: 0)
    when(io.down.fire) { busyCycles <== busyCycles + 1 }
    when(io.vector.valid & !io.vector.ready & !io.down.valid) {
      starvedCycles <== starvedCycles + 1
    }
    when(io.command.valid & !io.command.ready & !io.down.valid) {
      backPressuredCycles <== backPressuredCycles + 1
    }
    io.busyCycles <== busyCycles
    io.starvedCycles <== starvedCycles
    io.backPressuredCycles <== backPressuredCycles
  }
}
