/// One tile as the host sees it.
public struct FlashTile: Sendable {
  /// Rows, or sums where `columns` is more than those of one.
  public var rows: Int
  public var columns: Int
  /// The vector to load, `columns` numbers; nil to keep the one in use.
  public var vector: [Int8]?
  public var tag: Int
  /// Row-major, `rows` times the columns of a sum.
  public var weights: [Int8]

  public init(rows: Int, columns: Int, vector: [Int8]?, tag: Int, weights: [Int8]) {
    self.rows = rows
    self.columns = columns
    self.vector = vector
    self.tag = tag
    self.weights = weights
  }
}

/// One result of a tile.
public struct FlashSum: Sendable, Hashable {
  public var sum: Int32
  public var row: Int
  public var last: Bool
  public var tag: Int
  public init(sum: Int32, row: Int, last: Bool, tag: Int) {
    self.sum = sum
    self.row = row
    self.last = last
    self.tag = tag
  }
}

/// What `FlashPE` computes, bit for bit, and how tiles look on its ports.
public struct FlashPEModel: Sendable {
  public let unit: FlashPE
  private var vector: [Int8] = []

  public init(_ unit: FlashPE) { self.unit = unit }

  private var layout: PageLayout {
    PageLayout(lanes: unit.lanes, pageBytes: unit.pageBytes, vectorBytes: unit.vectorBytes, sumColumns: unit.sumColumns)
  }

  /// Refuses a tile beyond the unit's limits, in one line.
  public func validate(rows: Int, columns: Int) throws { try layout.validate(rows: rows, columns: columns) }

  /// Beats of a row.
  public func beats(columns: Int) -> Int { layout.beats(columns: columns) }

  /// Columns of a row: those of its vector, or of a sum where that has more.
  public func rowColumns(_ columns: Int) -> Int { layout.rowColumns(columns) }

  /// The largest number of columns up to `columns` that a vector can have.
  public func vectorColumns(atMost columns: Int) -> Int {
    columns <= unit.sumColumns ? columns : columns / unit.sumColumns * unit.sumColumns
  }

  /// The sums of a tile, in order.
  public mutating func results(of tile: FlashTile) -> [FlashSum] {
    if let new = tile.vector { vector = new }
    let mask = unit.tagWidth >= 63 ? Int.max : (1 << unit.tagWidth) - 1
    let columns = rowColumns(tile.columns), parts = tile.columns / columns
    return (0..<tile.rows).map { row in
      let first = row % parts * columns
      let sum = Self.sum(
        weights: tile.weights[(row * columns)..<((row + 1) * columns)],
        vector: parts == 1 ? vector : Array(vector[first..<first + columns]))
      return FlashSum(sum: sum, row: row, last: row == tile.rows - 1, tag: tile.tag & mask)
    }
  }

  /// The exact sum of the products of a row and the vector; 32 bits hold any row of up to 131,071 products.
  public static func sum(weights: ArraySlice<Int8>, vector: [Int8]) -> Int32 {
    var sum: Int32 = 0
    weights.withUnsafeBufferPointer { weights in
      vector.withUnsafeBufferPointer { vector in
        for column in 0..<min(weights.count, vector.count) { sum &+= Int32(weights[column]) &* Int32(vector[column]) }
      }
    }
    return sum
  }

  /// The tile's bytes as they lie in the page: each row padded to whole beats with `filler`.
  public func page(of tile: FlashTile, filler: () -> Int8 = { 0 }) -> [Int8] {
    layout.page(rows: tile.rows, columns: tile.columns, weights: tile.weights, filler: filler)
  }

  /// The vector cut into beats of `vectorBeat` bytes, the last one padded with `filler`.
  public func vectorBeats(_ vector: [Int8], filler: () -> Int8 = { 0 }) -> [[Int8]] {
    stride(from: 0, to: vector.count, by: unit.vectorBeat).map { start in
      (start..<(start + unit.vectorBeat)).map { $0 < vector.count ? vector[$0] : filler() }
    }
  }
}

/// How a matrix is cut into tiles that fill pages well.
public struct FlashTiling: Sendable, Hashable {
  public let rows: Int, columns: Int
  /// Rows and columns of a full tile; those at the edges may be smaller.
  public let tileRows: Int, tileColumns: Int

  /// The cut of a `rows` x `columns` matrix with the fewest pages, the widest tiles among equals.
  public init(rows: Int, columns: Int, unit: FlashPE) {
    self.rows = rows
    self.columns = columns
    var best = (pages: Int.max, tileRows: 1, tileColumns: 1)
    let fewest = (columns + unit.vectorBytes - 1) / unit.vectorBytes
    for splits in fewest...max(fewest, (columns + unit.lanes - 1) / unit.lanes) {
      let beats = ((columns + splits - 1) / splits + unit.lanes - 1) / unit.lanes
      let tileColumns = min(beats * unit.lanes, columns)
      guard tileColumns <= unit.vectorBytes, beats * unit.lanes <= unit.pageBytes else { continue }
      let tileRows = min(rows, unit.pageBytes / (beats * unit.lanes))
      let pages = ((rows + tileRows - 1) / tileRows) * ((columns + tileColumns - 1) / tileColumns)
      if pages < best.pages { best = (pages, tileRows, tileColumns) }
    }
    tileRows = best.tileRows
    tileColumns = best.tileColumns
  }

  public var pages: Int { ((rows + tileRows - 1) / tileRows) * ((columns + tileColumns - 1) / tileColumns) }

  /// The tiles: those of one range of columns follow each other, so that a vector is loaded once for them.
  public var tiles: [(rows: Range<Int>, columns: Range<Int>)] {
    stride(from: 0, to: columns, by: tileColumns).flatMap { column in
      stride(from: 0, to: rows, by: tileRows).map { row in
        (rows: row..<min(row + tileRows, rows), columns: column..<min(column + tileColumns, columns))
      }
    }
  }
}
