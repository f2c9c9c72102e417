import Foundation
import Testing

import Accelerators
import Transformer

/// The quantized golden transformer beside the fp32 one.
@Suite(.serialized) struct QuantizedTransformerTests {
  /// A model that `make model` fetches.
  private static let smolLM2: String? = {
    let folder = ProcessInfo.processInfo.environment["HWGEN_TOOLS"] ?? FileManager.default.currentDirectoryPath + "/.tools"
    let path = folder + "/models/SmolLM2-135M-Instruct.Q4_1.gguf"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  /// The issue of quantization is its cost: perplexity on a text that no part was tuned on, everything in INT8.
  @Test(.enabled(if: smolLM2 != nil, "make model fetches SmolLM2")) func perplexityStaysNearFloatingPoint() throws {
    try #expect(Self.ratio(LanguageModel(path: #require(Self.smolLM2))) < 1.12)
  }

  @Test func perplexityOfTheEmbeddedModelStaysNearFloatingPoint() throws {
    try #expect(Self.ratio(.embedded()) < 1.05)
  }

  /// Perplexity in INT8 by that in fp32.
  private static func ratio(_ model: LanguageModel) throws -> Double {
    let ids = Array(try #require(model.tokenizer).encode(text).prefix(97))
    var golden = model.session(capacity: ids.count)
    let reference = try golden.perplexity(of: ids).value()
    var quantized = try GoldenRun.session(model, positions: ids.count)
    let ratio = try quantized.perplexity(of: ids).value() / reference
    // Much below 1 would mean that something else was measured.
    #expect(ratio > 0.95)
    return ratio
  }

  /// One row after the other and all at once give the same bits: no result depends on what else is computed with it.
  @Test func batchesDoNotMatter() throws {
    let model = try LanguageModel.embedded()
    let ids = try #require(model.tokenizer).encode(
      "And the sea was calm, and the ship came to the land")
    let whole = try GoldenRun.session(model, positions: ids.count)
    let together = try whole.run(ids, logits: .all)
    let single = try GoldenRun.session(model, positions: ids.count)
    for (row, id) in ids.enumerated() {
      let alone = try single.run([id], logits: .all)
      #expect(alone.values.map(\.bitPattern) == together[row: row].map(\.bitPattern))
    }
  }

  /// Going back forgets keys and values.
  @Test func rewindRepeats() throws {
    let model = try LanguageModel.embedded()
    let session = try GoldenRun.session(model, positions: 8)
    _ = try session.run([5, 6, 7], logits: .none)
    let first = try session.run([9], logits: .last)
    session.rewind(to: 3)
    #expect(try session.run([9], logits: .last) == first)
  }

  private static let text = """
    The sea is blue because water absorbs the long waves of light and scatters the short ones. In shallow water the colour of the ground \
    shows through, and near the coast small plants make it green. Sailors of all times have read the depth of the water from its colour, \
    and the charts of the old navigators name reefs and banks by it. On a clear day, far from land, the sea takes the colour of the sky, \
    and at night it can shine by itself where many small animals live.
    """
}
