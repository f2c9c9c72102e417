/// When each subgraph of a graph starts. A processor runs one at a time, from its start to its end.
public struct SubgraphSchedule: Equatable, Sendable {
  /// Of each subgraph, in nanoseconds.
  public let starts: [Int]

  /// With a start for each subgraph of the graph, in nanoseconds.
  public init(starts: [Int]) { self.starts = starts }

  /// When the last subgraph has ended, in nanoseconds.
  public func makespan(of graph: SubgraphGraph) -> Int {
    zip(starts, graph.subgraphs).reduce(0) { max($0, $1.0 + $1.1.nanoseconds) }
  }

  /// How long a processor works, and how long it idles between its first start and its last end: its bubbles. In nanoseconds.
  public func use(of processor: SubgraphProcessor, in graph: SubgraphGraph) -> (busy: Int, bubbles: Int) {
    var busy = 0, first = Int.max, last = 0
    for (start, subgraph) in zip(starts, graph.subgraphs) where subgraph.processor == processor && subgraph.nanoseconds > 0 {
      busy += subgraph.nanoseconds
      (first, last) = (min(first, start), max(last, start + subgraph.nanoseconds))
    }
    return (busy, busy == 0 ? 0 : last - first - busy)
  }

  /// Throws what makes the schedule impossible: a subgraph before one that it needs, or two at once on one processor.
  public func check(against graph: SubgraphGraph) throws(AcceleratorError) {
    guard starts.count == graph.subgraphs.count else {
      throw AcceleratorError("the schedule starts \(starts.count) of \(graph.subgraphs.count) subgraphs")
    }
    for (number, start) in starts.enumerated() {
      if start < 0 { throw AcceleratorError("subgraph \(number) starts at \(start) ns: before the beginning") }
      for need in graph.needs[number] where starts[Int(need)] + graph.subgraphs[Int(need)].nanoseconds > start {
        throw AcceleratorError(
          "subgraph \(number) starts at \(start) ns, but \(need), which it needs, ends at "
            + "\(starts[Int(need)] + graph.subgraphs[Int(need)].nanoseconds) ns")
      }
    }
    for processor in SubgraphProcessor.allCases {
      let numbers = starts.indices.filter { graph.subgraphs[$0].processor == processor && graph.subgraphs[$0].nanoseconds > 0 }
        .sorted { starts[$0] < starts[$1] }
      for (before, after) in zip(numbers, numbers.dropFirst())
      where starts[before] + graph.subgraphs[before].nanoseconds > starts[after] {
        throw AcceleratorError("subgraphs \(before) and \(after) run on one processor at \(starts[after]) ns")
      }
    }
  }
}
