import ErrorCorrection
import Testing

@Suite struct LinearCodeTests {
  private static let codes: [LinearCode] = [1, 4, 8, 11, 14, 26, 57].flatMap {
    [.hamming(dataBits: $0), .extendedHamming(dataBits: $0), .hsiao(dataBits: $0)]
  }

  private func flipped(_ bits: [Int], _ data: UInt64, _ code: LinearCode) -> (data: UInt64, finding: LinearCode.Finding) {
    var word = data, checks = code.checks(of: data)
    for bit in bits {
      if bit < code.dataBits { word ^= 1 << UInt64(bit) } else { checks ^= 1 << UInt32(bit - code.dataBits) }
    }
    return code.corrected(word, checks: checks)
  }

  /// All single and all double flips of a word.
  @Test(arguments: codes) func flips(_ code: LinearCode) {
    let data: UInt64 = 0x0123_4567_89ab_cdef & (1 << UInt64(code.dataBits) - 1)
    #expect(flipped([], data, code) == (data, .intact))
    for first in 0..<code.bits {
      let one = flipped([first], data, code)
      #expect(one.data == data)
      #expect(one.finding == (first < code.dataBits ? .data(first) : .check(first - code.dataBits)))
      guard code.detectsDoubleErrors else { continue }
      for second in 0..<first { #expect(flipped([first, second], data, code).finding == .uncorrectable) }
    }
  }

  /// Widths of codes in use: (7, 4), (12, 8), (72, 64), (39, 32), (22, 16), and the address of the outlier code.
  @Test(arguments: [(4, 3), (8, 4), (14, 5), (64, 7)]) func hamming(dataBits: Int, checkBits: Int) {
    #expect(LinearCode.hamming(dataBits: dataBits).checkBits == checkBits)
    #expect(LinearCode.extendedHamming(dataBits: dataBits).checkBits == checkBits + 1)
  }

  /// Of the 171 double flips of a Hamming word of 14 data bits 48 are seen, and the others are taken for a third flip.
  @Test func doubleFlipsOfAHammingWord() {
    let code = LinearCode.hamming(dataBits: 14)
    var seen = 0
    for first in 0..<code.bits {
      for second in 0..<first where flipped([first, second], 0, code).finding == .uncorrectable { seen += 1 }
    }
    #expect(code.bits * (code.bits - 1) / 2 == 171)
    #expect(seen == 48)
  }

  /// The code of Hsiao's paper for 64 bits: 8 checks, each over itself and 26 data bits, 216 ones altogether.
  @Test func hsiao64() {
    let code = LinearCode.hsiao(dataBits: 64)
    #expect(code.checkBits == 8)
    #expect(Set(code.columns).count == 64)
    #expect(code.columns.map(\.nonzeroBitCount).reduce(code.checkBits, +) == 216)
    for check in 0..<8 { #expect(code.columns.count { $0 >> UInt32(check) & 1 == 1 } == 26) }
  }

  /// Words of more than 64 bits.
  @Test func wideWords() {
    let code = LinearCode.hsiao(dataBits: 1024)
    #expect(code.checkBits == 12)
    let data = (0..<16).map { UInt64($0) &* 0x9e37_79b9_7f4a_7c15 }
    let checks = code.checks(of: data)
    for bit in stride(from: 0, to: 1024, by: 37) {
      var damaged = data
      damaged[bit / 64] ^= 1 << UInt64(bit % 64)
      #expect(code.corrected(damaged, checks: checks) == (data, .data(bit)))
    }
  }
}
