import Simulation

/// The order in which a layer's neurons lie in flash.
package struct Placement: Hashable, Sendable {
  /// The neuron at each place.
  package let order: [Int]
  /// The place of each neuron.
  package let places: [Int]

  /// Throws one line for an order that does not hold each neuron once.
  package init(_ order: [Int]) throws(AcceleratorError) {
    var places = [Int](repeating: -1, count: order.count)
    for (place, neuron) in order.enumerated() {
      guard order.indices.contains(neuron), places[neuron] < 0 else {
        throw AcceleratorError("an order of \(order.count) neurons holds each once; place \(place) has \(neuron)")
      }
      places[neuron] = place
    }
    (self.order, self.places) = (order, places)
  }

  /// The order of the model's file.
  package static func model(_ neurons: Int) -> Placement { Placement(valid: Array(0..<neurons)) }

  /// An order that is right by construction.
  init(valid order: [Int]) {
    var places = [Int](repeating: 0, count: order.count)
    for (place, neuron) in order.enumerated() { places[neuron] = place }
    (self.order, self.places) = (order, places)
  }
}

/// How neurons are placed.
public enum PlacementMethod: String, Hashable, Codable, CaseIterable, Sendable {
  /// The paper's greedy path (algorithm 1).
  case ripple
  /// That path, shortened by exchanges until none helps.
  case improved
  /// The most frequent first (Neuralink-S, the third version's baseline).
  case frequency
  /// As in the model's file (LLMFlash, the paper's baseline).
  case model
  /// A random order.
  case random

  /// Places a layer's neurons.
  ///
  /// - Parameter seed: of a random order
  package func placement(of counts: CoActivation, seed: UInt64 = 1) -> Placement {
    switch self {
    case .ripple: GreedyPath.placement(of: counts, pairs: counts.sortedPairs())
    case .improved: improved(counts)
    case .frequency:
      Placement(
        valid: (0..<counts.neurons).sorted {
          counts.counts[$0] == counts.counts[$1] ? $0 < $1 : counts.counts[$0] > counts.counts[$1]
        })
    case .model: .model(counts.neurons)
    case .random: Placement(valid: shuffled(counts.neurons, seed: seed))
    }
  }

  private func improved(_ counts: CoActivation) -> Placement {
    let pairs = counts.sortedPairs()
    var path = PathImprovement(GreedyPath.placement(of: counts, pairs: pairs), counts, pairs: pairs)
    path.improve()
    return Placement(valid: path.order)
  }

  private func shuffled(_ count: Int, seed: UInt64) -> [Int] {
    var random = SplitMix64(seed: seed)
    return Array(0..<count).shuffled(using: &random)
  }
}
