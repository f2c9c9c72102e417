import Transformer

extension LLMNPU {
  /// What the six positions of a chunk in a layer are.
  static let subgraphs = [
    "norm and quantization", "query, key, value", "attention", "output", "norm and quantization", "feed-forward",
  ]

  /// The prompt's chunks over time, by the policy and on the machine that are set.
  public func schedule(prompt: Int) throws -> PromptSchedule? {
    var serial = 0.0
    let graph: SubgraphGraph
    switch configuration.machine {
    case .phone:
      let machine = PrefillMachine(configuration), model = PrefillModel("", layout.graph.configuration)
      graph = try model.graph(prompt: prompt, chunk: configuration.chunk, on: machine)
      serial = model.shadowSeconds(
        chunks: model.chunks(of: prompt, chunk: configuration.chunk), shadowed: 1 - configuration.prune / 100, on: machine)
    case .array: (graph, serial) = try ownGraph(prompt: prompt)
    }
    let schedule = configuration.schedule.schedule(graph)
    try schedule.check(against: graph)
    let names = Self.subgraphs.count
    let spans = zip(schedule.starts, graph.subgraphs).map { start, subgraph in
      PromptSchedule.Span(
        track: subgraph.processor.track, name: Self.subgraphs[subgraph.position % names], chunk: subgraph.chunk,
        layer: subgraph.position / names, start: Double(start) * 1e-9, end: Double(start + subgraph.nanoseconds) * 1e-9)
    }
    let uses = SubgraphProcessor.allCases.map { processor in
      let use = schedule.use(of: processor, in: graph)
      return PromptSchedule.Use(
        processor: processor.track, busySeconds: Double(use.busy) * 1e-9, bubbleSeconds: Double(use.bubbles) * 1e-9)
    }
    return PromptSchedule(
      policy: configuration.schedule.rawValue, machine: configuration.machine.rawValue,
      chunks: (prompt + configuration.chunk - 1) / configuration.chunk, serialSeconds: serial, spans: spans, uses: uses)
  }

  /// Subgraphs that take what the steps of this system's programs take, chunk by chunk, and the seconds of what no layer has: the
  /// embedding and the head.
  ///
  /// A chunk's steps wait for each other, so that the time between the ends of two subgraphs' last steps is the later one's. Making
  /// FP32 of sums and the gate, which this system's processor does, count to the NPU's subgraphs, as in the paper.
  private func ownGraph(prompt: Int) throws -> (graph: SubgraphGraph, serial: Double) {
    let layers = layout.graph.configuration.layers, count = Self.subgraphs.count
    var times: [[Int]] = [], serial = 0.0
    let estimate = SystemEstimate(self)
    for first in stride(from: 0, to: prompt, by: configuration.chunk) {
      let rows = min(configuration.chunk, prompt - first)
      try estimate.run(rows: rows, logits: first + rows == prompt ? .last : .none)
      var chunk = [Int](repeating: 0, count: layers * count), end = 0.0
      for span in estimate.program?.operations ?? [] where !span.steps.isEmpty {
        let done = estimate.timeline.spans[span.steps].reduce(end) { max($0, $1.end) }
        if let position = position(of: span.name) {
          chunk[position] += Int(((done - end) * 1e9).rounded())
        } else {
          serial += done - end
        }
        end = done
      }
      times.append(chunk)
    }
    let graph = try SubgraphGraph(
      chunks: times.count, positions: (0..<layers * count).map { PrefillModel.positions[$0 % count] },
      gathers: { $0 % count == PrefillModel.attention }, nanoseconds: { times[$0][$1] })
    return (graph, serial)
  }

  /// The subgraph that an operation belongs to: linear layers by what they read, all else by the linear layers around it.
  private func position(of name: String) -> Int? {
    guard let layer = Place(name).layer, let index = layout.graph.operations.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    let own = layout.graph.operations.indices.filter { Place(layout.graph.operations[$0].name).layer == layer }
    guard let attention = own.first(where: { layout.graph.operations[$0].isAttention }) else { return nil }
    let linears = own.filter { layout.graph.operations[$0].isOnNPU(of: layout.graph) }
    let before = linears.filter { $0 < attention }, output = linears.first { $0 > attention } ?? attention
    let feedForward = linears.first { $0 > output } ?? output
    let base = layer * Self.subgraphs.count
    if index < before.first ?? attention { return base }
    if before.contains(index) { return base + 1 }
    if index < output { return base + 2 }
    if index == output { return base + 3 }
    if index < feedForward { return base + 4 }
    return base + 5
  }
}

extension ModelGraph.Operation {
  fileprivate var isAttention: Bool { if case .attend = kind { true } else { false } }
}

extension SubgraphProcessor {
  /// As a row of a chart.
  fileprivate var track: String { self == .npu ? "NPU" : "processor" }
}

extension PrefillMachine {
  /// The paper's telephone with the rates that are set.
  init(_ configuration: LLMNPUConfiguration) {
    self.init()
    npu = ProductRoofline(
      startSeconds: npu.startSeconds, bytesPerSecond: configuration.weightRate, operationsPerSecond: npu.operationsPerSecond)
    processorOperationsPerSecond = configuration.processorRate
    secondsPerElement = 1 / configuration.elementRate
  }
}
