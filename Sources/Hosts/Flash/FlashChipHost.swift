import Simulation
import Units

/// The NPU's side of a `FlashMemoryChip` of one channel, and its cell arrays.
///
/// Gives a command where its die has room: that of the next tile, which go to the dies in turn, else that of the next raw page, which
/// do so too. A round's vectors follow its commands. When the array of a plane reads, its register is filled with the page whose number
/// the bus brought. All cycles go through here one by one: what idles in the chip idles in the simulation.
public final class FlashChipHost {
  /// A channel has one, and the host of a system one for each channel.
  public let unit: FlashMemoryChip
  /// What runs it.
  public let simulator: any Simulator
  var log: ResultLog?
  /// Takes what the channel does in each cycle, if it is there when a pass runs.
  public private(set) var activity: FlashActivity?
  private let commands: FlashCommandLines, totals: FlashTotalLines, raws: FlashRawLines
  private let planes: [FlashPlaneLines]
  private let idle, tileRooms, readRooms, busBusy, busStarved, busBackPressured: Line
  private let coreBusy: [Line]
  // A pass.
  private var tiles = UnsafeBufferPointer<FlashChannelHost.Tile>(start: nil, count: 0), raw: FlashRawBlock?
  private var firstPage = (tile: 0, read: 0)
  private var nextTile = 0, nextRead = 0, reads = 0, isOffered = false, isRead = false
  private var known: [(vector: UnsafePointer<Int8>, columns: Int)?], gathering = 0
  private var vectors: [(dies: Int, bytes: UnsafePointer<Int8>, count: Int)] = [], vector = 0, byte = 0
  /// Of each die: the raw page that comes, and its bytes so far.
  private let pages: [UnsafeMutableRawPointer]
  private var received: [Int], receivedPages: [Int]

  /// `memories` are the names of the planes' memories, as in `FlashChipPlanes`.
  public init(_ unit: FlashMemoryChip, _ simulator: any Simulator, memories: [String]) throws {
    guard unit.channels == 1 else { throw SimulationError.model("a host drives one channel, not \(unit.channels)") }
    (self.unit, self.simulator) = (unit, simulator)
    let line = { (name: String) in try Line(simulator.port(name)) }
    commands = try FlashCommandLines(simulator)
    totals = try FlashTotalLines(simulator)
    raws = try FlashRawLines(simulator)
    planes = try memories.enumerated().map { try FlashPlaneLines(simulator, plane: $0, memory: $1) }
    (idle, tileRooms, readRooms) = (try line("idles_0"), try line("tileRooms_0"), try line("readRooms_0"))
    (busBusy, busStarved) = (try line("busyCycles_0"), try line("starvedCycles_0"))
    busBackPressured = try line("backPressuredCycles_0")
    coreBusy = try (0..<unit.dies).map { try line("coreBusyCycles_\($0)") }
    known = Array(repeating: nil, count: unit.dies)
    pages = (0..<unit.dies).map { _ in .allocate(byteCount: unit.pageBytes, alignment: 64) }
    received = Array(repeating: 0, count: unit.dies)
    receivedPages = received
    try simulator.reset()
    totals.ready.write(1)
    raws.ready.write(1)
    var left = unit.accumulatorRows + 8
    while idle.read() == 0 {
      if left == 0 { throw SimulationError.model("the sweep after reset does not end") }
      left -= 1
      try simulator.step()
    }
  }

  deinit { for page in pages { page.deallocate() } }

  /// Cycles in which the bus carries a byte, has an owner without one, and has a byte that waits.
  var busCycles: (busy: UInt64, starved: UInt64, backPressured: UInt64) {
    (busBusy.read(), busStarved.read(), busBackPressured.read())
  }
  /// Busy cycles of the bus, and beats of each core, modulo 2^32.
  package var observed: (busBusy: UInt64, beats: [UInt64]) { (busBusy.read(), beats) }
  /// Beats of each core, modulo 2^32.
  var beats: [UInt64] { coreBusy.map { $0.read() } }

  /// Multiplies tiles and reads raw weights at the same time; `sums` takes accumulators 0 to `sums.count - 1`.
  ///
  /// - Parameter firstPage: the number of each die's first page with a tile, and with raw weights
  public func run(
    _ tiles: UnsafeBufferPointer<FlashChannelHost.Tile>, raw: FlashRawBlock?, firstPage: (tile: Int, read: Int) = (0, 0),
    into sums: UnsafeMutableBufferPointer<Int64>
  ) throws {
    (self.tiles, self.raw, self.firstPage) = (tiles, raw, firstPage)
    for die in known.indices { (known[die], received[die], receivedPages[die]) = (nil, 0, 0) }
    (nextTile, nextRead, gathering, vector, byte) = (0, 0, 0, 0, 0)
    vectors.removeAll(keepingCapacity: true)
    let rawBytes = raw?.byteCount ?? 0, wantsTotals = !tiles.isEmpty
    reads = (rawBytes + unit.pageBytes - 1) / unit.pageBytes
    var rawLeft = rawBytes, total = wantsTotals ? 0 : sums.count, isDraining = false, quiet = 0
    let patience = 4 * (unit.readCycles + unit.pageBytes * (unit.cyclesPerByte * unit.dies + 1)) + unit.accumulatorRows
    while rawLeft > 0 || total < sums.count {
      var hasChanged = offerCommand()
      if vector < vectors.count, byte == 0, commands.vectorValid.read() == 0 {
        commands.offer(vectors[vector].dies)
        hasChanged = true
      }
      if vector < vectors.count {
        commands.vectorByte.write(UInt64(UInt8(bitPattern: vectors[vector].bytes[byte])))
        commands.vectorLast.write(byte == vectors[vector].count - 1 ? 1 : 0)
      }
      if wantsTotals, !isDraining, nextTile == tiles.count, !isOffered || isRead, idle.read() == 1 {
        isDraining = true
        totals.drain(sums.count)
        hasChanged = true
      }
      if hasChanged { simulator.evaluate() }
      let takesCommand = isOffered && commands.ready.read() == 1
      let takesByte = vector < vectors.count && commands.vectorReady.read() == 1
      let takesDrain = isDraining && totals.drainValid.read() == 1 && totals.drainReady.read() == 1
      if raws.valid.read() == 1 {
        try takeRaw()
        (rawLeft, quiet) = (rawLeft - 1, 0)
      }
      if totals.valid.read() == 1 {
        guard total < sums.count, totals.last.read() == (total == sums.count - 1 ? 1 : 0) else {
          throw SimulationError.model("the drain's last total is not its \(sums.count)th")
        }
        sums[total] = totals.sum
        if let log, let first = sums.baseAddress { log.note(first + total, simulator.cycle) }
        (total, quiet) = (total + 1, 0)
      }
      for plane in planes.indices where planes[plane].begins.read() == 1 { try fill(plane) }
      let before = activity == nil ? 0 : busBusy.read(), observed = activity == nil ? nil : cycle(takesCommand, takesByte)
      try simulator.step()
      if let observed { activity?.note(observed, isBusy: busBusy.read() != before, beats: beats) }
      if takesCommand { commandTaken() }
      if takesByte { byteTaken() }
      if takesDrain { totals.drainValid.write(0) }
      quiet = takesCommand ? 0 : quiet + 1
      if quiet > patience { throw SimulationError.model("nothing comes from the flash in \(patience) cycles") }
    }
    // The last byte has its cycles, too.
    while busBusy.read() % UInt64(unit.cyclesPerByte) != 0 { try simulator.step() }
  }

  /// From now on the activity of each cycle is kept.
  public func observe() {
    activity = FlashActivity(
      readCycles: unit.readCycles, cyclesPerByte: unit.cyclesPerByte, sumBytes: unit.sumBytes, beats: beats)
  }

  private func cycle(_ takesCommand: Bool, _ takesByte: Bool) -> FlashActivity.Cycle {
    FlashActivity.Cycle(
      isRaw: raws.valid.read() == 1, isVector: takesByte,
      commandBytes: takesCommand ? 1 + (isRead ? FlashOpcode.readAddresses : FlashOpcode.computeAddresses) : nil,
      readingPlanes: planes.indices.filter { planes[$0].begins.read() == 1 })
  }

  // MARK: What is given

  private func offerCommand() -> Bool {
    if isOffered { return false }
    if nextTile < tiles.count, tileRooms.read() >> UInt64(nextTile % unit.dies) & 1 == 1 {
      let tile = tiles[nextTile], die = nextTile % unit.dies
      let isKnown = known[die].map { $0 == (tile.vector, tile.columns) } ?? false
      commands.offer(
        tile, die: die, page: firstPage.tile + nextTile / unit.dies,
        beats: beats(of: tile), sums: tile.rows * unit.sums(ofColumns: tile.columns), bringsVector: !isKnown)
      isRead = false
    } else if nextRead < reads, readRooms.read() >> UInt64(nextRead % unit.dies) & 1 == 1 {
      commands.offer(
        read: bytes(ofRead: nextRead).count, die: nextRead % unit.dies, page: firstPage.read + nextRead / unit.dies)
      isRead = true
    } else {
      return false
    }
    isOffered = true
    return true
  }

  /// Beats of a tile; rows of several sums have no beat with a weight of two.
  private func beats(of tile: FlashChannelHost.Tile) -> Int { tile.rows * ((tile.columns + unit.lanes - 1) / unit.lanes) }

  private func commandTaken() {
    commands.valid.write(0)
    isOffered = false
    if isRead { return nextRead += 1 }
    let tile = tiles[nextTile], die = nextTile % unit.dies
    if !(known[die].map { $0 == (tile.vector, tile.columns) } ?? false) { gathering |= 1 << die }
    known[die] = (tile.vector, tile.columns)
    nextTile += 1
    let isShared =
      nextTile < tiles.count && nextTile % unit.dies != 0 && tiles[nextTile].vector == tile.vector
      && tiles[nextTile].columns == tile.columns
    if isShared || gathering == 0 { return }
    vectors.append((gathering, tile.vector, tile.columns))
    gathering = 0
  }

  private func byteTaken() {
    byte += 1
    if byte < vectors[vector].count { return }
    (vector, byte) = (vector + 1, 0)
    commands.vectorValid.write(0)
  }

  // MARK: What comes

  private func bytes(ofRead read: Int) -> Range<Int> {
    read * unit.pageBytes..<min(raw?.byteCount ?? 0, (read + 1) * unit.pageBytes)
  }

  private func takeRaw() throws {
    let die = Int(raws.die.read())
    guard let raw, die < unit.dies, received[die] < unit.pageBytes else {
      throw SimulationError.model("die \(die) sends raw weights that no one asked for")
    }
    pages[die].storeBytes(of: UInt8(raws.byte.read()), toByteOffset: received[die], as: UInt8.self)
    let range = bytes(ofRead: receivedPages[die] * unit.dies + die)
    if let log { log.note(raw.address(range.lowerBound + received[die]), simulator.cycle) }
    received[die] += 1
    let isLast = received[die] == range.count
    guard (raws.last.read() == 1) == isLast else {
      throw SimulationError.model("die \(die) ends a read of \(range.count) bytes after \(received[die])")
    }
    if !isLast { return }
    raw.deliver(pages[die], range)
    (received[die], receivedPages[die]) = (0, receivedPages[die] + 1)
  }

  /// The array gives a page: the number is that which the command brought.
  private func fill(_ plane: Int) throws {
    let number = Int(planes[plane].page.read()), isFirstHalf = planes[plane].half.read() == 0, die = plane / 2
    let computes = plane % 2 == 0
    let size = computes ? unit.pageBytes / unit.lanes * unit.lanes : unit.pageBytes
    let target = planes[plane].memory.address + (isFirstHalf ? 0 : size)
    if computes {
      let index = (number - firstPage.tile) * unit.dies + die
      guard tiles.indices.contains(index) else {
        throw SimulationError.model("die \(die) reads page \(number), which has no tile")
      }
      let tile = tiles[index]
      target.copyMemory(from: tile.page, byteCount: beats(of: tile) * unit.lanes)
    } else {
      let index = (number - firstPage.read) * unit.dies + die
      guard let raw, (0..<reads).contains(index) else {
        throw SimulationError.model("die \(die) reads page \(number), which no one asked for")
      }
      raw.copy(bytes(ofRead: index), to: target)
    }
  }
}
