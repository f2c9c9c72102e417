import Transformer

/// The rotary angles in memory, and where the pairs that they turn lie in a row.
struct RotationPlan: Sendable {
  let rotary: RotaryEmbedding
  /// FP32 [position][pair].
  let cosines: Buffer, sines: Buffer

  init(_ rotary: RotaryEmbedding, positions: Int, in memory: inout MemoryMap) throws {
    self.rotary = rotary
    cosines = try memory.place(.float32, positions, rotary.width / 2)
    sines = try memory.place(.float32, positions, rotary.width / 2)
  }

  /// Angles in FP64, rounded to FP32 once.
  func place(in space: AddressSpace) {
    let table = RotationTable(rotary, positions: cosines.rows)
    let rows = (0..<cosines.rows).map { table.angles(at: $0) }
    space.write(rows.flatMap(\.cosines), to: cosines)
    space.write(rows.flatMap(\.sines), to: sines)
  }

  /// The first and second elements of the pairs of all heads of a row, [head][pair], and the elements that do not turn, if any.
  func views(of row: Buffer, heads: Int) -> (low: Buffer, high: Buffer, rest: Buffer?) {
    let all = row.split(0, into: heads)
    let pairs = rotary.width / 2
    let width = all.columns
    let rest = width > rotary.width ? all.narrowed(1, to: rotary.width..<width) : nil
    switch rotary.layout {
    case .adjacent: return (all.every(2, from: 0, count: pairs), all.every(2, from: 1, count: pairs), rest)
    case .split: return (all.narrowed(1, to: 0..<pairs), all.narrowed(1, to: pairs..<2 * pairs), rest)
    }
  }
}
