import CommandLineTool
import ArgumentParser
import Foundation
import Fuzzing
import Netlist
import Tools
import Verilator

/// `hwgen fuzz`: random circuits in all simulators.
struct FuzzCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    return CommandConfiguration(
      commandName: "fuzz",
      abstract: "Compares random circuits in all simulators.",
      discussion: """
        Each circuit follows from its seed: --seed is the first, and the next ones count up. Every back end must show what \
        a slow reference evaluation shows, at each output, before and after each clock edge. A circuit that fails is made \
        small and written to a folder, with the stimulus and the seed.

        Back ends: builtin, flattened (the profile for fast simulation, built-in), verilator, verilator-flattened, icarus, \
        icarus-2005 (the older language), yosys (the synthesized netlist, in Icarus). Without --backends, those that are \
        installed run: icarus-2005 and verilator-flattened on 25 circuits of 100, yosys on 2.

        EXAMPLES:
          \(name) fuzz --count 10000
          \(name) fuzz --seed 4711 --count 1 --backends icarus
        """)
  }

  @Option(name: .long, help: ArgumentHelp("Circuits.", valueName: "n"))
  var count = 1000

  @Option(name: .long, help: ArgumentHelp("The first circuit's seed.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(name: .long, help: ArgumentHelp("Back ends, separated by commas; each then gets every circuit.", valueName: "list"))
  var backends: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Where failures are written.", valueName: "dir"), completion: .directory)
  var output = "reports/fuzz"

  @Flag(name: .long, help: "Write every circuit, not only those that fail.")
  var keep = false

  @Option(name: .long, help: ArgumentHelp("Batches at a time.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    guard count > 0 else { throw CommandFailure.usage("--count is at least 1, not \(count)") }
    guard count <= 1_000_000_000 else { throw CommandFailure.usage("--count is at most 1000000000, not \(count)") }
    guard jobs > 0 else { throw CommandFailure.usage("--jobs is at least 1, not \(jobs)") }
    guard seed <= UInt64.max - UInt64(count) else { throw CommandFailure.usage("--seed is too large") }
    let campaign = try campaign()
    if keep { try writeCircuits() }
    let start = ContinuousClock.now
    let bar = ProgressBar("fuzz", total: count, unit: "circuits")
    let failures = parallelMap(batches(), jobs: jobs) { seeds -> [FuzzFailure] in
      let found = (try? blocking { await campaign.run(seeds) }) ?? []
      for one in found { bar.note("seed \(one.fuzzCase.seed), \(one.backend): \(one.reason.prefix(200))") }
      bar.advance(by: seeds.count)
      return found
    }.flatMap { $0 }
    bar.finish()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let counts = campaign.circuitCounts(seed..<seed + UInt64(count)).map { one in
      let failed = failures.count { $0.backend == one.backend }
      return "\(one.backend) \(one.count)" + (failed == 0 ? "" : " (\(failed) fail)")
    }.joined(separator: ", ")
    let summary = String(
      format: "circuits by back end: %@ (%.0f s, %.0f s of processor time)", counts, seconds, Self.processorSeconds)
    guard failures.isEmpty else {
      Console.current.print(summary)
      try report(failures, campaign)
      throw CommandFailure("\(Set(failures.map(\.fuzzCase.seed)).count) of \(count) circuits fail; see \(output)")
    }
    Console.current.print("\(count) circuits agree with the reference in all simulators")
    Console.current.print(summary)
  }

  /// What this process and the tools that it has run have used, in user and system mode.
  private static var processorSeconds: Double {
    [RUSAGE_SELF, RUSAGE_CHILDREN].map(\.rawValue).reduce(0) { sum, who in
      var usage = rusage()
      getrusage(who, &usage)
      let (user, system) = (usage.ru_utime, usage.ru_stime)
      return sum + Double(user.tv_sec + system.tv_sec) + Double(user.tv_usec + system.tv_usec) / 1e6
    }
  }

  /// Seeds that share a batch, which starts at a multiple of the batch's size.
  private func batches() -> [Range<UInt64>] {
    var result: [Range<UInt64>] = []
    var first = seed
    let size = UInt64(FuzzCase.batchSize), end = seed + UInt64(count)
    while first < end {
      let next = min(end, (first / size + 1) * size)
      result.append(first..<next)
      first = next
    }
    return result
  }

  private func campaign() throws -> FuzzCampaign {
    let tools = Toolchain.toolsFolder()
    let runtime = VerilatorRuntime()
    let known: [(name: String, make: () -> (any FuzzBackend)?)] = [
      ("builtin", { BuiltinBackend() }), ("flattened", { BuiltinBackend(isFlattened: true) }),
      ("verilator", { VerilatorBackend(toolsFolder: tools, runtime: runtime) }),
      ("verilator-flattened", { VerilatorBackend(toolsFolder: tools, isFlattened: true, runtime: runtime) }),
      ("icarus", { IcarusBackend() }),
      ("icarus-2005", { IcarusBackend(dialect: .verilog2005) }), ("yosys", { YosysBackend(toolsFolder: tools) }),
    ]
    guard let backends else {
      return FuzzCampaign(
        backends: known.compactMap { $0.make() }, percent: ["icarus-2005": 25, "verilator-flattened": 25, "yosys": 2])
    }
    let chosen = try backends.split(separator: ",").map { text -> any FuzzBackend in
      guard let entry = known.first(where: { $0.name == text }) else {
        throw CommandFailure.usage("there is no back end '\(text)'; there is \(known.map(\.name).joined(separator: ", "))")
      }
      guard let backend = entry.make() else {
        throw CommandFailure.missingTool("the tool for '\(text)' is missing; run 'make setup', or leave it out of --backends")
      }
      return backend
    }
    guard !chosen.isEmpty else { throw CommandFailure.usage("--backends takes names separated by commas") }
    return FuzzCampaign(backends: chosen)
  }

  private func writeCircuits() throws {
    for seed in seed..<seed + UInt64(count) {
      let report = FailureReport(circuit: FuzzCase(seed: seed))
      try OutputFolder("\(output)/\(report.folderName)").write(report.files())
    }
  }

  /// Shrinks the first failure of each back end, up to five in all, and writes them.
  private func report(_ failures: [FuzzFailure], _ campaign: FuzzCampaign) throws {
    var perBackend: [String: Int] = [:]
    var written = 0
    for failure in failures where written < 5 && perBackend[failure.backend, default: 0] < 2 {
      perBackend[failure.backend, default: 0] += 1
      written += 1
      Console.current.error("shrinking seed \(failure.fuzzCase.seed) on \(failure.backend)")
      let small = try blocking { await Shrinker(campaign).shrink(failure) }
      let report = FailureReport(small)
      try OutputFolder("\(output)/\(report.folderName)").write(report.files())
      Console.current.print(
        "seed \(small.fuzzCase.seed), \(small.backend): \(small.reason.prefix(200)) -> \(output)/\(report.folderName)")
    }
  }
}
