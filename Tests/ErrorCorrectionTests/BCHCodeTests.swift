import ErrorCorrection
import Foundation
import Simulation
import Testing

/// `BCHCode` against bchlib and galois; `Scripts/references/bch-codes.py` wrote the vectors.
@Suite struct BCHCodeTests {
  private struct Vectors: Decodable {
    struct Generator: Decodable {
      let m: Int, t: Int
      let generator: String
    }
    struct Word: Decodable {
      let seed: UInt64, checks: String
      let flips: [Int], located: [Int]?
    }
    struct Code: Decodable {
      let m: Int, t: Int, dataBytes: Int, checkBits: Int
      let words: [Word]
    }
    let generators: [Generator], codes: [Code]
  }

  /// The committed file, or a larger one that the script wrote.
  private func vectors() throws -> Vectors {
    let own = ProcessInfo.processInfo.environment["HWGEN_BCH_VECTORS"].map { URL(fileURLWithPath: $0) }
    let url = try #require(own ?? Bundle.module.url(forResource: "bch", withExtension: "json", subdirectory: "Data"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Vectors.self, from: Data(contentsOf: url))
  }

  private func bits(_ bytes: some Sequence<UInt8>) -> [Bool] {
    bytes.flatMap { byte in (0..<8).map { byte >> UInt8(7 - $0) & 1 == 1 } }
  }

  private func bits(hexadecimal: String) -> [Bool] {
    hexadecimal.compactMap(\.hexDigitValue).flatMap { digit in (0..<4).map { digit >> (3 - $0) & 1 == 1 } }
  }

  /// The same check bits; the same flips found where they can be told, and the same words given up, up to twice as many flips as the
  /// code corrects. Four words in 14,000 bchlib "corrects" to what is no word of the code; those must be given up.
  @Test func agreesWithBchlib() throws {
    for one in try vectors().codes {
      let code = BCHCode(fieldBits: one.m, errors: one.t, dataBits: 8 * one.dataBytes)
      #expect(code.checkBits == one.checkBits)
      for word in one.words {
        var random = SplitMix64(seed: word.seed)
        let data = bits((0..<one.dataBytes).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        let checks = code.checks(of: data)
        #expect(
          checks == Array(bits(hexadecimal: word.checks).prefix(code.checkBits)), "m \(one.m), t \(one.t), seed \(word.seed)")
        #expect(code.syndromes(of: data + checks).allSatisfy { $0 == 0 })
        let syndromes = code.syndromes(ofFlips: word.flips)
        let located = word.located.flatMap { code.syndromes(ofFlips: $0) == syndromes ? $0 : nil }
        #expect(code.flips(syndromes) == located, "m \(one.m), t \(one.t), seed \(word.seed)")
        if word.flips.count <= one.t { #expect(word.located == word.flips) }
      }
    }
  }

  @Test func agreesWithGalois() throws {
    let all = try vectors().generators
    #expect(all.count > 7)
    for one in all {
      let code = BCHCode(fieldBits: one.m, errors: one.t, dataBits: 1)
      let number = bits(hexadecimal: String(one.generator.dropFirst(2)))
      #expect(code.generator == Array(number.drop { !$0 }.reversed()), "m \(one.m), t \(one.t)")
    }
  }

  /// Syndromes of a word as it was read are those of its flips.
  @Test func syndromesAreLinear() {
    let code = BCHCode(fieldBits: 10, errors: 8, dataBits: 500)
    var random = SplitMix64(seed: 3)
    let data = (0..<500).map { _ in random.chance(50) }
    var word = data + code.checks(of: data)
    for flip in [0, 17, 499, 500, 579] { word[flip].toggle() }
    #expect(code.syndromes(of: word) == code.syndromes(ofFlips: [0, 17, 499, 500, 579]))
    #expect(code.flips(code.syndromes(of: word)) == [0, 17, 499, 500, 579])
  }

  /// Lincoln's code: 64 errors in 8,192 bits take 896 check bits, 9,088 bits a word.
  @Test func sizes() {
    #expect(BCHCode(fieldBits: 14, errors: 64, dataBits: 8192).bits == 9088)
    #expect(BCHCode.error(fieldBits: 14, errors: 72, dataBits: 8192) == nil)
    #expect(BCHCode.error(fieldBits: 5, errors: 3, dataBits: 17)?.contains("1 to 16 data bits") == true)
    #expect(BCHCode.error(fieldBits: 4, errors: 8, dataBits: 1)?.contains("corrects 1 to 7 errors") == true)
    #expect(BCHCode.error(fieldBits: 15, errors: 1, dataBits: 1)?.contains("3 to 14 bits") == true)
  }
}
