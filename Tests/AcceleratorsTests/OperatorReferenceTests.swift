import Foundation
import Testing

import Accelerators
import Transformer
import Verilator

/// Every operation of whole models against digests that were committed before: no change of the systems' code may change a bit.
///
/// All presets compute the same bits, so that one file for each model stands for them: `laptop`, and `paper-s`, which deals columns out,
/// are held against it, and runs of the RTL against the golden run. `HWGEN_REFERENCES=record make references` writes the files
/// anew, which only a change of the numbers themselves may ask for.
@Suite(.serialized) struct OperatorReferenceTests {
  private static let isRecording = ProcessInfo.processInfo.environment["HWGEN_REFERENCES"] == "record"
  private static let prompt = "The capital of France is", tokens = 32

  @Test(arguments: ["laptop", "paper-s"]) func embedded(preset: String) throws {
    try Self.compare("embedded", .embedded(), preset)
  }

  /// Models that `make model` fetches.
  private static let files = ["glassllm": "glassllm-en.gguf", "smollm2": "SmolLM2-135M-Instruct.Q4_1.gguf"]
  private static func path(_ name: String) -> String? {
    guard let folder = Toolchain.toolsFolder(), let file = files[name] else { return nil }
    return FileManager.default.fileExists(atPath: "\(folder)/models/\(file)") ? "\(folder)/models/\(file)" : nil
  }

  @Test(
    .enabled(if: path("smollm2") != nil, "make model fetches SmolLM2"), arguments: ["glassllm", "smollm2"], ["laptop", "paper-s"])
  func fetched(name: String, preset: String) throws {
    try Self.compare(name, LanguageModel(path: #require(Self.path(name))), preset)
  }

  private static func compare(_ name: String, _ model: LanguageModel, _ preset: String) throws {
    let digests = try digests(model, preset).text
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data/operators-\(name).txt")
    if isRecording, preset == "laptop" { return try Data(digests.utf8).write(to: path) }
    let expected = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    let came = digests.split(separator: "\n")
    #expect(came.count == expected.count)
    let difference = zip(came, expected).first { $0 != $1 }
    #expect(difference == nil, "the first operation that differs: \(difference?.0 ?? "")")
  }

  /// The prompt and the tokens after it on the golden models of the units.
  private static func digests(_ model: LanguageModel, _ preset: String) throws -> OperatorDigests {
    var pending = try #require(model.tokenizer).encode(prompt)
    let session = try GoldenRun.session(
      model, CambriconConfiguration(CambriconLLM.values(preset: preset)), positions: pending.count + tokens)
    var digests = OperatorDigests()
    session.observer = { program, step, memory in
      for span in program.operations where span.steps.upperBound == step + 1 {
        digests.add(span.name, memory.space.read(span.output))
      }
    }
    for _ in 0..<tokens {
      _ = try session.run(pending, logits: .last)
      pending = [session.chosen]
    }
    return digests
  }
}
