import Foundation

extension LanguageModel {
  /// The model of a folder with `config.json` and `model.safetensors` (or its parts): the families llama, qwen2 and opt.
  ///
  /// A `tokenizer.json` beside them gives the tokenizer.
  public init(folder: String) throws(ModelFileError) {
    let source = ModelFolder(path: folder)
    let file = try source.decode(FolderConfiguration.self, "config.json")
    try source.checkVariants()
    let configuration = try file.configuration(path: source.file("config.json"))
    var weights: [String: StoredTensor] = [:]
    var unreadable: [String: String] = [:]
    for part in try source.weightFiles() {
      let file = try SafetensorsFile(path: part)
      for (name, tensor) in file.tensors where !Self.isDerived(name) {
        guard weights.updateValue(tensor, forKey: Self.graphName(name) ?? name) == nil else {
          throw ModelFileError(path: part, problem: "has the tensor '\(shown(name))', which is there already")
        }
      }
      for (name, type) in file.unreadable where !Self.isDerived(name) { unreadable[Self.graphName(name) ?? name] = type }
    }
    if file.isTied, let head = weights.removeValue(forKey: "output.weight") {
      // Some writers store the head a second time although it is tied.
      guard let embedding = weights["token_embd.weight"], head.hasElements(of: embedding) else {
        throw ModelFileError(
          path: folder, problem: "ties the head to the embedding, but 'lm_head.weight' is another matrix",
          remedy: "set 'tie_word_embeddings' in config.json as the model was trained")
      }
    }
    let tokenizer = try source.tokenizer()
    // There may be more embeddings than tokens: many models round their number up.
    if let count = tokenizer?.tokenizer.vocabulary.count, count > configuration.vocabulary {
      throw ModelFileError(
        path: folder, problem: "has \(count) tokens, but only \(configuration.vocabulary) embeddings",
        remedy: "use the tokenizer of this model")
    }
    try self.init(
      path: folder, graph: ModelGraph(configuration, tiedHead: file.isTied), weights: weights, unreadable: unreadable,
      tokenizer: tokenizer?.tokenizer, chatTemplate: tokenizer?.template)
  }

  /// Whether a tensor only repeats what the configuration says: tables of rotation that old writers stored.
  private static func isDerived(_ name: String) -> Bool { name.hasSuffix(".rotary_emb.inv_freq") }

  /// The name that the graph has for a tensor of `transformers`, or nil for one that it has no place for.
  private static func graphName(_ name: String) -> String? {
    var parts = name.split(separator: ".").map(String.init)
    guard let kind = parts.popLast(), ["weight", "bias"].contains(kind) else { return nil }
    if parts.first == "model" { parts.removeFirst() }
    if parts.first == "decoder" { parts.removeFirst() }
    if parts.first == "layers", parts.count > 2, let layer = Int(parts[1]) {
      let names = [
        "input_layernorm": "attn_norm", "self_attn_layer_norm": "attn_norm", "post_attention_layernorm": "ffn_norm",
        "final_layer_norm": "ffn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
        "self_attn.o_proj": "attn_output", "self_attn.out_proj": "attn_output", "mlp.gate_proj": "ffn_gate",
        "mlp.up_proj": "ffn_up",
        "mlp.down_proj": "ffn_down", "fc1": "ffn_up", "fc2": "ffn_down",
      ]
      return names[parts[2...].joined(separator: ".")].map { "blk.\(layer).\($0).\(kind)" }
    }
    let names = [
      "embed_tokens": "token_embd", "embed_positions": "position_embd", "norm": "output_norm", "final_layer_norm": "output_norm",
      "lm_head": "output",
    ]
    return names[parts.joined(separator: ".")].map { "\($0).\(kind)" }
  }
}

extension StoredTensor {
  /// Whether both are the same matrix.
  fileprivate func hasElements(of other: StoredTensor) -> Bool {
    rows == other.rows && columns == other.columns
      && (0..<rows).allSatisfy { decode(rows: $0..<$0 + 1) == other.decode(rows: $0..<$0 + 1) }
  }
}

/// A folder with the files of a model.
struct ModelFolder {
  let path: String

  func file(_ name: String) -> String { URL(fileURLWithPath: path).appendingPathComponent(name).path }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  /// Reads a JSON file.
  func decode<T: Decodable>(_ type: T.Type, _ name: String) throws(ModelFileError) -> T {
    let mapped = try MappedFile(path: file(name))
    do {
      return try JSONDecoder().decode(type, from: Data(mapped.bytes))
    } catch let DecodingError.keyNotFound(key, _) {
      throw ModelFileError(
        path: file(name), problem: "has no '\(shown(key.stringValue))'", remedy: "use the files of a supported model")
    } catch let DecodingError.typeMismatch(_, context) {
      let field = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw ModelFileError(
        path: file(name), problem: "'\(shown(field))' has an unexpected type", remedy: "use the files of a supported model")
    } catch {
      throw ModelFileError(path: file(name), problem: "is not JSON of the expected form", remedy: "get the file again")
    }
  }

  /// The files that hold the weights: one, or the parts that an index names.
  func weightFiles() throws(ModelFileError) -> [String] {
    struct Index: Decodable {
      let weight_map: [String: String]
    }
    if has("model.safetensors") || !has("model.safetensors.index.json") { return [file("model.safetensors")] }
    let names = Set(try decode(Index.self, "model.safetensors.index.json").weight_map.values)
    if let name = names.first(where: { $0.contains("/") || $0.hasPrefix(".") }) {
      throw ModelFileError(
        path: file("model.safetensors.index.json"), problem: "names the file '\(shown(name))' outside its folder")
    }
    return names.sorted().map { file($0) }
  }
}
