import Foundation

/// Runs a tool to its end and keeps what it said.
///
/// Blocks the calling thread, so that a model can be built from anywhere: a waiting caller depends on the child process
/// only, never on another task getting its turn.
enum ToolRun {
  /// Throws `VerilatorError.buildFailed` with the tool's first error; the command and its whole output are then in `log`.
  static func run(
    _ stage: String, _ program: String, _ arguments: [String], folder: String, environment: [String: String] = [:], log: String
  ) throws {
    let output = folder + "/tool-output"
    guard FileManager.default.createFile(atPath: output, contents: nil) else {
      throw VerilatorError.buildFailed(stage: stage, message: "cannot write to '\(folder)'; is the disk full?", log: "")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    do {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
      defer { try? handle.close() }
      process.standardOutput = handle
      process.standardError = handle
      try process.run()
    } catch {
      throw VerilatorError.buildFailed(stage: stage, message: "cannot run '\(program)'", log: "")
    }
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(atPath: output) }
    guard process.terminationReason != .exit || process.terminationStatus != 0 else { return }

    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    try? FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: log).deletingLastPathComponent().path, withIntermediateDirectories: true)
    let command = ([program] + arguments).joined(separator: " ")
    // The log is named only if it is there: a full disk, which may be why the tool failed, keeps it away.
    let isLogged = (try? Data("\(command)\n\(text)".utf8).write(to: URL(fileURLWithPath: log), options: .atomic)) != nil
    let message = process.terminationReason == .exit ? firstError(text) : "ended by signal \(process.terminationStatus)"
    throw VerilatorError.buildFailed(stage: stage, message: message, log: isLogged ? log : "")
  }

  /// The first line that reports an error, else the first line at all.
  static func firstError(_ output: String) -> String {
    let lines = output.split(separator: "\n")
    let line = lines.first { $0.contains("%Error") } ?? lines.first { $0.contains("error:") } ?? lines.first ?? "no output"
    return line.trimmingCharacters(in: .whitespaces)
  }
}
