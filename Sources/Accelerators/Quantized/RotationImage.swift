import Transformer

/// The rotary angles as they lie in memory, and where the pairs that they turn lie in a row.
struct RotationImage: Sendable {
  private let table: RotationTable

  init(_ rotary: Transformer.RotaryEmbedding, positions: Int) { table = RotationTable(rotary, positions: positions) }

  /// Where the pairs of all heads lie in a row; `width` elements a head.
  func pairs(heads: Int, width: Int) -> [(low: Int, high: Int)] {
    let count = table.rotary.width / 2
    let apart = table.rotary.layout == .adjacent ? 1 : count
    let step = table.rotary.layout == .adjacent ? 2 : 1
    return (0..<heads).flatMap { head in
      (0..<count).map { pair in (low: head * width + pair * step, high: head * width + pair * step + apart) }
    }
  }

  /// The angles of those pairs at a position.
  func angles(at position: Int, heads: Int) -> (cosines: [Float], sines: [Float]) {
    let one = table.angles(at: position)
    return ((0..<heads).flatMap { _ in one.cosines }, (0..<heads).flatMap { _ in one.sines })
  }
}
