import Foundation
import Transformer
import Units

/// Keys and values of all positions so far in INT8, with one exponent for each head and position, after rotation.
struct QuantizedCache: Sendable, Codable {
  /// The codes of one layer, [position][head][element].
  struct Part: Sendable, Codable {
    var codes: [Int8] = []
    /// [head][position]: code * 2^exponent.
    var exponents: [[Int]]

    init(exponents: [[Int]]) { self.exponents = exponents }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      codes = try container.decode(Data.self, forKey: .codes).map { Int8(bitPattern: $0) }
      exponents = try container.decode([[Int]].self, forKey: .exponents)
    }

    /// Codes as bytes: a number for each would be slow to write after every token.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(codes.withUnsafeBytes { Data($0) }, forKey: .codes)
      try container.encode(exponents, forKey: .exponents)
    }

    private enum CodingKeys: CodingKey {
      case codes, exponents
    }

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

  /// Positions that every layer holds, or nil where they differ or the shape is another model's.
  func positions(of model: ModelConfiguration) -> Int? {
    guard keys.count == model.layers, values.count == model.layers, heads == model.keyValueHeads, headWidth == model.headWidth else { return nil }
    let count = keys.first.map { $0.codes.count / max(1, width) } ?? 0
    let isWhole = (keys + values).allSatisfy { part in
      part.codes.count == count * width && part.exponents.count == heads && part.exponents.allSatisfy { $0.count == count }
    }
    return isWhole ? count : nil
  }
}
