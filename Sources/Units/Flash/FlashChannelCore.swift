import HDL

/// One flash core of a channel, and what the channel controller keeps of its tile: page registers, vector buffer and
/// multipliers; the accumulator of the next row, and the shift.
///
/// It is `FlashCore` without result buffer and tags, which the accumulators make unnecessary: they always take a sum. Which
/// cores wait and run is known to `FlashChannel`, for all of them at once.
public struct FlashChannelCore: Module {
  public var unit: FlashChannel

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("unit", unit)] }

  public static let summary = "Page registers and in-flash compute unit of one core of a channel."

  public struct IO: Bundle {
    /// Keeps a command's fields for the tile that waits.
    let accepts: In<Bit>
    let beats, columns, page, rowBase, shift: In<Unsigned>
    /// The waiting tile's vector is awaited.
    let awaitsVector: In<Bit>
    let vector: In<Stream<FlashVectorBeat>>
    /// The vector's last bytes are taken.
    let hasVector: Out<Bit>
    /// The waiting tile starts: its first beat is read in the next cycle.
    let starts: In<Bit>
    /// A beat is read.
    let runs: In<Bit>
    /// The bank of the vector buffer that is in use.
    let bank: In<Bit>
    /// The beat is the last one but one of its tile.
    let isLastButOne: Out<Bit>
    /// The beat is the last one of its row.
    let endsRow: Out<Bit>
    /// Products that the beat makes: columns that count.
    let products: Out<Unsigned>
    /// In the cycle after: the row's sum, its accumulator and shift.
    let sum: Out<Signed>
    let sumAddress, sumShift: Out<Unsigned>
  }
  public var io: IO {
    IO(
      accepts: In(Bit()), beats: In(Unsigned(unit.beatsWidth)), columns: In(Unsigned(unit.columnsWidth)),
      page: In(Unsigned(upTo: unit.pageRegisters - 1)), rowBase: In(Unsigned(unit.rowWidth)),
      shift: In(Unsigned(FlashAccumulatorLane.shiftWidth)), awaitsVector: In(Bit()), vector: In(Stream(unit.vectorBytesOfBeat)),
      hasVector: Out(Bit()), starts: In(Bit()), runs: In(Bit()), bank: In(Bit()), isLastButOne: Out(Bit()), endsRow: Out(Bit()),
      products: Out(Unsigned(unit.columnsWidth)), sum: Out(Signed(FlashPE.sumWidth)), sumAddress: Out(Unsigned(unit.rowWidth)),
      sumShift: Out(Unsigned(FlashAccumulatorLane.shiftWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    // The tile that waits.
    let beats = Reg(Unsigned(unit.beatsWidth), reset: .guarded)
    let columns = Reg(Unsigned(unit.columnsWidth), reset: .guarded)
    let nextPage = Reg(Unsigned(upTo: unit.pageRegisters - 1), reset: .guarded)
    let rowBase = Reg(Unsigned(unit.rowWidth), reset: .guarded)
    let nextShift = Reg(Unsigned(FlashAccumulatorLane.shiftWidth), reset: .guarded)
    when(io.accepts) {
      beats <== io.beats
      columns <== io.columns
      nextPage <== io.page
      rowBase <== io.rowBase
      nextShift <== io.shift
    }

    let vectorBuffer = Instance(FlashVectorBuffer(lanes: unit.lanes, bytes: unit.vectorBytes, beat: unit.vectorBeat))
    vectorBuffer.bytes <== io.vector
    vectorBuffer.load <== io.awaitsVector
    vectorBuffer.columns <== columns
    vectorBuffer.bank <== !io.bank
    vectorBuffer.readBank <== io.bank
    io.hasVector <== vectorBuffer.done

    // The tile that runs: its beats lie behind each other.
    let page = Memory(depth: unit.pageRegisters * unit.beats, Vec(unit.lanes, Signed(8)), isHostFilled: true)
    let beat = Reg(Unsigned(page.addressWidth), reset: 0)
    let lastButOne = Reg(Unsigned(page.addressWidth), reset: .guarded)
    let address = Reg(Unsigned(unit.rowWidth), reset: .guarded)
    let shift = Reg(Unsigned(FlashAccumulatorLane.shiftWidth), reset: .guarded)
    let partial = Reg(Signed(FlashPE.sumWidth))
    var endsRow = io.runs.value
    if unit.hasManyWords {
      // Which word of the vector the beat meets.
      let step = min(unit.lanes, (1 << unit.columnsWidth) - 1)
      let columnsOfRow = Reg(Unsigned(unit.columnsWidth), reset: .guarded)
      let columnsLeft = Reg(Unsigned(unit.columnsWidth), reset: 0)
      let word = Reg(Unsigned(upTo: (unit.vectorBytes + unit.lanes - 1) / unit.lanes - 1), reset: 0)
      let isLastWord = columnsLeft <= step
      when(io.starts) {
        columnsOfRow <== columns
        columnsLeft <== columns
        word <== 0
      }.elsewhen(io.runs) {
        columnsLeft <== mux(isLastWord, columnsOfRow, columnsLeft - step)
        word <== mux(isLastWord, 0, word + 1)
      }
      vectorBuffer.readWord <== word
      io.products <== mux(isLastWord, columnsLeft, step)
      // In the cycle after a beat: the sum of the row's beats so far.
      let isFirst = Reg(next: word == 0, enable: io.runs)
      let accumulator = Reg(Signed(FlashPE.sumWidth))
      let sum = mux(isFirst, 0, accumulator) + partial
      accumulator <== sum
      io.sum <== sum
      endsRow = endsRow & isLastWord
    } else {
      vectorBuffer.readWord <== 0
      let columnsOfRow = Reg(Unsigned(unit.columnsWidth), reset: .guarded)
      when(io.starts) { columnsOfRow <== columns }
      io.products <== columnsOfRow
      io.sum <== partial
    }

    let firstBeat = pageAddress(nextPage)
    when(io.starts) {
      beat <== firstBeat
      lastButOne <== firstBeat + beatsMinusTwo(beats)
      address <== rowBase
      shift <== nextShift
    }.elsewhen(io.runs) {
      beat <== beat + 1
      when(endsRow) { address <== address + 1 }
    }
    when(io.runs) { partial <== dot(page[beat], vectorBuffer.word, width: FlashPE.sumWidth) }
    io.isLastButOne <== io.runs & (beat == lastButOne)
    io.endsRow <== endsRow
    let sumAddress = Reg(next: address, enable: endsRow)
    let sumShift = Reg(next: shift, enable: endsRow)
    io.sumAddress <== sumAddress
    io.sumShift <== sumShift
  }

  private var addressWidth: Int { Unsigned.width(upTo: unit.pageRegisters * unit.beats - 1) }

  /// Page registers lie behind each other.
  @Hardware
  private func pageAddress(_ page: some Readable<Unsigned>) -> Unsigned {
    let product = page * Unsigned.constant(unit.beats, width: unit.beatsWidth)
    return product.truncated(to: addressWidth)
  }

  /// Modulo the page registers' size: a tile of a single beat has no last but one.
  @Hardware
  private func beatsMinusTwo(_ beats: some Readable<Unsigned>) -> Unsigned {
    let extended = unit.beatsWidth < addressWidth ? beats.extended(to: addressWidth) : beats.truncated(to: addressWidth)
    // With one bit of address 2 is 0.
    return extended - (addressWidth < 2 ? 0 : 2)
  }
}
