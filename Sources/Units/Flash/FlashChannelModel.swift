/// One tile for a core of a flash channel, as the host sees it.
public struct FlashChannelTile: Sendable {
  public var rows: Int
  public var columns: Int
  /// The vector to load, `columns` numbers; nil to keep the one that the core has.
  public var vector: [Int8]?
  /// The accumulator of the first row.
  public var rowBase: Int
  /// Sums are multiplied by 2 to this power.
  public var shift: Int
  /// Row-major, `rows * columns` numbers.
  public var weights: [Int8]

  public init(rows: Int, columns: Int, vector: [Int8]?, rowBase: Int, shift: Int, weights: [Int8]) {
    self.rows = rows
    self.columns = columns
    self.vector = vector
    self.rowBase = rowBase
    self.shift = shift
    self.weights = weights
  }
}

/// What `FlashChannel` computes, bit for bit: the totals do not depend on the order of tiles, nor on the core that takes one.
public struct FlashChannelModel: Sendable {
  public let unit: FlashChannel
  /// Of each row, modulo 2^48 as a two's-complement number.
  public private(set) var totals: [Int64]
  /// Multiply-accumulate operations and beats so far.
  public private(set) var macs = 0
  public private(set) var beats = 0
  private var vectors: [[Int8]]

  public init(_ unit: FlashChannel) {
    self.unit = unit
    totals = Array(repeating: 0, count: unit.accumulatorRows)
    vectors = Array(repeating: [], count: unit.cores)
  }

  /// Largest shift.
  public static let maximumShift = 20

  private static func layout(_ unit: FlashChannel) -> PageLayout {
    PageLayout(lanes: unit.lanes, pageBytes: unit.beats * unit.lanes, vectorBytes: unit.vectorBytes)
  }

  /// Refuses a tile beyond the unit's limits, in one line.
  public static func validate(_ unit: FlashChannel, rows: Int, columns: Int, rowBase: Int, shift: Int) throws {
    try layout(unit).validate(rows: rows, columns: columns)
    if rowBase < 0 || rowBase + rows > unit.accumulatorRows {
      throw UnitError(
        "rows \(rowBase) to \(rowBase + rows - 1) exceed the \(unit.accumulatorRows) accumulators; drain before the next rows")
    }
    if !(0...maximumShift).contains(shift) { throw UnitError("a shift is 0 to \(maximumShift), not \(shift)") }
  }

  /// Beats of a row.
  public func beats(columns: Int) -> Int { Self.layout(unit).beats(columns: columns) }

  /// Accumulates a tile on one core.
  public mutating func run(_ tile: FlashChannelTile, core: Int) {
    if let vector = tile.vector { vectors[core] = vector }
    let vector = vectors[core]
    for row in 0..<tile.rows {
      var sum: Int32 = 0
      for column in 0..<tile.columns { sum &+= Int32(tile.weights[row * tile.columns + column]) &* Int32(vector[column]) }
      add(sum, row: tile.rowBase + row, shift: tile.shift)
    }
    macs += tile.rows * tile.columns
    beats += tile.rows * beats(columns: tile.columns)
  }

  /// Accumulates a partial sum made elsewhere.
  public mutating func add(_ sum: Int32, row: Int, shift: Int) {
    totals[row] = Self.wrapped(totals[row] &+ Int64(sum) << Int64(shift))
  }

  /// The totals of some rows, which are 0 afterwards.
  public mutating func drain(_ rows: Range<Int>) -> [Int64] {
    let drained = Array(totals[rows])
    for row in rows { totals[row] = 0 }
    return drained
  }

  /// The tile's bytes as they lie in the page: each row padded to whole beats with `filler`.
  public func page(of tile: FlashChannelTile, filler: () -> Int8 = { 0 }) -> [Int8] {
    Self.layout(unit).page(rows: tile.rows, columns: tile.columns, weights: tile.weights, filler: filler)
  }

  private static func wrapped(_ value: Int64) -> Int64 { (value << 16) >> 16 }
}
