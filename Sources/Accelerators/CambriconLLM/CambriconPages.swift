import Units

extension CambriconLLM: PagedSystem {
  /// Table II of the paper; the spare area has 1,664 bytes.
  public var pageBytes: Int { 16384 }

  /// 256 rows of a group of 64 columns, as the weights lie; the last page of a group may have fewer rows.
  public var weightPages: [WeightPage] {
    let width = BlockQuantizer.group, rowsOfPage = pageBytes / width
    return weights.all.flatMap { matrix in
      (0..<matrix.groups).flatMap { group in
        stride(from: 0, to: matrix.rows, by: rowsOfPage).map { row in
          let first = matrix.codes.offset + (group * matrix.rows + row) * width
          return WeightPage(
            memory: matrix.codes.memory, bytes: first..<(first + min(rowsOfPage, matrix.rows - row) * width))
        }
      }
    }
  }
}
