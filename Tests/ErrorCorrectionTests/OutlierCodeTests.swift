import ErrorCorrection
import Simulation
import Testing

@Suite struct OutlierCodeTests {
  private static let bothCodes = [OutlierCode(), OutlierCode(detectsDoubleErrors: true)]

  /// Mostly small weights, with large ones anywhere.
  private func weights(_ count: Int, seed: UInt64) -> [Int8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      random.chance(1) ? Int8(40 + random.next(below: 88)) * (random.chance(50) ? 1 : -1) : Int8(random.next(below: 41) - 20)
    }
  }

  /// The figures of the paper: 163 of 16,384 weights, 35 bits an entry, 5,777 bits. It calls 722.1 bytes 722.
  @Test func sizes() {
    let code = OutlierCode()
    #expect(code.entryCount(ofBytes: 16384) == 163)
    #expect(code.entryBits == 35)
    #expect(code.spareBits(ofBytes: 16384) == 5777)
    #expect(code.spareBytes == 723)
    #expect(OutlierCode(detectsDoubleErrors: true).spareBytes == 743)
    let spare = code.encoded(weights(16384, seed: 1))
    #expect(spare.bytes(of: code).count == 723)
    #expect(spare.thresholds.count == 9)
  }

  /// What is not damaged stays, through the spare area's bytes; of equal magnitudes the lower addresses are protected.
  @Test(arguments: bothCodes) func intactPages(_ code: OutlierCode) {
    for page in [weights(16384, seed: 2), weights(5000, seed: 3), weights(99, seed: 4), [Int8](repeating: -128, count: 400)] {
      let encoded = code.encoded(page)
      let spare = OutlierSpare(encoded.bytes(of: code), of: code, pageBytes: page.count)
      #expect(spare == encoded)
      let decoded = code.corrected(page, spare)
      #expect(decoded.page == page)
      #expect(decoded.counts == OutlierCounts())
    }
    let equal = code.encoded([Int8](repeating: 7, count: 400))
    #expect(equal.thresholds.allSatisfy { $0 == 7 })
    #expect(equal.entries.compactMap { code.address(of: $0).address } == [0, 1, 2, 3])
  }

  /// Protected are the 1 % with the largest magnitudes, and the threshold is the smallest of them.
  @Test func protectedWeights() {
    let code = OutlierCode(), page = weights(16384, seed: 5), spare = code.encoded(page)
    let addresses = spare.entries.compactMap { code.address(of: $0).address }
    #expect(addresses == addresses.sorted() && addresses.count == 163)
    let threshold = addresses.map { page[$0].magnitude }.min()
    #expect(spare.thresholds[0] == threshold)
    let others = Set(page.indices).subtracting(addresses)
    #expect(others.allSatisfy { page[$0].magnitude <= spare.thresholds[0] })
  }

  /// Every single and every double flip of an entry in the middle of a page: a single one costs nothing; two cost what the code says.
  @Test(arguments: bothCodes) func flipsOfAnEntry(_ code: OutlierCode) {
    let page = weights(16384, seed: 6), spare = code.encoded(page), entry = 80
    let address = code.address(of: spare.entries[entry]).address!
    var dropped = 0, wrong = 0, votes = 0
    for first in 0..<code.entryBits {
      let one = decoded(page, spare, code, entry, [first])
      #expect(one.page == page, "flip of bit \(first)")
      #expect(one.counts.correctedAddresses == (first < code.addressCode.bits ? 1 : 0))
      for second in 0..<first {
        let two = decoded(page, spare, code, entry, [first, second])
        let different = page.indices.filter { page[$0] != two.page[$0] }
        switch (first < code.addressCode.bits, second < code.addressCode.bits) {
        case (true, true):
          // The weight is no longer protected. A wrong address between its neighbours changes another weight, too; a wrong order
          // costs at most one more.
          dropped += two.counts.droppedEntries
          wrong += 1 - two.counts.droppedEntries
          #expect(different.count <= 2, "flips of bits \(first) and \(second) change \(different)")
          #expect(two.counts.droppedEntries == 0 || different.allSatisfy { $0 == address && two.page[$0] == 0 })
        case (false, false) where (first - second) == 8:
          // Both copies have the same wrong bit.
          votes += 1
          #expect(different == [address])
        default: #expect(different.isEmpty, "flips of bits \(first) and \(second)")
        }
      }
    }
    #expect(votes == 8)
    let pairs = code.addressCode.bits * (code.addressCode.bits - 1) / 2
    #expect(dropped + wrong == pairs)
    // Five check bits: 48 of 171; six: all of 190.
    #expect(dropped == (code.addressCode.detectsDoubleErrors ? 190 : 48))
  }

  private func decoded(_ page: [Int8], _ spare: OutlierSpare, _ code: OutlierCode, _ entry: Int, _ flips: [Int]) -> (
    page: [Int8], counts: OutlierCounts
  ) {
    var damaged = spare
    for bit in flips { damaged.entries[entry] ^= 1 << UInt64(bit) }
    return code.corrected(page, damaged)
  }

  /// Wrong addresses, by hand: too high costs the entry alone, too low the one before as well, of equal ones the first;
  /// beyond the page, itself.
  @Test func wrongOrder() {
    let code = OutlierCode()
    func accepted(_ addresses: [Int]) -> [Int] {
      var counts = OutlierCounts()
      let entries = addresses.map { code.entry(.init(address: $0, first: 1, second: 1)) }
      let result = code.accepted(entries, bytes: 10_000, &counts).map(\.address)
      #expect(counts.misplacedEntries == addresses.count - result.count)
      return result
    }
    #expect(accepted([10, 9000, 30, 40]) == [10, 30, 40])
    #expect(accepted([10, 20, 3, 40]) == [10, 40])
    #expect(accepted([10, 20, 20, 40]) == [10, 20, 40])
    #expect(accepted([10, 20, 12_000, 40]) == [10, 20, 40])
    #expect(accepted([50, 100, 7, 9, 60]) == [50, 60])
    #expect(accepted([9000, 1, 2]) == [1, 2])
    #expect(accepted([1, 2, 0]) == [1])
    #expect(accepted([]) == [])
  }

  /// Of a protected bit two of three copies must flip: 3x^2 - 2x^3.
  @Test(arguments: [0.01, 0.03]) func protectedBits(rate: Double) {
    let code = OutlierCode(), page = weights(16384, seed: 7), clean = code.encoded(page)
    let addresses = clean.entries.compactMap { code.address(of: $0).address }
    var errors = BitErrors(rate: rate, generator: SplitMix64(seed: 8)), wrong = 0
    let pages = 600
    for _ in 0..<pages {
      var damaged = page, spare = clean
      for position in errors.positions(among: 24 * addresses.count) {
        let (index, bit) = (position / 24, position % 24)
        if bit < 8 {
          damaged[addresses[index]] ^= Int8(bitPattern: 1 << UInt8(bit))
        } else {
          spare.entries[index] ^= 1 << UInt64(code.addressCode.bits + bit - 8)
        }
      }
      let decoded = code.corrected(damaged, spare).page
      for address in addresses { wrong += (decoded[address] ^ page[address]).nonzeroBitCount }
    }
    let bits = Double(8 * addresses.count * pages), expected = (3 * rate * rate - 2 * rate * rate * rate) * bits
    #expect(abs(Double(wrong) - expected) < 4 * expected.squareRoot(), "\(wrong) of \(expected)")
  }

  /// Flips come at their rate, and none at 0.
  @Test func bitErrors() {
    var none = BitErrors(rate: 0, generator: SplitMix64(seed: 1))
    #expect(none.positions(among: 1000).isEmpty)
    var some = BitErrors(rate: 1e-3, generator: SplitMix64(seed: 1))
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = some.damage(&bytes)
    #expect(bytes.reduce(0) { $0 + $1.nonzeroBitCount } == count)
    #expect(abs(Double(count) - 8388.6) < 4 * 91.6)
  }
}
