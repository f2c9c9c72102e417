import Foundation
import Hashing

/// A file of ours that is read again later: one line with what it is, its version and its SHA-256, then the contents.
///
/// The digest is over all of it, so that no damaged file is taken for a whole one. A reader that knows another version says so.
package struct SealedFile: Sendable {
  /// What the file begins with.
  let kind: String
  /// Changes when the form of the contents does.
  let version: Int

  package init(kind: String, version: Int) {
    self.kind = kind
    self.version = version
  }

  /// Why a file was not opened.
  package enum Fault: Error, Equatable {
    /// There is no such file, or it cannot be read.
    case missing
    /// Something else than a file of this kind.
    case otherKind
    /// Written by a program that knew another form.
    case otherVersion
    /// Cut off or changed.
    case damaged
  }

  /// The bytes of a file with these contents.
  package func sealed(_ contents: Data) -> Data { Data("\(kind) \(version) \(digest(contents))\n".utf8) + contents }

  /// The contents of a file's bytes.
  package func contents(of file: Data) throws(Fault) -> Data {
    let start = Data("\(kind) ".utf8)
    guard file.starts(with: start) else { throw .otherKind }
    guard let end = file.prefix(128).firstIndex(of: 10) else { throw .damaged }
    let words = file[file.startIndex..<end].dropFirst(start.count).split(separator: 32, omittingEmptySubsequences: false)
    guard words.count == 2 else { throw .damaged }
    let contents = file[(end + 1)...]
    guard words[0].elementsEqual("\(version)".utf8) else {
      throw words[0].allSatisfy { (48...57).contains($0) } ? .otherVersion : .damaged
    }
    guard words[1].elementsEqual(digest(contents).utf8) else { throw .damaged }
    return Data(contents)
  }

  /// Reads the contents of the file at `path`, which must be a regular one: a named pipe would keep the reader waiting.
  package func read(_ path: String) throws(Fault) -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let kind = try? FileManager.default.attributesOfItem(atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)[
        .type],
      kind as? FileAttributeType == .typeRegular, let file = FileManager.default.contents(atPath: path)
    else { throw .missing }
    return try contents(of: file)
  }

  private func digest(_ contents: Data) -> String { SHA256.hexadecimal(of: Data("\(kind) \(version)\n".utf8) + contents) }
}
