import Simulation
import Transformer
import Units

/// A model's matrices cut into the pages that an in-flash compute unit takes one after the other.
struct WeightPages: Sendable {
  struct Page: Sendable {
    var matrix: Int
    var rows: Range<Int>
    var columns: Range<Int>
    /// Whether the page before it is of another matrix or other columns.
    var needsVector: Bool
  }

  let matrices: [QuantizedMatrix]
  let pages: [Page]
  /// For each matrix a vector of its columns, from a seed.
  let vectors: [[Int8]]

  init(_ matrices: [QuantizedMatrix], unit: FlashPE, seed: UInt64) {
    self.matrices = matrices
    var pages: [Page] = []
    var vectors: [[Int8]] = []
    for (index, matrix) in matrices.enumerated() {
      var random = SplitMix64(seed: seed &+ UInt64(index))
      vectors.append((0..<matrix.columns).map { _ in Int8(truncatingIfNeeded: random.next()) })
      var column = -1
      for tile in FlashTiling(rows: matrix.rows, columns: matrix.columns, unit: unit).tiles {
        pages.append(Page(matrix: index, rows: tile.rows, columns: tile.columns, needsVector: tile.columns.lowerBound != column))
        column = tile.columns.lowerBound
      }
    }
    self.pages = pages
    self.vectors = vectors
  }

  var weightCount: Int { matrices.reduce(0) { $0 + $1.values.count } }
  var rowCount: Int { matrices.reduce(0) { $0 + $1.rows } }
}
