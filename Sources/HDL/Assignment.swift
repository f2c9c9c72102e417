import Netlist

extension Drivable {
  /// Drives a wire, output, instance input or register. The last assignment that executes wins.
  public static func <== <R: Readable>(left: Self, right: R) where R.Kind == Kind, Kind: Signal {
    let target = left._value.ref, source = right._value.ref
    requireEqualTypes("<==", target, source)
    left._drive(source.width == target.width ? source : builder().add(.resize(source.id), target.type))
  }
  public static func <== (left: Self, right: Int) where Kind: IntegerLike { left._drive(literal(right, like: left._value.ref)) }
  public static func <== <E>(left: Self, right: E) where Kind == Enum<E> { left._drive(Enum<E>.constant(right)) }
  /// Drives every signal of a bundle.
  public static func <== <R: Readable>(left: Self, right: R) where R.Kind == Kind, Kind: Payload {
    connect(left._value, right._value)
  }
}

/// Connects a whole stream or bundle: what runs with the direction from right to left, `ready` from left to right.
public func <== <T: Bundle>(left: Out<T>, right: In<T>) { connect(left._value, right._value) }
public func <== <T: Bundle>(left: Out<T>, right: Wire<T>) { connect(left._value, right._value) }
public func <== <T: Bundle>(left: Wire<T>, right: In<T>) { connect(left._value, right._value) }
public func <== <T: Bundle>(left: Wire<T>, right: Wire<T>) { connect(left._value, right._value) }

func connect<T: Shape>(_ left: T, _ right: T) {
  let builder = builder()
  for (target, source) in zip(left.leaves(), right.leaves()) {
    requireEqualTypes("<==", target.ref, source.ref)
    let (to, from) = target.isFlipped ? (source.ref, target.ref) : (target.ref, source.ref)
    if target.isFlipped { builder.claimReady(to) }
    builder.drive(to, to.width == from.width ? from : builder.add(.resize(from.id), to.type))
  }
}

@available(*, unavailable, message: "an input cannot be driven inside its module")
public func <== <T, R>(left: In<T>, right: R) {}
@available(*, unavailable, message: "a value cannot be driven; make it a Wire, a Reg or an output")
public func <== <T: Signal, R>(left: T, right: R) {}
