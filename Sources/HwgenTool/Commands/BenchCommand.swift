import CommandLineTool
import ArgumentParser
import Foundation
import Verilator

/// `hwgen bench`: every figure that has a bar.
struct BenchCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "bench",
      abstract: "Measures speed and memory, each beside its bar.",
      discussion: """
        Times are processor times of the best of several windows, because machines are noisy; ratios are of one run.

        EXAMPLES:
          hwgen bench
          hwgen bench --only flash -o bench.json
          hwgen bench --only mac --library other.lib
          hwgen bench --peers
        """)
  }

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the figures as JSON.", valueName: "file"))
  var output: String?

  @Option(name: .long, help: "Only the benchmarks whose name contains this.")
  var only: String?

  @Option(
    name: .long, help: ArgumentHelp("Measure areas with this library of cells, too; may be repeated.", valueName: "file.lib"))
  var library: [String] = []

  @Flag(name: .long, help: "Compare with other programs instead, which 'make bench-peers' installs.")
  var peers = false

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let all =
      try peers
      ? [("languages", { try PeerBenchmarks.languages() }), ("llama.cpp", { try PeerBenchmarks.llamaCpp() })] : benchmarks()
    let chosen = all.filter { one in only.map { one.name.contains($0) } ?? true }
    if chosen.isEmpty {
      throw CommandFailure.usage(
        "no benchmark's name contains '\(only ?? "")'; there is \(all.map(\.name).joined(separator: ", "))")
    }
    if let output { try OutputFolder.write(Data(), to: output, option: "-o", onlyProbe: true) }
    var measurements: [Measurement] = []
    for one in chosen {
      if !json { Console.current.error("measuring \(one.name)") }
      measurements += try one.run()
    }
    let report = BenchReport(measurements: measurements)
    if let output { try OutputFolder.write(Data((JSONOutput.text(report) + "\n").utf8), to: output, option: "-o") }
    if json { return try JSONOutput.print(report) }
    var table = Table([("measurement", .left), ("measured", .right), ("bar", .right), ("", .left)])
    for one in measurements {
      table.add(
        one.name, "\(number(one.measured)) \(one.unit)", "\(one.kind == .atLeast ? ">=" : "<=") \(number(one.bar))",
        one.passed ? "" : "missed")
    }
    Console.current.print(table.text())
  }

  private func benchmarks() throws -> [(name: String, run: () throws -> [Measurement])] {
    let build = try VerilatorBuild()
    return [
      ("placement", { try PlacementBenchmarks.run() }),
      ("elaboration", { try ElaborationBenchmarks.arrays() }),
      ("array dot product", { try ArrayBenchmarks.dotProductBank(build) }),
      ("array 16 x 16", { try ArrayBenchmarks.macArray(build, side: 16) }),
      ("array 64 x 64", { try ArrayBenchmarks.macArray(build, side: 64) }),
      ("instances 16 x 16", { try ArrayBenchmarks.instances(build, side: 16, bar: 1.15) }),
      ("instances 64 x 64", { try ArrayBenchmarks.instances(build, side: 64, bar: 1) }),
      ("npu speed", { try NPUBenchmarks.speed(build) }),
      ("npu utilization 16 x 16", { try NPUBenchmarks.utilization(build, side: 16) }),
      ("npu utilization 32 x 32", { try NPUBenchmarks.utilization(build, side: 32) }),
      ("int8 mac", { try MultiplyAccumulateBenchmarks.run(libraries: library) }),
      ("special functions", { try SpecialFunctionBenchmarks.run(build) }),
      ("flash packed port", { try FlashBenchmarks.packedPort(build) }),
      ("flash page register", { try FlashBenchmarks.pageRegister(build) }),
      ("flash channel", { try FlashBenchmarks.channel(build) }),
      ("system loop flash-channel", { try PlainLoopBenchmarks.flashChannel(build) }),
      ("system loop npu", { try PlainLoopBenchmarks.npu(build) }),
      (
        "system embedded",
        { try SystemBenchmarks.run(build, model: "embedded", tokens: 64, rounds: 8, bar: 50) }
      ),
      (
        "system smollm2",
        { try SystemBenchmarks.run(build, model: "smollm2", tokens: 32, rounds: 1, bar: 2) }
      ),
      ("flash built-in simulator", { try FlashBenchmarks.builtin() }),
    ]
  }

  private func number(_ value: Double) -> String { value >= 1000 ? String(Int(value)) : fixed(value, value >= 10 ? 1 : 3) }
}

struct BenchReport: Encodable {
  let measurements: [Measurement]
}
