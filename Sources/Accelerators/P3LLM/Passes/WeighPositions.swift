import Foundation
import Numerics
import Transformer

/// Scores to probabilities of all heads in one row, on the NPU: softmax in FP32, times the values' scales, to 8 bits.
///
/// Positions before the newest ones have their scores from the units beside the banks; the newest one, where it is not quantized, has its
/// score here, in FP32. The values' scales are divided by the largest one of their head, by which the result is multiplied later.
struct WeighPositions: ProcessorPass {
  static let name = "weigh-positions"
  let layer: AttentionLayer
  /// FP32 [head][element], and FP32 [key head][element].
  let query: Buffer, key: Buffer
  /// INT32 [head][position], and FP32 [head]: what the queries' codes are multiplied by.
  let sums: Buffer, queryScales: Buffer
  /// Of each key head.
  let heads: [PIMCache.Head]
  /// UInt8 [head][position]; FP32 [head], probability of the newest position; FP32 [key head], the largest scale of values.
  let codes: Buffer, newest: Buffer, largest: Buffer
  let row: Int, residual: Int
  let format: PIMProbabilityFormat, isNormalized: Bool
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  /// Positions that are quantized.
  private var count: Index { .position(plus: row + 1 - residual) }
  private func counted(_ buffer: Buffer, _ dimension: Int = 0) -> Operand { .counted(buffer, dimension: dimension, by: count) }
  var reads: [Operand] {
    [.fixed(query), .fixed(key), counted(sums, 1), .fixed(queryScales)]
      + heads.flatMap { [counted($0.keyScales), counted($0.valueScales)] }
  }
  var writes: [Operand] { [counted(codes, 1), .fixed(newest), .fixed(largest)] }

  func cost(_ memory: Memory) throws -> [Demand] {
    [processor.demand(elements: layer.heads * (memory.position + row + 1), products: residual * layer.heads * layer.headWidth)]
  }

  func golden(_ memory: Memory) throws {
    let space = memory.space, count = memory.position + row + 1 - residual, width = layer.headWidth
    let query: [Float] = space.read(query), key: [Float] = space.read(key), queryScales: [Float] = space.read(queryScales)
    let sums: [Int32] = try memory.read(counted(sums, 1))
    func numbers(_ buffer: Buffer) throws -> [Float] {
      (try memory.read(counted(buffer)) as [UInt16]).map { Float(Half(bits: $0)) }
    }
    let keyScales = try heads.map { try numbers($0.keyScales) }, valueScales = try heads.map { try numbers($0.valueScales) }
    let largest = valueScales.map { isNormalized && count > 0 ? $0.reduce(0, max) : 1 }
    var codes: [UInt8] = [], newest: [Float] = []
    for head in 0..<layer.heads {
      let shared = head * layer.keyValueHeads / layer.heads
      let scale = queryScales[head] * 0x1p-9 * layer.scale
      var scores = (0..<count).map { Float(sums[head * count + $0]) * (keyScales[shared][$0] * scale) }
      if residual == 1 {
        var score: Float = 0
        for element in 0..<width { score += query[head * width + element] * key[shared * width + element] }
        scores.append(score * layer.scale)
      }
      let maximum = scores.reduce(-.infinity, max), weights = scores.map { exp($0 - maximum) }
      let total = weights.reduce(0, +)
      for position in 0..<count {
        codes.append(format.code(weights[position] / total * (valueScales[shared][position] / largest[shared])))
      }
      newest.append(residual == 1 ? weights[count] / total : 0)
    }
    try memory.write(codes, to: counted(self.codes, 1))
    space.write(newest, to: self.newest)
    space.write(largest, to: self.largest)
  }
}
