/// Local search on a path of neurons: exchanges of two links (2-opt) and moves of up to three neighboring neurons (Or-opt), among
/// each neuron's most frequent partners, until none of them gains anything.
///
/// The path's weight, the sum of its links' counts, never falls. The same counts give the same path.
struct PathImprovement {
  private(set) var order: [Int]
  private var places: [Int]
  private let counts: CoActivation
  /// The most frequent partners of each neuron.
  private let partners: [[Int]]
  /// Neurons whose moves are to be tried, and whether each is among them.
  private var waiting: [Int]
  private var isWaiting: [Bool]

  /// Partners that are tried for each neuron: more find little.
  private static let partnersTried = 10
  private static let longestSegment = 3

  /// - Parameter pairs: `sortedPairs` of the counts
  init(_ placement: Placement, _ counts: CoActivation, pairs: [NeuronPair]) {
    (order, places, self.counts) = (placement.order, placement.places, counts)
    var partners = [[Int]](repeating: [], count: counts.neurons)
    for pair in pairs {
      let (one, other) = (Int(pair.first), Int(pair.second))
      if partners[one].count < Self.partnersTried { partners[one].append(other) }
      if partners[other].count < Self.partnersTried { partners[other].append(one) }
    }
    self.partners = partners
    waiting = placement.order.reversed()
    isWaiting = [Bool](repeating: true, count: counts.neurons)
  }

  mutating func improve() {
    while let neuron = waiting.popLast() {
      isWaiting[neuron] = false
      while improve(neuron) {}
    }
  }

  /// The neuron at a place; nil beyond the ends.
  private func neuron(_ place: Int) -> Int? { order.indices.contains(place) ? order[place] : nil }
  /// The count of a link; 0 beyond the ends.
  private func weight(_ one: Int?, _ other: Int?) -> Int {
    guard let one, let other else { return 0 }
    return counts.count(one, other)
  }

  /// Makes the first exchange that brings `neuron` beside a partner and gains; false if none does.
  private mutating func improve(_ neuron: Int) -> Bool {
    for partner in partners[neuron] {
      let link = counts.count(neuron, partner)
      for side in [1, -1] where link > weight(neuron, self.neuron(places[neuron] + side)) {
        if exchange(neuron, partner, side) || move(partner, beside: neuron, side) { return true }
      }
    }
    return false
  }

  /// Turns the part of the path between two neurons around, so that they touch: their links on `side` go.
  private mutating func exchange(_ one: Int, _ other: Int, _ side: Int) -> Bool {
    let next = neuron(places[one] + side), otherNext = neuron(places[other] + side)
    let gain = weight(one, other) + weight(next, otherNext) - weight(one, next) - weight(other, otherNext)
    if gain <= 0 { return false }
    let first = min(places[one], places[other]), last = max(places[one], places[other])
    turn(side > 0 ? first + 1...last : first...last - 1)
    wake([one, other, next, otherNext])
    return true
  }

  /// Moves a segment with `partner` at its end to the `side` of `neuron`, with `partner` beside it.
  private mutating func move(_ partner: Int, beside neuron: Int, _ side: Int) -> Bool {
    let place = places[neuron], beyond = self.neuron(place + side)
    for length in 1...Self.longestSegment {
      for direction in [1, -1] {
        let end = places[partner] + direction * (length - 1)
        guard order.indices.contains(end) else { continue }
        let segment = min(places[partner], end)...max(places[partner], end)
        // Neither the neuron nor the link that goes may lie in the segment.
        if segment.contains(place) || segment.contains(place + side) { continue }
        let before = self.neuron(segment.lowerBound - 1), after = self.neuron(segment.upperBound + 1)
        let gain =
          weight(neuron, partner) + weight(order[end], beyond) - weight(neuron, beyond) + weight(before, after)
          - weight(before, order[segment.lowerBound]) - weight(order[segment.upperBound], after)
        if gain <= 0 { continue }
        let moved = direction == side ? Array(order[segment]) : order[segment].reversed()
        let far = order[end]
        relocate(segment, moved, beside: place, side)
        wake([neuron, partner, far, beyond, before, after])
        return true
      }
    }
    return false
  }

  private mutating func turn(_ range: ClosedRange<Int>) {
    order[range].reverse()
    for place in range { places[order[place]] = place }
  }

  private mutating func relocate(_ segment: ClosedRange<Int>, _ moved: [Int], beside place: Int, _ side: Int) {
    order.removeSubrange(segment)
    let target = place > segment.upperBound ? place - moved.count : place
    order.insert(contentsOf: moved, at: side > 0 ? target + 1 : target)
    let low = min(segment.lowerBound, place - 1), high = max(segment.upperBound, place + 1)
    for place in max(0, low)...min(order.count - 1, high) { places[order[place]] = place }
  }

  private mutating func wake(_ neurons: [Int?]) {
    for case let neuron? in neurons where !isWaiting[neuron] {
      isWaiting[neuron] = true
      waiting.append(neuron)
    }
  }
}
