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
    /// The sums count 2 to this power, 0 to 20; on a `FlashMemoryChip` five bits for each sum of a row, the first one lowest.
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
  var log: ResultLog?
  private let cores: UnsafeMutableBufferPointer<CoreState>
  /// Names of the page registers in the simulator, one for each core.
  public let memories: [String]
  private let pages: [SimulatorMemory]
  private let idle, accepting, totalsValid: SimulatorPort
  private let drainValid, drainReady, drainFirstRow, drainRows, totalsReady: Line
  /// Sum and mark of the last one, and room for all of a drain.
  private let totalsPayload: [SimulatorPort], totalsRecords: UnsafeMutableRawBufferPointer
  private let commandValid, commandReady, commandCore, beats, columns, newVector, commandPage, rowBase, shift: Line
  private let vectorValid, vectorReady, vectorCore: Line
  private let vectorBytes: UnsafeMutableRawPointer
  /// A vector is one beat and comes in one cycle.
  private let isVectorOneBeat: Bool
  private let externalValid, externalReady, externalSum, externalRow, externalShift: Line
  private let macsLine, busy, starved, backPressured: Line
  /// The page registers that the next wave fills.
  private var page = 0

  /// `memories` are the names of the page registers in the simulator, one for each core; by default those of the design
  /// with its hierarchy. `memoryNames(in:)` finds them in any design.
  public init(_ unit: FlashChannel, _ simulator: any Simulator, memories: [String]? = nil) throws {
    self.unit = unit
    self.simulator = simulator
    let names = try memories ?? Self.memoryNames(in: elaborate(unit))
    guard names.count == unit.cores else {
      throw SimulationError.model("\(unit.cores) cores need as many page memories, not \(names.count)")
    }
    self.memories = names
    pages = try names.map { try simulator.memory($0) }
    guard pages.allSatisfy(\.isByteArray) else {
      throw SimulationError.model("a page register is not stored as an array of bytes in this model")
    }
    let port = { (name: String) in try simulator.port(name) }
    let line = { (name: String) in try Line(simulator.port(name)) }
    (idle, accepting) = (try port("idle"), try port("accepting"))
    (drainValid, drainReady) = (try line("drain_valid"), try line("drain_ready"))
    (drainFirstRow, drainRows) = (try line("drain_firstRow"), try line("drain_rows"))
    (totalsValid, totalsReady) = (try port("totals_valid"), try line("totals_ready"))
    totalsPayload = [try port("totals_sum"), try port("totals_last")]
    totalsRecords = .allocate(byteCount: unit.accumulatorRows * Self.recordBytes(totalsPayload), alignment: 8)
    (externalValid, externalReady) = (try line("external_valid"), try line("external_ready"))
    externalSum = try line("external_sum")
    (externalRow, externalShift) = (try line("external_row"), try line("external_shift"))
    (macsLine, busy, starved) = (try line("macs"), try line("busyCycles"), try line("starvedCycles"))
    backPressured = try line("backPressuredCycles")
    (commandValid, commandReady) = (try line("command_valid"), try line("command_ready"))
    (commandCore, beats) = (try line("command_core"), try line("command_beats"))
    (columns, newVector) = (try line("command_columns"), try line("command_newVector"))
    (commandPage, rowBase, shift) = (try line("command_page"), try line("command_rowBase"), try line("command_shift"))
    (vectorValid, vectorReady, vectorCore) = (try line("vector_valid"), try line("vector_ready"), try line("vector_core"))
    vectorBytes = try port("vector_bytes").address
    isVectorOneBeat = unit.vectorBytes <= unit.vectorBeat && unit.vectorBeat % unit.lanes == 0 && unit.vectorBytes <= unit.lanes
    cores = .allocate(capacity: unit.cores)
    cores.initialize(repeating: CoreState())
    try simulator.reset()
    totalsReady.write(1)
    // The sweep that clears the accumulators.
    try wait(for: idle, "the sweep after reset")
  }

  deinit {
    cores.deallocate()
    totalsRecords.deallocate()
  }

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
  public var counters: (busy: UInt64, starved: UInt64, backPressured: UInt64) {
    (busy.read(), starved.read(), backPressured.read())
  }

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
      for core in 0..<count { try fill(tiles[first + core], of: core) }
      for core in 0..<count { try give(tiles[first + core], to: core) }
      try finishVectors(count)
      first += count
      // A wave that has started frees the page registers of the wave before it.
      if unit.pageRegisters > 1 { page = (page + 1) % unit.pageRegisters }
      try wait(for: unit.pageRegisters > 1 ? accepting : idle, "a tile")
    }
    try wait(for: idle, "the last tile")
  }

  /// Accumulates a partial sum made elsewhere.
  public func add(_ sum: Int32, row: Int, shift: Int) throws {
    externalSum.write(UInt64(UInt32(bitPattern: sum)))
    externalRow.write(UInt64(row))
    externalShift.write(UInt64(shift))
    externalValid.write(1)
    simulator.evaluate()
    try step(until: externalReady, "a sum from outside")
    externalValid.write(0)
  }

  /// Writes the totals of `totals.count` accumulators from `firstRow` on and clears them.
  public func drain(firstRow: Int, into totals: UnsafeMutableBufferPointer<Int64>) throws {
    guard !totals.isEmpty else { return }
    guard firstRow >= 0, firstRow + totals.count <= unit.accumulatorRows else {
      throw UnitError("rows \(firstRow) to \(firstRow + totals.count - 1) exceed the \(unit.accumulatorRows) accumulators")
    }
    try wait(for: idle, "the last tile")
    drainFirstRow.write(UInt64(firstRow))
    drainRows.write(UInt64(totals.count))
    drainValid.write(1)
    try step(until: drainReady, "a drain")
    drainValid.write(0)
    // One at a time where somebody wants to know when each came.
    var first = 0
    while first < totals.count {
      let count = log == nil ? totals.count : 1
      try take(count, from: first, into: totals)
      if let log, let base = totals.baseAddress { log.note(base + first, simulator.cycle - 1) }
      first += count
    }
  }

  /// Takes `count` totals, from the one at `first` on.
  private func take(_ count: Int, from first: Int, into totals: UnsafeMutableBufferPointer<Int64>) throws {
    let came = try simulator.collect(
      count, valid: totalsValid, payload: totalsPayload, into: totalsRecords, idleLimit: patience)
    guard came == count else { throw SimulationError.model("a total does not come in \(patience) cycles") }
    let bytes = Self.recordBytes(totalsPayload), sumBytes = totalsPayload[0].byteCount
    let shift = Int64(64 - FlashAccumulatorLane.sumWidth)
    for index in 0..<count {
      let sum = totalsRecords.loadUnaligned(fromByteOffset: index * bytes, as: Int64.self)
      totals[first + index] = (sum << shift) >> shift
      let isLast = totalsRecords.load(fromByteOffset: index * bytes + sumBytes, as: UInt8.self) != 0
      guard isLast == (first + index == totals.count - 1) else {
        throw SimulationError.model("the drain's last total is not its \(totals.count)th")
      }
    }
  }

  private static func recordBytes(_ ports: [SimulatorPort]) -> Int { ports.reduce(0) { $0 + $1.byteCount } }

  // MARK: One wave

  private func fill(_ tile: Tile, of core: Int) throws {
    try FlashChannelModel.validate(unit, rows: tile.rows, columns: tile.columns, rowBase: tile.rowBase, shift: tile.shift)
    let beats = tile.rows * ((tile.columns + unit.lanes - 1) / unit.lanes)
    (pages[core].address + page * unit.beats * unit.lanes).copyMemory(from: tile.page, byteCount: beats * unit.lanes)
    cores[core].beats = beats
    cores[core].bringsVector = cores[core].vector != tile.vector || cores[core].columns != tile.columns
    cores[core].vector = tile.vector
    cores[core].columns = tile.columns
  }

  /// Gives a command, and with it the vector of the core before if that takes one cycle.
  private func give(_ tile: Tile, to core: Int) throws {
    commandCore.write(UInt64(core))
    beats.write(UInt64(cores[core].beats))
    columns.write(UInt64(tile.columns))
    newVector.write(cores[core].bringsVector ? 1 : 0)
    commandPage.write(UInt64(page))
    rowBase.write(UInt64(tile.rowBase))
    shift.write(UInt64(tile.shift))
    commandValid.write(1)
    let withVector = isVectorOneBeat && core > 0 && cores[core - 1].bringsVector
    if withVector { offerWhole(core - 1) }
    try handOver(command: true, vector: withVector)
  }

  /// Steps until what is offered has been taken.
  private func handOver(command: Bool, vector: Bool) throws {
    var hasCommand = command, hasVector = vector, left = patience
    while hasCommand || hasVector {
      // Whether the channel takes them depends on the core.
      simulator.evaluate()
      let takesCommand = hasCommand && commandReady.read() == 1, takesVector = hasVector && vectorReady.read() == 1
      try simulator.step()
      if takesCommand {
        commandValid.write(0)
        hasCommand = false
      }
      if takesVector {
        vectorValid.write(0)
        hasVector = false
      }
      if left == 0 { throw SimulationError.model("a command or a vector is not taken after \(patience) cycles") }
      left -= 1
    }
  }

  private func offerWhole(_ core: Int) {
    guard let vector = cores[core].vector else { return }
    vectorCore.write(UInt64(core))
    vectorBytes.copyMemory(from: vector, byteCount: cores[core].columns)
    vectorValid.write(1)
    cores[core].bringsVector = false
  }

  /// The vectors that have not gone with a command, one core after the other.
  private func finishVectors(_ count: Int) throws {
    for core in 0..<count where cores[core].bringsVector {
      guard let vector = cores[core].vector else { continue }
      if isVectorOneBeat {
        offerWhole(core)
        try handOver(command: false, vector: true)
        continue
      }
      vectorCore.write(UInt64(core))
      vectorValid.write(1)
      var position = 0, limit = patience
      while position < cores[core].columns {
        vectorBytes.copyMemory(from: vector + position, byteCount: min(unit.vectorBeat, cores[core].columns - position))
        simulator.evaluate()
        if vectorReady.read() == 1 { position += unit.vectorBeat }
        if limit == 0 { throw SimulationError.model("core \(core) does not take its vector") }
        limit -= 1
        try simulator.step()
      }
    }
    vectorValid.write(0)
  }

  // MARK: Waiting

  /// Cycles after which nothing comes any more, however slow a channel is.
  private var patience: Int { 64 * (unit.beats + unit.accumulatorRows + unit.vectorBytes) }

  private func wait(for port: SimulatorPort, _ what: String) throws {
    guard try simulator.stepUntil(port, equals: 1, maximum: patience) != nil else {
      throw SimulationError.model("\(what) is not finished after \(patience) cycles")
    }
  }

  /// Steps until a bit is 1.
  private func wait(for line: Line, _ what: String) throws {
    var left = patience
    while line.read() == 0 {
      if left == 0 { throw SimulationError.model("\(what) does not come in \(patience) cycles") }
      left -= 1
      try simulator.step()
    }
  }

  /// Steps until a bit has been 1 at an edge.
  private func step(until line: Line, _ what: String) throws {
    try wait(for: line, what)
    try simulator.step()
  }
}

/// What a core is doing.
private struct CoreState {
  /// The vector that the core has.
  var vector: UnsafePointer<Int8>?
  var columns = 0
  /// Of the tile that is given to it.
  var beats = 0
  var bringsVector = false
}
