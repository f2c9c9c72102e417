import Netlist

/// Streams, and vectors of them: what `Instances` have of a module with streams. `valid`, `ready` and each field of the payload
/// are vectors.
///
/// They connect like one stream, whole or in part: `array.input[1..<4] <== array.output[0..<3]` joins neighbours, and
/// `array.input <== io.inputs` an array of ports, `In([Stream(…), …])`.
public protocol StreamElement: Bundle, VectorElement {}

extension Stream: StreamElement {
  public func _rebuilt(_ replace: (Ref) -> Ref) -> Stream {
    Stream(valid: valid._rebuilt(replace), ready: ready._value._rebuilt(replace), payload: payload._rebuilt(replace))
  }
}
extension Vec: StreamElement, StreamVector where Element: StreamElement {}

/// What elaboration needs to know of a vector of streams without its element's type.
protocol StreamVector {}

extension In {
  /// A stream, or a row of streams.
  public subscript<V: StreamElement>(index: Int) -> In<V> where T == Vec<V> { In<V>(_value[index]) }
  /// Some streams in a row.
  public subscript<V: StreamElement>(range: Range<Int>) -> In<Vec<V>> where T == Vec<V> { In<Vec<V>>(_value[range]) }
  /// Some streams in a row.
  public subscript<V: StreamElement>(range: ClosedRange<Int>) -> In<Vec<V>> where T == Vec<V> { In<Vec<V>>(_value[range]) }
}
extension Out {
  /// A stream, or a row of streams.
  public subscript<V: StreamElement>(index: Int) -> Out<V> where T == Vec<V> { Out<V>(_value[index]) }
  /// Some streams in a row.
  public subscript<V: StreamElement>(range: Range<Int>) -> Out<Vec<V>> where T == Vec<V> { Out<Vec<V>>(_value[range]) }
  /// Some streams in a row.
  public subscript<V: StreamElement>(range: ClosedRange<Int>) -> Out<Vec<V>> where T == Vec<V> { Out<Vec<V>>(_value[range]) }
}

/// Connects each stream of an array of ports with the one of a vector at its index.
public func <== <V: StreamElement>(left: Out<Vec<V>>, right: In<[V]>) {
  for index in paired(left._value, right._value) { connect(left._value[index], right._value[index]) }
}
public func <== <V: StreamElement>(left: Out<[V]>, right: In<Vec<V>>) {
  for index in paired(right._value, left._value) { connect(left._value[index], right._value[index]) }
}

/// The indices that both have; reports that one has more.
private func paired<V>(_ vector: Vec<V>, _ array: [V]) -> Range<Int> {
  if array.count != vector.count {
    builder().error("'<==' connects streams one by one: there are \(vector.count) and \(array.count)", at: "<==")
  }
  return 0..<min(vector.count, array.count)
}
