import Transformer
import Units

/// Keys and values of all positions so far in INT8, with one exponent for each head and position, after rotation.
struct QuantizedCache: Sendable {
  /// The codes of one layer, [position][head][element].
  struct Part: Sendable {
    var codes: [Int8] = []
    /// [head][position]: code * 2^exponent.
    var exponents: [[Int]]

    /// Forgets all positions from `position` on.
    mutating func truncate(to position: Int, width: Int) {
      guard codes.count > position * width else { return }
      codes.removeLast(codes.count - position * width)
      for head in exponents.indices { exponents[head].removeLast(exponents[head].count - position) }
    }

    /// Adds one position of one head; heads come in their order.
    mutating func append(_ vector: BlockQuantizedVector, head: Int) {
      codes += vector.codes
      exponents[head].append(vector.exponent + Int(vector.shifts[0]))
    }
  }

  var keys: [Part]
  var values: [Part]
  let heads: Int
  let headWidth: Int
  var width: Int { heads * headWidth }

  init(_ model: ModelConfiguration) {
    heads = model.keyValueHeads
    headWidth = model.headWidth
    let empty = Part(exponents: [[Int]](repeating: [], count: model.keyValueHeads))
    keys = [Part](repeating: empty, count: model.layers)
    values = keys
  }

  /// One head's codes of all positions up to `positions`, as a matrix.
  func codes(_ part: Part, head: Int, positions: Int, isTransposed: Bool) -> CodeMatrix {
    CodeMatrix(
      codes: part.codes, offset: head * headWidth, stride: width, rows: positions, columns: headWidth, isTransposed: isTransposed)
  }
}
