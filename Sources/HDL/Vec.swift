import Netlist

/// `count` signals of one kind, element 0 lowest. Operations over it stay one operation with a body, down to the Verilog.
public struct Vec<Element: Signal>: Signal {
  public let ref: Ref
  public let count: Int
  /// Carries the element's kind and width; stands for no value of its own.
  let template: Element

  init(ref: Ref, count: Int, template: Element) {
    self.ref = ref
    self.count = count
    self.template = template
  }

  /// `count` elements, at least 1.
  public init(_ count: Int, _ element: Element) {
    self.count = checked(count)
    template = element
    builder().unclaimed.remove(element.ref.id)
    ref = fresh(Self.valueType(self.count, element))
  }

  /// A vector of the elements given, the first one element 0.
  public init<R: Readable>(of elements: [R]) where R.Kind == Element { self.init(of: elements.map { $0._value }) }
  /// A vector of the elements given, at least one, the first one element 0.
  public init(of values: [Element]) {
    if values.isEmpty { builder().error("Vec(of:) needs at least 1 element") }
    let values = values.isEmpty ? [Element._placeholder()] : values
    let first = values[0]
    for one in values { requireEqualTypes("Vec", first.ref, one.ref) }
    count = values.count
    template = first
    let type = Self.valueType(values.count, first)
    ref =
      values.count == 1
      ? builder().add(.reinterpret(first.ref.id), type) : builder().add(.concatenate(values.map(\.ref.id)), type)
  }

  /// The vector whose element i is what `element` returns for index i; the closure runs once.
  public init(_ count: Int, element: (Unsigned) -> Element) {
    self = mapLoop(count: count) { loop in element(loopIndex(loop, count)) }
  }

  /// Bits of an element.
  public var elementWidth: Int { template.ref.width }

  public func _with(_ ref: Ref) -> Vec { Vec(ref: ref, count: count, template: template) }

  public static func _placeholder() -> Vec {
    let element = Element._placeholder()
    return Vec(ref: builder().add(.wire, valueType(1, element)), count: 1, template: element)
  }

  static func valueType(_ count: Int, _ element: Element) -> ValueType {
    let type = element.ref.type
    return ValueType(width: count * type.width, isSigned: type.isSigned, count: count, enumeration: type.enumeration)
  }
}

/// A count of elements that one can go on with; reports others.
private func checked(_ count: Int) -> Int {
  if count < 1 { builder().error("a vector needs at least 1 element, not \(count)") }
  if count > maximumWidth { builder().error("a vector has at most \(maximumWidth) elements, not \(count)", note: "use a Memory") }
  return min(max(1, count), maximumWidth)
}

/// The widths of a vector: its element's, and how many.
public struct VectorShape<Element: Hashable & Codable & Sendable>: Hashable, Codable, Sendable {
  public var count: Int
  public var element: Element
  public init(count: Int, element: Element) {
    self.count = count
    self.element = element
  }
}
extension Vec: Shaped where Element: Shaped {
  public init(_ shape: VectorShape<Element.Shape>) { self.init(shape.count, Element(shape.element)) }
  public var shape: VectorShape<Element.Shape> { VectorShape(count: count, element: template.shape) }
}

// MARK: Elements

/// Anything that holds a vector. (Spelled as an extension of `Readable`, so that registers and ports have it too.)
extension Readable {
  /// Element `index`, a constant.
  public subscript<Element>(index: Int) -> Element where Kind == Vec<Element> {
    let vector = _value
    if index < 0 || index >= vector.count { builder().error("index \(index) is outside the vector's 0 to \(vector.count - 1)") }
    let width = vector.template.ref.width
    return vector.template._with(
      builder().add(.slice(vector.ref.id, offset: min(max(0, index), vector.count - 1) * width), vector.template.ref.type))
  }
  /// The element at a computed index; 0 beyond the end.
  public subscript<Element>(index: some Readable<Unsigned>) -> Element where Kind == Vec<Element> {
    let vector = _value
    return vector.template._with(builder().add(.element(vector.ref.id, index: index._value.ref.id), vector.template.ref.type))
  }
  /// Some elements in a row.
  public subscript<Element>(range: Range<Int>) -> Vec<Element> where Kind == Vec<Element> {
    let vector = _value
    let inside = range.clamped(to: 0..<vector.count)
    if range.isEmpty {
      builder().error("an empty range of elements has no value")
    } else if inside != range {
      builder().error("elements \(range.lowerBound) to \(range.upperBound - 1) are outside the vector's 0 to \(vector.count - 1)")
    }
    let count = max(1, inside.count)
    let type = Vec<Element>.valueType(count, vector.template)
    return Vec(
      ref: builder().add(.slice(vector.ref.id, offset: inside.lowerBound * vector.template.ref.width), type), count: count,
      template: vector.template)
  }
  /// Each element by itself, where the hardware is not regular: this unrolls.
  public func unrolled<Element>() -> [Element] where Kind == Vec<Element> { (0..<_value.count).map { self[$0] } }

  /// The elements one place up: `first` becomes element 0 and the last one falls out.
  public func shifted<Element>(in first: some Readable<Element>) -> Vec<Element> where Kind == Vec<Element> {
    let vector = _value
    requireEqualTypes("shifted", vector.template.ref, first._value.ref)
    if vector.count == 1 { return Vec(of: [first._value]) }
    let rest = self[0..<(vector.count - 1)]
    return Vec(
      ref: builder().add(.concatenate([first._value.ref.id, rest.ref.id]), vector.ref.type), count: vector.count,
      template: vector.template)
  }
  /// The elements of this vector, then those of another.
  public func appending<Element>(_ other: some Readable<Vec<Element>>) -> Vec<Element> where Kind == Vec<Element> {
    let a = _value, b = other._value
    requireEqualTypes("appending", a.template.ref, b.template.ref)
    let count = a.count + b.count
    return Vec(
      ref: builder().add(.concatenate([a.ref.id, b.ref.id]), Vec<Element>.valueType(count, a.template)), count: count,
      template: a.template)
  }
}

extension Readable where Kind: IntegerLike {
  /// The bits cut into elements like `element`, lowest first; the width must be a whole number of them.
  public func split<Element: Signal>(into element: Element) -> Vec<Element> {
    let width = element.ref.width, ref = _value.ref
    builder().unclaimed.remove(element.ref.id)
    if ref.width % width != 0 {
      builder().error("\(builder().describe(ref)) has \(ref.width) bits, which are no whole number of \(width)-bit elements")
    }
    let count = max(1, ref.width / width)
    return Vec(ref: builder().add(.reinterpret(ref.id), Vec<Element>.valueType(count, element)), count: count, template: element)
  }
  /// `count` copies side by side.
  public func repeated(_ count: Int) -> Vec<Kind> {
    let value = _value
    return mapLoop(count: count) { _ in value }
  }
}

// MARK: Loops

func loopIndex(_ loop: Int, _ count: Int) -> Unsigned { Unsigned.make(.loopIndex(loop: loop), Unsigned.width(upTo: count - 1)) }

private func loopElement<Element: Signal>(_ loop: Int, _ vector: Vec<Element>) -> Element {
  vector.template._with(builder().add(.loopElement(loop: loop, vector: vector.ref.id), vector.template.ref.type))
}

/// Records the body of a loop once; returns its number.
private func recordLoop(count: Int, _ body: (Int) -> Ref) -> (loop: Int, result: Ref) {
  let builder = builder()
  let loop = builder.module.loops.count
  builder.module.loops.append(Loop(count: count, result: ValueID(0)))
  builder.loopDepth += 1
  let result = body(loop)
  builder.loopDepth -= 1
  builder.module.loops[loop].result = result.id
  return (loop, result)
}

private func mapLoop<R: Signal>(count requested: Int, _ body: (Int) -> R) -> Vec<R> {
  let count = checked(requested)
  var template: R!
  let (loop, _) = recordLoop(count: count) { loop in
    template = body(loop)
    return template.ref
  }
  let type = Vec<R>.valueType(count, template)
  if type.width > maximumWidth {
    builder().error("a vector has at most \(maximumWidth) bits, not \(type.width)", note: "use a Memory")
  }
  return Vec(ref: builder().add(.map(loop: loop), type), count: count, template: template)
}

private func checkCounts(_ counts: Int...) {
  if Set(counts).count > 1 {
    builder().error(
      "vectors of \(counts.map(String.init).joined(separator: " and ")) elements do not pair up",
      note: "cut the longer one: [0..<\(counts.min() ?? 0)]")
  }
}

/// Two vectors side by side.
public struct VecPair<A: Signal, B: Signal> {
  let a: Vec<A>, b: Vec<B>
  /// The vector of the results; the closure runs once, on a symbolic pair of elements.
  public func map<R: Signal>(_ transform: (A, B) -> R) -> Vec<R> {
    mapLoop(count: min(a.count, b.count)) { transform(loopElement($0, a), loopElement($0, b)) }
  }
}
/// Three vectors side by side.
public struct VecTriple<A: Signal, B: Signal, C: Signal> {
  let a: Vec<A>, b: Vec<B>, c: Vec<C>
  public func map<R: Signal>(_ transform: (A, B, C) -> R) -> Vec<R> {
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
  /// The vector of the results; the closure runs once, on a symbolic element.
  public func map<Element, R: Signal>(_ transform: (Element) -> R) -> Vec<R> where Kind == Vec<Element> {
    let vector = _value
    return mapLoop(count: vector.count) { transform(loopElement($0, vector)) }
  }
  /// Like `map`, with the element's index.
  public func enumeratedMap<Element, R: Signal>(_ transform: (Unsigned, Element) -> R) -> Vec<R> where Kind == Vec<Element> {
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
      // 0 is neutral: the loop can start from it, which reads and synthesises best.
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
