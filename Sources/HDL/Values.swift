import Netlist

// Operations that are made of others.

extension Readable where Kind: Payload {
  /// 1 if all signals of both bundles are equal.
  public static func == <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind {
    zip(left._value.leaves(), right._value.leaves()).reduce(Bit.one) { all, pair in
      requireEqualTypes("==", pair.0.ref, pair.1.ref)
      let isComparable = pair.0.ref.width == pair.1.ref.width
      return all & Bit.make(.binary(.equal, pair.0.ref.id, isComparable ? pair.1.ref.id : pair.0.ref.id), 1)
    }
  }
  /// 1 if any signals of the bundles differ.
  public static func != <R: Readable>(left: Self, right: R) -> Bit where R.Kind == Kind { !(left == right) }
}

extension Readable where Kind: Number {
  /// The exact product with a constant, which takes as many bits as it needs.
  public static func * (left: Self, right: Int) -> Kind {
    if right < 0, !Kind._isSigned {
      builder().error(
        "\(right) is negative and \(builder().describe(left._value.ref)) is unsigned", note: "use asSigned", at: "*")
    }
    let magnitude = Int.bitWidth - (right < 0 ? ~right : right).leadingZeroBitCount
    let type = ValueType(width: max(1, magnitude + (Kind._isSigned ? 1 : 0)), isSigned: Kind._isSigned)
    let constant = builder().constant(BitVector(right, width: type.width), type)
    let ref = left._value.ref
    return Kind.make(.binary(.multiply, ref.id, constant.id), ref.width + type.width)
  }
}

extension Readable where Kind: IntegerLike {
  /// The bits moved up by a constant, those that fall out at the top coming in at the bottom.
  public func rotatedLeft(by amount: Int) -> Kind {
    let ref = _value.ref
    let distance = ((amount % ref.width) + ref.width) % ref.width
    if distance == 0 { return _value }
    let low = Bits.make(.slice(ref.id, offset: ref.width - distance), distance)
    let high = Bits.make(.slice(ref.id, offset: 0), ref.width - distance)
    return Kind.make(.concatenate([low.ref.id, high.ref.id]), ref.width)
  }
  /// The bits moved down by a constant, those that fall out at the bottom coming in at the top.
  public func rotatedRight(by amount: Int) -> Kind { rotatedLeft(by: -(amount % _value.ref.width)) }
  /// The bits in the opposite order.
  public var bitReversed: Kind {
    let ref = _value.ref
    if ref.width == 1 { return _value }
    let bits = (0..<ref.width).reversed().map { Bit.make(.slice(ref.id, offset: $0), 1).ref.id }
    return Kind.make(.concatenate(bits), ref.width)
  }
  private var bitVector: Vec<Bit> { split(into: Bit()) }
  /// How many bits are 1.
  public var populationCount: Unsigned {
    let width = Unsigned.width(upTo: _value.ref.width)
    return bitVector.map { $0.asUnsigned.extended(to: width) }.reduce { $0 + $1 }
  }
  /// How many bits are 0 above the highest 1; the width if there is none.
  public var leadingZeroCount: Unsigned {
    let zero = Unsigned.constant(0, width: Unsigned.width(upTo: _value.ref.width))
    return bitVector.reduce(zero) { count, bit in mux(bit, zero, count + 1) }
  }
  /// How many bits are 0 below the lowest 1; the width if there is none.
  public var trailingZeroCount: Unsigned { bitReversed.leadingZeroCount }
}

extension Bits {
  /// A constant of any width: `Bits.literal(0x0123_4567_89ab_cdef_0123, width: 80)`.
  public static func literal(_ value: StaticBigInt, width: Int) -> Bits { Bits(_ref: literalRef(value, ValueType(width: width))) }
}
extension Unsigned {
  /// A constant of any width.
  public static func literal(_ value: StaticBigInt, width: Int) -> Unsigned {
    Unsigned(_ref: literalRef(value, ValueType(width: width)))
  }
}
extension Signed {
  /// A constant of any width.
  public static func literal(_ value: StaticBigInt, width: Int) -> Signed {
    Signed(_ref: literalRef(value, ValueType(width: width, isSigned: true)))
  }
}

private func literalRef(_ value: StaticBigInt, _ requested: ValueType) -> Ref {
  var type = requested
  if type.width < 1 || type.width > maximumWidth {
    builder().error("a constant has 1 to \(maximumWidth) bits, not \(type.width)")
    type.width = 64
  }
  // The width that two's complement takes; a number without a sign needs one bit less.
  let needed = value.bitWidth - (type.isSigned ? 0 : 1)
  if needed > type.width || value.signum() < 0 && !type.isSigned {
    builder().error(
      "the literal does not fit \(type.width) \(type.isSigned ? "signed" : "unsigned") bit\(type.width == 1 ? "" : "s")",
      note: value.signum() < 0 && !type.isSigned ? "use Signed" : "it needs \(needed)")
  }
  let words = (0..<(type.width + 63) / 64).map { UInt64(value[$0]) }
  return builder().constant(BitVector(words: words, width: type.width), type)
}
