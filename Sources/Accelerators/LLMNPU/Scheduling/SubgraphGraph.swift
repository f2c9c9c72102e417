/// One of the two processors of llm.npu: what the paper calls NPU and CPU/GPU (section 2.1).
public enum SubgraphProcessor: Int, CaseIterable, Hashable, Sendable {
  case npu, processor

  /// The one that a subgraph's successors wait for.
  public var other: Self { self == .npu ? .processor : .npu }
}

/// A part of a layer for one chunk of the prompt, executed as a whole by one processor (llm.npu, section 3.4: G(i, j)).
public struct Subgraph: Equatable, Sendable {
  /// The chunk i, and the position j within the chunk's sequence of subgraphs.
  public let chunk: Int, position: Int
  public let processor: SubgraphProcessor
  /// How long it takes, in nanoseconds: integers, so that two schedules of the same work compare exactly.
  public let nanoseconds: Int

  /// G(`chunk`, `position`), which `processor` executes in so many nanoseconds.
  public init(chunk: Int, position: Int, processor: SubgraphProcessor, nanoseconds: Int) {
    (self.chunk, self.position, self.processor, self.nanoseconds) = (chunk, position, processor, nanoseconds)
  }
}

/// The subgraphs of a prompt and what each needs, in an order in which they could run one after the other.
public struct SubgraphGraph: Sendable {
  public let subgraphs: [Subgraph]
  /// Of each subgraph the numbers of those that must have ended before it starts: earlier ones only.
  public let needs: [[Int32]]

  /// Refuses durations below 0 and needs that are not earlier subgraphs: a graph of these has no loop.
  public init(_ subgraphs: [Subgraph], needs: [[Int32]]) throws(AcceleratorError) {
    guard subgraphs.count == needs.count else {
      throw AcceleratorError("\(subgraphs.count) subgraphs have \(needs.count) lists of needs")
    }
    for (number, (subgraph, needed)) in zip(subgraphs, needs).enumerated() {
      if subgraph.nanoseconds < 0 {
        throw AcceleratorError("subgraph \(number) takes \(subgraph.nanoseconds) ns: less than no time")
      }
      for need in needed where need < 0 || need >= number {
        throw AcceleratorError("subgraph \(number) needs \(need), which is no earlier subgraph")
      }
    }
    (self.subgraphs, self.needs) = (subgraphs, needs)
  }

  /// The prompt's chunks, each going through the same positions (llm.npu, section 3.4).
  ///
  /// - Parameters:
  ///   - chunks: How many chunks the prompt has.
  ///   - positions: The processor of each position.
  ///   - gathers: Whether the position takes what earlier chunks made at the position before it, as attention takes their keys
  ///     and values (the paper's dependency across chunks); all positions need their own chunk's position before.
  ///   - nanoseconds: Time of a position for a chunk; that of attention grows with the chunk's number.
  public init(
    chunks: Int, positions: [SubgraphProcessor], gathers: (_ position: Int) -> Bool,
    nanoseconds: (_ chunk: Int, _ position: Int) -> Int
  ) throws(AcceleratorError) {
    var subgraphs: [Subgraph] = [], needs: [[Int32]] = []
    for chunk in 0..<chunks {
      for (position, processor) in positions.enumerated() {
        subgraphs.append(
          Subgraph(chunk: chunk, position: position, processor: processor, nanoseconds: nanoseconds(chunk, position)))
        let sources = position == 0 ? chunk..<chunk : gathers(position) ? 0..<chunk + 1 : chunk..<chunk + 1
        needs.append(sources.map { Int32($0 * positions.count + position - 1) })
      }
    }
    try self.init(subgraphs, needs: needs)
  }

  /// Of each subgraph those that need it.
  var successors: [[Int32]] {
    var result = [[Int32]](repeating: [], count: subgraphs.count)
    for (number, needed) in needs.enumerated() { for need in needed { result[Int(need)].append(Int32(number)) } }
    return result
  }
}
