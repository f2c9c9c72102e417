import Foundation
import Testing

import Accelerators
import Transformer

/// The quantised golden transformer beside the fp32 one.
@Suite(.serialized) struct QuantizedTransformerTests {
  /// The models are fetched by `make model`.
  static func model(_ file: String) throws -> LanguageModel? {
    let folder = ProcessInfo.processInfo.environment["HWGEN_TOOLS"] ?? FileManager.default.currentDirectoryPath + "/.tools"
    let path = folder + "/models/" + file
    return FileManager.default.fileExists(atPath: path) ? try LanguageModel(path: path) : nil
  }

  /// The issue of quantisation is its cost: perplexity on a text that no part was tuned on, everything in INT8.
  @Test func perplexityStaysNearFloatingPoint() throws {
    guard let model = try Self.model("SmolLM2-135M-Instruct.Q4_1.gguf"), let tokenizer = model.tokenizer else { return }
    let ids = Array(tokenizer.encode(Self.text).prefix(97))
    var golden = model.session(capacity: ids.count)
    let reference = try golden.perplexity(of: ids).value()
    var quantized = Session(
      graph: model.graph,
      operators: try QuantizedOperators(model, weights: QuantizedWeights(model), units: GoldenUnits(), positions: ids.count), capacity: ids.count)
    let ratio = try quantized.perplexity(of: ids).value() / reference
    #expect(ratio < 1.12 && ratio > 0.95, "the ratio is \(ratio)")
  }

  /// One row after the other and all at once give the same bits: no result depends on what else is computed with it.
  @Test func batchesDoNotMatter() throws {
    guard let model = try Self.model("glassllm-en.gguf"), let tokenizer = model.tokenizer else { return }
    let ids = tokenizer.encode("Alice was beginning to get very tired")
    let weights = try QuantizedWeights(model)
    func session() throws -> Session<QuantizedOperators<GoldenUnits>> {
      Session(graph: model.graph, operators: try QuantizedOperators(model, weights: weights, units: GoldenUnits(), positions: ids.count), capacity: ids.count)
    }
    var whole = try session()
    let together = try whole.run(ids, logits: .all)
    var single = try session()
    for (row, id) in ids.enumerated() {
      let alone = try single.run([id], logits: .all)
      #expect(alone.values.map(\.bitPattern) == together[row: row].map(\.bitPattern))
    }
  }

  /// Going back forgets keys and values.
  @Test func rewindRepeats() throws {
    guard let model = try Self.model("glassllm-en.gguf") else { return }
    var session = Session(
      graph: model.graph, operators: try QuantizedOperators(model, weights: QuantizedWeights(model), units: GoldenUnits(), positions: 8), capacity: 8)
    _ = try session.run([5, 6, 7], logits: .none)
    let first = try session.run([9])
    session.rewind(to: 3)
    #expect(try session.run([9]) == first)
  }

  private static let text = """
    The sea is blue because water absorbs the long waves of light and scatters the short ones. In shallow water the colour of the ground \
    shows through, and near the coast small plants make it green. Sailors of all times have read the depth of the water from its colour, \
    and the charts of the old navigators name reefs and banks by it. On a clear day, far from land, the sea takes the colour of the sky, \
    and at night it can shine by itself where many small animals live.
    """
}
