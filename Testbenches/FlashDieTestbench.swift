import Simulation
import Units

/// Random compute and read commands over the bus, with random stalls, against `FlashDieModel`: every byte of every answer, the ends of
/// sums and slices, and the pace. A page appears in its register in the last cycle of its read. A transaction is an answer's byte.
public enum FlashDieTestbench: Testbench {
  /// About how long a run takes; see `Testbench`.
  public static func effort(of unit: FlashDie) -> Int { unit.readCycles * 20 + unit.pageBytes * 60 }

  private struct Answer: Equatable { var plane: Int, byte: UInt8, last: Bool }

  private enum Command {
    case compute(FlashTile)
    case read
    var plane: Int { if case .read = self { 1 } else { 0 } }
  }

  /// Runs the unit until the options are satisfied; see `Testbench`.
  public static func run(_ unit: FlashDie, on simulator: any Simulator, options: TestbenchOptions)
    throws -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "full page", "new vector", "kept vector", "raw page", "part of a raw page", "slice behind a sum",
      "sum behind a slice", "stalls", "no stalls")
    var random = SplitMix64(seed: options.seed)
    var round = 0
    while report.needsMore(options, round: round, most: 400) {
      try simulator.reset()
      var bench = Round(unit, simulator, seed: random.next(), round: round)
      try bench.run(&report)
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  private struct Round {
    let unit: FlashDie
    let simulator: any Simulator
    let round: Int
    var random: SplitMix64
    var model: FlashDieModel
    private var columns = 0

    init(_ unit: FlashDie, _ simulator: any Simulator, seed: UInt64, round: Int) {
      (self.unit, self.simulator, self.round) = (unit, simulator, round)
      random = SplitMix64(seed: seed)
      model = FlashDieModel(unit)
    }

    private mutating func numbers(_ count: Int) -> [Int8] {
      (0..<count).map { _ in Int8(truncatingIfNeeded: random.next()) }
    }

    private mutating func tile() -> FlashTile {
      let isNew = columns == 0 || random.chance(60)
      if isNew {
        columns = model.vectorColumns(
          atMost: 1 + random.next(below: min(unit.vectorBytes, unit.pageBytes / unit.lanes * unit.lanes)))
      }
      let most = unit.pageBytes / (model.beats(columns: columns) * unit.lanes)
      let rows = random.chance(30) ? most : 1 + random.next(below: min(most, 12))
      return FlashTile(
        rows: rows, columns: columns, vector: isNew ? numbers(columns) : nil, tag: 0,
        weights: numbers(rows * model.rowColumns(columns)))
    }

    mutating func run(_ report: inout TestbenchReport) throws {
      let hasStalls = round % 3 != 2
      let isMixed = round % 3 != 2
      report.cover(hasStalls ? "stalls" : "no stalls")
      let commands = (0..<(2 + random.next(below: 5))).map { _ in
        isMixed && random.chance(40) ? Command.read : Command.compute(tile())
      }
      var contents: [[Int: [Int8]]] = [[:], [:]]
      var expected: [[UInt8]] = [[], []]
      var queue: [(plane: Int, bytes: [FlashBusByte])] = []
      // Where the answer of each command of a plane ends.
      var ends: [[Int]] = [[], []]
      // Of each raw byte, whether a slice ends with it.
      var sliceEnds: [Bool] = []
      for command in commands {
        // Every bit of a page's number counts.
        let page = (contents[command.plane].count + 1) * 0x9E_3779 & 0xFF_FFFF
        switch command {
        case .compute(let tile):
          contents[0][page] = model.page(of: tile) { 0x33 }
          queue.append((0, model.bytes(of: tile, page: page)))
          expected[0] += model.answer(to: tile)
          report.cover(tile.vector == nil ? "kept vector" : "new vector")
          let beats = model.beats(columns: tile.columns)
          report.cover("full page", if: (tile.rows + 1) * beats * unit.lanes > unit.pageBytes)
        case .read:
          let count = random.chance(50) ? unit.pageBytes : 1 + random.next(below: unit.pageBytes)
          let raw = numbers(unit.pageBytes)
          contents[1][page] = raw
          queue.append((1, FlashDieModel.bytes(ofRead: page, count: count)))
          expected[1] += raw.prefix(count).map { UInt8(bitPattern: $0) }
          sliceEnds += (0..<count).map { model.endsSlice($0, of: count) }
          report.cover(count == unit.pageBytes ? "raw page" : "part of a raw page")
        }
        ends[command.plane].append(expected[command.plane].count)
      }
      let array = try FlashArray(
        unit, simulator, memories: ["computePlane.pages", "rawPlane.pages"]
      ) { contents[$0][$1] ?? [] }
      let kind = try simulator.port("cycles_kind")
      let byte = try simulator.port("cycles_byte")
      let cycles = try StreamDriver<FlashBusByte>(
        simulator, "cycles", stalls: hasStalls ? Stalls(percent: 30) : .none, seed: random.next()
      ) {
        kind.write(UInt64($0.kind))
        byte.write(UInt64($0.byte))
      }
      let raw = try simulator.port("answers_isRaw")
      let value = try simulator.port("answers_byte")
      let last = try simulator.port("answers_last")
      let sumBytes = unit.core.sumBytes
      var received: [[UInt8]] = [[], []]
      var open: Int?
      var before: Int?
      var faults: [String] = []
      var seen: Set<String> = []
      let answers = try StreamMonitor<Answer>(
        simulator, "answers",
        stalls: hasStalls ? Stalls(percent: [10, 60][round % 2], longest: 9) : .none,
        seed: random.next()
      ) {
        Answer(plane: Int(raw.read()), byte: UInt8(value.read()), last: last.read() == 1)
      } receive: { (answer: Answer, cycle: UInt64) in
        let position = received[answer.plane].count
        received[answer.plane].append(answer.byte)
        if let open, open != answer.plane {
          faults.append("cycle \(cycle): an answer is cut by another one")
        }
        if let before, before != answer.plane, open == nil {
          seen.insert(answer.plane == 1 ? "slice behind a sum" : "sum behind a slice")
        }
        let ends =
          answer.plane == 0 ? position % sumBytes == sumBytes - 1 : sliceEnds.indices.contains(position) && sliceEnds[position]
        if ends != answer.last {
          faults.append(
            "cycle \(cycle): byte \(position) of plane \(answer.plane) has last \(answer.last)")
        }
        open = answer.last ? nil : answer.plane
        before = answer.plane
      }
      var sent = [0, 0]
      var next = 0
      var progress = Progress(pause: 2 * unit.readCycles + unit.pageBytes)
      let start = simulator.cycle
      let total = expected[0].count + expected[1].count
      while received[0].count + received[1].count < total {
        // Two commands of a plane at most are not answered.
        while next < queue.count {
          let plane = queue[next].plane
          guard sent[plane] < 2 || received[plane].count >= ends[plane][sent[plane] - 2] else {
            break
          }
          queue[next].bytes.forEach(cycles.send)
          sent[plane] += 1
          next += 1
        }
        try simulator.step([cycles, answers, array])
        try progress.check(
          cycles.transfers + received[0].count + received[1].count, cycle: simulator.cycle, report,
          "\(received[0].count + received[1].count) of \(total) bytes came in round \(round)")
      }
      let took = Int(simulator.cycle - start)
      for _ in 0..<8 { try simulator.step([cycles, answers, array]) }
      report.expectAllTaken([cycles], round: round)
      for name in seen { report.cover(name) }
      for fault in faults { report.mismatch("round \(round), \(fault)") }
      for plane in 0..<2 where received[plane] != expected[plane] {
        let place = zip(received[plane], expected[plane]).enumerated().first { $0.1.0 != $0.1.1 }
        report.mismatch(
          "round \(round): plane \(plane) sent \(received[plane].count) bytes of \(expected[plane].count), the first difference at \(place?.offset ?? -1)"
        )
      }
      if array.count.reduce(0, +) != commands.count {
        report.mismatch(
          "round \(round): the arrays read \(array.count) pages for \(commands.count) commands")
      }
      if !hasStalls {
        let tiles = commands.compactMap { if case .compute(let tile) = $0 { tile } else { nil } }
        let most = model.mostCycles(tiles: tiles)
        if took > most {
          report.mismatch(
            "round \(round): \(tiles.count) tiles took \(took) cycles, more than \(most)")
        }
      }
      report.transactions += total
    }
  }
}
