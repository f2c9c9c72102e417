/// One generated token.
public struct GeneratedToken: Hashable, Sendable {
  public let id: Int
  /// The five best candidates of the step, best first.
  public let best: [ScoredToken]
  /// Logarithm of the sum of e^logit over the vocabulary: the token's log-probability is its logit less this.
  public let logSumExp: Double
}

/// Continues a prompt token by token.
///
/// Stops after the tokens asked for, after the end token, or at the end of the context.
public struct Generator<Model: TokenSession> {
  public private(set) var session: Model
  /// With the state of its random numbers.
  public private(set) var sampler: Sampler
  private let endID: Int?
  private var remaining: Int
  private var pending: [Int]

  /// Most tokens of a prompt that are run at once; bounds the memory for activations.
  public static var promptBatch: Int { 256 }

  /// - Parameters:
  ///   - prompt: at least one token.
  ///   - tokens: most tokens to yield.
  ///   - endID: the token after which to stop, itself included; nil goes on regardless.
  public init(
    session: Model, prompt: [Int], tokens: Int, sampler: Sampler = Sampler(), endID: Int? = nil
  ) {
    self.session = session
    self.sampler = sampler
    self.endID = endID
    remaining = tokens
    pending = prompt
  }

  /// Runs the prompt but for its last token; `next` does so too when this was not called.
  ///
  /// - Parameter isCancelled: asked before each operator; when it says so, `SessionError.cancelled` is thrown and the batch that
  ///   was at work is as if it had not begun.
  public mutating func prefill(isCancelled: (() -> Bool)? = nil) throws {
    while pending.count > 1 {
      let batch = Array(pending.prefix(min(pending.count - 1, Self.promptBatch)))
      _ = try session.run(batch, logits: .none, isCancelled: isCancelled)
      pending.removeFirst(batch.count)
    }
  }

  /// The next token, or nil at the end.
  public mutating func next() throws -> GeneratedToken? {
    guard remaining > 0 else { return nil }
    if session.position > 0, session.position + pending.count > session.capacity { return nil }
    try prefill()
    let logits = Logits(try session.run(pending, logits: .last, isCancelled: nil))
    let id = sampler.temperature == 0 ? try session.argmax(logits.values) : sampler.pick(logits)
    remaining = id == endID ? 0 : remaining - 1
    pending = [id]
    return GeneratedToken(id: id, best: logits.best(5), logSumExp: logits.logSumExp)
  }
}
