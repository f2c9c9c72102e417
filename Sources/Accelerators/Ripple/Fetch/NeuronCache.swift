import DequeModule

/// A cache of neurons in memory, in front of the flash.
package protocol NeuronCache: Sendable {
  /// The neurons of a layer, of those needed at a position, that are not held. Notes the use of the others.
  mutating func misses(_ neurons: [Int], layer: Int) -> [Int]
  /// Offers a neuron that has been read.
  ///
  /// - Parameter segment: neurons of the read that brought it
  mutating func offer(_ neuron: Int, layer: Int, segment: Int)
}

/// No cache: every needed neuron is read.
package struct NoCache: NeuronCache {
  package init() {}
  package mutating func misses(_ neurons: [Int], layer: Int) -> [Int] { neurons }
  package mutating func offer(_ neuron: Int, layer: Int, segment: Int) {}
}

/// A neuron of a layer.
struct NeuronKey: Hashable, Sendable {
  let layer: Int, neuron: Int
}

/// Of each layer the neurons used last.
package struct LeastRecentlyUsed: NeuronCache {
  /// Neurons of each layer that fit.
  private let capacity: Int
  private var layers: [Int: Layer] = [:]

  private struct Layer: Sendable {
    /// When each neuron that is held was used last.
    var used: [Int: Int] = [:]
    /// Uses in their order; those that a later one has replaced are skipped.
    var uses: Deque<(neuron: Int, time: Int)> = []
    var time = 0

    mutating func use(_ neuron: Int) {
      time += 1
      used[neuron] = time
      uses.append((neuron, time))
    }
  }

  package init(capacityOfLayer: Int) { capacity = capacityOfLayer }

  package mutating func misses(_ neurons: [Int], layer: Int) -> [Int] {
    var missed: [Int] = []
    for neuron in neurons {
      if layers[layer]?.used[neuron] != nil { layers[layer]?.use(neuron) } else { missed.append(neuron) }
    }
    return missed
  }

  package mutating func offer(_ neuron: Int, layer: Int, segment: Int) {
    if capacity == 0 { return }
    var held = layers.removeValue(forKey: layer) ?? Layer()
    held.use(neuron)
    while held.used.count > capacity, let oldest = held.uses.popFirst() {
      if held.used[oldest.neuron] == oldest.time { held.used[oldest.neuron] = nil }
    }
    layers[layer] = held
  }
}
