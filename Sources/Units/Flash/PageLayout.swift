/// How a tile's rows lie in a flash page: each starts on a beat of `lanes` bytes.
public struct PageLayout: Sendable {
  public var lanes: Int
  /// Bytes of a page.
  public var pageBytes: Int
  /// The most columns of a tile: bytes of the buffer that holds its vector.
  public var vectorBytes: Int
  /// Columns of a sum where a vector has more: the rows of such a tile take the vector's parts in turn.
  public var sumColumns = Int.max

  init(lanes: Int, pageBytes: Int, vectorBytes: Int, sumColumns: Int = .max) {
    (self.lanes, self.pageBytes, self.vectorBytes, self.sumColumns) = (lanes, pageBytes, vectorBytes, sumColumns)
  }
  /// Of the dies of a chip.
  public init(_ unit: FlashMemoryChip) {
    self.init(lanes: unit.lanes, pageBytes: unit.pageBytes, vectorBytes: unit.vectorBytes, sumColumns: unit.sumColumns)
  }

  /// Columns of a row of a tile whose vector has so many.
  public func rowColumns(_ columns: Int) -> Int { min(columns, sumColumns) }

  /// Beats of a row.
  public func beats(columns: Int) -> Int { (rowColumns(columns) + lanes - 1) / lanes }

  /// Bytes of a page that a tile takes, with each row padded to whole beats.
  public func bytes(rows: Int, columns: Int) -> Int { rows * beats(columns: columns) * lanes }

  /// Refuses a tile that does not fit, in one line.
  public func validate(rows: Int, columns: Int) throws {
    if rows < 1 || columns < 1 { throw UnitError("a tile needs at least 1 row and 1 column, not \(rows) x \(columns)") }
    if columns > vectorBytes {
      throw UnitError(
        "a tile of \(columns) columns exceeds the vector buffer of \(vectorBytes) bytes; cut the matrix into column tiles")
    }
    if columns > sumColumns, columns % sumColumns != 0 {
      throw UnitError("a vector of more than \(sumColumns) columns has a multiple of them, not \(columns); pad it with zeros")
    }
    let bytes = self.bytes(rows: rows, columns: columns)
    if bytes > pageBytes {
      throw UnitError("a tile of \(rows) x \(columns) takes \(bytes) bytes, a page has \(pageBytes); cut it by rows")
    }
  }

  /// The page of a row-major tile, each row padded to whole beats with `filler`.
  public func page(rows: Int, columns: Int, weights: [Int8], filler: () -> Int8) -> [Int8] {
    let columns = rowColumns(columns), padding = beats(columns: columns) * lanes - columns
    var page: [Int8] = []
    page.reserveCapacity(bytes(rows: rows, columns: columns))
    for row in 0..<rows {
      page += weights[(row * columns)..<((row + 1) * columns)]
      for _ in 0..<padding { page.append(filler()) }
    }
    return page
  }
}

/// Sizes that all units beside a page register have.
extension UnitParameter {
  static func tilePageBytes(_ path: WritableKeyPath<Root, Int> & Sendable) -> UnitParameter {
    integer("pageBytes", path, "bytes of a page, the most a tile can have", 64...65536)
  }
  static func vectorBankBytes(_ path: WritableKeyPath<Root, Int> & Sendable) -> UnitParameter {
    integer("vectorBytes", path, "bytes of one of the two vector banks, the most columns of a tile", 1...8192)
  }
  static func sumColumns(_ path: WritableKeyPath<Root, Int> & Sendable) -> UnitParameter {
    integer("sumColumns", path, "columns of a sum, a row of more has several; a power of two where it has", 1...8192)
  }
  static func vectorBeat(_ path: WritableKeyPath<Root, Int> & Sendable) -> UnitParameter {
    integer("vectorBeat", path, "bytes of a vector beat", 1...64)
  }
}
