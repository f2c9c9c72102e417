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
    let possible = checkedCount(count)
    let leaves = element.leaves()
    let refs = leaves.map { leaf in
      builder().unclaimed.remove(leaf.ref.id)
      return fresh(vectorType(possible, of: leaf.ref.type))
    }
    self.init(refs: refs, count: possible, template: element)
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

/// The type of `count` signals side by side.
func vectorType(_ count: Int, of type: ValueType) -> ValueType {
  // Of a vector of vectors, an element is a pattern.
  guard type.count == nil else { return ValueType(width: count * type.width, count: count) }
  return ValueType(width: count * type.width, isSigned: type.isSigned, count: count, enumeration: type.enumeration)
}

/// A count of elements that one can go on with; reports others.
func checkedCount(_ count: Int) -> Int {
  if count < 1 { builder().error("a vector needs at least 1 element, not \(count)") }
  if count > maximumWidth { builder().error("a vector has at most \(maximumWidth) elements, not \(count)", note: "use a Memory") }
  return min(max(1, count), maximumWidth)
}
