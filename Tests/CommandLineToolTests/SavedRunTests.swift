import Foundation
import Simulation
import Testing

import CommandLineTool
import HwgenTool

/// `hwgen generate` through RTL, cut in two between tokens.
@Suite(.serialized) struct SavedRunTests {
  private struct Report: Decodable {
    let ids: [Int]
    let text: String
    let mismatches: Int?
    let macs: Int
    let macs_formula: Int
    let is_interrupted: Bool
  }

  private static let system = ["generate", "--system", "cambricon-llm", "--json"]

  private func report(_ arguments: [String]) async throws -> Report {
    let outcome = await run(Self.system + arguments, catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
  }

  /// The tokens of one run and of two are the same, at temperature 0 and with the state of the random numbers.
  @Test(.enabled(if: hasVerilator), arguments: [[], ["--temperature", "0.8", "--seed", "4"]])
  func twoHalvesAreOneRun(choice: [String]) async throws {
    let folder = try TemporaryFolder()
    let prompt = ["--prompt", "And God said unto Moses,"] + choice, state = folder.path + "/run.state"
    let whole = try await report(prompt + ["--tokens", "8"])
    let first = try await report(prompt + ["--tokens", "3", "--save-state", state])
    let rest = try await report(["--resume", state, "--tokens", "5"])
    #expect(whole.ids.count == 8 && first.ids == Array(whole.ids.prefix(3)) && rest.ids == whole.ids && rest.text == whole.text)
    for part in [whole, first, rest] { #expect(part.mismatches == 0 && part.macs == part.macs_formula && !part.is_interrupted) }
    // Without the check nothing changes.
    #expect(try await report(prompt + ["--tokens", "8", "--no-check"]).ids == whole.ids)
  }

  @Test(.enabled(if: hasVerilator)) func anotherNetlistIsRefused() async throws {
    let folder = try TemporaryFolder()
    let state = folder.path + "/run.state"
    _ = try await report(["--prompt", "In the beginning", "--tokens", "1", "--save-state", state])
    for arguments in [
      Self.system + ["--set", "lanes=32", "--resume", state],
      ["generate", "--system", "golden-cambricon-llm", "--json", "--resume", state],
    ] {
      let outcome = await run(arguments, catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.error.contains("is the state of another netlist"), "\(outcome.error)")
    }
  }

  @Test func anotherModelIsRefused() async throws {
    let folder = try TemporaryFolder()
    let golden = ["generate", "--system", "golden-cambricon-llm", "--json"]
    let state = folder.path + "/run.state", other = folder.path + "/other.gguf", broken = folder.path + "/broken.state"
    let outcome = await run(golden + ["--prompt", "In the beginning", "--tokens", "1", "--save-state", state], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    // The same model but for the last bit of its last weight.
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var model = try Data(contentsOf: root.appendingPathComponent("Sources/EmbeddedModel/embedded.gguf"))
    model[model.count - 1] ^= 1
    try model.write(to: URL(fileURLWithPath: other))
    let refused = await run(golden + ["--model", other, "--resume", state], catalog: .hwgen)
    #expect(refused.status == 64 && refused.error.contains("is the state of another model"), "\(refused.error)")

    try Data(contentsOf: URL(fileURLWithPath: state)).prefix(300).write(to: URL(fileURLWithPath: broken))
    for path in [broken, folder.path + "/missing.state"] {
      let outcome = await run(golden + ["--resume", path], catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.error.contains("--save-state"), "\(outcome.error)")
    }
    let plain = await run(["generate", "--resume", state], catalog: .hwgen)
    #expect(plain.status == 64 && plain.error.contains("--save-state and --resume need"))
  }

  /// A thousand bits of the state of a real run, flipped one at a time: each is refused in one line, before anything runs.
  @Test func aThousandFlippedBitsAreRefused() async throws {
    let folder = try TemporaryFolder()
    let golden = ["generate", "--system", "golden-cambricon-llm", "--tokens", "3"]
    let state = folder.path + "/run.state", broken = folder.path + "/broken.state"
    let outcome = await run(golden + ["--prompt", "In the beginning", "--save-state", state], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    let whole = try Data(contentsOf: URL(fileURLWithPath: state))
    // HWGEN_SEED=N takes other bits than those of seed 1.
    let seed = ProcessInfo.processInfo.environment["HWGEN_SEED"].flatMap(UInt64.init) ?? 1
    print("flipping 1000 of \(8 * whole.count) bits from seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<1000 {
      let bit = random.next(below: 8 * whole.count)
      var flipped = whole
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      try flipped.write(to: URL(fileURLWithPath: broken))
      let outcome = await run(golden + ["--resume", broken], catalog: .hwgen)
      #expect(
        outcome.status == 64 && outcome.output == "" && outcome.errorLine?.contains("start without --resume") == true,
        "bit \(bit) of seed \(seed): \(outcome)")
    }
    // What was flipped is whole: without it the run goes on.
    #expect(await run(golden + ["--resume", state], catalog: .hwgen).status == 0)
  }

  /// Ctrl-C ends a run after the token that is computed, with its summary, and loses none.
  @Test(.enabled(if: hasVerilator)) func interruptEndsCleanly() async throws {
    let folder = try TemporaryFolder()
    let state = folder.path + "/run.state", output = folder.path + "/out.json", errors = folder.path + "/errors"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "hwgen")
    process.arguments = Self.system + ["--prompt", "In the beginning", "--tokens", "900", "--ignore-end", "--save-state", state]
    for path in [output, errors] { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    // From the first saved token on the run can be continued.
    while process.isRunning, !FileManager.default.fileExists(atPath: state) { try await Task.sleep(for: .milliseconds(5)) }
    process.interrupt()
    process.waitUntilExit()
    let message = try String(contentsOfFile: errors, encoding: .utf8)
    #expect(process.terminationReason == .exit && process.terminationStatus == 0, "\(message)")
    let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(fileURLWithPath: output)))
    #expect(report.is_interrupted && report.ids.count < 900 && report.macs == report.macs_formula)
    let rest = try await self.report(["--resume", state, "--tokens", "2", "--ignore-end"])
    #expect(Array(rest.ids.prefix(report.ids.count)) == report.ids && rest.ids.count == report.ids.count + 2)
  }
}
