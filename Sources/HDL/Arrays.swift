import Netlist

/// Several of one shape side by side, such as the inputs of an arbiter: `In([Stream(…), Stream(…)])` makes the ports
/// `inputs_0_…` and `inputs_1_…`, and `io.inputs[0]` is the first stream.
///
/// For elements of one signal kind that are computed with, use `Vec`: it stays one array.
extension Array: Shape where Element: Shape {
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) {
    for (index, element) in enumerated() { element._visitLeaves(join(name, String(index)), visit) }
  }
}

extension In where T: RandomAccessCollection, T.Index == Int {
  public var indices: Range<Int> { 0..<_value.count }
}
extension Out where T: RandomAccessCollection, T.Index == Int {
  public var indices: Range<Int> { 0..<_value.count }
}
extension Wire where T: RandomAccessCollection, T.Index == Int {
  public var indices: Range<Int> { 0..<_value.count }
}

extension In {
  public subscript<V: Bundle>(index: Int) -> In<V> where T == [V] { In<V>(element(index, of: _value)) }
  public subscript<V: Signal>(index: Int) -> V where T == [V] { element(index, of: _value) }
}
extension Out {
  public subscript<V: Shape>(index: Int) -> Out<V> where T == [V] { Out<V>(element(index, of: _value)) }
}
extension Wire {
  public subscript<V: Shape>(index: Int) -> Wire<V> where T == [V] { Wire<V>(place: element(index, of: _value)) }
}

/// The element at `index`; reports one that does not exist and goes on with the nearest. Nothing can stand for an element of an
/// array without any: elaboration ends there.
private func element<V>(_ index: Int, of array: [V]) -> V {
  if array.isEmpty { builder().stop("an array of ports or wires without elements has no element \(index)") }
  if !array.indices.contains(index) { builder().error("index \(index) is outside the array's 0 to \(array.count - 1)") }
  return array[Swift.min(Swift.max(0, index), array.count - 1)]
}

/// What elaboration needs to know of an array without its element's type.
protocol AnyArrayShape {
  var elementShapes: [any Shape] { get }
}
extension Array: AnyArrayShape where Element: Shape {
  var elementShapes: [any Shape] { self }
}
