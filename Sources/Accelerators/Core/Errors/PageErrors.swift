import ErrorCorrection

/// A page as the flash gives it and as the decoder does.
public struct DamagedPage: Sendable {
  /// As they lie in the flash, with flips.
  public var stored: [Int8]
  /// Behind the decoder.
  public var decoded: [Int8]
  /// The spare area of an outlier code, with flips.
  public var spare: OutlierSpare?
  /// The flips of the check bits of each word of `secded`.
  public var checkFlips: [UInt32] = []
  /// What was flipped and what became of it.
  public var counts = ErrorCounts()
}

extension PageProtection {
  /// Flips bits of a page and of its code, and decodes it; nil where no bit flipped.
  ///
  /// - Parameter pageBytes: bytes of a full page
  func damaged(_ page: [Int8], pageBytes: Int, _ errors: inout BitErrors<some RandomNumberGenerator>) -> DamagedPage? {
    let code = outlierCode(pageBytes: pageBytes)
    let spareBits = code?.spareBits(ofBytes: page.count) ?? plainSpareBits(ofBytes: page.count)
    let flips = errors.positions(among: 8 * page.count + spareBits)
    if flips.isEmpty { return nil }
    var result = DamagedPage(stored: page, decoded: page)
    result.counts.damagedPages = 1
    result.counts.flippedBits = flips.count
    let split = flips.firstIndex { $0 >= 8 * page.count } ?? flips.endIndex
    for bit in flips[..<split] { result.stored[bit / 8] ^= Int8(bitPattern: 1 << UInt8(bit % 8)) }
    let spareFlips = flips[split...].map { $0 - 8 * page.count }
    if let code {
      decode(&result, page, code, spareFlips)
    } else if self == .secded {
      decode(&result, page, spareFlips)
    } else if self == .bch {
      decodeSectors(&result, flips)
    } else {
      result.decoded = result.stored
    }
    for (clean, (stored, decoded)) in zip(page, zip(result.stored, result.decoded)) {
      if stored != clean { result.counts.damagedWeights += 1 }
      if decoded != clean { result.counts.wrongWeights += 1 }
      if stored != clean, decoded == clean { result.counts.corrected += 1 }
      if decoded == 0, stored != 0, code != nil {
        result.counts.zeroed += 1
        if stored == clean { result.counts.zeroedWrongly += 1 }
      }
    }
    return result
  }

  /// Check bits of a page for codes over all bits.
  private func plainSpareBits(ofBytes bytes: Int) -> Int {
    switch self {
    case .secded: bytes / Self.wordBytes * Self.wordCode.checkBits
    case .bch: Self.sectors(ofBytes: bytes).reduce(0) { $0 + $1.code.checkBits }
    case .none, .outlier, .outlierExtended: 0
    }
  }

  private func decode(_ result: inout DamagedPage, _ page: [Int8], _ code: OutlierCode, _ flips: [Int]) {
    let clean = code.encoded(page)
    var spare = clean
    for bit in flips {
      let first = 8 * OutlierCode.thresholdCopies
      if bit < first {
        spare.thresholds[bit / 8] ^= 1 << UInt8(bit % 8)
      } else {
        spare.entries[(bit - first) / code.entryBits] ^= 1 << UInt64((bit - first) % code.entryBits)
      }
    }
    let decoded = code.corrected(result.stored, spare)
    result.decoded = decoded.page
    result.spare = spare
    result.counts.dropped = decoded.counts.droppedEntries + decoded.counts.misplacedEntries
    var ignored = OutlierCounts()
    let protected = Set(clean.entries.map { $0 & (1 << UInt64(code.addressBits) - 1) })
    result.counts.miscorrected = code.accepted(spare.entries, bytes: page.count, &ignored).count {
      !protected.contains(UInt64($0.address))
    }
  }

  private func decode(_ result: inout DamagedPage, _ page: [Int8], _ flips: [Int]) {
    let code = Self.wordCode
    result.checkFlips = [UInt32](repeating: 0, count: page.count / Self.wordBytes)
    for bit in flips { result.checkFlips[bit / code.checkBits] ^= 1 << UInt32(bit % code.checkBits) }
    for (index, flipped) in result.checkFlips.enumerated() {
      let clean = Self.word(page, index), stored = Self.word(result.stored, index)
      if stored == clean, flipped == 0 { continue }
      let (data, finding) = code.corrected(stored, checks: code.checks(of: clean) ^ flipped)
      if finding == .uncorrectable {
        result.counts.dropped += 1
      } else if data != clean {
        result.counts.miscorrected += 1
      }
      result.decoded.replaceSubrange((index * Self.wordBytes)..<((index + 1) * Self.wordBytes), with: Self.bytes([data]))
    }
  }

  /// Word `index` of a page.
  static func word(_ bytes: [Int8], _ index: Int) -> [UInt64] {
    (0..<(wordBytes / 8)).map { part in
      (0..<8).reduce(0) { $0 | UInt64(UInt8(bitPattern: bytes[index * wordBytes + part * 8 + $1])) << UInt64(8 * $1) }
    }
  }

  /// The bytes of some words.
  static func bytes(_ words: [[UInt64]]) -> [Int8] {
    words.flatMap { $0.flatMap { part in (0..<8).map { Int8(truncatingIfNeeded: part >> UInt64(8 * $0)) } } }
  }
}

extension DamagedPage {
  /// The words of `secded` as they lie in the flash, data and check bits.
  func words(intact: [Int8]) -> [(data: [UInt64], checks: UInt32)] {
    checkFlips.enumerated().map { index, flips in
      let checks = PageProtection.wordCode.checks(of: PageProtection.word(intact, index))
      return (PageProtection.word(stored, index), checks ^ flips)
    }
  }
}
