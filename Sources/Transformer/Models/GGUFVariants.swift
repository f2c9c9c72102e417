import Foundation

/// Which metadata of a GGUF file leaves the result as the graph computes it.
///
/// Everything below the architecture's name belongs to the mathematics of the model, so this list is closed: a key that is neither
/// read nor here with a value that changes nothing is refused by its name.
enum GGUFVariants {
  /// Keys that `ModelConfiguration` and the model itself read, without the architecture's name.
  static let read: Set<String> = [
    "block_count", "context_length", "embedding_length", "feed_forward_length", "feed_forward_activation", "vocab_size",
    "attention.head_count", "attention.head_count_kv", "attention.key_length", "attention.value_length",
    "attention.layer_norm_rms_epsilon", "rope.dimension_count", "rope.freq_base",
  ]

  /// Keys that say how a model was made and change nothing by themselves.
  private static let remarks: Set<String> = ["rope.scaling.original_context_length", "rope.scaling.finetuned"]

  /// Refuses the first key, in the order of the alphabet, whose value asks for more than the graph of `model` does.
  static func check(_ file: GGUFFile, architecture: String, _ model: ModelConfiguration) throws(ModelFileError) {
    let prefix = architecture + "."
    for (key, value) in file.metadata.sorted(by: { $0.key < $1.key }) {
      let isNeutral: Bool
      if key.hasPrefix(prefix) {
        let name = String(key.dropFirst(prefix.count))
        isNeutral = read.contains(name) || remarks.contains(name) || Self.isNeutral(name, value, model)
      } else if key == "split.count" {
        isNeutral = value.integer.map { $0 <= 1 } ?? false
      } else if key.hasPrefix("adapter.") {
        isNeutral = false
      } else {
        isNeutral = tokenizer[key].map { $0(value) } ?? true
      }
      guard isNeutral else {
        throw ModelFileError(
          path: file.path, problem: "'\(shown(key))' is \(value.shown), which is not supported",
          remedy: "use a model without it; ignoring it would change the result")
      }
    }
  }

  /// Whether the value says what the graph does anyway.
  private static func isNeutral(_ name: String, _ value: GGUFValue, _ model: ModelConfiguration) -> Bool {
    let number = value.number
    switch name {
    case "logit_scale", "residual_scale", "embedding_scale", "rope.scale_linear", "rope.scaling.factor",
      "rope.scaling.attn_factor", "attention.output_scale":
      // Zero means that there is none.
      return number == 0 || number == 1
    case "attention.scale": return number == 0 || number.map { Float($0) == 1 / Float(model.headWidth).squareRoot() } ?? false
    case "attention.sliding_window": return number.map { $0 <= 0 || $0 >= Double(model.contextLength) } ?? false
    case "attention.causal": return value.isOff == false
    case "attention.layer_norm_epsilon": return number.map { Float($0) == model.epsilon } ?? false
    case "rope.freq_base_swa": return number == model.rotary?.base
    case "rope.scaling.type":
      if case .string("none") = value { return true }
      return false
    case "tensor_data_layout":
      if case .string("reference") = value { return true }
      return false
    case "attention.clamp_kqv", "attention.max_alibi_bias", "attention.sliding_window_pattern", "attn_logit_softcapping",
      "final_logit_softcapping", "router_logit_softcapping", "expert_count", "expert_used_count", "expert_shared_count",
      "expert_feed_forward_length", "expert_weights_scale", "expert_weights_norm", "expert_gating_func",
      "leading_dense_block_count", "nextn_predict_layers", "pooling_type", "rescale_every_n_layers", "swin_norm",
      "use_parallel_residual", "rope.scaling.yarn_log_multiplier":
      return value.isOff == true
    default: return false
    }
  }

  /// Keys of the tokenizer that would change the tokens of a text, and the values that do not.
  private static let tokenizer: [String: @Sendable (GGUFValue) -> Bool] = [
    "tokenizer.ggml.add_eos_token": { $0.isOff == true },
    "tokenizer.ggml.add_sep_token": { $0.isOff == true },
    "tokenizer.ggml.add_space_prefix": { $0.isOff == true },
    "tokenizer.ggml.remove_extra_whitespaces": { $0.isOff == true },
    "tokenizer.ggml.precompiled_charsmap": { _ in false },
  ]
}

extension GGUFValue {
  /// Whether it is false or zero; nil for what is neither number nor truth value.
  fileprivate var isOff: Bool? {
    if case .bool(let value) = self { return !value }
    return number.map { $0 == 0 }
  }

  /// Fit for a one-line message.
  fileprivate var shown: String {
    switch self {
    case .unsigned(let value): "\(value)"
    case .signed(let value): "\(value)"
    case .float(let value): "\(Float(value))"
    case .bool(let value): "\(value)"
    case .string(let value): "'\(Transformer.shown(value))'"
    case .array(let array): "an array of \(array.count)"
    }
  }
}
