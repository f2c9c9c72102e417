import Netlist

/// A register: reads give its current value, `<==` sets the value after the next rising edge of its clock.
///
/// Without an assignment it keeps its value. With `reset:` it takes that value while the domain's reset is 1, whatever is
/// assigned. Without one it starts from a seeded value in simulation, and the elaborator refuses to let it reach an output
/// of the top module other than a stream's payload; `reset: .guarded` says that the design sees to it.
@dynamicMemberLookup
public struct Reg<T: Shape>: Drivable {
  public let _value: T
  init(place: T) { _value = place }

  public enum NoReset: Sendable { case guarded }

  /// A register, or one for each signal of a bundle, without reset.
  public init(_ shape: T) { self.init(shape, reset: { _ in nil }) }
  /// Without reset; the designer vouches that the contents before the first write never reach an output.
  public init(_ shape: T, reset: NoReset) { self.init(shape, reset: { _ in nil }, isMarked: true) }
  /// Every signal of a bundle, and every element of a vector, resets to `reset`.
  public init(_ shape: T, reset: Int) {
    self.init(shape) { $0.filled(with: BitVector(checking: reset, fits: $0.scalarType)) }
  }
  public init<E>(_ shape: T, reset: E) where T == Enum<E> {
    self.init(shape) { _ in Enum<E>.code(of: reset) }
  }
  /// Every element resets to the case.
  public init<E>(_ shape: T, reset: E) where T == Vec<Enum<E>> {
    self.init(shape) { $0.filled(with: Enum<E>.code(of: reset)) }
  }
  /// Each element resets to its number.
  public init<Element: IntegerLike>(_ shape: T, reset: [Int]) where T == Vec<Element> {
    if reset.count != shape.count {
      builder().error("a vector of \(shape.count) elements needs as many reset values, not \(reset.count)")
    }
    self.init(shape) { leaf in
      BitVector.concatenated(
        (0..<shape.count).map { BitVector(checking: $0 < reset.count ? reset[$0] : 0, fits: leaf.scalarType) })
    }
  }
  /// Each signal resets to its own value: `reset: .zero`, or `.zero.with(\.tag, 3)`.
  public init(_ shape: T, reset: ResetValues<T>) {
    let values = reset.values.map { (refs: Set($0.select(shape).map(\.ref)), pattern: $0.pattern) }
    self.init(shape) { leaf in
      let pattern = values.last { $0.refs.contains(leaf.ref) }?.pattern
      return leaf.filled(with: pattern?(leaf.scalarType) ?? BitVector(checking: 0, fits: leaf.scalarType))
    }
  }

  /// The value of `next` one cycle later, whatever conditions stand around the call.
  public init(next: some Readable<T>, reset: Int? = nil) where T: Signal {
    let source = next._value
    let shape = source._with(fresh(source.ref.type))
    if let reset { self.init(shape, reset: reset) } else { self.init(shape) }
    follow(source.ref)
  }
  /// The value of `next` one cycle later, without reset; the designer vouches for the contents before that.
  public init(next: some Readable<T>, reset: NoReset) where T: Signal {
    let source = next._value
    self.init(source._with(fresh(source.ref.type)), reset: reset)
    follow(source.ref)
  }
  /// The value that `next` had when `enable` was last 1, whatever conditions stand around the call.
  public init(next: some Readable<T>, enable: some Readable<Bit>, reset: Int? = nil) where T: Signal {
    let source = next._value
    let shape = source._with(fresh(source.ref.type))
    if let reset { self.init(shape, reset: reset) } else { self.init(shape) }
    follow(source.ref, when: enable._value.ref)
  }

  /// Takes over `source` at every edge, or at those at which `enable` is 1: an expression is not gated by the conditions around
  /// it, as statements are.
  private func follow(_ source: Ref, when enable: Ref? = nil) where T: Signal {
    let builder = builder()
    let assignment = Statement.Kind.assign(.value(builder.id(of: _value.ref)), builder.id(of: source))
    guard let enable else { return builder.record(assignment, isGated: false) }
    let body = [Statement(assignment, location: builder.location)]
    builder.record(.when(builder.id(of: enable), then: body, otherwise: []), isGated: false)
  }

  init(_ shape: T, reset: (Leaf) -> BitVector?, isMarked: Bool = false) {
    _value = shape
    let builder = builder()
    if builder.loopDepth > 0 {
      builder.error(
        "a register cannot be made inside the closure of a vector operation", note: "make a register of the whole vector")
    }
    if builder.isDetached {
      builder.error("Reg")
      return
    }
    for leaf in shape.leaves() {
      claim(leaf.ref, as: "Reg")
      var register = Register(value: leaf.ref.id, domain: builder.domain, reset: reset(leaf))
      register.isUnresetMarked = isMarked
      builder.module[builder.id(of: leaf.ref)].operation = .register(builder.module.registers.count)
      builder.module.registers.append(register)
    }
  }

  public subscript<V: Shape>(dynamicMember path: KeyPath<T, V>) -> Reg<V> { Reg<V>(place: _value[keyPath: path]) }
}
