import Foundation
import Subprocess

/// A program that comes with the tools folder or the system.
public struct ExternalTool: Sendable, Hashable {
  /// What came of running it.
  public struct Result: Sendable {
    /// The exit status; 128 and the signal's number when a signal ended it.
    public var status: Int32
    public var output: String
    public var error: String
    /// The signal that ended it, if one did.
    public var signal: Int32?

    /// How it ended, for a message: `status 1`, `signal 9 (killed)`.
    public var ending: String {
      switch signal {
      case nil: "status \(status)"
      case SIGKILL: "signal 9 (killed; out of memory, or by someone)"
      case SIGSEGV: "signal 11 (it crashed)"
      case SIGABRT: "signal 6 (it aborted)"
      case SIGXFSZ: "signal 25 (a file grew beyond its limit)"
      case let signal?: "signal \(signal)"
      }
    }
  }

  public var name: String
  public var path: String
  /// Given before the arguments of each run.
  public var prefix: [String]
  public var environment: [String: String]

  public init(name: String, path: String, prefix: [String] = [], environment: [String: String] = [:]) {
    self.name = name
    self.path = path
    self.prefix = prefix
    self.environment = environment
  }

  /// Runs it in `folder` and waits; throws one line if it cannot be started, or when `seconds` are over and it has been ended.
  public func run(_ arguments: [String], in folder: String, seconds: Double? = nil) throws -> Result {
    let tool = self
    return try blocking {
      guard let seconds else { return try await tool.start(arguments, in: folder) }
      return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await tool.start(arguments, in: folder) }
        group.addTask {
          try await Task.sleep(for: .seconds(seconds))
          return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let result = first else {
          throw ToolFailure.failed("\(tool.name) did not end within \(Int(seconds)) s and was stopped")
        }
        return result
      }
    }
  }

  private func start(_ arguments: [String], in folder: String) async throws -> Result {
    do {
      var platform = PlatformOptions()
      // One that runs others ends them first.
      platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
      let variables = environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
      let result = try await Subprocess.run(
        .path(.init(path)), arguments: Arguments(prefix + arguments),
        environment: .inherit.updating(Dictionary(variables) { first, _ in first }), workingDirectory: .init(folder),
        platformOptions: platform,
        output: .string(limit: 64 << 20), error: .string(limit: 64 << 20))
      return switch result.terminationStatus {
      case .exited(let code): Result(status: code, output: result.standardOutput, error: result.standardError)
      case .signaled(let signal):
        Result(status: 128 + signal, output: result.standardOutput, error: result.standardError, signal: signal)
      }
    } catch {
      throw ToolFailure.failed("cannot run \(name) (\(path)): \(ToolFailure.oneLine("\(error)")); run 'make setup'")
    }
  }
}
