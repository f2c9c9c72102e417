import Hosts

/// Where a tensor lies: a strided view of bytes in a named memory. Views are made of views; nothing is copied.
public struct Buffer: Hashable, Sendable, Codable {
  public var memory: MemoryID
  /// Bytes from the memory's beginning.
  public var offset: Int
  public var format: Format
  /// Outermost dimension first.
  public var shape: Axes
  /// What a block format needs beside its codes: same outer dimensions, `block` times fewer columns.
  public var companions: [Buffer] = []

  public var count: Int { shape.reduce(1) { $0 * $1.count } }
  public var rows: Int { shape.count > 1 ? shape[shape.count - 2].count : 1 }
  public var columns: Int { shape[shape.count - 1].count }
  /// Bytes of all codes and companions.
  public var byteCount: Int { count / format.packing * format.container + companions.reduce(0) { $0 + $1.byteCount } }

  /// Elements `range` of a dimension. A range of columns begins at a whole container and block.
  public func narrowed(_ dimension: Int, to range: Range<Int>) -> Buffer {
    let isInnermost = dimension == shape.count - 1
    let packing = isInnermost ? format.packing : 1, block = isInnermost ? format.block : 1
    precondition(
      range.lowerBound >= 0 && range.upperBound <= shape[dimension].count && range.lowerBound % (packing * block) == 0,
      "no such part")
    var part = self
    part.offset += range.lowerBound / packing * shape[dimension].stride
    part.shape[dimension].count = range.count
    if !companions.isEmpty {
      let blocks = range.lowerBound / block..<(range.upperBound + block - 1) / block
      part.companions = companions.map { $0.narrowed(dimension, to: blocks) }
    }
    return part
  }

  /// Element `index` of the outermost dimension, which the result lacks.
  public subscript(index: Int) -> Buffer {
    var part = narrowed(0, to: index..<index + 1)
    part.shape.removeFirst()
    for companion in part.companions.indices { part.companions[companion].shape.removeFirst() }
    return part
  }

  /// The first `rows` elements of the outermost dimension.
  public func first(_ rows: Int) -> Buffer { narrowed(0, to: 0..<rows) }

  /// Axis `order[i]` of this buffer as dimension i: `[1, 0]` transposes.
  public func permuted(_ order: [Int]) -> Buffer {
    precondition(format.packing == 1 || order.last == shape.count - 1, "packed codes stay in their rows")
    var view = self
    view.shape = Axes(order.map { shape[$0] })
    return view
  }

  /// A dimension as two, the outer one of `parts`: rows of heads as [row][head][element].
  public func split(_ dimension: Int, into parts: Int) -> Buffer {
    let whole = shape[dimension], part = whole.count / parts
    var view = self
    view.shape.replaceSubrange(
      dimension...dimension,
      with: [Axis(count: parts, stride: part * whole.stride), Axis(count: part, stride: whole.stride)])
    return view
  }

  /// The same elements `count` times, as a new outermost dimension: one row of factors for each head.
  public func repeated(_ count: Int) -> Buffer {
    var view = self
    view.shape.insert(Axis(count: count, stride: 0), at: 0)
    return view
  }

  /// Elements `first`, `first + step` and so on of the innermost dimension, `count` of them.
  public func every(_ step: Int, from first: Int, count: Int) -> Buffer {
    precondition(format.packing == 1 && (count == 0 || first + (count - 1) * step < columns), "no such elements")
    var view = self
    view.offset += first * shape[shape.count - 1].stride
    view.shape[shape.count - 1] = Axis(count: count, stride: step * shape[shape.count - 1].stride)
    return view
  }

  /// Dense elements of another shape at the same place, of which there are no more than here.
  public func reshaped(_ counts: Int...) -> Buffer {
    precondition(counts.reduce(1, *) <= count && format.packing == 1, "a shape beyond the buffer")
    var view = self, stride = format.container
    view.shape = []
    for count in counts.reversed() {
      view.shape.insert(Axis(count: count, stride: stride), at: 0)
      stride *= count
    }
    return view
  }

  /// Calls `body` with each range of bytes that the codes touch, in ascending order: one range around all of them where
  /// there would be more than `most`.
  public func forEachRange(most: Int = .max, _ body: (Range<Int>) -> Void) {
    var run = format.container, outer = Axes()
    for dimension in containers.reversed() {
      if dimension.count == 0 { return }
      if dimension.count == 1 || dimension.stride == 0 { continue }
      if dimension.stride <= run && outer.isEmpty {
        run += (dimension.count - 1) * dimension.stride
      } else {
        outer.append(dimension)
      }
    }
    let runs = outer.reduce(1) { $0 * $1.count }
    if runs > most { return body(offset..<offset + outer.reduce(run) { $0 + ($1.count - 1) * $1.stride }) }
    for number in 0..<runs {
      var start = offset, rest = number
      for dimension in outer {
        start += rest % dimension.count * dimension.stride
        rest /= dimension.count
      }
      body(start..<start + run)
    }
  }

  /// The element whose container has the address, as an index in each dimension.
  public func index(ofByte address: Int) -> [Int] {
    var rest = address - offset, indices: [Int: Int] = [:]
    for dimension in containers where dimension.count > 1 && dimension.stride > 0 {
      indices[dimension.stride] = rest / dimension.stride
      rest %= dimension.stride
    }
    return shape.enumerated().map { number, dimension in
      (dimension.count > 1 ? indices[dimension.stride] ?? 0 : 0) * (number == shape.count - 1 ? format.packing : 1)
    }
  }

  /// Whether both views touch a byte in common.
  public func overlaps(_ other: Buffer) -> Bool {
    guard memory == other.memory else { return false }
    var own: [Range<Int>] = [], result = false
    forEachRange { own.append($0) }
    other.forEachRange { range in result = result || own.contains { $0.overlaps(range) } }
    return result
  }

  /// Calls `body` with the offset of each run of the innermost dimension, in row-major order.
  func forEachRow(_ body: (_ offset: Int) -> Void) { shape.forEachRow(from: offset, body) }

  /// Dimensions in containers, by descending stride: a permuted view touches the same bytes.
  private var containers: Axes {
    var dimensions = shape
    if format.packing > 1 { dimensions[shape.count - 1].count = (columns + format.packing - 1) / format.packing }
    let isSorted = (1..<max(1, shape.count)).allSatisfy { shape[$0 - 1].stride >= shape[$0].stride }
    return isSorted ? dimensions : Axes(dimensions.sorted { $0.stride > $1.stride })
  }
}

extension Buffer: CustomStringConvertible {
  public var description: String {
    "\(memory.name)[\(offset)]:\(format.name)" + shape.map { "[\($0.count)@\($0.stride)]" }.joined()
  }
}
