/// A systematic binary code that corrects one flipped bit of a word: data bits as they are, then check bits.
///
/// The columns say in which checks each data bit counts; a check bit counts in its own only. What a word's checks differ by from
/// those computed again is its syndrome: 0 of an intact word, the column of the one bit that is flipped.
public struct LinearCode: Hashable, Sendable {
  /// For each data bit the checks in which it counts, check 0 lowest. All differ, and each has two bits or more.
  public let columns: [UInt32]
  /// Check bits of a word, at most 32.
  public let checkBits: Int
  /// Whether every flip of two bits is detected: each column has an odd number of bits, so that two never make a third.
  public let detectsDoubleErrors: Bool

  init(columns: [UInt32], checkBits: Int) {
    self.columns = columns
    self.checkBits = checkBits
    detectsDoubleErrors = columns.allSatisfy { $0.nonzeroBitCount % 2 == 1 }
  }

  /// Data bits of a word.
  public var dataBits: Int { columns.count }
  /// Bits of a word: data and checks.
  public var bits: Int { dataBits + checkBits }

  /// What a syndrome says of a word.
  public enum Finding: Hashable, Sendable {
    case intact
    /// This data bit was flipped.
    case data(Int)
    /// This check bit was flipped; the data is as it was.
    case check(Int)
    /// More bits were flipped than the code can correct.
    case uncorrectable
  }

  /// The check bits of a word, check 0 lowest.
  ///
  /// - Parameter data: the data bits, 64 a word, the lowest first; bits beyond the code's are not looked at
  public func checks(of data: [UInt64]) -> UInt32 {
    var checks: UInt32 = 0
    for (bit, column) in columns.enumerated() where data[bit / 64] >> UInt64(bit % 64) & 1 == 1 { checks ^= column }
    return checks
  }

  /// The check bits of a word of at most 64 data bits.
  public func checks(of data: UInt64) -> UInt32 { checks(of: [data]) }

  /// What the difference between a word's check bits and those computed again says.
  public func finding(syndrome: UInt32) -> Finding {
    if syndrome == 0 { return .intact }
    if syndrome.nonzeroBitCount == 1 { return .check(syndrome.trailingZeroBitCount) }
    return columns.firstIndex(of: syndrome).map(Finding.data) ?? .uncorrectable
  }

  /// A word with its flipped bit, if there is one, put right; an uncorrectable one as it came.
  public func corrected(_ data: [UInt64], checks: UInt32) -> (data: [UInt64], finding: Finding) {
    var data = data
    let finding = finding(syndrome: self.checks(of: data) ^ checks)
    if case .data(let bit) = finding { data[bit / 64] ^= 1 << UInt64(bit % 64) }
    return (data, finding)
  }

  /// A word of at most 64 data bits, corrected.
  public func corrected(_ data: UInt64, checks: UInt32) -> (data: UInt64, finding: Finding) {
    let (words, finding) = corrected([data], checks: checks)
    return (words[0], finding)
  }
}
