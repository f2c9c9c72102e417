import Hosts
import Units

/// A block of a weight matrix by one vector or several, on a systolic array.
struct ArrayProduct: Pass {
  static let name = "product"
  /// INT8 [group][row][64], and the columns that count.
  let matrix: Buffer, columns: Int
  /// INT8 [vector][column] and UINT8 [vector][group].
  let codes: Buffer, shifts: Buffer
  /// What says that the weights have come, where they come for this product, and in how many parts the array takes them meanwhile.
  var arrivals: [Buffer] = [], streamedParts = 1
  /// [vector][row]
  let sums: Buffer
  /// Whether the same weights come again, for a vector of a later token.
  let isKept: Bool
  let unit: Resource
  /// What raw weights pass, in equal parts; how often, where the array takes only so many vectors at once.
  let links: [Resource], mostVectors: Int

  var lane: String { unit.name }
  var reads: [Operand] { (arrivals.isEmpty ? [.fixed(matrix)] : []) + [.fixed(codes), .fixed(shifts)] }
  var streamed: [Operand] { arrivals.isEmpty ? [] : [.fixed(matrix)] + arrivals.map { .fixed($0) } }
  var writes: [Operand] { [.fixed(sums)] }
  func operations(at position: Int) throws -> Int { sums.columns * columns * codes.rows }

  func golden(_ memory: Memory) throws {
    let space = memory.space
    let matrix = space.matrix(matrix, columns: columns)
    for vector in 0..<codes.rows {
      BlockProduct.golden(
        matrix, codes: space.pointer(codes[vector]), shifts: space.pointer(shifts[vector]), into: space.mutable(sums[vector]))
    }
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let array: NPUUnit = try units.unit(lane)
    let space = memory.space
    let cycles = try array.multiply(
      space.matrix(matrix, columns: columns), by: space.vectors(codes, shifts), isKept: isKept, into: space.mutable(sums),
      stride: sums.shape[0].stride / 8)
    return demands(cycles)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let product = NPUProduct(rows: matrix.rows, columns: columns, vectors: codes.rows, groupSize: BlockQuantizer.group)
    return demands(try units.cycles(NPUSystolicCycles.self, of: product, on: lane))
  }

  private func demands(_ cycles: Int) -> [Demand] {
    let times = (codes.rows + mostVectors - 1) / mostVectors
    let bytes = sums.columns * columns * times
    return [Demand(unit, cycles)] + links.map { Demand($0, (bytes + links.count - 1) / links.count, .background) }
  }
}

/// The sum of the partial sums of several units, by a `SignedAdderTree`.
struct AddPartialSums: Pass {
  static let name = "partial-sums"
  /// [row] of each unit; nil for one that has no part of the matrix.
  let partials: [Buffer?]
  /// [row]
  let sums: Buffer
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] { partials.compactMap { $0.map { .fixed($0) } } }
  var writes: [Operand] { [.fixed(sums)] }

  func golden(_ memory: Memory) throws {
    var result = [Int64](repeating: 0, count: sums.count)
    for part in partials.compactMap(\.self) {
      let values: [Int64] = memory.space.read(part)
      for row in result.indices { result[row] += values[row] }
    }
    memory.space.write(result, to: sums)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let adder: AdderTreeUnit = try units.unit(lane)
    let space = memory.space
    let cycles = try adder.add(partials.map { $0.map { space.pointer($0) } }, rows: sums.count, into: space.mutable(sums))
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    [Demand(unit, try units.cycles(AdderTreeCycles.self, of: sums.count, on: lane))]
  }
}

extension AddressSpace {
  /// Where a dense row of a buffer begins.
  func pointer<Element>(_ buffer: Buffer, as _: Element.Type = Element.self) -> UnsafePointer<Element> {
    UnsafePointer(address(buffer).assumingMemoryBound(to: Element.self))
  }
  func mutable<Element>(_ buffer: Buffer, as _: Element.Type = Element.self) -> UnsafeMutablePointer<Element> {
    address(buffer).assumingMemoryBound(to: Element.self)
  }

  /// INT8 [group][row][64].
  func matrix(_ buffer: Buffer, columns: Int) -> GroupedMatrix {
    GroupedMatrix(pointer(buffer), groupStride: buffer.shape[0].stride, rows: buffer.shape[1].count, columns: columns)
  }

  /// INT8 [vector][column] and UINT8 [vector][group].
  func vectors(_ codes: Buffer, _ shifts: Buffer) -> CodeVectors {
    CodeVectors(
      codes: pointer(codes), shifts: pointer(shifts), count: codes.rows, codeStride: codes.shape[0].stride,
      shiftStride: shifts.shape[0].stride)
  }
}
