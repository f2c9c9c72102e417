import Foundation
import Testing

import CommandLineTool

/// The commands that run language models. What needs a fetched model is skipped where it was not fetched.
@MainActor @Suite struct LanguageCommandTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let glassLM = package.appendingPathComponent(".tools/models/glassllm-en.gguf").path
  nonisolated private static let hasGlassLM = FileManager.default.fileExists(
    atPath: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent(".tools/models/glassllm-en.gguf").path)

  @Test func wrongArgumentsGiveOneLine() async {
    for (arguments, text) in [
      (["generate", "--model", "smollm", "--prompt", "x"], "did you mean 'smollm2'?"),
      (["generate", "--system", "gold", "--prompt", "x"], "did you mean 'golden'?"),
      (["generate", "--tokens", "0", "--prompt", "x"], "--tokens is at least 1"),
      (["generate", "--temperature", "-1", "--prompt", "x"], "--temperature"),
      (["generate", "--top-k", "0", "--prompt", "x"], "--top-k is at least 1"),
      (["generate", "--system-prompt", "x", "--prompt", "x"], "needs --chat"),
      (["perplexity", "--text", "/nonexistent"], "cannot read '/nonexistent'"),
      (["perplexity", "--text", "x", "--tokens", "1"], "--tokens is at least 2"),
    ] {
      let outcome = await run(arguments)
      #expect(outcome.status == 64, "\(arguments)")
      #expect(outcome.errorLine?.contains(text) == true, "\(arguments): \(outcome.error)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func filesThatAreNoModelsAreNamed() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/model.gguf"
    try Data("not a model".utf8).write(to: URL(fileURLWithPath: path))
    let outcome = await run(["tokenize", "--model", path, "--text", "x"])
    #expect(outcome.status == 1)
    #expect(outcome.errorLine?.contains("is not a GGUF file") == true)
  }

  @Test(.enabled(if: hasGlassLM, "GlassLM was not fetched: run make model")) func generateContinuesThePrompt() async throws {
    struct Report: Decodable {
      let ids: [Int]
      let text: String
      let top5: [[[Double]]]
      let prompt_ids: [Int]
      let model_sha256: String
    }
    let arguments = ["generate", "--model", Self.glassLM, "--prompt", "The Queen of Hearts", "--tokens", "4"]
    let plain = await run(arguments)
    let outcome = await run(arguments + ["--json"])
    #expect(outcome.status == 0, "\(outcome.error)")
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    // The reference continues so; see Tests/TransformerTests/Data/glassllm.json.
    #expect(report.prompt_ids.prefix(4) == [185, 388, 127, 588] && report.ids == [4, 208, 97, 388])
    #expect(report.top5.count == 4 && report.top5[0].count == 5 && report.top5[0][0][0] == 4)
    #expect(abs(report.top5[0][0][1] - 7.0802) < 1e-3)
    #expect(report.text.hasPrefix("\nand the Queen") && plain.output == report.text + "\n")
    #expect(report.model_sha256.count == 64)

    let sampled = arguments + ["--temperature", "1", "--top-k", "40", "--seed"]
    let first = await run(sampled + ["1"])
    let again = await run(sampled + ["1"])
    var others: Set<String> = []
    for seed in 2...6 { others.insert(await run(sampled + ["\(seed)"]).output) }
    #expect(first.output == again.output && others.count > 1)
  }

  @Test(.enabled(if: hasGlassLM, "GlassLM was not fetched: run make model")) func tokenizeAndBack() async throws {
    let ids = await run(["tokenize", "--model", Self.glassLM, "--text", "The Queen of Hearts"])
    #expect(ids.output.hasPrefix("185,388,127,588"))
    let text = await run(["detokenize", "--model", Self.glassLM, "--ids", ids.output.trimmingCharacters(in: .newlines)])
    #expect(text.output == "The Queen of Hearts\n")
    let wrong = await run(["detokenize", "--model", Self.glassLM, "--ids", "1,1024"])
    #expect(wrong.status == 64 && wrong.errorLine?.contains("0 to 1023") == true)
  }

  private func run(_ arguments: [String]) async -> Outcome {
    let buffers = Buffers()
    let console = Console(write: { buffers.add(output: $0) }, writeError: { buffers.add(error: $0) })
    let status = await HwgenCommand.run(arguments, catalog: .hwgen, console: console)
    return Outcome(status: status, output: buffers.output, error: buffers.error)
  }
}

/// What a command printed.
private final class Buffers: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var output = ""
  private(set) var error = ""

  func add(output text: String) { lock.withLock { output += text } }
  func add(error text: String) { lock.withLock { error += text } }
}
