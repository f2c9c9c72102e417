/// A transformer as one value: what is computed, in which order, from which weights, with which shapes.
///
/// Values are numbered and written once. Each has one row per position being processed; its width is fixed. Any
/// `ModelOperators` can run the graph: in fp32, quantized, or on simulated hardware.
public struct ModelGraph: Hashable, Codable, Sendable {
  /// A tensor of activations.
  public struct Value: Hashable, Codable, Sendable {
    /// Names the point in the model, such as `blk.0.attn_q`.
    public let name: String
    /// Elements of a row.
    public let width: Int
  }

  /// One step: an operator applied to values.
  public struct Operation: Hashable, Codable, Sendable {
    /// What the result is called; linear layers have the name of their weight without `.weight`.
    public let name: String
    public let kind: OperatorKind
    /// Indices of the values read.
    public let inputs: [Int]
    /// Index of the value written.
    public let output: Int
  }

  /// A weight tensor that the operators refer to by name.
  public struct Weight: Hashable, Codable, Sendable {
    public let name: String
    /// Output neurons, table entries, or 1 for a vector.
    public let rows: Int
    /// Elements of a row.
    public let columns: Int
  }

  public let configuration: ModelConfiguration
  public private(set) var values: [Value] = []
  public private(set) var operations: [Operation] = []
  /// Every weight once, in the order of first use.
  public private(set) var weights: [Weight] = []

  init(_ configuration: ModelConfiguration) { self.configuration = configuration }

  /// Appends an operation and returns the index of its result.
  mutating func append(_ name: String, _ kind: OperatorKind, _ inputs: [Int], width: Int) -> Int {
    values.append(Value(name: name, width: width))
    operations.append(Operation(name: name, kind: kind, inputs: inputs, output: values.count - 1))
    return values.count - 1
  }

  /// Declares a weight and returns its name.
  mutating func weight(_ name: String, rows: Int = 1, columns: Int) -> String {
    let weight = Weight(name: name, rows: rows, columns: columns)
    if !weights.contains(weight) { weights.append(weight) }
    return name
  }

  /// The value of the logits: what the last operation writes.
  public var logits: Int { operations.last?.output ?? 0 }

  /// For each operation, the values that nothing reads after it.
  var deadAfter: [[Int]] {
    var last = [Int](repeating: -1, count: values.count)
    for (index, operation) in operations.enumerated() { for input in operation.inputs { last[input] = index } }
    var result = [[Int]](repeating: [], count: operations.count)
    for (value, index) in last.enumerated() where index >= 0 { result[index].append(value) }
    return result
  }
}

/// What an operation does. Shapes: `rows` positions by the width of the value.
public enum OperatorKind: Hashable, Codable, Sendable {
  /// Row `token` of a table for each position. No inputs.
  case embed(weight: String)
  /// Adds row `position + offset` of a table.
  case addPosition(weight: String, offset: Int)
  /// x / sqrt(mean(x^2) + epsilon) * gain
  case rmsNorm(gain: String, epsilon: Float)
  /// (x - mean(x)) / sqrt(variance(x) + epsilon) * gain + bias
  case layerNorm(gain: String, bias: String, epsilon: Float)
  /// x W^T + bias
  case linear(LinearLayer)
  /// Turns each of `heads` heads by its position.
  case rotate(RotaryEmbedding, heads: Int)
  /// Causal attention over the cache, after the inputs' keys and values joined it. Inputs: query, key, value.
  case attend(AttentionLayer)
  /// function(x)
  case activate(ActivationFunction)
  /// function(a) * b. Inputs: a, b.
  case gate(ActivationFunction)
  /// a + b. Inputs: a, b.
  case add
  /// Keeps the rows whose logits are wanted.
  case selectRows
}

/// A matrix of weights applied to every row.
public struct LinearLayer: Hashable, Codable, Sendable {
  /// Name of the weights, [outputs][inputs].
  public let weight: String
  /// Name of the bias, where there is one.
  public let bias: String?
  public let inputs: Int
  public let outputs: Int
}

/// The shape of attention in one layer. Query head h reads key and value head h * keyValueHeads / heads.
public struct AttentionLayer: Hashable, Codable, Sendable {
  /// Index of the layer's part of the cache.
  public let layer: Int
  public let heads: Int
  public let keyValueHeads: Int
  /// Elements of a head.
  public let headWidth: Int
  /// Multiplies the scores.
  public let scale: Float
}
