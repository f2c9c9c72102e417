import Foundation
import Testing

import Transformer

/// What would change a model's result and is not done is refused by its name; what changes nothing is not.
@Suite struct RefusalTests {
  /// The message for the tiny model after a change, or nil when it loads.
  private func refusal(_ change: (inout GGUFWriter) -> Void) throws -> String? {
    var writer = GGUFWriter.tinyLlama()
    change(&writer)
    return try withFile(writer.bytes) { path in
      do {
        _ = try LanguageModel(path: path)
        return nil
      } catch let error as ModelFileError {
        #expect(!"\(error)".contains("\n"))
        return "\(error)"
      }
    }
  }

  /// Keys that llama.cpp's GGUF specification defines and that change the result of a Llama, with a value that does.
  @Test(arguments: [
    "residual_scale", "embedding_scale", "logit_scale", "attention.scale", "attention.clamp_kqv", "final_logit_softcapping",
    "attn_logit_softcapping", "attention.max_alibi_bias", "rope.scaling.factor", "rope.scaling.attn_factor", "rope.scale_linear",
    "rope.scaling.yarn_log_multiplier", "attention.output_scale", "a_key_of_tomorrow",
  ])
  func aNumberThatChangesTheResult(key: String) throws {
    let message = try refusal { $0.add("llama.\(key)", Float(0.3)) }
    #expect(message?.contains("'llama.\(key)' is 0.3, which is not supported") == true, "\(message ?? "loads")")
  }

  @Test(arguments: [
    "attention.sliding_window", "attention.sliding_window_pattern", "expert_count", "expert_used_count", "expert_shared_count",
    "leading_dense_block_count", "nextn_predict_layers", "pooling_type", "rescale_every_n_layers", "ssm.conv_kernel",
    "attention.q_lora_rank",
  ])
  func aCountThatChangesTheResult(key: String) throws {
    let message = try refusal { $0.add("llama.\(key)", UInt32(3)) }
    #expect(message?.contains("'llama.\(key)' is 3, which is not supported") == true, "\(message ?? "loads")")
  }

  @Test func flagsAndTextsThatChangeTheResult() throws {
    for key in ["llama.use_parallel_residual", "tokenizer.ggml.add_eos_token", "tokenizer.ggml.add_space_prefix"] {
      #expect(try refusal { $0.add(key, true) }?.contains("'\(key)' is true") == true)
    }
    #expect(try refusal { $0.add("llama.attention.causal", false) }?.contains("'llama.attention.causal' is false") == true)
    for (key, value) in [
      ("llama.rope.scaling.type", "yarn"), ("llama.tensor_data_layout", "Meta AI original pth"), ("adapter.type", "lora"),
    ] {
      #expect(try refusal { $0.add(key, value) }?.contains("'\(key)' is '\(value)'") == true)
    }
    #expect(try refusal { $0.add("split.count", UInt32(2)) }?.contains("'split.count' is 2") == true)
  }

  @Test func valuesThatChangeNothingLoad() throws {
    let message = try refusal { writer in
      for key in ["residual_scale", "embedding_scale", "logit_scale", "rope.scaling.factor"] {
        writer.add("llama.\(key)", Float(1))
      }
      for key in ["attention.clamp_kqv", "final_logit_softcapping"] { writer.add("llama.\(key)", Float(0)) }
      // 1 / sqrt of the head's 16 elements.
      writer.add("llama.attention.scale", Float(0.25))
      // The context has 16 positions.
      writer.add("llama.attention.sliding_window", UInt32(16))
      writer.add("llama.expert_count", UInt32(0))
      writer.add("llama.vocab_size", UInt32(8))
      writer.add("llama.attention.causal", true)
      writer.add("llama.rope.scaling.type", "none")
      writer.add("llama.rope.scaling.original_context_length", UInt32(16))
      writer.add("tokenizer.ggml.add_space_prefix", false)
      writer.add("general.anything", "goes")
      writer.add("rope_freqs.weight", [8], values: [Float](repeating: 1, count: 8))
      writer.add("blk.0.attn_q.bias", [32], values: [Float](repeating: 0, count: 32))
    }
    #expect(message == nil)
  }

  @Test(arguments: [
    "blk.0.attn_q.bias", "blk.0.attn_output.bias", "blk.0.ffn_up.bias", "blk.0.attn_q_norm.weight", "rope_freqs.weight",
    "blk.0.ffn_gate_exps.weight", "blk.1.attn_norm.weight", "token_embd_norm.weight",
  ])
  func aTensorWithoutPlaceIsNamed(name: String) throws {
    let message = try refusal { $0.add(name, [32], values: [Float](repeating: 0.5, count: 32)) }
    #expect(message?.contains("tensor '\(name)' has no place in a model of the family llama") == true, "\(message ?? "loads")")
  }

  /// A value of the wrong type is not a value that is missing.
  @Test func typesAreChecked() throws {
    for (key, message) in [
      ("llama.rope.freq_base", "is not a number"), ("llama.attention.head_count_kv", "is not a whole number"),
      ("tokenizer.ggml.add_bos_token", "is not true or false"), ("tokenizer.ggml.eos_token_id", "is not a whole number"),
    ] {
      let found = try refusal { writer in
        writer.keys.removeAll { $0.name == key }
        writer.add(key, "text")
      }
      #expect(found?.contains("'\(key)' \(message)") == true, "\(found ?? "loads")")
    }
    for key in ["general.architecture", "tokenizer.ggml.pre", "tokenizer.chat_template", "llama.feed_forward_activation"] {
      let found = try refusal { writer in
        writer.keys.removeAll { $0.name == key }
        writer.add(key, UInt32(7))
      }
      #expect(found?.contains("'\(key)' is not a text") == true, "\(found ?? "loads")")
    }
    // Eight bytes as UINT8, and eight scores as INT32.
    let kinds = try refusal { writer in
      writer.keys.removeAll { $0.name == "tokenizer.ggml.token_type" }
      writer.keys.append(
        ("tokenizer.ggml.token_type", 9, littleEndian(UInt32(0)) + littleEndian(UInt64(8)) + [UInt8](repeating: 1, count: 8)))
    }
    #expect(kinds?.contains("'tokenizer.ggml.token_type' is not one INT32 for each of the 8 tokens") == true)
    let scores = try refusal { $0.add("tokenizer.ggml.scores", [Int32](repeating: 0, count: 8)) }
    #expect(scores?.contains("'tokenizer.ggml.scores' is not one FLOAT32 for each of the 8 tokens") == true)
  }

  @Test func impossibleSizes() throws {
    for (key, value, message) in [
      ("block_count", 0, "'llama.block_count' is 0"), ("block_count", 513, "513 blocks are more than the 512 of any model"),
      ("attention.head_count", 0, "'llama.attention.head_count' is 0"),
      ("attention.head_count", 5, "is not a multiple of the 5 heads"),
      ("rope.dimension_count", 15, "the rotary width 15 is not an even number"), ("vocab_size", 9, "but there are 8 embeddings"),
      ("attention.value_length", 8, "has values of 8 elements, but keys of 16"),
    ] {
      let found = try refusal { writer in
        writer.keys.removeAll { $0.name == "llama.\(key)" }
        writer.add("llama.\(key)", UInt32(value))
      }
      #expect(found?.contains(message) == true, "\(key) \(value): \(found ?? "loads")")
    }
    let tokens = try refusal { writer in
      writer.tensors.removeAll { $0.name == "token_embd.weight" }
      writer.add("token_embd.weight", [32, 9], values: [Float](repeating: 1, count: 32 * 9))
    }
    #expect(tokens?.contains("has 8 tokens, but a table of 9 embeddings") == true)
  }

  @Test func keysThatAreNoNames() throws {
    #expect(try refusal { $0.add("", UInt32(1)) }?.contains("an empty metadata key") == true)
    #expect(try refusal { $0.add("llama.block\0count", UInt32(1)) }?.contains("with a NUL") == true)
    #expect(try refusal { $0.add("general.architecture", "llama") }?.contains("twice") == true)
    #expect(try refusal { $0.add("a\0b", [1], values: [1]) }?.contains("a tensor whose name") == true)
    // Nothing that a terminal acts on reaches the message: escape, its one-byte form, and the mark that turns the order.
    let hostile = try refusal { $0.add("\u{1B}[2J\u{9B}31m\u{202E}", [1], values: [1]) }
    #expect(hostile?.contains("'?[2J?31m?' has no place") == true, "\(hostile ?? "loads")")
  }

  /// Weights that are no numbers: NaN and infinity in a vector, and in each place where a block has a scale.
  @Test func weightsAreFinite() throws {
    for value in [Float.nan, .infinity, -.infinity] {
      var values = [Float](repeating: 1, count: 32)
      values[31] = value
      let message = try refusal { writer in
        writer.tensors.removeAll { $0.name == "output_norm.weight" }
        writer.add("output_norm.weight", [32], values: values)
      }
      #expect(message?.contains("tensor 'output_norm.weight' has an element that is infinite or not a number") == true)
    }
    // The embedding is Q8_0, with a scale of two bytes before 32 codes; attention is Q4_1, with a scale and an offset.
    for (name, offsets) in [("token_embd.weight", [0, 7 * 34]), ("blk.0.attn_q.weight", [31 * 20, 31 * 20 + 2])] {
      for offset in offsets {
        for half in [UInt16(0x7e00), 0x7c00, 0xfc00] {
          let message = try refusal { writer in
            for index in writer.tensors.indices where writer.tensors[index].name == name {
              writer.tensors[index].bytes.replaceSubrange(offset..<offset + 2, with: littleEndian(half))
            }
          }
          #expect(message?.contains("tensor '\(name)' has an element") == true, "\(offset): \(message ?? "loads")")
        }
      }
    }
  }
}
