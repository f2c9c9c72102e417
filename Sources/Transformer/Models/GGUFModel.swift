extension LanguageModel {
  /// The model of a GGUF file: the families `llama` and `qwen2`.
  public init(_ file: GGUFFile) throws(ModelFileError) {
    let configuration = try ModelConfiguration(file)
    let tied = file.tensor(named: "output.weight") == nil
    var weights: [String: StoredTensor] = [:]
    for tensor in file.tensors { weights[tensor.name] = tensor }
    try self.init(
      path: file.path, graph: ModelGraph(configuration, tiedHead: tied), weights: weights,
      tokenizer: file.metadata["tokenizer.ggml.model"] == nil ? nil : try Tokenizer(file),
      chatTemplate: file.string("tokenizer.chat_template").flatMap(ChatTemplate.init(jinja:)))
  }
}

extension ModelConfiguration {
  /// Reads the sizes from the metadata of a GGUF file.
  init(_ file: GGUFFile) throws(ModelFileError) {
    func failure(_ problem: String, _ remedy: String = "use a model of the families llama or qwen2") -> ModelFileError {
      ModelFileError(path: file.path, problem: problem, remedy: remedy)
    }
    let architecture = file.string("general.architecture") ?? "none"
    guard let family = Family(rawValue: architecture), family != .opt else {
      throw failure("has the architecture '\(shown(architecture))'")
    }
    func integer(_ key: String) throws(ModelFileError) -> Int {
      guard let value = file.integer("\(architecture).\(key)") else { throw failure("has no integer '\(architecture).\(key)'") }
      guard value > 0, value <= 1 << 28 else { throw failure("'\(architecture).\(key)' is \(value)") }
      return value
    }
    for key in ["rope.scaling.factor", "expert_count", "rope.scaling.type"] where file.metadata["\(architecture).\(key)"] != nil {
      let value = file.string("\(architecture).\(key)") ?? file.number("\(architecture).\(key)").map { "\($0)" } ?? ""
      guard ["none", "1.0", "0.0"].contains(value) else { throw failure("uses '\(architecture).\(key)', which is not supported") }
    }
    let width = try integer("embedding_length")
    let heads = try integer("attention.head_count")
    let headWidth =
      file.metadata["\(architecture).attention.key_length"] == nil ? width / heads : try integer("attention.key_length")
    guard let embedding = file.tensor(named: "token_embd.weight") else { throw failure("has no tensor 'token_embd.weight'") }
    guard let epsilon = file.number("\(architecture).attention.layer_norm_rms_epsilon") else {
      throw failure("has no '\(architecture).attention.layer_norm_rms_epsilon'")
    }
    self.init(
      family: family, layers: try integer("block_count"), width: width, feedForwardWidth: try integer("feed_forward_length"),
      heads: heads,
      keyValueHeads: file.metadata["\(architecture).attention.head_count_kv"] == nil
        ? heads : try integer("attention.head_count_kv"),
      headWidth: headWidth, contextLength: try integer("context_length"), vocabulary: embedding.rows, epsilon: Float(epsilon),
      rotary: RotaryEmbedding(
        base: file.number("\(architecture).rope.freq_base") ?? 10000,
        width: file.metadata["\(architecture).rope.dimension_count"] == nil ? headWidth : try integer("rope.dimension_count"),
        layout: family == .llama ? .adjacent : .split),
      activation: try Self.activation(file, architecture, failure))
    if let fault { throw failure(fault, "convert the model again") }
    // A block has at least its norms, so there cannot be more blocks than tensors.
    guard layers <= file.tensors.count else { throw failure("names \(layers) blocks but holds \(file.tensors.count) tensors") }
  }

  /// The non-linearity: SiLU unless the file says otherwise.
  private static func activation(
    _ file: GGUFFile, _ architecture: String, _ failure: (String, String) -> ModelFileError
  ) throws(ModelFileError) -> ActivationFunction {
    guard let name = file.string("\(architecture).feed_forward_activation") else { return .silu }
    guard let function = ActivationFunction(rawValue: name) else {
      throw failure("has the activation '\(shown(name))'", "use silu or relu")
    }
    return function
  }
}
