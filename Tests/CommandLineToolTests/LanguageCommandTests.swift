import Foundation
import Testing

import CommandLineTool
import HwgenTool
import Transformer

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
      (["calibrate", "--text", "/nonexistent"], "cannot read '/nonexistent'"),
      (["calibrate", "--text", "x", "--tokens", "1"], "--tokens is at least 2"),
      (["speed", "--prefill", "1024", "--decode", "1"], "context is 1024 tokens"),
      (["speed", "--runs", "0"], "are at least 1"),
      (["speed", "--threads", "0"], "--threads is from 1 to"),
      (["generate", "--model", "embeded", "--prompt", "x"], "did you mean 'embedded'?"),
      (["detokenize", "--ids", "1,1024"], "0 to 1023"),
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

  /// Without --model it is the embedded one, which needs no file.
  @Test func embeddedModelIsTheDefault() async throws {
    struct Report: Decodable {
      let ids: [Int]
      let prompt_ids: [Int]
      let model: String
      let model_sha256: String
    }
    let arguments = ["generate", "--prompt", "In the beginning", "--tokens", "8", "--json"]
    let outcome = await run(arguments)
    #expect(outcome.status == 0, "\(outcome.error)")
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    #expect(report.model == "embedded" && report.ids.count == 8)
    #expect(report.model_sha256 == (try LanguageModel.embedded().sha256))
    let named = await run(arguments + ["--model", "embedded"])
    #expect(try JSONDecoder().decode(Report.self, from: Data(named.output.utf8)).ids == report.ids)
    let tokens = await run(["tokenize", "--text", "In the beginning"])
    #expect(tokens.output == report.prompt_ids.map(String.init).joined(separator: ",") + "\n")
    let text = await run(["detokenize", "--ids", tokens.output.trimmingCharacters(in: .newlines)])
    #expect(text.output == "In the beginning\n")
  }

  /// A chapter's end token, 0, ends the text, unless it is to be ignored. Not every text reaches one, so there are several.
  @Test func ignoringTheEnd() async throws {
    struct Report: Decodable { let ids: [Int] }
    func ids(_ more: [String]) async throws -> [Int] {
      let outcome = await run(["generate", "--prompt", "Amen.", "--temperature", "1", "--tokens", "1000", "--json"] + more)
      return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).ids
    }
    var ended = 0
    for seed in ["1", "2", "5", "6"] {
      let some = try await ids(["--seed", seed])
      let all = try await ids(["--seed", seed, "--ignore-end"])
      #expect(all.count == 1000 && Array(all.prefix(some.count)) == some && !some.dropLast().contains(0))
      if some.last == 0 { ended += 1 } else { #expect(some.count == 1000) }
    }
    #expect(ended > 0)
  }

  @Test func calibrateWritesStatistics() async throws {
    let folder = try TemporaryFolder()
    let text = folder.path + "/text.txt", file = folder.path + "/stats.json"
    try Data("And the LORD said unto Moses, Speak unto the children of Israel.\n".utf8).write(to: URL(fileURLWithPath: text))
    let outcome = await run(["calibrate", "--text", text, "-o", file])
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("ffn_activation") && outcome.output.contains("outlier channels"))
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let report = try JSONDecoder().decode(Calibration.Report.self, from: data)
    let tokens = await run(["tokenize", "--text", "And the LORD said unto Moses, Speak unto the children of Israel.\n"])
    #expect(report.tokens == tokens.output.split(separator: ",").count)
    // Seven tensors in each of four layers, and the head's input.
    #expect(report.values.count == 29)
    let hidden = try #require(report.values["blk.3.ffn_activation"])
    #expect(hidden.rows == report.tokens && hidden.width == 512 && hidden.channelMaxima.count == 512 && hidden.sparsity > 0.5)
    #expect(hidden.minimum < 0 && hidden.maximum > 0 && hidden.quantile999 <= max(-hidden.minimum, hidden.maximum))
    // The same text gives the same bytes, on standard output too.
    let again = await run(["calibrate", "--text", text, "--json"])
    #expect(Data(again.output.utf8) == data + Data("\n".utf8))
    let unwritable = await run(["calibrate", "--text", text, "-o", folder.path + "/text.txt/stats.json"])
    #expect(unwritable.status == 1 && unwritable.errorLine?.contains("choose another place") == true)
  }

  @Test func speedIsReported() async throws {
    let outcome = await run(["speed", "--prefill", "64", "--decode", "4", "--runs", "1", "--json"])
    #expect(outcome.status == 0, "\(outcome.error)")
    struct Report: Decodable {
      let prefill: Double
      let decode: Double
      let peak_bytes: Int
      let weight_bytes: Int
      let cache_bytes: Int
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    // Keys and values in fp32 of 68 positions, 4 layers, 64 elements each.
    #expect(report.prefill > 0 && report.decode > 0 && report.cache_bytes == 68 * 4 * 64 * 2 * 4)
    #expect(report.weight_bytes > 1_800_000 && report.peak_bytes > report.weight_bytes)
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
