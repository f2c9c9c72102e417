/// The fields of a `tokenizer.json` of Hugging Face `tokenizers` that matter here.
private struct TokenizerFile: Decodable {
  struct AddedToken: Decodable {
    let id: Int
    let content: String
  }

  struct Normalizer: Decodable {
    let type: String
  }

  struct PreTokenizerPart: Decodable {
    struct Pattern: Decodable {
      let Regex: String?
    }
    let type: String
    let pretokenizers: [PreTokenizerPart]?
    let individual_digits: Bool?
    let add_prefix_space: Bool?
    let use_regex: Bool?
    let pattern: Pattern?
  }

  struct Model: Decodable {
    let type: String?
    let vocab: [String: Int]
    let merges: [Merge]
    let ignore_merges: Bool?
    let byte_fallback: Bool?
  }

  /// A merge: two tokens in a list, or in one string with a space between.
  struct Merge: Decodable {
    let left: String
    let right: String

    init(from decoder: Decoder) throws {
      let container = try decoder.singleValueContainer()
      let parts: [String]
      if let text = try? container.decode(String.self) {
        parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      } else {
        parts = try container.decode([String].self)
      }
      guard parts.count == 2 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "a merge is two tokens")
      }
      (left, right) = (parts[0], parts[1])
    }
  }

  let added_tokens: [AddedToken]?
  let normalizer: Normalizer?
  let pre_tokenizer: PreTokenizerPart?
  let model: Model

  /// Which of the known rules the file describes, or nil.
  var rules: PreTokenizer? {
    guard let pre_tokenizer else { return nil }
    let parts = pre_tokenizer.type == "Sequence" ? pre_tokenizer.pretokenizers ?? [] : [pre_tokenizer]
    if parts.contains(where: { $0.add_prefix_space == true }) { return nil }
    switch parts.map(\.type) {
    case ["ByteLevel"] where parts[0].use_regex != false: return .gpt2
    case ["Digits", "ByteLevel"] where parts[0].individual_digits == true && parts[1].use_regex != false: return .smolLM
    case ["Split", "ByteLevel"] where parts[0].pattern?.Regex == Self.qwen2 && parts[1].use_regex == false: return .qwen2
    default: return nil
    }
  }

  private static let qwen2 =
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
}

/// The fields of a `tokenizer_config.json` that matter here.
private struct TokenizerSettings: Decodable {
  /// A token by its text, or as an object that holds it.
  struct Token: Decodable {
    let content: String

    private enum CodingKeys: String, CodingKey { case content }

    init(from decoder: Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        content = text
      } else {
        content = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .content)
      }
    }
  }

  let bos_token: Token?
  let eos_token: Token?
  let add_bos_token: Bool?
  let chat_template: String?
}

extension ModelFolder {
  /// The tokenizer of the folder and its chat template, or nil when it has no `tokenizer.json`.
  func tokenizer() throws(ModelFileError) -> (tokenizer: Tokenizer, template: ChatTemplate?)? {
    let name = "tokenizer.json"
    guard has(name) else { return nil }
    let path = file(name)
    func failure(_ problem: String) -> ModelFileError {
      ModelFileError(
        path: path, problem: problem, remedy: "use a model with a byte-level BPE tokenizer of GPT-2, SmolLM or Qwen2")
    }
    let source = try decode(TokenizerFile.self, name)
    guard let rules = source.rules, source.model.type ?? "BPE" == "BPE", source.model.ignore_merges != true,
      source.model.byte_fallback != true
    else { throw failure("has a tokenizer of another kind") }
    if let normalizer = source.normalizer, normalizer.type != "NFC" {
      throw failure("normalizes text by '\(shown(normalizer.type))'")
    }

    var special: [Int: String] = [:]
    for token in source.added_tokens ?? [] { special[token.id] = token.content }
    let count = source.model.vocab.count + special.filter { source.model.vocab[$0.value] == nil }.count
    var written = [String?](repeating: nil, count: count)
    for (token, id) in source.model.vocab.merging(special.map { ($1, $0) }, uniquingKeysWith: { $1 }) {
      guard written.indices.contains(id), written[id] == nil else {
        throw failure("has the token id \(id) twice, or beyond its \(count) tokens")
      }
      written[id] = token
    }
    var builder = TokenizerBuilder(byteLevel: true, tokens: count, merges: source.model.merges.count)
    for (id, token) in written.enumerated() {
      guard let token, builder.append(token, isSpecial: special[id] != nil) else {
        throw failure("token \(id) is not byte-level")
      }
    }
    for (rank, merge) in source.model.merges.enumerated() {
      guard builder.addMerge(merge.left, merge.right, rank: rank) else {
        throw failure("merge \(rank) is not a pair of tokens that makes a token")
      }
    }
    let settings = has("tokenizer_config.json") ? try decode(TokenizerSettings.self, "tokenizer_config.json") : nil
    func id(_ token: TokenizerSettings.Token?) -> Int? { token.flatMap { token in written.firstIndex(of: token.content) } }
    let tokenizer = Tokenizer(
      vocabulary: builder.vocabulary, merges: builder.merges, preTokenizer: rules, symbols: .bytes,
      normalizes: source.normalizer != nil, beginID: id(settings?.bos_token), endID: id(settings?.eos_token),
      addsBegin: settings?.add_bos_token ?? false)
    return (tokenizer, settings?.chat_template.flatMap(ChatTemplate.init(jinja:)))
  }
}

extension Tokenizer {
  /// The tokenizer of a folder with a `tokenizer.json`.
  public init(folder: String) throws(ModelFileError) {
    guard let found = try ModelFolder(path: folder).tokenizer() else {
      throw ModelFileError(path: folder, problem: "has no 'tokenizer.json'", remedy: "add the tokenizer of the model")
    }
    self = found.tokenizer
  }
}
