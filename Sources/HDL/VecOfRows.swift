import Netlist

/// A direction in a vector of rows.
public enum VectorAxis: Sendable {
  /// From each row to the next.
  case rows
  /// From each element of a row to the next.
  case columns
}

extension Readable {
  /// The rows one place down, or the elements of every row one place to the right: along the rows, `first` is the new first row;
  /// along the columns, its element r becomes the first one of row r. The last ones fall out.
  public func shifted<Element: VectorElement & Readable>(
    in first: some Readable<Vec<Element>>, along axis: VectorAxis
  ) -> Vec<Vec<Element>>
  where Kind == Vec<Vec<Element>>, Element.Kind == Element {
    switch axis {
    case .rows: shifted(in: first)
    case .columns: zip(self, first).map { $0.shifted(in: $1) }
    }
  }
  /// The same with a number in all places that become free.
  public func shifted<Element: IntegerLike>(in first: Int, along axis: VectorAxis) -> Vec<Vec<Element>>
  where Kind == Vec<Vec<Element>> {
    let rows = _value
    let element = rows.template.template
    let count = axis == .rows ? rows.template.count : rows.count
    let bits = BitVector(checking: first, fits: element.ref.type)
    let constant = builder().constant(
      BitVector.concatenated([BitVector](repeating: bits, count: count)), vectorType(count, of: element.ref.type))
    return shifted(in: Vec(ref: constant, count: count, template: element), along: axis)
  }
}

extension Readable where Kind: IntegerLike {
  /// Rows of copies side by side.
  public func repeated(_ rows: Int, _ columns: Int) -> Vec<Vec<Kind>> {
    let row = repeated(columns)
    return Vec(rows) { _ in row }
  }
}
