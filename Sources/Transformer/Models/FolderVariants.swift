import Foundation

extension ModelFolder {
  /// Fields of other families' `config.json` that change the result, and the values with which they do not.
  ///
  /// A model of a known family has none of them; where one is set, the file is of a relative whose mathematics is another.
  private static let neutral: [String: Double] = [
    "attention_multiplier": 0, "attn_logit_softcapping": 0, "clip_qkv": 0, "embedding_multiplier": 1,
    "final_logit_softcapping": 0,
    "logit_scale": 1, "logits_scaling": 1, "num_experts": 0, "num_local_experts": 0, "parallel_attn": 0, "qk_layernorm": 0,
    "query_pre_attn_scalar": 0, "residual_multiplier": 1, "scale_depth": 0, "scale_emb": 1, "use_parallel_residual": 0,
    "use_qk_norm": 0,
  ]

  /// Refuses fields of `config.json` beyond those that `FolderConfiguration` reads, when they would change the result.
  func checkVariants() throws(ModelFileError) {
    let fields = try decode([String: Field].self, "config.json")
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) where value != .null {
      let isNeutral: Bool
      if name == "quantization_config" {
        isNeutral = false
      } else if let number = Self.neutral[name] {
        isNeutral = value == .number(number)
      } else {
        continue
      }
      guard isNeutral else {
        throw ModelFileError(
          path: file("config.json"), problem: "has '\(shown(name))', which is not supported",
          remedy: "use a model without it; ignoring it would change the result")
      }
    }
  }

  /// A field of a JSON object, as far as it can be neutral: truth values count as 0 and 1.
  private enum Field: Decodable, Equatable {
    case null, number(Double), other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .number(value ? 1 : 0)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else {
        self = .other
      }
    }
  }
}
