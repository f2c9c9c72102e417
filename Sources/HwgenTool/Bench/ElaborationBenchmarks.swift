import CommandLineTool
import Foundation
import HDL
import Units
import Verilog

/// How long a design of many instances takes from Swift to Verilog.
enum ElaborationBenchmarks {
  /// What one `hwgen emit` of an array costs.
  private struct Emission {
    /// Processor seconds of the process, its start included.
    var seconds: Double
    var peakMegabytes: Double
  }

  /// Processor seconds for an array of `side` x `side` element instances within this process, the least of some runs.
  static func seconds(_ side: Int, runs: Int) throws -> Double {
    try Stopwatch.seconds(runs: runs) { _ = try VerilogEmitter().emit(elaborate(MacElementArray(rows: side, columns: side))) }
  }

  /// Emits arrays, each in a process of its own: a heap that earlier runs have filled would favour the small ones.
  static func arrays() throws -> [Measurement] {
    let small = try emission(64, runs: 5), large = try emission(256, runs: 3)
    return [
      Measurement("64 x 64 instances, elaborate and emit", small.seconds, "s", .atMost, 0.03),
      Measurement("256 x 256 instances, elaborate and emit", large.seconds, "s", .atMost, 0.1),
      Measurement(
        "time for each instance, 256 x 256 against 64 x 64", large.seconds / small.seconds / 16, "ratio", .atMost, 1.25),
      Measurement("256 x 256 instances, memory", large.peakMegabytes, "MB", .atMost, 100),
    ]
  }

  /// The least of some runs.
  private static func emission(_ side: Int, runs: Int) throws -> Emission {
    var best = Emission(seconds: .infinity, peakMegabytes: .infinity)
    for _ in 0..<runs {
      let usage = try usageOfEmitting(side)
      let times = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) * 1e-6 }
      best.seconds = min(best.seconds, times[0] + times[1])
      best.peakMegabytes = min(best.peakMegabytes, Double(usage.ru_maxrss) / 1024)
    }
    return best
  }

  private static func usageOfEmitting(_ side: Int) throws -> rusage {
    let failure = CommandFailure(
      "emitting \(MacElementArray.unitName) failed; run 'hwgen emit --unit \(MacElementArray.unitName)'")
    guard let executable = Bundle.main.executablePath else { throw failure }
    let words = [
      executable, "emit", "--unit", MacElementArray.unitName, "--set", "rows=\(side)", "--set", "columns=\(side)", "-o", "-",
    ]
    var arguments = words.map { strdup($0) } + [nil]
    var environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var process: pid_t = 0, status: Int32 = 0, usage = rusage()
    guard posix_spawn(&process, executable, &files, nil, &arguments, &environment) == 0,
      wait4(process, &status, 0, &usage) == process, status == 0
    else { throw failure }
    return usage
  }
}
