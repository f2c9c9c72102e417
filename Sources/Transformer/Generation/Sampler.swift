import Foundation

/// Picks the next token from logits.
public struct Sampler: Sendable, Codable {
  /// 0 picks the best token always; 1 follows the model's probabilities.
  public let temperature: Double
  /// Considers only so many of the best tokens; nil considers all.
  public let topK: Int?
  private var random: UInt64

  /// - Parameters:
  ///   - temperature: 0 or more.
  ///   - topK: 1 or more.
  ///   - seed: the same seed gives the same tokens.
  public init(temperature: Double = 0, topK: Int? = nil, seed: UInt64 = 0) {
    precondition(temperature >= 0 && temperature.isFinite, "the temperature is 0 or more")
    precondition((topK ?? 1) >= 1, "top-k is 1 or more")
    self.temperature = temperature
    self.topK = topK
    random = seed
  }

  /// The id of the next token.
  public mutating func pick(_ logits: Logits) -> Int {
    let best = logits.best(1).first?.id ?? 0
    guard temperature > 0 else { return best }
    let candidates: [ScoredToken]
    if let topK {
      candidates = logits.best(min(topK, logits.values.count))
    } else {
      candidates = logits.values.enumerated().map { ScoredToken(id: $0, logit: $1) }
    }
    let maximum = Double(candidates.map(\.logit).max() ?? 0)
    let weights = candidates.map { exp((Double($0.logit) - maximum) / temperature) }
    var remaining = uniform() * weights.reduce(0, +)
    for (candidate, weight) in zip(candidates, weights) {
      remaining -= weight
      if remaining < 0 { return candidate.id }
    }
    return best
  }

  /// A number from 0 up to 1: SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func uniform() -> Double {
    random &+= 0x9e37_79b9_7f4a_7c15
    var mixed = random
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    mixed ^= mixed >> 31
    return Double(mixed >> 11) * 0x1p-53
  }
}
