extension LanguageModel {
  /// The model of a GGUF file: the families `llama` and `qwen2`.
  ///
  /// - Throws: one line for a file that is damaged, or that asks for something which would change the result and is not done.
  public init(_ file: GGUFFile) throws(ModelFileError) {
    let configuration = try ModelConfiguration(file)
    try GGUFVariants.check(file, architecture: configuration.family.rawValue, configuration)
    let tied = file.tensor(named: "output.weight") == nil
    var weights: [String: StoredTensor] = [:]
    for tensor in file.tensors { weights[tensor.name] = tensor }
    let tokenizer = file.metadata["tokenizer.ggml.model"] == nil ? nil : try Tokenizer(file)
    if let count = tokenizer?.vocabulary.count, count != configuration.vocabulary {
      throw ModelFileError(
        path: file.path, problem: "has \(count) tokens, but a table of \(configuration.vocabulary) embeddings",
        remedy: "convert the model again")
    }
    try self.init(
      path: file.path, graph: ModelGraph(configuration, tiedHead: tied), weights: weights, tokenizer: tokenizer,
      chatTemplate: try file.optionalString("tokenizer.chat_template").flatMap(ChatTemplate.init(jinja:)))
  }
}

extension ModelConfiguration {
  /// Reads the sizes from the metadata of a GGUF file.
  init(_ file: GGUFFile) throws(ModelFileError) {
    func failure(_ problem: String, _ remedy: String = "convert the model again") -> ModelFileError {
      ModelFileError(path: file.path, problem: problem, remedy: remedy)
    }
    let architecture = try file.optionalString("general.architecture") ?? "none"
    guard let family = Family(rawValue: architecture), family != .opt, family.isRunnable else {
      throw failure("has the architecture '\(shown(architecture))'", "use a model of the families llama or qwen2")
    }
    func integer(_ key: String, default standard: Int? = nil) throws(ModelFileError) -> Int {
      guard let value = try file.optionalInteger("\(architecture).\(key)") ?? standard else {
        throw failure("has no '\(architecture).\(key)'")
      }
      guard value > 0, value <= 1 << 28 else { throw failure("'\(architecture).\(key)' is \(value)") }
      return value
    }
    let width = try integer("embedding_length")
    let heads = try integer("attention.head_count")
    // Only a model that says how wide its heads are may divide its width otherwise.
    guard width % heads == 0 || file.metadata["\(architecture).attention.key_length"] != nil else {
      throw failure("'\(architecture).embedding_length' \(width) is not a multiple of the \(heads) heads")
    }
    let headWidth = try integer("attention.key_length", default: max(1, width / heads))
    let valueWidth = try integer("attention.value_length", default: headWidth)
    guard valueWidth == headWidth else {
      throw failure("has values of \(valueWidth) elements, but keys of \(headWidth)", "use a model with both alike")
    }
    guard let embedding = file.tensor(named: "token_embd.weight") else { throw failure("has no tensor 'token_embd.weight'") }
    let vocabulary = try integer("vocab_size", default: embedding.rows)
    guard vocabulary == embedding.rows else {
      throw failure("'\(architecture).vocab_size' is \(vocabulary), but there are \(embedding.rows) embeddings")
    }
    guard let epsilon = try file.optionalNumber("\(architecture).attention.layer_norm_rms_epsilon") else {
      throw failure("has no '\(architecture).attention.layer_norm_rms_epsilon'")
    }
    let name = try file.optionalString("\(architecture).feed_forward_activation") ?? ActivationFunction.silu.rawValue
    guard let activation = ActivationFunction(rawValue: name) else {
      throw failure("has the activation '\(shown(name))'", "use silu or relu")
    }
    self.init(
      family: family, layers: try integer("block_count"), width: width, feedForwardWidth: try integer("feed_forward_length"),
      heads: heads, keyValueHeads: try integer("attention.head_count_kv", default: heads), headWidth: headWidth,
      contextLength: try integer("context_length"), vocabulary: vocabulary, epsilon: Float(epsilon),
      rotary: RotaryEmbedding(
        base: try file.optionalNumber("\(architecture).rope.freq_base") ?? 10000,
        width: try integer("rope.dimension_count", default: headWidth), layout: family == .llama ? .adjacent : .split),
      activation: activation)
    if let fault { throw failure(fault) }
    // A block has at least its norms, so there cannot be more blocks than tensors.
    guard layers <= file.tensors.count else { throw failure("names \(layers) blocks but holds \(file.tensors.count) tensors") }
  }
}
