extension Tokenizer {
  /// The tokenizer stored in a GGUF file.
  ///
  /// - Throws: `ModelFileError` when the file has none, or one of a kind that is not supported.
  public init(_ file: GGUFFile) throws(ModelFileError) {
    func failure(_ problem: String) -> ModelFileError {
      ModelFileError(path: file.path, problem: problem, remedy: "use a model with a byte-level BPE tokenizer")
    }
    func array(_ key: String) throws(ModelFileError) -> GGUFArray {
      guard case .array(let value)? = file.metadata["tokenizer.ggml.\(key)"] else {
        throw failure("has no array 'tokenizer.ggml.\(key)'")
      }
      return value
    }
    func identifier(_ key: String, below count: Int) throws(ModelFileError) -> Int? {
      guard let value = try file.optionalInteger("tokenizer.ggml.\(key)_token_id") else { return nil }
      guard (0..<count).contains(value) else { throw failure("'tokenizer.ggml.\(key)_token_id' is \(value), which is no token") }
      return value
    }
    let model = try file.optionalString("tokenizer.ggml.model") ?? "none"
    guard let strings = try array("tokens").strings, let mergeStrings = try array("merges").strings else {
      throw failure("'tokenizer.ggml.tokens' and 'merges' are not texts")
    }
    let types = try array("token_type")
    guard types.type == .int32, let kinds = types.integers, kinds.count == strings.count else {
      throw failure("'tokenizer.ggml.token_type' is not one INT32 for each of the \(strings.count) tokens")
    }
    // Byte-level BPE orders merges by rank and reads no scores; they must still be what the format says.
    if file.metadata["tokenizer.ggml.scores"] != nil {
      let scores = try array("scores")
      guard scores.type == .float32, scores.count == strings.count else {
        throw failure("'tokenizer.ggml.scores' is not one FLOAT32 for each of the \(strings.count) tokens")
      }
    }
    guard strings.count < Int(UInt32.max) else { throw failure("has too many tokens") }

    let pattern = try file.optionalString("tokenizer.ggml.pre") ?? "default"
    let preTokenizer: PreTokenizer
    switch (model, pattern) {
    case ("glassllm", _): preTokenizer = .glassLM
    case ("gpt2", "smollm"): preTokenizer = .smolLM
    case ("gpt2", "gpt-2"): preTokenizer = .gpt2
    case ("gpt2", "qwen2"): preTokenizer = .qwen2
    case ("gpt2", _): throw failure("has the pre-tokenization '\(shown(pattern))', not smollm, gpt-2 or qwen2")
    default: throw failure("has a tokenizer of the kind '\(shown(model))'")
    }

    var builder = TokenizerBuilder(byteLevel: model == "gpt2", tokens: strings.count, merges: mergeStrings.count)
    for (string, kind) in zip(strings, kinds) {
      guard (1...6).contains(kind) else { throw failure("token \(builder.vocabulary.count) is of the kind \(kind), not 1 to 6") }
      // Kinds: 1 is normal, 3 a control token, 4 defined by the user; both of the latter stand for themselves.
      guard builder.append(String(decoding: string, as: UTF8.self), isSpecial: kind != 1) else {
        throw failure("token \(builder.vocabulary.count) is not written in the byte-level alphabet")
      }
    }
    for (rank, merge) in mergeStrings.enumerated() {
      guard builder.addMerge(String(decoding: merge, as: UTF8.self), rank: rank) else {
        throw failure("merge \(rank) is not a pair of tokens that makes a token")
      }
    }
    let symbols: Symbols
    if model == "glassllm" {
      guard let unknown = try identifier("unknown", below: strings.count) else { throw failure("has no unknown token") }
      symbols = .characters(unknown: unknown)
    } else {
      symbols = .bytes
    }
    self.init(
      vocabulary: builder.vocabulary, merges: builder.merges, preTokenizer: preTokenizer, symbols: symbols,
      normalizes: preTokenizer.normalizes, beginID: try identifier("bos", below: strings.count),
      endID: try identifier("eos", below: strings.count),
      addsBegin: try file.optionalBoolean("tokenizer.ggml.add_bos_token") ?? false)
  }
}

extension PreTokenizer {
  /// Whether models with these rules normalize text to form C.
  var normalizes: Bool {
    switch self {
    case .qwen2, .glassLM: true
    case .gpt2, .smolLM: false
    }
  }
}

/// Collects tokens and merges in the order of a file.
struct TokenizerBuilder {
  private(set) var vocabulary = Vocabulary()
  private(set) var merges: MergeTable
  private let byteLevel: Bool
  /// Ids of the normal tokens by their written form.
  private var ids: [String: Int] = [:]

  init(byteLevel: Bool, tokens: Int, merges: Int) {
    self.byteLevel = byteLevel
    self.merges = MergeTable(capacity: merges)
    ids.reserveCapacity(tokens)
  }

  /// Adds the next token; false when a normal one is not written in the byte-level alphabet.
  mutating func append(_ written: String, isSpecial: Bool) -> Bool {
    if !isSpecial {
      let id = vocabulary.count
      ids[written] = id
      guard byteLevel else {
        vocabulary.append(written.utf8, isSpecial: false)
        return true
      }
      guard let bytes = ByteAlphabet.decode(written) else { return false }
      vocabulary.append(bytes, isSpecial: false)
    } else {
      vocabulary.append(written.utf8, isSpecial: true)
    }
    return true
  }

  /// Adds the merge written as two tokens with one space between; false when there are no such tokens.
  mutating func addMerge(_ written: String, rank: Int) -> Bool {
    guard let space = written.utf8.firstIndex(of: 32) else { return false }
    return addMerge(String(written[..<space]), String(written[written.utf8.index(after: space)...]), rank: rank)
  }

  /// Adds the merge of two tokens.
  mutating func addMerge(_ left: String, _ right: String, rank: Int) -> Bool {
    guard let leftID = ids[left], let rightID = ids[right], let result = ids[left + right] else { return false }
    merges.add(leftID, rightID, result: result, rank: rank)
    return true
  }
}
