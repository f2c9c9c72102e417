import HeapModule

/// The merges of byte-pair encoding, over token ids.
struct MergeTable: Sendable {
  private struct Merge: Sendable {
    let rank: UInt32
    let result: UInt32
  }

  private var merges: [UInt64: Merge] = [:]

  init(capacity: Int) { merges.reserveCapacity(capacity) }

  private static func key(_ left: UInt32, _ right: UInt32) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

  /// Adds the merge of `left` and `right` into `result`; lower ranks go first, and the first of equal pairs stays.
  mutating func add(_ left: Int, _ right: Int, result: Int, rank: Int) {
    let key = Self.key(UInt32(left), UInt32(right))
    if merges[key] == nil { merges[key] = Merge(rank: UInt32(rank), result: UInt32(result)) }
  }

  /// A merge that may happen; the lowest rank first, then the leftmost.
  private struct Candidate: Comparable {
    let rank: UInt32
    let left: Int
    let right: Int
    let pair: UInt64
    let result: UInt32

    static func < (a: Candidate, b: Candidate) -> Bool { (a.rank, a.left) < (b.rank, b.left) }
  }

  /// Applies merges to the ids of one piece until none is left. Time is n log n, however long the piece.
  func apply(to symbols: inout [UInt32]) {
    guard symbols.count > 1 else { return }
    let end = symbols.count
    var next = (0..<end).map { $0 + 1 }
    var previous = (0..<end).map { $0 - 1 }
    var alive = [Bool](repeating: true, count: end)
    var heap = Heap<Candidate>()

    func candidate(_ left: Int, _ right: Int) -> Candidate? {
      guard left >= 0, right < end else { return nil }
      let pair = Self.key(symbols[left], symbols[right])
      guard let merge = merges[pair] else { return nil }
      return Candidate(rank: merge.rank, left: left, right: right, pair: pair, result: merge.result)
    }

    for left in 0..<end - 1 {
      if let found = candidate(left, left + 1) { heap.insert(found) }
    }
    while let best = heap.popMin() {
      // A candidate is stale when one of its symbols has been merged meanwhile.
      guard alive[best.left], alive[best.right], next[best.left] == best.right,
        Self.key(symbols[best.left], symbols[best.right]) == best.pair
      else { continue }
      symbols[best.left] = best.result
      alive[best.right] = false
      next[best.left] = next[best.right]
      if next[best.right] < end { previous[next[best.right]] = best.left }
      if let found = candidate(previous[best.left], best.left) { heap.insert(found) }
      if let found = candidate(best.left, next[best.left]) { heap.insert(found) }
    }
    var kept = 0
    for index in 0..<end where alive[index] {
      symbols[kept] = symbols[index]
      kept += 1
    }
    symbols.removeLast(end - kept)
  }
}
