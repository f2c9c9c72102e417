import Units

/// What keeps neurons in memory in front of the flash.
package enum CachePolicy: String, CaseIterable, Sendable {
  case none
  /// Of each layer the neurons used last.
  case leastRecentlyUsed = "lru per layer"
  /// S3-FIFO over all layers.
  case segments = "s3-fifo"
  /// S3-FIFO that admits every second member of a run of 4 or more (Ripple, section 5.2).
  case admission = "s3-fifo, long runs seldom"
  /// Belady's rule, which knows the whole text: no policy has more hits.
  case optimum = "belady"

  /// What a text finds in a cache for a share of all neurons: the hits' share of what is needed, and reads of a position; the optimum
  /// is over all orders of reading, and has no reads.
  package func measure(
    _ trace: ActivationTrace, placements: [Placement], plan: ReadPlan, share: Double
  ) -> (hitRate: Double, reads: Double?) {
    let neurons = trace.neurons.reduce(0, +), capacity = Int(Double(neurons) * share)
    func run(_ cache: some NeuronCache) -> (Double, Double?) {
      let run = FetchRun(trace, placements: placements, plan: plan, bundleBytes: 1, cache: cache)
      return (run.hitRate, run.readsOfPosition)
    }
    switch self {
    case .none: return run(NoCache())
    case .leastRecentlyUsed: return run(LeastRecentlyUsed(capacityOfLayer: capacity / max(1, trace.neurons.count)))
    case .segments: return run(SegmentCache(capacity: capacity, segmentPercent: 100))
    case .admission: return run(SegmentCache(capacity: capacity))
    case .optimum:
      let needed = trace.active.joined().reduce(0) { $0 + $1.count }
      return (Double(OptimalCache.hits(trace, capacity: capacity)) / Double(max(1, needed)), nil)
    }
  }
}
