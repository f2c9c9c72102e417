/// How often the neurons of a layer are active over a text, alone and in pairs (Ripple, section 4.1).
///
/// Two bytes a pair: 16,384 neurons take 268 MB.
package struct CoActivation: Sendable {
  /// Of the layer; at most 65,536.
  package let neurons: Int
  /// Positions that were added; at most 65,535, so that a count fits two bytes.
  package private(set) var positions = 0
  /// Positions in which each neuron was active.
  package private(set) var counts: [UInt32]
  /// The pairs (i, j), i < j, at j * (j - 1) / 2 + i.
  private var pairs: [UInt16]

  package static let mostPositions = Int(UInt16.max)

  package init(neurons: Int) throws(AcceleratorError) {
    guard (1...65536).contains(neurons) else {
      throw AcceleratorError("co-activation is counted for 1 to 65536 neurons, not \(neurons)")
    }
    self.neurons = neurons
    counts = [UInt32](repeating: 0, count: neurons)
    pairs = [UInt16](repeating: 0, count: neurons * (neurons - 1) / 2)
  }

  /// Adds a position; `active` are its active neurons in ascending order.
  ///
  /// Throws one line beyond `mostPositions`.
  package mutating func add(_ active: [Int]) throws(AcceleratorError) {
    guard positions < Self.mostPositions else {
      throw AcceleratorError("a profile has at most \(Self.mostPositions) positions; give a shorter text or --tokens")
    }
    positions += 1
    for (place, second) in active.enumerated() {
      counts[second] += 1
      let base = second * (second - 1) / 2
      for first in active[..<place] { pairs[base + first] += 1 }
    }
  }

  /// Positions in which both neurons were active; 0 for a neuron and itself.
  package func count(_ one: Int, _ other: Int) -> Int {
    if one == other { return 0 }
    let (first, second) = one < other ? (one, other) : (other, one)
    return Int(pairs[second * (second - 1) / 2 + first])
  }

  /// Mean number of active neurons of a position.
  package var meanActive: Double { Double(counts.reduce(0) { $0 + Int($1) }) / Double(max(1, positions)) }

  /// Mean number of reads of a position when neurons lie in this order and neighbors are read at once: each active neuron is a
  /// read, but for those whose neighbor before them is active too (the objective of the paper's section 4.2).
  package func meanReads(_ placement: Placement) -> Double {
    let joined = zip(placement.order, placement.order.dropFirst()).reduce(0) { $0 + count($1.0, $1.1) }
    return meanActive - Double(joined) / Double(max(1, positions))
  }

  /// Pairs that were ever active together, the most frequent first; of equal ones that with the smaller second neuron, then with
  /// the smaller first.
  package func sortedPairs() -> [NeuronPair] {
    // A count has two bytes, so one pass that counts and one that places sort them.
    var starts = [Int](repeating: 0, count: Int(UInt16.max) + 2)
    for count in pairs where count > 0 { starts[Int(UInt16.max - count) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    let total = starts[starts.count - 1]
    return [NeuronPair](unsafeUninitializedCapacity: total) { sorted, filled in
      var index = 0
      for second in 1..<max(1, neurons) {
        for first in 0..<second {
          let count = pairs[index]
          index += 1
          if count == 0 { continue }
          let place = Int(UInt16.max - count)
          sorted.initializeElement(at: starts[place], to: NeuronPair(first: UInt16(first), second: UInt16(second)))
          starts[place] += 1
        }
      }
      filled = total
    }
  }
}

/// Two neurons of a layer, the smaller number first.
package struct NeuronPair: Hashable, Sendable {
  package let first: UInt16, second: UInt16
}
