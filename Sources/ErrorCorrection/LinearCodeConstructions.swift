extension LinearCode {
  /// The Hamming code: corrects one flip, and takes most flips of two for one of a third bit.
  ///
  /// Data bits have the positions 3, 5, 6, 7, 9, … that are no powers of two; check i is the parity of the positions that have bit i.
  /// Source: R. W. Hamming, Error detecting and error correcting codes, Bell System Technical Journal 29 (1950).
  public static func hamming(dataBits: Int) -> LinearCode {
    var checkBits = 2
    while 1 << checkBits < dataBits + checkBits + 1 { checkBits += 1 }
    return LinearCode(columns: positions(dataBits), checkBits: checkBits)
  }

  /// The Hamming code with a parity over the whole word: corrects one flip and detects two.
  ///
  /// The parity bit is the last check. It covers data and checks, so of the data alone it is the parity of those bits that count in
  /// an even number of the other checks.
  public static func extendedHamming(dataBits: Int) -> LinearCode {
    let inner = hamming(dataBits: dataBits)
    let columns = inner.columns.map { $0.nonzeroBitCount % 2 == 0 ? $0 | 1 << UInt32(inner.checkBits) : $0 }
    return LinearCode(columns: columns, checkBits: inner.checkBits + 1)
  }

  /// The code of Hsiao: corrects one flip and detects two with as many checks as the extended Hamming code, but with the fewest bits
  /// in its columns and about as many in each check: the smallest and fastest logic.
  ///
  /// Columns of three bits come first, then of five, and so on; of the last weight those are taken, one after the other, that leave
  /// the checks most even (the lowest of equals).
  /// Source: M. Y. Hsiao, A class of optimal minimum odd-weight-column SEC-DED codes, IBM Journal of Research and Development 14
  /// (1970). The paper leaves open which columns of the last weight are taken.
  public static func hsiao(dataBits: Int) -> LinearCode {
    var checkBits = 3
    while 1 << (checkBits - 1) < dataBits + checkBits { checkBits += 1 }
    var columns: [UInt32] = [], loads = [Int](repeating: 0, count: checkBits)
    for weight in stride(from: 3, through: checkBits, by: 2) where columns.count < dataBits {
      var candidates = patterns(of: weight, in: checkBits)
      let takesAll = candidates.count <= dataBits - columns.count
      while columns.count < dataBits, !candidates.isEmpty {
        let chosen = takesAll ? 0 : candidates.indices.min { cost(candidates[$0], loads) < cost(candidates[$1], loads) }!
        let column = candidates.remove(at: chosen)
        columns.append(column)
        for check in 0..<checkBits where column >> UInt32(check) & 1 == 1 { loads[check] += 1 }
      }
    }
    return LinearCode(columns: columns, checkBits: checkBits)
  }

  /// What a further column adds to the sum of squares of the checks' loads, but for a constant.
  private static func cost(_ column: UInt32, _ loads: [Int]) -> Int {
    loads.indices.reduce(0) { $0 + (column >> UInt32($1) & 1 == 1 ? loads[$1] : 0) }
  }

  /// The numbers of `width` bits of which `weight` are 1, ascending.
  private static func patterns(of weight: Int, in width: Int) -> [UInt32] {
    (0..<(UInt32(1) << UInt32(width))).filter { $0.nonzeroBitCount == weight }
  }

  /// The first numbers that are no powers of two.
  private static func positions(_ count: Int) -> [UInt32] {
    var positions: [UInt32] = [], next: UInt32 = 3
    while positions.count < count {
      if next.nonzeroBitCount > 1 { positions.append(next) }
      next += 1
    }
    return positions
  }
}
