import Transformer

/// A gate's matrix of low rank, fitted to what a model's layer sees over a text: the sign of what it gives predicts which neurons are
/// active, long before their weights have come from flash.
///
/// Of all matrices of that rank it has the least squared error of the gates over the text (reduced-rank regression): with C the
/// inputs' second moments, W the gate's rows and Q the `rank` first eigenvectors of W C W^T, it is Q (Q^T W). The idea is that of the
/// predictors that the paper takes from others (Deja Vu, PowerInfer), which train small networks.
struct LowRankPredictor: Sendable {
  /// FP32 [rank][column] and [neuron][rank].
  let inner: [Float], outer: [Float]
  /// A neuron is predicted where its gate is above.
  let threshold: Float

  /// Rounds of subspace iteration: more change little.
  private static let rounds = 12

  /// - Parameters:
  ///   - inputs: [position][column]
  ///   - weights: the gate's matrix, [neuron][column]
  ///   - recall: share of the neurons active over the text that are predicted, 0 to 1
  init(inputs: [Float], weights: [Float], columns: Int, rank: Int, recall: Double) {
    let neurons = weights.count / columns, positions = inputs.count / columns, rank = min(rank, columns, neurons)
    let moments = Self.product(Self.transposed(inputs, columns), inputs, inner: positions)
    let transposed = Self.transposed(weights, columns)
    // [neuron][rank]; any start that is not orthogonal to what is sought.
    var basis = (0..<neurons * rank).map { Float(($0 &* 2_654_435_761) >> 7 & 0xffff) / 65536 - 0.5 }
    for _ in 0..<Self.rounds {
      Self.orthonormalize(&basis, rank)
      let narrow = Self.product(moments, Self.product(transposed, basis, inner: neurons), inner: columns)
      basis = Self.product(weights, narrow, inner: columns)
    }
    Self.orthonormalize(&basis, rank)
    outer = basis
    inner = Self.product(Self.transposed(basis, rank), weights, inner: neurons)
    let guesses = Self.product(
      Self.product(inputs, Self.transposed(inner, columns), inner: columns), Self.transposed(outer, rank), inner: rank)
    let gates = Self.product(inputs, transposed, inner: columns)
    let active = zip(gates, guesses).compactMap { $0 > 0 ? $1 : nil }.sorted()
    threshold = active.isEmpty ? 0 : active[min(active.count - 1, Int(Double(active.count) * (1 - recall)))].nextDown
  }

  /// [rows][inner] times [inner][columns].
  private static func product(_ left: [Float], _ right: [Float], inner: Int) -> [Float] {
    let rows = left.count / inner, columns = right.count / inner
    return [Float](unsafeUninitializedCapacity: rows * columns) { result, count in
      result.initialize(repeating: 0)
      right.withUnsafeBufferPointer { right in
        for row in 0..<rows {
          for index in 0..<inner {
            let factor = left[row * inner + index]
            for column in 0..<columns { result[row * columns + column] += factor * right[index * columns + column] }
          }
        }
      }
      count = rows * columns
    }
  }

  private static func transposed(_ matrix: [Float], _ columns: Int) -> [Float] {
    let rows = matrix.count / columns
    return (0..<columns).flatMap { column in (0..<rows).map { matrix[$0 * columns + column] } }
  }

  /// Columns of [row][rank] by the modified Gram-Schmidt process.
  private static func orthonormalize(_ matrix: inout [Float], _ rank: Int) {
    let rows = matrix.count / rank
    for column in 0..<rank {
      for other in 0..<column {
        var dot: Float = 0
        for row in 0..<rows { dot += matrix[row * rank + column] * matrix[row * rank + other] }
        for row in 0..<rows { matrix[row * rank + column] -= dot * matrix[row * rank + other] }
      }
      var square: Float = 0
      for row in 0..<rows { square += matrix[row * rank + column] * matrix[row * rank + column] }
      let scale = square > 0 ? 1 / square.squareRoot() : 0
      for row in 0..<rows { matrix[row * rank + column] *= scale }
    }
  }
}

/// What a model's gates read over a text: FP32 [position][column] of each layer.
struct GateInputs {
  private(set) var layers: [[Float]]

  init(_ windows: [[Int]], model: LanguageModel) throws {
    let gates = model.graph.operations.filter { $0.name.hasSuffix(".ffn_gate") }
    let numbers = Dictionary(uniqueKeysWithValues: gates.enumerated().map { ($1.inputs[0], $0) })
    var found = [[Float]](repeating: [], count: gates.count)
    for window in windows {
      var session = model.session(capacity: window.count)
      _ = try session.run(window, logits: .none) { operation, _, output in
        guard let layer = numbers[operation.output] else { return }
        for row in 0..<output.rows { found[layer] += output[row: row] }
      }
    }
    layers = found
  }
}
