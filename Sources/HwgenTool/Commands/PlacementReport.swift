import Accelerators
import CommandLineTool
import Units

/// What `hwgen place` prints.
struct PlacementReport: Encodable {
  struct Layer: Encodable {
    let layer: Int, neurons: Int
    /// Mean number of active neurons of a position of the profile.
    let active: Double
    /// Reads of a position of the profile, in the model's order and in the new one.
    let expectedReadsInModelOrder: Double, expectedReads: Double
    /// The same of the held-out text, counted, and the neurons that a read brings.
    let readsInModelOrder: Double, reads: Double, meanLength: Double

    init(_ layer: Int, _ counts: CoActivation, _ placement: Placement, _ heldOut: ActivationTrace) {
      self.layer = layer
      neurons = counts.neurons
      active = counts.meanActive
      expectedReadsInModelOrder = counts.meanReads(.model(counts.neurons))
      expectedReads = counts.meanReads(placement)
      let text = ActivationTrace(neurons: [counts.neurons], active: [heldOut.active[layer]])
      func run(_ placement: Placement) -> FetchRun {
        FetchRun(text, placements: [placement], plan: ReadPlan(largestGap: 0), bundleBytes: 1)
      }
      let ordered = run(placement)
      readsInModelOrder = run(.model(counts.neurons)).readsOfPosition
      (reads, meanLength) = (ordered.readsOfPosition, ordered.meanLength)
    }
  }

  /// A cache of neurons over the held-out text; only neighbors are one read.
  struct Cache: Encodable {
    let policy: String
    /// Of all neurons, those that fit.
    let share: Double
    /// Of what is needed, what was held.
    let hitRate: Double
    /// Of a position; nil for the optimum.
    let reads: Double?

    init(_ policy: CachePolicy, _ heldOut: ActivationTrace, _ placements: [Placement], share: Double) {
      (self.policy, self.share) = (policy.rawValue, share)
      (hitRate, reads) = policy.measure(heldOut, placements: placements, plan: ReadPlan(largestGap: 0), share: share)
    }
  }

  let schemaVersion = 1
  let model: String, method: String
  /// Positions of the profile and of the text that was measured with.
  let positions: Int, heldOutPositions: Int
  let layers: [Layer]
  let caches: [Cache]?

  private var cacheText: String {
    guard let caches else { return "" }
    var table = Table([("cache", .left), ("hits", .right), ("reads", .right)])
    for one in caches { table.add(one.policy, "\(fixed(one.hitRate * 100, 1)) %", one.reads.map { fixed($0, 1) } ?? "") }
    return "\ncaches for \(fixed((caches.first?.share ?? 0) * 100, 1)) % of the neurons:\n\(table.text(indentation: 2))"
  }

  /// For people to read.
  var text: String {
    var table = Table([
      ("layer", .right), ("neurons", .right), ("active", .right), ("reads expected", .right), ("model order", .right),
      ("reads held out", .right), ("model order", .right), ("neurons a read", .right),
    ])
    for one in layers {
      table.add(
        "\(one.layer)", "\(one.neurons)", fixed(one.active, 1), fixed(one.expectedReads, 1),
        fixed(one.expectedReadsInModelOrder, 1),
        fixed(one.reads, 1), fixed(one.readsInModelOrder, 1), fixed(one.meanLength, 2))
    }
    let reads = layers.reduce(0) { $0 + $1.reads }, before = layers.reduce(0) { $0 + $1.readsInModelOrder }
    return """
      \(model), \(method): \(positions) positions profiled, \(heldOutPositions) held out
      \(table.text(indentation: 2))
      reads of a held-out token: \(fixed(reads, 1)), in the model's order \(fixed(before, 1)) (\(fixed(before / reads, 2))x)
      """ + cacheText
  }
}
