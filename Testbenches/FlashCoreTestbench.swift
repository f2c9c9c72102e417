import Hosts
import Simulation
import Units

/// Random tiles through the page register and the compute unit against `FlashPEModel`. A transaction is a row's sum.
///
/// One at a time through `FlashCoreHost`, as a long run does; in other rounds, each after a reset, several of one page that wait
/// behind each other, under random stalls, with `FlashPECycleModel` beside them.
public enum FlashCoreTestbench: Testbench {
  public static func effort(of unit: FlashCore) -> Int { FlashPECycleModel.effort(of: unit.unit) }

  public static var equivalentMutants: [EquivalentMutant] { FlashPETestbench.equivalentMutants }

  public static func run(_ unit: FlashCore, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("full page", "one row", "kept vector", "new vector", "stalls", "no stalls")
    FlashPECycleModel.claim(unit.unit, mostRows: unit.pageBytes / (3 * unit.lanes), &report)
    let widest = min(unit.vectorBytes, unit.pageBytes / unit.lanes * unit.lanes)
    let host = try FlashCoreHost(unit, simulator)
    var model = FlashPEModel(unit.unit)
    var random = SplitMix64(seed: options.seed)
    var columns = 0
    var round = 0
    while report.needsMore(options, round: round, most: 2000) {
      if round % 2 == 1 {
        try FlashCoreQueue(unit, simulator).run(round, &random, &report)
        columns = 0
      }
      let isNew = columns == 0 || random.chance(60)
      if isNew { columns = random.chance(20) ? widest : 1 + random.next(below: widest) }
      let most = unit.pageBytes / (model.beats(columns: columns) * unit.lanes)
      let rows = random.chance(20) ? most : random.chance(20) ? 1 : 1 + random.next(below: min(most, 20))
      let vector = isNew ? (0..<columns).map { _ in Int8(truncatingIfNeeded: random.next()) } : nil
      let weights = (0..<(rows * columns)).map { _ in Int8(truncatingIfNeeded: random.next()) }
      let tile = FlashTile(rows: rows, columns: columns, vector: vector, tag: round, weights: weights)
      let page = model.page(of: tile) { Int8(truncatingIfNeeded: random.next()) }
      var sums = [Int32](repeating: 0, count: rows)
      try sums.withUnsafeMutableBufferPointer { sums in
        try page.withUnsafeBytes { try host.run(page: $0, rows: rows, columns: columns, vector: vector, results: sums) }
      }
      for (row, want) in model.results(of: tile).enumerated() where sums[row] != want.sum {
        report.mismatch("tile \(round), row \(row): expected \(want.sum), came \(sums[row])")
      }
      report.transactions += rows
      if rows == most { report.coverage["full page"]! += 1 }
      if rows == 1 { report.coverage["one row"]! += 1 }
      report.coverage[isNew ? "new vector" : "kept vector"]! += 1
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }
}

/// Random pages and lengths through the page register, with random stalls: every beat must come once, in order, and without
/// a bubble while it is taken. A transaction is a beat.
public enum FlashPageTestbench: Testbench {
  public static func effort(of unit: FlashPage) -> Int { unit.beats * 20 + unit.pageBytes * 5 }

  public static func run(_ unit: FlashPage, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("full page", "one beat", "stalls", "no stalls", "a read behind a read")
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let page = try simulator.memory("page")
    guard page.isByteArray else {
      throw SimulationError.model("the page register is not stored as an array of bytes in this model")
    }
    let beats = try simulator.port("read_beats"), lanes = try simulator.port("weights_lanes")
    var round = 0
    while report.needsMore(options, round: round, most: 2000) {
      let hasStalls = round % 3 != 2
      let count =
        random.chance(10) || report.coverage["full page"] == 0
        ? unit.beats : random.chance(20) ? 1 : 1 + random.next(below: min(unit.beats, 40))
      let bytes = (0..<(unit.beats * unit.lanes)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      bytes.withUnsafeBytes { page.address.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
      let reads = try StreamDriver<Int>(simulator, "read", seed: random.next()) { beats.write(UInt64($0)) }
      var received: [[UInt8]] = []
      var cycles: [UInt64] = []
      let stalls = hasStalls ? Stalls(percent: 40) : .none
      let weights = try StreamMonitor<[UInt8]>(simulator, "weights", stalls: stalls, seed: random.next()) {
        [UInt8](UnsafeRawBufferPointer(start: lanes.address, count: unit.lanes))
      } receive: {
        received.append($0)
        cycles.append($1)
      }
      // Reads that wait behind the first one follow it without a bubble, from the page's first beat.
      let counts = [count] + (0..<random.next(below: 3)).map { _ in 1 + random.next(below: min(unit.beats, 8)) }
      counts.forEach(reads.send)
      let beatsSent = counts.flatMap { 0..<$0 }, total = beatsSent.count
      var progress = Progress()
      while received.count < total {
        try simulator.step([reads, weights])
        try progress.check(
          reads.transfers + received.count, cycle: simulator.cycle, report,
          "\(received.count) of \(total) beats came in round \(round) of seed \(options.seed)")
      }
      // Nothing more comes.
      for _ in 0..<4 { try simulator.step([reads, weights]) }
      if received.count != total { report.mismatch("round \(round): \(received.count) of \(total) beats came") }
      for (beat, value) in zip(beatsSent, received) where value != Array(bytes[(beat * unit.lanes)..<((beat + 1) * unit.lanes)]) {
        report.mismatch(
          "round \(round), beat \(beat): expected \(bytes[(beat * unit.lanes)..<((beat + 1) * unit.lanes)]), came \(value)")
      }
      if !hasStalls, let first = cycles.first, let last = cycles.last, last - first != UInt64(total - 1) {
        report.mismatch("round \(round): \(total) beats took \(last - first + 1) cycles")
      }
      report.transactions += total
      report.cover("a read behind a read", if: counts.count > 1)
      report.cover("full page", if: count == unit.beats)
      report.cover("one beat", if: count == 1)
      report.cover(hasStalls ? "stalls" : "no stalls")
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }
}
