import Units

/// Where the outliers of a chunk lie: those of the rows one after the other.
struct OutlierBuffers: Hashable, Codable, Sendable {
  /// INT32 [row][1]: outliers of each row; and [1]: of all.
  let counts: Buffer, total: Buffer
  /// INT32 and INT24 [outlier]: columns of the weights, and what was clipped off.
  let channels: Buffer, residuals: Buffer

  /// A residual of `OutlierExtractor`.
  static let residual = Format("int\(OutlierExtractor.residualWidth)", bits: OutlierExtractor.residualWidth, container: 4)

  /// Room for every element of `rows` vectors of `columns`.
  init(rows: Int, columns: Int, scratch: inout MemoryMap, state: inout MemoryMap) throws {
    (counts, total) = (try state.place(.int32, rows, 1), try state.place(.int32, 1))
    (channels, residuals) = (
      try scratch.place(.int32, rows * columns), try scratch.place(Self.residual, rows * columns)
    )
  }

  private init(_ counts: Buffer, _ total: Buffer, _ channels: Buffer, _ residuals: Buffer) {
    (self.counts, self.total, self.channels, self.residuals) = (counts, total, channels, residuals)
  }

  /// Those of the first `rows` rows.
  func first(_ rows: Int) -> Self { Self(counts.first(rows), total, channels, residuals) }

  var operands: [Operand] {
    [
      .fixed(counts), .fixed(total), .counted(channels, dimension: 0, by: .value(total)),
      .counted(residuals, dimension: 0, by: .value(total)),
    ]
  }

  /// What the data say, where nobody has measured it: `expected` outliers in each row.
  func lengths(expected: Int) -> [Length] {
    (0..<counts.rows).map { Length(counts[$0], expected: expected) } + [Length(total, expected: counts.rows * expected)]
  }

  /// Outliers of each row; throws where there are not so many in all, as a faulty unit could write.
  func counts(in memory: Memory) throws -> [Int] {
    let counts: [Int32] = memory.space.read(counts), total: [Int32] = memory.space.read(total)
    guard counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, { $0 + Int($1) }) == Int(total[0]), Int(total[0]) <= channels.count
    else {
      throw AcceleratorError("\(counts.reduce(0) { $0 + Int($1) }) outliers of rows are \(total[0]) in all")
    }
    return counts.map { Int($0) }
  }
}
