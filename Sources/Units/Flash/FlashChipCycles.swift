/// What a channel of a `FlashMemoryChip` does for a matrix: tiles, dealt to the dies in turn, raw bytes that are read in pages from the
/// dies in turn, and the accumulators that are drained behind the tiles.
public struct FlashChipPass: Hashable, Sendable {
  /// The tiles; those of a round, one for each die, share vectors by their numbers.
  public var tiles: [FlashTileShape]
  /// Bytes that are read raw, and accumulators that are drained.
  public var rawBytes: Int, totals: Int

  /// With these values.
  public init(tiles: [FlashTileShape], rawBytes: Int, totals: Int) {
    (self.tiles, self.rawBytes, self.totals) = (tiles, rawBytes, totals)
  }

  /// Sums that go over the bus.
  func sums(on unit: FlashMemoryChip) -> Int { tiles.reduce(0) { $0 + $1.rows * unit.sums(ofColumns: $1.columns) } }

  /// Sums, and slices of raw pages.
  package func transfers(on unit: FlashMemoryChip) -> Int { sums(on: unit) + (rawBytes + unit.sliceBytes - 1) / unit.sliceBytes }

  /// The first tiles, in whole rounds, and as large a share of the raw bytes.
  func part(_ share: Double, on unit: FlashMemoryChip) -> FlashChipPass {
    let rounds = (Double(tiles.count) * share / Double(unit.dies)).rounded(.up)
    let raw = (Double(rawBytes) * share / Double(unit.sliceBytes)).rounded(.up)
    return FlashChipPass(
      tiles: Array(tiles.prefix(Int(rounds) * unit.dies)), rawBytes: min(rawBytes, Int(raw) * unit.sliceBytes), totals: totals)
  }
}

/// What a pass of a channel takes.
public struct FlashChipTime: Hashable, Sendable {
  /// From the first command to the cycle behind the last total, or behind the last byte on the bus.
  public var cycles = 0
  /// Bytes on the bus: commands with their addresses, vectors, sums, and raw weights.
  public var commandBytes = 0, vectorBytes = 0, sumBytes = 0, rawBytes = 0

  /// Of nothing.
  public init() {}
  /// All bytes on the bus.
  public var busBytes: Int { commandBytes + vectorBytes + sumBytes + rawBytes }

  /// One behind the other.
  public static func += (time: inout Self, next: Self) {
    time.cycles += next.cycles
    time.commandBytes += next.commandBytes
    time.vectorBytes += next.vectorBytes
    time.sumBytes += next.sumBytes
    time.rawBytes += next.rawBytes
  }
}

/// When a channel of an idle `FlashMemoryChip` has done a pass, transfer by transfer on its bus.
///
/// Commands are given as `FlashChipHost` gives them: a tile's where its die has room, in the order of the tiles, else a read's; a
/// round's vectors behind its commands.
public struct FlashChipCycles {
  private static let never = Int.max / 2
  private struct Command { var isRead: Bool, die: Int, number: Int }
  private struct Vector { var dies: [Int], columns: Int, from: Int }

  private let unit: FlashMemoryChip, pass: FlashChipPass
  private let reads: Int, cyclesPerByte: Double
  private var dies: [FlashDieCycles]
  private var time = FlashChipTime()
  /// What the host does next: the command that it offers, or from when on it may offer one.
  private var offered: (command: Command, from: Int)?, hostFree = 0, nextTile = 0, nextRead = 0
  /// The command that the controller has, with the cycle in which it took it; from when on it has none.
  private var sending: (command: Command, taken: Int)?, notSending = 0
  private var vectors: [Vector] = [], firstVector = 0, gathering: [Int] = []
  /// Of each die: its vector, tiles and reads under way, whether a vector is to come, from when on there is room, and its last command.
  private var known: [(vector: Int, columns: Int)?], tilesUnderWay, readsUnderWay: [Int], awaits: [Bool]
  private var tileRoom, readRoom, lastCommand: [Int]
  private var tilesLeft: Int, drain: Range<Int>?, owner = 0
  /// From when on the bus is free behind the last answer.
  private var last = 0

  /// Sums and slices of a pass up to which each transfer is followed; beyond them a part of the pass stands for the whole.
  public static let mostTransfers = 600_000
  /// Of the smaller one of two parts.
  private static let sampledTransfers = 20_000

  /// The time of a pass, from an idle channel: to the cycle up to `mostTransfers`, beyond them by what the second half of a part takes.
  ///
  /// - Parameter cyclesPerByte: of the bus where it is not the unit's, a fraction perhaps
  public static func time(of pass: FlashChipPass, on unit: FlashMemoryChip, cyclesPerByte: Double? = nil) -> FlashChipTime {
    let all = pass.transfers(on: unit)
    guard all > mostTransfers else { return followed(pass, on: unit, cyclesPerByte) }
    return sampled(pass, on: unit, cyclesPerByte)
  }

  /// The time of a pass with each transfer followed, however many there are.
  static func followed(_ pass: FlashChipPass, on unit: FlashMemoryChip, _ cyclesPerByte: Double?) -> FlashChipTime {
    var run = FlashChipCycles(unit, pass, cyclesPerByte: cyclesPerByte ?? Double(unit.cyclesPerByte))
    run.run()
    return run.time
  }

  /// The time of a pass by two parts of it, one twice the other: what the second half adds, the rest adds too.
  package static func sampled(_ pass: FlashChipPass, on unit: FlashMemoryChip, _ cyclesPerByte: Double? = nil) -> FlashChipTime {
    let all = pass.transfers(on: unit)
    let share = Double(sampledTransfers) / Double(all)
    let half = pass.part(share, on: unit), whole = pass.part(2 * share, on: unit)
    let first = followed(half, on: unit, cyclesPerByte), both = followed(whole, on: unit, cyclesPerByte)
    let added = whole.transfers(on: unit) - half.transfers(on: unit)
    if added <= 0 { return followed(pass, on: unit, cyclesPerByte) }
    let more = Double(all - whole.transfers(on: unit)) / Double(added)
    func total(_ part: KeyPath<FlashChipTime, Int>) -> Int {
      both[keyPath: part] + Int((Double(both[keyPath: part] - first[keyPath: part]) * more).rounded())
    }
    var time = FlashChipTime()
    (time.cycles, time.commandBytes, time.vectorBytes) = (total(\.cycles), total(\.commandBytes), total(\.vectorBytes))
    (time.sumBytes, time.rawBytes) = (unit.sumBytes * pass.sums(on: unit), pass.rawBytes)
    return time
  }

  private init(_ unit: FlashMemoryChip, _ pass: FlashChipPass, cyclesPerByte: Double) {
    (self.unit, self.pass, self.cyclesPerByte) = (unit, pass, cyclesPerByte)
    let count = unit.dies
    reads = (pass.rawBytes + unit.pageBytes - 1) / unit.pageBytes
    dies = Array(repeating: FlashDieCycles(unit.die), count: count)
    known = Array(repeating: nil, count: count)
    awaits = Array(repeating: false, count: count)
    (tilesUnderWay, readsUnderWay, tileRoom) = (
      Array(repeating: 0, count: count), Array(repeating: 0, count: count), Array(repeating: 0, count: count)
    )
    (readRoom, lastCommand) = (tileRoom, tileRoom)
    tilesLeft = pass.tiles.count
  }

  /// Goes from one transfer on the bus to the next.
  private mutating func run() {
    var now = 0
    while true {
      let controller = request(by: now)
      var next = controller.time
      // The first die behind the owner that waits, and the first that waits with a sum; else the first of all.
      var any: Int?, sum: Int?
      for offset in dies.indices {
        let die = owner + offset < dies.count ? owner + offset : owner + offset - dies.count
        let offer = dies[die].offer
        next = min(next, offer.time)
        if offer.time > now { continue }
        any = any ?? die
        if !offer.isRaw { sum = sum ?? die }
      }
      let isTurn = unit.policy == .vectorsFirst || (any.map { $0 < owner } ?? true)
      if controller.time <= now && isTurn {
        now = controller.isVector ? sendVector(now) : sendCommand(now)
        owner = 0
      } else if let die = unit.policy == .vectorsFirst ? sum ?? any : any {
        now = dies[die].offer.isRaw ? sendSlice(of: die, now) : sendSum(of: die, now)
        owner = die + 1
      } else if next == Self.never {
        break
      } else {
        now = next
      }
    }
    time.cycles = max(last, drain.map { $0.upperBound + 1 } ?? 0)
  }

  /// From when on the bus is free behind some bytes from a cycle on, and the cycle in which the last one goes over.
  private func span(_ bytes: Int, from now: Int) -> (free: Int, end: Int) {
    (now + Int((Double(bytes) * cyclesPerByte).rounded(.up)), now + Int(Double(bytes - 1) * cyclesPerByte))
  }

  // MARK: The controller

  /// What the controller wants to send next, and from when on, as far as it is decided by a cycle; a later cycle in which more is.
  private mutating func request(by now: Int) -> (time: Int, isVector: Bool) {
    let more = offer(by: now)
    if firstVector < vectors.count {
      let from = max(vectors[firstVector].from, notSending)
      if sending.map({ $0.taken >= from }) ?? true { return (min(from, more), true) }
    }
    if let sending { return (sending.taken + 1, false) }
    return (more, false)
  }

  /// Lets the host offer a command and the controller take it, up to a cycle; returns the next cycle in which that may go on.
  private mutating func offer(by now: Int) -> Int {
    if offered == nil {
      let tile = nextTile < pass.tiles.count ? tileRoom[nextTile % unit.dies] : Self.never
      let read = nextRead < reads ? readRoom[nextRead % unit.dies] : Self.never
      let from = max(hostFree, min(tile, read))
      if from > now || min(tile, read) == Self.never { return min(tile, read) == Self.never ? Self.never : from }
      let isTile = tile <= from, number = isTile ? nextTile : nextRead
      offered = (Command(isRead: !isTile, die: number % unit.dies, number: number), from)
    }
    guard let (command, from) = offered, sending == nil else { return Self.never }
    var taken = max(from, notSending)
    if let drain, drain.contains(taken) { taken = drain.upperBound }
    if taken > now { return taken }
    take(command, taken)
    return Self.never
  }

  private mutating func take(_ command: Command, _ cycle: Int) {
    (offered, sending, hostFree) = (nil, (command, cycle), cycle + 1)
    let die = command.die
    if command.isRead {
      nextRead += 1
      readsUnderWay[die] += 1
      readRoom[die] = readsUnderWay[die] < 2 ? cycle + 1 : Self.never
      return
    }
    nextTile += 1
    let tile = pass.tiles[command.number]
    awaits[die] = known[die].map { $0 != (tile.vector, tile.columns) } ?? true
    known[die] = (tile.vector, tile.columns)
    if awaits[die] { gathering.append(die) }
    tilesUnderWay[die] += 1
    tileRoom[die] = tilesUnderWay[die] < 2 && !awaits[die] ? cycle + 1 : Self.never
    let next = nextTile < pass.tiles.count ? pass.tiles[nextTile] : nil
    let isShared = nextTile % unit.dies != 0 && next?.vector == tile.vector && next?.columns == tile.columns
    if !isShared, !gathering.isEmpty {
      vectors.append(Vector(dies: gathering, columns: tile.columns, from: cycle + 1))
      gathering = []
    }
  }

  // MARK: Transfers, from a cycle on; each returns the cycle from which the bus is free

  private mutating func sendCommand(_ now: Int) -> Int {
    guard let command = sending?.command else { return now }
    let bytes = 1 + (command.isRead ? FlashOpcode.readAddresses : FlashOpcode.computeAddresses)
    let (free, end) = span(bytes, from: now)
    (sending, notSending, lastCommand[command.die]) = (nil, end + 1, end)
    time.commandBytes += bytes
    if command.isRead {
      dies[command.die].take(read: min(unit.pageBytes, pass.rawBytes - command.number * unit.pageBytes), at: end)
    } else {
      let tile = pass.tiles[command.number]
      dies[command.die].take(
        rows: tile.rows * unit.sums(ofColumns: tile.columns),
        beats: (min(tile.columns, unit.sumColumns) + unit.lanes - 1) / unit.lanes, bringsVector: awaits[command.die], at: end)
    }
    return free
  }

  private mutating func sendVector(_ now: Int) -> Int {
    let vector = vectors[firstVector]
    firstVector += 1
    // A die takes bytes from the second cycle behind its command on.
    let begin = vector.dies.reduce(now) { max($0, lastCommand[$1] + 2) }
    let (free, end) = span(vector.columns, from: begin)
    time.vectorBytes += vector.columns
    for die in vector.dies {
      dies[die].takeVector(at: end)
      awaits[die] = false
      if tilesUnderWay[die] < 2 { tileRoom[die] = end + 1 }
    }
    if firstVector < vectors.count { vectors[firstVector].from = max(vectors[firstVector].from, end + 1) }
    return free
  }

  private mutating func sendSum(of die: Int, _ now: Int) -> Int {
    let (free, end) = span(unit.sumBytes, from: now)
    time.sumBytes += unit.sumBytes
    if dies[die].sendSum(until: end) {
      tilesUnderWay[die] -= 1
      if tileRoom[die] == Self.never, !awaits[die] { tileRoom[die] = end + 1 }
      tilesLeft -= 1
      // The channel is idle in the second cycle behind; then the drain begins, and in the second cycle of it the totals do.
      if tilesLeft == 0 { drain = end + 2..<end + 3 + pass.totals }
    }
    last = free
    return free
  }

  private mutating func sendSlice(of die: Int, _ now: Int) -> Int {
    let bytes = dies[die].sliceLength, (free, end) = span(bytes, from: now)
    time.rawBytes += bytes
    if dies[die].sendSlice(until: end) {
      readsUnderWay[die] -= 1
      if readRoom[die] == Self.never { readRoom[die] = end + 1 }
    }
    last = free
    return free
  }
}
