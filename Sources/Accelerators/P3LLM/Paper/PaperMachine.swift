/// A machine of P3-LLM's evaluation: which formats it has, and what runs in memory.
package struct PaperMachine: Hashable, Sendable {
  /// Bits of weights, activations, and keys and values.
  var weights = 16.0, activations = 16.0, keysAndValues = 16.0
  /// Bits of attention's probabilities.
  var probabilities = 16.0
  /// Terms of a dot product in memory, and of probabilities with values; nil without processing in memory.
  var lanes: Int?, probabilityLanes: Int?
  /// Inputs that share a column access, and for probabilities.
  var reuse = 1, probabilityReuse = 1
  /// From this batch on the linear layers are the NPU's.
  var offloadsFrom = Int.max
  /// Whether queries meet keys on the NPU, in models whose keys are quantized before the rotation, or in all.
  var scoresOnNPU = ScoresOnNPU.never

  package enum ScoresOnNPU: Sendable { case never, beforeRotation, always }

  package static let npu = Self()
  static let hbmPIM = Self(lanes: 1, probabilityLanes: 1, offloadsFrom: 4)
  static let ecco = Self(weights: 4, activations: 8, keysAndValues: 4)
  static let pimba = Self(
    weights: 8, activations: 8, keysAndValues: 8, probabilities: 8, lanes: 2, probabilityLanes: 2)
  /// The steps of the ablation. With probabilities of 16 bits the paper is silent about attention: here two of four lanes take
  /// them, no second input shares their columns, and the scores are the NPU's.
  static let formats = Self(
    weights: 4, activations: 8, keysAndValues: 4, lanes: 4, probabilityLanes: 2, scoresOnNPU: .always)
  static let enhanced = Self(
    weights: 4, activations: 8, keysAndValues: 4, lanes: 4, probabilityLanes: 2, reuse: 2, scoresOnNPU: .always)
  package static let p3 = Self(
    weights: 4, activations: 8, keysAndValues: 4, probabilities: 8, lanes: 4, probabilityLanes: 4, reuse: 2, probabilityReuse: 2,
    offloadsFrom: 8, scoresOnNPU: .beforeRotation)

  /// Seconds of a token of each of `batch` sequences.
  package func seconds(_ model: P3Model, batch: Int, context: Int) -> Double {
    (linear(model, batch: batch) + attention(model, batch: batch, context: context)) * 1e-9
  }

  private func linear(_ model: P3Model, batch: Int) -> Double {
    model.matrices.reduce(0) { sum, matrix in
      let cycles: Double
      if let lanes, batch < offloadsFrom {
        cycles = PaperFormulas.InMemory(bits: weights, otherBits: activations, lanes: lanes, reuse: reuse)
          .linear(matrix.shape, batch: batch)
      } else {
        cycles = PaperFormulas.npu(matrix.shape, rows: batch, bits: weights, otherBits: activations)
      }
      return sum + cycles * Double(matrix.count)
    }
  }

  private func attention(_ model: P3Model, batch: Int, context: Int) -> Double {
    let heads = batch * model.keyValueHeads, group = model.heads / model.keyValueHeads, width = model.headWidth
    func npu(_ shape: ProductShape, _ bits: Double) -> Double {
      PaperFormulas.npu(shape, rows: group, bits: keysAndValues, otherBits: bits, count: heads)
    }
    let scoreShape = ProductShape(width, context), valueShape = ProductShape(context, width)
    guard let lanes, let probabilityLanes else {
      return Double(model.layers) * (npu(scoreShape, activations) + npu(valueShape, probabilities))
    }
    let scores: Double
    if scoresOnNPU == .always || scoresOnNPU == .beforeRotation && model.quantizesBeforeRotation {
      scores = npu(scoreShape, activations)
    } else {
      // Too few heads for the channels: a quarter of the positions each on four times as many.
      let split = heads < 16 ? 4 : 1
      scores = PaperFormulas.InMemory(bits: keysAndValues, otherBits: activations, lanes: lanes, reuse: reuse)
        .attention(inputs: width, outputs: context / split, batch: heads * split, group: group)
    }
    let values = PaperFormulas.InMemory(
      bits: keysAndValues, otherBits: probabilities, lanes: probabilityLanes, reuse: probabilityReuse
    ).attention(inputs: context, outputs: width, batch: heads, group: group)
    return Double(model.layers) * (scores + values)
  }
}
