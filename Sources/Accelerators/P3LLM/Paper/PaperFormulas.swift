/// The cycles of the authors' simulator at 1 GHz (yc2367/P2-LLM, branch simulator, commit b4843f5; older than the paper's version
/// 4): closed formulas for products in memory and on the NPU.
enum PaperFormulas {
  /// What a processing unit in memory takes in one column access.
  struct InMemory: Hashable, Sendable {
    /// Bits of a weight, or of a key or value, and of the other operand.
    let bits: Double, otherBits: Double
    /// Terms of a dot product that a lane adds at once.
    let lanes: Int
    /// Inputs that share a column access: 2 with the throughput-enhanced mode.
    let reuse: Int

    /// Of one output tile for one input, or for two that share the columns.
    func tile(inputs: Int, isShared: Bool) -> Double {
      let outputs = isShared ? 2.0 : 1
      let perColumn = 8192 / bits / 16
      return Double(ceiling(inputs, lanes) * 4) + max(28, perColumn * otherBits / 128 * outputs) * Double(inputs) / perColumn
        + outputs * 32
    }

    /// A matrix with `batch` vectors: 2,048 outputs at a time.
    func linear(_ shape: ProductShape, batch: Int) -> Double {
      tile(inputs: shape.inputs, isShared: reuse == 2 && batch > 1)
        * Double(ceiling(shape.outputs, 2048) * ceiling(batch, reuse))
    }

    /// Queries with keys, or probabilities with values, of `batch` heads of keys and values on 16 pseudo-channels, each for
    /// `group` heads of queries: 128 outputs at a time.
    func attention(inputs: Int, outputs: Int, batch: Int, group: Int) -> Double {
      tile(inputs: inputs, isShared: reuse == 2 && group > 1)
        * Double(ceiling(outputs, 128) * ceiling(batch, 16) * ceiling(group, reuse))
    }
  }

  /// A product on the NPU: 4 inputs and 128 outputs a cycle, or 256 GB/s, whichever takes longer. Sums leave with 32 bits; the
  /// number of its cores plays no part.
  static func npu(_ shape: ProductShape, rows: Int, bits: Double, otherBits: Double, count: Int = 1) -> Double {
    let cycles = ceiling(shape.inputs, 4) * ceiling(shape.outputs, 128) * ceiling(rows, 128) * count
    let moved =
      Double(shape.weights) * bits + Double(rows * shape.inputs) * otherBits + Double(rows * shape.outputs) * 32
    return max(Double(cycles), moved * Double(count) / 2048)
  }
}
