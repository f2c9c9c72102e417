/// Memory for beats that grows when a vector needs more.
final class BeatBuffer {
  private(set) var bytes = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16)
  private(set) var capacity = 64

  /// Room for so many bytes; what was there is lost when that is more than before.
  func room(_ count: Int) -> UnsafeMutableRawPointer {
    if count > capacity {
      bytes.deallocate()
      capacity = 2 * count
      bytes = .allocate(byteCount: capacity, alignment: 16)
    }
    return bytes
  }

  deinit { bytes.deallocate() }
}
