import Foundation
import Testing

import Transformer

@Suite struct ModelShapeTests {
  /// Parameters as the models' files hold them: the totals that their repositories print for the published tensors.
  private static let parameters = [
    "llama2-7b": 6_738_415_616, "llama2-13b": 13_015_864_320, "llama2-70b": 68_976_648_192, "mistral-7b": 7_241_732_096,
    "llama3.1-8b": 8_030_261_248, "llama3.2-3b": 3_212_749_824, "qwen1.5-1.8b": 1_836_828_672, "qwen-7b": 7_721_324_544,
    "chatglm2-6b": 6_243_584_000, "gemma-2b": 2_506_172_416, "phi-2": 2_779_683_840, "opt-6.7b": 6_658_473_984,
    "opt-13b": 12_853_473_280, "opt-30b": 29_974_540_288,
  ]

  @Test func publishedModelsHaveTheirParameters() {
    #expect(Set(ModelShape.published.map(\.name)) == Set(Self.parameters.keys).union(["opt-66b"]))
    for shape in ModelShape.published {
      // For the largest OPT only its name is known: 66 billion.
      guard let expected = Self.parameters[shape.name] else {
        #expect((65.5e9..<66.5e9).contains(Double(shape.parameters)), "\(shape.name)")
        continue
      }
      #expect(shape.parameters == expected, "\(shape.name)")
    }
  }

  /// Files as they are published, of families that cannot be run here among them.
  @Test(arguments: [
    (
      "phi-2",
      """
      {"model_type": "phi", "hidden_size": 2560, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": null,
       "intermediate_size": 10240, "vocab_size": 51200, "max_position_embeddings": 2048, "layer_norm_eps": 1e-05,
       "rope_theta": 10000.0, "partial_rotary_factor": 0.4, "hidden_act": "gelu_new", "tie_word_embeddings": false}
      """
    ),
    (
      "chatglm2-6b",
      """
      {"model_type": "chatglm", "hidden_size": 4096, "num_layers": 28, "num_attention_heads": 32, "multi_query_group_num": 2,
       "kv_channels": 128, "ffn_hidden_size": 13696, "padded_vocab_size": 65024, "seq_length": 32768, "layernorm_epsilon": 1e-05,
       "rmsnorm": true, "tie_word_embeddings": false}
      """
    ),
    (
      "qwen-7b",
      """
      {"model_type": "qwen", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "intermediate_size": 22016,
       "kv_channels": 128, "vocab_size": 151936, "seq_length": 8192, "layer_norm_epsilon": 1e-06, "rotary_emb_base": 10000,
       "tie_word_embeddings": false}
      """
    ),
    (
      "llama3.1-8b",
      """
      {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
       "intermediate_size": 14336, "vocab_size": 128256, "max_position_embeddings": 131072, "rms_norm_eps": 1e-05,
       "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0}, "hidden_act": "silu",
       "tie_word_embeddings": false}
      """
    ),
  ])
  func filesGiveTheSameShape(_ name: String, _ text: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shape-\(UUID().uuidString)/model")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    try text.write(to: folder.appendingPathComponent("config.json"), atomically: true, encoding: .utf8)
    let known = try #require(ModelShape.published.first { $0.name == name })
    for path in [folder.path, folder.appendingPathComponent("config.json").path] {
      let shape = try ModelShape(path)
      #expect(shape.configuration == known.configuration && shape.isTied == known.isTied && shape.name == "model")
    }
  }

  @Test func unknownShapesAreRefused() throws {
    let error = #expect(throws: ModelFileError.self) { try ModelShape("llama-9b") }
    #expect(error.map { "\($0)".contains("llama2-7b") } == true)
  }
}
