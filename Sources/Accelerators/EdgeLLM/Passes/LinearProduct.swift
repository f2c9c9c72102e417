import Hosts
import Units

/// A row of activations by an INT4 matrix on the group vector array, which begins its sums with a bias or a residual.
struct LinearProduct: Pass {
  static let name = "linear-product"
  let array: ArrayShape
  /// [tile][beat][row][two weights], and FP16 [tile][block][row].
  let codes: Buffer, scales: Buffer
  /// FP16 numbers in FP32 words, [input].
  let values: Buffer
  /// The same, [output].
  let addends: Buffer?
  /// The same, [output].
  let output: Buffer
  let unit: Resource, link: Resource
  /// Of the matrix's packets.
  let bytes: Int

  var lane: String { unit.name }
  var reads: [Operand] { [.fixed(codes), .fixed(scales), .fixed(values)] + [addends].compactMap { $0.map { .fixed($0) } } }
  var writes: [Operand] { [.fixed(output)] }
  var finite: [Operand] { writes }
  func operations(at position: Int) throws -> Int { values.count * output.count }

  private func tiles(_ space: AddressSpace) -> ArrayTiles {
    ArrayTiles(
      array, values: space.read(values), rows: output.count, addends: addends.map { space.read($0) }, isHalf: false)
  }

  func golden(_ memory: Memory) throws {
    let space = memory.space
    space.write(tiles(space).golden(space.pointer(codes), space.pointer(scales), rows: output.count), to: output)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let space = memory.space
    let result = try tiles(space).run(try units.unit(lane), space.pointer(codes), space.pointer(scales), rows: output.count)
    space.write(result.sums, to: output)
    return demands(result.cycles)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    demands(try units.cycles(GroupVectorEngineCycles.self, of: codes.shape[0].count * codes.shape[1].count, on: lane))
  }

  private func demands(_ cycles: Int) -> [Demand] { [Demand(unit, cycles), Demand(link, bytes, .background)] }
}
