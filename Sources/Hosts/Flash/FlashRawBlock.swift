/// Weights that leave the flash raw: runs of bytes in the image, and where they go. The runs are the pages' bytes, one after the other.
public struct FlashRawBlock {
  let source: UnsafePointer<Int8>, target: UnsafeMutablePointer<Int8>
  let runBytes: Int, runs: Int
  /// Bytes from one run to the next.
  let sourceStride: Int, targetStride: Int

  /// Runs that begin at these places.
  public init(
    from source: UnsafePointer<Int8>, stride sourceStride: Int, to target: UnsafeMutablePointer<Int8>, stride targetStride: Int,
    runs: Int, runBytes: Int
  ) {
    (self.source, self.sourceStride, self.target, self.targetStride) = (source, sourceStride, target, targetStride)
    (self.runs, self.runBytes) = (runs, runBytes)
  }

  /// All bytes.
  public var byteCount: Int { runs * runBytes }

  /// Copies some bytes of the pages out of the image.
  func copy(_ range: Range<Int>, to page: UnsafeMutableRawPointer) {
    forEachPart(range) { run, first, offset, count in
      (page + offset).copyMemory(from: source + run * sourceStride + first, byteCount: count)
    }
  }

  /// Takes some bytes of the pages to where they go.
  func deliver(_ page: UnsafeRawPointer, _ range: Range<Int>) {
    forEachPart(range) { run, first, offset, count in
      UnsafeMutableRawPointer(target + run * targetStride + first).copyMemory(from: page + offset, byteCount: count)
    }
  }

  /// Takes all bytes there without a chip.
  public func copyAll() {
    for run in 0..<runs { (target + run * targetStride).update(from: source + run * sourceStride, count: runBytes) }
  }

  private func forEachPart(_ range: Range<Int>, _ body: (_ run: Int, _ first: Int, _ offset: Int, _ count: Int) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      let run = position / runBytes, first = position % runBytes, count = min(runBytes - first, range.upperBound - position)
      body(run, first, position - range.lowerBound, count)
      position += count
    }
  }

  /// Where a byte of the pages goes.
  func address(_ position: Int) -> UnsafeRawPointer {
    UnsafeRawPointer(target + position / runBytes * targetStride + position % runBytes)
  }
}
