import Netlist

/// An input port or, from the parent's side, what can be read of an instance.
@dynamicMemberLookup
public struct In<T: Shape>: Readable, Shape {
  public let _value: T
  let clock: ClockDomain?
  let namePrefix: String?
  /// - Parameters:
  ///   - clock: the domain that the signals belong to, if it is not the standard one
  ///   - prefix: what the ports' names begin with instead of the field's name and an underscore: with `"s_axi_aw"` a stream has
  ///     the ports `s_axi_awvalid`, `s_axi_awready`, …, and a single signal is called by it
  public init(_ value: T, clock: ClockDomain? = nil, prefix: String? = nil) {
    _value = value
    self.clock = clock
    namePrefix = prefix
  }
  public subscript<V: Signal>(dynamicMember path: KeyPath<T, V>) -> V { _value[keyPath: path] }
  public subscript<V: Bundle>(dynamicMember path: KeyPath<T, V>) -> In<V> { In<V>(_value[keyPath: path]) }
  public subscript<V: Shape>(dynamicMember path: KeyPath<T, Flipped<V>>) -> Out<V> { Out(_value[keyPath: path]._value) }
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) { _value._visitLeaves(name, visit) }
}

/// An output port or, from the parent's side, what can be driven of an instance.
@dynamicMemberLookup
public struct Out<T: Shape>: Drivable, Shape {
  public let _value: T
  let clock: ClockDomain?
  let namePrefix: String?
  let isForProof: Bool
  /// Parameters as those of `In`.
  public init(_ value: T, clock: ClockDomain? = nil, prefix: String? = nil) {
    _value = value
    self.clock = clock
    namePrefix = prefix
    isForProof = false
  }
  /// What a module shows of itself to the invariants of those around it: a port that only `elaborateForProof` makes. Drive and
  /// read it inside `proof`.
  public init(proof value: T) {
    _value = value
    clock = nil
    namePrefix = nil
    isForProof = true
  }
  public subscript<V: Shape>(dynamicMember path: KeyPath<T, V>) -> Out<V> { Out<V>(_value[keyPath: path]) }
  public subscript<V: Signal>(dynamicMember path: KeyPath<T, Flipped<V>>) -> V { _value[keyPath: path]._value }
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) { _value._visitLeaves(name, visit) }
}

/// A net inside the module that statements drive combinationally; it must be driven on every path.
@dynamicMemberLookup
public struct Wire<T: Shape>: Drivable {
  public let _value: T
  public init(_ shape: T) {
    _value = shape
    for leaf in shape.leaves() { claim(leaf.ref, as: "Wire") }
  }
  init(place: T) { _value = place }
  public subscript<V: Shape>(dynamicMember path: KeyPath<T, V>) -> Wire<V> { Wire<V>(place: _value[keyPath: path]) }
  public subscript<V: Shape>(dynamicMember path: KeyPath<T, Flipped<V>>) -> Wire<V> {
    Wire<V>(place: _value[keyPath: path]._value)
  }
}

extension Ref {
  var type: ValueType { builder().type(of: self) }
}

/// Takes a fresh value for a port, register or wire; reports one that already belongs to something.
func claim(_ ref: Ref, as use: String) {
  let builder = builder()
  if !builder.isDetached, builder.unclaimed.remove(builder.id(of: ref)) == nil {
    builder.error(
      "\(use) needs a new signal, but \(builder.describe(ref)) already belongs to something",
      note: "write the kind once more: \(use)(\(ref.type.isSigned ? "Signed" : "Unsigned")(\(ref.width)))")
  }
}
