import Foundation
import Tools

/// Where a file that somebody named goes: to the end of its links, and into what is no regular file instead of in its place, so that
/// `-o /dev/null` leaves the device there.
struct OutputPlace {
  enum Kind { case file, folder, stream }

  /// The end of the name's links.
  let path: String
  let kind: Kind

  init(_ name: String) {
    var status = stat()
    guard stat(name, &status) == 0 else {
      (path, kind) = (name, .file)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: (path, kind) = (name, .folder)
    case S_IFREG:
      let end = realpath(name, nil)
      path = end.map { String(cString: $0) } ?? name
      kind = .file
      free(end)
    default: (path, kind) = (name, .stream)
    }
  }

  /// A hidden name beside the place, which ends in `ending`.
  func temporary(ending: String = "tmp") -> String {
    let (folder, name) = path.splitPath
    return (folder.isEmpty ? "" : folder + "/") + ".\(name).\(getpid()).\(ending)"
  }

  /// Writes to the temporary name, or straight into a stream; returns why it failed, or nil.
  func write(_ data: Data, onlyProbe: Bool) -> String? {
    if kind == .folder { return "it is a folder" }
    if kind == .stream, onlyProbe { return access(path, W_OK) == 0 ? nil : Self.reason(errno) }
    // A pipe without a reader would keep a writer waiting for ever.
    let descriptor =
      kind == .stream
      ? open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK) : open(temporary(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return kind == .stream && errno == ENXIO ? "nobody reads this pipe" : Self.reason(errno) }
    if kind == .stream { _ = fcntl(descriptor, F_SETFL, 0) }
    let reason = Self.write(data, to: descriptor)
    return close(descriptor) == 0 ? reason : reason ?? Self.reason(errno)
  }

  private static func write(_ data: Data, to descriptor: Int32) -> String? {
    data.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno != EINTR { return reason(errno) }
        rest = rest.dropFirst(max(0, count))
      }
      return nil
    }
  }

  /// Gives the temporary file its name; returns why it failed, or nil.
  func rename() -> String? {
    kind == .stream || Foundation.rename(temporary(), path) == 0 ? nil : Self.reason(errno)
  }

  func removeTemporary() { if kind == .file { unlink(temporary()) } }

  static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
