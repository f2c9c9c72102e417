import Foundation

extension LanguageModel {
  /// The model of a folder with `config.json` and `model.safetensors` (or its parts): the families llama, qwen2 and opt.
  ///
  /// A `tokenizer.json` beside them gives the tokenizer.
  public init(folder: String) throws(ModelFileError) {
    let source = ModelFolder(path: folder)
    let file = try source.decode(FolderConfiguration.self, "config.json")
    let configuration = try file.configuration(path: source.file("config.json"))
    var weights: [String: StoredTensor] = [:]
    for part in try source.weightFiles() {
      for (name, tensor) in try SafetensorsFile(path: part).tensors {
        if let known = Self.graphName(name) { weights[known] = tensor }
      }
    }
    // Some writers store the head a second time although it is tied.
    let tied = file.isTied || weights["output.weight"] == nil
    let tokenizer = try source.tokenizer()
    try self.init(
      path: folder, graph: ModelGraph(configuration, tiedHead: tied), weights: weights, tokenizer: tokenizer?.tokenizer,
      chatTemplate: tokenizer?.template)
  }

  /// The name that the graph has for a tensor of `transformers`, or nil for one it has no use for.
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
