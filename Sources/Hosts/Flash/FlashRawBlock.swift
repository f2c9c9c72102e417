/// Weights that leave the flash raw: rows of a block in the image, and where they go.
///
/// The pages hold row after row, each in its parts of one group of columns after the other, so that an array can begin with the first
/// rows when they have come.
public struct FlashRawBlock {
  let source: UnsafePointer<Int8>, target: UnsafeMutablePointer<Int8>
  let rows: Int, groups: Int, partBytes: Int
  /// Bytes from one group to the next; the rows of a group lie one after the other.
  let sourceStride: Int, targetStride: Int

  /// [group][row][byte], groups so many bytes apart.
  public init(
    from source: UnsafePointer<Int8>, stride sourceStride: Int, to target: UnsafeMutablePointer<Int8>, stride targetStride: Int,
    groups: Int, rows: Int, partBytes: Int
  ) {
    (self.source, self.sourceStride, self.target, self.targetStride) = (source, sourceStride, target, targetStride)
    (self.groups, self.rows, self.partBytes) = (groups, rows, partBytes)
  }

  /// All bytes.
  public var byteCount: Int { rows * groups * partBytes }

  /// Copies some bytes of the pages out of the image.
  func copy(_ range: Range<Int>, to page: UnsafeMutableRawPointer) {
    forEachPart(range) { row, group, first, offset, count in
      (page + offset).copyMemory(from: source + group * sourceStride + row * partBytes + first, byteCount: count)
    }
  }

  /// Takes some bytes of the pages to where they go.
  func deliver(_ page: UnsafeRawPointer, _ range: Range<Int>) {
    forEachPart(range) { row, group, first, offset, count in
      UnsafeMutableRawPointer(target + group * targetStride + row * partBytes + first)
        .copyMemory(from: page + offset, byteCount: count)
    }
  }

  /// Takes all bytes there without a chip.
  public func copyAll() {
    for group in 0..<groups {
      (target + group * targetStride).update(from: source + group * sourceStride, count: rows * partBytes)
    }
  }

  private func forEachPart(
    _ range: Range<Int>, _ body: (_ row: Int, _ group: Int, _ first: Int, _ offset: Int, _ count: Int) -> Void
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let part = position / partBytes, first = position % partBytes
      let count = min(partBytes - first, range.upperBound - position)
      body(part / groups, part % groups, first, position - range.lowerBound, count)
      position += count
    }
  }

  /// Where a byte of the pages goes.
  func address(_ position: Int) -> UnsafeRawPointer {
    let part = position / partBytes
    return UnsafeRawPointer(target + part % groups * targetStride + part / groups * partBytes + position % partBytes)
  }
}
