import Foundation
import Synchronization

import CommandLineTool

/// What one command line did.
struct Outcome {
  var status: Int32
  var output: String
  var error: String

  /// The one line on standard error, or nil if there is not exactly one.
  var errorLine: String? {
    error.hasSuffix("\n") && error.filter { $0 == "\n" }.count == 1 ? String(error.dropLast()) : nil
  }
}

/// Runs a command line inside the test process.
@MainActor
func run(_ arguments: [String], catalog: Catalog = .test) async -> Outcome {
  let buffers = Mutex((output: "", error: ""))
  let console = Console(
    write: { text in buffers.withLock { $0.output += text } }, writeError: { text in buffers.withLock { $0.error += text } })
  let status = await HwgenCommand.run(arguments, catalog: catalog, console: console)
  return buffers.withLock { Outcome(status: status, output: $0.output, error: $0.error) }
}

/// A new folder that is removed when the value goes.
final class TemporaryFolder: Sendable {
  let path: String
  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/hwgen-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// All files below, with their paths from here.
  var files: [String] { (FileManager.default.subpaths(atPath: path) ?? []).sorted() }
  func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
}
