import Foundation

/// How well a model predicts a text.
public struct Perplexity: Hashable, Sendable {
  /// Negative natural logarithm of the probability of each token but the first, given those before it.
  public let negativeLogLikelihoods: [Double]

  public init(negativeLogLikelihoods: [Double]) { self.negativeLogLikelihoods = negativeLogLikelihoods }

  /// e to the mean negative log-likelihood of the first `count` predictions, or of all.
  public func value(first count: Int? = nil) -> Double {
    let used = negativeLogLikelihoods.prefix(count ?? negativeLogLikelihoods.count)
    return exp(used.reduce(0, +) / Double(used.count))
  }
}

extension TokenSession {
  /// The perplexity of `tokens` in one window, from position 0.
  ///
  /// - Parameter progress: called with the number of tokens done.
  public mutating func perplexity(of tokens: [Int], batch: Int = 128, progress: ((Int) -> Void)? = nil) throws -> Perplexity {
    guard tokens.count > 1 else { throw SessionError.noTokens }
    rewind(to: 0)
    var result: [Double] = []
    var start = 0
    while start < tokens.count - 1 {
      let end = min(start + max(1, batch), tokens.count - 1)
      let logits = try run(Array(tokens[start..<end]), logits: .all, isCancelled: nil)
      for index in start..<end {
        let row = Logits(logits, row: index - start)
        let next = tokens[index + 1]
        guard (0..<row.values.count).contains(next) else {
          throw SessionError.unknownToken(id: next, vocabulary: row.values.count)
        }
        result.append(row.logSumExp - Double(row.values[row.values.startIndex + next]))
      }
      start = end
      progress?(start)
    }
    return Perplexity(negativeLogLikelihoods: result)
  }
}
