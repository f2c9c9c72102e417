import ErrorCorrection

/// How the weights of a page are protected.
public enum PageProtection: String, Codable, Sendable, CaseIterable {
  /// Not at all.
  case none
  /// The outlier code of flash dies that compute, with five check bits of an address: `OutlierCode`.
  case outlier
  /// The same with six check bits of an address, which detect all double flips.
  case outlierExtended = "outlier-extended"
  /// One flip in 16 bytes corrected and two detected: nine check bits each by the code of Hsiao, 1,152 bytes of spare area a page. Of
  /// 8 bytes each the check bits of a page, 2,048 bytes, would not fit.
  case secded
  /// 59 flips in 1,024 bytes corrected by a BCH code over 2^14: 826 check bits each, 1,652 bytes a page, the most that the spare area
  /// holds.
  case bch

  /// The code of an outlier protection for pages of so many bytes.
  func outlierCode(pageBytes: Int) -> OutlierCode? {
    switch self {
    case .outlier: OutlierCode(pageBytes: pageBytes)
    case .outlierExtended: OutlierCode(pageBytes: pageBytes, detectsDoubleErrors: true)
    case .none, .secded, .bch: nil
    }
  }
  /// Whether a unit decodes it.
  var hasRTL: Bool { self != .none && self != .bch }
  /// Bytes of a word of `secded`.
  static let wordBytes = 16
  static let wordCode = LinearCode.hsiao(dataBits: 8 * wordBytes)
  /// Bytes of a sector of `bch`, and flips that are corrected in each.
  static let sectorBytes = 1024
  static let sectorErrors = 59
}

/// What bit errors did to pages, and what their code made of it.
public struct ErrorCounts: Hashable, Sendable, Codable {
  /// Pages with a flip, and flipped bits in weights and spare area together.
  public var damagedPages = 0, flippedBits = 0
  /// Weights with a flip in the flash; weights that are wrong behind the decoder.
  public var damagedWeights = 0, wrongWeights = 0
  /// Damaged weights that are right behind the decoder.
  public var corrected = 0
  /// Weights that the decoder made 0; those of them that had been right in the flash.
  public var zeroed = 0, zeroedWrongly = 0
  /// Entries that the outlier code dropped; words and sectors that the other codes found beyond correction.
  public var dropped = 0
  /// Entries that the outlier code took for those of other weights; words and sectors that the
  /// other codes corrected wrongly.
  public var miscorrected = 0

  /// The default configuration.
  public init() {}

  /// Adds what came of another page.
  public mutating func add(_ other: ErrorCounts) {
    damagedPages += other.damagedPages
    flippedBits += other.flippedBits
    damagedWeights += other.damagedWeights
    wrongWeights += other.wrongWeights
    corrected += other.corrected
    zeroed += other.zeroed
    zeroedWrongly += other.zeroedWrongly
    dropped += other.dropped
    miscorrected += other.miscorrected
  }
}
