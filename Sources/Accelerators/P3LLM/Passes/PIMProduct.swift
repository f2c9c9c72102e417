import Hosts
import Units

/// Codes of 4 bits in a pseudo-channel by vectors of 8-bit codes, on the units beside its banks: sums of each group of terms.
struct PIMProduct: Pass {
  static let name = "pim-product"
  /// [step][element], 4 codes each.
  let matrix: Operand
  /// UInt8 [group][element], or [element], or [term] where zeros are of lanes.
  let settings: Operand
  let operand: PIMOperand
  /// UInt8 [vector][term].
  let vectors: Operand
  let isProbability: Bool
  /// Terms of a sum.
  let group: Int
  /// INT32 [vector][group][element].
  let sums: Operand
  let channel: P3LLMChip.Channel

  var lane: String { channel.unit.name }
  var reads: [Operand] { [matrix, settings, vectors] }
  var writes: [Operand] { [sums] }

  /// Sums, terms and vectors.
  private struct Sizes { let elements: Int, terms: Int, vectors: Int }
  private func sizes(_ matrix: Buffer, _ vectors: Buffer) -> Sizes {
    Sizes(elements: matrix.columns, terms: vectors.columns, vectors: vectors.rows)
  }
  func operations(at position: Int) throws -> Int {
    let sizes = sizes(try matrix.extent(at: position), try vectors.extent(at: position))
    return sizes.elements * sizes.terms * sizes.vectors
  }

  private func views(_ memory: Memory) throws -> (matrix: PIMMatrix, vectors: PIMVectors, results: PIMResults)? {
    let space = memory.space
    let matrix = try memory.resolve(matrix), settings = try memory.resolve(settings), vectors = try memory.resolve(vectors)
    let sums = try memory.resolve(sums), sizes = sizes(matrix, vectors)
    if sizes.elements == 0 || sizes.vectors == 0 { return nil }
    if sizes.terms == 0 {
      space.write([Int32](repeating: 0, count: sums.count), to: sums)
      return nil
    }
    let size = MemoryLayout<Int32>.size
    return (
      PIMMatrix(
        codes: space.pointer(matrix), stride: matrix.shape[0].stride / 2, elements: sizes.elements, terms: sizes.terms,
        operand: operand, settings: space.pointer(settings),
        settingStride: settings.shape.count > 1 ? settings.shape[0].stride : 0, group: group),
      PIMVectors(
        codes: space.pointer(vectors), stride: vectors.shape[0].stride, count: sizes.vectors, isProbability: isProbability),
      PIMResults(
        sums: space.mutable(sums), vectorStride: sums.shape[0].stride / size, groupStride: sums.shape[1].stride / size)
    )
  }

  func golden(_ memory: Memory) throws {
    guard let views = try views(memory) else { return }
    PIMProductModel(views.matrix, views.vectors).sums(into: views.results)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let unit: PIMMacUnit = try units.unit(lane)
    guard let views = try views(memory) else { return [] }
    let cycles = try unit.multiply(
      views.matrix, by: views.vectors, isSharing: channel.isSharing, into: views.results)
    return demands(
      cycles, elements: unit.unit.elements,
      Sizes(
        elements: views.matrix.elements, terms: views.matrix.terms, vectors: views.vectors.count))
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let unit: PIMMac = try units.unit(lane), sizes = sizes(try memory.resolve(matrix), try memory.resolve(vectors))
    if sizes.elements == 0 || sizes.vectors == 0 || sizes.terms == 0 { return [] }
    let inputs = columns(sizes, unit.elements) * sizes.vectors
    return demands(PIMMacCycles.cycles(of: inputs, on: unit), elements: unit.elements, sizes)
  }

  /// Columns that a vector meets: groups end with a column.
  private func columns(_ sizes: Sizes, _ elements: Int) -> Int {
    let whole = sizes.terms / group * ((group + 3) / 4), rest = (sizes.terms % group + 3) / 4
    return (sizes.elements + elements - 1) / elements * (whole + rest)
  }

  private func demands(_ cycles: Int, elements: Int, _ sizes: Sizes) -> [Demand] {
    let accesses = channel.isSharing ? (sizes.vectors + 1) / 2 : sizes.vectors
    return [Demand(channel.unit, cycles), Demand(channel.columns, columns(sizes, elements) * accesses)]
  }
}
