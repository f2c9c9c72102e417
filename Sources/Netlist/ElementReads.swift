extension Module {
  /// For each value, whether it is read by an element at a computed place: of a vector that is an element, of a scalar a bit.
  public var isReadByElement: [Bool] {
    var result = [Bool](repeating: false, count: values.count)
    for value in values {
      switch value.operation {
      case .element(let vector, _), .loopElement(_, let vector): result[Int(vector.index)] = true
      default: break
      }
    }
    return result
  }
}
