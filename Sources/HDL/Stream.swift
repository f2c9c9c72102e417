/// A channel with valid / ready handshake.
///
/// A transfer happens at every rising edge where `valid` and `ready` are both 1. The sender holds `valid` and keeps the
/// payload until then; it must not wait for `ready` before it raises `valid`. The receiver may take `ready` back. Every
/// simulation checks the sender's part at the top module's ports.
@dynamicMemberLookup
public struct Stream<P: Payload>: Bundle {
  public let valid: Bit
  public let ready: Flipped<Bit>
  public let payload: P

  public init(_ payload: P) {
    valid = Bit()
    ready = Flipped(Bit())
    self.payload = payload
  }
  init(valid: Bit, ready: Bit, payload: P) {
    self.valid = valid
    self.ready = Flipped(ready)
    self.payload = payload
  }
  /// Whether a transfer happens in this cycle.
  public var fire: Bit { valid & ready }
  public subscript<V: Shape>(dynamicMember path: KeyPath<P, V>) -> V { payload[keyPath: path] }

  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) {
    visit(Leaf(name: join(name, "valid"), ref: valid.ref))
    visit(Leaf(name: join(name, "ready"), ref: ready._value.ref, isFlipped: true))
    payload._visitLeaves(name, visit)
  }
}

/// What elaboration needs to know of a stream without its payload's type.
protocol AnyStream {
  var validRef: Ref { get }
  var readyRef: Ref { get }
  var payloadRefs: [Ref] { get }
}
extension Stream: AnyStream {
  var validRef: Ref { valid.ref }
  var readyRef: Ref { ready._value.ref }
  var payloadRefs: [Ref] { payload.leaves().map(\.ref) }
}
