/// Which rows of a run get logits.
public enum LogitRows: Sendable { case none, last, all }

/// A model in use, whatever runs it: takes tokens, gives logits, keeps what came before.
public protocol TokenSession {
  /// Positions run so far, and most positions.
  var position: Int { get }
  var capacity: Int { get }

  /// Forgets everything from `position` on.
  mutating func rewind(to position: Int)

  /// Runs `tokens` at the positions that follow and returns the logits of the rows asked for, [row][token].
  ///
  /// - Parameter isCancelled: asked now and then; when it says so, `SessionError.cancelled` is thrown, and the session stays where
  ///   it was
  mutating func run(_ tokens: [Int], logits: LogitRows, isCancelled: (() -> Bool)?) throws -> Matrix

  /// The id with the largest of the last run's logits, the lowest of equals, as what runs the model chooses it.
  mutating func argmax(_ logits: ArraySlice<Float>) throws -> Int
}
