/// How the operators of a model graph are carried out.
///
/// Every operator has a default: the fp32 of `reference`. A quantized or simulated execution implements the ones that it
/// changes, mostly `linear`, and may keep state of its own. Outputs arrive with the right shape and undefined contents.
public protocol ModelOperators {
  /// The fp32 operators and weights of the model.
  var reference: FloatOperators { get }

  /// The operation that runs next, at the positions from `position` on.
  mutating func begin(_ operation: ModelGraph.Operation, position: Int)

  /// One row of a table per token.
  mutating func embed(_ weight: String, tokens: [Int], into output: inout Matrix) throws
  /// Adds row `position + offset + r` of a table to row r.
  mutating func addPosition(_ weight: String, offset: Int, position: Int, _ input: Matrix, into output: inout Matrix) throws
  mutating func rmsNorm(gain: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws
  mutating func layerNorm(gain: String, bias: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws
  mutating func linear(_ layer: LinearLayer, _ input: Matrix, into output: inout Matrix) throws
  /// Turns row r to `position + r`.
  mutating func rotate(_ rotary: RotaryEmbedding, heads: Int, position: Int, _ input: Matrix, into output: inout Matrix) throws
  /// Appends the rows of `key` and `value`, which start at `position`, to the cache; each row attends to itself and before.
  mutating func attend(
    _ layer: AttentionLayer, query: Matrix, key: Matrix, value: Matrix, position: Int, cache: inout KeyValueCache,
    into output: inout Matrix) throws
  mutating func activate(_ function: ActivationFunction, _ input: Matrix, into output: inout Matrix) throws
  mutating func gate(_ function: ActivationFunction, _ gate: Matrix, _ input: Matrix, into output: inout Matrix) throws
  mutating func add(_ left: Matrix, _ right: Matrix, into output: inout Matrix) throws
  /// The id with the largest logit, the lowest of equals.
  mutating func argmax(_ logits: ArraySlice<Float>) throws -> Int
}

extension ModelOperators {
  public mutating func begin(_ operation: ModelGraph.Operation, position: Int) {}
  public mutating func argmax(_ logits: ArraySlice<Float>) throws -> Int { Logits(logits).best(1).first?.id ?? 0 }
  public mutating func embed(_ weight: String, tokens: [Int], into output: inout Matrix) throws {
    reference.embed(weight, tokens: tokens, into: &output)
  }
  public mutating func addPosition(
    _ weight: String, offset: Int, position: Int, _ input: Matrix, into output: inout Matrix
  ) throws {
    reference.addPosition(weight, offset: offset, position: position, input, into: &output)
  }
  public mutating func rmsNorm(gain: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws {
    reference.rmsNorm(gain: gain, epsilon: epsilon, input, into: &output)
  }
  public mutating func layerNorm(gain: String, bias: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws {
    reference.layerNorm(gain: gain, bias: bias, epsilon: epsilon, input, into: &output)
  }
  public mutating func linear(_ layer: LinearLayer, _ input: Matrix, into output: inout Matrix) throws {
    reference.linear(layer, input, into: &output)
  }
  public mutating func rotate(
    _ rotary: RotaryEmbedding, heads: Int, position: Int, _ input: Matrix, into output: inout Matrix
  ) throws {
    reference.rotate(rotary, heads: heads, position: position, input, into: &output)
  }
  public mutating func attend(
    _ layer: AttentionLayer, query: Matrix, key: Matrix, value: Matrix, position: Int, cache: inout KeyValueCache,
    into output: inout Matrix
  ) throws {
    reference.attend(layer, query: query, key: key, value: value, position: position, cache: &cache, into: &output)
  }
  public mutating func activate(_ function: ActivationFunction, _ input: Matrix, into output: inout Matrix) throws {
    reference.activate(function, input, into: &output)
  }
  public mutating func gate(_ function: ActivationFunction, _ gate: Matrix, _ input: Matrix, into output: inout Matrix) throws {
    reference.gate(function, gate, input, into: &output)
  }
  public mutating func add(_ left: Matrix, _ right: Matrix, into output: inout Matrix) throws {
    reference.add(left, right, into: &output)
  }
}
