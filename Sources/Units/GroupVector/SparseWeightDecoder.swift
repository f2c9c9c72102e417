import HDL

/// Turns the packed INT4 weights of an output channel into weights with the places of their inputs and their scales, a word a cycle.
///
/// - Ports: `packets` says of each packet how it is packed and how many inputs it stands for; `words` brings it, a memory word a beat: a
///   word of FP16 scales, words of places, words of weights (`WeightPacket`). `beats` gives a beat for each word of weights.
/// - A beat has wordBits / 4 lanes. Lane i holds a weight's code, sign and magnitude, and its input's number within the packet; the first
///   `count` lanes hold weights. Each scale belongs to 16 lanes, whose weights lie in one block of 128 inputs in every packing.
/// - Of a pattern of eight bits the lowest four ones count; where there are fewer, the rest is place 0.
/// - Timing: words of scales and places take a cycle each, and `beats` shows a word of weights in the cycle in which it comes: latency 0.
///   A packet's description is taken while the one before it ends, so that packets follow each other without a gap: 33, 25, 15, 8 or 9
///   cycles for 2,048 inputs. `words.ready` depends on `beats.ready` combinationally.
/// - Source: EdgeLLM, IEEE TCAS-I 72(7), 2025, section IV, and its authors' headers; a beat's form is ours.
public struct SparseWeightDecoder: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "sparse-weight-decoder"
  /// Its line in `hwgen list`.
  public static let summary =
    "Unpacks INT4 weights, dense or pruned to a half, a quarter or an eighth, with their places and scales."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .integer(
      "wordBits", \.wordBits, "bits of a memory word, a power of two; a packet has up to eight times as many inputs", 64...512)
  ]
  /// Further configurations that are checked.
  public static let samples = [SparseWeightDecoder(wordBits: 64), SparseWeightDecoder(wordBits: 128)]

  /// Bits of a memory word.
  public var wordBits = 256
  /// The default configuration.
  public init() {}
  /// A decoder of words of so many bits.
  public init(wordBits: Int) { self.wordBits = wordBits }

  /// A word holds whole scales, places and weights.
  public var parameterError: String? {
    rangeError ?? (wordBits & (wordBits - 1) == 0 ? nil : "wordBits is a power of two, not \(wordBits)")
  }

  /// Weights of a beat.
  public var lanes: Int { wordBits / 4 }
  /// The most inputs of a packet.
  public var inputs: Int { 8 * wordBits }

  /// Packets in, weights out.
  public struct IO: Bundle {
    /// What each packet is.
    public let packets: In<Stream<PacketShape>>
    /// Its words.
    public let words: In<Stream<Word>>
    /// Its weights.
    public let beats: Out<Stream<SparseWeights>>
    /// Cycles with a word taken, with none there, and with one held up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(
      packets: In(Stream(PacketShape(groups: Unsigned.width(upTo: inputs / 16)))),
      words: In(Stream(Word(data: wordBits))),
      beats: Out(
        Stream(
          SparseWeights(
            codes: Vec(lanes, Bits(4)), positions: Vec(lanes, Unsigned(upTo: inputs - 1)), scales: Vec(lanes / 16, Bits(16)),
            count: Unsigned.width(upTo: lanes)))),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let part = Reg(Enum<PacketPart>(), reset: .idle)
    let packing = Reg(Enum<WeightPacking>(), reset: .guarded)
    // Bits of places, and weights, that are still to come.
    let placeBits = Reg(Unsigned(upTo: inputs), reset: .guarded)
    let kept = Reg(Unsigned(upTo: inputs), reset: .guarded)
    let beat = Reg(Unsigned(5), reset: .guarded)
    let scales = Reg(Vec(wordBits / 16, Bits(16)))
    let places = Reg(Vec(8, Bits(wordBits)))

    let isLastPlaces = placeBits <= wordBits
    let isLastWeights = kept <= lanes
    let ends = io.beats.fire & isLastWeights

    io.packets.ready <== (part == .idle) | ends
    io.words.ready <== (part == .scales) | (part == .places) | ((part == .weights) & io.beats.ready)
    io.beats.valid <== (part == .weights) & io.words.valid
    io.beats.codes <== io.words.data.split(into: Bits(4))
    let positions = positions(packing._value, beat._value, places.asBits)
    io.beats.positions <== positions
    let top = Unsigned.width(upTo: inputs - 1)
    io.beats.scales <== Vec(of: (0..<(lanes / 16)).map { scales[positions[16 * $0][7..<top].asUnsigned] })
    io.beats.count <== mux(isLastWeights, kept, lanes).truncated(to: Unsigned.width(upTo: lanes))
    io.beats.last <== isLastWeights

    when(io.words.fire) {
      switchOn(part) {
        on(.idle) {}
        on(.scales) {
          scales <== io.words.data.split(into: Bits(16))
          when(placeBits == 0) { part <== .weights }.otherwise { part <== .places }
        }
        on(.places) {
          places[beat[0..<3].asUnsigned] <== io.words.data
          placeBits <== placeBits - wordBits
          beat <== mux(isLastPlaces, 0, beat + 1)
          when(isLastPlaces) { part <== .weights }
        }
        on(.weights) {
          kept <== kept - lanes
          beat <== beat + 1
          when(isLastWeights) { part <== .idle }
        }
      }
    }
    when(io.packets.fire) {
      let inputs = io.packets.groups.extended(to: kept.width) << 4
      part <== .scales
      packing <== io.packets.packing
      beat <== 0
      kept
        <== select(
          io.packets.packing, [.dense: inputs, .half: inputs >> 1, .quarter: inputs >> 2], otherwise: inputs >> 3)
      placeBits
        <== select(
          io.packets.packing,
          [
            .dense: Unsigned.constant(0, width: kept.width), .half: inputs, .quarter: (inputs >> 1) + (inputs >> 2),
            .eighth: (inputs >> 2) + (inputs >> 3),
          ],
          otherwise: inputs >> 1)
      assume(io.packets.groups != 0, "a packet has inputs")
      assume(io.packets.groups <= self.inputs / 16, "a packet has no more than \(self.inputs) inputs")
    }
    countCycles(
      taken: io.words.fire, starved: io.words.ready & !io.words.valid, heldUp: io.beats.valid & !io.beats.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The input's number of each lane: what a lane's own number says of it, and the place that the packet says.
  @Hardware
  private func positions(_ packing: Enum<WeightPacking>, _ beat: Unsigned, _ places: Bits) -> Vec<Unsigned> {
    let bits = lanes.trailingZeroBitCount
    // The words of places begin with the first beat's, and each beat has as many.
    let patterns = places.split(into: Bits(2 * lanes))[beat[0..<4].asUnsigned].split(into: Bits(8))
    let ofPattern = patterns.map { placesOfOnes($0) }.asBits.split(into: Bits(3))
    let ofEight = places[0..<(6 * wordBits)].split(into: Bits(3 * lanes))[beat[0..<3].asUnsigned].split(into: Bits(3))
    let ofSixteen = places[0..<(4 * wordBits)].split(into: Bits(4 * lanes))[beat[0..<2].asUnsigned].split(into: Bits(4))
    return Vec(lanes) { lane in
      select(
        packing,
        [
          .dense: concatenate(lane, beat).asUnsigned,
          .half: concatenate(ofPattern[lane], lane[2..<bits], beat[0..<4]).asUnsigned,
          .quarter: concatenate(ofEight[lane], lane[1..<bits], beat[0..<3]).asUnsigned,
          .eighth: concatenate(ofEight[lane], lane, beat[0..<2]).asUnsigned,
        ], otherwise: concatenate(ofSixteen[lane], lane[1..<bits], beat[0..<2]).asUnsigned)
    }
  }
}

/// The places of the lowest four ones among eight bits, 3 bits each, the lowest first.
private func placesOfOnes(_ pattern: Bits) -> Bits {
  var rest = pattern.asUnsigned
  var places: [Unsigned] = []
  for _ in 0..<4 {
    places.append(rest.trailingZeroCount.truncated(to: 3))
    rest = rest & (rest - 1)
  }
  return concatenate(places)
}

/// What a decoder does with the next word.
private enum PacketPart: CaseIterable {
  case idle, scales, places, weights
}

/// How a packet is packed, and how long it is.
@Bundle
public struct PacketShape {
  /// Which weights it keeps.
  public let packing: Enum<WeightPacking>
  /// Its inputs, divided by 16.
  public let groups: Unsigned
}

/// Weights of a word, each with its input, and the scales that they share.
@Bundle
public struct SparseWeights {
  /// INT4 codes: the highest bit is the sign, the others are the magnitude.
  public let codes: Vec<Bits>
  /// The number of each weight's input within the packet.
  public let positions: Vec<Unsigned>
  /// The FP16 scale of each 16 lanes.
  public let scales: Vec<Bits>
  /// Lanes that hold weights; more than 0 only in the first ones.
  public let count: Unsigned
  /// Whether the packet ends.
  public let last: Bit
}
