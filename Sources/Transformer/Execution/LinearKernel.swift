import CKernels

/// Runs one matrix over a batch of vectors on all cores.
struct LinearKernel: @unchecked Sendable {
  let matrix: hwk_matrix
  /// Vectors.
  let batch: Int
  /// Floats from one output vector to the next.
  let stride: Int

  /// Fills all `rows` outputs of every vector.
  func run(rows: Int, input: SharedInput<Float>, bias: SharedInput<Float>?, output: SharedBuffer<Float>) {
    let columns = Int(matrix.columns)
    // Whole panels of 16 rows; a thread pays off from some 50,000 multiplications.
    let panels = (rows + 15) / 16
    Parallel.forEachRange(of: panels, grain: max(1, 50_000 / (16 * columns * batch))) { range in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Int(hwk_linear_scratch(matrix.columns))) { scratch in
        withUnsafePointer(to: matrix) { matrix in
          hwk_linear(
            matrix, Int64(range.lowerBound * 16), Int64(min(rows, range.upperBound * 16)), input.base, Int64(batch), bias?.base,
            output.base, Int64(stride), scratch.baseAddress)
        }
      }
    }
  }
}

/// A buffer that several cores read at the same time.
struct SharedInput<Element>: @unchecked Sendable {
  let base: UnsafePointer<Element>

  /// - Precondition: the buffer is not empty.
  init(_ buffer: UnsafeBufferPointer<Element>) {
    guard let address = buffer.baseAddress else { preconditionFailure("an empty buffer has nothing to share") }
    base = address
  }
}

extension Optional where Wrapped == [Float] {
  /// Calls `body` with the array's elements, or with nil when there is no array.
  func withUnsafePointer(_ body: (SharedInput<Float>?) -> Void) {
    if let array = self {
      array.withUnsafeBufferPointer { body(SharedInput($0)) }
    } else {
      body(nil)
    }
  }
}
