/// A dense fp32 matrix, row after row: the activations of `rows` positions.
public struct Matrix: Hashable, Sendable {
  public private(set) var rows: Int
  public private(set) var columns: Int
  /// `rows * columns` elements.
  public var values: [Float]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: 0, count: rows * columns)
  }

  /// - Precondition: there are `rows * columns` values.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values are no \(rows) x \(columns) matrix")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// The elements of one row.
  public subscript(row row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

  /// The first element that is infinite or not a number; nil where all are finite.
  package var firstNonFinite: (row: Int, column: Int, value: Float)? {
    // A branch for each element would cost more than the operators that are checked by it.
    let isAnyInfinite = values.withUnsafeBufferPointer { values in
      values.reduce(UInt32(0)) { $0 | (($1.bitPattern & 0x7f80_0000) &+ 0x0080_0000) } & 0x8000_0000 != 0
    }
    guard isAnyInfinite, let index = values.firstIndex(where: { !$0.isFinite }) else { return nil }
    return (index / columns, index % columns, values[index])
  }

  /// Changes the shape and leaves the contents undefined.
  mutating func reshape(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    let count = rows * columns
    if values.count > count {
      values.removeLast(values.count - count)
    } else if values.count < count {
      values.append(contentsOf: repeatElement(0, count: count - values.count))
    }
  }
}
