import Testing
import Units

@Suite struct WeightPacketTests {
  /// Words of 256 bits for 2,048 inputs, as EdgeLLM's figures say: 4.125, 3.125, 1.875 and 1.125 bits a weight.
  @Test func wordsOfAWholePacket() {
    let words = WeightPacking.allCases.map { WeightPacket.wordCount(of: 2048, packing: $0, wordBits: 256) }
    #expect(words == [33, 25, 15, 8, 9])
  }

  /// A packet of 16 inputs by hand: the two largest of each eight, with their places, lowest bits first.
  @Test func bitsByHand() throws {
    var weights = [Int](repeating: 0, count: 16)
    (weights[1], weights[6], weights[8], weights[15]) = (3, -2, 7, -7)
    let quarter = try WeightPacket(weights: weights, scales: [0x3c00], packing: .quarter)
    #expect(quarter.words.map { $0[0] } == [0x3c00, 0b111_000_110_001, 0xf7a3])
    let half = try WeightPacket(weights: weights, scales: [0x3c00], packing: .half)
    // Of zeros the first ones fill a group up.
    #expect(half.words.map { $0[0] } == [0x3c00, 0b1000_0111_0100_0111, 0xf007_a030])
    let sixteen = try WeightPacket(
      weights: weights.enumerated().map { $0.offset == 8 || $0.offset == 15 ? $0.element : 0 }, scales: [1],
      packing: .eighthOfSixteen)
    #expect(sixteen.words.map { $0[0] } == [1, 0xf8, 0xf7])
    #expect(sixteen.kept == [.init(code: 7, position: 8), .init(code: 15, position: 15)])
  }

  /// SmolLM2's rows of 576: the last packet ends with the row, with a block of 64.
  @Test(arguments: WeightPacking.allCases) func rowsThatEndWithinABlock(_ packing: WeightPacking) throws {
    var weights = [Int](repeating: 0, count: 576)
    for start in stride(from: 0, to: 576, by: packing.group) { weights[start + start % 7 % packing.group] = start % 15 - 7 }
    let packet = try WeightPacket(weights: weights, scales: [1, 2, 3, 4, 5], packing: packing)
    #expect(packet.weights == weights && packet.scales == [1, 2, 3, 4, 5])
    let again = try WeightPacket(packing: packing, wordBits: 256, inputs: 576, words: packet.words)
    #expect(again == packet)
  }

  @Test func whatCannotBePacked() {
    func message(_ make: () throws -> WeightPacket) -> String {
      do { return "\(try make())" } catch { return "\(error)" }
    }
    var weights = [Int](repeating: 0, count: 16)
    (weights[0], weights[3]) = (1, 1)
    #expect(
      message { try WeightPacket(weights: weights, scales: [0], packing: .eighth) }
        == "inputs 0 to 7 have 2 weights other than 0, and eighth keeps 1 of 8: prune first")
    weights[3] = 8
    #expect(
      message { try WeightPacket(weights: weights, scales: [0], packing: .half) } == "weight 3 is 8, and must be -7 to 7")
    #expect(
      message { try WeightPacket(weights: weights, scales: [0, 0], packing: .dense) }
        == "16 weights have 1 scales, one for each 128, not 2")
    #expect(
      message { try WeightPacket(weights: weights + [0], scales: [0], packing: .dense) }
        == "a packet has a multiple of 16 inputs, up to 2048, not 17")
    #expect(
      message { try WeightPacket(packing: .dense, wordBits: 256, inputs: 16, words: [[0, 0, 0, 0]]) }
        == "a dense packet of 16 inputs has 2 words of 256 bits, not 1")
  }
}
