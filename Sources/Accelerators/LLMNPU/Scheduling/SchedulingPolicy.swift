/// Which of the subgraphs that could run a processor takes next.
public enum SchedulingPolicy: String, CaseIterable, Codable, Sendable {
  /// One subgraph after the other, chunk by chunk: the processors never work at the same time.
  case inOrder = "in-order"
  /// Each processor takes the first subgraph that is ready, in the order of the chunks.
  case overlap
  /// The paper's greedy rule (section 3.4, equation 5): of those that are ready, the one with the largest C. C is the time of the
  /// subgraphs that become ready with its end: positive on the processor, where unlocked work keeps the NPU busy; negative on the
  /// NPU. Ties go to the earlier chunk, then to the earlier position.
  case outOfOrder = "out-of-order"

  /// A schedule of the graph, in time that grows with the number of needs.
  public func schedule(_ graph: SubgraphGraph) -> SubgraphSchedule {
    switch self {
    case .inOrder:
      var time = 0
      return SubgraphSchedule(
        starts: graph.subgraphs.map { subgraph in
          defer { time += subgraph.nanoseconds }
          return time
        })
    case .overlap, .outOfOrder:
      var scheduling = ListScheduling(graph, takesFirst: self == .overlap)
      return scheduling.run()
    }
  }
}
