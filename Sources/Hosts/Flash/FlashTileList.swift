import Units

/// Tiles of blocks of matrices: some rows of a group of 64 columns in each, at most a page.
final class FlashTileList {
  private let lanes: Int, pageRows: Int
  /// Pages of the tiles whose rows do not lie in the image as the cores want them: those of a narrow last group.
  private let repacked: UnsafeMutablePointer<Int8>
  private(set) var tiles: [FlashChannelHost.Tile] = []

  /// - Parameter rows: the most of a block
  init(lanes: Int, pageBytes: Int, rows: Int) {
    (self.lanes, pageRows) = (lanes, pageBytes / BlockQuantizer.group)
    repacked = .allocate(capacity: rows * BlockQuantizer.group)
  }

  deinit { repacked.deallocate() }

  /// Lists the tiles of some rows, group by group; they last until the next list.
  func list(_ matrix: GroupedMatrix, _ rows: Range<Int>, _ vector: CodeVectors) {
    let group = BlockQuantizer.group, step = FlashChannelUnit.tileRows(rows.count, pageRows: pageRows)
    tiles.removeAll(keepingCapacity: true)
    for index in 0..<matrix.groups {
      let width = matrix.width(ofGroup: index)
      let rowBytes = (width + lanes - 1) / lanes * lanes
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
        let count = min(step, rows.upperBound - first), place = matrix.row(first, ofGroup: index)
        var page = UnsafeRawPointer(place)
        if rowBytes != group {
          // A narrow last group lies in the page without the image's padding.
          let target = repacked + (first - rows.lowerBound) * rowBytes
          for row in 0..<count { (target + row * rowBytes).update(from: place + row * group, count: width) }
          page = UnsafeRawPointer(target)
        }
        tiles.append(
          FlashChannelHost.Tile(
            page: page, rows: count, columns: width, rowBase: first - rows.lowerBound, shift: Int(vector.shifts[index]),
            vector: vector.codes + index * group))
      }
    }
  }

  /// The shapes of those tiles, for a cycle model.
  static func shapes(rows: Int, columns: Int, pageBytes: Int) -> [FlashTileShape] {
    let group = BlockQuantizer.group, step = FlashChannelUnit.tileRows(rows, pageRows: pageBytes / group)
    return (0..<(columns + group - 1) / group).flatMap { index in
      stride(from: 0, to: rows, by: step).map {
        FlashTileShape(rows: min(step, rows - $0), columns: min(group, columns - index * group), vector: index)
      }
    }
  }
}
