import ErrorCorrection
import Simulation
import Units

/// Pages for `OutlierCorrectorTestbench`: weights with their codes, then flips.
struct OutlierPages {
  struct Page {
    var weights: [Int8]
    var spare: OutlierSpare
  }

  private let unit: OutlierCorrector
  private var random: SplitMix64
  /// Flips of one entry that are still to come.
  private var flips: ArraySlice<[Int]>

  init(_ unit: OutlierCorrector, seed: UInt64) {
    self.unit = unit
    random = SplitMix64(seed: seed)
    let bits = unit.code.entryBits
    flips = ((0..<bits).map { [$0] } + (0..<bits).flatMap { first in (0..<first).map { [first, $0] } })[...]
  }

  var hasFlipsLeft: Bool { !flips.isEmpty }

  /// Page `index` of a round: a whole one first, then those with one flipped entry as long as there are any.
  mutating func next(in round: Int, _ index: Int) -> Page {
    if round == 0 {
      var page = encoded(weights(unit.pageBytes, round))
      if index == 1 { damage(&page, percent: 1) }
      return page
    }
    if let flips = flips.popFirst() {
      // Three entries or more, so that the one that is hit has neighbours; short pages have few.
      var page = encoded(weights(padded(min(unit.pageBytes, 300 + random.next(below: 30))), round))
      let entry = random.next(below: page.spare.entries.count)
      for bit in flips { page.spare.entries[entry] ^= 1 << UInt64(bit) }
      return page
    }
    let style = (round + index) % 4
    let length = padded(style == 0 ? 1 + random.next(below: 99) : min(unit.pageBytes, 1 + random.next(below: 1500)))
    var page = style == 1 && round % 3 == 0 ? dense(min(unit.pageBytes, length)) : encoded(weights(length, style))
    if random.chance(70) { damage(&page, percent: style == 3 ? 4 : 1) }
    if random.chance(50) { damageThreshold(&page) }
    if style == 2, round % 2 == 1 { page.spare.entries.append(beyond(page)) }
    return page
  }

  /// An entry whose address lies just behind the page; behind a whole one there is only its beginning.
  private mutating func beyond(_ page: Page) -> UInt64 {
    let address = page.weights.count + random.next(below: unit.lanes)
    return unit.code.entry(.init(address: address % unit.pageBytes, first: 99, second: 99))
  }

  /// Flips one bit of four copies of the threshold, which are outvoted, or of five, which are not.
  private mutating func damageThreshold(_ page: inout Page) {
    let bit = UInt8(random.next(below: 8)), first = random.next(below: OutlierCode.thresholdCopies)
    for index in 0..<(4 + random.next(below: 2)) {
      page.spare.thresholds[(first + index) % OutlierCode.thresholdCopies] ^= 1 << bit
    }
  }

  private func padded(_ bytes: Int) -> Int { min(unit.pageBytes, (bytes + unit.lanes - 1) / unit.lanes * unit.lanes) }

  private func encoded(_ weights: [Int8]) -> Page { Page(weights: weights, spare: unit.code.encoded(weights)) }

  /// Small weights with large ones anywhere, at both ends, side by side; or weights of which many are equal.
  private mutating func weights(_ count: Int, _ style: Int) -> [Int8] {
    var weights = (0..<count).map { _ in Int8(random.next(below: 21) - 10) }
    let large = max(1, unit.code.entryCount(ofBytes: count)), start = random.next(below: max(1, count - large))
    for index in 0..<large {
      let place =
        switch style % 4 {
        case 0: random.next(below: count)
        case 1: index % 2 == 0 ? index / 2 : count - 1 - index / 2
        default: min(count - 1, start + index)
        }
      weights[place] = random.chance(20) ? -128 : Int8(clamping: 40 + random.next(below: 90)) * (random.chance(50) ? 1 : -1)
    }
    if style % 4 == 3 { for index in 0..<count where index % 3 == 0 { weights[index] = 40 } }
    return weights
  }

  /// A page of which nearly every weight is protected.
  private mutating func dense(_ count: Int) -> Page {
    let weights = (0..<count).map { _ in Int8(truncatingIfNeeded: random.next()) }
    let protected = weights.indices.filter { _ in random.chance(80) || count < 4 }
    let entries = protected.map { unit.code.entry(.init(address: $0, first: weights[$0], second: weights[$0])) }
    return Page(weights: weights, spare: OutlierSpare(threshold: UInt8(random.next(below: 129)), entries: entries))
  }

  /// Flips so many bits in a hundred.
  private mutating func damage(_ page: inout Page, percent: Int) {
    for index in page.weights.indices {
      for bit in 0..<8 where random.chance(percent) { page.weights[index] ^= Int8(bitPattern: 1 << UInt8(bit)) }
    }
    for index in page.spare.thresholds.indices {
      for bit in 0..<8 where random.chance(percent) { page.spare.thresholds[index] ^= 1 << UInt8(bit) }
    }
    for index in page.spare.entries.indices {
      for bit in 0..<unit.code.entryBits where random.chance(percent) { page.spare.entries[index] ^= 1 << UInt64(bit) }
    }
  }
}
