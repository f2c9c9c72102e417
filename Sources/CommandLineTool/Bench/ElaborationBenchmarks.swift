import Foundation
import HDL
import Units
import Verilog

/// How long a design of many instances takes from Swift to Verilog.
enum ElaborationBenchmarks {
  /// Processor seconds for an array of `side` x `side` element instances, the least of some runs.
  static func seconds(_ side: Int, runs: Int) throws -> Double {
    try Stopwatch.seconds(runs: runs) { _ = try VerilogEmitter().emit(elaborate(MacElementArray(rows: side, columns: side))) }
  }

  static func arrays() throws -> [Measurement] {
    let small = try seconds(64, runs: 3), large = try seconds(256, runs: 2)
    var result = [
      Measurement("64 x 64 instances, elaborate and emit", small, "s", .atMost, 0.3),
      Measurement("256 x 256 instances, elaborate and emit", large, "s", .atMost, 3),
      Measurement("time for each instance, 256 x 256 against 64 x 64", large / small / 16, "ratio", .atMost, 1.25),
    ]
    if let memory = try peakMegabytes() { result.append(Measurement("256 x 256 instances, memory", memory, "MB", .atMost, 1000)) }
    return result
  }

  /// Peak memory of a process of its own that emits the large array.
  private static func peakMegabytes() throws -> Double? {
    guard let executable = Bundle.main.executableURL else { return nil }
    let process = Process()
    process.executableURL = executable
    process.arguments = ["emit", "--unit", MacElementArray.unitName, "--set", "rows=256", "--set", "columns=256", "-o", "-"]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailure("emitting \(MacElementArray.unitName) failed; run 'hwgen emit --unit \(MacElementArray.unitName)'")
    }
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return Double(usage.ru_maxrss) / 1024
  }
}
