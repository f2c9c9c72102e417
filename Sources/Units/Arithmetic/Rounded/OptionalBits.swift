import HDL

/// Bits that a configuration may do without: with a width of 0 there is no port and no register.
public struct OptionalBits: Payload {
  /// The bits, or nothing.
  public let bits: [Bits]

  /// - Parameter width: 0 for none
  public init(_ width: Int) { bits = width > 0 ? [Bits(width)] : [] }
  private init(bits: [Bits]) { self.bits = bits }

  /// The width.
  public var shape: Int { bits.first?.shape ?? 0 }
  /// Visits the bits, if there are any.
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) {
    for signal in bits { signal._visitLeaves(name, visit) }
  }
  /// The same with each signal replaced.
  public func _rebuilt(_ replace: (Ref) -> Ref) -> OptionalBits { OptionalBits(bits: bits.map { $0._rebuilt(replace) }) }
}
