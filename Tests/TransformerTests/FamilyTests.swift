import Foundation
import Testing

import Transformer

/// Every model family against `transformers` on small random models.
@Suite struct FamilyTests {
  struct Reference: Decodable {
    struct Model: Decodable {
      let family: String
      let files: [String: Data]
      let tokens: [Int]
      let logits: [[Double]]
    }
    let models: [Model]
  }

  /// The same models in fp64, and how far the fp32 of `transformers` is from that.
  struct Exact: Decodable {
    struct Model: Decodable {
      let float32_error: Double
      let logits: [[Double]]
    }
    let models: [String: Model]
  }

  private func exact(_ family: String) throws -> Exact.Model {
    try #require(TestData.decode(Exact.self, from: "random-models-float64.json").models[family])
  }

  private func reference(_ family: String) throws -> Reference.Model {
    let models = try TestData.decode(Reference.self, from: "random-models.json").models
    return try #require(models.first { $0.family == family })
  }

  private func worst(_ logits: Matrix, _ expected: [[Double]]) -> Double {
    zip(logits.values, expected.flatMap { $0 }).map { abs(Double($0) - $1) }.max() ?? .infinity
  }

  /// The logits are as close to fp64 as another implementation's in fp32, or within three times that: sums are in another order.
  @Test(arguments: ["llama", "qwen2", "opt"]) func logitsOfRandomModels(family: String) throws {
    let reference = try reference(family)
    let exact = try exact(family)
    let tolerance = 3 * exact.float32_error
    try withFolder(reference.files) { folder in
      let model = try LanguageModel(path: folder)
      #expect(model.configuration.family.rawValue == family)
      var session = model.session(capacity: 20)
      let logits = try session.run(reference.tokens, logits: .all)
      #expect(logits.rows == 20 && logits.columns == reference.logits[0].count)
      var error = worst(logits, exact.logits)
      #expect(error <= tolerance)
      #expect(worst(logits, reference.logits) <= tolerance + exact.float32_error)
      // The same one by one, through the cache.
      session.rewind()
      for (index, token) in reference.tokens.enumerated() {
        error = max(error, worst(try session.run([token]), [exact.logits[index]]))
      }
      #expect(error <= tolerance)
      print("\(family): largest difference from fp64 \(error), that of transformers in fp32 \(exact.float32_error)")
    }
  }

  /// Weights matter: a model with one changed weight must not pass the comparison above.
  @Test func aChangedWeightShows() throws {
    let reference = try reference("llama")
    var files = reference.files
    let data = try #require(files["model.safetensors"])
    files["model.safetensors"] = data.dropLast(4) + Data(littleEndian((Float(1.5)).bitPattern))
    try withFolder(files) { folder in
      var session = try LanguageModel(path: folder).session(capacity: 20)
      #expect(worst(try session.run(reference.tokens, logits: .all), reference.logits) > 1e-3)
    }
  }

  /// The GGUF form of a Qwen2 model, written from the tensors of the folder.
  @Test func qwen2AsGGUF() throws {
    let reference = try reference("qwen2")
    try withFolder(reference.files) { folder in
      let model = try LanguageModel(path: folder)
      let sizes = model.configuration
      var writer = GGUFWriter()
      writer.add("general.architecture", "qwen2")
      for (key, value) in [
        "block_count": sizes.layers, "embedding_length": sizes.width, "feed_forward_length": sizes.feedForwardWidth,
        "attention.head_count": sizes.heads, "attention.head_count_kv": sizes.keyValueHeads,
        "context_length": sizes.contextLength,
      ] { writer.add("qwen2.\(key)", UInt32(value)) }
      writer.add("qwen2.attention.layer_norm_rms_epsilon", sizes.epsilon)
      writer.add("qwen2.rope.freq_base", Float(sizes.rotary?.base ?? 0))
      for (name, tensor) in model.weights.sorted(by: { $0.key < $1.key }) {
        writer.add(name, tensor.dimensions, values: tensor.decode(rows: 0..<tensor.rows))
      }
      try withFile(writer.bytes) { path in
        var session = try LanguageModel(path: path).session(capacity: 20)
        let exact = try exact("qwen2")
        #expect(worst(try session.run(reference.tokens, logits: .all), exact.logits) <= 3 * exact.float32_error)
      }
    }
  }

  @Test func unsupportedVariantsAreRefused() throws {
    let reference = try reference("llama")
    let config = try #require(reference.files["config.json"].map { String(decoding: $0, as: UTF8.self) })
    for (old, new, message) in [
      ("\"llama\"", "\"mamba\"", "has the model type 'mamba'"),
      ("\"silu\"", "\"gelu\"", "has the activation 'gelu'"),
      ("\"attention_bias\": false", "\"attention_bias\": true", "has biases"),
      ("\"default\"", "\"yarn\"", "rotary scaling 'yarn'"),
      ("\"num_attention_heads\": 4", "\"num_attention_heads\": 3", "not a multiple"),
      ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "has no tensor 'blk.2"),
      ("\"intermediate_size\": 37", "\"intermediate_size\": 36", "not 36 x 24"),
      ("\"vocab_size\": 40", "\"vocab_size\": -1", "beyond reason"),
      ("\"vocab_size\": 40", "\"vocab_size\": \"x\"", "'vocab_size' has an unexpected type"),
      ("\"vocab_size\": 40", "\"x\": 40", "has no 'vocab_size'"),
    ] {
      var files = reference.files
      #expect(config.contains(old), "\(old)")
      files["config.json"] = Data(config.replacingOccurrences(of: old, with: new).utf8)
      try withFolder(files) { folder in
        let error = #expect(throws: ModelFileError.self) { try LanguageModel(path: folder) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.contains(message), "'\(text)' should say '\(message)'")
        #expect(!text.contains("\n"))
      }
    }
    try withFolder([:]) { folder in _ = #expect(throws: ModelFileError.self) { try LanguageModel(path: folder) } }
  }
}
