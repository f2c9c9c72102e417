import CKernels
import Foundation

/// The operators in fp32: the golden arithmetic. Weights stay in the file's format and are widened as they are used.
///
/// Sums may be taken in any order; everything else follows the formulas of `OperatorKind` with one rounding per operation.
public struct FloatOperators: ModelOperators, Sendable {
  public var reference: FloatOperators { self }

  /// The weights by name.
  public let weights: [String: StoredTensor]
  /// Vectors (gains and biases), widened once.
  private let vectors: [String: [Float]]
  private let rotation: RotationTable?

  /// - Parameter positions: most positions that will be run.
  public init(_ model: LanguageModel, positions: Int) {
    weights = model.weights
    var vectors: [String: [Float]] = [:]
    for weight in model.graph.weights where weight.rows == 1 {
      vectors[weight.name] = model.weights[weight.name]?.decode(rows: 0..<1)
    }
    self.vectors = vectors
    rotation = model.configuration.rotary.map { RotationTable($0, positions: positions) }
  }

  /// The weight tensor called `name`.
  func tensor(_ name: String) -> StoredTensor {
    guard let tensor = weights[name] else {
      preconditionFailure("the graph names the weight \(name), which the model does not have")
    }
    return tensor
  }

  /// The gains or biases called `name`.
  package func vector(_ name: String) -> [Float] {
    guard let vector = vectors[name] else {
      preconditionFailure("the graph names the vector \(name), which the model does not have")
    }
    return vector
  }

  public func embed(_ weight: String, tokens: [Int], into output: inout Matrix) {
    let table = tensor(weight)
    output.values.withUnsafeMutableBufferPointer { target in
      for (row, token) in tokens.enumerated() {
        table.decode(
          rows: token..<token + 1,
          into: UnsafeMutableBufferPointer(rebasing: target[row * table.columns..<(row + 1) * table.columns]))
      }
    }
  }

  public func addPosition(_ weight: String, offset: Int, position: Int, _ input: Matrix, into output: inout Matrix) {
    let first = position + offset
    let rows = tensor(weight).decode(rows: first..<first + input.rows)
    for index in input.values.indices { output.values[index] = input.values[index] + rows[index] }
  }

  public func rmsNorm(gain: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) {
    let gain = vector(gain)
    let width = input.columns
    Self.byRow(input, &output) { source, target in
      var squares = 0.0
      for index in 0..<width { squares += Double(source[index]) * Double(source[index]) }
      let factor = 1 / (Float(squares / Double(width)) + epsilon).squareRoot()
      gain.withUnsafeBufferPointer { gain in
        for index in 0..<width { target[index] = source[index] * factor * gain[index] }
      }
    }
  }

  public func layerNorm(gain: String, bias: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) {
    let gain = vector(gain)
    let bias = vector(bias)
    let width = input.columns
    Self.byRow(input, &output) { source, target in
      var sum = 0.0
      for index in 0..<width { sum += Double(source[index]) }
      let mean = Float(sum / Double(width))
      var squares = 0.0
      for index in 0..<width { squares += Double(source[index] - mean) * Double(source[index] - mean) }
      let factor = 1 / (Float(squares / Double(width)) + epsilon).squareRoot()
      for index in 0..<width { target[index] = (source[index] - mean) * factor * gain[index] + bias[index] }
    }
  }

  public func linear(_ layer: LinearLayer, _ input: Matrix, into output: inout Matrix) {
    let tensor = tensor(layer.weight)
    let matrix = hwk_matrix(
      data: tensor.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), row_bytes: Int64(tensor.rowBytes),
      columns: Int64(layer.inputs), type: tensor.type.rawValue)
    let kernel = LinearKernel(matrix: matrix, batch: input.rows, stride: layer.outputs)
    let bias = layer.bias.map { vector($0) }
    input.values.withUnsafeBufferPointer { source in
      output.values.withUnsafeMutableBufferPointer { target in
        bias.withUnsafePointer { bias in
          kernel.run(rows: layer.outputs, input: SharedInput(source), bias: bias, output: SharedBuffer(target))
        }
      }
    }
  }

  public func rotate(_ rotary: RotaryEmbedding, heads: Int, position: Int, _ input: Matrix, into output: inout Matrix) {
    guard let rotation else { preconditionFailure("the model has no rotary positions") }
    rotation.apply(heads: heads, position: position, input, into: &output)
  }

  public func attend(
    _ layer: AttentionLayer, query: Matrix, key: Matrix, value: Matrix, position: Int, cache: inout KeyValueCache,
    into output: inout Matrix
  ) {
    cache.append(layer: layer.layer, key: key, value: value)
    let group = layer.heads / layer.keyValueHeads
    let width = layer.headWidth
    let stride = cache.width
    let last = position + query.rows
    query.values.withUnsafeBufferPointer { query in
      cache.keys[layer.layer].withUnsafeBufferPointer { keys in
        cache.values[layer.layer].withUnsafeBufferPointer { values in
          output.values.withUnsafeMutableBufferPointer { output in
            let query = SharedInput(query)
            let keys = SharedInput(keys)
            let values = SharedInput(values)
            let output = SharedBuffer(output)
            // A head of a row costs two multiplications per element and position; threads pay off from some 50,000.
            Parallel.forEachRange(of: output.count / width, grain: max(1, 50_000 / (last * width))) { range in
              withUnsafeTemporaryAllocation(of: Float.self, capacity: last) { scores in
                for index in range {
                  let row = index / layer.heads
                  let offset = index % layer.heads / group * width
                  hwk_attend(
                    query.base + index * width, keys.base + offset, values.base + offset, Int64(stride),
                    Int64(position + row + 1),
                    Int64(width), layer.scale, scores.baseAddress, output.base + index * width)
                }
              }
            }
          }
        }
      }
    }
  }

  public func activate(_ function: ActivationFunction, _ input: Matrix, into output: inout Matrix) {
    Self.byRow(input, &output) { source, target in Self.apply(function, source, target, input.columns) }
  }

  public func gate(_ function: ActivationFunction, _ gate: Matrix, _ input: Matrix, into output: inout Matrix) {
    let width = input.columns
    input.values.withUnsafeBufferPointer { factors in
      let factors = SharedInput(factors)
      Self.byIndexedRow(gate, &output) { row, source, target in
        Self.apply(function, source, target, width)
        let factor = factors.base + row * width
        for index in 0..<width { target[index] *= factor[index] }
      }
    }
  }

  public func add(_ left: Matrix, _ right: Matrix, into output: inout Matrix) {
    left.values.withUnsafeBufferPointer { left in
      right.values.withUnsafeBufferPointer { right in
        output.values.withUnsafeMutableBufferPointer { output in
          for index in 0..<output.count { output[index] = left[index] + right[index] }
        }
      }
    }
  }

  private static func apply(
    _ function: ActivationFunction, _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    switch function {
    case .silu: hwk_silu(source, target, Int64(count))
    case .relu: for index in 0..<count { target[index] = max(source[index], 0) }
    case .gelu: for index in 0..<count { target[index] = source[index].gelu }
    }
  }

  private static func byRow(
    _ input: Matrix, _ output: inout Matrix, _ body: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    byIndexedRow(input, &output) { _, source, target in body(source, target) }
  }

  /// Calls `body` for every row, on all cores when there are many.
  private static func byIndexedRow(
    _ input: Matrix, _ output: inout Matrix, _ body: @Sendable (Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let width = input.columns
    let rows = input.rows
    input.values.withUnsafeBufferPointer { source in
      output.values.withUnsafeMutableBufferPointer { target in
        let source = SharedInput(source)
        let target = SharedBuffer(target)
        Parallel.forEachRange(of: rows, grain: max(1, 20_000 / width)) { range in
          for row in range { body(row, source.base + row * width, target.base + row * width) }
        }
      }
    }
  }
}

extension Float {
  /// GELU in its tanh form.
  public var gelu: Float { self / 2 * (1 + tanh(0.7978845608 * (self + 0.044715 * self * self * self))) }
}
