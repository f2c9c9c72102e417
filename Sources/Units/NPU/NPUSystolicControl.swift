import HDL

/// A weight tile that is loaded, or loading has just ended.
@Bundle
struct NPUTile {
  let lastVector: Unsigned
  /// Products of one vector with the tile.
  let macs: Unsigned
  let first: Bit
  let last: Bit
  let requantize: Bit
  let withParameters: Bit
}

extension NPUSystolic {
  /// One engine loads weight tiles, the other one gives vectors to the array; two tiles lie between them.
  @Hardware
  func weightStationary(_ io: IO, _ head: In<Stream<NPUCommand>>, _ accumulator: Instance<NPUAccumulator>) -> Activity {
    let entryWidth = Unsigned.width(upTo: accumulators - 1)
    let tagShape = NPUPartialTag.Shape(entry: entryWidth, shift: NPUAccumulator.shiftWidth)
    let array = Instance(
      NPUWeightStationaryArray(
        rows: rows, columns: columns, reach: usedReach, sumWidth: sumWidth, tagWidth: entryWidth + NPUAccumulator.shiftWidth + 5))
    let advance = accumulator.advance

    // Loading. It stands still with the array, so that a row is never overwritten before its last vector has passed.
    let row = Reg(Unsigned(upTo: rows - 1), reset: 0)
    let loadBank = Reg(Bit(), reset: 0)
    let freeBanks = Reg(Unsigned(2), reset: 2)
    let mayLoad = head.valid & advance & (freeBanks != 0)
    io.weights.ready <== mayLoad
    let load = mayLoad & io.weights.valid
    let endsTile = row.extended(to: head.inner.width) == head.inner - 1
    let loaded = load & endsTile
    head.ready <== loaded
    when(load) { row <== row + 1 }
    when(loaded) {
      row <== 0
      loadBank <== !loadBank
    }
    array.write <== load
    array.writeBank <== loadBank
    array.writeRow <== row
    array.weights <== io.weights.values

    let macsWidth = head.inner.width + head.columns.width
    let tiles = Instance(Fifo<NPUTile>(payload: NPUTile.Shape(lastVector: entryWidth, macs: macsWidth), depth: 2))
    tiles.input.valid <== loaded
    tiles.input.lastVector <== (head.vectors - 1).truncated(to: entryWidth)
    tiles.input.macs <== head.inner * head.columns
    tiles.input.first <== head.first
    tiles.input.last <== head.last
    tiles.input.requantize <== head.requantize
    tiles.input.withParameters <== head.withParameters
    let tile = tiles.output

    // Vectors.
    let vector = Reg(Unsigned(entryWidth), reset: 0)
    let bank = Reg(Bit(), reset: 0)
    let reserves = tile.first & tile.withParameters & (vector == 0)
    let mayIssue = tile.valid & advance & (accumulator.hasParameters | !reserves)
    io.activations.ready <== mayIssue
    let issue = mayIssue & io.activations.valid
    let ends = vector == tile.lastVector
    let released = issue & ends
    tile.ready <== released
    accumulator.reserve <== issue & reserves
    when(issue) { vector <== vector + 1 }
    when(released) {
      vector <== 0
      bank <== !bank
    }
    // The last group of columns is that many cycles behind the first.
    let isFree = later(released, by: columns / usedReach - 1, advance)
    when(loaded & !isFree) { freeBanks <== freeBanks - 1 }
    when(isFree & !loaded) { freeBanks <== freeBanks + 1 }
    assert(tiles.input.ready | !loaded, "a tile is loaded while two wait")

    let tag = Wire(NPUAccumulator.tag(entries: accumulators))
    tag.entry <== vector
    tag.shift <== io.activations.shifts[0]
    tag.first <== tile.first
    tag.last <== tile.last
    tag.requantize <== tile.requantize
    tag.withParameters <== tile.withParameters
    tag.ends <== ends
    array.advance <== advance
    array.issue <== issue
    array.bank <== bank
    array.activations <== io.activations.values.asBits & usedRows(load, row, loadBank, bank)
    array.tag <== tag.packed
    accumulator.valid <== array.valid
    accumulator.partials <== array.partials
    accumulator.tag <== NPUPartialTag.unpacked(array.partialTag, shape: tagShape)

    let lacksVector = mayIssue & !io.activations.valid
    let lacksTile = !tile.valid & mayLoad & !io.weights.valid
    return Activity(works: issue, macs: tile.macs, isBusy: tile.valid | array.isOccupied, isStarved: lacksVector | lacksTile)
  }

  /// All ones in the bytes of the rows that were loaded into `bank`, which the tile before may have left in others.
  @Hardware
  private func usedRows(_ load: Bit, _ row: Reg<Unsigned>, _ loadBank: Reg<Bit>, _ bank: Reg<Bit>) -> Bits {
    let ones = Bits.constant(255, width: 8), zeros = Bits.constant(0, width: 8)
    var masks: [Bits] = []
    for number in 0..<2 {
      let mask = Reg(Vec(rows, Bits(8)), reset: .guarded)
      when(load & (loadBank == (number == 0 ? Bit.zero : Bit.one))) {
        when(row == 0) {
          mask <== Vec(of: [ones] + Array(repeating: zeros, count: rows - 1))
        }.otherwise {
          mask[row] <== ones
        }
      }
      masks.append(mask.asBits)
    }
    return mux(bank, masks[1], masks[0])
  }

  @Hardware
  private func later(_ event: Bit, by stages: Int, _ advance: Bit) -> Bit {
    if stages == 0 { return event }
    let events = Reg(Bits(stages), reset: 0)
    when(advance) { events <== stages == 1 ? event.asBits : concatenate(event, events[0..<(stages - 1)]) }
    return events[stages - 1] & advance
  }

  /// A step takes a beat of each operand.
  @Hardware
  func outputStationary(_ io: IO, _ head: In<Stream<NPUCommand>>, _ accumulator: Instance<NPUAccumulator>) -> Activity {
    let array = Instance(
      NPUOutputStationaryArray(
        rows: rows, columns: columns, reach: usedReach, sumWidth: sumWidth, entries: accumulators, flagsWidth: 4))
    let advance = accumulator.advance
    // Behind buffers, so that neither operand's ready depends on the other's valid.
    let weights = io.weights.buffered(depth: 2)
    let activations = io.activations.buffered(depth: 2)

    let inner = Reg(Unsigned(head.inner.width), reset: 0)
    let starts = inner == 0
    let ends = inner == head.inner - 1
    let reserves = head.first & head.withParameters & starts
    let mayStep = head.valid & advance & (accumulator.hasParameters | !reserves) & (array.mayEnd | !ends)
    let step = mayStep & weights.valid & activations.valid
    weights.ready <== step
    activations.ready <== step
    head.ready <== step & ends
    accumulator.reserve <== step & reserves
    when(step) { inner <== mux(ends, 0, inner + 1) }

    array.advance <== advance
    array.step <== step
    array.starts <== starts
    array.ends <== ends
    array.activations <== activations.values.asBits
    array.weights <== weights.values
    array.vectors <== head.vectors
    array.shifts <== activations.shifts.asBits
    array.flags <== concatenate(head.first, head.last, head.requantize, head.withParameters)

    accumulator.valid <== array.valid
    accumulator.partials <== array.partials
    accumulator.tag.entry <== array.entry
    accumulator.tag.shift <== array.shift
    accumulator.tag.first <== array.partialFlags[0]
    accumulator.tag.last <== array.partialFlags[1]
    accumulator.tag.requantize <== array.partialFlags[2]
    accumulator.tag.withParameters <== array.partialFlags[3]
    accumulator.tag.ends <== array.isLastEntry

    // One product for each vector and column in use.
    let macs = head.vectors * head.columns
    return Activity(works: step, macs: macs, isBusy: array.isOccupied, isStarved: mayStep & !step)
  }
}
