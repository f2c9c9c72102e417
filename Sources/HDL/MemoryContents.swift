import Netlist

/// What the words of a memory of bundles hold at the start: 0, but for the fields that say otherwise.
public struct MemoryContents<Word: VectorElement>: Sendable {
  private var columns: [(select: @Sendable (Word) -> [Leaf], words: [Int])] = []
  public static var zero: MemoryContents { MemoryContents() }
  /// The same, with a word for each address in the field at `path`.
  public func with<V: Signal>(_ path: KeyPath<Word, V> & Sendable, _ words: [Int]) -> MemoryContents {
    var result = self
    result.columns.append(({ $0[keyPath: path].leaves() }, words))
    return result
  }

  /// The words of one signal.
  func words(of leaf: Leaf, in word: Word, depth: Int) -> [BitVector]? {
    let own = columns.last { one in one.select(word).contains { $0.ref == leaf.ref } }
    return leaf.words(own?.words ?? [Int](repeating: 0, count: max(0, min(depth, 1 << 30))), depth: depth)
  }
}

extension Leaf {
  /// A word for each address; reports another number of them.
  func words(_ numbers: [Int], depth: Int) -> [BitVector]? {
    let bits = numbers.map { BitVector(checking: $0, fits: ref.type) }
    if bits.count == depth { return bits }
    builder().error("a memory of \(depth) words needs as many contents, not \(bits.count)")
    return nil
  }
}
