extension ModelShape {
  /// Models of the papers and their successors; the sizes are those of the `config.json` in the repository named.
  ///
  /// Numbers of parameters, which a test compares with those published, confirm them.
  public static let published: [ModelShape] =
    opt + llama + [
      qwen2(
        "qwen1.5-1.8b", "Qwen/Qwen1.5-1.8B", layers: 24, width: 2048, feedForward: 5504, heads: 16, context: 32768,
        vocabulary: 151936, base: 1e6),
      // Its intermediate_size is that of both matrices together.
      qwen2(
        "qwen-7b", "Qwen/Qwen-7B", layers: 32, width: 4096, feedForward: 22016 / 2, heads: 32, context: 8192, vocabulary: 151936),
      // Turns half of each head.
      qwen2(
        "chatglm2-6b", "THUDM/chatglm2-6b", layers: 28, width: 4096, feedForward: 13696, heads: 32, keyValueHeads: 2,
        context: 32768, vocabulary: 65024, epsilon: 1e-5,
        rotary: RotaryEmbedding(base: 10000, width: 64, layout: .adjacent)),
      ModelShape(
        name: "gemma-2b", source: "google/gemma-2b",
        configuration: ModelConfiguration(
          family: .gemma, layers: 18, width: 2048, feedForwardWidth: 16384, heads: 8, keyValueHeads: 1, headWidth: 256,
          contextLength: 8192, vocabulary: 256_000, epsilon: 1e-6,
          rotary: RotaryEmbedding(base: 10000, width: 256, layout: .split), activation: .gelu),
        isTied: true),
      // partial_rotary_factor 0.4 of 80 elements.
      ModelShape(
        name: "phi-2", source: "microsoft/phi-2",
        configuration: ModelConfiguration(
          family: .phi, layers: 32, width: 2560, feedForwardWidth: 10240, heads: 32, keyValueHeads: 32, headWidth: 80,
          contextLength: 2048, vocabulary: 51200, epsilon: 1e-5,
          rotary: RotaryEmbedding(base: 10000, width: 32, layout: .split), activation: .gelu),
        isTied: false),
    ]

  private static let opt = [
    opt("opt-6.7b", layers: 32, width: 4096, heads: 32), opt("opt-13b", layers: 40, width: 5120, heads: 40),
    opt("opt-30b", layers: 48, width: 7168, heads: 56), opt("opt-66b", layers: 64, width: 9216, heads: 72),
  ]

  private static let llama = [
    llama("llama2-7b", "meta-llama/Llama-2-7b-hf", layers: 32, width: 4096, feedForward: 11008, heads: 32),
    llama("llama2-13b", "meta-llama/Llama-2-13b-hf", layers: 40, width: 5120, feedForward: 13824, heads: 40),
    llama("llama2-70b", "meta-llama/Llama-2-70b-hf", layers: 80, width: 8192, feedForward: 28672, heads: 64, keyValueHeads: 8),
    llama(
      "mistral-7b", "mistralai/Mistral-7B-v0.1", layers: 32, width: 4096, feedForward: 14336, heads: 32, keyValueHeads: 8,
      context: 32768),
    llama(
      "llama3.1-8b", "meta-llama/Llama-3.1-8B", layers: 32, width: 4096, feedForward: 14336, heads: 32, keyValueHeads: 8,
      context: 131_072, vocabulary: 128_256, base: 500_000),
    llama(
      "llama3.2-3b", "meta-llama/Llama-3.2-3B", layers: 28, width: 3072, feedForward: 8192, heads: 24, keyValueHeads: 8,
      context: 131_072, vocabulary: 128_256, base: 500_000, isTied: true),
  ]

  /// OPT of one width: four times as many neurons, 2048 positions, tied embeddings.
  private static func opt(_ name: String, layers: Int, width: Int, heads: Int) -> ModelShape {
    ModelShape(
      name: name, source: "facebook/\(name)",
      configuration: ModelConfiguration(
        family: .opt, layers: layers, width: width, feedForwardWidth: 4 * width, heads: heads, keyValueHeads: heads,
        headWidth: width / heads, contextLength: 2048, vocabulary: 50272, epsilon: 1e-5, rotary: nil, activation: .relu),
      isTied: true)
  }

  private static func llama(
    _ name: String, _ source: String, layers: Int, width: Int, feedForward: Int, heads: Int, keyValueHeads: Int? = nil,
    context: Int = 4096, vocabulary: Int = 32000, base: Double = 10000, isTied: Bool = false
  ) -> ModelShape {
    ModelShape(
      name: name, source: source,
      configuration: ModelConfiguration(
        family: .llama, layers: layers, width: width, feedForwardWidth: feedForward, heads: heads,
        keyValueHeads: keyValueHeads ?? heads, headWidth: width / heads, contextLength: context, vocabulary: vocabulary,
        epsilon: 1e-5, rotary: RotaryEmbedding(base: base, width: width / heads, layout: .split), activation: .silu),
      isTied: isTied)
  }

  /// As Llama, with biases on query, key and value.
  private static func qwen2(
    _ name: String, _ source: String, layers: Int, width: Int, feedForward: Int, heads: Int, keyValueHeads: Int? = nil,
    context: Int, vocabulary: Int, epsilon: Float = 1e-6, base: Double = 10000, rotary: RotaryEmbedding? = nil
  ) -> ModelShape {
    ModelShape(
      name: name, source: source,
      configuration: ModelConfiguration(
        family: .qwen2, layers: layers, width: width, feedForwardWidth: feedForward, heads: heads,
        keyValueHeads: keyValueHeads ?? heads, headWidth: width / heads, contextLength: context, vocabulary: vocabulary,
        epsilon: epsilon, rotary: rotary ?? RotaryEmbedding(base: base, width: width / heads, layout: .split), activation: .silu),
      isTied: false)
  }
}
