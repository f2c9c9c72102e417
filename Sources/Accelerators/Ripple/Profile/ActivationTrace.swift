import Transformer

/// Which neurons of each feed-forward layer were active at the positions of a text.
package struct ActivationTrace: Sendable {
  /// Neurons of each layer.
  package let neurons: [Int]
  /// By layer, then position: the active neurons in ascending order.
  package private(set) var active: [[[Int]]]

  package init(neurons: [Int], active: [[[Int]]]) { (self.neurons, self.active) = (neurons, active) }

  /// Runs a text in fp32, in windows, and notes what is active.
  ///
  /// With a ReLU a neuron is active where its activation is not zero. Another function has no zeros: there, the neurons of the
  /// largest magnitudes count, the share `top` of the layer.
  ///
  /// - Parameters:
  ///   - windows: tokens that are run together, each at most the model's context
  ///   - top: 0 to 1; nil for the zeros of a ReLU
  ///   - progress: called with the number of positions done
  package init(_ windows: [[Int]], model: LanguageModel, top: Double?, progress: ((Int) -> Void)? = nil) throws {
    let layers = model.graph.operations.filter { $0.name.hasSuffix(".ffn_activation") }
    guard !layers.isEmpty else { throw AcceleratorError("the model has no feed-forward layers to place") }
    if top == nil, model.configuration.activation != .relu {
      throw AcceleratorError(
        "the model's activations have no zeros: its function is \(model.configuration.activation); give --top, such as 0.15")
    }
    neurons = layers.map { model.graph.values[$0.output].width }
    let numbers = Dictionary(uniqueKeysWithValues: layers.enumerated().map { ($1.output, $0) })
    var found = [[[Int]]](repeating: [], count: layers.count)
    var done = 0
    for window in windows {
      var session = model.session(capacity: window.count)
      for start in stride(from: 0, to: window.count, by: Self.batch) {
        let end = min(start + Self.batch, window.count)
        _ = try session.run(Array(window[start..<end]), logits: .none) { operation, _, output in
          guard let layer = numbers[operation.output] else { return }
          for row in 0..<output.rows { found[layer].append(Self.active(output[row: row], top: top)) }
        }
        done += end - start
        progress?(done)
      }
    }
    active = found
  }

  private static let batch = 128

  private static func active(_ row: ArraySlice<Float>, top: Double?) -> [Int] {
    guard let top else { return row.indices.filter { row[$0] != 0 }.map { $0 - row.startIndex } }
    let kept = min(row.count, max(1, Int((Double(row.count) * top).rounded())))
    let order = (0..<row.count).sorted {
      let (one, other) = (row[row.startIndex + $0].magnitude, row[row.startIndex + $1].magnitude)
      return one == other ? $0 < $1 : one > other
    }
    return order[..<kept].sorted()
  }

  /// Positions of the text.
  package var positions: Int { active.first?.count ?? 0 }

  /// The counts of one layer.
  package func coActivation(layer: Int) throws(AcceleratorError) -> CoActivation {
    var counts = try CoActivation(neurons: neurons[layer])
    for neurons in active[layer] { try counts.add(neurons) }
    return counts
  }
}
