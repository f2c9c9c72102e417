import Netlist

extension Readable where Kind: IntegerLike {
  /// The same number in more bits: sign-extended if `Signed`, else with zeros.
  public func extended(to width: Int) -> Kind {
    let ref = _value.ref
    if width < ref.width {
      builder().error(
        "extended(to: \(width)) would cut \(builder().describe(ref)), which is \(ref.width) bits",
        note: "use truncated(to: \(width)) or saturated(to: \(width))")
    }
    if width > maximumWidth {
      builder().error("extended(to: \(width)) is beyond the \(maximumWidth) bits that a signal can have")
    }
    return width == ref.width ? _value : Kind.make(.resize(ref.id), min(max(1, width), maximumWidth))
  }
  /// The low `width` bits.
  public func truncated(to width: Int) -> Kind {
    let ref = _value.ref
    if width > ref.width || width < 1 {
      reportNarrowing("truncated", ref, width)
      return Kind.make(.resize(ref.id), max(1, width))
    }
    return width == ref.width ? _value : Kind.make(.resize(ref.id), width)
  }

  /// The bit at a constant position.
  public subscript(bit: Int) -> Bit {
    let ref = _value.ref
    if bit < 0 || bit >= ref.width {
      builder().error("bit \(bit) is outside \(builder().describe(ref)), which has bits 0 to \(ref.width - 1)")
    }
    return Bit.make(.slice(ref.id, offset: min(max(0, bit), ref.width - 1)), 1)
  }
  /// The bits of a range, lowest first: `word[0..<8]`.
  public subscript(range: Range<Int>) -> Bits { slice(range.lowerBound, range.count) }
  public subscript(range: ClosedRange<Int>) -> Bits { slice(range.lowerBound, range.count) }
  /// The bit at a computed position; 0 beyond the width.
  public subscript(bit: some Readable<Unsigned>) -> Bit { Bit.make(.element(_value.ref.id, index: bit._value.ref.id), 1) }

  private func slice(_ offset: Int, _ width: Int) -> Bits {
    let ref = _value.ref
    if width < 1 {
      builder().error("an empty range of bits has no value", note: "ranges are low..<high or low...high")
    } else if offset < 0 || offset + width > ref.width {
      builder().error(
        "bits \(offset) to \(offset + width - 1) are outside \(builder().describe(ref)), which has bits 0 to \(ref.width - 1)")
    }
    if offset < 0 || width < 1 || offset + width > ref.width {
      return Bits.make(.slice(ref.id, offset: 0), min(max(1, width), ref.width))
    }
    return Bits.make(.slice(ref.id, offset: offset), width)
  }
}

extension Readable where Kind: Number {
  /// The nearest number that `width` bits can hold.
  public func saturated(to width: Int) -> Kind {
    let ref = _value.ref
    if width > ref.width || width < 1 {
      reportNarrowing("saturated", ref, width)
      return Kind.make(.resize(ref.id), max(1, width))
    }
    if width == ref.width { return _value }
    let low = Kind.make(.resize(ref.id), width)
    if !Kind._isSigned {
      let overflows = Bits.make(.slice(ref.id, offset: width), ref.width - width).any
      let maximum = builder().constant(.ones(width: width), ValueType(width: width))
      return mux(overflows, Kind(_ref: maximum), low)
    }
    let top = Bits.make(.slice(ref.id, offset: width - 1), ref.width - width + 1)
    let fits = !top.any | top.all
    let sign = Bit.make(.slice(ref.id, offset: ref.width - 1), 1)
    let type = ValueType(width: width, isSigned: true)
    var maximum = BitVector.ones(width: width)
    maximum[width - 1] = false
    let limit = mux(sign, Kind(_ref: builder().constant(~maximum, type)), Kind(_ref: builder().constant(maximum, type)))
    return mux(fits, low, limit)
  }
}

extension Readable where Kind: Signal {
  /// The bits without their meaning.
  public var asBits: Bits { Bits.make(.reinterpret(_value.ref.id), _value.ref.width) }
  /// The bits as an unsigned number.
  public var asUnsigned: Unsigned { Unsigned.make(.reinterpret(_value.ref.id), _value.ref.width) }
  /// The bits as a two's-complement number.
  public var asSigned: Signed { Signed.make(.reinterpret(_value.ref.id), _value.ref.width) }
}
extension Readable where Kind: IntegerLike {
  /// A single bit as a condition.
  public var asBit: Bit {
    if _value.ref.width != 1 {
      builder().error(
        "asBit needs 1 bit, \(builder().describe(_value.ref)) is \(_value.ref.width) bits", note: "use [0], any or all")
    }
    return Bit.make(.slice(_value.ref.id, offset: 0), 1)
  }
}

/// The parts side by side, the **first one lowest**.
public func concatenate<each Part: Readable>(_ part: repeat each Part) -> Bits where repeat (each Part).Kind: Signal {
  var refs: [Ref] = []
  for one in repeat each part { refs.append(one._value.ref) }
  return concatenate(refs)
}
/// The parts side by side, the **first one lowest**.
public func concatenate(_ parts: [some Readable<some Signal>]) -> Bits { concatenate(parts.map { $0._value.ref }) }

func concatenate(_ refs: [Ref]) -> Bits {
  if refs.isEmpty {
    builder().error("concatenate needs at least one part")
    return Bits._placeholder()
  }
  return refs.count == 1
    ? Bits.make(.reinterpret(refs[0].id), refs[0].width)
    : Bits.make(.concatenate(refs.map(\.id)), refs.reduce(0) { $0 + $1.width })
}

/// `whenTrue` if the condition is 1, else `whenFalse`.
public func mux<A: Readable, B: Readable>(_ condition: some Readable<Bit>, _ whenTrue: A, _ whenFalse: B) -> A.Kind
where A.Kind == B.Kind, A.Kind: Signal {
  let a = whenTrue._value, b = whenFalse._value
  requireEqualTypes("mux", a.ref, b.ref)
  return a._with(builder().add(.mux(condition._value.ref.id, a.ref.id, b.ref.id), a.ref.type))
}
public func mux<A: Readable>(_ condition: some Readable<Bit>, _ whenTrue: A, _ whenFalse: Int) -> A.Kind
where A.Kind: IntegerLike {
  mux(condition, whenTrue, A.Kind(_ref: literal(whenFalse, like: whenTrue._value.ref)))
}
public func mux<B: Readable>(_ condition: some Readable<Bit>, _ whenTrue: Int, _ whenFalse: B) -> B.Kind
where B.Kind: IntegerLike {
  mux(condition, B.Kind(_ref: literal(whenTrue, like: whenFalse._value.ref)), whenFalse)
}
public func mux<A: Readable, B: Readable>(_ condition: some Readable<Bit>, _ whenTrue: A, _ whenFalse: B) -> A.Kind
where A.Kind == B.Kind, A.Kind: Payload {
  let others = whenFalse._value.leaves()
  var index = 0
  return whenTrue._value._rebuilt { ref in
    defer { index += 1 }
    requireEqualTypes("mux", ref, others[index].ref)
    return builder().add(.mux(condition._value.ref.id, ref.id, others[index].ref.id), ref.type)
  }
}

extension Readable where Kind: Payload {
  /// All signals of the bundle side by side, the first one lowest.
  public var packed: Bits { concatenate(_value.leaves().map(\.ref)) }
  /// The bits that `packed` has.
  public var packedWidth: Int { _value.leaves().reduce(0) { $0 + $1.ref.width } }
}
extension Payload {
  /// The bundle of `shape` whose signals lie side by side in `bits`, as `packed` puts them.
  public static func unpacked(_ bits: some Readable<Bits>, shape: Shape) -> Self {
    let source = bits._value.ref
    var offset = 0
    return Self(shape)._rebuilt { ref in
      let type = ref.type
      builder().unclaimed.remove(ref.id)
      defer { offset += type.width }
      return builder().add(.slice(source.id, offset: offset), type)
    }
  }
}

extension Bits {
  /// A constant pattern.
  public static func constant(_ value: Int, width: Int) -> Bits { Bits(_ref: constantRef(value, ValueType(width: width))) }
}
extension Unsigned {
  public static func constant(_ value: Int, width: Int) -> Unsigned {
    Unsigned(_ref: constantRef(value, ValueType(width: width)))
  }
}
extension Signed {
  public static func constant(_ value: Int, width: Int) -> Signed {
    Signed(_ref: constantRef(value, ValueType(width: width, isSigned: true)))
  }
}
extension Bit {
  public static var one: Bit { Bit(_ref: builder().constant(BitVector(1, width: 1), .bit)) }
  public static var zero: Bit { Bit(_ref: builder().constant(BitVector(0, width: 1), .bit)) }
}

private func constantRef(_ value: Int, _ requested: ValueType) -> Ref {
  var type = requested
  if type.width < 1 || type.width > maximumWidth {
    builder().error("a constant has 1 to \(maximumWidth) bits, not \(type.width)")
    type.width = 64
  }
  return builder().constant(BitVector(checking: value, fits: type), type)
}
