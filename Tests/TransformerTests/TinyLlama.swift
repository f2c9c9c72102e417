extension GGUFWriter {
  /// A tiny Llama with a tokenizer: every kind of metadata and tensor.
  static func tinyLlama() -> GGUFWriter {
    var writer = GGUFWriter()
    writer.add("general.architecture", "llama")
    for (key, value) in [
      ("block_count", 1), ("embedding_length", 32), ("feed_forward_length", 32), ("attention.head_count", 2),
      ("attention.head_count_kv", 1), ("context_length", 16), ("rope.dimension_count", 16),
    ] { writer.add("llama.\(key)", UInt32(value)) }
    writer.add("llama.attention.layer_norm_rms_epsilon", Float(1e-5))
    writer.add("llama.rope.freq_base", Float(100))
    writer.add("general.alignment", UInt32(32))
    writer.add("tokenizer.ggml.model", "gpt2")
    writer.add("tokenizer.ggml.pre", "smollm")
    let tokens = ["<|e|>", "a", "b", "c", "ab", "abc", "Ġ", "Ġa"]
    writer.add("tokenizer.ggml.tokens", tokens.map { Array($0.utf8) })
    writer.add("tokenizer.ggml.token_type", [3, 1, 1, 1, 1, 1, 1, 1])
    writer.add("tokenizer.ggml.merges", ["a b", "ab c", "Ġ a"].map { Array($0.utf8) })
    writer.add("tokenizer.ggml.eos_token_id", UInt32(0))
    writer.add("tokenizer.ggml.add_bos_token", false)
    func matrix(_ name: String, _ columns: Int, _ rows: Int, type: UInt32, block: Int) {
      let bytes = (0..<columns / 32 * rows * block).map { UInt8(truncatingIfNeeded: $0 % 7) }
      writer.tensors.append(.init(name: name, dimensions: [UInt64(columns), UInt64(rows)], type: type, bytes: bytes))
    }
    matrix("token_embd.weight", 32, 8, type: 8, block: 34)
    for (name, rows) in [
      ("attn_q", 32), ("attn_k", 16), ("attn_v", 16), ("attn_output", 32), ("ffn_gate", 32), ("ffn_up", 32), ("ffn_down", 32),
    ] {
      matrix("blk.0.\(name).weight", 32, rows, type: 3, block: 20)
    }
    for name in ["blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"] {
      writer.add("\(name).weight", [32], values: [Float](repeating: 1, count: 32))
    }
    return writer
  }
}
