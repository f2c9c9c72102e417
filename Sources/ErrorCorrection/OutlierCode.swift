/// Cambricon-LLM's on-die code for a page of INT8 weights: it keeps the largest 1 % right and turns small weights that flips have made
/// large into 0. Weights between are not protected.
///
/// A page's spare area holds nine copies of the threshold, the smallest magnitude that is protected, and for each protected weight its
/// address with Hamming check bits and two copies of its value, ascending by address. Decoding takes the bitwise majority of stored
/// value and copies at protected addresses; elsewhere a magnitude above the threshold becomes 0, and other weights pass.
///
/// Of 16,384 bytes 163 are protected; with five check bits of an address the code takes 5,777 bits, 722.1 bytes of 1,664, with six
/// 742.5. Magnitudes are |x|, 128 of -128; the paper says "largest absolute magnitude" of outliers and leaves ties open: here the
/// lower addresses are protected.
///
/// Source: Cambricon-LLM, MICRO 2024, arXiv 2409.15654, section on the outlier-based error correction.
public struct OutlierCode: Hashable, Sendable {
  /// Copies of the threshold.
  public static let thresholdCopies = 9
  /// Copies of a protected value, beside the stored one.
  public static let valueCopies = 2
  /// The threshold of a page without protected weights: no magnitude is above it.
  public static let noThreshold: UInt8 = 255

  /// Bytes of a page, a power of two.
  public let pageBytes: Int
  /// The code of an entry's address.
  public let addressCode: LinearCode

  /// - Parameters:
  ///   - pageBytes: a power of two
  ///   - detectsDoubleErrors: with the sixth check bit of an address, which detects two flips as the paper wants it; five cannot:
  ///     of two flips in the 19 bits of an address of 14 bits they take 72 % for a third one
  public init(pageBytes: Int = 16384, detectsDoubleErrors: Bool = false) {
    self.pageBytes = pageBytes
    let bits = pageBytes.trailingZeroBitCount
    addressCode = detectsDoubleErrors ? .extendedHamming(dataBits: bits) : .hamming(dataBits: bits)
  }

  /// Bits of an address.
  public var addressBits: Int { addressCode.dataBits }
  /// Bits of an entry: address, its checks, two copies of the value, the lowest first.
  public var entryBits: Int { addressCode.bits + 8 * Self.valueCopies }
  /// Protected weights among some: 1 %, rounded down.
  public func entryCount(ofBytes bytes: Int) -> Int { bytes / 100 }
  /// Bits of the code for some bytes of a page.
  public func spareBits(ofBytes bytes: Int) -> Int { 8 * Self.thresholdCopies + entryBits * entryCount(ofBytes: bytes) }
  /// Bytes of the spare area that the code of a whole page takes.
  public var spareBytes: Int { (spareBits(ofBytes: pageBytes) + 7) / 8 }

  /// A protected weight.
  public struct Protected: Hashable, Sendable {
    /// Its byte in the page.
    public var address: Int
    /// The two copies of its value.
    public var first: Int8, second: Int8
    /// A weight with two copies of its value.
    public init(address: Int, first: Int8, second: Int8) { (self.address, self.first, self.second) = (address, first, second) }
  }

  /// The entry of a protected weight as it is stored.
  public func entry(_ weight: Protected) -> UInt64 {
    let address = UInt64(weight.address)
    let copies = UInt64(UInt8(bitPattern: weight.first)) | UInt64(UInt8(bitPattern: weight.second)) << 8
    return address | UInt64(addressCode.checks(of: address)) << UInt64(addressBits) | copies << UInt64(addressCode.bits)
  }

  /// The threshold's copies and the entries of a page, or of as many bytes of one as are used.
  public func encoded(_ page: [Int8]) -> OutlierSpare {
    let count = entryCount(ofBytes: page.count)
    guard count > 0 else { return OutlierSpare(threshold: Self.noThreshold, entries: []) }
    var histogram = [Int](repeating: 0, count: 129)
    for value in page { histogram[Int(value.magnitude)] += 1 }
    var threshold = 128, larger = 0
    while larger + histogram[threshold] < count {
      larger += histogram[threshold]
      threshold -= 1
    }
    // Of those that equal the threshold only some have a place.
    var equals = count - larger
    var entries: [UInt64] = []
    for (address, value) in page.enumerated() where Int(value.magnitude) >= threshold {
      if Int(value.magnitude) == threshold {
        if equals == 0 { continue }
        equals -= 1
      }
      entries.append(entry(Protected(address: address, first: value, second: value)))
    }
    return OutlierSpare(threshold: UInt8(threshold), entries: entries)
  }
}

/// What the spare area of a page holds of an `OutlierCode`.
public struct OutlierSpare: Hashable, Sendable {
  /// The copies of the threshold.
  public var thresholds: [UInt8]
  /// The entries, in the order in which they are stored.
  public var entries: [UInt64]

  /// All copies of the threshold are `threshold`.
  public init(threshold: UInt8, entries: [UInt64]) {
    thresholds = [UInt8](repeating: threshold, count: OutlierCode.thresholdCopies)
    self.entries = entries
  }

  /// Reads the spare area of a page of which `pageBytes` are used.
  public init(_ bytes: [UInt8], of code: OutlierCode, pageBytes: Int) {
    thresholds = Array(bytes.prefix(OutlierCode.thresholdCopies))
    entries = (0..<code.entryCount(ofBytes: pageBytes)).map { index in
      let first = 8 * OutlierCode.thresholdCopies + index * code.entryBits
      return (0..<code.entryBits).reduce(0) { $0 | UInt64(bytes[(first + $1) / 8] >> UInt8((first + $1) % 8) & 1) << UInt64($1) }
    }
  }

  /// The spare area: the thresholds, then the entries without gaps, the lowest bit first.
  public func bytes(of code: OutlierCode) -> [UInt8] {
    var bytes = thresholds + [UInt8](repeating: 0, count: (code.entryBits * entries.count + 7) / 8)
    for (index, entry) in entries.enumerated() {
      let first = 8 * OutlierCode.thresholdCopies + index * code.entryBits
      for bit in 0..<code.entryBits where entry >> UInt64(bit) & 1 == 1 {
        bytes[(first + bit) / 8] |= 1 << UInt8((first + bit) % 8)
      }
    }
    return bytes
  }
}
