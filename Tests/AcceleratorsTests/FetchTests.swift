import Accelerators
import Simulation
import Testing
import Units

/// Ripple's reads, storage and caches.
@Suite struct FetchTests {
  /// Every needed place lies in one read, every gap is at most as large as allowed, and no further pair of reads could be one.
  @Test(arguments: 1...50) func readsHoldWhatIsNeeded(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let share = random.next(below: 100), needed = (0..<200).filter { _ in random.chance(share) }
    let plan = ReadPlan(largestGap: random.next(below: 5), longestRead: 1 + random.next(below: 40))
    let reads = plan.reads(needed)
    #expect(needed.allSatisfy { place in reads.filter { $0.contains(place) }.count == 1 })
    #expect(
      reads.allSatisfy { $0.count <= plan.longestRead && needed.contains($0.lowerBound) && needed.contains($0.upperBound - 1) })
    for (one, next) in zip(reads, reads.dropFirst()) {
      #expect(next.lowerBound - one.upperBound > plan.largestGap || next.lowerBound + 1 - one.lowerBound > plan.longestRead)
    }
  }

  /// The fit of nine published rows is near one that was made independently with other weights, 9.2 us a command and 0.473 us a KB,
  /// and all rows are within 8 %.
  @Test func theStorageIsThatOfTheTable() {
    let storage = FlashStorage.ufs4
    #expect(abs(storage.secondsPerRead - 9.2e-6) < 0.4e-6, "\(storage.secondsPerRead)")
    #expect(abs(storage.secondsPerByte * 1000 / 0.473e-6 - 1) < 0.12, "\(storage.secondsPerByte * 1000)")
    #expect(MeasuredReads.oneplus12.filter { $0.left > 0 }.allSatisfy { abs($0.error(of: storage)) < 0.08 })
    // The two printed columns are of one measurement: their product is the share of 384 MiB that is read.
    for row in MeasuredReads.oneplus12 {
      #expect(abs(row.megabytesPerSecond * row.milliseconds / 1e3 / (384 * (1 - row.left)) - 1) < 0.01, "\(row)")
    }
    #expect(ReadPlan(storage, bundleBytes: 16384).largestGap == 1)
  }

  /// The last so many different neurons of a layer are held, and no others.
  @Test func theLeastRecentlyUsedGoes() {
    var random = SplitMix64(seed: 9)
    var cache = LeastRecentlyUsed(capacityOfLayer: 5), held: [Int] = []
    for _ in 0..<2000 {
      let neuron = random.next(below: 12)
      let isHeld = held.contains(neuron)
      #expect(cache.misses([neuron], layer: 3).isEmpty == isHeld)
      if !isHeld { cache.offer(neuron, layer: 3, segment: 1) }
      held = held.filter { $0 != neuron } + [neuron]
      if held.count > 5 { held.removeFirst() }
    }
  }

  /// Against all ways to keep neurons: nothing has more hits than the optimum, and a short trace reaches what a search finds.
  @Test func nothingBeatsTheOptimum() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<20 {
      let uses = (0..<14).map { _ in random.next(below: 4) }
      let trace = ActivationTrace(neurons: [4], active: [uses.map { [$0] }])
      func search(_ index: Int, _ held: Set<Int>) -> Int {
        guard index < uses.count else { return 0 }
        let use = uses[index], hit = held.contains(use) ? 1 : 0
        if hit == 1 { return 1 + search(index + 1, held) }
        var choices = [held]
        if held.count < 2 { choices.append(held.union([use])) }
        for old in held { choices.append(held.subtracting([old]).union([use])) }
        return choices.map { search(index + 1, $0) }.max() ?? 0
      }
      #expect(OptimalCache.hits(trace, capacity: 2) == search(0, []))
    }
  }

  @Test func cachesStayBelowTheOptimum() throws {
    var random = SplitMix64(seed: 8)
    let active = (0..<400).map { position in (0..<100).filter { random.chance(($0 + position / 50) % 10 == 0 ? 60 : 5) } }
    let trace = ActivationTrace(neurons: [100], active: [active])
    func hits(_ cache: some NeuronCache) -> Int {
      FetchRun(trace, placements: [.model(100)], plan: ReadPlan(largestGap: 0), bundleBytes: 1, cache: cache).hits
    }
    let best = OptimalCache.hits(trace, capacity: 20)
    let all = [hits(LeastRecentlyUsed(capacityOfLayer: 20)), hits(SegmentCache(capacity: 20)), hits(NoCache())]
    #expect(all.allSatisfy { $0 <= best } && all[0] > 0 && all[1] > 0 && all[2] == 0, "\(all) of \(best)")
    // With room for all, only the first use of a neuron misses.
    let used = Set(active.joined()).count, needed = active.reduce(0) { $0 + $1.count }
    #expect(OptimalCache.hits(trace, capacity: 100) == needed - used)
    #expect(hits(LeastRecentlyUsed(capacityOfLayer: 100)) == needed - used)
    #expect(hits(SegmentCache(capacity: 100, segmentPercent: 100)) == needed - used)
  }
}
