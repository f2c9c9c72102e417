/// The fields of a `config.json` of `transformers` that matter here.
struct FolderConfiguration: Decodable {
  struct Rope: Decodable {
    let rope_theta: Double?
    let rope_type: String?
    let type: String?
    let factor: Double?
    let partial_rotary_factor: Double?
  }

  let model_type: String
  let vocab_size: Int
  let hidden_size: Int
  let num_hidden_layers: Int
  let num_attention_heads: Int
  let max_position_embeddings: Int
  let num_key_value_heads: Int?
  let head_dim: Int?
  let intermediate_size: Int?
  let ffn_dim: Int?
  let rms_norm_eps: Double?
  let rope_theta: Double?
  let rope_parameters: Rope?
  let rope_scaling: Rope?
  let hidden_act: String?
  let activation_function: String?
  let tie_word_embeddings: Bool?
  let attention_bias: Bool?
  let mlp_bias: Bool?
  let use_sliding_window: Bool?
  let sliding_window: Int?
  let layer_types: [String]?
  let partial_rotary_factor: Double?
  let do_layer_norm_before: Bool?
  let word_embed_proj_dim: Int?
  let enable_bias: Bool?
  let layer_norm_elementwise_affine: Bool?
  let _remove_final_layer_norm: Bool?

  /// Whether the output head is the token embedding; the defaults are those of `transformers`.
  var isTied: Bool { tie_word_embeddings ?? (model_type == "opt") }

  func configuration(path: String) throws(ModelFileError) -> ModelConfiguration {
    func failure(_ problem: String) -> ModelFileError {
      ModelFileError(path: path, problem: problem, remedy: "use a model of the families llama, qwen2 or opt")
    }
    guard let family = ModelConfiguration.Family(rawValue: model_type), family.isRunnable else {
      throw failure("has the model type '\(shown(model_type))'")
    }
    try checkVariant(family, failure)
    let name = (family == .opt ? activation_function ?? "relu" : hidden_act ?? "silu")
    guard let activation = ActivationFunction(rawValue: name) else {
      throw failure("has the activation '\(shown(name))', not silu, relu or gelu_pytorch_tanh")
    }
    guard let feedForward = family == .opt ? ffn_dim : intermediate_size else {
      throw failure("does not say how wide the feed-forward network is")
    }
    guard num_attention_heads > 0, hidden_size > 0 else { throw failure("has no heads") }
    let headWidth = family == .opt ? hidden_size / num_attention_heads : head_dim ?? hidden_size / num_attention_heads
    let base = rope_parameters?.rope_theta ?? rope_theta ?? 10000
    let model = ModelConfiguration(
      family: family, layers: num_hidden_layers, width: hidden_size, feedForwardWidth: feedForward, heads: num_attention_heads,
      keyValueHeads: family == .opt ? num_attention_heads : num_key_value_heads ?? num_attention_heads, headWidth: headWidth,
      contextLength: max_position_embeddings, vocabulary: vocab_size,
      epsilon: family == .opt ? 1e-5 : Float(rms_norm_eps ?? 1e-6),
      rotary: family == .opt ? nil : RotaryEmbedding(base: base, width: headWidth, layout: .split), activation: activation)
    if let fault = model.fault { throw failure(fault) }
    return model
  }

  /// Refuses variants whose results would silently be wrong.
  private func checkVariant(
    _ family: ModelConfiguration.Family, _ failure: (String) -> ModelFileError
  ) throws(ModelFileError) {
    for rope in [rope_parameters, rope_scaling] {
      guard let rope else { continue }
      let kind = rope.rope_type ?? rope.type ?? "default"
      // Linear scaling by 1 is none.
      let isPlain = kind == "default" || kind == "linear"
      if !isPlain || rope.factor ?? 1 != 1 { throw failure("uses the rotary scaling '\(shown(kind))'") }
      if rope.partial_rotary_factor ?? 1 != 1 { throw failure("turns only a part of each head") }
    }
    if partial_rotary_factor ?? 1 != 1 { throw failure("turns only a part of each head") }
    if attention_bias == true || mlp_bias == true { throw failure("has biases that its family does not have") }
    // A window of the whole context is none; Qwen2 names one that it does not use unless told so.
    let hasWindow = sliding_window.map { $0 > 0 && $0 < max_position_embeddings } ?? false
    if hasWindow, use_sliding_window ?? (family != .qwen2) { throw failure("uses sliding-window attention") }
    if let kind = layer_types?.first(where: { $0 != "full_attention" }) {
      if hasWindow || kind != "sliding_attention" { throw failure("has layers of the kind '\(shown(kind))'") }
    }
    guard family == .opt else { return }
    if do_layer_norm_before == false || _remove_final_layer_norm == true { throw failure("normalizes after its layers") }
    if let word_embed_proj_dim, word_embed_proj_dim != hidden_size { throw failure("projects its embeddings") }
    if enable_bias == false || layer_norm_elementwise_affine == false { throw failure("has no biases") }
  }
}
