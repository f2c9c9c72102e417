/// The words of one output channel's INT4 weights over up to `wordBits * 8` inputs, as EdgeLLM keeps them in memory: a word of FP16
/// scales, one for each block of 128 inputs, then words of places, then words of weights, each part from the lowest bit up and filled
/// with zeros to a whole word. A packet of 2,048 inputs has, in words of 256 bits, 33 words if it is dense, 25, 15, and of one weight in
/// eight 8, or 9 with places among sixteen inputs.
///
/// A row of more inputs has several packets, of which the last one ends with the row. Source: the notes on EdgeLLM, IEEE TCAS-I 72(7), 2025,
/// and its authors' headers (`WT_CH_Tgroup`); the places among sixteen inputs are read out of the 1.125 bits a weight that it prints.
public struct WeightPacket: Hashable, Sendable {
  /// Which weights are kept.
  public let packing: WeightPacking
  /// Bits of a word.
  public let wordBits: Int
  /// Weights of the row that the packet stands for, zeros included: a multiple of 16.
  public let inputs: Int
  /// Each word in 64 bits a part, the lowest first.
  public let words: [[UInt64]]

  /// Inputs that share a scale.
  public static let block = 128
  /// Inputs of a packet must be a multiple of this.
  public static let granularity = 16

  /// What is wrong with weights that are to be packed.
  public struct Failure: Error, CustomStringConvertible, Hashable {
    /// What it is, and what to do.
    public let description: String
  }

  /// A weight that a packet keeps.
  public struct Kept: Hashable, Sendable {
    /// The INT4 code: its highest bit is the sign, the others are the magnitude.
    public let code: UInt8
    /// The input that it belongs to, from 0 within the packet.
    public let position: Int
    /// A kept weight.
    public init(code: UInt8, position: Int) { (self.code, self.position) = (code, position) }
  }

  /// A packet as it came from a memory; throws where the number of words is not that of the inputs.
  public init(packing: WeightPacking, wordBits: Int, inputs: Int, words: [[UInt64]]) throws {
    try Self.check(inputs: inputs, wordBits: wordBits)
    (self.packing, self.wordBits, self.inputs, self.words) = (packing, wordBits, inputs, words)
    let expected = Self.wordCount(of: inputs, packing: packing, wordBits: wordBits)
    if words.count != expected || words.contains(where: { $0.count != wordBits / 64 }) {
      throw Failure(
        description:
          "a \(packing.rawValue) packet of \(inputs) inputs has \(expected) words of \(wordBits) bits, not \(words.count)")
    }
  }

  /// Packs weights of -7 to 7 with an FP16 scale for each 128 of them. Throws where a group has more weights other than 0 than the packing
  /// keeps: weights are pruned before they are packed.
  public init(weights: [Int], scales: [UInt16], packing: WeightPacking, wordBits: Int = 256) throws {
    try Self.check(inputs: weights.count, wordBits: wordBits)
    let blocks = (weights.count + Self.block - 1) / Self.block
    if scales.count != blocks {
      throw Failure(
        description: "\(weights.count) weights have \(blocks) scales, one for each \(Self.block), not \(scales.count)")
    }
    if let index = weights.firstIndex(where: { abs($0) > 7 }) {
      throw Failure(description: "weight \(index) is \(weights[index]), and must be -7 to 7")
    }
    var codes = BitWriter(wordBits: wordBits), places = BitWriter(wordBits: wordBits), scaleWord = BitWriter(wordBits: wordBits)
    for scale in scales { scaleWord.append(UInt64(scale), bits: 16) }
    for start in stride(from: 0, to: weights.count, by: packing.group) {
      let offsets = try Self.offsets(of: Array(weights[start..<(start + packing.group)]), at: start, packing)
      for offset in offsets {
        let weight = weights[start + offset]
        codes.append(UInt64(weight < 0 ? 8 - weight : weight), bits: 4)
      }
      switch packing {
      case .dense: break
      case .half: places.append(offsets.reduce(0) { $0 | 1 << UInt64($1) }, bits: 8)
      default:
        for offset in offsets { places.append(UInt64(offset), bits: packing.placeBitsOfGroup / packing.keptOfGroup) }
      }
    }
    (self.packing, self.wordBits, inputs) = (packing, wordBits, weights.count)
    words = scaleWord.words + places.words + codes.words
  }

  /// The places of a group's kept weights, ascending: those other than 0, filled up with the first ones that are 0.
  private static func offsets(of group: [Int], at start: Int, _ packing: WeightPacking) throws -> [Int] {
    let used = group.indices.filter { group[$0] != 0 }
    if packing.keptOfGroup == packing.group { return Array(group.indices) }
    if used.count > packing.keptOfGroup {
      throw Failure(
        description:
          "inputs \(start) to \(start + packing.group - 1) have \(used.count) weights other than 0, and \(packing.rawValue) keeps \(packing.keptOfGroup) of \(packing.group): prune first"
      )
    }
    let filler = group.indices.filter { group[$0] == 0 }.prefix(packing.keptOfGroup - used.count)
    return (used + filler).sorted()
  }

  private static func check(inputs: Int, wordBits: Int) throws {
    if wordBits < 64 || wordBits & (wordBits - 1) != 0 {
      throw Failure(description: "a word has 64, 128, 256 or 512 bits, not \(wordBits)")
    }
    if inputs < granularity || inputs > 8 * wordBits || inputs % granularity != 0 {
      throw Failure(description: "a packet has a multiple of \(granularity) inputs, up to \(8 * wordBits), not \(inputs)")
    }
  }

  /// Words of a packet.
  public static func wordCount(of inputs: Int, packing: WeightPacking, wordBits: Int) -> Int {
    func words(_ bits: Int) -> Int { (bits + wordBits - 1) / wordBits }
    return 1 + words(packing.placeBits(of: inputs)) + words(4 * packing.kept(of: inputs))
  }

  /// The FP16 scales of the blocks.
  public var scales: [UInt16] {
    (0..<(inputs + Self.block - 1) / Self.block).map { UInt16(bits(at: 16 * $0, 16, of: 0)) }
  }

  /// The weights that are kept, in their order. A bit pattern that marks fewer than four inputs of a group says 0 for the rest.
  public var kept: [Kept] {
    let placeWords = (packing.placeBits(of: inputs) + wordBits - 1) / wordBits
    return (0..<packing.kept(of: inputs)).map { index in
      let group = index / packing.keptOfGroup, number = index % packing.keptOfGroup
      let offset: Int
      switch packing {
      case .dense: offset = 0
      case .half:
        let mask = bits(at: 8 * group, 8, of: 1), ones = (0..<8).filter { mask >> UInt64($0) & 1 == 1 }
        offset = number < ones.count ? ones[number] : 0
      default:
        let width = packing.placeBitsOfGroup / packing.keptOfGroup
        offset = Int(bits(at: width * index, width, of: 1))
      }
      return Kept(code: UInt8(bits(at: 4 * index, 4, of: 1 + placeWords)), position: group * packing.group + offset)
    }
  }

  /// All weights, with zeros where none is kept.
  public var weights: [Int] {
    var result = [Int](repeating: 0, count: inputs)
    for weight in kept {
      let magnitude = Int(weight.code & 7)
      result[weight.position] += weight.code & 8 == 0 ? magnitude : -magnitude
    }
    return result
  }

  /// Bits of the part that begins with word `start`.
  private func bits(at position: Int, _ count: Int, of start: Int) -> UInt64 {
    (0..<count).reduce(0) { value, index in
      let bit = position + index
      return value | (words[start + bit / wordBits][bit % wordBits / 64] >> UInt64(bit % 64) & 1) << UInt64(index)
    }
  }
}

/// Bits gathered into words, the last one filled with zeros.
private struct BitWriter {
  let wordBits: Int
  private(set) var words: [[UInt64]] = []
  private var used = 0

  init(wordBits: Int) { self.wordBits = wordBits }

  mutating func append(_ value: UInt64, bits: Int) {
    for index in 0..<bits {
      let place = used % wordBits
      if place == 0 { words.append([UInt64](repeating: 0, count: wordBits / 64)) }
      words[words.count - 1][place / 64] |= (value >> UInt64(index) & 1) << UInt64(place % 64)
      used += 1
    }
  }
}
