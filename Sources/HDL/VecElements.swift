import Netlist

// Elements of vectors and vectors made of them; nothing here unrolls but `unrolled`.

/// Anything that holds a vector. (Spelled as an extension of `Readable`, so that registers and ports have it too.)
extension Readable {
  /// Element `index`, a constant.
  public subscript<Element>(index: Int) -> Element where Kind == Vec<Element> {
    let vector = _value
    let position = vector.checkedIndex(index)
    return vector.element { builder().add(.slice($0.id, offset: position * $1.width), $1) }
  }
  /// The element at a computed index; 0 beyond the end.
  public subscript<Element>(index: some Readable<Unsigned>) -> Element where Kind == Vec<Element> {
    let vector = _value, index = index._value.ref.id
    return vector.element { builder().add(.element($0.id, index: index), $1) }
  }
  /// Some elements in a row.
  public subscript<Element>(range: Range<Int>) -> Vec<Element> where Kind == Vec<Element> {
    let vector = _value
    let inside = vector.checkedRange(range)
    return vector.rebuilt(inside.count) { ref, type in
      builder().add(.slice(ref.id, offset: inside.lowerBound * (ref.width / vector.count)), type)
    }
  }
  /// Some elements in a row.
  public subscript<Element>(range: ClosedRange<Int>) -> Vec<Element> where Kind == Vec<Element> {
    self[range.lowerBound..<(range.upperBound + 1)]
  }
  /// Each element by itself, where the hardware is not regular: this unrolls.
  public func unrolled<Element>() -> [Element] where Kind == Vec<Element> { (0..<_value.count).map { self[$0] } }

  /// The elements one place up: `first` becomes element 0 and the last one falls out.
  public func shifted<Element>(in first: some Readable<Element>) -> Vec<Element> where Kind == Vec<Element> {
    let vector = _value
    var entering = first._value.leaves().map(\.ref)[...]
    return vector.rebuilt(vector.count) { ref, type in
      let one = entering.removeFirst()
      let width = type.width / vector.count
      if one.width != width { requireEqualWidths("shifted", slice(ref, width), one) }
      if vector.count == 1 { return builder().add(.reinterpret(one.id), type) }
      let rest = builder().add(
        .slice(ref.id, offset: 0), ValueType(width: type.width - width, isSigned: type.isSigned, count: vector.count - 1))
      return builder().add(.concatenate([one.width == width ? one.id : slice(ref, width).id, rest.id]), type)
    }
  }
  /// The elements of this vector, then those of another.
  public func appending<Element>(_ other: some Readable<Vec<Element>>) -> Vec<Element> where Kind == Vec<Element> {
    let a = _value, b = other._value
    var more = b.leaves().map(\.ref)[...]
    return a.rebuilt(a.count + b.count) { ref, type in
      let next = more.removeFirst()
      if ref.width / a.count != next.width / b.count {
        requireEqualWidths("appending", slice(ref, ref.width / a.count), slice(next, next.width / b.count))
      }
      return builder().add(.concatenate([ref.id, next.id]), type)
    }
  }
}

private func slice(_ ref: Ref, _ width: Int) -> Ref { builder().add(.slice(ref.id, offset: 0), ValueType(width: width)) }

extension Readable where Kind: IntegerLike {
  /// The bits cut into elements like `element`, lowest first; the width must be a whole number of them.
  public func split<Element: Signal>(into element: Element) -> Vec<Element> {
    let width = element.ref.width, ref = _value.ref
    builder().unclaimed.remove(element.ref.id)
    if ref.width % width != 0 {
      builder().error("\(builder().describe(ref)) has \(ref.width) bits, which are no whole number of \(width)-bit elements")
    }
    let count = max(1, ref.width / width)
    return Vec(ref: builder().add(.reinterpret(ref.id), vectorType(count, of: element.ref.type)), count: count, template: element)
  }
  /// `count` copies side by side.
  public func repeated(_ count: Int) -> Vec<Kind> {
    let value = _value
    return mapLoop(count: count) { _ in value }
  }
}
