import Units

/// A matrix of INT8 weights in the order in which an `NPUSystolic` takes them: for each tile of outputs, for each input, one
/// byte an output; outputs beyond the last one are 0.
///
/// Converting costs about as much as reading the matrix once; decoding converts its matrices once and keeps them.
public final class NPUWeights {
  /// Outputs and inputs.
  public let rows: Int, columns: Int
  /// Outputs of a tile.
  let tile: Int
  let bytes: UnsafeMutablePointer<Int8>
  private let capacity: Int

  /// - Parameters:
  ///   - weights: row-major, `rows` x `columns`, rows `stride` bytes apart
  ///   - unit: the array that they are for; those with the same number of columns take the same order
  public convenience init(_ weights: UnsafePointer<Int8>, stride: Int, rows: Int, columns: Int, unit: NPUSystolic) {
    self.init(blocks: [(weights, columns)], stride: stride, rows: rows, unit: unit)
  }

  /// Weights that lie in blocks of columns one after the other, as in flash pages; each block has all rows, `stride` bytes
  /// apart.
  public convenience init(blocks: [(weights: UnsafePointer<Int8>, columns: Int)], stride: Int, rows: Int, unit: NPUSystolic) {
    self.init(rows: rows, columns: blocks.reduce(0) { $0 + $1.columns }, tile: unit.columns)
    var first = 0
    for block in blocks {
      fill(block.weights, stride: stride, inputs: first..<first + block.columns)
      first += block.columns
    }
  }

  /// Weights that lie input after input, `stride` bytes apart, each with all `rows` outputs.
  public convenience init(byInput weights: UnsafePointer<Int8>, stride: Int, rows: Int, columns: Int, unit: NPUSystolic) {
    self.init(rows: rows, columns: columns, tile: unit.columns)
    for output in Swift.stride(from: 0, to: rows, by: tile) {
      let count = min(tile, rows - output), destination = bytes + output * columns
      for input in 0..<columns { (destination + input * tile).update(from: weights + input * stride + output, count: count) }
    }
  }

  init(rows: Int, columns: Int, tile: Int) {
    self.rows = rows
    self.columns = columns
    self.tile = tile
    capacity = (rows + tile - 1) / tile * tile * columns
    bytes = .allocate(capacity: max(1, capacity))
    bytes.initialize(repeating: 0, count: max(1, capacity))
  }

  deinit { bytes.deallocate() }

  /// In blocks of 16 outputs x 16 inputs, so that both sides stay in the cache.
  private func fill(_ weights: UnsafePointer<Int8>, stride: Int, inputs: Range<Int>) {
    var output = 0
    while output < rows {
      let destination = bytes + output / tile * tile * columns
      let used = min(tile, rows - output)
      var input = inputs.lowerBound
      while input < inputs.upperBound {
        let count = min(16, inputs.upperBound - input)
        for row in 0..<used {
          let source = weights + (output + row) * stride + input - inputs.lowerBound
          var to = destination + input * tile + row
          for column in 0..<count {
            to.pointee = source[column]
            to += tile
          }
        }
        input += 16
      }
      output += tile
    }
  }
}
