/// What decoding pages found.
public struct OutlierCounts: Hashable, Sendable, Codable {
  /// Weights whose vote differs from the stored value; unprotected ones above the threshold that became 0.
  public var voted = 0, zeroed = 0
  /// Entries whose address, or a check bit of it, was put right; those dropped because two flips were seen in it.
  public var correctedAddresses = 0, droppedEntries = 0
  /// Entries dropped because their addresses do not ascend or lie beyond the page: taken for a wrong correction.
  public var misplacedEntries = 0

  /// Nothing found.
  public init() {}

  /// Those of two runs together.
  public static func + (one: OutlierCounts, other: OutlierCounts) -> OutlierCounts {
    var sum = one
    sum.voted += other.voted
    sum.zeroed += other.zeroed
    sum.correctedAddresses += other.correctedAddresses
    sum.droppedEntries += other.droppedEntries
    sum.misplacedEntries += other.misplacedEntries
    return sum
  }
}

extension OutlierCode {
  /// Bit for bit what most of the copies have.
  public static func majority(_ copies: [UInt8]) -> UInt8 {
    (0..<8).reduce(0) { result, bit in
      copies.count { $0 >> UInt8(bit) & 1 == 1 } * 2 > copies.count ? result | 1 << UInt8(bit) : result
    }
  }

  /// An entry's address, corrected if that was needed; nil where its check bits show two flips.
  public func address(of entry: UInt64) -> (address: Int?, isCorrected: Bool) {
    let stored = entry & (1 << UInt64(addressBits) - 1)
    let checks = UInt32(truncatingIfNeeded: entry >> UInt64(addressBits)) & (1 << UInt32(addressCode.checkBits) - 1)
    let (address, finding) = addressCode.corrected(stored, checks: checks)
    switch finding {
    case .uncorrectable: return (nil, false)
    case .intact: return (Int(address), false)
    case .data, .check: return (Int(address), true)
    }
  }

  /// The entries that count, in ascending order of their addresses.
  ///
  /// An address with two flips that the check bits show is dropped. One that was corrected wrongly may lie anywhere: so that it can
  /// never hold up others, an entry counts only if its address lies in the page, is above that of the last one that counts, and
  /// below that of the next one that was not dropped. A wrong address that is too high costs its own entry, one that is too low its
  /// own and at most the one before; one that stays between its neighbours is not seen.
  public func accepted(_ entries: [UInt64], bytes: Int, _ counts: inout OutlierCounts) -> [Protected] {
    var accepted: [Protected] = [], candidate: Protected?
    func settle(before next: Int?) {
      guard let weight = candidate else { return }
      let ascends = accepted.last.map { $0.address < weight.address } ?? true
      if ascends, next.map({ weight.address < $0 }) ?? true { accepted.append(weight) } else { counts.misplacedEntries += 1 }
    }
    for entry in entries {
      let (place, isCorrected) = address(of: entry)
      guard let place else {
        counts.droppedEntries += 1
        continue
      }
      if isCorrected { counts.correctedAddresses += 1 }
      guard place < bytes else {
        counts.misplacedEntries += 1
        continue
      }
      let copies = entry >> UInt64(addressCode.bits)
      let next = Protected(
        address: place, first: Int8(truncatingIfNeeded: copies), second: Int8(truncatingIfNeeded: copies >> 8))
      settle(before: next.address)
      candidate = next
    }
    settle(before: nil)
    return accepted
  }

  /// A page, or as much of it as is used, as the decoder gives it.
  public func corrected(_ page: [Int8], _ spare: OutlierSpare) -> (page: [Int8], counts: OutlierCounts) {
    var counts = OutlierCounts()
    let threshold = Self.majority(spare.thresholds)
    let protected = accepted(spare.entries, bytes: page.count, &counts)
    var result = page
    var next = protected.startIndex
    for (address, value) in page.enumerated() {
      if next < protected.endIndex, protected[next].address == address {
        let weight = protected[next]
        next += 1
        let vote = value & weight.first | value & weight.second | weight.first & weight.second
        if vote != value { counts.voted += 1 }
        result[address] = vote
      } else if value.magnitude > threshold {
        counts.zeroed += 1
        result[address] = 0
      }
    }
    return (result, counts)
  }
}
