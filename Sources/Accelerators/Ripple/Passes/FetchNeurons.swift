import Hosts
import Units

/// A layer's reads from flash, by a `NeuronFetch`.
struct FetchNeurons: Pass {
  static let name = "fetch-neurons"
  /// UINT8 [byte]: a bit for each place.
  let bitmap: Buffer
  /// Of the layer.
  let neurons: Int
  /// INT32 [1]: cycles in which the bitmap is looked at.
  let scanned: Buffer
  let plan: ReadPlan
  /// INT32 [read][2]: first place, and places; and how many reads there are, INT32 [1].
  let list: Buffer, readCount: Buffer
  let expected: ExpectedReads
  let unit: Resource

  var lane: String { unit.name }
  private var found: Operand { .counted(list, dimension: 0, by: .value(readCount)) }
  var reads: [Operand] { [.fixed(bitmap), .fixed(scanned)] }
  var lengths: [Length] { [Length(readCount, expected: expected.reads)] }
  var writes: [Operand] { [.fixed(readCount), found] }

  func golden(_ memory: Memory) throws {
    let bits: [UInt8] = memory.space.read(bitmap)
    try write(plan.reads((0..<neurons).filter { bits[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }), memory)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let fetch: NeuronFetchUnit = try units.unit(lane)
    let (reads, cycles) = try fetch.reads(of: memory.space.pointer(bitmap), bytes: bitmap.count, gap: plan.largestGap)
    try write(reads, memory)
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let cycles = Int(memory.space.read(scanned, as: Int32.self)[0])
    return [Demand(unit, try units.cycles(NeuronFetchCycles.self, of: cycles, on: lane))]
  }

  private func write(_ found: [Range<Int>], _ memory: Memory) throws {
    guard found.count <= list.rows else { throw AcceleratorError("\(found.count) reads of \(neurons) neurons") }
    memory.space.write([Int32(found.count)], to: readCount)
    try memory.write(found.flatMap { [Int32($0.lowerBound), Int32($0.count)] }, to: self.found)
  }
}
