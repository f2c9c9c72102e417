import Foundation
import Testing

import Transformer

/// The same for folders of `transformers`.
@Suite struct FolderRefusalTests {
  /// The message for the random Llama with other fields in its `config.json`, or nil when it loads.
  private func refusal(_ fields: [String: Any], family: String = "llama", tensors: [String: [Float]] = [:]) throws -> String? {
    let models = try TestData.decode(FamilyTests.Reference.self, from: "random-models.json").models
    var files = try #require(models.first { $0.family == family }).files
    let text = try #require(files["config.json"]), weights = try #require(files["model.safetensors"])
    var configuration = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
    configuration.merge(fields) { $1 }
    files["config.json"] = try JSONSerialization.data(withJSONObject: configuration)
    files["model.safetensors"] = try Self.adding(tensors, to: weights)
    return try withFolder(files) { folder in
      do {
        _ = try LanguageModel(path: folder)
        return nil
      } catch let error as ModelFileError {
        return "\(error)"
      }
    }
  }

  /// The file with more tensors of fp32 behind its own.
  private static func adding(_ tensors: [String: [Float]], to file: Data) throws -> Data {
    let bytes = Array(file)
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var header = try #require(JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    var data = Array(bytes[(8 + length)...])
    for (name, values) in tensors {
      header[name] = ["dtype": "F32", "shape": [values.count], "data_offsets": [data.count, data.count + 4 * values.count]]
      data += values.flatMap { littleEndian($0.bitPattern) }
    }
    let text = try JSONSerialization.data(withJSONObject: header)
    return Data(littleEndian(UInt64(text.count))) + text + Data(data)
  }

  @Test func theUnchangedFolderLoads() throws {
    for family in ["llama", "qwen2", "opt"] { #expect(try refusal([:], family: family) == nil) }
  }

  @Test func fieldsThatChangeTheResultAreRefused() throws {
    for (fields, message) in [
      (["rope_scaling": ["factor": 4]], "uses the rotary scaling 'default'"),
      (["rope_scaling": ["type": "linear", "factor": 2]], "uses the rotary scaling 'linear'"),
      (["rope_scaling": ["rope_type": "llama3", "factor": 1]], "uses the rotary scaling 'llama3'"),
      (["partial_rotary_factor": 0.5], "turns only a part of each head"),
      (["sliding_window": 4], "uses sliding-window attention"),
      (["layer_types": ["full_attention", "linear_attention"]], "layers of the kind 'linear_attention'"),
      (["hidden_act": "gelu_new"], "has the activation 'gelu_new'"),
      (["quantization_config": ["bits": 4]], "has 'quantization_config'"),
      (["embedding_multiplier": 12], "has 'embedding_multiplier'"), (["logits_scaling": 8], "has 'logits_scaling'"),
      (["final_logit_softcapping": 30], "has 'final_logit_softcapping'"), (["num_local_experts": 8], "has 'num_local_experts'"),
      (["num_hidden_layers": 513], "513 blocks"), (["num_hidden_layers": 1 << 28], "blocks are more than"),
    ] as [([String: Any], String)] {
      let found = try refusal(fields)
      #expect(found?.contains(message) == true, "\(fields): \(found ?? "loads")")
    }
  }

  @Test func fieldsThatChangeNothingLoad() throws {
    #expect(
      try refusal([
        "sliding_window": 1 << 20, "partial_rotary_factor": 1, "embedding_multiplier": 1, "num_local_experts": NSNull(),
        "rope_scaling": ["type": "linear", "factor": 1], "layer_types": ["full_attention", "full_attention"], "anything": "goes",
      ]) == nil)
    // Qwen2 names a window that it does not use.
    #expect(try refusal(["sliding_window": 4, "use_sliding_window": false], family: "qwen2") == nil)
  }

  @Test func tensorsWithoutPlaceAreNamed() throws {
    let query = "model.layers.0.self_attn.q_proj.bias", name = "blk.0.attn_q.bias"
    #expect(try refusal([:], tensors: [query: [0, 1]])?.contains("tensor '\(name)' has no place") == true)
    #expect(try refusal([:], tensors: [query: [0, 0]]) == nil)
    let norm = "model.layers.0.self_attn.q_norm.weight"
    #expect(try refusal([:], tensors: [norm: [1, 1]])?.contains("tensor '\(norm)' has no place") == true)
    #expect(try refusal([:], tensors: ["model.layers.0.self_attn.rotary_emb.inv_freq": [1, 0.1]]) == nil)
    #expect(try refusal([:], tensors: ["embed_tokens.weight": [1]])?.contains("which is there already") == true)
  }

  /// A head that is not tied must be there, and one that is tied must be the embedding if it is stored too.
  @Test func theHeadIsWhatTheConfigurationSays() throws {
    let tied = try refusal(["tie_word_embeddings": true])
    let untied = try refusal(["tie_word_embeddings": false])
    #expect((tied == nil) != (untied == nil))
    if let tied { #expect(tied.contains("ties the head to the embedding, but 'lm_head.weight' is another matrix")) }
    if let untied { #expect(untied.contains("has no tensor 'output.weight'")) }
  }

  /// A pipe that nobody writes into must not hold the program up.
  @Test func aNamedPipeIsNoModel() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let error = #expect(throws: ModelFileError.self) { try LanguageModel(path: path) }
    #expect(error.map { "\($0)" }?.contains("is not a regular file") == true)
  }
}
