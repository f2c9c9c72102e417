/// The sizes in a `config.json`, also of families and variants that cannot be run here.
struct ShapeFile: Decodable {
  let model_type: String
  // Sizes, under the names of different families.
  let hidden_size: Int
  let num_hidden_layers: Int?
  let num_layers: Int?
  let num_attention_heads: Int
  let num_key_value_heads: Int?
  let multi_query_group_num: Int?
  let head_dim: Int?
  let kv_channels: Int?
  let intermediate_size: Int?
  let ffn_dim: Int?
  let ffn_hidden_size: Int?
  let vocab_size: Int?
  let padded_vocab_size: Int?
  let max_position_embeddings: Int?
  let seq_length: Int?
  // Constants.
  let rms_norm_eps: Double?
  let layer_norm_eps: Double?
  let layernorm_epsilon: Double?
  let layer_norm_epsilon: Double?
  let rope_theta: Double?
  let rotary_emb_base: Double?
  let partial_rotary_factor: Double?
  let hidden_act: String?
  let activation_function: String?
  let tie_word_embeddings: Bool?

  /// Families by their names in `model_type`: those that differ in nothing that a shape has stand together.
  private static let families: [String: ModelConfiguration.Family] = [
    "llama": .llama, "mistral": .llama, "qwen2": .qwen2, "qwen": .qwen2, "chatglm": .qwen2, "opt": .opt, "gemma": .gemma,
    "phi": .phi,
  ]
  private static let activations: [String: ActivationFunction] = [
    "silu": .silu, "swiglu": .silu, "relu": .relu, "gelu": .gelu, "gelu_new": .gelu, "gelu_fast": .gelu,
    "gelu_pytorch_tanh": .gelu,
  ]

  /// The defaults are those of `transformers`.
  var isTied: Bool { tie_word_embeddings ?? (model_type == "opt" || model_type == "gemma") }

  func configuration(path: String) throws(ModelFileError) -> ModelConfiguration {
    func failure(_ problem: String) -> ModelFileError {
      ModelFileError(
        path: path, problem: problem,
        remedy: "use the config.json of a model of the types \(Self.families.keys.sorted().joined(separator: ", "))")
    }
    guard let family = Self.families[model_type] else { throw failure("has the model type '\(shown(model_type))'") }
    let name = hidden_act ?? activation_function ?? (family == .opt ? "relu" : family == .gemma ? "gelu_pytorch_tanh" : "silu")
    guard let activation = Self.activations[name] else { throw failure("has the activation '\(shown(name))'") }
    guard let feedForward = ffn_dim ?? ffn_hidden_size ?? intermediate_size else {
      throw failure("does not say how wide the feed-forward network is")
    }
    guard let layers = num_hidden_layers ?? num_layers else { throw failure("does not say how many layers there are") }
    guard let vocabulary = padded_vocab_size ?? vocab_size else { throw failure("does not say how many tokens there are") }
    guard num_attention_heads > 0, hidden_size > 0 else { throw failure("has no heads") }
    let headWidth = head_dim ?? kv_channels ?? hidden_size / num_attention_heads
    let turned = partial_rotary_factor ?? (model_type == "chatglm" ? 0.5 : 1)
    guard turned > 0, turned <= 1 else { throw failure("turns \(turned) of each head") }
    let rotary = RotaryEmbedding(
      base: rope_theta ?? rotary_emb_base ?? 10000, width: Int(Double(headWidth) * turned),
      layout: model_type == "chatglm" ? .adjacent : .split)
    let epsilon = rms_norm_eps ?? layer_norm_eps ?? layernorm_epsilon ?? layer_norm_epsilon
    let model = ModelConfiguration(
      // Qwen's first generation names the width of both matrices together.
      family: family, layers: layers, width: hidden_size, feedForwardWidth: model_type == "qwen" ? feedForward / 2 : feedForward,
      heads: num_attention_heads, keyValueHeads: num_key_value_heads ?? multi_query_group_num ?? num_attention_heads,
      headWidth: headWidth, contextLength: max_position_embeddings ?? seq_length ?? 2048, vocabulary: vocabulary,
      epsilon: Float(epsilon ?? (family == .opt ? 1e-5 : 1e-6)), rotary: family == .opt ? nil : rotary, activation: activation)
    if let fault = model.fault { throw failure(fault) }
    return model
  }
}
