import HDL
import Netlist
import Simulation
import Units

/// The host's side of a `FlashChannel`: deals tiles to the cores, fills page registers as the cell array would, and drains
/// the totals.
///
/// Made for long runs: nothing is allocated and no name is looked up per tile, and the cycles run inside the model.
public final class FlashChannelHost {
  /// One tile of a matrix, by the addresses of its numbers, which must stay valid while it is multiplied.
  public struct Tile {
    /// The page: `rows` rows, each of `columns` INT8 weights padded to whole beats of `lanes` bytes with anything.
    public var page: UnsafeRawPointer
    public var rows: Int
    public var columns: Int
    /// The accumulator of the first row.
    public var rowBase: Int
    /// The sums count 2 to this power, 0 to 20.
    public var shift: Int
    /// `columns` INT8 numbers. Tiles of one call with the same address share the vector.
    public var vector: UnsafePointer<Int8>

    public init(page: UnsafeRawPointer, rows: Int, columns: Int, rowBase: Int, shift: Int, vector: UnsafePointer<Int8>) {
      self.page = page
      self.rows = rows
      self.columns = columns
      self.rowBase = rowBase
      self.shift = shift
      self.vector = vector
    }
  }

  public let unit: FlashChannel
  public let simulator: any Simulator
  private let cores: UnsafeMutableBufferPointer<CoreLines>
  /// Names of the page registers in the simulator, one for each core.
  public let memories: [String]
  private let pages: [SimulatorMemory]
  private let idle, accepting, totalsValid, totalsSum: SimulatorPort
  private let drainValid, drainFirstRow, drainRows, totalsReady, totalsLast: Line
  private let externalValid, externalSum, externalRow, externalShift: Line
  private let macsLine, busy, starved, backPressured: Line
  /// The page registers that the next wave fills.
  private var page = 0

  /// `memories` are the names of the page registers in the simulator, one for each core; by default those of the design
  /// with its hierarchy. `memoryNames(in:)` finds them in any design.
  public init(_ unit: FlashChannel, _ simulator: any Simulator, memories: [String]? = nil) throws {
    self.unit = unit
    self.simulator = simulator
    let names = try memories ?? Self.memoryNames(in: elaborate(unit))
    guard names.count == unit.cores else { throw SimulationError.model("\(unit.cores) cores need as many page memories, not \(names.count)") }
    self.memories = names
    pages = try names.map { try simulator.memory($0) }
    guard pages.allSatisfy(\.isByteArray) else { throw SimulationError.model("a page register is not stored as an array of bytes in this model") }
    let port = { (name: String) in try simulator.port(name) }
    let line = { (name: String) in try Line(simulator.port(name)) }
    (idle, accepting, totalsValid, totalsSum) = (try port("idle"), try port("accepting"), try port("totals_valid"), try port("totals_sum"))
    (drainValid, drainFirstRow, drainRows) = (try line("drain_valid"), try line("drain_firstRow"), try line("drain_rows"))
    (totalsReady, totalsLast) = (try line("totals_ready"), try line("totals_last"))
    (externalValid, externalSum) = (try line("external_valid"), try line("external_sum"))
    (externalRow, externalShift) = (try line("external_row"), try line("external_shift"))
    (macsLine, busy, starved) = (try line("macs"), try line("busyCycles"), try line("starvedCycles"))
    backPressured = try line("backPressuredCycles")
    cores = .allocate(capacity: unit.cores)
    for core in 0..<unit.cores { cores.initializeElement(at: core, to: try CoreLines(simulator, core)) }
    try simulator.reset()
    totalsReady.write(1)
    // The sweep that clears the accumulators.
    try wait(for: idle, limit: unit.accumulatorRows + 100, "the sweep after reset")
  }

  deinit { cores.deallocate() }

  /// Names of the page registers in a design of the unit, with its hierarchy or flattened.
  public static func memoryNames(in design: Design) -> [String] { names(of: design.modules.count - 1, in: design, prefix: "") }

  private static func names(of index: Int, in design: Design, prefix: String) -> [String] {
    let module = design.modules[index]
    return module.memories.filter(\.isHostFilled).map { prefix + $0.name }
      + module.instances.flatMap { names(of: $0.module, in: design, prefix: prefix + $0.name + ".") }
  }

  /// Multiply-accumulate operations so far, counted by the hardware.
  public var macs: UInt64 { macsLine.read() }
  /// Summed over the cores: cycles with a weight beat, waiting for a vector, and held up by a drain.
  public var counters: (busy: UInt64, starved: UInt64, backPressured: UInt64) { (busy.read(), starved.read(), backPressured.read()) }

  /// Multiplies a matrix, given as tiles in any order, and writes the totals of accumulators 0 to `totals.count - 1`.
  ///
  /// Throws when a tile exceeds the unit's limits, an assertion fails, or the model does not get on.
  public func multiply(_ tiles: UnsafeBufferPointer<Tile>, totals: UnsafeMutableBufferPointer<Int64>) throws {
    try accumulate(tiles)
    try drain(firstRow: 0, into: totals)
  }

  /// Runs tiles, in any order, until all their sums are accumulated.
  public func accumulate(_ tiles: UnsafeBufferPointer<Tile>) throws {
    for core in cores.indices { cores[core].vector = nil }
    var first = 0
    while first < tiles.count {
      let count = min(unit.cores, tiles.count - first)
      for core in 0..<count { try give(tiles[first + core], to: core) }
      try simulator.step()
      for core in 0..<count { cores[core].commandValid.write(0) }
      try loadVectors(count)
      first += count
      // A wave that has started frees the page registers of the wave before it.
      if unit.pageRegisters > 1 { page = (page + 1) % unit.pageRegisters }
      try wait(for: unit.pageRegisters > 1 ? accepting : idle, limit: 2 * unit.beats + 100, "a tile")
    }
    try wait(for: idle, limit: unit.beats + 100, "the last tile")
  }

  /// Accumulates a partial sum made elsewhere.
  public func add(_ sum: Int32, row: Int, shift: Int) throws {
    externalSum.write(UInt64(UInt32(bitPattern: sum)))
    externalRow.write(UInt64(row))
    externalShift.write(UInt64(shift))
    externalValid.write(1)
    try simulator.step()
    externalValid.write(0)
  }

  /// Writes the totals of `totals.count` accumulators from `firstRow` on and clears them.
  public func drain(firstRow: Int, into totals: UnsafeMutableBufferPointer<Int64>) throws {
    guard let address = totals.baseAddress else { return }
    guard firstRow >= 0, firstRow + totals.count <= unit.accumulatorRows else {
      throw UnitError("rows \(firstRow) to \(firstRow + totals.count - 1) exceed the \(unit.accumulatorRows) accumulators")
    }
    try wait(for: idle, limit: unit.beats + 100, "the last tile")
    drainFirstRow.write(UInt64(firstRow))
    drainRows.write(UInt64(totals.count))
    drainValid.write(1)
    try simulator.step()
    drainValid.write(0)
    try wait(for: totalsValid, limit: 10, "the first total")
    // One total a cycle from here on.
    totals[0] = Int64(bitPattern: totalsSum.read())
    let others = UnsafeMutableRawBufferPointer(start: address + 1, count: (totals.count - 1) * MemoryLayout<Int64>.size)
    try simulator.run(cycles: totals.count - 1, capture: totalsSum, into: others)
    guard totalsValid.read() == 1, totalsLast.read() == 1 else { throw SimulationError.model("the drain did not emit one total a cycle") }
    try simulator.step()
    let shift = Int64(64 - FlashAccumulatorLane.sumWidth)
    for index in totals.indices { totals[index] = (totals[index] << shift) >> shift }
  }

  // MARK: One wave

  private func give(_ tile: Tile, to core: Int) throws {
    try FlashChannelModel.validate(unit, rows: tile.rows, columns: tile.columns, rowBase: tile.rowBase, shift: tile.shift)
    let beats = tile.rows * ((tile.columns + unit.lanes - 1) / unit.lanes)
    (pages[core].address + page * unit.beats * unit.lanes).copyMemory(from: tile.page, byteCount: beats * unit.lanes)
    let isNew = cores[core].vector != tile.vector || cores[core].columns != tile.columns
    if isNew {
      cores[core].vector = tile.vector
      cores[core].columns = tile.columns
    }
    cores[core].position = isNew ? 0 : tile.columns
    cores[core].beats.write(UInt64(beats))
    cores[core].rows.write(UInt64(tile.rows))
    cores[core].commandColumns.write(UInt64(tile.columns))
    cores[core].newVector.write(isNew ? 1 : 0)
    cores[core].page.write(UInt64(page))
    cores[core].rowBase.write(UInt64(tile.rowBase))
    cores[core].shift.write(UInt64(tile.shift))
    cores[core].commandValid.write(1)
  }

  /// All cores load at the same time.
  private func loadVectors(_ count: Int) throws {
    let beat = unit.vectorBeat
    var limit = 2 * (unit.vectorBytes + unit.lanes) + 100
    while true {
      var isLoading = false
      for core in 0..<count {
        guard let vector = cores[core].vector, cores[core].position < cores[core].columns else {
          cores[core].vectorValid.write(0)
          continue
        }
        isLoading = true
        let bytes = min(beat, cores[core].columns - cores[core].position)
        cores[core].vectorBytes.copyMemory(from: vector + cores[core].position, byteCount: bytes)
        cores[core].vectorValid.write(1)
        // `ready` follows from registers alone: it stands as the last edge left it.
        if cores[core].vectorReady.read() == 1 { cores[core].position += beat }
      }
      if !isLoading { return }
      if limit == 0 { throw SimulationError.model("a core does not take its vector") }
      limit -= 1
      try simulator.step()
    }
  }

  private func wait(for port: SimulatorPort, limit: Int, _ what: String) throws {
    guard try simulator.stepUntil(port, equals: 1, maximum: limit) != nil else {
      throw SimulationError.model("\(what) is not finished after \(limit) cycles")
    }
  }
}

/// A port of at most 64 bits, reduced to what a poke needs.
private struct Line {
  let address: UnsafeMutableRawPointer
  let bytes: Int

  init(_ port: SimulatorPort) {
    address = port.address
    bytes = port.byteCount
  }

  /// `value` fits the port.
  @inline(__always) func write(_ value: UInt64) {
    switch bytes {
    case 1: address.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
    case 2: address.storeBytes(of: UInt16(truncatingIfNeeded: value), as: UInt16.self)
    case 4: address.storeBytes(of: UInt32(truncatingIfNeeded: value), as: UInt32.self)
    default: address.storeBytes(of: value, as: UInt64.self)
    }
  }

  @inline(__always) func read() -> UInt64 {
    switch bytes {
    case 1: UInt64(address.load(as: UInt8.self))
    case 2: UInt64(address.load(as: UInt16.self))
    case 4: UInt64(address.load(as: UInt32.self))
    default: address.load(as: UInt64.self)
    }
  }
}

/// The ports of one core, and what it is doing.
private struct CoreLines {
  let commandValid, beats, rows, commandColumns, newVector, page, rowBase, shift: Line
  let vectorValid, vectorReady: Line
  let vectorBytes: UnsafeMutableRawPointer
  /// The vector that the core has, and how far the new one is loaded.
  var vector: UnsafePointer<Int8>?
  var columns = 0
  var position = 0

  init(_ simulator: any Simulator, _ core: Int) throws {
    let line = { (name: String) in try Line(simulator.port("commands_\(core)_\(name)")) }
    (commandValid, beats, rows) = (try line("valid"), try line("beats"), try line("rows"))
    (commandColumns, newVector, page) = (try line("columns"), try line("newVector"), try line("page"))
    (rowBase, shift) = (try line("rowBase"), try line("shift"))
    vectorValid = try Line(simulator.port("vectors_\(core)_valid"))
    vectorReady = try Line(simulator.port("vectors_\(core)_ready"))
    vectorBytes = try simulator.port("vectors_\(core)_bytes").address
  }
}
