import Netlist

precedencegroup DrivePrecedence {
  lowerThan: TernaryPrecedence
  assignment: true
}
infix operator <== : DrivePrecedence
infix operator +^ : AdditionPrecedence
infix operator -^ : AdditionPrecedence

/// `value` as a constant of the type of `ref`.
func literal(_ value: Int, like ref: Ref) -> Ref {
  let type = ref.type
  return builder().constant(BitVector(checking: value, fits: type), type)
}

/// Reports operands of different widths, or vectors of different lengths, at the operator; the expression goes on with the
/// left type. `left` is what an assignment drives.
func requireEqualTypes(_ spelling: String, _ left: Ref, _ right: Ref) {
  let builder = builder()
  let a = builder.type(of: left), b = builder.type(of: right)
  guard let m = a.count, let n = b.count else { return requireEqualWidths(spelling, left, right) }
  if m != n {
    builder.error(
      "'\(spelling)' needs vectors of one length: \(builder.describe(left)) has \(m) elements, \(builder.describe(right)) has \(n)",
      note: "cut the longer one: [0..<\(min(m, n))]", at: spelling)
  } else if a.width != b.width {
    builder.error(
      "'\(spelling)' needs elements of equal widths: those of \(builder.describe(left)) are \(a.element.width) bits, those of \(builder.describe(right)) \(b.element.width)",
      note:
        "use .map { $0.\(a.width < b.width && spelling == "<==" ? "truncated(to: \(a.element.width))" : "extended(to: \(max(a.element.width, b.element.width)))") }",
      at: spelling)
  }
}

/// Reports operands of different widths at the operator; the expression goes on with the left width.
func requireEqualWidths(_ spelling: String, _ left: Ref, _ right: Ref) {
  guard left.width != right.width else { return }
  let builder = builder()
  let isAssignment = ["<==", "write", "shifted", "reduce"].contains(spelling)
  let remedy: String
  if isAssignment, left.width < right.width {
    remedy =
      "use \(builder.name(of: right) ?? "").truncated(to: \(left.width)) to drop the high bits, or saturated(to: \(left.width))"
  } else {
    remedy =
      "use \(builder.name(of: left.width < right.width ? left : right) ?? "").extended(to: \(max(left.width, right.width)))"
  }
  builder.error(
    "'\(spelling)' needs equal widths: \(builder.describe(left)) is \(left.width) bit\(left.width == 1 ? "" : "s"), \(builder.describe(right)) is \(right.width)",
    note: remedy, at: spelling)
}

private func binary<K: Scalar>(_ spelling: String, _ operation: BinaryOperator, _ left: Ref, _ right: Ref, as: K.Type) -> K {
  requireEqualWidths(spelling, left, right)
  let builder = builder()
  let matched =
    left.width == right.width
    ? right : builder.add(.resize(right.id), ValueType(width: left.width, isSigned: right.type.isSigned))
  let width = operation == .equal || operation == .less ? 1 : left.width
  return K.make(.binary(operation, left.id, matched.id), width)
}

private func equality<K: Scalar>(_ spelling: String, _ left: Ref, _ right: Ref, as: K.Type) -> K {
  guard left.type.count != nil else { return binary(spelling, .equal, left, right, as: K.self) }
  requireEqualTypes(spelling, left, right)
  return K.make(.binary(.equal, left.id, right.width == left.width ? right.id : left.id), 1)
}

private func growing<K: Number>(_ operation: BinaryOperator, _ left: Ref, _ right: Ref, _ spelling: String, as: K.Type) -> K {
  requireEqualWidths(spelling, left, right)
  let width = max(left.width, right.width) + 1
  let a = K.make(.resize(left.id), width), b = K.make(.resize(right.id), width)
  return K.make(.binary(operation, a.ref.id, b.ref.id), width)
}

// Operators are generic over `Readable` with one overload for `Int` on the right: the type checker stays fast on long
// expressions, and `count == depth - 1` mixes freely with hardware.

extension Readable where Kind: Number {
  /// The sum, modulo 2 to the width.
  public static func + <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    binary("+", .add, left._value.ref, right._value.ref, as: Kind.self)
  }
  public static func + (left: Self, right: Int) -> Kind {
    binary("+", .add, left._value.ref, literal(right, like: left._value.ref), as: Kind.self)
  }
  /// The difference, modulo 2 to the width.
  public static func - <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    binary("-", .subtract, left._value.ref, right._value.ref, as: Kind.self)
  }
  public static func - (left: Self, right: Int) -> Kind {
    binary("-", .subtract, left._value.ref, literal(right, like: left._value.ref), as: Kind.self)
  }
  /// The exact sum, one bit wider.
  public static func +^ <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    growing(.add, left._value.ref, right._value.ref, "+^", as: Kind.self)
  }
  /// The exact difference of signed numbers, one bit wider; of unsigned ones modulo 2 to that width.
  public static func -^ <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    growing(.subtract, left._value.ref, right._value.ref, "-^", as: Kind.self)
  }
  /// The exact product: as wide as both operands together.
  public static func * <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    let a = left._value.ref, b = right._value.ref
    return Kind.make(.binary(.multiply, a.id, b.id), a.width + b.width)
  }
  /// The two's complement, modulo 2 to the width.
  public static prefix func - (value: Self) -> Kind { Kind.make(.negate(value._value.ref.id), value._value.ref.width) }

  public static func < <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    binary("<", .less, left._value.ref, right._value.ref, as: Bit.self)
  }
  public static func < (left: Self, right: Int) -> Bit {
    binary("<", .less, left._value.ref, literal(right, like: left._value.ref), as: Bit.self)
  }
  public static func > <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    binary(">", .less, right._value.ref, left._value.ref, as: Bit.self)
  }
  public static func > (left: Self, right: Int) -> Bit {
    binary(">", .less, literal(right, like: left._value.ref), left._value.ref, as: Bit.self)
  }
  public static func <= <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    !binary("<=", .less, right._value.ref, left._value.ref, as: Bit.self)
  }
  public static func <= (left: Self, right: Int) -> Bit {
    !binary("<=", .less, literal(right, like: left._value.ref), left._value.ref, as: Bit.self)
  }
  public static func >= <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    !binary(">=", .less, left._value.ref, right._value.ref, as: Bit.self)
  }
  public static func >= (left: Self, right: Int) -> Bit {
    !binary(">=", .less, left._value.ref, literal(right, like: left._value.ref), as: Bit.self)
  }
}

extension Readable where Kind: Bitwise {
  public static func & <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    binary("&", .and, left._value.ref, right._value.ref, as: Kind.self)
  }
  public static func & (left: Self, right: Int) -> Kind {
    binary("&", .and, left._value.ref, literal(right, like: left._value.ref), as: Kind.self)
  }
  public static func | <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    binary("|", .or, left._value.ref, right._value.ref, as: Kind.self)
  }
  public static func | (left: Self, right: Int) -> Kind {
    binary("|", .or, left._value.ref, literal(right, like: left._value.ref), as: Kind.self)
  }
  public static func ^ <R: Readable>(left: Self, right: R) -> Kind where R.Kind == Kind {
    binary("^", .xor, left._value.ref, right._value.ref, as: Kind.self)
  }
  public static func ^ (left: Self, right: Int) -> Kind {
    binary("^", .xor, left._value.ref, literal(right, like: left._value.ref), as: Kind.self)
  }
  public static prefix func ~ (value: Self) -> Kind { Kind.make(.not(value._value.ref.id), value._value.ref.width) }
  /// 1 if any bit is 1.
  public var any: Bit { Bit.make(.reduce(.or, _value.ref.id), 1) }
  /// 1 if every bit is 1.
  public var all: Bit { Bit.make(.reduce(.and, _value.ref.id), 1) }
  /// 1 if an odd number of bits is 1.
  public var parity: Bit { Bit.make(.reduce(.xor, _value.ref.id), 1) }
}

extension Readable where Kind == Bit {
  /// Both; binds more loosely than `==`, as in Swift.
  public static func && <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Bit {
    binary("&&", .and, left._value.ref, right._value.ref, as: Bit.self)
  }
  public static func || <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Bit {
    binary("||", .or, left._value.ref, right._value.ref, as: Bit.self)
  }
  public static prefix func ! (value: Self) -> Bit { Bit.make(.not(value._value.ref.id), 1) }
}

extension Readable where Kind: Signal {
  public static func == <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    equality("==", left._value.ref, right._value.ref, as: Bit.self)
  }
  public static func != <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    !equality("!=", left._value.ref, right._value.ref, as: Bit.self)
  }
}
extension Readable where Kind: IntegerLike {
  public static func == (left: Self, right: Int) -> Bit {
    binary("==", .equal, left._value.ref, literal(right, like: left._value.ref), as: Bit.self)
  }
  public static func != (left: Self, right: Int) -> Bit {
    !binary("!=", .equal, left._value.ref, literal(right, like: left._value.ref), as: Bit.self)
  }
}
extension Readable {
  public static func == <E>(left: Self, right: E) -> Bit where Kind == Enum<E> {
    binary("==", .equal, left._value.ref, Enum<E>.constant(right), as: Bit.self)
  }
  public static func != <E>(left: Self, right: E) -> Bit where Kind == Enum<E> {
    !binary("!=", .equal, left._value.ref, Enum<E>.constant(right), as: Bit.self)
  }
}

// MARK: Shifts

extension Readable where Kind: Bitwise {
  /// Shifted left by a constant; zeros come in, the width stays.
  public static func << (left: Self, amount: Int) -> Kind { shift(.left, left._value, amount) }
  /// Shifted right by a constant; zeros come in, for `Signed` copies of the sign.
  public static func >> (left: Self, amount: Int) -> Kind {
    shift(Kind._isSigned ? .arithmeticRight : .logicalRight, left._value, amount)
  }
  /// An amount of the width or more gives 0.
  public static func << (left: Self, amount: some Readable<Unsigned>) -> Kind {
    Kind.make(.shift(.left, left._value.ref.id, by: amount._value.ref.id), left._value.ref.width)
  }
  /// An amount of the width or more gives 0, for `Signed` the sign in every bit.
  public static func >> (left: Self, amount: some Readable<Unsigned>) -> Kind {
    Kind.make(
      .shift(Kind._isSigned ? .arithmeticRight : .logicalRight, left._value.ref.id, by: amount._value.ref.id),
      left._value.ref.width)
  }
}

private func shift<K: Scalar>(_ operation: ShiftOperator, _ value: K, _ amount: Int) -> K {
  if amount < 0 { builder().error("a shift needs an amount of 0 or more, not \(amount)", note: "shift the other way") }
  if amount > value.ref.width { reportOvershift(operation, value.ref, amount) }
  let width = Unsigned.width(upTo: max(0, amount))
  let constant = builder().constant(BitVector(max(0, amount), width: width), ValueType(width: width))
  return K.make(.shift(operation, value.ref.id, by: constant.id), value.ref.width)
}
