import Simulation
import Units
import Verilator

/// One channel of a flash chip as running RTL, from the controller to the planes: multiplies blocks of matrices by a vector while it
/// hands raw weights on.
public final class FlashChipUnit: RunningUnit {
  /// A channel.
  public let unit: FlashMemoryChip
  /// What runs it.
  public let simulator: VerilatorSimulator
  /// Its netlist, Verilog and library.
  public let model: UnitModel
  private let host: FlashChipHost
  private let list: FlashTileList
  private var beats: [WrappingCounter]
  /// Multipliers that had no weight in the last beats of rows.
  private var idleProducts = 0

  /// Elaborates, builds (or takes from the cache) and starts a channel.
  public init(_ unit: FlashMemoryChip, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    host = try FlashChipHost(unit, simulator, memories: FlashChannelHost.memoryNames(in: model.design))
    list = FlashTileList(lanes: unit.lanes, pageBytes: unit.pageBytes, width: unit.vectorBytes)
    beats = Array(repeating: WrappingCounter(), count: unit.dies)
  }

  /// That of `FlashMemoryChip`.
  public var unitName: String { FlashMemoryChip.unitName }
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog? {
    get { host.log }
    set { host.log = newValue }
  }
  /// Busy, starved and back-pressured are the bus's; products are the cores' beats times their lanes, without lanes beyond a row's end.
  public var counters: UnitCounters {
    let bus = host.busCycles
    return UnitCounters(
      cycles: simulator.cycle, busy: bus.busy, starved: bus.starved, backPressured: bus.backPressured,
      macs: beats.reduce(0) { $0 + $1.total } * UInt64(unit.lanes) - UInt64(idleProducts))
  }

  /// What a pass took: cycles, and bytes over the bus, counted by it.
  public struct Use: Hashable, Sendable {
    /// From the first command to the cycle behind the last total, or the last byte; and on the bus.
    public var cycles = 0, bytes = 0
    /// Of nothing.
    public init() {}
  }

  /// A block of a matrix by the vector of its columns, whose rows' sums `sums` takes, and raw weights, at the same time.
  ///
  /// - Parameter firstPage: the number of each die's first page with a tile, and with raw weights
  public func run(
    _ product: (matrix: GroupedMatrix, vector: CodeVectors, sums: UnsafeMutablePointer<Int64>)?, raw: FlashRawBlock?,
    firstPage: (tile: Int, read: Int) = (0, 0)
  ) throws -> Use {
    let start = simulator.cycle, before = busBytes
    var raw = raw, page = firstPage.tile
    if let product {
      let matrix = product.matrix
      for first in stride(from: 0, to: matrix.rows, by: unit.accumulatorRows) {
        let last = min(matrix.rows, first + unit.accumulatorRows)
        list.list(matrix, first..<last, product.vector)
        try list.tiles.withUnsafeBufferPointer {
          try host.run(
            $0, raw: raw, firstPage: (page, firstPage.read),
            into: UnsafeMutableBufferPointer(start: product.sums + first, count: last - first))
        }
        // Raw weights go with the first rows.
        raw = nil
        page += (list.tiles.count + unit.dies - 1) / unit.dies
      }
      let cut = Self.cut(rows: matrix.rows, columns: matrix.columns, on: unit)
      idleProducts += matrix.rows * (cut.products(lanes: unit.lanes) - matrix.columns)
    } else {
      try host.run(
        UnsafeBufferPointer(start: nil, count: 0), raw: raw, firstPage: firstPage,
        into: UnsafeMutableBufferPointer(start: nil, count: 0))
    }
    for (die, count) in host.beats.enumerated() { beats[die].follow(count) }
    var use = Use()
    (use.cycles, use.bytes) = (Int(simulator.cycle - start), busBytes - before)
    return use
  }

  /// Bytes over the bus so far; of the last one not all cycles may be over.
  private var busBytes: Int { (Int(host.busCycles.busy) + unit.cyclesPerByte - 1) / unit.cyclesPerByte }

  /// A page row has as many columns as a vector buffer.
  private static func cut(rows: Int, columns: Int, on unit: FlashMemoryChip) -> FlashTileCut {
    FlashTileCut(rows: rows, columns: columns, width: unit.vectorBytes, pageBytes: unit.pageBytes)
  }

  /// Pages of each die that a block of so many rows and columns takes, and raw bytes.
  public static func pages(rows: Int, columns: Int, rawBytes: Int, on unit: FlashMemoryChip) -> (tile: Int, read: Int) {
    func rounds(_ pages: Int) -> Int { (pages + unit.dies - 1) / unit.dies }
    let tile = stride(from: 0, to: columns == 0 ? 0 : rows, by: unit.accumulatorRows).reduce(0) {
      let cut = cut(rows: min(unit.accumulatorRows, rows - $1), columns: columns, on: unit)
      return $0 + rounds(cut.slices.count * ((cut.rows + cut.step - 1) / cut.step))
    }
    return (tile, rounds((rawBytes + unit.pageBytes - 1) / unit.pageBytes))
  }

  /// What `run` takes for a block of so many rows and columns, and raw bytes, by the chip's cycle model.
  ///
  /// - Parameter cyclesPerByte: of the bus where it is not the unit's, a fraction perhaps
  public static func time(
    rows: Int, columns: Int, rawBytes: Int, on unit: FlashMemoryChip, cyclesPerByte: Double? = nil
  ) -> FlashChipTime {
    var time = FlashChipTime(), rawBytes = rawBytes, first = 0
    repeat {
      let count = columns == 0 ? 0 : min(unit.accumulatorRows, rows - first)
      let tiles = count == 0 ? [] : cut(rows: count, columns: columns, on: unit).shapes
      time += FlashChipCycles.time(
        of: FlashChipPass(tiles: tiles, rawBytes: rawBytes, totals: count), on: unit, cyclesPerByte: cyclesPerByte)
      (first, rawBytes) = (first + max(1, count), 0)
    } while first < rows && columns > 0
    return time
  }
}
