import HeapModule

/// The hits that no cache can exceed: it knows the whole trace and keeps what is needed soonest (Belady's rule, with the choice not to
/// keep a neuron at all).
package enum OptimalCache {
  /// - Parameter capacity: neurons of all layers together that fit
  package static func hits(_ trace: ActivationTrace, capacity: Int) -> Int {
    // Uses of each neuron, in order.
    var times: [NeuronKey: [Int]] = [:]
    forEachUse(trace) { times[$0, default: []].append($1) }
    var next: [NeuronKey: Int] = [:], held: [NeuronKey: Int] = [:]
    var latest = Heap<Entry>()
    var hits = 0
    forEachUse(trace) { key, _ in
      if held[key] != nil { hits += 1 }
      let index = next[key, default: 0] + 1
      next[key] = index
      let use = times[key, default: []].dropFirst(index).first ?? .max
      held[key] = use
      latest.insert(Entry(use: use, key: key))
      while held.count > capacity, let entry = latest.popMax() {
        // An entry that a later use has replaced says nothing any more.
        if held[entry.key] == entry.use { held[entry.key] = nil }
      }
    }
    return hits
  }

  /// Layer after layer at each position.
  private static func forEachUse(_ trace: ActivationTrace, _ body: (NeuronKey, Int) -> Void) {
    var time = 0
    for position in 0..<trace.positions {
      for (layer, positions) in trace.active.enumerated() {
        for neuron in positions[position] {
          body(NeuronKey(layer: layer, neuron: neuron), time)
          time += 1
        }
      }
    }
  }

  private struct Entry: Comparable {
    let use: Int, key: NeuronKey
    static func < (one: Entry, other: Entry) -> Bool {
      (one.use, one.key.layer, one.key.neuron) < (other.use, other.key.layer, other.key.neuron)
    }
  }
}
