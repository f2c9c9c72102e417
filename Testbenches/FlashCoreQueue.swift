import Simulation
import Units

/// Several tiles of one page for a `FlashCore`, on streams that stall or do not: all of them begin at the page's first beat, as
/// reads do.
struct FlashCoreQueue {
  let unit: FlashCore
  let simulator: any Simulator
  let model: FlashPEModel
  let page: SimulatorMemory

  init(_ unit: FlashCore, _ simulator: any Simulator) throws {
    self.unit = unit
    self.simulator = simulator
    model = FlashPEModel(unit.unit)
    page = try simulator.memory("pageRegister.page")
  }

  /// Resets the unit and runs some tiles: any; or so many rows or tiles that their sums, which are held up, fill the unit.
  func run(_ round: Int, _ random: inout SplitMix64, _ report: inout TestbenchReport) throws {
    try simulator.reset()
    let problems = Problems()
    let cycleModel = try FlashPECycleModel(unit.unit, simulator, hasPage: true) { problems.add($0) }
    let kind = round / 2 % 4, hasStalls = kind != 3
    let tiles = self.tiles(kind, &random)
    let stalls = { (random: inout SplitMix64) -> Stalls in hasStalls ? random.stalls() : .none }

    let beats = try simulator.port("read_beats")
    let reads = try StreamDriver<Int>(simulator, "read", stalls: stalls(&random), seed: random.next()) { beats.write(UInt64($0)) }
    let commands = try FlashPEStreams.commands(simulator, stalls: stalls(&random), seed: random.next())
    let vectors = try FlashPEStreams.vectors(simulator, stalls: stalls(&random), seed: random.next())
    var received: [FlashSum] = []
    let results = try FlashPEStreams.results(
      simulator, stalls: kind == 1 || kind == 2 ? Stalls(percent: 80, longest: 60) : stalls(&random), seed: random.next()
    ) { sum, _ in
      received.append(sum)
    }

    var golden = model
    var expected: [FlashSum] = []
    for tile in tiles {
      let count = tile.rows * model.beats(columns: tile.columns)
      reads.send(count)
      commands.send(tile)
      if let vector = tile.vector {
        // Bytes beyond the vector's end are anything.
        for beat in model.vectorBeats(vector, filler: { 85 }) { vectors.send(beat) }
      }
      expected += golden.results(of: tile)
    }
    // A tile waits while its vector, which may be long, loads.
    var progress = Progress(pause: 2 * unit.vectorBytes)
    let transactors: [any Transactor] = [reads, commands, vectors, results, cycleModel]
    while received.count < expected.count {
      try simulator.step(transactors)
      try progress.check(
        reads.transfers + vectors.transfers + received.count, cycle: simulator.cycle, report,
        "\(received.count) of \(expected.count) sums came in round \(round)")
    }
    // Nothing more comes.
    for _ in 0..<8 { try simulator.step(transactors) }
    report.expectAllTaken([reads, commands, vectors], round: round)

    if received != expected {
      let both = min(received.count, expected.count)
      let index = (0..<both).first { received[$0] != expected[$0] } ?? both
      report.mismatch(
        "round \(round), sum \(index) of \(expected.count): expected \(index < expected.count ? "\(expected[index])" : "none"), "
          + "came \(index < received.count ? "\(received[index])" : "none")")
    }
    for _ in 0..<problems.count { report.mismatch("round \(round): \(problems.first ?? "")") }
    report.transactions += expected.count
    report.cover(hasStalls ? "stalls" : "no stalls")
    report.cover("tiles held up", if: cycleModel.heldUpStarts > 0)
    report.cover("results held up", if: try simulator.port("backPressuredCycles").read() > 0)
    try simulator.port("results_ready").write(1)
  }

  /// Fills the page and cuts tiles out of its beginning: single rows of one beat, more rows than the unit holds sums, or any.
  private func tiles(_ kind: Int, _ random: inout SplitMix64) -> [FlashTile] {
    let bytes = random.numbers(unit.page.beats * unit.lanes, width: 8, style: random.next(below: 4)).map { Int8($0) }
    bytes.withUnsafeBytes { page.address.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    var columns = 0
    return (0..<(kind == 1 ? 4 : kind == 2 ? 12 : 2 + random.next(below: 6))).map { index in
      let isNew = index == 0 || kind == 0 && random.chance(50)
      if isNew {
        // Rows of three beats wait for room before their last one.
        let widest = min(unit.vectorBytes, unit.pageBytes / unit.lanes * unit.lanes)
        let most = kind == 0 ? widest : unit.lanes
        columns = min(widest, (kind == 1 ? 2 * unit.lanes : 0) + 1 + random.next(below: most))
      }
      let beats = model.beats(columns: columns), most = unit.pageBytes / (beats * unit.lanes)
      let rows = kind == 1 ? min(most, unit.unit.resultEntries / 2 + 20) : kind == 2 ? 1 : 1 + random.next(below: min(most, 20))
      let weights = (0..<rows).flatMap { row in bytes[(row * beats * unit.lanes)...].prefix(columns) }
      let vector = isNew ? random.numbers(columns, width: 8, style: random.next(below: 4)).map { Int8($0) } : nil
      return FlashTile(rows: rows, columns: columns, vector: vector, tag: index, weights: weights)
    }
  }
}
