/// The cycle model of `SparseWeightDecoder`. A pass is one packet.
public struct SparseWeightDecoderCycles: CycleModel {
  /// A packet's packing and inputs.
  public struct Packet: Hashable, Sendable {
    /// Which weights it keeps.
    public var packing: WeightPacking
    /// Inputs, a multiple of 16.
    public var inputs: Int
    /// A packet.
    public init(_ packing: WeightPacking, inputs: Int) { (self.packing, self.inputs) = (packing, inputs) }
  }
  /// What the far sides do.
  public struct Outside: Sendable {
    /// The packet that is offered, if any; whether a word is; whether a beat would be taken.
    public var packet: Packet?, offersWord: Bool, takes: Bool
    /// What the far sides do.
    public init(packet: Packet?, offersWord: Bool, takes: Bool) {
      (self.packet, self.offersWord, self.takes) = (packet, offersWord, takes)
    }
  }
  /// What the unit shows.
  public struct Signals: Hashable, Sendable {
    /// Whether a packet's description and a word would be taken, and whether a beat is offered.
    public var packetsReady: Bool, wordsReady: Bool, valid: Bool
    /// What the streams show.
    public init(packetsReady: Bool, wordsReady: Bool, valid: Bool) {
      (self.packetsReady, self.wordsReady, self.valid) = (packetsReady, wordsReady, valid)
    }
  }

  private let wordBits: Int
  /// Words that are still to come: of scales and places, and of weights.
  private var head = 0, weights = 0

  /// The unit after a reset.
  public init(_ unit: SparseWeightDecoder) { wordBits = unit.wordBits }

  /// One cycle; the clock edge is at its end.
  public mutating func step(_ outside: Outside) -> Signals {
    let isIdle = head + weights == 0, showsWeights = head == 0 && weights > 0
    let moves = outside.offersWord && (showsWeights ? outside.takes : !isIdle)
    let signals = Signals(
      packetsReady: isIdle || (moves && head + weights == 1), wordsReady: showsWeights ? outside.takes : !isIdle,
      valid: showsWeights && outside.offersWord)
    if moves { if head > 0 { head -= 1 } else { weights -= 1 } }
    if signals.packetsReady, let packet = outside.packet {
      let all = WeightPacket.wordCount(of: packet.inputs, packing: packet.packing, wordBits: wordBits)
      weights = (4 * packet.packing.kept(of: packet.inputs) + wordBits - 1) / wordBits
      head = all - weights
    }
    return signals
  }

  /// Cycles of a packet, its description and its first word offered at once.
  public static func cycles(of packet: Packet, on unit: SparseWeightDecoder) -> Int {
    1 + WeightPacket.wordCount(of: packet.inputs, packing: packet.packing, wordBits: unit.wordBits)
  }
}
