import Foundation

import Simulation
import Transformer

/// Small models with random weights, written as a folder that `transformers` could read.
enum RandomModel {
  /// LayerNorm, biases, learned positions and a ReLU feed-forward network, as OPT has them.
  static func opt() throws -> LanguageModel {
    let width = 96, hidden = 160, vocabulary = 80, context = 24, layers = 2
    var tensors = ["decoder.embed_tokens.weight": [vocabulary, width], "decoder.embed_positions.weight": [context + 2, width]]
    func linear(_ name: String, _ outputs: Int, _ inputs: Int) {
      tensors[name + ".weight"] = [outputs, inputs]
      tensors[name + ".bias"] = [outputs]
    }
    func norm(_ name: String) {
      tensors[name + ".weight"] = [width]
      tensors[name + ".bias"] = [width]
    }
    for layer in 0..<layers {
      let name = "decoder.layers.\(layer)"
      for part in ["q_proj", "k_proj", "v_proj", "out_proj"] { linear("\(name).self_attn.\(part)", width, width) }
      linear("\(name).fc1", hidden, width)
      linear("\(name).fc2", width, hidden)
      norm("\(name).self_attn_layer_norm")
      norm("\(name).final_layer_norm")
    }
    norm("decoder.final_layer_norm")
    let configuration = """
      {"model_type": "opt", "vocab_size": \(vocabulary), "hidden_size": \(width), "num_hidden_layers": \(layers), "num_attention_heads": 3, \
      "max_position_embeddings": \(context), "ffn_dim": \(hidden), "activation_function": "relu"}
      """
    return try model(configuration, tensors, seed: 11)
  }

  /// RMSNorm, rotary positions and a gated feed-forward network, as Llama has them.
  ///
  /// - Parameter change: makes what is wanted of a tensor's values
  static func llama(
    headWidth: Int, context: Int = 32, change: (_ tensor: String, _ values: inout [Float]) -> Void = { _, _ in }
  ) throws -> LanguageModel {
    let width = 80, hidden = 72, vocabulary = 80, heads = 2, keyHeads = 1
    var tensors = ["embed_tokens.weight": [vocabulary, width], "norm.weight": [width]]
    let name = "layers.0"
    tensors["\(name).input_layernorm.weight"] = [width]
    tensors["\(name).post_attention_layernorm.weight"] = [width]
    tensors["\(name).self_attn.q_proj.weight"] = [heads * headWidth, width]
    tensors["\(name).self_attn.k_proj.weight"] = [keyHeads * headWidth, width]
    tensors["\(name).self_attn.v_proj.weight"] = [keyHeads * headWidth, width]
    tensors["\(name).self_attn.o_proj.weight"] = [width, heads * headWidth]
    tensors["\(name).mlp.gate_proj.weight"] = [hidden, width]
    tensors["\(name).mlp.up_proj.weight"] = [hidden, width]
    tensors["\(name).mlp.down_proj.weight"] = [width, hidden]
    let configuration = """
      {"model_type": "llama", "vocab_size": \(vocabulary), "hidden_size": \(width), "num_hidden_layers": 1, "num_attention_heads": \(heads), \
      "num_key_value_heads": \(keyHeads), "head_dim": \(headWidth), "max_position_embeddings": \(context), "intermediate_size": \(hidden), \
      "rms_norm_eps": 1e-5, "tie_word_embeddings": true}
      """
    return try model(configuration, tensors, seed: 12, change: change)
  }

  private static func model(
    _ configuration: String, _ shapes: [String: [Int]], seed: UInt64,
    change: (_ tensor: String, _ values: inout [Float]) -> Void = { _, _ in }
  ) throws -> LanguageModel {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What is mapped stays when the names are gone.
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(configuration.utf8).write(to: folder.appendingPathComponent("config.json"))
    var random = SplitMix64(seed: seed)
    var data = Data()
    var entries: [String: Any] = [:]
    for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
      let begin = data.count
      // Gains around 1; the rest small and of both signs.
      let isGain = shape.count == 1 && name.hasSuffix("weight")
      var values = (0..<shape.reduce(1, *)).map { _ in (isGain ? 1 : 0) + Float(random.next(below: 2001) - 1000) / 4000 }
      change(name, &values)
      for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
      entries["model." + name] = ["dtype": "F32", "shape": shape, "data_offsets": [begin, data.count]] as [String: Any]
    }
    let header = try JSONSerialization.data(withJSONObject: entries)
    var file = Data()
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { file.append(contentsOf: $0) }
    file.append(header)
    file.append(data)
    try file.write(to: folder.appendingPathComponent("model.safetensors"))
    return try LanguageModel(path: folder.path)
  }
}
