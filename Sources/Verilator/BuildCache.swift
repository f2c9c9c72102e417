import Foundation
import Hashing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Folders of built things, one for each key, shared by all processes of a user.
///
/// An entry is made in a temporary folder and renamed into place, under a lock of its own; whoever comes second finds it
/// done. A manifest with checksums tells a whole entry from a damaged one, which is built again. When all entries together
/// exceed the limit, those that were used least recently go. What is here is loaded and run, so only its owner may enter: a
/// folder that is another user's, or that others can write to, is refused.
public struct BuildCache: Sendable {
  /// Holds `models/`, `runtime/`, `choices/`, `locks/` and `logs/`.
  public let root: String
  /// Bytes that all entries may take together.
  public let limit: Int

  /// `HWGEN_CACHE`, else `hwgen` in `XDG_CACHE_HOME`, else `~/.cache/hwgen`. `HWGEN_CACHE_MEGABYTES` sets the limit (2048).
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let home = value("HOME") ?? NSHomeDirectory()
    root = value("HWGEN_CACHE") ?? value("XDG_CACHE_HOME").map { $0 + "/hwgen" } ?? home + "/.cache/hwgen"
    limit = min(max(0, value("HWGEN_CACHE_MEGABYTES").flatMap { Int($0) } ?? 2048), 1 << 30) << 20
  }

  public init(root: String, limit: Int = 2048 << 20) {
    self.root = root
    self.limit = limit
  }

  static func key(_ parts: [String]) -> String {
    var hash = SHA256()
    for part in parts {
      // Lengths keep the boundaries between parts apart.
      hash.update("\(part.utf8.count):".utf8)
      hash.update(part.utf8)
    }
    return String(hash.finish().prefix(32))
  }

  static func checksum(_ data: Data) -> String { SHA256.hexadecimal(of: data) }

  /// The folder of the entry `key` of `kind`, made by `build` in the temporary folder that it is given if there is none or a
  /// damaged one. `products` are the files that must be whole.
  package func entry(
    _ kind: String, _ key: String, products: [String], build: (_ folder: String) throws -> Void
  ) throws -> String {
    let folder = "\(root)/\(kind)/\(key)"
    try secure()
    if isWhole(folder, products) {
      touch(folder)
      return folder
    }
    let lock = try lock("\(kind)-\(key)")
    defer { lock.release() }
    if isWhole(folder, products) { return folder }

    let temporary = "\(folder).\(getpid()).\(UInt32.random(in: 0 ... .max))"
    try makeFolder(temporary)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try build(temporary)
    var manifest = ""
    for product in products {
      guard let data = FileManager.default.contents(atPath: "\(temporary)/\(product)") else {
        throw VerilatorError.cache(path: root, reason: "'\(product)' was not built")
      }
      manifest += "\(Self.checksum(data)) \(product)\n"
    }
    try write(manifest, to: "\(temporary)/manifest")
    // Under the lock: what is here is damaged.
    try? FileManager.default.removeItem(atPath: folder)
    guard rename(temporary, folder) == 0 else { throw VerilatorError.cache(path: root, reason: String(cString: strerror(errno))) }
    prune(keeping: folder)
    return folder
  }

  private func isWhole(_ folder: String, _ products: [String]) -> Bool {
    guard let manifest = try? String(contentsOfFile: "\(folder)/manifest", encoding: .utf8) else { return false }
    let lines = Set(manifest.split(separator: "\n").map(String.init))
    return products.allSatisfy { product in
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(product)") else { return false }
      return lines.contains("\(Self.checksum(data)) \(product)")
    }
  }

  // MARK: Small remembered facts

  package func remembered(_ kind: String, _ key: String) -> String? {
    (try? String(contentsOfFile: "\(root)/\(kind)/\(key)", encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func remember(_ value: String, _ kind: String, _ key: String) throws {
    try makeFolder("\(root)/\(kind)")
    try write(value + "\n", to: "\(root)/\(kind)/\(key)")
  }

  // MARK: Files

  /// Makes the root for its owner alone if it is not there, and throws unless it is the user's and nobody else may write to it.
  package func secure() throws {
    func failure(_ reason: String) -> VerilatorError { .cache(path: root, reason: reason) }
    let parent = URL(fileURLWithPath: root).deletingLastPathComponent().path
    if mkdir(root, 0o700) != 0, errno == ENOENT {
      try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      _ = mkdir(root, 0o700)
    }
    // A link is looked at as well as what it leads to: who owns it could lead elsewhere later.
    var link = stat(), folder = stat()
    guard lstat(root, &link) == 0, stat(root, &folder) == 0, folder.st_mode & S_IFMT == S_IFDIR else {
      throw failure("the folder cannot be created")
    }
    guard link.st_uid == geteuid(), folder.st_uid == geteuid() else { throw failure("it belongs to another user") }
    guard folder.st_mode & 0o022 == 0 else {
      throw failure("others can write to it, and what is in it is run; take their right away (chmod go-w)")
    }
  }

  func makeFolder(_ path: String) throws {
    try secure()
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw VerilatorError.cache(path: root, reason: "the folder cannot be created")
    }
  }

  func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw VerilatorError.cache(path: root, reason: "'\(path)' cannot be written\(Self.reason(error))")
    }
  }

  /// What the system says about a failure, such as a full disk; nothing where it says nothing.
  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let code = [error as NSError, underlying].compactMap({ $0 }).first(where: { $0.domain == NSPOSIXErrorDomain })?.code
    else { return "" }
    return " (\(String(cString: strerror(Int32(code))).lowercased()))"
  }

  // MARK: Locks

  /// Held until released or until the process ends.
  struct Lock {
    let descriptor: Int32
    func release() { close(descriptor) }
  }

  /// Waits for the owner, another process or another thread of this one, which is at work and needs nothing from here.
  func lock(_ name: String) throws -> Lock {
    try makeFolder("\(root)/locks")
    let descriptor = open("\(root)/locks/\(name)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw VerilatorError.cache(path: root, reason: String(cString: strerror(errno))) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw VerilatorError.cache(path: root, reason: reason)
      }
    }
    return Lock(descriptor: descriptor)
  }

  // MARK: Pruning

  private func touch(_ folder: String) { utimes("\(folder)/manifest", nil) }

  /// Removes the least recently used entries until all fit the limit. A library that is in use stays usable: its file
  /// lives on until it is unmapped.
  func prune(keeping kept: String) {
    struct Entry {
      var path: String
      var used: Date
      var size: Int
    }
    let manager = FileManager.default
    var entries: [Entry] = []
    for kind in ["models", "runtime"] {
      for name in (try? manager.contentsOfDirectory(atPath: "\(root)/\(kind)")) ?? [] {
        let path = "\(root)/\(kind)/\(name)"
        let used = (try? manager.attributesOfItem(atPath: "\(path)/manifest"))?[.modificationDate] as? Date
        if used == nil {
          // Without a manifest: being built, or left by a process that was killed.
          let made = (try? manager.attributesOfItem(atPath: path))?[.modificationDate] as? Date ?? .distantPast
          if made.timeIntervalSinceNow < -86_400 { try? manager.removeItem(atPath: path) }
          continue
        }
        let size = ((try? manager.contentsOfDirectory(atPath: path)) ?? []).reduce(0) { total, file in
          total + (((try? manager.attributesOfItem(atPath: "\(path)/\(file)"))?[.size] as? NSNumber)?.intValue ?? 0)
        }
        entries.append(Entry(path: path, used: used ?? .distantPast, size: size))
      }
    }
    var total = entries.reduce(0) { $0 + $1.size }
    for entry in entries.sorted(by: { $0.used < $1.used }) where total > limit && entry.path != kept {
      try? manager.removeItem(atPath: entry.path)
      total -= entry.size
    }
  }
}
