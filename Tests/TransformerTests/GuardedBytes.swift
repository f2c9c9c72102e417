import Foundation

import Transformer

/// Memory whose end is the end of a page, with a page behind it that no one may touch: reading past the end ends the process.
final class GuardedBytes {
  private let base: UnsafeMutableRawPointer
  private let size: Int
  private let page = 65536

  /// Room for `capacity` bytes.
  init(capacity: Int) throws {
    size = (capacity + page - 1) / page * page
    guard let address = mmap(nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), address != MAP_FAILED,
      mprotect(address + size, page, PROT_NONE) == 0
    else { throw POSIXError(.ENOMEM) }
    base = address
  }

  deinit { munmap(base, size + page) }

  /// A file of `bytes` that ends at the guard. It must not outlive this object or the next call.
  func file(_ bytes: [UInt8]) -> MappedFile {
    precondition(bytes.count <= size)
    let start = base + (size - bytes.count)
    bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(base), byteCount: bytes.count) }
    return MappedFile(path: "hostile", lasting: UnsafeRawBufferPointer(start: start, count: bytes.count))
  }
}
