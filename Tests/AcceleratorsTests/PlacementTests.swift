import Accelerators
import Simulation
import Testing
import Units

/// Ripple's placement of neurons, held against what can be counted or searched without it.
@Suite struct PlacementTests {
  /// Random activations of `neurons` neurons with groups that are active together.
  private static func trace(neurons: Int, positions: Int, seed: UInt64) -> ActivationTrace {
    var random = SplitMix64(seed: seed)
    let groups = (0..<neurons).map { _ in random.next(below: max(1, neurons / 4)) }
    let active = (0..<positions).map { _ in
      let group = random.next(below: max(1, neurons / 4))
      return (0..<neurons).filter { groups[$0] == group ? random.chance(70) : random.chance(10) }
    }
    return ActivationTrace(neurons: [neurons], active: [active])
  }

  @Test(arguments: [1, 2, 3, 7, 64, 300]) func everyMethodHoldsEachNeuronOnce(neurons: Int) throws {
    let counts = try Self.trace(neurons: neurons, positions: 40, seed: 5).coActivation(layer: 0)
    for method in PlacementMethod.allCases {
      #expect(method.placement(of: counts).order.sorted() == Array(0..<neurons), "\(method)")
    }
  }

  /// The reads that are expected of an order are those that are counted on the profile itself.
  @Test(arguments: PlacementMethod.allCases) func expectedReadsAreThoseOfTheProfile(method: PlacementMethod) throws {
    let trace = Self.trace(neurons: 90, positions: 200, seed: 3), counts = try trace.coActivation(layer: 0)
    let placement = method.placement(of: counts)
    let run = FetchRun(trace, placements: [placement], plan: ReadPlan(largestGap: 0), bundleBytes: 1)
    #expect(abs(run.readsOfPosition - counts.meanReads(placement)) < 1e-9)
    #expect(run.bundles == run.needed)
  }

  @Test(arguments: 1...20) func theImprovedPathIsNoWorse(seed: Int) throws {
    let counts = try Self.trace(neurons: 120, positions: 300, seed: UInt64(seed)).coActivation(layer: 0)
    let greedy = counts.meanReads(PlacementMethod.ripple.placement(of: counts))
    #expect(counts.meanReads(PlacementMethod.improved.placement(of: counts)) <= greedy)
  }

  /// All orders of seven neurons are tried: the improved path is near the best of them, on average within 2 %.
  @Test func theImprovedPathIsNearTheOptimum() throws {
    var excess = 0.0
    for seed in 1...20 {
      let counts = try Self.trace(neurons: 7, positions: 100, seed: UInt64(seed)).coActivation(layer: 0)
      var best = Double.infinity
      func search(_ order: [Int]) throws {
        if order.count == 7 { best = min(best, counts.meanReads(try Placement(order))) }
        for next in 0..<7 where !order.contains(next) { try search(order + [next]) }
      }
      try search([])
      excess += counts.meanReads(PlacementMethod.improved.placement(of: counts)) / best - 1
    }
    #expect(excess / 20 < 0.02, "\(excess / 20)")
  }

  /// Pairs come with the largest count first, and of equal ones the smaller second neuron first.
  @Test func pairsAreSorted() throws {
    var counts = try CoActivation(neurons: 4)
    for active in [[0, 1], [2, 3], [0, 3], [2, 3]] { try counts.add(active) }
    #expect(counts.sortedPairs().map { [$0.first, $0.second] } == [[2, 3], [0, 1], [0, 3]])
    #expect(counts.count(3, 2) == 2 && counts.count(1, 1) == 0 && counts.meanActive == 2)
    #expect(PlacementMethod.ripple.placement(of: counts).order == [1, 0, 3, 2])
  }

  @Test func badOrdersAndSizesAreRefused() {
    #expect(throws: AcceleratorError.self) { try Placement([0, 0, 1]) }
    #expect(throws: AcceleratorError.self) { try Placement([1, 2]) }
    #expect(throws: AcceleratorError.self) { try CoActivation(neurons: 0) }
    #expect(throws: AcceleratorError.self) { try CoActivation(neurons: 65537) }
  }
}
