import CommandLineTool
import Foundation
import Tools
import Transformer
import Verilator

/// The golden transformer beside llama.cpp: the same F32 file, threads and positions.
enum PeerBenchmarks {
  private static let prefill = 256
  private static let decode = 32
  /// Both programs take turns, so that a busy machine disturbs them alike; the fastest run of each counts.
  private static let turns = 3

  static func llamaCpp() throws -> [Measurement] {
    guard let tools = Toolchain.toolsFolder() else { throw missing("the tools folder") }
    let python = tools + "/peers/bin/python"
    let model = tools + "/models/SmolLM2-135M-Instruct.F32.gguf"
    let script = URL(fileURLWithPath: tools).deletingLastPathComponent().appendingPathComponent("Scripts/peers/llama-speed.py")
      .path
    for file in [python, model, script] where !FileManager.default.fileExists(atPath: file) { throw missing("'\(file)'") }

    let own = ExternalTool(name: "hwgen", path: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let peer = ExternalTool(name: "llama.cpp", path: python, prefix: [script])
    var result: [Measurement] = []
    // One thread is the comparison to trust on a busy machine: several threads of llama.cpp wait for each other in loops.
    for threads in Set([1, Threads.available]).sorted() {
      let options = ["--prefill", "\(prefill)", "--decode", "\(decode)", "--runs", "1", "--threads", "\(threads)"]
      var ours = SpeedCommand.Report()
      var theirs = SpeedCommand.Report()
      for _ in 0..<turns {
        try merge(own, ["speed", "--model", model, "--json"] + options, into: &ours)
        try merge(peer, [model] + options, into: &theirs)
      }
      let name = "SmolLM2 F32, \(threads == 1 ? "1 thread" : "\(threads) threads")"
      result += [
        Measurement("\(name): prefill of \(prefill) against llama.cpp", ours.prefill / theirs.prefill, "ratio", .atLeast, 0.5),
        Measurement("\(name): decode of \(decode) against llama.cpp", ours.decode / theirs.decode, "ratio", .atLeast, 0.5),
        Measurement("\(name): prefill of \(prefill)", ours.prefill, "tokens/s", .atLeast, 0.5 * theirs.prefill),
        Measurement("\(name): decode of \(decode)", ours.decode, "tokens/s", .atLeast, 0.5 * theirs.decode),
        Measurement(
          "\(name): peak memory to weights and KV cache", Double(ours.peakBytes) / Double(ours.weightBytes + ours.cacheBytes),
          "ratio",
          .atMost, 1.2),
      ]
    }
    return result
  }

  /// An array of 64 x 64 element instances from the language to its text, in Amaranth and in PyRTL, by processor time.
  static func languages() throws -> [Measurement] {
    guard let tools = Toolchain.toolsFolder() else { throw missing("the tools folder") }
    let python = tools + "/languages/bin/python"
    let script = URL(fileURLWithPath: tools).deletingLastPathComponent().appendingPathComponent(
      "Scripts/peers/elaborate-array.py"
    ).path
    for file in [python, script] where !FileManager.default.fileExists(atPath: file) { throw missing("'\(file)'") }
    let own = try ElaborationBenchmarks.seconds(64, runs: 3)
    return try ["amaranth", "pyrtl"].map { language in
      let tool = ExternalTool(name: language, path: python, prefix: [script])
      let result = try tool.run([language, "64"], in: FileManager.default.currentDirectoryPath)
      guard result.status == 0, let seconds = Double(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
        let last = result.error.split(separator: "\n").last.map(String.init) ?? "status \(result.status)"
        throw CommandFailure("\(language) failed: \(CommandFailure.oneLine(last)); run 'make bench-peers' again")
      }
      return Measurement(
        "64 x 64 instances: \(language) (\(String(format: "%.1f", seconds)) s) against hwgen", seconds / own, "times", .atLeast,
        20)
    }
  }

  /// Runs one program and keeps the best of what it and earlier runs reported.
  private static func merge(_ tool: ExternalTool, _ arguments: [String], into best: inout SpeedCommand.Report) throws {
    let result = try tool.run(arguments, in: FileManager.default.currentDirectoryPath)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard result.status == 0, let report = try? decoder.decode(SpeedCommand.Report.self, from: Data(result.output.utf8)) else {
      let last = result.error.split(separator: "\n").last.map(String.init) ?? "status \(result.status)"
      throw CommandFailure("\(tool.name) failed: \(CommandFailure.oneLine(last)); run 'make bench-peers' again")
    }
    best.prefill = max(best.prefill, report.prefill)
    best.decode = max(best.decode, report.decode)
    best.peakBytes = max(best.peakBytes, report.peakBytes)
    best.weightBytes = report.weightBytes
    best.cacheBytes = report.cacheBytes
  }

  private static func missing(_ what: String) -> CommandFailure {
    .missingTool("\(what) is missing; run 'make bench-peers', which installs llama.cpp and the model")
  }
}
