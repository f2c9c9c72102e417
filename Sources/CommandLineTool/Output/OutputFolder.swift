import Foundation

/// Files that appear in a folder all at once or not at all: each is written under a temporary name beside its place,
/// and renamed when all are complete.
public struct OutputFolder: Sendable {
  public let path: String
  /// What the user changes when the folder cannot be written: `-o`.
  private let option: String

  public init(_ path: String, option: String = "-o") {
    self.path = path
    self.option = option
  }

  /// Writes `files`, whose names may contain folders; throws one line with the remedy and leaves nothing half-written.
  ///
  /// With `onlyProbe` all is tried except giving the files their names.
  public func write(_ files: [(name: String, text: String)], onlyProbe: Bool = false) throws {
    var temporary: [(from: String, to: String)] = []
    do {
      for (name, text) in files {
        let target = path + "/" + name
        let folder = (target as NSString).deletingLastPathComponent
        try makeFolder(folder)
        if isFolder(target) { throw failure(target, "it is a folder") }
        let hidden = folder + "/." + (name as NSString).lastPathComponent + ".\(getpid()).tmp"
        temporary.append((hidden, target))
        try write(text, to: hidden, for: target)
      }
      if onlyProbe {
        for (from, _) in temporary { unlink(from) }
        return
      }
      for (from, to) in temporary where rename(from, to) != 0 { throw failure(to, Self.reason(errno)) }
    } catch {
      for (from, _) in temporary { unlink(from) }
      throw error
    }
  }

  private func makeFolder(_ folder: String) throws {
    if isFolder(folder) { return }
    let parent = (folder as NSString).deletingLastPathComponent
    if !parent.isEmpty, parent != folder { try makeFolder(parent) }
    guard mkdir(folder, 0o777) != 0 else { return }
    let code = errno
    // Another process may have made it meanwhile.
    if code != EEXIST || !isFolder(folder) { throw failure(folder, Self.reason(code == EEXIST ? ENOTDIR : code)) }
  }

  private func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  private func write(_ text: String, to path: String, for target: String) throws {
    guard let file = fopen(path, "w") else { throw failure(target, Self.reason(errno)) }
    var text = text
    let complete = text.withUTF8 { $0.isEmpty || fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
    let reason = errno
    let closed = fclose(file) == 0
    if !complete || !closed { throw failure(target, Self.reason(complete ? errno : reason)) }
  }

  private func failure(_ path: String, _ reason: String) -> CommandFailure {
    CommandFailure("cannot write '\(path)': \(reason); choose another place with \(option)")
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
