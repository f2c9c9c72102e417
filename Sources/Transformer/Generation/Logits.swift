import CKernels
import Foundation

/// A token with its logit.
public struct ScoredToken: Hashable, Sendable, Codable {
  public let id: Int
  public let logit: Float

  public init(id: Int, logit: Float) {
    self.id = id
    self.logit = logit
  }
}

/// Questions to one row of logits.
public struct Logits: Sendable {
  /// One logit per token of the vocabulary.
  public let values: ArraySlice<Float>

  public init(_ values: ArraySlice<Float>) { self.values = values }

  /// The row `row` of a matrix of logits.
  public init(_ matrix: Matrix, row: Int = 0) { values = matrix[row: row] }

  /// The `count` best tokens, best first; the lower id first where logits are equal.
  public func best(_ count: Int) -> [ScoredToken] {
    var result: [ScoredToken] = []
    for (id, logit) in values.enumerated() {
      if result.count == count, let last = result.last, logit <= last.logit || logit.isNaN { continue }
      let place = result.firstIndex { $0.logit < logit } ?? result.count
      result.insert(ScoredToken(id: id, logit: logit), at: place)
      if result.count > count { result.removeLast() }
    }
    return result
  }

  /// The natural logarithm of the sum of e^logit, in fp64.
  public var logSumExp: Double {
    guard let maximum = values.max() else { return -.infinity }
    var total = 0.0
    for value in values { total += exp(Double(value - maximum)) }
    return Double(maximum) + log(total)
  }
}
