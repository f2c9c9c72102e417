import Simulation
import Units

/// Random tiles against `FlashPEModel`: shapes from 1 x 1 up to full pages, rows that do not divide the page, extreme
/// values, garbage in unused lanes, and random stalls on every stream. A transaction is a row's sum.
///
/// Some runs of tiles come without stalls; there every row must take exactly ceil(columns / lanes) cycles, without a bubble
/// between rows and tiles, and a result must be offered at most 8 cycles after its row's last beat. In every cycle,
/// stalls or not, `FlashPECycleModel` says whether weights are taken and what the counters show.
public enum FlashPETestbench: Testbench {
  public static func effort(of unit: FlashPE) -> Int { FlashPECycleModel.effort(of: unit) }

  public static func run(_ unit: FlashPE, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var bench = try Bench(unit, simulator, options)
    return try bench.run()
  }
}

/// What a transactor found wrong.
final class Problems {
  private(set) var count = 0
  private(set) var first: String?
  func add(_ text: String) {
    count += 1
    if first == nil { first = text }
  }
}

private struct Bench {
  let unit: FlashPE
  let simulator: any Simulator
  let options: TestbenchOptions
  var random: SplitMix64
  var model: FlashPEModel
  var report = TestbenchReport()
  var hasVector = false
  private var cycleModel: FlashPECycleModel?
  private var heldUpStarts = 0

  init(_ unit: FlashPE, _ simulator: any Simulator, _ options: TestbenchOptions) throws {
    self.unit = unit
    self.simulator = simulator
    self.options = options
    random = SplitMix64(seed: options.seed)
    model = FlashPEModel(unit)
    for point in [
      "stalls", "no stalls", "one row", "one column", "widest row", "full page", "kept vector", "row ends inside a beat",
      "extreme values", "vector fills its last beat", "vector ends inside a beat",
    ] {
      report.coverage[point] = 0
    }
    FlashPECycleModel.claim(unit, mostRows: unit.pageBytes / unit.lanes, &report)
    // With register stages in front the port does not show when a command waits only for room among the tiles.
    if unit.correctionStages > 0 { report.coverage["tiles held up"] = nil }
    if simulator.checksAssertions { report.coverage["command refused"] = 0 }
    if unit.sumColumns < unit.vectorBytes { report.coverage["several sums a row"] = 0 }
    // A single lane has no unused one.
    if unit.lanes == 1 { report.coverage["row ends inside a beat"] = nil }
    if unit.vectorBeat == 1 { report.coverage["vector ends inside a beat"] = nil }
    if unit.vectorBeat > widest { report.coverage["vector fills its last beat"] = nil }
  }

  mutating func run() throws -> TestbenchReport {
    try simulator.reset()
    let problems = Problems()
    cycleModel = try FlashPECycleModel(unit, simulator) { problems.add($0) }
    var round = 0
    while report.needsMore(options, round: round, most: 400, besides: "command refused") {
      let holdsResults = round % 9 == 0 || round % 9 == 4
      let tiles =
        round % 9 == 0 ? manyRows() : round % 9 == 4 ? manyTiles() : (0..<(1 + random.next(below: 6))).map { tile($0 + round) }
      try runTiles(tiles, hasStalls: round % 3 != 2, holdsResults: holdsResults, round: round)
      round += 1
    }
    try checkLimits()
    for _ in 0..<problems.count { report.mismatch(problems.first ?? "") }
    report.cycles = simulator.cycle
    return report
  }

  // MARK: Stimuli

  private mutating func number(_ style: Int) -> Int8 {
    switch style {
    case 0: Int8(truncatingIfNeeded: random.next())
    case 1: random.chance(50) ? -128 : 127
    case 2: -128
    default: random.chance(70) ? 0 : Int8(truncatingIfNeeded: random.next())
    }
  }

  /// The most columns of a tile.
  private var widest: Int { min(unit.vectorBytes, unit.pageBytes / unit.lanes * unit.lanes) }

  private mutating func tile(_ index: Int) -> FlashTile {
    let limit = widest
    var columns = 1 + random.next(below: limit)
    switch random.next(below: 6) {
    case 0: columns = 1
    case 1: columns = min(limit, 1 + random.next(below: 2 * unit.lanes))
    case 2: columns = limit
    case 3: if unit.vectorBeat <= limit { columns = unit.vectorBeat * (1 + random.next(below: limit / unit.vectorBeat)) }
    default: break
    }
    columns = model.vectorColumns(atMost: columns)
    let most = unit.pageBytes / (model.beats(columns: columns) * unit.lanes)
    let wantsPage = report.coverage["full page"] == 0 || random.chance(3)
    // Full pages are long; most tiles are small, so that many follow each other.
    let rows = random.chance(25) ? 1 : wantsPage ? most : 1 + random.next(below: min(most, 12))
    let style = random.next(below: 4)
    let isNew = !hasVector || random.chance(60)
    var vector: [Int8]?
    if isNew {
      hasVector = true
      vector = (0..<columns).map { _ in number(style) }
      vectorColumns = columns
    } else {
      columns = vectorColumns
    }
    let fitting = min(rows, unit.pageBytes / (model.beats(columns: columns) * unit.lanes))
    let weights = (0..<(fitting * model.rowColumns(columns))).map { _ in number(style) }
    cover("one row", fitting == 1)
    cover("one column", columns == 1)
    cover("widest row", columns == model.vectorColumns(atMost: limit))
    cover("several sums a row", columns > unit.sumColumns)
    cover("full page", fitting == unit.pageBytes / (model.beats(columns: columns) * unit.lanes))
    cover("kept vector", vector == nil)
    cover("vector fills its last beat", vector != nil && columns % unit.vectorBeat == 0)
    cover("vector ends inside a beat", vector != nil && columns % unit.vectorBeat != 0)
    cover("row ends inside a beat", columns % unit.lanes != 0)
    cover("extreme values", style == 2)
    return FlashTile(
      rows: fitting, columns: columns, vector: vector, tag: tag(index), weights: weights)
  }

  private var vectorColumns = 1

  /// The low bits of a tile's number.
  private func tag(_ index: Int) -> Int { index & ((1 << unit.tagWidth) - 1) }

  /// Tiles of one beat a row with more rows than the result buffer holds, but not more than four of them, which is what the
  /// unit keeps account of.
  private mutating func manyRows() -> [FlashTile] {
    let columns = 1 + random.next(below: min(unit.lanes, unit.vectorBytes))
    let most = unit.pageBytes / unit.lanes, wanted = FlashPECycleModel.rowsThatFill(unit)
    let rows = min(most, wanted)
    let count = min(4, (wanted + rows - 1) / rows)
    hasVector = true
    vectorColumns = columns
    return (0..<count).map { index in
      FlashTile(
        rows: rows, columns: columns, vector: index == 0 ? (0..<columns).map { _ in number(0) } : nil, tag: tag(index),
        weights: (0..<(rows * columns)).map { _ in number(0) })
    }
  }

  /// Tiles of one row with one vector: they end faster than their sums are taken.
  private mutating func manyTiles() -> [FlashTile] {
    let columns = 1 + random.next(below: min(unit.lanes, unit.vectorBytes))
    hasVector = true
    vectorColumns = columns
    return (0..<10).map { index in
      FlashTile(
        rows: 1, columns: columns, vector: index == 0 ? (0..<columns).map { _ in number(0) } : nil, tag: tag(index),
        weights: (0..<columns).map { _ in number(0) })
    }
  }

  private mutating func cover(_ point: String, _ condition: Bool) {
    if condition, report.coverage[point] != nil { report.coverage[point]! += 1 }
  }

  // MARK: Limits

  /// Commands beyond a limit fail an assertion; those just inside it do not.
  private mutating func checkLimits() throws {
    guard simulator.checksAssertions else { return }
    let ports = try ["rows", "columns", "newVector"].map { try simulator.port("command_\($0)") }
    let valid = try simulator.port("command_valid")
    let most = ports.map { (1 << $0.width) - 1 }
    var cases: [(command: [Int], isLegal: Bool)] = [
      ([0, 1, 1], false), ([1, 0, 1], false), ([1, 1, 1], true), ([1, 1, 0], false),
    ]
    var widths = [1, unit.lanes, unit.lanes + 1, unit.vectorBytes / 2, unit.vectorBytes - 1, unit.vectorBytes]
    for _ in 0..<12 { widths.append(1 + random.next(below: unit.vectorBytes)) }
    for columns in widths where (1...unit.vectorBytes).contains(columns) {
      let rows = unit.pageBytes / (model.beats(columns: columns) * unit.lanes)
      if rows > 0 { cases.append(([rows, columns, 1], model.vectorColumns(atMost: columns) == columns)) }
      cases.append(([rows + 1, columns, 1], false))
    }
    cases.append(([1, unit.vectorBytes + 1, 1], false))
    cases.append(([1, most[1], 1], most[1] <= unit.vectorBytes && model.beats(columns: most[1]) * unit.lanes <= unit.pageBytes))
    for (command, isLegal) in cases where zip(command, most).allSatisfy({ $0 <= $1 }) {
      try simulator.reset()
      for (port, value) in zip(ports, command) { port.write(UInt64(value)) }
      valid.write(1)
      var isRefused = false
      do { try simulator.step() } catch {
        guard case .assertionFailed = error else { throw error }
        isRefused = true
      }
      valid.write(0)
      if isRefused == isLegal {
        report.mismatch(
          "a first command of \(command[0]) rows of \(command[1]) columns, newVector \(command[2]), is \(isLegal ? "refused" : "taken")"
        )
      }
      cover("command refused", isRefused)
    }
    try simulator.reset()
  }

  // MARK: A run

  private mutating func runTiles(_ tiles: [FlashTile], hasStalls: Bool, holdsResults: Bool, round: Int) throws {
    cover(hasStalls ? "stalls" : "no stalls", true)
    var seeds = SplitMix64(seed: options.seed &+ UInt64(round) &* 7919)
    let stalls = { (seeds: inout SplitMix64) in
      hasStalls ? Stalls(percent: [0, 10, 50, 90][seeds.next(below: 4)], longest: 1 + seeds.next(below: 12)) : .none
    }
    let simulator = self.simulator

    let commands = try FlashPEStreams.commands(simulator, stalls: stalls(&seeds), seed: seeds.next())
    let vectors = try FlashPEStreams.vectors(simulator, stalls: stalls(&seeds), seed: seeds.next())
    let lanes = try simulator.port("weights_lanes")
    let weights = try StreamDriver<ArraySlice<Int8>>(simulator, "weights", stalls: stalls(&seeds), seed: seeds.next()) {
      $0.withUnsafeBytes { lanes.write(bytes: $0) }
    }
    var received: [(FlashSum, cycle: UInt64)] = []
    let results = try FlashPEStreams.results(
      simulator, stalls: holdsResults ? Stalls(percent: 80, longest: 60) : stalls(&seeds), seed: seeds.next()
    ) {
      received.append(($0, cycle: $1))
    }

    var garbage = SplitMix64(seed: seeds.next())
    var expected: [FlashSum] = []
    var beats: [(endsRow: Bool, Int)] = []
    for tile in tiles {
      try model.validate(rows: tile.rows, columns: tile.columns)
      commands.send(tile)
      if let vector = tile.vector {
        for beat in model.vectorBeats(vector, filler: { Int8(truncatingIfNeeded: garbage.next()) }) { vectors.send(beat) }
      }
      let page = model.page(of: tile) { Int8(truncatingIfNeeded: garbage.next()) }
      let beatsOfRow = model.beats(columns: tile.columns)
      for beat in stride(from: 0, to: page.count, by: unit.lanes) {
        weights.send(page[beat..<(beat + unit.lanes)])
        beats.append((endsRow: (beat / unit.lanes + 1) % beatsOfRow == 0, beatsOfRow))
      }
      expected += model.results(of: tile)
    }

    let followers: [any Transactor] = cycleModel.map { [$0] } ?? []
    let heldUpBefore = try simulator.port("backPressuredCycles").read()
    // A tile waits while another one's vector, which may be long, loads.
    var progress = Progress(pause: 2 * unit.vectorBytes)
    var transferCycles: [UInt64] = []
    while received.count < expected.count {
      let before = weights.transfers
      let now = simulator.cycle
      try simulator.step([commands, vectors, weights, results] + followers)
      if weights.transfers != before { transferCycles.append(now) }
      try progress.check(
        weights.transfers + vectors.transfers + received.count, cycle: simulator.cycle, report,
        "\(received.count) of \(expected.count) sums arrived in round \(round) of seed \(options.seed)")
    }
    cycleModel?.checkTotal()
    report.expectAllTaken([commands, vectors, weights], round: round)
    cover("tiles held up", (cycleModel?.heldUpStarts ?? 0) > heldUpStarts)
    heldUpStarts = cycleModel?.heldUpStarts ?? 0
    cover("results held up", try simulator.port("backPressuredCycles").read() > heldUpBefore)

    report.transactions += expected.count
    for (index, want) in expected.enumerated() where received[index].0 != want {
      report.mismatch(
        "round \(round), sum \(index): expected \(want), came \(received[index].0) in cycle \(received[index].cycle)")
    }
    if transferCycles.count != beats.count {
      report.mismatch("round \(round): \(transferCycles.count) weight beats were taken, not \(beats.count)")
    }
    // Register stages in the weight path take beats before their tile starts, so that the port does not show the pace.
    if !hasStalls, unit.correctionStages == 0 {
      checkTiming(tiles, beats.map(\.endsRow), transferCycles, received.map(\.cycle), round)
    }
  }

  /// Without stalls: beats follow each other inside a tile, and between tiles whose vector could load meanwhile; results
  /// come at most 8 cycles after their row's last beat. A buffer of less than four sums holds up rows of less beats than that.
  private mutating func checkTiming(_ tiles: [FlashTile], _ endsRow: [Bool], _ beats: [UInt64], _ results: [UInt64], _ round: Int)
  {
    let shortest = tiles.map { model.beats(columns: $0.columns) }.min() ?? 1
    guard beats.count == endsRow.count, unit.resultEntries >= 4 || shortest >= 4 else { return }
    var position = 0
    for (index, tile) in tiles.enumerated() {
      let count = tile.rows * model.beats(columns: tile.columns)
      let span = beats[position + count - 1] - beats[position] + 1
      if span != UInt64(count) { report.mismatch("round \(round): tile \(index) of \(count) beats took \(span) cycles") }
      if index > 0 {
        let gap = Int(beats[position] - beats[position - 1]) - 1
        let loading = tile.vector.map { loadCycles($0.count) } ?? 0
        let previous = tiles[index - 1].rows * model.beats(columns: tiles[index - 1].columns)
        if gap > max(0, loading - previous) {
          report.mismatch(
            "round \(round): \(gap) idle cycles before tile \(index), whose vector loads in \(loading) while \(previous) beats run"
          )
        }
      }
      position += count
    }
    let lastBeats = zip(beats, endsRow).filter(\.1).map(\.0)
    for (result, (cycle, lastBeat)) in zip(results, lastBeats).enumerated() {
      let delay = Int(cycle) - Int(lastBeat)
      if !(0...8).contains(delay) { report.mismatch("round \(round): sum \(result) came \(delay) cycles after its last beat") }
    }
  }

  /// Cycles that the vector buffer takes for a vector: one a group of gcd(lanes, vectorBeat) bytes.
  private func loadCycles(_ columns: Int) -> Int {
    var (a, b) = (unit.lanes, unit.vectorBeat)
    while b != 0 { (a, b) = (b, a % b) }
    return (columns + a - 1) / a
  }
}
