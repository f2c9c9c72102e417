import Foundation

/// A file mapped read-only into memory for as long as the value lives.
///
/// `mmap` and not `Data(contentsOf:options:.alwaysMapped)`, because the bytes must stay at one address: kernels read the
/// weights in place. Unchecked Sendable: the memory is never written and the size never changes.
public final class MappedFile: @unchecked Sendable {
  public let path: String
  /// All bytes of the file.
  public let bytes: UnsafeRawBufferPointer

  public init(path: String) throws(ModelFileError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ModelFileError(
        path: path, problem: "cannot be opened (\(String(cString: strerror(errno))))", remedy: "check the path and its permissions")
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

  deinit {
    if let address = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: address), bytes.count) }
  }
}
