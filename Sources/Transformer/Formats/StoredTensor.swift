import CKernels

/// A tensor inside a mapped file, checked to lie within it.
///
/// `dimensions[0]` is the contiguous one, as in GGUF: a weight matrix of a linear layer has `dimensions == [inputs, outputs]`,
/// that is `rows` output neurons of `columns` weights. Holding the value keeps the file mapped.
public struct StoredTensor: Sendable {
  public let name: String
  public let type: TensorType
  public let dimensions: [Int]
  let file: MappedFile
  /// Where the elements lie in the file.
  let byteRange: Range<Int>

  /// Elements of a row: the contiguous dimension.
  public var columns: Int { dimensions[0] }
  /// Rows: the product of all other dimensions.
  public var rows: Int { dimensions.dropFirst().reduce(1, *) }
  /// Elements in all.
  public var count: Int { rows * columns }
  /// Bytes of one row.
  public var rowBytes: Int { columns / type.blockElements * type.blockBytes }
  /// The stored bytes.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[byteRange]) }

  /// Widens `range` of the rows to fp32 into `destination`, which holds at least `range.count * columns` elements.
  ///
  /// - Precondition: the range lies within the rows and the destination is large enough.
  public func decode(rows range: Range<Int>, into destination: UnsafeMutableBufferPointer<Float>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(name) do not exist")
    precondition(destination.count >= range.count * columns, "the destination is too small for \(range.count) rows of \(name)")
    guard !range.isEmpty, let target = destination.baseAddress, let source = bytes.baseAddress else { return }
    let known = hwk_decode(
      type.rawValue, source.advanced(by: range.lowerBound * rowBytes).assumingMemoryBound(to: UInt8.self), target,
      Int64(range.count * columns))
    precondition(known != 0, "no decoder for \(type.name)")
  }

  /// Widens `range` of the rows to fp32.
  public func decode(rows range: Range<Int>) -> [Float] {
    [Float](unsafeUninitializedCapacity: range.count * columns) { buffer, count in
      decode(rows: range, into: buffer)
      count = range.count * columns
    }
  }
}
