import Simulation
import Units
import Verilator

/// One flash channel as running RTL: multiplies blocks of matrices by a vector.
public final class FlashChannelUnit: RunningUnit {
  public let unit: FlashChannel
  public let simulator: VerilatorSimulator
  public let model: UnitModel
  private let host: FlashChannelHost
  private var tiles: [FlashChannelHost.Tile] = []
  /// Pages of the tiles whose rows do not lie in the image as the cores want them: those of a narrow last group.
  private let repacked: UnsafeMutablePointer<Int8>
  private var busy = WrappingCounter(), starved = WrappingCounter(), backPressured = WrappingCounter()

  /// Elaborates, builds (or takes from the cache) and starts a channel whose vectors are groups of 64 numbers.
  public init(_ unit: FlashChannel, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    host = try FlashChannelHost(unit, simulator, memories: FlashChannelHost.memoryNames(in: model.design))
    repacked = .allocate(capacity: unit.accumulatorRows * BlockQuantizer.group)
  }

  deinit { repacked.deallocate() }

  public var unitName: String { FlashChannel.unitName }
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog? {
    get { host.log }
    set { host.log = newValue }
  }
  public var counters: UnitCounters {
    UnitCounters(
      cycles: simulator.cycle, busy: busy.total, starved: starved.total, backPressured: backPressured.total, macs: host.macs)
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
      listTiles(matrix, first..<last, vector)
      try tiles.withUnsafeBufferPointer { try host.accumulate($0) }
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

  /// What `multiply` takes for a block of so many rows and columns, by the channel's cycle model.
  public static func cycles(rows: Int, columns: Int, on unit: FlashChannel) -> Cycles {
    let group = BlockQuantizer.group
    var cycles = Cycles()
    /// Adds `times` blocks of `count` rows, each drained when it is done.
    func add(_ times: Int, _ count: Int) {
      guard times > 0, count > 0 else { return }
      let step = tileRows(count, pageRows: unit.pageBytes / group)
      var tiles: [FlashTileShape] = []
      for index in 0..<(columns + group - 1) / group {
        for row in stride(from: 0, to: count, by: step) {
          tiles.append(
            FlashTileShape(rows: min(step, count - row), columns: min(group, columns - index * group), vector: index))
        }
      }
      cycles.computing += times * FlashChannelCycles.accumulating(tiles, on: unit)
      cycles.draining += times * FlashChannelCycles.draining(count)
    }
    add(rows / unit.accumulatorRows, unit.accumulatorRows)
    add(1, rows % unit.accumulatorRows)
    return cycles
  }

  /// Lists the tiles of at most as many rows as there are accumulators.
  private func listTiles(_ matrix: GroupedMatrix, _ rows: Range<Int>, _ vector: CodeVectors) {
    let group = BlockQuantizer.group, step = Self.tileRows(rows.count, pageRows: unit.pageBytes / group)
    tiles.removeAll(keepingCapacity: true)
    for index in 0..<matrix.groups {
      let width = matrix.width(ofGroup: index)
      let rowBytes = (width + unit.lanes - 1) / unit.lanes * unit.lanes
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
        let count = min(step, rows.upperBound - first), place = matrix.row(first, ofGroup: index)
        var page = UnsafeRawPointer(place)
        if rowBytes != group {
          // A narrow last group lies in the page without the image's padding.
          let target = repacked + (first - rows.lowerBound) * rowBytes
          for row in 0..<count { (target + row * rowBytes).update(from: place + row * group, count: width) }
          page = UnsafeRawPointer(target)
        }
        tiles.append(
          FlashChannelHost.Tile(
            page: page, rows: count, columns: width, rowBase: first - rows.lowerBound, shift: Int(vector.shifts[index]),
            vector: vector.codes + index * group))
      }
    }
  }
}
