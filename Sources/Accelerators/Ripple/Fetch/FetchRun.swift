import Units

/// What a text's feed-forward layers ask of the flash, with a placement, a plan of reads and a cache.
package struct FetchRun: Sendable {
  /// Positions of the text.
  package private(set) var positions = 0
  /// Neurons that were needed, and those of them that the cache held.
  package private(set) var needed = 0, hits = 0
  /// Reads, and the bundles that they brought, gaps included.
  package private(set) var reads = 0, bundles = 0
  /// Reads by the number of bundles.
  package private(set) var lengths: [Int: Int] = [:]
  /// Of a bundle.
  package let bundleBytes: Int

  /// - Parameter placements: of each layer
  package init(
    _ trace: ActivationTrace, placements: [Placement], plan: ReadPlan, bundleBytes: Int, cache: some NeuronCache = NoCache()
  ) {
    self.bundleBytes = bundleBytes
    positions = trace.positions
    var cache = cache
    for position in 0..<trace.positions {
      for (layer, active) in trace.active.enumerated() {
        fetch(active[position], layer, placements[layer], plan, &cache)
      }
    }
  }

  private mutating func fetch(
    _ active: [Int], _ layer: Int, _ placement: Placement, _ plan: ReadPlan, _ cache: inout some NeuronCache
  ) {
    let missed = cache.misses(active, layer: layer)
    needed += active.count
    hits += active.count - missed.count
    let places = missed.map { placement.places[$0] }.sorted()
    var index = 0
    for read in plan.reads(places) {
      reads += 1
      bundles += read.count
      lengths[read.count, default: 0] += 1
      while index < places.count, read.contains(places[index]) {
        cache.offer(placement.order[places[index]], layer: layer, segment: read.count)
        index += 1
      }
    }
  }

  /// Bytes from flash, gaps included.
  package var bytes: Int { bundles * bundleBytes }
  /// Bundles of a read.
  package var meanLength: Double { Double(bundles) / Double(max(1, reads)) }
  /// Reads of a position, over all layers.
  package var readsOfPosition: Double { Double(reads) / Double(max(1, positions)) }
  /// Share of the needed neurons.
  package var hitRate: Double { Double(hits) / Double(max(1, needed)) }
  /// Of the whole text.
  package func seconds(_ storage: FlashStorage) -> Double { storage.seconds(reads: reads, bytes: bytes) }
  /// Bytes of needed neurons that were read, for each second.
  package func effectiveBandwidth(_ storage: FlashStorage) -> Double {
    Double((needed - hits) * bundleBytes) / seconds(storage)
  }
}
