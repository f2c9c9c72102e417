/// A tile as far as its time depends on it.
public struct FlashTileShape: Hashable, Sendable {
  public var rows: Int, columns: Int
  /// Tiles of equal numbers share the vector.
  public var vector: Int

  public init(rows: Int, columns: Int, vector: Int) { (self.rows, self.columns, self.vector) = (rows, columns, vector) }
}

/// What the far sides of a `FlashChannel` do in a cycle.
public struct FlashChannelSides: Hashable, Sendable {
  /// A command that is offered.
  public struct Command: Hashable, Sendable {
    /// Its fields, as far as the channel's cycles and counters depend on them.
    public var core: Int, columns: Int, beats: Int, bringsVector: Bool
    /// A command for a core from 0.
    public init(core: Int, columns: Int, beats: Int, bringsVector: Bool) {
      (self.core, self.columns, self.beats, self.bringsVector) = (core, columns, beats, bringsVector)
    }
  }
  public var command: Command?
  /// The core for which a vector beat is offered.
  public var vectorCore: Int?
  /// Whether a sum from outside is offered.
  public var external: Bool
  /// The rows of a drain that is offered.
  public var drainRows: Int?
  /// Whether totals are taken.
  public var totals: Bool

  public init(command: Command?, vectorCore: Int?, external: Bool, drainRows: Int?, totals: Bool) {
    (self.command, self.vectorCore, self.external) = (command, vectorCore, external)
    (self.drainRows, self.totals) = (drainRows, totals)
  }
}

/// What a `FlashChannel` shows in a cycle.
public struct FlashChannelSignals: Hashable, Sendable {
  /// Of commands and vectors: whether the one that is offered is taken, as it depends on the core. Of the others: whether they
  /// would be.
  public var command: Bool, vector: Bool, external: Bool, drain: Bool
  /// Whether a total is offered.
  public var totals: Bool
  public var idle: Bool, accepting: Bool
  public var macs: UInt64, busy: UInt64, starved: UInt64, backPressured: UInt64

  public init(
    command: Bool, vector: Bool, external: Bool, drain: Bool, totals: Bool, idle: Bool, accepting: Bool, macs: UInt64,
    busy: UInt64, starved: UInt64, backPressured: UInt64
  ) {
    (self.command, self.vector, self.external, self.drain) = (command, vector, external, drain)
    (self.totals, self.idle, self.accepting) = (totals, idle, accepting)
    (self.macs, self.busy, self.starved, self.backPressured) = (macs, busy, starved, backPressured)
  }
}

/// When `FlashChannel` takes commands, vectors, sums from outside and drains, and when it offers totals.
///
/// A tile waits until its vector has come, its core's last beat is read and no drain is under way, and runs for as many cycles
/// as it has beats. A drain goes through one row in each cycle in which a total can leave, the first total comes 2 cycles after
/// its command, and the sweep after reset is a drain of all rows without totals.
public struct FlashChannelCycles: CycleModel {
  private struct Tile { var beats: Int, columns: Int, vectorLeft: Int }
  private struct Core {
    /// The tile that was taken and has not started.
    var waiting: Tile?
    /// Beats to come of the tile that runs, and whether one was read in the cycle before.
    var beatsLeft = 0
    var hasRun = false
    /// Columns of its rows, and those of the row that is read that have not been.
    var columns = 0, columnsLeft = 0
    /// Groups of the vector beat that are written.
    var groups = 0
  }

  private let unit: FlashChannel
  private var cores: [Core]
  /// Rows that the drain, or the sweep, has not gone through.
  private var rowsLeft: Int
  private var isSweep = true
  private var hasTotal = false, hasExternal = false
  private var macs: UInt64 = 0, busy: UInt64 = 0, starved: UInt64 = 0, backPressured: UInt64 = 0

  public init(_ unit: FlashChannel) {
    self.unit = unit
    cores = Array(repeating: Core(), count: unit.cores)
    rowsLeft = unit.accumulatorRows
  }

  /// The idle channel after work that went by without the model: its counters as they are.
  public mutating func resume(macs: UInt64, busy: UInt64, starved: UInt64, backPressured: UInt64) {
    cores = Array(repeating: Core(), count: unit.cores)
    (rowsLeft, isSweep, hasTotal, hasExternal) = (0, false, false, false)
    (self.macs, self.busy, self.starved, self.backPressured) = (macs, busy, starved, backPressured)
  }

  public mutating func step(_ outside: FlashChannelSides) -> FlashChannelSignals {
    let isDraining = rowsLeft > 0, isWaiting = cores.contains { $0.waiting != nil }
    let isIdle = !isWaiting && !isDraining && !hasExternal && !cores.contains { $0.beatsLeft > 0 || $0.hasRun }
    var signals = FlashChannelSignals(
      command: false, vector: false, external: !isDraining && outside.drainRows == nil, drain: isIdle, totals: hasTotal,
      idle: isIdle, accepting: !isWaiting, macs: macs, busy: busy, starved: starved, backPressured: backPressured)

    let starts = cores.map { !isDraining && $0.beatsLeft <= 1 && $0.waiting?.vectorLeft == 0 }
    for core in cores {
      guard let tile = core.waiting else { continue }
      if tile.vectorLeft > 0 {
        if core.beatsLeft == 0 { starved &+= 1 }
      } else if isDraining {
        backPressured &+= 1
      }
    }
    if let core = outside.vectorCore, cores.indices.contains(core) { signals.vector = takeVector(core) }
    for index in cores.indices { advance(index, starts: starts[index]) }
    // A tile that starts has made room.
    if let command = outside.command, cores.indices.contains(command.core), cores[command.core].waiting == nil {
      signals.command = true
      cores[command.core].waiting = Tile(
        beats: command.beats, columns: command.columns, vectorLeft: command.bringsVector ? command.columns : 0)
    }

    let steps = isDraining && (!hasTotal || outside.totals)
    hasExternal = outside.external && signals.external
    if steps && !isSweep { hasTotal = true } else if outside.totals { hasTotal = false }
    if steps { rowsLeft -= 1 }
    if let rows = outside.drainRows, isIdle { (rowsLeft, isSweep) = (rows, false) }
    return signals
  }

  /// A beat's bytes are written in groups, one a cycle, up to the vector's end; returns whether the beat is taken with that.
  private mutating func takeVector(_ core: Int) -> Bool {
    guard let tile = cores[core].waiting, tile.vectorLeft > 0 else { return false }
    let group = Self.groupBytes(unit)
    let ends = tile.vectorLeft <= group || cores[core].groups == unit.vectorBeat / group - 1
    cores[core].groups = ends ? 0 : cores[core].groups + 1
    cores[core].waiting?.vectorLeft = max(0, tile.vectorLeft - group)
    return ends
  }

  private mutating func advance(_ index: Int, starts: Bool) {
    var core = cores[index]
    core.hasRun = core.beatsLeft > 0
    if core.hasRun {
      let products = min(unit.lanes, core.columnsLeft)
      macs &+= UInt64(products)
      busy &+= 1
      core.columnsLeft = core.columnsLeft == products ? core.columns : core.columnsLeft - products
    }
    core.beatsLeft = max(0, core.beatsLeft - 1)
    if starts, let tile = core.waiting {
      (core.beatsLeft, core.columns, core.columnsLeft, core.waiting) = (tile.beats, tile.columns, tile.columns, nil)
    }
    cores[index] = core
  }

  /// Bytes of a vector that are written in a cycle: as many as divide a word and a beat.
  private static func groupBytes(_ unit: FlashChannel) -> Int {
    var (group, rest) = (unit.vectorBeat, unit.lanes)
    while rest != 0 { (group, rest) = (rest, group % rest) }
    return group
  }
}

/// Tiles of a matrix, and the accumulators that are drained behind them, at most `accumulatorRows` of the channel.
public struct FlashChannelPass: Hashable, Sendable {
  public var tiles: [FlashTileShape], totals: Int
  public init(tiles: [FlashTileShape], totals: Int) { (self.tiles, self.totals) = (tiles, totals) }
}

extension FlashChannelCycles {
  /// From the first command to the cycle after the last total.
  public static func cycles(of pass: FlashChannelPass, on unit: FlashChannel) -> Int {
    accumulating(pass.tiles, on: unit) + draining(pass.totals)
  }

  /// Cycles until an idle channel that gets some tiles is idle again.
  ///
  /// Tiles are dealt out in waves of one a core: a command a cycle, then the vectors that did not go with a command, one core
  /// after the other. A further wave follows when the page registers of the one before are free: with the start of all its tiles,
  /// or, with a single page register, with their end.
  public static func accumulating(_ tiles: some RandomAccessCollection<FlashTileShape>, on unit: FlashChannel) -> Int {
    let group = groupBytes(unit)
    let goWithCommands =
      unit.vectorBytes <= unit.vectorBeat && unit.vectorBeat % unit.lanes == 0 && unit.vectorBytes <= unit.lanes
    // Of each core: the vector and its columns, and from when on it may start another tile.
    var vectors = [(vector: Int, columns: Int)?](repeating: nil, count: unit.cores), free = [Int](repeating: 0, count: unit.cores)
    var now = 0, wave = tiles.startIndex, idle = 0
    while wave < tiles.endIndex {
      let count = min(unit.cores, tiles.distance(from: wave, to: tiles.endIndex)), start = now
      now += count
      var allStarted = 0
      for core in 0..<count {
        let tile = tiles[tiles.index(wave, offsetBy: core)]
        var ready = start + core + 1
        if vectors[core].map({ $0 != (tile.vector, tile.columns) }) ?? true {
          vectors[core] = (tile.vector, tile.columns)
          if goWithCommands, core < count - 1 {
            ready = start + core + 2
          } else {
            now += (tile.columns + group - 1) / group
            ready = now
          }
        }
        let starts = max(ready, free[core]), beats = tile.rows * ((tile.columns + unit.lanes - 1) / unit.lanes)
        free[core] = starts + beats
        allStarted = max(allStarted, starts + 1)
        idle = max(idle, starts + beats + 2)
      }
      now = max(now, unit.pageRegisters > 1 ? allStarted : idle)
      wave = tiles.index(wave, offsetBy: count)
    }
    return max(now, idle)
  }

  /// Cycles until an idle channel has given `totals` totals, at least one, and is idle again: the first one comes 2 cycles after
  /// the command.
  public static func draining(_ totals: Int) -> Int { totals + 2 }
}
