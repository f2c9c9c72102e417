/// The paper's search for a short Hamiltonian path over neurons (Ripple, algorithm 1): take the pairs from the most frequent on, and
/// join two pieces of path whenever the pair's neurons are ends of different pieces.
///
/// The printed loop that writes the order stops at its first neuron and omits the last; here each piece is walked from end to end.
/// Pairs that were never active together are no pairs here: the pieces that remain follow each other in the order of their smaller
/// end, as if ties at zero were broken so. `CoActivation.sortedPairs` says how other ties are broken.
enum GreedyPath {
  /// - Parameter pairs: `sortedPairs` of the counts
  static func placement(of counts: CoActivation, pairs: [NeuronPair]) -> Placement {
    let none = -1
    var neighbors = [(Int, Int)](repeating: (none, none), count: counts.neurons)
    var pieces = DisjointSets(counts.neurons)
    var links = 0
    for pair in pairs {
      let (one, other) = (Int(pair.first), Int(pair.second))
      if neighbors[one].1 != none || neighbors[other].1 != none { continue }
      guard pieces.join(one, other) else { continue }
      for (neuron, next) in [(one, other), (other, one)] {
        if neighbors[neuron].0 == none { neighbors[neuron].0 = next } else { neighbors[neuron].1 = next }
      }
      links += 1
      if links == counts.neurons - 1 { break }
    }
    var order: [Int] = []
    order.reserveCapacity(counts.neurons)
    var isPlaced = [Bool](repeating: false, count: counts.neurons)
    for end in 0..<counts.neurons where !isPlaced[end] && neighbors[end].1 == none {
      var before = none, neuron = end
      while neuron != none {
        order.append(neuron)
        isPlaced[neuron] = true
        let next = neighbors[neuron].0 == before ? neighbors[neuron].1 : neighbors[neuron].0
        (before, neuron) = (neuron, next)
      }
    }
    return Placement(valid: order)
  }
}

/// Sets that only grow together, with halved paths.
struct DisjointSets {
  private var parents: [Int]
  private var sizes: [Int]

  init(_ count: Int) {
    parents = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  mutating func root(_ element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  /// Joins the sets of two elements; false if they are one already.
  mutating func join(_ one: Int, _ other: Int) -> Bool {
    let (one, other) = (root(one), root(other))
    if one == other { return false }
    let (small, large) = sizes[one] < sizes[other] ? (one, other) : (other, one)
    parents[small] = large
    sizes[large] += sizes[small]
    return true
  }
}
