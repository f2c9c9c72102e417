import Foundation
import Tools

/// A Slurm cluster as its own commands show it.
public struct SlurmCluster: Sendable {
  private let sbatch, squeue: ExternalTool

  /// Throws when Slurm's commands are not on the `PATH`.
  public init() throws {
    func tool(_ name: String) throws -> ExternalTool {
      guard let path = ToolFolder.findOnPath(name) else {
        throw ToolFailure.missing("'\(name)' was not found; run this on a machine of a Slurm cluster, or use --executor local")
      }
      return ExternalTool(name: name, path: path)
    }
    sbatch = try tool("sbatch")
    squeue = try tool("squeue")
  }

  /// Submits an array of `count` jobs, numbered from 0, that each run `command` with its number in `SLURM_ARRAY_TASK_ID`; returns
  /// the array's job number.
  ///
  /// - Parameters:
  ///   - command: the program and its arguments
  ///   - log: where each job's output goes; `%a` is its number
  ///   - limit: jobs at the same time; nil leaves it to the cluster
  ///   - arguments: more for `sbatch`, for example `--partition=long`
  public func submitArray(count: Int, command: [String], log: String, limit: Int?, arguments: [String]) throws -> String {
    let script = command.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    let array = "--array=0-\(count - 1)" + (limit.map { "%\($0)" } ?? "")
    let result = try sbatch.run(
      ["--parsable", "--job-name=hwgen-explore", array, "--output=\(log)"] + arguments + ["--wrap", script],
      in: FileManager.default.currentDirectoryPath)
    // `number` or `number;cluster`.
    let number = result.output.prefix { $0.isNumber }
    guard result.status == 0, !number.isEmpty else {
      throw ToolFailure.failed(
        "Slurm did not take the job array: \(ToolFailure.oneLine(result.error.isEmpty ? result.output : result.error))")
    }
    return String(number)
  }

  /// Whether jobs of the array wait or run; an array that Slurm has forgotten has ended.
  public func isActive(_ job: String) throws -> Bool {
    let result = try squeue.run(["--noheader", "--jobs", job, "--format", "%T"], in: "/")
    if result.status != 0 {
      if result.error.contains("Invalid job id") { return false }
      throw ToolFailure.failed("squeue: \(ToolFailure.oneLine(result.error))")
    }
    return result.output.contains { !$0.isWhitespace }
  }
}
