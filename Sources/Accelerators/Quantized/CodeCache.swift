import Transformer
import Units

/// Where keys and values lie in INT8, with one exponent for each part of a head and position, after rotation.
///
/// A part is a head, or at most 64 elements of a wider one.
struct CodeCache: Sendable {
  /// Keys or values of one layer.
  struct Layer: Sendable {
    /// INT8 [position][element].
    let codes: Buffer
    /// [part][position]: a code stands for code * 2^exponent.
    let exponents: Buffer
  }
  /// Exponents that `BlockQuantizer` takes: -256 to 255.
  static let exponent = Format("int9", bits: 9, container: 4)

  let keys: [Layer], values: [Layer]

  init(_ model: ModelConfiguration, positions: Int, in memory: inout MemoryMap) throws {
    let parts = model.keyValueHeads * HeadParts(width: model.headWidth).count
    func layer() throws -> Layer {
      Layer(
        codes: try memory.place(.int8, positions, model.keyValueWidth),
        exponents: try memory.place(Self.exponent, parts, positions))
    }
    keys = try (0..<model.layers).map { _ in try layer() }
    values = try (0..<model.layers).map { _ in try layer() }
  }

  /// What is kept of a sequence.
  var kept: [Operand] {
    (keys + values).flatMap { layer -> [Operand] in
      let position = Index.position(plus: 0)
      return [.counted(layer.codes, dimension: 0, by: position), .counted(layer.exponents, dimension: 1, by: position)]
    }
  }
}

/// How a head is cut into parts of at most 64 elements, each with an exponent of its own at each position.
struct HeadParts: Sendable {
  let width: Int

  var count: Int { (width + BlockQuantizer.group - 1) / BlockQuantizer.group }
  /// The elements of a part of a head in a row of heads.
  func elements(head: Int, part: Int) -> Range<Int> {
    let first = head * width + part * BlockQuantizer.group
    return first..<min(first + BlockQuantizer.group, (head + 1) * width)
  }
}
