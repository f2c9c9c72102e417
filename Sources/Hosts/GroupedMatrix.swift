import Units

/// INT8 weights as they lie in flash pages: groups of 64 columns one after the other, each with all its rows; or some rows of some
/// groups of such a matrix.
///
/// Rows have 64 bytes each; columns beyond the last one are 0.
public struct GroupedMatrix {
  /// Of the first row in the first group.
  public let base: UnsafePointer<Int8>
  /// Bytes from one group to the next.
  public let groupStride: Int
  public let rows: Int, columns: Int

  public init(_ base: UnsafePointer<Int8>, groupStride: Int, rows: Int, columns: Int) {
    (self.base, self.groupStride, self.rows, self.columns) = (base, groupStride, rows, columns)
  }

  public var groups: Int { (columns + BlockQuantizer.group - 1) / BlockQuantizer.group }
  /// Columns of a group: 64, or what is left in the last one.
  public func width(ofGroup index: Int) -> Int { min(BlockQuantizer.group, columns - index * BlockQuantizer.group) }
  /// Where a row of a group begins.
  func row(_ row: Int, ofGroup group: Int) -> UnsafePointer<Int8> { base + group * groupStride + row * BlockQuantizer.group }
}

/// Quantized vectors in memory: codes, and one shift for each 64 of them.
public struct CodeVectors {
  public let codes: UnsafePointer<Int8>, shifts: UnsafePointer<UInt8>
  public let count: Int
  /// Bytes from one vector to the next.
  public let codeStride: Int, shiftStride: Int

  public init(
    codes: UnsafePointer<Int8>, shifts: UnsafePointer<UInt8>, count: Int = 1, codeStride: Int = 0, shiftStride: Int = 0
  ) {
    (self.codes, self.shifts, self.count) = (codes, shifts, count)
    (self.codeStride, self.shiftStride) = (codeStride, shiftStride)
  }
}
