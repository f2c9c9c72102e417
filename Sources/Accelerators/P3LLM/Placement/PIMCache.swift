import Transformer
import Units

/// Where keys and values lie in INT4, with a zero point and a scale for each token and head.
struct PIMCache: Sendable {
  /// A head of a layer.
  struct Head: Hashable, Codable, Sendable {
    /// [element / 4][position], 4 elements each: a column has a position for each sum.
    let keys: Buffer
    /// [position / 4][element], 4 positions each: a column has an element for each sum.
    let values: Buffer
    /// UInt8 and FP16 [position].
    let keyZeros: Buffer, keyScales: Buffer, valueZeros: Buffer, valueScales: Buffer

    init(width: Int, positions: Int, in memory: inout MemoryMap) throws {
      keys = try memory.place(PIMWeights.codes, (width + 3) / 4, positions)
      values = try memory.place(PIMWeights.codes, (positions + 3) / 4, width)
      (keyZeros, keyScales) = (try memory.place(.uint8, positions), try memory.place(PIMWeights.half, positions))
      (valueZeros, valueScales) = (try memory.place(.uint8, positions), try memory.place(PIMWeights.half, positions))
    }

    /// All of it up to a position.
    func operands(_ count: Index) -> [Operand] {
      [
        .counted(keys, dimension: 1, by: count), .counted(values, dimension: 0, by: count, block: 4),
        .counted(keyZeros, dimension: 0, by: count), .counted(keyScales, dimension: 0, by: count),
        .counted(valueZeros, dimension: 0, by: count), .counted(valueScales, dimension: 0, by: count),
      ]
    }
  }
  /// [layer][head]
  let heads: [[Head]]
  /// FP32 [element] of each layer: what keys are divided by.
  let factors: [Buffer]

  init(_ model: ModelConfiguration, positions: Int, in memory: inout MemoryMap) throws {
    heads = try (0..<model.layers).map { _ in
      try (0..<model.keyValueHeads).map { _ in try Head(width: model.headWidth, positions: positions, in: &memory) }
    }
    factors = try (0..<model.layers).map { _ in try memory.place(.float32, model.keyValueWidth) }
  }

  /// What is kept of a sequence.
  var kept: [Operand] {
    heads.joined().flatMap { $0.operands(.position(plus: 0)) } + factors.map { .fixed($0) }
  }
}
