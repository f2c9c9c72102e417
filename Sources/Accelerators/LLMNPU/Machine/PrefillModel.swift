import Transformer

/// What the prefill of a model asks of the two processors, as llm.npu divides it (section 3.2): six subgraphs a layer, of which
/// attention alone grows with the chunk's number.
package struct PrefillModel: Sendable {
  /// What the paper's ablation adds one after the other (figure 19).
  package enum Step: String, CaseIterable, Sendable {
    case processor = "CPU"
    case naive = "naive NPU"
    case chunks = "+ chunks"
    case shadow = "+ shadow outliers"
    case outOfOrder = "+ out of order"
  }

  package let name: String, layers: Int
  let width: Int, queryWidth: Int, keyValueWidth: Int, feedForwardWidth: Int
  /// Matrices in front of the feed-forward network's neurons: 2 where one of them is a gate.
  let gates: Int

  package init(_ name: String, _ sizes: ModelConfiguration) {
    (self.name, layers, width) = (name, sizes.layers, sizes.width)
    (queryWidth, keyValueWidth) = (sizes.heads * sizes.headWidth, sizes.keyValueWidth)
    (feedForwardWidth, gates) = (sizes.feedForwardWidth, sizes.family == .opt || sizes.family == .phi ? 1 : 2)
  }

  private init(_ name: String, shape: String) {
    guard let found = ModelShape.published.first(where: { $0.name == shape }) else { preconditionFailure("no shape \(shape)") }
    self.init(name, found.configuration)
  }
  package static let qwen18B = Self("Qwen1.5-1.8B", shape: "qwen1.5-1.8b")
  package static let gemma2B = Self("Gemma-2B", shape: "gemma-2b")
  package static let llama7B = Self("LLaMA-2-7B", shape: "llama2-7b")

  /// Of one layer, by the NPU's subgraph: query, key and value; output; the feed-forward.
  private var products: [[ProductShape]] {
    [
      [ProductShape(width, queryWidth + 2 * keyValueWidth)], [ProductShape(queryWidth, width)],
      [ProductShape(width, gates * feedForwardWidth), ProductShape(feedForwardWidth, width)],
    ]
  }
  /// In the matrices of all layers.
  package var weights: Int { layers * products.joined().reduce(0) { $0 + $1.weights } }
  /// Positions of a chunk's subgraphs in a layer: norm and quantization, query to value, attention, output, norm, feed-forward.
  static let positions: [SubgraphProcessor] = [.processor, .npu, .processor, .npu, .processor, .npu]
  static let attention = 2

  /// Of 256 positions unless said otherwise; the last one is padded.
  package func chunks(of prompt: Int, chunk: Int = 256) -> Int { (prompt + chunk - 1) / chunk }

  /// Seconds of a layer's subgraphs for `rows` positions, the last of which is number `context`.
  private func layerSeconds(rows: Int, context: Int, on machine: PrefillMachine, isGrouped: Bool) -> [Double] {
    let npu = products.map { machine.npu.seconds(rows: rows, matrices: $0) * (isGrouped ? machine.groupFactor : 1) }
    func elements(_ width: Int) -> Double { Double(rows * width) * machine.secondsPerElement }
    return [
      elements(width), npu[0],
      elements(queryWidth + 2 * keyValueWidth) + attentionSeconds(rows: rows, context: context, on: machine), npu[1],
      elements(2 * width), npu[2],
    ]
  }

  /// What the processors wait for each other in the layers that have shadow outliers.
  func shadowSeconds(chunks: Int, shadowed: Double, on machine: PrefillMachine) -> Double {
    Double(chunks * layers) * shadowed * machine.shadowSeconds
  }

  /// Scores and weighted values: two products of queries with `context` keys or values.
  private func attentionSeconds(rows: Int, context: Int, on machine: PrefillMachine) -> Double {
    4 * Double(rows * context * queryWidth) / machine.processorOperationsPerSecond
  }

  /// The subgraphs of a prompt in chunks.
  package func graph(prompt: Int, chunk: Int = 256, on machine: PrefillMachine) throws(AcceleratorError) -> SubgraphGraph {
    let times = (0..<chunks(of: prompt, chunk: chunk)).map {
      layerSeconds(rows: chunk, context: ($0 + 1) * chunk, on: machine, isGrouped: false)
    }
    let count = Self.positions.count
    return try SubgraphGraph(
      chunks: times.count, positions: (0..<layers * count).map { Self.positions[$0 % count] },
      gathers: { $0 % count == Self.attention }, nanoseconds: { Int((times[$0][$1 % count] * 1e9).rounded()) })
  }

  /// Seconds until the prompt is done.
  ///
  /// - Parameter shadowed: The share of the layers that have shadow outliers; the paper leaves them out of 85 % (section 3.3).
  package func seconds(
    prompt: Int, chunk: Int = 256, step: Step, shadowed: Double = 0.15, on machine: PrefillMachine
  ) -> Double {
    let chunks = chunks(of: prompt, chunk: chunk)
    func inOrder(chunk: Int, chunks: Int, isGrouped: Bool) -> Double {
      (0..<chunks).reduce(0) { sum, number in
        sum + Double(layers)
          * layerSeconds(rows: chunk, context: (number + 1) * chunk, on: machine, isGrouped: isGrouped).reduce(0, +)
      }
    }
    let shadow = shadowSeconds(chunks: chunks, shadowed: shadowed, on: machine)
    switch step {
    case .processor:
      let layer = layerSeconds(rows: prompt, context: prompt, on: machine, isGrouped: false)
      let others = zip(layer, Self.positions).reduce(0) { $0 + ($1.1 == .processor ? $1.0 : 0) }
      return 2 * Double(prompt * weights) / machine.processorOperationsPerSecond + Double(layers) * others
    case .naive:
      return inOrder(chunk: prompt, chunks: 1, isGrouped: true) + Double(weights) * machine.buildSecondsPerWeight
    case .chunks: return inOrder(chunk: chunk, chunks: chunks, isGrouped: true)
    case .shadow: return inOrder(chunk: chunk, chunks: chunks, isGrouped: false) + shadow
    case .outOfOrder:
      guard let graph = try? graph(prompt: prompt, chunk: chunk, on: machine) else {
        preconditionFailure("a chunk's order is legal")
      }
      return Double(SchedulingPolicy.outOfOrder.schedule(graph).makespan(of: graph)) * 1e-9 + shadow
    }
  }
}
