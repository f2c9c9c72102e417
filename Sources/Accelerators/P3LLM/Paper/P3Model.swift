import Transformer

/// What a token of a model asks of P3-LLM's machines.
package struct P3Model: Sendable {
  package let name: String
  let layers: Int, heads: Int, keyValueHeads: Int, headWidth: Int
  let matrices: [(shape: ProductShape, count: Int)]
  /// Keys of Llama-2 are quantized before the rotation, those of later models behind it.
  let quantizesBeforeRotation: Bool

  init(_ name: String, _ sizes: ModelConfiguration, quantizesBeforeRotation: Bool) {
    self.name = name
    (layers, heads, keyValueHeads, headWidth) = (sizes.layers, sizes.heads, sizes.keyValueHeads, sizes.headWidth)
    self.quantizesBeforeRotation = quantizesBeforeRotation
    let width = sizes.width, queryWidth = sizes.heads * sizes.headWidth, feedForward = sizes.feedForwardWidth
    matrices = [
      (ProductShape(width, queryWidth), layers), (ProductShape(width, sizes.keyValueWidth), 2 * layers),
      (ProductShape(queryWidth, width), layers), (ProductShape(width, feedForward), 2 * layers),
      (ProductShape(feedForward, width), layers), (ProductShape(width, sizes.vocabulary), 1),
    ]
  }

  /// The models of the paper's charts.
  package static let all: [P3Model] = [
    ("LLaMA-2-7B", "llama2-7b"), ("LLaMA-2-13B", "llama2-13b"), ("LLaMA-3.1-8B", "llama3.1-8b"),
    ("LLaMA-3.2-3B", "llama3.2-3b"), ("Mistral-7B", "mistral-7b"),
  ].compactMap { name, shape in
    ModelShape.published.first { $0.name == shape }
      .map { P3Model(name, $0.configuration, quantizesBeforeRotation: shape.hasPrefix("llama2")) }
  }
}
