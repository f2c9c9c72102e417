import ErrorCorrection

extension PageProtection {
  /// The sectors of a page of so many bytes, each with its first byte and its code; the last one may be shorter.
  static func sectors(ofBytes bytes: Int) -> [(first: Int, code: BCHCode)] {
    stride(from: 0, to: bytes, by: sectorBytes).map { first in
      (first, code(ofBytes: min(sectorBytes, bytes - first)))
    }
  }

  /// The code of a sector: groups of 64 columns make all sectors multiples of 64 bytes.
  private static func code(ofBytes bytes: Int) -> BCHCode {
    precondition(bytes % 64 == 0, "a sector has whole rows of a group")
    return codes[bytes / 64 - 1]
  }
  private static let codes = (1...(sectorBytes / 64)).map { BCHCode(fieldBits: 14, errors: sectorErrors, dataBits: $0 * 64 * 8) }

  /// Corrects the sectors of a page.
  ///
  /// Up to as many flips as the code corrects are found whatever they are, so that the decoder need not run; it does where there are
  /// more, and then gives up or finds another word.
  func decodeSectors(_ result: inout DamagedPage, _ flips: [Int]) {
    let bytes = result.stored.count
    result.decoded = result.stored
    var firstCheck = 8 * bytes
    for (first, code) in Self.sectors(ofBytes: bytes) {
      let data = flips.filter { $0 >= 8 * first && $0 < 8 * first + code.dataBits }.map { $0 - 8 * first }
      let checks = flips.filter { $0 >= firstCheck && $0 < firstCheck + code.checkBits }.map { $0 - firstCheck + code.dataBits }
      firstCheck += code.checkBits
      let own = data + checks
      guard let found = own.count <= code.errors ? own : code.flips(code.syndromes(ofFlips: own)) else {
        result.counts.dropped += 1
        continue
      }
      if own.count > code.errors { result.counts.miscorrected += 1 }
      for bit in found where bit < code.dataBits {
        result.decoded[first + bit / 8] ^= Int8(bitPattern: 1 << UInt8(bit % 8))
      }
    }
  }
}
