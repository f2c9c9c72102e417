import Simulation
import Units
import Verilator

/// One flash channel as running RTL: multiplies blocks of matrices by a vector.
public final class FlashChannelUnit: RunningUnit {
  public let unit: FlashChannel
  public let simulator: VerilatorSimulator
  public let model: UnitModel
  private let host: FlashChannelHost
  private let list: FlashTileList
  /// Cycles of blocks by rows and columns, which a program has again in each token.
  private var modelled: [SIMD2<Int>: Int] = [:]
  private var busy = WrappingCounter(), starved = WrappingCounter(), backPressured = WrappingCounter()

  /// Elaborates, builds (or takes from the cache) and starts a channel whose vectors are groups of 64 numbers.
  public init(_ unit: FlashChannel, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    host = try FlashChannelHost(unit, simulator, memories: FlashChannelHost.memoryNames(in: model.design))
    list = FlashTileList(lanes: unit.lanes, pageBytes: unit.pageBytes)
  }

  public var unitName: String { FlashChannel.unitName }
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog? {
    get { host.log }
    set { host.log = newValue }
  }
  public var counters: UnitCounters {
    UnitCounters(
      cycles: simulator.cycle, busy: busy.total, starved: starved.total, backPressured: backPressured.total, parts: unit.cores,
      macs: host.macs)
  }

  /// Rows of a tile: as few tiles as fit pages, all of about the same size.
  public static func tileRows(_ rows: Int, pageRows: Int) -> Int {
    let count = (rows + pageRows - 1) / pageRows
    return (rows + count - 1) / max(1, count)
  }

  /// Cycles in which the cores took tiles, and in which totals were read out.
  public struct Cycles: Hashable, Sendable {
    public var computing = 0, draining = 0
    public var total: Int { computing + draining }
  }

  /// Multiplies a block of a matrix by the vector of its columns; `sums` takes the sum of each row.
  public func multiply(_ matrix: GroupedMatrix, by vector: CodeVectors, into sums: UnsafeMutablePointer<Int64>) throws -> Cycles {
    var first = 0, cycles = Cycles()
    while first < matrix.rows {
      let last = min(matrix.rows, first + unit.accumulatorRows), start = simulator.cycle
      list.list(matrix, first..<last, vector)
      try list.tiles.withUnsafeBufferPointer { try host.accumulate($0) }
      let drained = simulator.cycle
      try host.drain(firstRow: 0, into: UnsafeMutableBufferPointer(start: sums + first, count: last - first))
      cycles.computing += Int(drained - start)
      cycles.draining += Int(simulator.cycle - drained)
      first = last
    }
    let counters = host.counters
    busy.follow(counters.busy)
    starved.follow(counters.starved)
    backPressured.follow(counters.backPressured)
    return cycles
  }

  /// All cycles that `multiply` takes for a block by the channel's cycle model, computed once for each size.
  public func modelledCycles(rows: Int, columns: Int) -> Int {
    let size = SIMD2(rows, columns)
    if let known = modelled[size] { return known }
    let cycles = Self.cycles(rows: rows, columns: columns, on: unit).total
    modelled[size] = cycles
    return cycles
  }

  /// What `multiply` takes for a block of so many rows and columns, by the channel's cycle model.
  public static func cycles(rows: Int, columns: Int, on unit: FlashChannel) -> Cycles {
    var cycles = Cycles()
    /// Adds `times` blocks of `count` rows, each drained when it is done.
    func add(_ times: Int, _ count: Int) {
      guard times > 0, count > 0 else { return }
      let tiles = FlashTileCut(
        rows: count, columns: columns, width: BlockQuantizer.group, pageBytes: unit.pageBytes
      ).shapes
      cycles.computing += times * FlashChannelCycles.accumulating(tiles, on: unit)
      cycles.draining += times * FlashChannelCycles.draining(count)
    }
    add(rows / unit.accumulatorRows, unit.accumulatorRows)
    add(1, rows % unit.accumulatorRows)
    return cycles
  }
}
