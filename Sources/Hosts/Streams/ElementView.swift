/// `count` elements, rows or heads that lie `stride` bytes apart. In the innermost dimension the stride is that of containers;
/// a stride of 0 repeats the same bytes.
public struct Axis: Hashable, Sendable, Codable {
  public var count: Int, stride: Int
  public init(count: Int, stride: Int) { (self.count, self.stride) = (count, stride) }
}

/// Elements in memory, one to a container, in row-major order: what the host of a unit copies to it and from it.
public struct ElementView {
  public let base: UnsafeMutableRawPointer
  /// Bytes of an element, 1, 2, 4 or 8.
  public let container: Int
  /// Outermost dimension first.
  public let shape: [Axis]

  public init(_ base: UnsafeMutableRawPointer, container: Int, shape: [Axis]) {
    (self.base, self.container, self.shape) = (base, container, shape)
  }

  public var count: Int { shape.reduce(1) { $0 * $1.count } }
  var columns: Int { shape[shape.count - 1].count }
  /// Bytes from one element of a row to the next.
  var step: Int { shape[shape.count - 1].stride }

  @inline(__always) func forEachRow(_ body: (_ row: UnsafeMutableRawPointer) -> Void) { shape.forEachRow { body(base + $0) } }
}

extension [Axis] {
  /// Calls `body` with the offset of each run of the innermost dimension, in row-major order.
  public func forEachRow(from start: Int = 0, _ body: (_ offset: Int) -> Void) {
    if count == 1 { return body(start) }
    if count == 2 {
      for row in 0..<self[0].count { body(start + row * self[0].stride) }
      return
    }
    for number in 0..<dropLast().reduce(1, { $0 * $1.count }) {
      var offset = start, rest = number
      for dimension in dropLast().reversed() {
        offset += rest % dimension.count * dimension.stride
        rest /= dimension.count
      }
      body(offset)
    }
  }
}
