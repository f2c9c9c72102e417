import Foundation
import Transformer
import Units

/// Keys and values of all positions so far in INT8, with one exponent for each part of a head and position, after rotation.
///
/// A part is a head, or at most 64 elements of a wider one.
struct QuantizedCache: Sendable, Codable {
  /// The codes of one layer, [position][part][element].
  struct Part: Sendable, Codable {
    var codes: [Int8] = []
    /// [part][position]: code * 2^exponent.
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
      for part in exponents.indices { exponents[part].removeLast(exponents[part].count - position) }
    }

    /// Adds one position of one part; parts come in their order.
    mutating func append(_ vector: BlockQuantizedVector, part: Int) {
      codes += vector.codes
      exponents[part].append(vector.exponent + Int(vector.shifts[0]))
    }
  }

  var keys: [Part]
  var values: [Part]
  /// Elements of a position.
  let width: Int

  init(_ model: ModelConfiguration) {
    width = model.keyValueWidth
    let empty = Part(exponents: [[Int]](repeating: [], count: HeadParts(model).count * model.keyValueHeads))
    keys = [Part](repeating: empty, count: model.layers)
    values = keys
  }

  /// The codes of some elements of all positions up to `positions`, as a matrix.
  func codes(_ part: Part, elements: Range<Int>, positions: Int, isTransposed: Bool) -> CodeMatrix {
    CodeMatrix(
      codes: part.codes, offset: elements.lowerBound, stride: width, rows: positions, columns: elements.count,
      isTransposed: isTransposed)
  }

  /// Positions that every layer holds, or nil where they differ, the shape is another model's, or an exponent is none that a
  /// quantised value has.
  func positions(of model: ModelConfiguration) -> Int? {
    let parts = HeadParts(model).count * model.keyValueHeads
    guard keys.count == model.layers, values.count == model.layers, width == model.keyValueWidth else { return nil }
    let count = keys.first.map { $0.codes.count / max(1, width) } ?? 0
    let isWhole = (keys + values).allSatisfy { part in
      part.codes.count == count * width && part.exponents.count == parts
        && part.exponents.allSatisfy { $0.count == count && $0.allSatisfy(BlockQuantizer.addends.contains) }
    }
    return isWhole ? count : nil
  }
}

/// How a head is cut into parts of at most 64 elements, each with an exponent of its own at each position.
struct HeadParts: Sendable {
  private let width: Int

  init(_ model: ModelConfiguration) { self.init(width: model.headWidth) }
  init(width: Int) { self.width = width }

  var count: Int { (width + BlockQuantizer.group - 1) / BlockQuantizer.group }

  /// The elements of a part of a head in a row of heads.
  func elements(head: Int, part: Int) -> Range<Int> {
    let first = head * width + part * BlockQuantizer.group
    return first..<min(first + BlockQuantizer.group, (head + 1) * width)
  }
}
