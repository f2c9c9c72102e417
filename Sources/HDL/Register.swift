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
    self.init(shape) { BitVector(Enum<E>.position(of: reset), width: $0.ref.width) }
  }
  /// Every element resets to the case.
  public init<E>(_ shape: T, reset: E) where T == Vec<Enum<E>> {
    self.init(shape) { $0.filled(with: BitVector(Enum<E>.position(of: reset), width: $0.scalarType.width)) }
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
    let values = reset.values.map { (refs: Set($0.select(shape).map(\.ref)), value: $0.value) }
    self.init(shape) { leaf in
      let value = values.last { $0.refs.contains(leaf.ref) }?.value ?? 0
      return leaf.filled(with: BitVector(checking: value, fits: leaf.scalarType))
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

/// What the signals of a register's bundle or vector reset to: 0, but for those that say otherwise.
public struct ResetValues<T: Shape>: Sendable {
  fileprivate var values: [(select: @Sendable (T) -> [Leaf], value: Int)] = []
  public static var zero: ResetValues { ResetValues() }
  /// The same, with another value for the signals at `path`.
  public func with<V: Shape>(_ path: KeyPath<T, V> & Sendable, _ value: Int) -> ResetValues {
    var result = self
    result.values.append(({ $0[keyPath: path].leaves() }, value))
    return result
  }
}

extension Leaf {
  /// A pattern for the whole signal, with `element` in every innermost element; reports a number that stands for no case.
  fileprivate func filled(with element: BitVector) -> BitVector {
    let type = scalarType
    if let enumeration = type.enumeration, let code = element.unsigned {
      let cases = builder().module.enumerations[enumeration].cases
      if code >= UInt64(cases.count) {
        builder().error(
          "\(code) stands for no case of \(builder().module.enumerations[enumeration].name)",
          note: "its cases are 0 to \(cases.count - 1); better write one by its name")
      }
    }
    return ref.width == element.width
      ? element : BitVector.concatenated([BitVector](repeating: element, count: ref.width / element.width))
  }
}

extension BitVector {
  /// `value` as a literal of `type`; reports one that does not fit.
  init(checking value: Int, fits type: ValueType) {
    let width = max(1, type.width)
    if let cases = builder().cases(of: type), value < 0 || value >= cases.count {
      builder().error(
        "\(value) stands for no case of \(cases.name)",
        note: "its cases are 0 to \(cases.count - 1); better write one by its name")
    }
    let fits =
      width >= 64
      ? type.isSigned || value >= 0
      : (value >= 0 ? value >> (type.isSigned ? width - 1 : width) == 0 : type.isSigned && value >> (width - 1) == -1)
    if !fits {
      // At 64 bits a signed number takes every `Int`, an unsigned one every `Int` that is not negative.
      let range =
        type.isSigned
        ? "\(-(1 << (width - 1))) to \((1 << (width - 1)) - 1)"
        : "0 to " + (width >= 63 ? "2^\(width) - 1" : "\((1 << width) - 1)")
      builder().error(
        "\(value) does not fit \(width) \(type.isSigned ? "signed" : "unsigned") bit\(width == 1 ? "" : "s")",
        note: "the range is \(range)")
    }
    self.init(value, width: width)
  }
}
