import CircuitBuilding
import CommandLineTool
import Foundation
import HwgenTool
import Testing

/// How a simulated run ends when something is wrong, or somebody has had enough.
@MainActor @Suite(.serialized) struct RunEndTests {
  private static let system = ["generate", "--system", "cambricon-llm"]

  /// A unit whose Verilog counts other products than it makes: the text is there, and the status is 1.
  @Test(.enabled(if: hasVerilator), arguments: ["flash-channel", "npu-systolic"]) func aWrongCountIsAFailure(unit: String)
    async throws
  {
    let arguments = Self.system + ["--prompt", "In the beginning", "--tokens", "2", "--no-check", "--json"]
    let fault = SystemRun.Alteration { name, design in
      name == unit ? try PlantedFault.inverting("macs", bit: 4, in: design) : design
    }
    let healthy = await run(arguments, catalog: .hwgen)
    let faulty = await SystemRun.$alteration.withValue(fault) { await run(arguments, catalog: .hwgen) }
    #expect(healthy.status == 0, "\(healthy.error)")
    #expect(faulty.status == 1 && faulty.errorLine?.contains("the RTL counted") == true, "\(faulty.error)")
    let report = try #require(JSONSerialization.jsonObject(with: Data(faulty.output.utf8)) as? [String: Any])
    let counted = try #require(report["macs"] as? Int), formula = try #require(report["macs_formula"] as? Int)
    #expect(counted != formula && faulty.errorLine?.hasSuffix("\(counted) products, but the model has \(formula)") == true)
    #expect((report["ids"] as? [Int])?.count == 2)
  }

  /// Ctrl-C while the units run a prompt: the run ends between two steps, and says how far it came.
  @Test(.enabled(if: hasVerilator), arguments: [[], ["--no-check"]]) func interruptEndsAPrompt(options: [String]) async throws {
    // The bar is drawn on terminals only.
    var (terminal, end): (Int32, Int32) = (0, 0)
    try #require(openpty(&terminal, &end, nil, nil, nil) == 0)
    defer { close(terminal) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "hwgen")
    let prompt = String(repeating: "And God said unto Moses, ", count: 60)
    process.arguments = Self.system + ["--prompt", prompt, "--tokens", "2"] + options
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
    (process.standardOutput, process.standardError) = (
      FileHandle.nullDevice, FileHandle(fileDescriptor: end, closeOnDealloc: false)
    )
    try process.run()
    close(end)
    var text = "", shown: Int?, bytes = [UInt8](repeating: 0, count: 4096)
    while case let count = read(terminal, &bytes, bytes.count), count > 0 {
      text += String(decoding: bytes[..<count], as: UTF8.self)
      // `prompt [##   ] 4% 25/360 tokens`
      guard shown == nil, let bar = text.firstMatch(of: /prompt \[.*?% (\d+)\//) else { continue }
      shown = Int(bar.1)
      process.interrupt()
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == CommandFailure.interruptedStatus)
    let said = try #require(text.firstMatch(of: /stopped in the prompt after (\d+) of its (\d+) tokens/), "\(text)")
    let reached = try #require(Int(said.1)), all = try #require(Int(said.2)), before = try #require(shown)
    // A program has 64 rows, each with steps of its own: the step that ran went on, and no program after it.
    #expect(reached >= before && reached <= before + 64 && reached < all - 64, "\(before) shown, \(said.0)")
  }

  /// What a saved run fixes cannot be given again.
  @Test(arguments: [
    ["--temperature", "0.5"], ["--top-k", "4"], ["--seed", "1"], ["--chat"], ["--system-prompt", "x"], ["--prompt", "x"],
  ]) func resumeTakesNoFixedOptions(options: [String]) async {
    let outcome = await run(Self.system + ["--resume", "run.state"] + options, catalog: .hwgen)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errorLine?.contains("\(options[0]) is part of the saved state; leave it out with --resume") == true)
  }

  /// More tokens than the model's context holds may be asked for: the context ends the run.
  @Test func tokensAreBoundedByTheContext() async throws {
    let outcome = await run(
      ["generate", "--system", "golden-cambricon-llm", "--prompt", String(repeating: "And God said unto Moses, ", count: 100)]
        + ["--tokens", "9223372036854775807", "--ignore-end", "--json"], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    // The last position's logits give one more token.
    #expect((report["ids"] as? [Int])?.count == 1024 - (report["prompt_ids"] as? [Int] ?? []).count + 1)
  }
}
