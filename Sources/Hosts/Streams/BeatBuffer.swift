/// Memory for beats that grows when a vector needs more.
final class BeatBuffer {
  private(set) var bytes = UnsafeMutableRawPointer.allocate(byteCount: 64 + slack, alignment: 16)
  private(set) var capacity = 64

  /// Bytes behind the last beat that may be touched with it.
  private static let slack = 8

  /// Room for so many bytes; what was there is lost when that is more than before.
  func room(_ count: Int) -> UnsafeMutableRawPointer {
    if count > capacity {
      bytes.deallocate()
      capacity = 2 * count
      bytes = .allocate(byteCount: capacity + Self.slack, alignment: 16)
    }
    return bytes
  }

  deinit { bytes.deallocate() }
}
