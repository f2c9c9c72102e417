import Foundation
import Tools

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

  /// Writes the one file that the user named with `option`; its folder is made if it is missing.
  ///
  /// With `onlyProbe` all is tried except giving the file its name: before a long run, at whose end it is written.
  public static func write(_ data: Data, to path: String, option: String, onlyProbe: Bool = false) throws {
    let (folder, name) = path.splitPath
    try OutputFolder(folder.isEmpty ? "." : folder, option: option).write(
      [(name: name, data: data)], onlyProbe: onlyProbe)
  }

  /// Writes `files`, whose names may contain folders; throws one line with the remedy and leaves nothing half-written.
  ///
  /// With `onlyProbe` all is tried except giving the files their names.
  public func write(_ files: [(name: String, text: String)], onlyProbe: Bool = false) throws {
    try write(files.map { (name: $0.name, data: Data($0.text.utf8)) }, onlyProbe: onlyProbe)
  }

  private func write(_ files: [(name: String, data: Data)], onlyProbe: Bool) throws {
    var places: [(name: String, place: OutputPlace)] = []
    defer { for (_, place) in places { place.removeTemporary() } }
    for (name, data) in files {
      let target = path == "." ? name : path + "/" + name
      try makeFolder(target.splitPath.folder)
      let place = OutputPlace(target)
      places.append((target, place))
      if let reason = place.write(data, onlyProbe: onlyProbe) { throw failure(target, reason) }
    }
    if onlyProbe { return }
    for (target, place) in places { if let reason = place.rename() { throw failure(target, reason) } }
  }

  private func makeFolder(_ folder: String) throws {
    if folder.isEmpty || OutputPlace(folder).kind == .folder { return }
    let parent = folder.splitPath.folder
    if !parent.isEmpty, parent != folder { try makeFolder(parent) }
    guard mkdir(folder, 0o777) != 0 else { return }
    let code = errno
    // Another process may have made it meanwhile.
    if code != EEXIST || OutputPlace(folder).kind != .folder {
      throw failure(folder, OutputPlace.reason(code == EEXIST ? ENOTDIR : code))
    }
  }

  private func failure(_ path: String, _ reason: String) -> CommandFailure {
    CommandFailure("cannot write '\(VisibleText.line(path))': \(reason); choose another place with \(option)")
  }
}
