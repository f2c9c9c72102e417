import Numerics
import Units

/// Rows of a weight matrix in INT4 with sign and magnitude, -7 to 7, and an FP16 scale for each 128 inputs.
///
/// The scale of a block is the one of ten, the largest magnitude over 7 times 1, 0.95, ... 0.55, that gives the least squared error.
struct BlockInt4 {
  /// Of a row, its input by input.
  let weights: [Int8]
  /// FP16, one for each block.
  let scales: [Half]

  /// - Parameter packing: which weights of each group are kept: those of the largest magnitude, the first ones of equals
  init(_ dense: [Float], _ packing: WeightPacking) {
    let row = Self.pruned(dense, packing)
    var weights = [Int8](repeating: 0, count: row.count), scales: [Half] = []
    for first in stride(from: 0, to: row.count, by: WeightPacket.block) {
      let block = first..<min(row.count, first + WeightPacket.block)
      let largest = row[block].reduce(0) { max($0, $1.magnitude) }
      var best = (error: Float.infinity, scale: Half(1))
      for step in 0..<10 where largest > 0 {
        let half = Half(largest / 7 * (1 - 0.05 * Float(step))), scale = Float(half)
        if scale == 0 { continue }
        let error = row[block].reduce(Float(0)) { sum, weight in
          let difference = weight - Float(Self.code(weight, scale)) * scale
          return sum + difference * difference
        }
        if error < best.error { best = (error, half) }
      }
      for index in block where largest > 0 { weights[index] = Self.code(row[index], Float(best.scale)) }
      scales.append(best.scale)
    }
    (self.weights, self.scales) = (weights, scales)
  }

  static func pruned(_ row: [Float], _ packing: WeightPacking) -> [Float] {
    if packing == .dense { return row }
    var result = row
    for first in stride(from: 0, to: row.count, by: packing.group) {
      let group = first..<min(row.count, first + packing.group)
      let order = group.sorted { row[$0].magnitude > row[$1].magnitude || (row[$0].magnitude == row[$1].magnitude && $0 < $1) }
      for index in order.dropFirst(packing.keptOfGroup) { result[index] = 0 }
    }
    return result
  }

  private static func code(_ weight: Float, _ scale: Float) -> Int8 {
    Int8(max(-7, min(7, (weight / scale).rounded(.toNearestOrEven))))
  }
}
