/// The shortest schedule of a small graph, by branch and bound.
///
/// A shortest schedule is among those in which no subgraph could start earlier without delaying another. All of these are tried, save
/// what a lower bound excludes: of the subgraphs that could run the one that would end first is looked for, and one of those that
/// want its processor before that end comes next (Giffler and Thompson, Algorithms for Solving Production-Scheduling Problems,
/// 1960). Their number grows exponentially with that of the subgraphs: two dozen are within a second.
public enum OptimalSchedule {
  /// - Throws: when more than `limit` partial orders were tried.
  public static func schedule(_ graph: SubgraphGraph, limit: Int = 10_000_000) throws(AcceleratorError) -> SubgraphSchedule {
    var search = Search(graph: graph, limit: limit)
    try search.run()
    return SubgraphSchedule(starts: search.bestStarts)
  }

  private struct Search {
    let graph: SubgraphGraph, limit: Int
    /// Of each subgraph its own time and that of the longest chain of successors.
    let tails: [Int]
    var bestStarts: [Int], best: Int
    var starts: [Int], left: [Int], work: [Int], free = [0, 0], tried = 0
    let successors: [[Int32]]

    init(graph: SubgraphGraph, limit: Int) {
      (self.graph, self.limit) = (graph, limit)
      successors = graph.successors
      var tails = graph.subgraphs.map(\.nanoseconds)
      for number in tails.indices.reversed() { tails[number] += successors[number].reduce(0) { max($0, tails[Int($1)]) } }
      self.tails = tails
      let greedy = SchedulingPolicy.allCases.map { $0.schedule(graph) }.min { $0.makespan(of: graph) < $1.makespan(of: graph) }
      bestStarts = greedy?.starts ?? []
      best = greedy?.makespan(of: graph) ?? 0
      starts = graph.subgraphs.map { _ in -1 }
      left = graph.needs.map(\.count)
      work = SubgraphProcessor.allCases.map { processor in
        graph.subgraphs.reduce(0) { $0 + ($1.processor == processor ? $1.nanoseconds : 0) }
      }
    }

    mutating func run() throws(AcceleratorError) { try extend(count: 0, end: 0) }

    private mutating func extend(count: Int, end: Int) throws(AcceleratorError) {
      tried += 1
      if tried > limit { throw AcceleratorError("no shortest schedule within \(limit) partial orders: take fewer subgraphs") }
      if count == starts.count {
        if end < best { (best, bestStarts) = (end, starts) }
        return
      }
      let candidates = starts.indices.filter { starts[$0] < 0 && left[$0] == 0 }.map { number in
        let free = free[graph.subgraphs[number].processor.rawValue]
        let start = graph.needs[number].reduce(free) { max($0, starts[Int($1)] + graph.subgraphs[Int($1)].nanoseconds) }
        return (number: number, start: start, end: start + graph.subgraphs[number].nanoseconds)
      }
      let bound = candidates.reduce(max(free[0] + work[0], free[1] + work[1])) { max($0, $1.start + tails[$1.number]) }
      guard bound < best, let first = candidates.min(by: { $0.end < $1.end }) else { return }
      let wanted = graph.subgraphs[first.number].processor
      // Those with the longest chain behind them first.
      let next = candidates.filter { candidate in
        graph.subgraphs[candidate.number].processor == wanted && (candidate.start < first.end || candidate.number == first.number)
      }
      for (number, start, _) in next.sorted(by: { tails[$0.number] > tails[$1.number] }) {
        let subgraph = graph.subgraphs[number], processor = subgraph.processor.rawValue, before = free[processor]
        starts[number] = start
        free[processor] = start + subgraph.nanoseconds
        work[processor] -= subgraph.nanoseconds
        for successor in successors[number] { left[Int(successor)] -= 1 }
        try extend(count: count + 1, end: max(end, start + subgraph.nanoseconds))
        for successor in successors[number] { left[Int(successor)] += 1 }
        work[processor] += subgraph.nanoseconds
        free[processor] = before
        starts[number] = -1
      }
    }
  }
}
