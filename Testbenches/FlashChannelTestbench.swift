import Hosts
import Netlist
import Simulation
import Units

/// Random tiles on all cores at once and random sums from outside, under random stalls on every stream, against
/// `FlashChannelModel`; then a drain of random rows. A transaction is a total.
///
/// In some rounds the next tiles are offered while the drain is under way, which must not disturb it; in others, nothing
/// stalls and tiles that keep their vector must follow each other without a bubble. Every third round goes through
/// `FlashChannelHost`, as a long run does, in the cycles that `FlashChannelCycles` says. In every other cycle it says what is taken and what the
/// counters show. Some rounds end with a reset instead of a drain.
public enum FlashChannelTestbench: Testbench {
  public static func effort(of unit: FlashChannel) -> Int {
    (unit.beats * 40 + unit.vectorBytes * 100) * unit.cores + unit.accumulatorRows * 50
  }

  public static func run(_ unit: FlashChannel, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var bench = try FlashChannelBench(unit, simulator, options)
    return try bench.run()
  }
}

private struct FlashChannelBench {
  let unit: FlashChannel
  let simulator: any Simulator
  let options: TestbenchOptions
  let host: FlashChannelHost
  let pages: [SimulatorMemory]
  let idle: SimulatorPort
  var random: SplitMix64
  var model: FlashChannelModel
  var report = TestbenchReport()
  /// Columns of the vector that each core has, 0 for none.
  var vectorColumns: [Int]
  /// Bytes of every page register of every core.
  var bytes: [[Int8]]
  private let check: CycleCheck<FlashChannelCycles>

  init(_ unit: FlashChannel, _ simulator: any Simulator, _ options: TestbenchOptions) throws {
    self.unit = unit
    self.simulator = simulator
    self.options = options
    random = SplitMix64(seed: options.seed)
    model = FlashChannelModel(unit)
    host = try FlashChannelHost(unit, simulator)
    check = try CycleCheck(unit, on: simulator)
    pages = try host.memories.map { try simulator.memory($0) }
    idle = try simulator.port("idle")
    vectorColumns = Array(repeating: 0, count: unit.cores)
    bytes = Array(repeating: Array(repeating: 0, count: unit.pageRegisters * unit.beats * unit.lanes), count: unit.cores)
    report.claim(
      "stalls", "no stalls", "one row", "one column", "widest row", "full page", "kept vector", "extreme values", "shift 0",
      "shift 20",
      "sums from outside", "tiles wait for a drain", "host", "one total", "all totals", "negative total", "starved", "held up",
      "reset again")
    if unit.lanes > 1 { report.claim("row ends inside a beat") }
  }

  mutating func run() throws -> TestbenchReport {
    var round = 0
    try restart()
    var waiting = tiles(round)
    while report.needsMore(options, round: round, most: 300) {
      let hasStalls = round % 4 != 1
      try runTiles(waiting, hasStalls: hasStalls, round: round)
      if round % 3 == 2 { try runHost(round) }
      report.cover("starved", if: host.counters.starved > 0)
      report.cover("held up", if: host.counters.backPressured > 0)
      if round % 4 == 3 {
        try restart()
        report.cover("reset again")
      }
      waiting = tiles(round + 1)
      let overlaps = random.chance(50)
      try drain(offering: overlaps ? waiting : nil, hasStalls: hasStalls, round: round)
      if overlaps { waiting = [] }
      try checkCounters(round)
      round += 1
    }
    report.note(check)
    report.cycles = simulator.cycle
    return report
  }

  /// Resets the channel, whatever its accumulators hold, and follows the sweep.
  private mutating func restart() throws {
    try simulator.reset()
    check.restart()
    model = FlashChannelModel(unit)
    vectorColumns = Array(repeating: 0, count: unit.cores)
    try settle([], round: 0)
  }

  // MARK: Stimuli

  struct Work {
    var core: Int
    var page: Int
    var tile: FlashChannelTile
  }

  /// Fills all page registers and cuts tiles out of them, for the cores in any order.
  private mutating func tiles(_ round: Int) -> [Work] {
    let style = round % 5 == 4 ? 2 : random.next(below: 4)
    for core in 0..<unit.cores { bytes[core] = random.numbers(bytes[core].count, width: 8, style: style).map { Int8($0) } }
    report.cover("extreme values", if: style == 2)
    return (0..<random.next(below: 4 * unit.cores)).map { _ in work(random.next(below: unit.cores), style) }
  }

  private mutating func work(_ core: Int, _ style: Int) -> Work {
    let widest = min(unit.vectorBytes, unit.beats * unit.lanes)
    var columns = [1, widest, min(widest, unit.lanes), 1 + random.next(below: widest)][random.next(below: 4)]
    let isNew = vectorColumns[core] == 0 || random.chance(50)
    if !isNew { columns = vectorColumns[core] }
    vectorColumns[core] = columns
    let beats = model.beats(columns: columns)
    let most = min(unit.beats / beats, unit.accumulatorRows)
    let rows =
      random.chance(20)
      ? 1 : random.chance(10) || report.coverage["full page"] == 0 ? most : 1 + random.next(below: min(most, 30))
    let page = random.next(below: unit.pageRegisters)
    let start = page * unit.beats * unit.lanes
    let weights = (0..<rows).flatMap { row in bytes[core][(start + row * beats * unit.lanes)...].prefix(columns) }
    let vector = isNew ? random.numbers(columns, width: 8, style: style).map { Int8($0) } : nil
    let shift = [0, 20, random.next(below: 21)][random.next(below: 3)]
    report.cover("one row", if: rows == 1)
    report.cover("one column", if: columns == 1)
    report.cover("widest row", if: columns == widest)
    report.cover("full page", if: rows == most)
    report.cover("kept vector", if: !isNew)
    report.cover("row ends inside a beat", if: columns % unit.lanes != 0)
    report.cover("shift 0", if: shift == 0)
    report.cover("shift 20", if: shift == 20)
    let rowBase = random.next(below: unit.accumulatorRows - rows + 1)
    return Work(
      core: core, page: page,
      tile: FlashChannelTile(rows: rows, columns: columns, vector: vector, rowBase: rowBase, shift: shift, weights: weights))
  }

  /// Writes the page registers; the model is idle, or in a drain.
  private func fillPages() {
    for core in 0..<unit.cores {
      bytes[core].withUnsafeBytes { pages[core].address.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    }
  }

  // MARK: Streams

  /// The tiles in the order given, which is each core's order.
  private mutating func drivers(_ tiles: [Work], hasStalls: Bool) throws -> [any Transactor] {
    let fields = try ["core", "beats", "columns", "newVector", "page", "rowBase", "shift"].map {
      try simulator.port("command_\($0)")
    }
    let commands = try StreamDriver<[Int]>(simulator, "command", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
    { values in
      for (field, value) in zip(fields, values) { field.write(UInt64(value)) }
    }
    let core = try simulator.port("vector_core"), data = try simulator.port("vector_bytes")
    let vectors = try StreamDriver<[Int]>(simulator, "vector", stalls: hasStalls ? random.stalls() : .none, seed: random.next()) {
      values in
      core.write(UInt64(values[0]))
      data.write(elements: Array(values.dropFirst()))
    }
    for work in tiles {
      let tile = work.tile
      commands.send([
        work.core, tile.rows * model.beats(columns: tile.columns), tile.columns, tile.vector == nil ? 0 : 1, work.page,
        tile.rowBase, tile.shift,
      ])
      guard let vector = tile.vector else { continue }
      for start in stride(from: 0, to: vector.count, by: unit.vectorBeat) {
        // Bytes beyond the vector's end are anything.
        vectors.send(
          [work.core] + (start..<(start + unit.vectorBeat)).map { $0 < vector.count ? Int(vector[$0]) : random.signed(width: 8) })
      }
    }
    return [commands, vectors]
  }

  private mutating func external(hasStalls: Bool) throws -> StreamDriver<[Int]> {
    let fields = try ["sum", "row", "shift"].map { try simulator.port("external_\($0)") }
    let driver = try StreamDriver<[Int]>(simulator, "external", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
    { values in
      for (field, value) in zip(fields, values) { field.write(signed: value) }
    }
    for _ in 0..<random.next(below: 20) {
      let sum = random.chance(30) ? Int(Int32.min) : random.signed(width: 32)
      let row = random.next(below: unit.accumulatorRows), shift = random.next(below: 21)
      model.add(Int32(sum), row: row, shift: shift)
      driver.send([sum, row, shift])
      report.cover("sums from outside")
    }
    return driver
  }

  // MARK: Rounds

  private mutating func runTiles(_ tiles: [Work], hasStalls: Bool, round: Int) throws {
    fillPages()
    for work in tiles { model.run(work.tile, core: work.core) }
    var all = try drivers(tiles, hasStalls: hasStalls)
    let outside = try external(hasStalls: hasStalls)
    all.append(outside)
    try settle(all, round: round)
    report.cover(hasStalls ? "stalls" : "no stalls")
    try checkBubbles(round)
  }

  /// Steps until everything is sent and the channel is idle.
  private mutating func settle(_ all: [any Transactor], round: Int) throws {
    let start = simulator.cycle
    // The cores share the streams, so that their pages and vectors may come one after the other.
    let limit = UInt64(unit.cores * 100 * (unit.beats + unit.vectorBytes) + unit.accumulatorRows + 5000)
    let followed = all + [check]
    let senders = all.compactMap { $0 as? any Sender }
    repeat {
      try simulator.step(followed)
    } while (idle.read() == 0 || senders.contains { !$0.isIdle }) && simulator.cycle - start < limit
    if idle.read() == 0 { report.mismatch("round \(round): not idle after \(limit) cycles") }
    report.expectAllTaken(senders, round: round)
    // A driver that still offers would be seen by the next one.
    for one in all { one.finishCycle() }
  }

  /// Tiles that keep their vector take exactly their beats, however many follow each other.
  private mutating func checkBubbles(_ round: Int) throws {
    guard let core = vectorColumns.firstIndex(where: { $0 != 0 }) else { return }
    let columns = vectorColumns[core], beats = model.beats(columns: columns)
    let count = 1 + random.next(below: 4), rows = 1 + random.next(below: min(unit.beats / beats, unit.accumulatorRows))
    var tiles: [Work] = []
    for _ in 0..<count {
      let weights = (0..<rows).flatMap { row in bytes[core][(row * beats * unit.lanes)...].prefix(columns) }
      tiles.append(
        Work(
          core: core, page: 0,
          tile: FlashChannelTile(rows: rows, columns: columns, vector: nil, rowBase: 0, shift: 3, weights: weights)))
    }
    for work in tiles { model.run(work.tile, core: work.core) }
    let start = simulator.cycle
    try settle(drivers(tiles, hasStalls: false), round: round)
    let expected = UInt64(count * rows * beats + 3)
    if simulator.cycle - start != expected {
      report.mismatch(
        "round \(round): \(count) tiles of \(rows * beats) beats took \(simulator.cycle - start) cycles, not \(expected)")
    }
  }

  private mutating func drain(offering tiles: [Work]?, hasStalls: Bool, round: Int) throws {
    let isWhole = random.chance(15) || report.coverage["all totals"] == 0
    let first = isWhole ? 0 : random.next(below: unit.accumulatorRows)
    let count =
      isWhole ? unit.accumulatorRows : random.chance(20) ? 1 : 1 + random.next(below: min(200, unit.accumulatorRows - first))
    let want = model.drain(first..<(first + count))
    let firstRow = try simulator.port("drain_firstRow"), rows = try simulator.port("drain_rows")
    let drains = try StreamDriver<Int>(simulator, "drain", seed: random.next()) {
      firstRow.write(UInt64(first))
      rows.write(UInt64($0))
    }
    drains.send(count)
    let sum = try simulator.port("totals_sum"), last = try simulator.port("totals_last")
    var got: [Int] = [], lasts: [Bool] = [], cycles: [UInt64] = []
    let totals = try StreamMonitor<[Int]>(simulator, "totals", stalls: hasStalls ? random.stalls() : .none, seed: random.next()) {
      [sum.readSigned(), Int(last.read())]
    } receive: {
      got.append($0[0])
      lasts.append($0[1] == 1)
      cycles.append($1)
    }
    try simulator.step([drains, totals, check])
    var all: [any Transactor] = [drains, totals]
    if let tiles {
      fillPages()
      for work in tiles { model.run(work.tile, core: work.core) }
      all += try drivers(tiles, hasStalls: false)
      report.cover("tiles wait for a drain", if: !tiles.isEmpty)
    }
    let start = simulator.cycle
    let followed = all + [check]
    while got.count < count, simulator.cycle - start < UInt64(500 * count + 5000) { try simulator.step(followed) }
    try settle(all, round: round)
    if got.count != count { report.mismatch("round \(round): \(got.count) of \(count) totals came") }
    for (index, value) in got.enumerated() where index >= want.count || Int64(value) != want[index] {
      report.mismatch(
        "round \(round): row \(first + index) is \(value) instead of \(index < want.count ? String(want[index]) : "nothing")")
    }
    if lasts != (0..<count).map({ $0 == count - 1 }) { report.mismatch("round \(round): 'last' is not on the last total alone") }
    if !hasStalls, let from = cycles.first, let to = cycles.last, to - from != UInt64(count - 1) {
      report.mismatch("round \(round): \(count) totals took \(to - from + 1) cycles")
    }
    report.transactions += got.count
    report.cover("one total", if: count == 1)
    report.cover("all totals", if: count == unit.accumulatorRows)
    report.cover("negative total", if: want.contains { $0 < 0 })
    try simulator.port("totals_ready").write(1)
  }

  private mutating func checkCounters(_ round: Int) throws {
    if host.macs != UInt64(model.macs) { report.mismatch("round \(round): macs is \(host.macs), not \(model.macs)") }
    if host.counters.busy != UInt64(model.beats) {
      report.mismatch("round \(round): busyCycles is \(host.counters.busy), not \(model.beats)")
    }
  }

  /// A matrix in tiles through the host, with totals of all rows.
  private mutating func runHost(_ round: Int) throws {
    let columns = 1 + random.next(below: min(unit.vectorBytes, unit.beats * unit.lanes)), beats = model.beats(columns: columns)
    let most = min(unit.beats / beats, unit.accumulatorRows)
    let count = 1 + random.next(below: 3 * unit.cores)
    var tiles: [FlashChannelTile] = []
    for index in 0..<count {
      let rows = 1 + random.next(below: min(most, 20))
      let vector = index > 0 && random.chance(40) ? nil : random.numbers(columns, width: 8, style: index % 4).map { Int8($0) }
      tiles.append(
        FlashChannelTile(
          rows: rows, columns: columns, vector: vector, rowBase: random.next(below: unit.accumulatorRows - rows + 1),
          shift: random.next(below: 21), weights: random.numbers(rows * columns, width: 8, style: index % 4).map { Int8($0) }))
    }
    let padded = tiles.map { tile in model.page(of: tile) { Int8(truncatingIfNeeded: 85) } }.joined()
    let storage = Array(padded)
    var vectors: [Int8] = [], vectorStarts: [Int] = []
    for (index, tile) in tiles.enumerated() {
      if let vector = tile.vector {
        vectorStarts.append(vectors.count)
        vectors += vector
      } else {
        vectorStarts.append(vectorStarts[index - 1])
        tiles[index].vector = tiles[index - 1].vector
      }
      model.run(tiles[index], core: index % unit.cores)
    }
    var totals = [Int64](repeating: 0, count: unit.accumulatorRows)
    let start = simulator.cycle
    let shapes = zip(tiles, vectorStarts).map { FlashTileShape(rows: $0.rows, columns: columns, vector: $1) }
    try storage.withUnsafeBytes { pages in
      try vectors.withUnsafeBufferPointer { vectors in
        try totals.withUnsafeMutableBufferPointer { totals in
          var address = pages.baseAddress!
          var list: [FlashChannelHost.Tile] = []
          for (tile, start) in zip(tiles, vectorStarts) {
            list.append(
              .init(
                page: address, rows: tile.rows, columns: columns, rowBase: tile.rowBase, shift: tile.shift,
                vector: vectors.baseAddress! + start))
            address += tile.rows * beats * unit.lanes
          }
          try list.withUnsafeBufferPointer { try host.multiply($0, totals: totals) }
        }
      }
    }
    let stated = FlashChannelCycles.cycles(of: FlashChannelPass(tiles: shapes, totals: totals.count), on: unit)
    if simulator.cycle - start != UInt64(stated) {
      report.mismatch("round \(round), host: \(count) tiles took \(simulator.cycle - start) cycles, not \(stated)")
    }
    let want = model.drain(0..<unit.accumulatorRows)
    for row in 0..<unit.accumulatorRows where totals[row] != want[row] {
      report.mismatch("round \(round), host: row \(row) is \(totals[row]) instead of \(want[row])")
    }
    for core in 0..<min(count, unit.cores) { vectorColumns[core] = columns }
    report.transactions += totals.count
    report.cover("host")
    let counters = host.counters
    check.resume {
      $0.resume(macs: host.macs, busy: counters.busy, starved: counters.starved, backPressured: counters.backPressured)
    }
    try checkCounters(round)
  }
}
