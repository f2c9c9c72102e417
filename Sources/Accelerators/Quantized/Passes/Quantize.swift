import Hosts
import Units

/// FP32 values to INT8 codes with one power-of-two scale for each 64 of them, by a `BlockQuantizer`.
struct Quantize: Pass {
  static let name = "quantize"
  /// FP32 [element].
  let values: Operand
  /// Of each value, which is multiplied by 2 to this power first: INT9 [element]; nil for zeros.
  let exponents: Operand?
  /// INT8 [element].
  let codes: Operand
  /// UINT8 [group]. Nil for a vector of one group: its shift is added to the exponent, and a code stands for code * 2^exponent.
  let shifts: Operand?
  /// INT32 [1], of a code in a group with shift 0.
  let exponent: Operand
  let unit: Resource
  /// What codes and exponent pass on their way to a memory beside the chip.
  var link: Resource?

  var lane: String { unit.name }
  var reads: [Operand] { [values] + [exponents].compactMap(\.self) }
  var writes: [Operand] { [codes] + [shifts].compactMap(\.self) + [exponent] }

  func golden(_ memory: Memory) throws {
    let exponents = try exponents.map { try memory.read($0, as: Int32.self).map { Int($0) } }
    let result = BlockQuantizerModel.quantize(try memory.read(values), exponents: exponents)
    try memory.write(result.codes, to: codes)
    if let shifts { try memory.write(result.shifts, to: shifts) }
    try memory.write([Int32(result.exponent + (shifts == nil ? Int(result.shifts[0]) : 0))], to: exponent)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let quantizer: StreamUnit = try units.unit(lane)
    let values = try memory.elements(values)
    let exponents = try exponents.map { try memory.column($0) } ?? .constant(0)
    let cycles = try quantizer.run([.elements(values), exponents], count: values.count)
    quantizer.collect(0, to: try memory.elements(codes))
    if let shifts {
      quantizer.collect(1, every: BlockQuantizer.group, to: try memory.elements(shifts))
      quantizer.collect(2, to: try memory.elements(exponent))
    } else {
      // Two fields of the unit's beat, which a memory keeps as their sum.
      try memory.write([Int32(quantizer.value(2, at: 0) + quantizer.value(1, at: 0))], to: exponent)
    }
    return demands(cycles, count: values.count)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let count = try memory.resolve(values).count
    return demands(try units.cycles(BlockQuantizerCycles.self, of: count, on: lane), count: count)
  }

  private func demands(_ cycles: Int, count: Int) -> [Demand] {
    [Demand(unit, cycles)] + (link.map { [Demand($0, count + 2, .background)] } ?? [])
  }
}
