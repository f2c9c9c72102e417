import Units

/// How a block of a matrix is cut into the tiles of pages: some rows of some columns in each.
///
/// A page row has `width` columns: a part of a group of 64, a group, or several, whose sums a core sends one by one.
struct FlashTileCut {
  let rows: Int, columns: Int
  /// Columns of a page row, a power of two; bytes of a page.
  let width: Int, pageBytes: Int

  /// Rows of a tile.
  var step: Int { FlashChannelUnit.tileRows(rows, pageRows: pageBytes / width) }

  /// The columns of each page row from the left; more than a group are whole groups, the last one padded.
  var slices: [(first: Int, count: Int)] {
    let group = BlockQuantizer.group
    return stride(from: 0, to: columns, by: width).map { first in
      let count = min(width, columns - first)
      return (first, count > group ? (count + group - 1) / group * group : count)
    }
  }

  /// The tiles' shapes, for a cycle model: those of equal columns one after the other.
  var shapes: [FlashTileShape] {
    slices.enumerated().flatMap { index, slice in
      stride(from: 0, to: rows, by: step).map {
        FlashTileShape(rows: min(step, rows - $0), columns: slice.count, vector: index)
      }
    }
  }

  /// Multipliers that have a weight or none in the beats of a row.
  func products(lanes: Int) -> Int { slices.reduce(0) { $0 + ($1.count + lanes - 1) / lanes * lanes } }
}

/// Tiles of blocks of matrices, at most a page each.
final class FlashTileList {
  private let lanes: Int, pageBytes: Int, width: Int
  /// Pages of the tiles whose rows do not lie in the image as the cores want them, and how many bytes there are.
  private var repacked = UnsafeMutablePointer<Int8>.allocate(capacity: 1), capacity = 1
  private(set) var tiles: [FlashChannelHost.Tile] = []

  /// - Parameter width: columns of a page row
  init(lanes: Int, pageBytes: Int, width: Int = BlockQuantizer.group) {
    (self.lanes, self.pageBytes, self.width) = (lanes, pageBytes, width)
  }

  deinit { repacked.deallocate() }

  /// Lists the tiles of some rows, from the first columns on; they last until the next list.
  func list(_ matrix: GroupedMatrix, _ rows: Range<Int>, _ vector: CodeVectors) {
    let group = BlockQuantizer.group
    let cut = FlashTileCut(rows: rows.count, columns: matrix.columns, width: width, pageBytes: pageBytes)
    reserve(rows.count * cut.products(lanes: lanes))
    var free = repacked
    tiles.removeAll(keepingCapacity: true)
    for slice in cut.slices {
      let index = slice.first / group, sums = max(1, slice.count / group)
      let rowBytes = (slice.count + lanes - 1) / lanes * lanes
      let shift = (0..<sums).reduce(0) { $0 | Int(vector.shifts[index + $1]) << (FlashAccumulatorLane.shiftWidth * $1) }
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: cut.step) {
        let count = min(cut.step, rows.upperBound - first)
        var page = UnsafeRawPointer(matrix.row(first, ofGroup: index) + slice.first % group)
        if rowBytes != group {
          // Rows of other columns than a group's do not lie one behind the other in the image.
          let part = min(slice.count, group)
          for row in 0..<count {
            for sum in 0..<sums {
              let place = matrix.row(first + row, ofGroup: index + sum) + slice.first % group
              (free + row * rowBytes + sum * group).update(from: place, count: part)
            }
          }
          page = UnsafeRawPointer(free)
          free += count * rowBytes
        }
        tiles.append(
          FlashChannelHost.Tile(
            page: page, rows: count, columns: slice.count, rowBase: first - rows.lowerBound, shift: shift,
            vector: vector.codes + slice.first))
      }
    }
  }

  private func reserve(_ bytes: Int) {
    if bytes <= capacity { return }
    repacked.deallocate()
    (repacked, capacity) = (.allocate(capacity: bytes), bytes)
  }
}
