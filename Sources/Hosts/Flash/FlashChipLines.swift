import Simulation
import Units

/// Commands and vectors for the controller of a channel.
struct FlashCommandLines {
  let valid, ready, vectorValid, vectorReady, vectorByte, vectorLast: Line
  private let isRead, die, page, beats, rows, columns, newVector, rowBase, shift, vectorDies: Line

  init(_ simulator: any Simulator) throws {
    let command = { (name: String) in try Line(simulator.port("commands_0_" + name)) }
    let vector = { (name: String) in try Line(simulator.port("vectors_0_" + name)) }
    (valid, ready, isRead, die) = (try command("valid"), try command("ready"), try command("isRead"), try command("die"))
    (page, beats, rows, columns) = (try command("page"), try command("beats"), try command("rows"), try command("columns"))
    (newVector, rowBase, shift) = (try command("newVector"), try command("rowBase"), try command("shift"))
    (vectorValid, vectorReady, vectorDies) = (try vector("valid"), try vector("ready"), try vector("dies"))
    (vectorByte, vectorLast) = (try vector("byte"), try vector("last"))
  }

  func offer(_ tile: FlashChannelHost.Tile, die: Int, page: Int, beats: Int, sums: Int, bringsVector: Bool) {
    isRead.write(0)
    self.die.write(UInt64(die))
    self.page.write(UInt64(page))
    self.beats.write(UInt64(beats))
    rows.write(UInt64(sums))
    columns.write(UInt64(tile.columns))
    newVector.write(bringsVector ? 1 : 0)
    rowBase.write(UInt64(tile.rowBase))
    shift.write(UInt64(tile.shift))
    valid.write(1)
  }

  func offer(read bytes: Int, die: Int, page: Int) {
    isRead.write(1)
    self.die.write(UInt64(die))
    self.page.write(UInt64(page))
    beats.write(UInt64(bytes))
    valid.write(1)
  }

  /// A vector for some dies, a bit for each.
  func offer(_ dies: Int) {
    vectorDies.write(UInt64(dies))
    vectorValid.write(1)
  }
}

/// Drains and totals of a channel.
struct FlashTotalLines {
  let drainValid, drainReady, valid, ready, last: Line
  private let firstRow, rows, value: Line

  init(_ simulator: any Simulator) throws {
    let drain = { (name: String) in try Line(simulator.port("drains_0_" + name)) }
    let total = { (name: String) in try Line(simulator.port("totals_0_" + name)) }
    (drainValid, drainReady, firstRow, rows) = (try drain("valid"), try drain("ready"), try drain("firstRow"), try drain("rows"))
    (valid, ready, value, last) = (try total("valid"), try total("ready"), try total("sum"), try total("last"))
  }

  func drain(_ count: Int) {
    firstRow.write(0)
    rows.write(UInt64(count))
    drainValid.write(1)
  }

  var sum: Int64 {
    let shift = Int64(64 - FlashAccumulatorLane.sumWidth)
    return (Int64(bitPattern: value.read()) << shift) >> shift
  }
}

/// Raw weights of a channel.
struct FlashRawLines {
  let valid, ready, die, byte, last: Line

  init(_ simulator: any Simulator) throws {
    let line = { (name: String) in try Line(simulator.port("raws_0_" + name)) }
    (valid, ready, die, byte, last) = (
      try line("valid"), try line("ready"), try line("die"), try line("byte"), try line("last")
    )
  }
}

/// A plane's array.
struct FlashPlaneLines {
  let begins, page, half: Line
  let memory: SimulatorMemory

  init(_ simulator: any Simulator, plane: Int, memory name: String) throws {
    let line = { (name: String) in try Line(simulator.port("\(name)_\(plane)")) }
    (begins, page, half) = (try line("arrayReads"), try line("arrayPages"), try line("arrayHalves"))
    memory = try simulator.memory(name)
    guard memory.isByteArray else {
      throw SimulationError.model("a plane's memory is not stored as an array of bytes in this model")
    }
  }
}
