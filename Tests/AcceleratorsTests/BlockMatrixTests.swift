import Testing

import Accelerators
import Transformer

/// The layout of flash pages, and the width of sums.
@Suite struct BlockMatrixTests {
  private static func matrix(columns: Int, value: Int8) -> BlockMatrix {
    let values = [Int8](repeating: 1, count: columns) + [Int8](repeating: value, count: columns)
    return BlockMatrix(QuantizedMatrix(name: "test", rows: 2, columns: columns, values: values, scales: [1, 1]))
  }

  /// 127 x 127 x 2^20 for each column stays below 2^47 up to 8,321 columns.
  @Test func sumsFit48Bits() {
    #expect(BlockMatrix.safeColumns == 8321)
    #expect(8321 * 127 * 127 << 20 < 1 << 47 && 8322 * 127 * 127 << 20 >= 1 << 47)
    #expect(Self.matrix(columns: 8321, value: -127).rowBeyondSums == nil)
    #expect(Self.matrix(columns: 8322, value: -127).rowBeyondSums == 1)
    #expect(Self.matrix(columns: 11008, value: 64).rowBeyondSums == nil)
  }

  @Test func groupsLieOneAfterTheOther() {
    let rows = 3, columns = 130
    let values = (0..<rows * columns).map { Int8($0 % 120) }
    let matrix = BlockMatrix(
      QuantizedMatrix(name: "test", rows: rows, columns: columns, values: values, scales: [Float](repeating: 1, count: rows)))
    #expect(matrix.groups == 3 && matrix.width(ofGroup: 2) == 2)
    for row in 0..<rows {
      for column in 0..<192 {
        let code = matrix.values[(column / 64 * rows + row) * 64 + column % 64]
        #expect(code == (column < columns ? values[row * columns + column] : 0))
      }
    }
    let flipped = matrix.flippingBit(row: 1, column: 70)
    #expect(zip(flipped.values, matrix.values).filter { $0 != $1 }.count == 1)
  }
}
