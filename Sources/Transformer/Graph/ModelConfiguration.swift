/// The sizes and constants of a decoder-only transformer.
public struct ModelConfiguration: Hashable, Codable, Sendable {
  /// What differs between architectures beyond sizes.
  public enum Family: String, Hashable, Codable, Sendable, CaseIterable {
    /// RMSNorm, rotary positions, gated feed-forward, no biases.
    case llama
    /// As Llama, with biases on query, key and value.
    case qwen2
    /// LayerNorm, learned positions, ReLU feed-forward, biases everywhere.
    case opt
    /// As Llama, with GELU; its embeddings are multiplied by a constant, which the graph leaves out. A shape only.
    case gemma
    /// LayerNorm, rotary positions, GELU feed-forward beside attention instead of behind it, biases everywhere. A shape only.
    case phi

    /// Whether models of the family can be loaded and run; others are shapes to estimate.
    var isRunnable: Bool {
      switch self {
      case .llama, .qwen2, .opt: true
      case .gemma, .phi: false
      }
    }
    /// Whether it has LayerNorm with gain and bias, and biases everywhere.
    var isBiased: Bool { self == .opt || self == .phi }
    /// Whether the feed-forward network has a gate beside its first matrix.
    package var isGated: Bool { !isBiased }
  }

  public var family: Family
  public var layers: Int
  /// Width of the residual stream.
  public var width: Int
  /// Neurons of the feed-forward network.
  public var feedForwardWidth: Int
  /// Query heads.
  public var heads: Int
  /// Key and value heads; a divisor of `heads`.
  public var keyValueHeads: Int
  /// Elements of a head.
  public var headWidth: Int
  /// Most positions that the model was made for.
  public var contextLength: Int
  public var vocabulary: Int
  /// Added to the variance in normalization.
  public var epsilon: Float
  /// Rotary positions, where the family has them.
  public var rotary: RotaryEmbedding?
  /// The non-linearity of the feed-forward network.
  public var activation: ActivationFunction

  public init(
    family: Family, layers: Int, width: Int, feedForwardWidth: Int, heads: Int, keyValueHeads: Int, headWidth: Int,
    contextLength: Int, vocabulary: Int, epsilon: Float, rotary: RotaryEmbedding?, activation: ActivationFunction
  ) {
    self.family = family
    self.layers = layers
    self.width = width
    self.feedForwardWidth = feedForwardWidth
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headWidth = headWidth
    self.contextLength = contextLength
    self.vocabulary = vocabulary
    self.epsilon = epsilon
    self.rotary = rotary
    self.activation = activation
  }

  /// Keys, or values, of one position and layer.
  public var keyValueWidth: Int { keyValueHeads * headWidth }

  /// No file may ask for a graph of more blocks.
  static let mostLayers = 512

  /// What makes the sizes impossible, or nil.
  var fault: String? {
    let sizes = [layers, width, feedForwardWidth, heads, keyValueHeads, headWidth, contextLength, vocabulary]
    if sizes.contains(where: { $0 < 1 || $0 > 1 << 28 }) { return "a size of the model is zero, negative or beyond reason" }
    if layers > Self.mostLayers { return "\(layers) blocks are more than the \(Self.mostLayers) of any model" }
    if heads % keyValueHeads != 0 { return "\(heads) query heads are not a multiple of \(keyValueHeads) key heads" }
    if heads * headWidth > 1 << 28 { return "the heads are wider than any model's" }
    if let rotary {
      if rotary.width < 2 || rotary.width % 2 != 0 || rotary.width > headWidth {
        return "the rotary width \(rotary.width) is not an even number up to the head width \(headWidth)"
      }
      if !(rotary.base.isFinite && rotary.base > 0) { return "the rotary base \(rotary.base) is not a positive number" }
    }
    if !(epsilon.isFinite && epsilon >= 0) { return "the normalization's epsilon \(epsilon) is not a small positive number" }
    return nil
  }
}

/// Rotary position embedding: pairs of elements turn by position * base^(-2 i / width).
public struct RotaryEmbedding: Hashable, Codable, Sendable {
  /// Which elements make pair i.
  public enum Layout: String, Hashable, Codable, Sendable {
    /// Elements 2 i and 2 i + 1: GGUF files of the Llama family.
    case adjacent
    /// Elements i and i + width / 2: `transformers`, and GGUF files of the Qwen2 family.
    case split
  }

  public var base: Double
  /// Elements of each head that turn, an even number.
  public var width: Int
  public var layout: Layout

  public init(base: Double, width: Int, layout: Layout) {
    self.base = base
    self.width = width
    self.layout = layout
  }
}

/// An elementwise non-linearity.
public enum ActivationFunction: String, Hashable, Codable, Sendable {
  /// x / (1 + e^-x)
  case silu
  /// max(x, 0)
  case relu
  /// The tanh form: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
  case gelu = "gelu_pytorch_tanh"
}
