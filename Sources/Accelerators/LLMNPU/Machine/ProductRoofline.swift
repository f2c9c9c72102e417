/// How long a processor takes for a product of matrices: a start, then the longer of its operations and its weights' way from
/// memory.
package struct ProductRoofline: Hashable, Sendable {
  /// Of one call, whatever its size.
  package let startSeconds: Double
  /// Of weights.
  package let bytesPerSecond: Double
  /// Two for a multiplication and its addition; infinite where what was measured is bound by memory alone.
  package let operationsPerSecond: Double

  package init(startSeconds: Double, bytesPerSecond: Double, operationsPerSecond: Double = .infinity) {
    (self.startSeconds, self.bytesPerSecond, self.operationsPerSecond) = (startSeconds, bytesPerSecond, operationsPerSecond)
  }

  /// Seconds of one call that multiplies `rows` vectors with each of some matrices.
  package func seconds(rows: Int, matrices: [ProductShape], bytesPerWeight: Int = 1) -> Double {
    startSeconds
      + matrices.reduce(0) {
        $0
          + max(
            2 * Double(rows * $1.weights) / operationsPerSecond, Double($1.weights * bytesPerWeight) / bytesPerSecond)
      }
  }
}

/// Inputs and outputs of a matrix.
package struct ProductShape: Hashable, Sendable {
  package let inputs: Int, outputs: Int
  package init(_ inputs: Int, _ outputs: Int) { (self.inputs, self.outputs) = (inputs, outputs) }
  package var weights: Int { inputs * outputs }
}
