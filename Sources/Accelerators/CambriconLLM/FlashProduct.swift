import Hosts
import Units

/// A block of a weight matrix by one vector, on the cores of one flash channel.
struct FlashProduct: Pass {
  static let name = "product"
  /// INT8 [group][row][64], and the columns that count.
  let matrix: Buffer, columns: Int
  /// INT8 [column] and UINT8 [group] of the block.
  let codes: Buffer, shifts: Buffer
  /// [row]
  let sums: Buffer
  let unit: Resource, planes: Resource, link: Resource
  let timing: FlashTiming

  var lane: String { unit.name }
  var reads: [Operand] { [.fixed(matrix), .fixed(codes), .fixed(shifts)] }
  var writes: [Operand] { [.fixed(sums)] }

  func golden(_ memory: Memory) throws {
    let space = memory.space
    BlockProduct.golden(
      space.matrix(matrix, columns: columns), codes: space.pointer(codes), shifts: space.pointer(shifts),
      into: space.mutable(sums))
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let channel: FlashChannelUnit = try units.unit(lane)
    let space = memory.space
    let block = space.matrix(matrix, columns: columns)
    let cycles = try channel.multiply(
      block, by: CodeVectors(codes: space.pointer(codes), shifts: space.pointer(shifts)), into: space.mutable(sums))
    return demands(cycles)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    demands(FlashChannelUnit.cycles(rows: matrix.rows, columns: columns, on: try units.unit(lane)))
  }

  private func demands(_ cycles: FlashChannelUnit.Cycles) -> [Demand] {
    let rows = matrix.rows
    let groups = matrix.shape[0].count
    return [
      Demand(unit, cycles.total), Demand(planes, timing.nanoseconds(rows: rows, groups: groups, cycles)),
      Demand(link, timing.bytes(rows: rows, groups: groups)),
    ]
  }
}
