import Netlist

// Operations over vectors whose closures run once.

private func checkCounts(_ counts: Int...) {
  if Set(counts).count > 1 {
    builder().error(
      "vectors of \(counts.map(String.init).joined(separator: " and ")) elements do not pair up",
      note: "cut the longer one: [0..<\(counts.min() ?? 0)]")
  }
}

/// Two vectors side by side.
public struct VecPair<A: VectorElement, B: VectorElement> {
  let a: Vec<A>, b: Vec<B>
  /// The vector of the results; the closure runs once (for bundles, once for each signal), on a symbolic pair of elements.
  public func map<R: VectorElement>(_ transform: (A, B) -> R) -> Vec<R> {
    mapLoop(count: min(a.count, b.count)) { transform(loopElement($0, a), loopElement($0, b)) }
  }
}
/// Three vectors side by side.
public struct VecTriple<A: VectorElement, B: VectorElement, C: VectorElement> {
  let a: Vec<A>, b: Vec<B>, c: Vec<C>
  public func map<R: VectorElement>(_ transform: (A, B, C) -> R) -> Vec<R> {
    mapLoop(count: min(a.count, b.count, c.count)) { transform(loopElement($0, a), loopElement($0, b), loopElement($0, c)) }
  }
}
public func zip<A, B>(_ a: some Readable<Vec<A>>, _ b: some Readable<Vec<B>>) -> VecPair<A, B> {
  checkCounts(a._value.count, b._value.count)
  return VecPair(a: a._value, b: b._value)
}
public func zip<A, B, C>(_ a: some Readable<Vec<A>>, _ b: some Readable<Vec<B>>, _ c: some Readable<Vec<C>>) -> VecTriple<A, B, C>
{
  checkCounts(a._value.count, b._value.count, c._value.count)
  return VecTriple(a: a._value, b: b._value, c: c._value)
}

extension Readable {
  /// The vector of the results; the closure runs once (for bundles, once for each signal), on a symbolic element.
  public func map<Element, R: VectorElement>(_ transform: (Element) -> R) -> Vec<R> where Kind == Vec<Element> {
    let vector = _value
    return mapLoop(count: vector.count) { transform(loopElement($0, vector)) }
  }
  /// Like `map`, with the element's index.
  public func enumeratedMap<Element, R: VectorElement>(_ transform: (Unsigned, Element) -> R) -> Vec<R>
  where Kind == Vec<Element> {
    let vector = _value
    return mapLoop(count: vector.count) { transform(loopIndex($0, vector.count), loopElement($0, vector)) }
  }
  /// Folds the elements in order, starting with `initial`.
  public func reduce<Element, R: Signal>(_ initial: some Readable<R>, _ combine: (R, Element) -> R) -> R
  where Kind == Vec<Element> {
    let vector = _value, seed = initial._value
    var spelled: R!
    let (loop, result) = recordLoop(count: vector.count) { loop in
      let accumulator = seed._with(builder().add(.loopAccumulator(loop: loop), seed.ref.type))
      spelled = combine(accumulator, loopElement(loop, vector))
      return spelled.ref
    }
    requireEqualTypes("reduce", seed.ref, result)
    return spelled._with(builder().add(.fold(loop: loop, initial: seed.ref.id), seed.ref.type))
  }
  /// Folds the elements in order with `combine`, an associative operation: `sums.reduce(+)`.
  public func reduce<Element: Scalar>(_ combine: (Element, Element) -> Element) -> Element where Kind == Vec<Element> {
    let vector = _value
    let builder = builder()
    let type = vector.template.ref.type
    var isSum = false
    let (loop, result) = recordLoop(count: vector.count) { loop in
      let accumulator = vector.template._with(builder.add(.loopAccumulator(loop: loop), type))
      let element = loopElement(loop, vector)
      let result = combine(accumulator, element)
      if case .binary(let operation, let a, let b) = builder.module[builder.id(of: result.ref)].operation,
        Set([a, b]) == Set([accumulator.ref.id, element.ref.id])
      {
        isSum = operation == .add || operation == .or || operation == .xor
      }
      return result.ref
    }
    requireEqualWidths("reduce", vector.template.ref, result)
    if isSum {
      // 0 is neutral: the loop can start from it, which reads and synthesizes best.
      let zero = builder.constant(BitVector(width: type.width), type)
      return Element(_ref: builder.add(.fold(loop: loop, initial: zero.id), type))
    }
    // No neutral value is known: start with element 0.
    if vector.count == 1 { return self[0] }
    let first: Element = self[0]
    return self[1..<vector.count].reduce(first) { combine($0, $1) }
  }
}

/// The exact sum of the products of two vectors of numbers, in `width` bits (the products are extended to it first).
public func dot<N: Number>(_ a: some Readable<Vec<N>>, _ b: some Readable<Vec<N>>, width: Int) -> N {
  zip(a, b).map { ($0 * $1).extended(to: width) }.reduce { $0 + $1 }
}
