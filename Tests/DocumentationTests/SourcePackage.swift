import Foundation

/// The package's own manifest and sources.
struct SourcePackage {
  /// Public declarations without a comment, as of now; lower it with each one that gets its comment.
  static let undocumentedSymbols = 1_899

  struct File {
    let path: String
    let lines: [Substring]

    var imports: [String] {
      lines.compactMap { line in
        line.firstMatch(
          of: /^\s*(?:@\w+\s+)*(?:public |package |internal )?import\s+(?:struct |func |enum |class |protocol )?(\w+)/
        ).map { String($0.1) }
      }
    }

    /// `path:line` of public declarations whose line before, attributes aside, is no documentation comment.
    var undocumentedSymbols: [String] {
      lines.indices.compactMap { index in
        guard
          lines[index].contains(
            /^\s*public (?:(?:static|final|mutating|nonisolated|indirect|override|convenience) )*(?:func|var|let|struct|enum|class|actor|protocol|init|subscript|typealias)\b/
          )
        else { return nil }
        var before = index - 1
        while before >= 0, lines[before].drop(while: \.isWhitespace).hasPrefix("@") { before -= 1 }
        if before >= 0, lines[before].drop(while: \.isWhitespace).hasPrefix("///") { return nil }
        return "\(path):\(index + 1)"
      }
    }
  }

  struct Target {
    let name: String
    let isTest: Bool
    let dependencies: Set<String>
    let files: [File]
    var imports: Set<String> { Set(files.flatMap(\.imports)) }
  }

  let targets: [Target]
  /// What can be imported that the manifest declares: targets and the products of other packages.
  let modules: Set<String>

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let manifest = try Self.manifest(root)
    targets = try manifest.targets.map { target in
      let folder = root.appendingPathComponent(target.path ?? (target.type == "test" ? "Tests/" : "Sources/") + target.name)
      return Target(
        name: target.name, isTest: target.type == "test", dependencies: Set(target.dependencies.compactMap(\.name)),
        files: try Self.files(below: folder, root: root))
    }
    modules = Set(targets.map(\.name)).union(targets.flatMap(\.dependencies))
  }

  /// Everything that a target depends on, directly or through others.
  func reach(of name: String) -> Set<String> {
    var found: Set<String> = [], open = [name]
    while let next = open.popLast() {
      for dependency in targets.first(where: { $0.name == next })?.dependencies ?? []
      where found.insert(dependency).inserted { open.append(dependency) }
    }
    return found
  }

  private struct Manifest: Decodable {
    struct Target: Decodable {
      let name: String, type: String, path: String?
      let dependencies: [Dependency]
    }
    /// One of `byName`, `target`, `product`: a list that begins with the name.
    struct Dependency: Decodable {
      let name: String?
      private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let key = container.allKeys.first {
          var list = try container.nestedUnkeyedContainer(forKey: key)
          name = try list.decode(String.self)
        } else {
          name = nil
        }
      }
    }
    let targets: [Target]
  }

  private static func manifest(_ root: URL) throws -> Manifest {
    // A scratch folder of its own: a build that runs holds the lock of the usual one.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-manifest-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift", "package", "dump-package", "--package-path", root.path, "--scratch-path", scratch.path]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Manifest.self, from: data)
  }

  private static func files(below folder: URL, root: URL) throws -> [File] {
    guard let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    return try paths.compactMap { item in
      guard let file = item as? URL, file.pathExtension == "swift" else { return nil }
      let text = try String(contentsOf: file, encoding: .utf8)
      let path = file.path.hasPrefix(root.path) ? String(file.path.dropFirst(root.path.count + 1)) : file.path
      return File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }
}
