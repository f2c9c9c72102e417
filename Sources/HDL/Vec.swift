import Netlist

/// `count` signals of one kind, or bundles, element 0 lowest. Operations over it stay one operation with a body, down to the
/// Verilog. Of bundles there is one array for each field: `queue.tag` is the vector of all tags.
@dynamicMemberLookup
public struct Vec<Element: VectorElement>: VectorElement, Readable {
  /// The elements; of bundles, their first field.
  public let ref: Ref
  /// The other fields of bundles.
  let others: [Ref]
  public let count: Int
  /// Carries the element's kind and width; stands for no value of its own.
  let template: Element

  /// `refs` has a vector for each signal of the element.
  init(refs: [Ref], count: Int, template: Element) {
    ref = refs[0]
    others = Array(refs.dropFirst())
    self.count = count
    self.template = template
  }
  init(ref: Ref, count: Int, template: Element) {
    self.ref = ref
    others = []
    self.count = count
    self.template = template
  }
  private init(_ vector: Vec, _ ref: Ref, _ others: [Ref]) {
    self.ref = ref
    self.others = others
    count = vector.count
    template = vector.template
  }

  /// `count` elements, at least 1.
  public init(_ count: Int, _ element: Element) {
    let checkedCount = checked(count)
    let leaves = element.leaves()
    let refs = leaves.map { leaf in
      builder().unclaimed.remove(leaf.ref.id)
      return fresh(vectorType(checkedCount, of: leaf.ref.type))
    }
    self.init(refs: refs, count: checkedCount, template: element)
  }

  /// A vector of the elements given, the first one element 0.
  public init<R: Readable>(of elements: [R]) where R.Kind == Element, Element: Signal {
    self.init(of: elements.map { $0._value })
  }
  /// A vector of the elements given, at least one, the first one element 0.
  public init(of values: [Element]) where Element: Signal {
    if values.isEmpty { builder().error("Vec(of:) needs at least 1 element") }
    self.init(joining: values.isEmpty ? [Element._placeholder()] : values)
  }
  /// A vector of the bundles given, at least one, the first one element 0.
  public init(of first: Element, _ others: Element...) where Element: Payload { self.init(joining: [first] + others) }

  private init(joining values: [Element]) {
    let columns = values.map { $0.leaves().map(\.ref) }
    for column in columns { for (one, first) in zip(column, columns[0]) { requireEqualTypes("Vec", first, one) } }
    let refs = columns[0].indices.map { leaf -> Ref in
      let type = vectorType(values.count, of: columns[0][leaf].type)
      return values.count == 1
        ? builder().add(.reinterpret(columns[0][leaf].id), type) : builder().add(.concatenate(columns.map { $0[leaf].id }), type)
    }
    self.init(refs: refs, count: values.count, template: values[0])
  }

  /// The vector whose element i is what `element` returns for index i.
  public init(_ count: Int, element: (Unsigned) -> Element) {
    self = mapLoop(count: count) { loop in element(loopIndex(loop, count)) }
  }

  public var _value: Vec { self }
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) {
    var position = 0
    template._visitLeaves(name) { leaf in
      var leaf = leaf
      leaf.scalar = leaf.scalarType
      leaf.ref = position == 0 ? ref : others[position - 1]
      position += 1
      visit(leaf)
    }
  }
  public func _rebuilt(_ replace: (Ref) -> Ref) -> Vec { Vec(self, replace(ref), others.map(replace)) }

  /// An element whose signals are made from the vectors of its fields.
  func element(_ make: (Ref, ValueType) -> Ref) -> Element {
    var position = 0
    return template._rebuilt { leaf in
      defer { position += 1 }
      return make(position == 0 ? ref : others[position - 1], leaf.type)
    }
  }

  /// A vector of `count` such elements, made from the vectors of the fields.
  func rebuilt(_ count: Int, _ make: (Ref, ValueType) -> Ref) -> Vec {
    let types = template.leaves().map { vectorType(count, of: $0.ref.type) }
    return Vec(refs: zip([ref] + others, types).map(make), count: count, template: template)
  }

  /// An index that one can go on with; reports others.
  func checkedIndex(_ index: Int) -> Int {
    if index < 0 || index >= count { builder().error("index \(index) is outside the vector's 0 to \(count - 1)") }
    return min(max(0, index), count - 1)
  }

  /// A range that one can go on with; reports others.
  func checkedRange(_ range: Range<Int>) -> Range<Int> {
    let inside = range.clamped(to: 0..<count)
    if range.isEmpty {
      builder().error("an empty range of elements has no value")
    } else if inside != range {
      builder().error("elements \(range.lowerBound) to \(range.upperBound - 1) are outside the vector's 0 to \(count - 1)")
    }
    let first = min(inside.lowerBound, count - 1)
    return first..<max(first + 1, inside.upperBound)
  }
}

/// What vectors are made of: signals and bundles.
public protocol VectorElement: Shape {
  /// The same with each signal replaced.
  func _rebuilt(_ replace: (Ref) -> Ref) -> Self
}

extension Vec: Signal where Element: Signal {
  /// Bits of an element.
  public var elementWidth: Int { template.ref.width }

  public func _with(_ ref: Ref) -> Vec { Vec(ref: ref, count: count, template: template) }

  public static func _placeholder() -> Vec {
    let element = Element._placeholder()
    return Vec(ref: builder().add(.wire, vectorType(1, of: element.ref.type)), count: 1, template: element)
  }
}

extension Vec: Bundle, Payload where Element: Payload {
  /// One field of all elements.
  public subscript<V: VectorElement>(dynamicMember path: KeyPath<Element, V>) -> Vec<V> {
    let field = template[keyPath: path]
    let all = template.leaves().map(\.ref)
    let positions = field.leaves().map { leaf in all.firstIndex(of: leaf.ref) }
    let vectors = positions.compactMap { $0.map { $0 == 0 ? ref : others[$0 - 1] } }
    // What is computed from fields is computed for each element.
    guard vectors.count == positions.count else { return map { $0[keyPath: path] } }
    return Vec<V>(refs: vectors, count: count, template: field)
  }
}

/// The type of `count` signals side by side.
func vectorType(_ count: Int, of type: ValueType) -> ValueType {
  // Of a vector of vectors, an element is a pattern.
  guard type.count == nil else { return ValueType(width: count * type.width, count: count) }
  return ValueType(width: count * type.width, isSigned: type.isSigned, count: count, enumeration: type.enumeration)
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

// MARK: Loops

func loopIndex(_ loop: Int, _ count: Int) -> Unsigned { Unsigned.make(.loopIndex(loop: loop), Unsigned.width(upTo: count - 1)) }

private func loopElement<Element>(_ loop: Int, _ vector: Vec<Element>) -> Element {
  vector.element { builder().add(.loopElement(loop: loop, vector: $0.id), $1) }
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

/// The vector of what `body` returns; for a bundle, a loop for each of its signals.
private func mapLoop<R: VectorElement>(count requested: Int, _ body: (Int) -> R) -> Vec<R> {
  let count = checked(requested)
  var template: R?
  var refs: [Ref] = []
  repeat {
    let (loop, result) = recordLoop(count: count) { loop in
      let one = body(loop)
      template = one
      return one.leaves()[refs.count].ref
    }
    let type = vectorType(count, of: result.type)
    if type.width > maximumWidth {
      builder().error("a vector has at most \(maximumWidth) bits, not \(type.width)", note: "use a Memory")
    }
    refs.append(builder().add(.map(loop: loop), type))
  } while refs.count < template?.leaves().count ?? 0
  return Vec(refs: refs, count: count, template: template!)
}

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
