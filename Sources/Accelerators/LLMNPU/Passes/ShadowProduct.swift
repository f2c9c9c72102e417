import Hosts
import Units

/// Outliers times their columns of a weight matrix, added to the array's sums, by a `ShadowMAC`: exact.
struct ShadowProduct: Pass {
  static let name = "shadow-product"
  /// INT8 [group][row][64], and the columns that count.
  let matrix: Buffer, columns: Int
  let outliers: OutlierBuffers
  /// Of the clipped codes, and with the outliers, [row][output].
  let sums: Buffer, totals: Buffer
  let unit: Resource
  /// What columns of weights pass.
  let link: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [.fixed(matrix), .fixed(sums)] + outliers.operands }
  var writes: [Operand] { [.fixed(totals)] }

  func golden(_ memory: Memory) throws {
    let space = memory.space, matrix = space.matrix(matrix, columns: columns)
    try forEachRow(memory) { row, outliers in
      var result: [Int64] = space.read(sums[row])
      for index in 0..<outliers.count {
        let channel = Int(outliers.channels[index]), residual = Int64(outliers.residuals[index])
        let weights = matrix.base + channel / BlockQuantizer.group * matrix.groupStride + channel % BlockQuantizer.group
        for output in result.indices { result[output] += residual * Int64(weights[output * BlockQuantizer.group]) }
      }
      space.write(result, to: totals[row])
    }
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let shadow: ShadowMACUnit = try units.unit(lane)
    let space = memory.space, matrix = space.matrix(matrix, columns: columns)
    var cycles = 0, count = 0
    try forEachRow(memory) { row, outliers in
      cycles += try shadow.add(outliers, times: matrix, to: space.pointer(sums[row]), into: space.mutable(totals[row]))
      count += outliers.count
    }
    return demands(cycles, outliers: count)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let unit: ShadowMAC = try units.unit(lane), counts = try outliers.counts(in: memory)
    let tiles = (sums.columns + unit.rows - 1) / unit.rows
    return demands(
      counts.reduce(0) { $0 + tiles * ShadowMACCycles.cycles(of: $1, on: unit) }, outliers: counts.reduce(0, +))
  }

  private func demands(_ cycles: Int, outliers: Int) -> [Demand] {
    [Demand(unit, cycles), Demand(link, outliers * sums.columns, .background)]
  }

  private func forEachRow(_ memory: Memory, _ body: (_ row: Int, _ outliers: OutlierList) throws -> Void) throws {
    let channels: UnsafePointer<Int32> = memory.space.pointer(outliers.channels)
    let residuals: UnsafePointer<Int32> = memory.space.pointer(outliers.residuals)
    var first = 0
    for (row, count) in try outliers.counts(in: memory).enumerated() {
      try body(row, OutlierList(channels: channels + first, residuals: residuals + first, count: count))
      first += count
    }
  }
}
