import Foundation

/// A file mapped read-only into memory for as long as the value lives.
///
/// `mmap` and not `Data(contentsOf:options:.alwaysMapped)`, because the bytes must stay at one address: kernels read the
/// weights in place. Unchecked Sendable: the memory is never written and the size never changes.
public final class MappedFile: @unchecked Sendable {
  public let path: String
  /// All bytes of the file.
  public let bytes: UnsafeRawBufferPointer

  private let isMapped: Bool

  public init(path: String) throws(ModelFileError) {
    self.path = path
    isMapped = true
    // Without O_NONBLOCK a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw ModelFileError(
        path: path, problem: "cannot be opened (\(String(cString: strerror(errno))))",
        remedy: "check the path and its permissions")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ModelFileError(path: path, problem: "is not a regular file", remedy: "give the path of a file")
    }
    let size = Int(status.st_size)
    if size == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw ModelFileError(
        path: path, problem: "cannot be mapped into memory (\(String(cString: strerror(errno))))",
        remedy: "free memory, or copy the file to a local disk")
    }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  /// Bytes that are in memory already and stay there as long as this value; `path` names them in errors.
  package init(path: String, lasting bytes: UnsafeRawBufferPointer) {
    self.path = path
    self.bytes = bytes
    isMapped = false
  }

  deinit {
    if isMapped, let address = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: address), bytes.count) }
  }
}
