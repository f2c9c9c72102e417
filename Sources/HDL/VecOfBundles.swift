/// A vector of bundles is the bundle of the vectors of their fields.
extension Vec: Bundle where Element: Bundle {
  /// One field of all elements.
  public subscript<V: VectorElement>(dynamicMember path: KeyPath<Element, V>) -> Vec<V> {
    // What is computed from fields is computed for each element.
    field(template[keyPath: path]) ?? map { $0[keyPath: path] }
  }
  /// One field of all elements, which runs against their direction.
  public subscript<V: VectorElement>(dynamicMember path: KeyPath<Element, Flipped<V>>) -> Flipped<Vec<V>> {
    Flipped(field(template[keyPath: path]._value) ?? map { $0[keyPath: path]._value })
  }

  /// The vector of all elements' `field`; nil if it is none of the template's signals.
  private func field<V: VectorElement>(_ field: V) -> Vec<V>? {
    let all = template.leaves().map(\.ref)
    let positions = field.leaves().compactMap { leaf in all.firstIndex(of: leaf.ref) }
    let vectors = positions.map { $0 == 0 ? ref : others[$0 - 1] }
    return vectors.count == field.leaves().count ? Vec<V>(refs: vectors, count: count, template: field) : nil
  }
}

extension Vec: Payload where Element: Payload {}
