/// Elements in memory, one to a container, in row-major order: what the host of a unit copies to it and from it.
public struct ElementView {
  public let base: UnsafeMutableRawPointer
  /// Bytes of an element, 1, 2, 4 or 8.
  public let container: Int
  /// Outermost dimension first.
  public let shape: Axes

  public init(_ base: UnsafeMutableRawPointer, container: Int, shape: Axes) {
    (self.base, self.container, self.shape) = (base, container, shape)
  }

  public var count: Int { shape.reduce(1) { $0 * $1.count } }
  var columns: Int { shape[shape.count - 1].count }
  /// Bytes from one element of a row to the next.
  var step: Int { shape[shape.count - 1].stride }

  @inline(__always) func forEachRow(_ body: (_ row: UnsafeMutableRawPointer) -> Void) { shape.forEachRow { body(base + $0) } }
}
