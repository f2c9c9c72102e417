import DequeModule
import Simulation

/// S3-FIFO over all layers, with Ripple's rule of admission: neurons that were read alone or in short runs are admitted as usual,
/// members of long runs seldom, because a run is cheap to read again (Ripple, section 5.2).
///
/// A tenth of the room is a queue of new neurons; those used twice there go to the main queue, the others are remembered by name and
/// go to the main queue when they come again. The main queue gives a neuron another round for each use, up to three (Yang et
/// al., SOSP 2023, algorithm 1). The paper gives neither the probability nor the length: both are parameters here.
package struct SegmentCache: NeuronCache {
  /// Neurons that fit, and those of them in the queue of new ones.
  private let capacity: Int, newCapacity: Int
  /// Neurons of a run from which on it is a segment, and the chance in 100 that its members are admitted.
  private let segmentLength: Int, segmentPercent: Int
  private var new: Deque<NeuronKey> = [], main: Deque<NeuronKey> = []
  private var forgotten: Deque<NeuronKey> = []
  private var isForgotten: Set<NeuronKey> = []
  /// Uses since a neuron entered its queue, at most 3.
  private var uses: [NeuronKey: Int] = [:]
  private var random: SplitMix64

  package init(capacity: Int, segmentLength: Int = 4, segmentPercent: Int = 50, seed: UInt64 = 1) {
    (self.capacity, self.segmentLength, self.segmentPercent) = (capacity, segmentLength, segmentPercent)
    newCapacity = max(1, capacity / 10)
    random = SplitMix64(seed: seed)
  }

  package mutating func misses(_ neurons: [Int], layer: Int) -> [Int] {
    neurons.filter { neuron in
      let key = NeuronKey(layer: layer, neuron: neuron)
      guard let count = uses[key] else { return true }
      uses[key] = min(3, count + 1)
      return false
    }
  }

  package mutating func offer(_ neuron: Int, layer: Int, segment: Int) {
    if capacity == 0 || segment >= segmentLength && !random.chance(segmentPercent) { return }
    let key = NeuronKey(layer: layer, neuron: neuron)
    while uses.count >= capacity { evict() }
    uses[key] = 0
    if isForgotten.contains(key) { main.append(key) } else { new.append(key) }
  }

  /// Makes room for one neuron; may move others on.
  private mutating func evict() {
    if new.count >= newCapacity || main.isEmpty, let oldest = new.popFirst() {
      if uses[oldest, default: 0] > 1 {
        uses[oldest] = 0
        main.append(oldest)
      } else {
        uses[oldest] = nil
        forget(oldest)
      }
    } else if let oldest = main.popFirst() {
      if let count = uses[oldest], count > 0 {
        uses[oldest] = count - 1
        main.append(oldest)
      } else {
        uses[oldest] = nil
      }
    }
  }

  private mutating func forget(_ key: NeuronKey) {
    if !isForgotten.insert(key).inserted { return }
    forgotten.append(key)
    if forgotten.count > capacity, let oldest = forgotten.popFirst() { isForgotten.remove(oldest) }
  }
}
