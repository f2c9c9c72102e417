import HDL

extension FlashPE {
  /// Whether a vector can have more columns than a sum.
  var isSplit: Bool { sumColumns < vectorBytes }
  /// The most sums that a row of the matrix has.
  public var sumsOfRow: Int { isSplit ? vectorBytes / sumColumns : 1 }
  /// Bits of the number of a vector's part.
  var partWidth: Int { Unsigned.width(upTo: sumsOfRow - 1) }
  private var sumColumnsWidth: Int { sumColumns.trailingZeroBitCount }

  /// What is wrong with the columns of a sum, or nil.
  var sumError: String? {
    if !isSplit { return nil }
    if sumColumns & (sumColumns - 1) != 0 || sumColumns % lanes != 0 {
      return
        "sumColumns must be a power of two and a multiple of lanes, \(lanes), where vectors have more columns, not \(sumColumns)"
    }
    return vectorBytes % sumColumns == 0 && vectorBytes / sumColumns <= 8
      ? nil : "vectorBytes must be 1 to 8 times sumColumns, \(sumColumns), where it is more, not \(vectorBytes)"
  }

  /// The number of the last part of a vector of so many columns.
  func lastPart(_ columns: some Readable<Unsigned>) -> Unsigned {
    ((columns._value - 1) >> sumColumnsWidth).truncated(to: partWidth)
  }
  /// Columns of a row, of a vector of so many.
  func rowColumns(_ columns: some Readable<Unsigned>) -> Unsigned {
    isSplit ? mux(columns._value < sumColumns, columns._value, sumColumns) : columns._value
  }

  /// What is wrong with a page that holds no weight beat; nil where it holds one.
  static func beatError(pageBytes: Int, lanes: Int) -> String? {
    pageBytes < lanes ? "pageBytes must be at least lanes, \(lanes), not \(pageBytes): a page holds a whole weight beat" : nil
  }

  /// The limits of a command, as assertions.
  @Hardware
  func checkCommands(_ io: IO) {
    let hasVector = Reg(Bit(), reset: 0)
    when(io.command.fire) {
      hasVector <== hasVector | io.command.newVector
      assume(io.command.rows != 0, "a command needs at least 1 row")
      assume(io.command.columns != 0, "a command needs at least 1 column")
      if vectorBytes < (1 << columnsWidth) - 1 {
        assume(io.command.columns <= vectorBytes, "a command has at most \(vectorBytes) columns")
      }
      if isSplit, sumColumnsWidth > 0 {
        assume(
          (io.command.columns <= sumColumns) | (io.command.columns.asBits[0..<sumColumnsWidth] == 0),
          "more than \(sumColumns) columns are a multiple of them")
      }
      let bytes = io.command.rows * beats(rowColumns(io.command.columns)) * Unsigned.constant(lanes, width: 8)
      assume(bytes <= pageBytes, "a command is at most one page of \(pageBytes) bytes, rows padded to whole beats")
      assume(hasVector | io.command.newVector, "the first command must bring a vector")
    }
  }

  /// The beats of a row: its columns, whatever a command says, rounded up to whole beats.
  package var beatsOfRow: ReciprocalDivision { ReciprocalDivision(divisor: lanes, maximum: (1 << columnsWidth) - 1 + lanes - 1) }

  /// ceil(columns / lanes)
  @Hardware
  func beats(_ columns: some Readable<Unsigned>) -> Unsigned {
    let rounded = columns.extended(to: beatsOfRow.width) + (lanes - 1)
    return beatsOfRow.quotient(of: rounded)
  }
}
