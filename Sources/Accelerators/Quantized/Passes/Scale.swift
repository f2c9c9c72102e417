import Hosts
import Units

/// `FP32(sum * 2^(exponent + rowExponent)) * factor` of each row, by a `RowScaler`.
struct Scale: Pass {
  static let name = "scale"

  enum Factors: Hashable, Codable, Sendable {
    /// FP32 [row].
    case perRow(Operand)
    case constant(Float)
  }

  /// Integers of 64 bits, [row].
  let sums: Operand
  /// INT32 [1] for all rows; INT9 [row] besides, or nil for zeros.
  let exponent: Operand, rowExponents: Operand?
  let factors: Factors
  /// FP32 [row].
  let output: Operand
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] {
    let more = if case .perRow(let operand) = factors { [operand] } else { [Operand]() }
    return [sums, exponent] + [rowExponents].compactMap(\.self) + more
  }
  var writes: [Operand] { [output] }
  var finite: [Operand] { [output] }

  func golden(_ memory: Memory) throws {
    let sums: [Int64] = try memory.read(sums)
    let exponent = Int(try memory.read(exponent, as: Int32.self)[0])
    let rowExponents = try rowExponents.map { try memory.read($0, as: Int32.self) }
    let result: [Float]
    switch factors {
    case .constant(let factor):
      result = sums.indices.map { RowScalerModel.scale(sums[$0], exponent: exponent + Int(rowExponents?[$0] ?? 0), by: factor) }
    case .perRow(let operand):
      let factors: [Float] = try memory.read(operand)
      result = sums.indices.map {
        RowScalerModel.scale(sums[$0], exponent: exponent + Int(rowExponents?[$0] ?? 0), by: factors[$0])
      }
    }
    try memory.write(result, to: output)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let scaler: StreamUnit = try units.unit(lane)
    let sums = try memory.elements(sums)
    if sums.count == 0 { return [] }
    let exponent = Int64(try memory.read(exponent, as: Int32.self)[0])
    let factors: StreamUnit.Column =
      switch factors {
      case .constant(let factor): .constant(UInt64(factor.bitPattern))
      case .perRow(let operand): try memory.column(operand)
      }
    let cycles = try scaler.run(
      [
        .elements(sums), .constant(UInt64(bitPattern: exponent)), try rowExponents.map { try memory.column($0) } ?? .constant(0),
        factors,
      ], count: sums.count)
    scaler.collect(0, to: try memory.elements(output))
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let count = try memory.resolve(sums).count
    return count == 0 ? [] : [Demand(unit, try units.cycles(RowScalerCycles.self, of: count, on: lane))]
  }
}
