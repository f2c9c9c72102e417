import Foundation
import Subprocess

/// Runs programs of others, with a limit of time.
enum ExternalTool {
  /// What a program printed on standard output; throws its first error line.
  static func run(_ program: String, _ arguments: [String], folder: String, seconds: Int = 300) async throws -> String {
    let result = try await Subprocess.run(
      .name("timeout"), arguments: Arguments([String(seconds), program] + arguments), workingDirectory: .init(folder),
      output: .string(limit: 256 << 20), error: .string(limit: 16 << 20))
    let name = (program as NSString).lastPathComponent
    if case .exited(124) = result.terminationStatus {
      throw FuzzError("\(name) did not end within \(seconds) seconds", isTimeout: true)
    }
    guard result.terminationStatus.isSuccess else {
      let text = result.standardError + "\n" + result.standardOutput
      let lines = text.split(separator: "\n")
      let line = lines.first { $0.lowercased().contains("error") } ?? lines.first ?? "no message"
      throw FuzzError("\(name) failed (\(result.terminationStatus)): \(line.trimmingCharacters(in: .whitespaces))")
    }
    return result.standardOutput
  }

  /// A new folder for temporary files, removed after `body`.
  static func inTemporaryFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = NSTemporaryDirectory() + "/hwgen-fuzz-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  static func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

  /// Runs `swift`-independent look-up on the `PATH`.
  static func onPath(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
