import Hosts
import Simulation
import Units

/// Random tiles and raw pages through all channels at once, with random stalls, against `FlashChannelModel`, the golden model of the fused
/// `flash-channel`: the same tiles give the same totals on both. Vectors are broadcast. A transaction is a total or a raw weight. Where a chip has
/// one channel, the host of systems runs a matrix as well, whose cycles and bytes on the bus must be those of `FlashChipCycles`.
public enum FlashChipTestbench: Testbench {
  /// About how long a run takes; see `Testbench`.
  public static func effort(of unit: FlashMemoryChip) -> Int {
    unit.channels * unit.dies * (unit.readCycles * 40 + unit.pageBytes * 100) + unit.accumulatorRows * 10
  }

  /// Runs the unit until the options are satisfied; see `Testbench`.
  public static func run(_ unit: FlashMemoryChip, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim("new vector", "kept vector", "raw page", "part of a raw page", "stalls", "no stalls")
    if unit.dies > 1 { report.claim("broadcast") }
    if unit.sumColumns < unit.vectorBytes { report.claim("several sums a row") }
    var random = SplitMix64(seed: options.seed), round = 0
    while report.needsMore(options, round: round, most: 60) {
      try simulator.reset()
      let pages = FlashChipPages()
      let array = try FlashArray(unit.die, simulator, memories: FlashChipPlanes.memories(of: unit)) {
        pages.content[$0]?[$1] ?? []
      }
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let channels = try (0..<unit.channels).map {
        try FlashChipChannel(unit, simulator, channel: $0, pages, hasStalls: hasStalls, seed: random.next())
      }
      for channel in channels { channel.plan(&report) }
      let all = channels.flatMap(\.transactors) + [array]
      var progress = Progress(pause: 2 * (unit.readCycles + unit.pageBytes) + unit.accumulatorRows)
      while channels.contains(where: { !$0.isDone }) {
        try simulator.step(all)
        for channel in channels { channel.drainWhenIdle() }
        try progress.check(
          channels.reduce(0) { $0 + $1.moved }, cycle: simulator.cycle, report, "the channels were not done in round \(round)")
      }
      for channel in channels { channel.check(round, &report) }
      round += 1
    }
    if unit.channels == 1 {
      var pace = FlashChipPaceCheck(unit, simulator, seed: options.seed)
      try pace.run(&report)
    }
    report.cycles = simulator.cycle
    return report
  }
}

/// What the planes' pages hold.
private final class FlashChipPages {
  var content: [Int: [Int: [Int8]]] = [:]
}

/// One channel's part of a round.
private final class FlashChipChannel {
  private struct Command { var isRead: Bool, die: Int, page: Int, bytes = 0, tile: FlashChannelTile? }
  private let unit: FlashMemoryChip
  private let channel: Int
  private let pages: FlashChipPages
  private var random: SplitMix64
  private var model: FlashChannelModel
  private let layout: PageLayout
  /// Of each die, the vector that it has.
  private var inUse: [[Int8]]
  private let commands: StreamDriver<Command>, vectors: StreamDriver<(dies: Int, byte: Int8, last: Bool)>
  private let drains: StreamDriver<Int>
  private var raws: StreamMonitor<Int>?, totals: StreamMonitor<Int64>?
  private let idle: SimulatorPort
  private var wantedRaw: [[Int8]], gotRaw: [[Int8]], gotTotals: [Int64] = [], isDrained = false
  /// Of each raw byte, whether its read ends with it.
  private var wantedEnds: [[Bool]], gotEnds: [[Bool]]
  private let rooms: FlashRoomCheck

  init(
    _ unit: FlashMemoryChip, _ simulator: any Simulator, channel: Int, _ pages: FlashChipPages, hasStalls: Bool, seed: UInt64
  ) throws {
    (self.unit, self.channel, self.pages) = (unit, channel, pages)
    random = SplitMix64(seed: seed)
    var fused = FlashChannel(cores: unit.dies, lanes: unit.lanes, accumulatorRows: unit.accumulatorRows)
    (fused.pageBytes, fused.vectorBytes) = (unit.pageBytes, unit.vectorBytes)
    model = FlashChannelModel(fused)
    layout = PageLayout(unit)
    inUse = Array(repeating: [], count: unit.dies)
    wantedRaw = Array(repeating: [], count: unit.dies)
    gotRaw = wantedRaw
    wantedEnds = Array(repeating: [], count: unit.dies)
    gotEnds = wantedEnds
    rooms = try FlashRoomCheck(simulator, channel: channel, dies: unit.dies)
    let stalls = hasStalls ? Stalls(percent: 20, longest: 8) : .none
    let port = { (name: String) in try simulator.port(name) }
    let names = ["isRead", "die", "page", "beats", "rows", "columns", "newVector", "rowBase", "shift"]
    let fields = try names.map { try port("commands_\(channel)_\($0)") }
    let layout = layout
    commands = try StreamDriver(simulator, "commands_\(channel)", stalls: stalls, seed: random.next()) { command in
      let tile = command.tile
      let beats = tile.map { $0.rows * layout.beats(columns: $0.columns) } ?? command.bytes
      let values = [
        command.isRead ? 1 : 0, command.die, command.page, beats, tile?.rows ?? 0, tile?.columns ?? 0,
        tile?.vector == nil ? 0 : 1, tile?.rowBase ?? 0, tile?.shift ?? 0,
      ]
      for (field, value) in zip(fields, values) { field.write(UInt64(value)) }
    }
    let mask = try port("vectors_\(channel)_dies"), byte = try port("vectors_\(channel)_byte")
    let last = try port("vectors_\(channel)_last")
    vectors = try StreamDriver(simulator, "vectors_\(channel)", stalls: stalls, seed: random.next()) {
      mask.write(UInt64($0.dies))
      byte.write(UInt64(UInt8(bitPattern: $0.byte)))
      last.write($0.last ? 1 : 0)
    }
    let firstRow = try port("drains_\(channel)_firstRow"), rows = try port("drains_\(channel)_rows")
    drains = try StreamDriver(simulator, "drains_\(channel)", seed: random.next()) {
      firstRow.write(0)
      rows.write(UInt64($0))
    }
    idle = try port("idles_\(channel)")
    let rawDie = try port("raws_\(channel)_die"), rawByte = try port("raws_\(channel)_byte")
    let rawLast = try port("raws_\(channel)_last")
    let sum = try port("totals_\(channel)_sum")
    raws = try StreamMonitor<Int>(simulator, "raws_\(channel)", stalls: stalls, seed: random.next()) {
      Int(rawDie.read()) << 9 | Int(rawLast.read()) << 8 | Int(rawByte.read())
    } receive: { [unowned self] value, _ in
      // A die that does not exist is a weight that is missing.
      guard gotRaw.indices.contains(value >> 9) else { return }
      gotRaw[value >> 9].append(Int8(bitPattern: UInt8(value & 255)))
      gotEnds[value >> 9].append(value >> 8 & 1 == 1)
    }
    totals = try StreamMonitor<Int64>(simulator, "totals_\(channel)", stalls: stalls, seed: random.next()) {
      Int64(sum.readSigned())
    } receive: { [unowned self] value, _ in
      gotTotals.append(value)
    }
  }

  var transactors: [any Transactor] {
    var all: [any Transactor] = [commands, vectors, drains, rooms]
    if let raws { all.append(raws) }
    if let totals { all.append(totals) }
    return all
  }
  /// Records that have moved so far.
  var moved: Int { commands.transfers + vectors.transfers + gotTotals.count + gotRaw.reduce(0) { $0 + $1.count } }
  var isDone: Bool {
    gotTotals.count == unit.accumulatorRows && zip(gotRaw, wantedRaw).allSatisfy { $0.count >= $1.count }
  }

  /// Sends random commands, and what they should give to the model.
  func plan(_ report: inout TestbenchReport) {
    var columns = [Int](repeating: 0, count: unit.dies)
    for _ in 0..<(2 + random.next(below: 3)) {
      let dies = 1 + random.next(below: (1 << unit.dies) - 1)
      var width = 1 + random.next(below: min(unit.vectorBytes, unit.pageBytes / unit.lanes * unit.lanes))
      if width > unit.sumColumns { width = width / unit.sumColumns * unit.sumColumns }
      report.cover("several sums a row", if: width > unit.sumColumns)
      let vector = numbers(width)
      report.cover("broadcast", if: unit.dies > 1 && dies & (dies - 1) != 0)
      for die in 0..<unit.dies where dies >> die & 1 == 1 {
        columns[die] = width
        tile(die, width, vector)
        report.cover("new vector")
      }
      for (index, byte) in vector.enumerated() { vectors.send((dies, byte, index == width - 1)) }
      for _ in 0..<random.next(below: 4) {
        let die = random.next(below: unit.dies)
        if random.chance(50), columns[die] > 0 {
          tile(die, columns[die], nil)
          report.cover("kept vector")
        } else {
          let page = numbers(unit.pageBytes), number = place(page, die, plane: 1)
          let count = random.chance(50) ? unit.pageBytes : 1 + random.next(below: unit.pageBytes)
          wantedRaw[die] += page.prefix(count)
          wantedEnds[die] += (1...count).map { $0 == count }
          commands.send(Command(isRead: true, die: die, page: number, bytes: count, tile: nil))
          report.cover(count == unit.pageBytes ? "raw page" : "part of a raw page")
        }
      }
    }
  }

  private func tile(_ die: Int, _ columns: Int, _ vector: [Int8]?) {
    if let vector { inUse[die] = vector }
    let sums = unit.sums(ofColumns: columns), width = columns / sums
    let most = unit.pageBytes / (sums * layout.beats(columns: columns) * unit.lanes)
    let rows = 1 + random.next(below: min(most, unit.accumulatorRows)),
      first = random.next(below: unit.accumulatorRows - rows + 1)
    let weights = numbers(rows * columns), shifts = (0..<sums).map { _ in random.next(below: 21) }
    let number = place(layout.page(rows: rows * sums, columns: columns, weights: weights) { 0x33 }, die, plane: 0)
    // The fused channel has each group of columns as a tile of its own.
    for part in 0..<sums {
      let place = part * width
      let group = (0..<rows).flatMap { weights[$0 * columns + place..<$0 * columns + place + width] }
      model.run(
        FlashChannelTile(
          rows: rows, columns: width, vector: Array(inUse[die][place..<place + width]), rowBase: first, shift: shifts[part],
          weights: group), core: die)
    }
    let shift = shifts.enumerated().reduce(0) { $0 | $1.element << (FlashAccumulatorLane.shiftWidth * $1.offset) }
    let tile = FlashChannelTile(
      rows: rows * sums, columns: columns, vector: vector, rowBase: first, shift: shift, weights: weights)
    commands.send(Command(isRead: false, die: die, page: number, tile: tile))
  }

  private func place(_ page: [Int8], _ die: Int, plane: Int) -> Int {
    let index = 2 * (channel * unit.dies + die) + plane
    // Every bit of a page's number counts.
    let number = ((pages.content[index]?.count ?? 0) + 1) * 0x9E_3779 & 0xFF_FFFF
    pages.content[index, default: [:]][number] = page
    return number
  }

  private func numbers(_ count: Int) -> [Int8] { (0..<count).map { _ in Int8(truncatingIfNeeded: random.next()) } }

  /// Asks for the totals once all tiles are answered.
  func drainWhenIdle() {
    guard !isDrained, commands.isIdle, vectors.isIdle, idle.read() == 1 else { return }
    isDrained = true
    drains.send(unit.accumulatorRows)
  }

  func check(_ round: Int, _ report: inout TestbenchReport) {
    report.expectAllTaken([commands, vectors, drains], round: round)
    if gotRaw != wantedRaw { report.mismatch("round \(round): channel \(channel) gave other raw weights than its pages hold") }
    if gotEnds != wantedEnds {
      report.mismatch("round \(round): channel \(channel) marked other raw weights as the last ones of reads")
    }
    if let fault = rooms.fault { report.mismatch("round \(round): channel \(channel): \(fault)") }
    let wanted = model.drain(0..<unit.accumulatorRows)
    if gotTotals.count > wanted.count { report.mismatch("round \(round): channel \(channel) gave more totals than asked for") }
    for (row, pair) in zip(gotTotals, wanted).enumerated() where pair.0 != pair.1 {
      report.mismatch("round \(round), channel \(channel), row \(row): expected \(pair.1), came \(pair.0)")
    }
    report.transactions += wanted.count + wantedRaw.reduce(0) { $0 + $1.count }
  }
}
