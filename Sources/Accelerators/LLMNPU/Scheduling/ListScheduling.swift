import HeapModule

/// A schedule made as time goes on: whenever a processor is free, it takes the ready subgraph with the largest C (llm.npu, section
/// 3.4), or the first one.
struct ListScheduling {
  /// A ready subgraph with its C when it was entered; an entry whose C has changed since is passed over.
  private struct Entry: Comparable {
    let value: Int, number: Int
    static func < (left: Self, right: Self) -> Bool {
      left.value != right.value ? left.value < right.value : left.number > right.number
    }
  }

  private let graph: SubgraphGraph, successors: [[Int32]], takesFirst: Bool
  /// Of each subgraph how many needs have not ended, and the sum of their numbers: with one left it is that one's number.
  private var left: [Int], leftSum: [Int]
  /// Of each subgraph the time of those that wait for nothing else.
  private var unlocked: [Int]
  private var isReady: [Bool], hasStarted: [Bool], starts: [Int]
  private var queues: [Heap<Entry>] = [.init(), .init()]

  /// With `takesFirst` C plays no part.
  init(_ graph: SubgraphGraph, takesFirst: Bool) {
    (self.graph, self.takesFirst) = (graph, takesFirst)
    successors = graph.successors
    left = graph.needs.map(\.count)
    leftSum = graph.needs.map { $0.reduce(0) { $0 + Int($1) } }
    let none = [Bool](repeating: false, count: graph.subgraphs.count), zero = none.map { _ in 0 }
    (unlocked, isReady, hasStarted, starts) = (zero, none, none, zero)
    for number in left.indices where left[number] == 1 { unlocked[leftSum[number]] += graph.subgraphs[number].nanoseconds }
  }

  mutating func run() -> SubgraphSchedule {
    for number in left.indices where left[number] == 0 { enter(number) }
    var running: [(number: Int, end: Int)?] = [nil, nil], now = 0
    while true {
      for processor in running.indices where running[processor] == nil {
        guard let number = next(processor) else { continue }
        starts[number] = now
        running[processor] = (number, now + graph.subgraphs[number].nanoseconds)
      }
      guard let time = running.compactMap({ $0?.end }).min() else { break }
      now = time
      for processor in running.indices {
        guard let ending = running[processor], ending.end == now else { continue }
        running[processor] = nil
        end(ending.number)
      }
    }
    return SubgraphSchedule(starts: starts)
  }

  private mutating func enter(_ number: Int) {
    isReady[number] = true
    let processor = graph.subgraphs[number].processor
    queues[processor.rawValue].insert(Entry(value: value(of: number), number: number))
  }

  /// C of equation 5.
  private func value(of number: Int) -> Int {
    takesFirst ? 0 : graph.subgraphs[number].processor == .processor ? unlocked[number] : -unlocked[number]
  }

  private mutating func next(_ processor: Int) -> Int? {
    while let entry = queues[processor].popMax() {
      if hasStarted[entry.number] || entry.value != value(of: entry.number) { continue }
      hasStarted[entry.number] = true
      return entry.number
    }
    return nil
  }

  private mutating func end(_ number: Int) {
    for successor in successors[number].lazy.map(Int.init) {
      left[successor] -= 1
      leftSum[successor] -= number
      if left[successor] == 0 {
        enter(successor)
      } else if left[successor] == 1 {
        let last = leftSum[successor]
        unlocked[last] += graph.subgraphs[successor].nanoseconds
        if isReady[last], !hasStarted[last], !takesFirst { enter(last) }
      }
    }
  }
}
