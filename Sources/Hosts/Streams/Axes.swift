/// `count` elements, rows or heads that lie `stride` bytes apart. In the innermost dimension the stride is that of containers;
/// a stride of 0 repeats the same bytes.
public struct Axis: Hashable, Sendable, Codable {
  public var count: Int, stride: Int
  public init(count: Int, stride: Int) { (self.count, self.stride) = (count, stride) }
}

/// The dimensions of a view, outermost first: at most `most` of them, stored in the value itself, because views are made of views in
/// every step of a run and an array would be allocated for each.
public struct Axes: Hashable, Sendable {
  /// The most dimensions of a view.
  public static let most = 4
  private static let none = Axis(count: 0, stride: 0)
  private var axes = (none, none, none, none)
  public private(set) var count = 0

  /// No dimension: one element.
  public init() {}

  /// The same dimensions in the same order.
  public static func == (left: Axes, right: Axes) -> Bool { left.elementsEqual(right) }
  /// Of the dimensions that there are.
  public func hash(into hasher: inout Hasher) { for axis in self { hasher.combine(axis) } }
}

extension Axes: RandomAccessCollection, MutableCollection, RangeReplaceableCollection, ExpressibleByArrayLiteral {
  /// The outermost dimension.
  public var startIndex: Int { 0 }
  /// Behind the innermost dimension.
  public var endIndex: Int { count }

  /// Outermost dimension first; at most `most`.
  public init(arrayLiteral elements: Axis...) {
    for axis in elements { append(axis) }
  }

  /// A dimension by its number, which there must be.
  public subscript(index: Int) -> Axis {
    get {
      precondition(index >= 0 && index < count, "a view of \(count) dimensions has none of number \(index)")
      return withUnsafeBytes(of: axes) { $0.load(fromByteOffset: index * MemoryLayout<Axis>.stride, as: Axis.self) }
    }
    set {
      precondition(index >= 0 && index < count, "a view of \(count) dimensions has none of number \(index)")
      store(newValue, index)
    }
  }

  private mutating func store(_ axis: Axis, _ index: Int) {
    withUnsafeMutableBytes(of: &axes) { $0.storeBytes(of: axis, toByteOffset: index * MemoryLayout<Axis>.stride, as: Axis.self) }
  }

  /// Adds an innermost dimension; there must be room.
  public mutating func append(_ axis: Axis) {
    precondition(count < Self.most, "a view has at most \(Self.most) dimensions")
    store(axis, count)
    count += 1
  }

  /// At most `most` dimensions may result.
  public mutating func replaceSubrange(_ range: Range<Int>, with new: some Collection<Axis>) {
    let old = self
    count = range.lowerBound
    for axis in new { append(axis) }
    for index in range.upperBound..<old.count { append(old[index]) }
  }
}

extension Axes: Codable {
  /// From an array of dimensions.
  public init(from decoder: any Decoder) throws {
    let axes = try [Axis](from: decoder)
    guard axes.count <= Self.most else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a view has at most \(Self.most) dimensions"))
    }
    for axis in axes { append(axis) }
  }
  /// As an array of dimensions.
  public func encode(to encoder: any Encoder) throws { try Array(self).encode(to: encoder) }
}

extension Axes {
  /// Calls `body` with the offset of each run of the innermost dimension, in row-major order.
  public func forEachRow(from start: Int = 0, _ body: (_ offset: Int) -> Void) {
    if count == 1 { return body(start) }
    if count == 2 {
      for row in 0..<self[0].count { body(start + row * self[0].stride) }
      return
    }
    for number in 0..<dropLast().reduce(1, { $0 * $1.count }) {
      var offset = start, rest = number
      for index in (0..<count - 1).reversed() {
        offset += rest % self[index].count * self[index].stride
        rest /= self[index].count
      }
      body(offset)
    }
  }
}
