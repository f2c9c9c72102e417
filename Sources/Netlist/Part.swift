extension Part {
  /// The same bits, with other values for the indices.
  public func mapIndices(_ f: (ValueID) -> ValueID) -> Part {
    var mapped = self
    for position in mapped.indices.indices { mapped.indices[position].value = f(mapped.indices[position].value) }
    return mapped
  }

  /// The first bit, for given values of the indices; nil if one of them is out of range, so that nothing is selected.
  public func position<Failure: Error>(_ value: (ValueID) throws(Failure) -> BitVector) throws(Failure) -> Int? {
    var result = offset
    for index in indices {
      guard let number = try value(index.value).unsigned, number < UInt64(index.count) else { return nil }
      result += Int(number) * index.stride
    }
    return result
  }

  /// The bits that the part can reach, whatever the indices are.
  public var reach: Range<Int> { offset..<(indices.reduce(offset + width) { $0 + ($1.count - 1) * $1.stride }) }

  /// The same bits with all constant indices in the offset; nil if one of them is out of range.
  public func folded(_ module: Module) -> Part? {
    var result = Part(offset: offset, width: width)
    for index in indices {
      guard case .constant(let bits) = module[index.value].operation else {
        result.indices.append(index)
        continue
      }
      guard let number = bits.unsigned, number < UInt64(index.count) else { return nil }
      result.offset += Int(number) * index.stride
    }
    return result
  }

  /// Whether the bits always lie inside one element of a vector of that type (of a scalar: inside the whole), and each index
  /// either chooses the element or something within it.
  public func isInElement(of type: ValueType) -> Bool {
    let element = type.element.width
    let inside = indices.filter { $0.stride % element != 0 }.reduce(offset % element + width) { $0 + ($1.count - 1) * $1.stride }
    return inside <= element
  }
}

extension Module {
  /// Element `index` of a vector (of a scalar: one bit) as the target of an assignment.
  public func element(of id: ValueID, at index: ValueID) -> Target {
    let type = self[id].type
    let count = type.count ?? type.width
    let width = type.width / count
    return .part(id, Part(offset: 0, width: width, indices: [.init(value: index, count: count, stride: width)]))
  }
}

/// A set of bits as ranges in order that do not touch.
struct BitRanges: Equatable {
  private(set) var ranges: [Range<Int>] = []

  init() {}
  init(_ range: Range<Int>) { insert(range) }

  var isEmpty: Bool { ranges.isEmpty }

  mutating func insert(_ range: Range<Int>) {
    if range.isEmpty { return }
    var merged = range
    var kept: [Range<Int>] = []
    kept.reserveCapacity(ranges.count + 1)
    for one in ranges {
      if one.upperBound < merged.lowerBound || one.lowerBound > merged.upperBound {
        kept.append(one)
      } else {
        merged = min(one.lowerBound, merged.lowerBound)..<max(one.upperBound, merged.upperBound)
      }
    }
    kept.insert(merged, at: kept.firstIndex { $0.lowerBound > merged.lowerBound } ?? kept.count)
    ranges = kept
  }

  mutating func formUnion(_ other: BitRanges) { for range in other.ranges { insert(range) } }

  func intersection(_ other: BitRanges) -> BitRanges {
    var result = BitRanges()
    var (a, b) = (0, 0)
    while a < ranges.count, b < other.ranges.count {
      let (left, right) = (ranges[a], other.ranges[b])
      let low = max(left.lowerBound, right.lowerBound), high = min(left.upperBound, right.upperBound)
      if low < high { result.ranges.append(low..<high) }
      if left.upperBound < right.upperBound { a += 1 } else { b += 1 }
    }
    return result
  }

  func contains(_ range: Range<Int>) -> Bool {
    ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  func intersects(_ range: Range<Int>) -> Bool { ranges.contains { $0.overlaps(range) } }

  /// The lowest bit below `width` that is not in the set.
  func firstGap(below width: Int) -> Int? {
    guard let first = ranges.first, first.lowerBound == 0 else { return width > 0 ? 0 : nil }
    return first.upperBound < width ? first.upperBound : nil
  }
}
