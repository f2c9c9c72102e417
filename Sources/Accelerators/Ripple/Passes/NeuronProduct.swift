import Hosts
import Units

/// Rows of gate or up, as many as have come, by a vector, on a systolic array.
struct NeuronProduct: Pass {
  static let name = "neuron-product"
  /// INT8 [group][slot][64], and the columns that count.
  let matrix: Operand, columns: Int
  /// INT8 [column] and UINT8 [group].
  let codes: Buffer, shifts: Buffer
  /// [slot]
  let sums: Operand
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [matrix, .fixed(codes), .fixed(shifts)] }
  var writes: [Operand] { [sums] }
  func operations(at position: Int) throws -> Int { try sums.extent(at: position).count * columns }

  func golden(_ memory: Memory) throws {
    let space = memory.space, sums = try memory.resolve(sums)
    if sums.count == 0 { return }
    BlockProduct.golden(
      space.matrix(try memory.resolve(matrix), columns: columns), codes: space.pointer(codes), shifts: space.pointer(shifts),
      into: space.mutable(sums))
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let array: NPUUnit = try units.unit(lane)
    let space = memory.space, sums = try memory.resolve(sums)
    if sums.count == 0 { return [] }
    let cycles = try array.multiply(
      space.matrix(try memory.resolve(matrix), columns: columns), by: space.vectors(codes.asRow, shifts.asRow), isKept: false,
      into: space.mutable(sums), stride: sums.count)
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let count = try memory.resolve(sums).count
    if count == 0 { return [] }
    let product = NPUProduct(rows: count, columns: columns, vectors: 1, groupSize: BlockQuantizer.group)
    return [Demand(unit, try units.cycles(NPUSystolicCycles.self, of: product, on: lane))]
  }
}

/// Columns of down, as many as have come and those that fill groups up, by their activations, on a systolic array.
struct ColumnProduct: Pass {
  static let name = "column-product"
  /// INT8 [input][output].
  let matrix: Operand
  /// INT8 [input] and UINT8 [group of 8].
  let codes: Operand, shifts: Operand
  /// [output]
  let sums: Buffer
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [matrix, codes, shifts] }
  var writes: [Operand] { [.fixed(sums)] }
  func operations(at position: Int) throws -> Int { try codes.extent(at: position).count * sums.count }

  func golden(_ memory: Memory) throws {
    let space = memory.space, matrix = try memory.resolve(matrix)
    let codes: [Int8] = try memory.read(codes), shifts: [UInt8] = try memory.read(shifts)
    var result = [Int64](repeating: 0, count: sums.count)
    for (input, code) in codes.enumerated() where code != 0 {
      let column: UnsafePointer<Int8> = space.pointer(matrix[input]), shift = Int64(shifts[input / RippleChip.inputGroup])
      for output in result.indices { result[output] += (Int64(code) * Int64(column[output])) << shift }
    }
    space.write(result, to: sums)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let array: NPUUnit = try units.unit(lane)
    let space = memory.space, matrix = try memory.resolve(matrix)
    if matrix.rows == 0 {
      space.write([Int64](repeating: 0, count: sums.count), to: sums)
      return []
    }
    let vector = CodeVectors(codes: space.pointer(try memory.resolve(codes)), shifts: space.pointer(try memory.resolve(shifts)))
    let cycles = try array.multiply(
      space.pointer(matrix), codeStride: matrix.shape[0].stride, rows: matrix.rows, columns: matrix.columns, isByColumn: true,
      by: vector, groupSize: RippleChip.inputGroup, into: space.mutable(sums), stride: sums.count)
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let inputs = try memory.resolve(codes).count
    if inputs == 0 { return [] }
    let product = NPUProduct(rows: sums.count, columns: inputs, vectors: 1, groupSize: RippleChip.inputGroup)
    return [Demand(unit, try units.cycles(NPUSystolicCycles.self, of: product, on: lane))]
  }
}
