/// A rate that a chip cannot exceed, as a line over its operators.
public struct Roof: Hashable, Encodable, Sendable {
  /// What is counted.
  public enum Kind: String, Encodable, Sendable {
    /// Operations a second: products and their additions, or values of a unit that multiplies nothing.
    case compute
    /// Bytes a second.
    case memory
  }
  /// What is limited, such as `flash pages`.
  public let name: String
  /// Whether operations or bytes are limited.
  public let kind: Kind
  /// Of all that work side by side.
  public let perSecond: Double
  /// The memory whose bytes an operator's are counted in; nil where it is a way that only some of them take.
  public let memory: String?

  /// - Parameters:
  ///   - name: what is limited
  ///   - kind: operations or bytes
  ///   - perSecond: of all that work side by side
  ///   - memory: the memory that it is the rate of
  public init(_ name: String, _ kind: Kind, perSecond: Double, memory: String? = nil) {
    (self.name, self.kind, self.perSecond, self.memory) = (name, kind, perSecond, memory)
  }
}
