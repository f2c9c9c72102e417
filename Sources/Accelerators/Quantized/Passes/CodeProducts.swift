import Hosts
import Units

/// Codes in a memory beside the chip by some vectors, on a systolic array: what keys and values have in common.
struct CodeProduct: Hashable, Codable, Sendable {
  /// INT8 [row][column].
  let matrix: Operand
  /// INT8 [vector][input] and UINT8 [vector][group of 64 inputs].
  let codes: Operand, shifts: Operand
  /// [vector][sum]
  let sums: Operand
  let unit: Resource
  /// What the codes pass.
  let link: Resource

  var reads: [Operand] { [matrix, codes, shifts] }
  func operations(at position: Int) throws -> Int { try matrix.extent(at: position).count * codes.extent(at: position).rows }

  /// - Parameter isByColumn: a sum for each column, over the rows, instead of one for each row
  func golden(_ memory: Memory, isByColumn: Bool) throws {
    let space = memory.space
    let matrix = try memory.resolve(matrix)
    let vectors = try memory.resolve(codes)
    let shifts = try memory.resolve(shifts)
    let sums = try memory.resolve(sums)
    let rows = matrix.rows
    let columns = matrix.columns
    let weights: UnsafePointer<Int8> = space.pointer(matrix)
    for vector in 0..<vectors.rows {
      let codes: UnsafePointer<Int8> = space.pointer(vectors[vector])
      let shifts: UnsafePointer<UInt8> = space.pointer(shifts[vector])
      let target: UnsafeMutablePointer<Int64> = space.mutable(sums[vector])
      if isByColumn { for column in 0..<columns { target[column] = 0 } }
      for row in 0..<rows {
        let line = weights + row * matrix.shape[0].stride
        if isByColumn {
          let factor = Int64(codes[row]) << Int64(shifts[row / BlockQuantizer.group])
          for column in 0..<columns { target[column] += factor * Int64(line[column]) }
        } else {
          var sum: Int64 = 0
          for column in 0..<columns {
            sum += (Int64(codes[column]) * Int64(line[column])) << Int64(shifts[column / BlockQuantizer.group])
          }
          target[row] = sum
        }
      }
    }
  }

  func run(_ units: RunningUnits, _ memory: Memory, isByColumn: Bool) throws -> [Demand] {
    let array: NPUUnit = try units.unit(unit.name)
    let space = memory.space
    let matrix = try memory.resolve(matrix)
    let sums = try memory.resolve(sums)
    let cycles = try array.multiply(
      space.pointer(matrix), codeStride: matrix.shape[0].stride, rows: matrix.rows, columns: matrix.columns,
      isByColumn: isByColumn, by: space.vectors(memory.resolve(codes), memory.resolve(shifts)), into: space.mutable(sums),
      stride: sums.shape[0].stride / 8)
    return [Demand(unit, cycles), Demand(link, matrix.count)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory, isByColumn: Bool) throws -> [Demand] {
    let matrix = try memory.resolve(matrix)
    let (sums, inputs) = isByColumn ? (matrix.columns, matrix.rows) : (matrix.rows, matrix.columns)
    let product = NPUProduct(
      rows: sums, columns: inputs, vectors: try memory.resolve(codes).rows, groupSize: BlockQuantizer.group)
    return [Demand(unit, try units.cycles(NPUSystolicCycles.self, of: product, on: unit.name)), Demand(link, matrix.count)]
  }
}

/// The keys so far by the queries that share them: a sum for each position.
struct KeyProduct: Pass {
  static let name = "key-product"
  let product: CodeProduct

  var lane: String { product.unit.name }
  var reads: [Operand] { product.reads }
  var writes: [Operand] { [product.sums] }
  func operations(at position: Int) throws -> Int { try product.operations(at: position) }
  func golden(_ memory: Memory) throws { try product.golden(memory, isByColumn: false) }
  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] { try product.run(units, memory, isByColumn: false) }
  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    try product.estimate(units, memory, isByColumn: false)
  }
}

/// The values so far by the probabilities of the query heads that share them: a sum for each element.
struct ValueProduct: Pass {
  static let name = "value-product"
  let product: CodeProduct

  var lane: String { product.unit.name }
  var reads: [Operand] { product.reads }
  var writes: [Operand] { [product.sums] }
  func operations(at position: Int) throws -> Int { try product.operations(at: position) }
  func golden(_ memory: Memory) throws { try product.golden(memory, isByColumn: true) }
  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] { try product.run(units, memory, isByColumn: true) }
  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    try product.estimate(units, memory, isByColumn: true)
  }
}
