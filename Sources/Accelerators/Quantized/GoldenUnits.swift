import CKernels
import Dispatch
import Transformer
import Units

/// The units' golden models: plain Swift, bit-exact with the RTL.
public struct GoldenUnits: OperatorUnits, Sendable {
  public init() {}

  public mutating func begin(_ operation: ModelGraph.Operation, position: Int) {}

  public func quantize(_ values: [Float], exponents: [Int]?) -> BlockQuantizedVector {
    BlockQuantizerModel.quantize(values, exponents: exponents)
  }

  public func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) -> [[Int64]] {
    var results = vectors.map { _ in [Int64](repeating: 0, count: matrix.rows) }
    let padded = vectors.map { $0.codes + [Int8](repeating: 0, count: matrix.groups * BlockQuantizer.group - $0.codes.count) }
    let pieces = 4
    let bounds = (0...pieces).map { matrix.rows * $0 / pieces }
    for index in vectors.indices {
      results[index].withUnsafeMutableBufferPointer { sums in
        matrix.values.withUnsafeBufferPointer { weights in
          padded[index].withUnsafeBufferPointer { codes in
            vectors[index].shifts.withUnsafeBufferPointer { shifts in
              let work = Work(
                weights: weights.baseAddress!, codes: codes.baseAddress!, shifts: shifts.baseAddress!, sums: sums.baseAddress!)
              DispatchQueue.concurrentPerform(iterations: pieces) { piece in
                hwk_block_product(
                  work.weights, Int64(matrix.rows), Int64(bounds[piece]), Int64(bounds[piece + 1]), Int64(matrix.groups),
                  work.codes,
                  work.shifts, work.sums)
              }
            }
          }
        }
      }
    }
    return results
  }

  /// What the threads of one product share; each writes its own rows.
  private struct Work: @unchecked Sendable {
    let weights: UnsafePointer<Int8>
    let codes: UnsafePointer<Int8>
    let shifts: UnsafePointer<UInt8>
    let sums: UnsafeMutablePointer<Int64>
  }

  public func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) -> [[Int64]] {
    vectors.map { vector in
      var sums = [Int64](repeating: 0, count: codes.outputs)
      codes.codes.withUnsafeBufferPointer { weights in
        for row in 0..<codes.rows {
          let start = codes.offset + row * codes.stride
          if codes.isTransposed {
            let factor = Int64(vector.codes[row]) << Int64(vector.shifts[row / BlockQuantizer.group])
            for column in 0..<codes.columns { sums[column] += factor * Int64(weights[start + column]) }
          } else {
            var sum: Int64 = 0
            for column in 0..<codes.columns {
              sum +=
                (Int64(vector.codes[column]) * Int64(weights[start + column]))
                << Int64(vector.shifts[column / BlockQuantizer.group])
            }
            sums[row] = sum
          }
        }
      }
      return sums
    }
  }

  public func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) -> [Float] {
    sums.indices.map { RowScalerModel.scale(sums[$0], exponent: exponent + (exponents?[$0] ?? 0), by: scales.value(at: $0)) }
  }

  public func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) -> [Float] {
    RMSNorm.golden(values, gains: gains, epsilon: epsilon)
  }

  public func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) -> [Float] {
    LayerNorm.golden(values, gains: gains, biases: biases, epsilon: epsilon)
  }

  public func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) -> (low: [Float], high: [Float]) {
    var result = (low: low, high: high)
    for index in low.indices {
      (result.low[index], result.high[index]) = Units.RotaryEmbedding.golden(
        low[index], high[index], cosine: cosines[index], sine: sines[index])
    }
    return result
  }

  public func softmax(_ scores: [Float]) -> [Float] { Softmax.golden(scores) }

  public func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) -> [Float] {
    zip(gate, up).map { GatedActivation.golden(gate: $0, up: $1, kind: function.kind) }
  }

  public func add(_ left: [Float], _ right: [Float]) -> [Float] { zip(left, right).map { ResidualAdd.golden($0, $1) } }

  public func argmax(_ values: [Float]) -> Int { Argmax.golden(values)?.index ?? 0 }
}

extension ActivationFunction {
  /// The kind of the unit that computes it.
  var kind: ActivationKind {
    switch self {
    case .silu: .silu
    case .relu: .relu
    }
  }
}
