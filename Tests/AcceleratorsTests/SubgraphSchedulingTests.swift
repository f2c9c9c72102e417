import Accelerators
import Testing

/// Schedules of llm.npu's subgraphs: legal, near the optimum, and quickly made.
@Suite struct SubgraphSchedulingTests {
  /// A linear congruential generator (Knuth's MMIX): the same graphs in every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// One layer as in the paper: six subgraphs, alternating; the processor's take half as long; attention is the third.
  static func graph(chunks: Int, _ numbers: inout Numbers) throws -> SubgraphGraph {
    let positions = (0..<6).map { $0 % 2 == 0 ? SubgraphProcessor.processor : .npu }
    var times: [[Int]] = []
    for _ in 0..<chunks { times.append(positions.map { Int.random(in: 1...($0 == .npu ? 100 : 50), using: &numbers) }) }
    return try SubgraphGraph(chunks: chunks, positions: positions, gathers: { $0 == 2 }, nanoseconds: { times[$0][$1] })
  }

  @Test func everyScheduleIsLegalAndTheGreedyOneIsNearTheOptimum() throws {
    var numbers = Numbers(state: 1), ratio = 0.0
    for number in 0..<1_000 {
      let graph = try Self.graph(chunks: 2 + number % 3, &numbers)
      let optimum = try OptimalSchedule.schedule(graph)
      try optimum.check(against: graph)
      let best = optimum.makespan(of: graph)
      for policy in SchedulingPolicy.allCases {
        let schedule = policy.schedule(graph)
        try schedule.check(against: graph)
        #expect(schedule.makespan(of: graph) >= best)
      }
      ratio += Double(SchedulingPolicy.outOfOrder.schedule(graph).makespan(of: graph)) / Double(best)
    }
    #expect(ratio / 1_000 < 1.10)
  }

  /// Two chunks of one layer by hand: with overlap the NPU takes the second chunk's first subgraph while attention of the first one
  /// runs.
  @Test func handMadeExample() throws {
    let graph = try SubgraphGraph(
      chunks: 2, positions: [.npu, .processor, .npu], gathers: { $0 == 1 }, nanoseconds: { _, position in [4, 3, 5][position] })
    let inOrder = SchedulingPolicy.inOrder.schedule(graph)
    #expect(inOrder.makespan(of: graph) == 24)
    // It waits for attention from 4 to 7 and from 16 to 19.
    #expect(inOrder.use(of: .npu, in: graph) == (18, 6))
    let overlap = SchedulingPolicy.overlap.schedule(graph)
    #expect(overlap.starts == [0, 4, 8, 4, 8, 13])
    #expect(overlap.use(of: .npu, in: graph) == (18, 0))
    // The rule begins with the second chunk, which unlocks nothing yet, and so lets the NPU wait for the first one's attention.
    let outOfOrder = SchedulingPolicy.outOfOrder.schedule(graph)
    #expect(outOfOrder.starts == [4, 8, 11, 0, 11, 16])
    #expect(outOfOrder.use(of: .npu, in: graph) == (18, 3))
    #expect(try OptimalSchedule.schedule(graph).makespan(of: graph) == 18)
  }

  /// The processor does first what the NPU waits for.
  @Test func theRuleOfThePaper() throws {
    let graph = try SubgraphGraph(
      [
        Subgraph(chunk: 0, position: 0, processor: .processor, nanoseconds: 5),
        Subgraph(chunk: 1, position: 0, processor: .processor, nanoseconds: 5),
        Subgraph(chunk: 1, position: 1, processor: .npu, nanoseconds: 20),
      ], needs: [[], [], [1]])
    #expect(SchedulingPolicy.overlap.schedule(graph).makespan(of: graph) == 30)
    #expect(SchedulingPolicy.outOfOrder.schedule(graph).starts == [5, 0, 5])
    #expect(try OptimalSchedule.schedule(graph).makespan(of: graph) == 25)
  }

  @Test func whatIsImpossibleIsNamed() throws {
    let graph = try SubgraphGraph(
      chunks: 1, positions: [.npu, .processor, .npu], gathers: { _ in false }, nanoseconds: { _, _ in 10 })
    func message(_ starts: [Int]) -> String? {
      do { try SubgraphSchedule(starts: starts).check(against: graph) } catch { return error.description }
      return nil
    }
    #expect(message([0, 10, 20]) == nil)
    #expect(message([0, 9, 20]) == "subgraph 1 starts at 9 ns, but 0, which it needs, ends at 10 ns")
    #expect(message([0, 10]) == "the schedule starts 2 of 3 subgraphs")
    #expect(message([-1, 10, 20]) == "subgraph 0 starts at -1 ns: before the beginning")
    let two = try SubgraphGraph(
      chunks: 2, positions: [.npu], gathers: { _ in false }, nanoseconds: { _, _ in 10 })
    #expect(throws: AcceleratorError("subgraphs 0 and 1 run on one processor at 5 ns")) {
      try SubgraphSchedule(starts: [0, 5]).check(against: two)
    }
    #expect(throws: AcceleratorError("subgraph 0 needs 0, which is no earlier subgraph")) {
      try SubgraphGraph([Subgraph(chunk: 0, position: 0, processor: .npu, nanoseconds: 1)], needs: [[0]])
    }
  }

  /// 100,000 subgraphs: 695 chunks of 24 layers with six subgraphs each (Qwen1.5-1.8B's), 5.8 million needs.
  @Test func aHundredThousandSubgraphs() throws {
    let positions = (0..<24 * 6).map { $0 % 2 == 0 ? SubgraphProcessor.processor : .npu }
    let graph = try SubgraphGraph(
      chunks: 695, positions: positions, gathers: { $0 % 6 == 2 },
      nanoseconds: { chunk, position in 1_000 + position % 7 * 100 + chunk })
    #expect(graph.subgraphs.count == 100_080)
    let schedule = SchedulingPolicy.outOfOrder.schedule(graph)
    try schedule.check(against: graph)
    #expect(schedule.makespan(of: graph) < SchedulingPolicy.inOrder.schedule(graph).makespan(of: graph))
  }
}
