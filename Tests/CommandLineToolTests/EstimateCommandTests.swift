import Foundation
import HwgenTool
import Testing

/// `hwgen estimate`: no weights, no tools, one object or one line.
@Suite(.serialized) struct EstimateCommandTests {
  private static let plain = ["estimate", "--system", "cambricon-llm", "--model", "opt-6.7b", "--context", "100"]

  private func object(_ arguments: [String]) async throws -> [String: Any] {
    let outcome = await run(Self.plain + arguments + ["--json"], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func fieldsAreThere() async throws {
    let folder = try TemporaryFolder()
    let one = try await object(["--preset", "paper-s", "--prompt", "3", "--trace", folder.path + "/run.json"])
    #expect(one["kind"] as? String == "estimated" && one["model"] as? String == "opt-6.7b")
    #expect((one["parameters"] as? [String: Any])?["channels"] as? Double == 8)
    let rate = try #require(one["tokens_per_second"] as? Double), seconds = try #require(one["seconds_per_token"] as? Double)
    #expect(rate > 0 && abs(rate * seconds - 1) < 1e-9 && (one["time_to_first_token"] as? Double ?? 0) > seconds)
    #expect((one["peak_bytes"] as? [String: Int])?["flash"] ?? 0 > 6_000_000_000)
    #expect((one["bytes"] as? [String: Int])?["dram link"] ?? 0 > 0)
    let operators = try #require(one["operators"] as? [[String: Any]])
    for field in ["name", "unit", "seconds", "cycles", "bytes", "bound"] { #expect(operators.allSatisfy { $0[field] != nil }) }
    let trace = try JSONSerialization.jsonObject(with: Data(folder.text("run.json").utf8)) as? [String: Any]
    #expect((trace?["traceEvents"] as? [Any])?.isEmpty == false)
  }

  /// Sequences share the passes of the weights: all together are faster, each one is slower.
  @Test func batchesShareWeights() async throws {
    let one = try await object(["--preset", "paper-s"]), many = try await object(["--preset", "paper-s", "--batch", "8"])
    let (rate, rates) = (one["tokens_per_second"] as? Double ?? 0, many["tokens_per_second"] as? Double ?? 0)
    #expect(rates > 1.5 * rate && rates < 8 * rate && many["batch"] as? Int == 8)
    #expect(one["energy_joules"] is NSNull && (one["energy_source"] as? String)?.hasPrefix("none") == true)
  }

  @Test func sweepsHaveALineForEachPoint() async throws {
    let points = try #require(
      try await object(["--sweep", "channels=1,2", "--sweep", "clock-rate=1e9,2e9"])["points"] as? [[String: Any]])
    #expect(points.count == 4)
    let outcome = await run(Self.plain + ["--sweep", "channels=1,2", "--csv"], catalog: .hwgen)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0] == "channels,tokens_per_second,seconds_per_token,time_to_first_token")
    #expect(lines[1].hasPrefix("1,") && lines[2].hasPrefix("2,"))
  }

  @Test(arguments: [
    ["--system", "nosuch"], ["--model", "llama-9b"], ["--model", "/tmp/nothing/config.json"], ["--context", "-1"],
    ["--context", "2048"], ["--batch", "0"], ["--batch", "9223372036854775807"], ["--context", "2047", "--batch", "2"],
    ["--prompt", "9223372036854775807"], ["--sweep", "channels"], ["--sweep", "channels=0"], ["--sweep", "nosuch=1"],
    ["--set", "clock-rate=nan"], ["--set", "clock-rate=inf"], ["--preset", "nosuch"], ["--json", "--csv"],
    ["--trace", "x.json", "--sweep", "channels=1,2"],
  ])
  func wrongInputIsOneLine(_ arguments: [String]) async {
    let outcome = await run(Self.plain + arguments, catalog: .hwgen)
    #expect(outcome.status == 64 && outcome.errorLine != nil && outcome.output.isEmpty, "\(arguments): \(outcome.error)")
  }
}
