/// A byte on a channel's bus towards the dies.
public struct FlashBusByte: Hashable, Sendable {
  /// Of `FlashCycleKind`.
  public var kind: Int
  /// The byte.
  public var byte: UInt8
  /// With these values; what is not named has its default.
  public init(kind: Int, byte: UInt8) { (self.kind, self.byte) = (kind, byte) }
}

/// What a `FlashDie` is told, and what it answers, bit for bit.
public struct FlashDieModel: Sendable {
  /// What is modelled.
  public let unit: FlashDie
  private var core: FlashPEModel

  /// With these values; what is not named has its default.
  public init(_ unit: FlashDie) {
    self.unit = unit
    core = FlashPEModel(unit.core)
  }

  /// Beats of a row of a tile whose vector has so many columns, and the columns of the row.
  public func beats(columns: Int) -> Int { core.beats(columns: columns) }
  /// Columns of such a row.
  public func rowColumns(_ columns: Int) -> Int { core.rowColumns(columns) }
  /// The largest number of columns up to `columns` that a vector can have.
  public func vectorColumns(atMost columns: Int) -> Int { core.vectorColumns(atMost: columns) }

  /// Bytes that have the die multiply the tile in a page; its new vector follows as data.
  public func bytes(of tile: FlashTile, page: Int) -> [FlashBusByte] {
    let beats = tile.rows * core.beats(columns: tile.columns)
    let addresses =
      Self.little(page, 3) + Self.little(beats, 3) + Self.little(tile.rows, 3)
      + Self.little(tile.columns, 2)
      + [tile.vector == nil ? 0 : 1]
    return Self.command(FlashOpcode.compute, addresses)
      + (tile.vector ?? []).map {
        FlashBusByte(kind: FlashCycleKind.data, byte: UInt8(bitPattern: $0))
      }
  }

  /// Bytes that have the die send the first so many bytes of a page.
  public static func bytes(ofRead page: Int, count: Int) -> [FlashBusByte] {
    command(FlashOpcode.read, little(page, 3) + little(count, 3))
  }

  private static func command(_ opcode: Int, _ addresses: [UInt8]) -> [FlashBusByte] {
    [FlashBusByte(kind: FlashCycleKind.command, byte: UInt8(opcode))]
      + addresses.map { FlashBusByte(kind: FlashCycleKind.address, byte: $0) }
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The page of a tile, each row padded to whole beats with `filler`.
  public func page(of tile: FlashTile, filler: () -> Int8 = { 0 }) -> [Int8] {
    core.page(of: tile, filler: filler)
  }

  /// Bytes of the tile's sums, `sumBytes` each.
  public mutating func answer(to tile: FlashTile) -> [UInt8] {
    core.results(of: tile).flatMap { Self.little(Int($0.sum), core.unit.sumBytes) }
  }

  /// Whether a byte of a read of so many, from 0, ends a slice.
  public func endsSlice(_ byte: Int, of count: Int) -> Bool {
    (byte + 1) % unit.sliceBytes == 0 || byte + 1 == count
  }

  /// Cycles, at most, from the first command to the last byte of the answer of so many tiles whose answers are never held up.
  ///
  /// A page takes the array's read, the core's beats or the way of its sums out, whichever is longest, and the pages overlap.
  public func mostCycles(tiles: [FlashTile]) -> Int {
    let commands = tiles.reduce(0) { $0 + bytes(of: $1, page: 0).count }
    let steps = tiles.map { tile -> Int in
      let beats = tile.rows * core.beats(columns: tile.columns)
      return max(unit.readCycles + 4, beats + 4, core.unit.sumBytes * tile.rows + 8) + bytes(of: tile, page: 0).count
    }
    return commands + steps.reduce(0, +) + 2 * (steps.max() ?? 0) + 20
  }
}
