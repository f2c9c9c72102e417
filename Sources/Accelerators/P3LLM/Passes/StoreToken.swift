import Numerics

/// The key and the value of a position and head to INT4 in the cache, on the NPU; the key is divided by its channels' factors.
struct StoreToken: ProcessorPass {
  static let name = "store-token"
  /// FP32 [element]
  let key: Buffer, value: Buffer, factors: Buffer
  let head: PIMCache.Head
  /// Of the row in its program.
  let row: Int
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  private var position: Index { .position(plus: row) }
  private func place(_ buffer: Buffer, _ dimension: Int = 0) -> Operand {
    .window(buffer, dimension: dimension, from: position, count: 1)
  }
  /// Four positions share a place: those before stay.
  private var values: Operand { .counted(head.values, dimension: 0, by: .position(plus: row + 1), block: 4) }
  var reads: [Operand] { [.fixed(key), .fixed(value), .fixed(factors), values] }
  var writes: [Operand] {
    [
      place(head.keys, 1), values, place(head.keyZeros), place(head.keyScales), place(head.valueZeros), place(head.valueScales),
    ]
  }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: key.count + value.count)] }

  func golden(_ memory: Memory) throws {
    let space = memory.space, key: [Float] = space.read(key), factors: [Float] = space.read(factors)
    let keys = AsymmetricCodes(zip(key, factors).map { $0 / $1 }), values = AsymmetricCodes(space.read(value) as [Float])
    try memory.write([keys.zero], to: place(head.keyZeros))
    try memory.write([keys.scale.bits], to: place(head.keyScales))
    try memory.write([values.zero], to: place(head.valueZeros))
    try memory.write([values.scale.bits], to: place(head.valueScales))
    let words = stride(from: 0, to: keys.codes.count, by: 4).map { first in
      (first..<min(first + 4, keys.codes.count)).reversed().reduce(UInt16(0)) { $0 << 4 | UInt16(keys.codes[$1]) }
    }
    try memory.write(words, to: place(head.keys, 1))
    let position = memory.position + row, lane = UInt16(4 * (position % 4))
    let target = head.values[position / 4]
    // What an earlier sequence left behind the position is forgotten with the first of four.
    let kept: UInt16 = 1 << lane - 1
    let before: [UInt16] = space.read(target)
    space.write(zip(before, values.codes).map { $0 & kept | UInt16($1) << lane }, to: target)
  }
}
