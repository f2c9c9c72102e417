import ErrorCorrection
import HDL

/// Cambricon-LLM's error correction unit in the weight path of a flash die: a page of INT8 weights passes with its largest 1 % voted right
/// and with the small weights that flips have made large turned into 0.
///
/// - Ports: for each page one transfer of `pages` (the threshold's copies, the page's length in beats and entries), then
///   `entries / lanes` transfers of `entries`, rounded up, and `beats` of `weights`, which leave through `corrected`. The three come
///   at their own pace; pages and entries may be ahead.
/// - A weight at a protected address is the bitwise majority of itself and its two copies; another one with a magnitude above the
///   majority of the nine thresholds becomes 0; others pass. Magnitudes are |x|, 128 of -128.
/// - An address with one flip is corrected, one whose check bits show two is dropped with its entry. Five check bits show 28 % of
///   double flips and take the others for a third one; six (`detectsDoubleErrors`) show all. An entry counts only if its address is
///   above the last one that counts and below that of the entry behind it, so that a wrong address cannot hold up others or be
///   taken twice.
/// - Timing: one beat a cycle, latency 1 cycle. With entries that are there when they are asked for a beat never waits for one,
///   however close protected weights lie, but for the first beats after a reset: those of the entry filter take 4 cycles.
///   `lateCycles` counts the cycles in which a beat waited.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654), section on the outlier-based error correction, figure 8 and table IV. The paper
/// leaves open what becomes of a wrongly corrected address, and how the entries reach the unit; here they come beside the weights,
/// as many a cycle as there are lanes.
public struct OutlierCorrector: Unit {
  /// The unit's name on the command line.
  public static let unitName = "ecc-outlier"
  /// One line for lists.
  public static let summary =
    "Votes the protected weights of a page right and turns false outliers into 0, at the rate of the lanes."
  /// The parameters, with their ranges.
  public static let parameters: [UnitParameter<Self>] = [
    .powerOfTwo("lanes", \.lanes, "weights of a beat", 1...8),
    .powerOfTwo("pageBytes", \.pageBytes, "bytes of a page", 256...65536),
    .flag("detectsDoubleErrors", \.detectsDoubleErrors, "one check bit more in an address, which detects all double flips"),
  ]
  /// Configurations that are emitted, linted and tested beside the default one.
  public static let samples = [
    OutlierCorrector(lanes: 2, pageBytes: 16384, detectsDoubleErrors: true),
    OutlierCorrector(lanes: 1, pageBytes: 256, detectsDoubleErrors: false),
    OutlierCorrector(lanes: 4, pageBytes: 1024, detectsDoubleErrors: true),
    OutlierCorrector(lanes: 8, pageBytes: 4096, detectsDoubleErrors: false),
  ]

  /// Weights of a beat.
  public var lanes = 2
  /// Bytes of a page.
  public var pageBytes = 16384
  /// Whether addresses have the check bit that detects all double flips.
  public var detectsDoubleErrors = false

  /// The default configuration.
  public init() {}
  /// Lanes and page bytes are powers of two.
  public init(lanes: Int, pageBytes: Int, detectsDoubleErrors: Bool) {
    (self.lanes, self.pageBytes, self.detectsDoubleErrors) = (lanes, pageBytes, detectsDoubleErrors)
  }

  /// The code, whose decoder is the golden model.
  public var code: OutlierCode { OutlierCode(pageBytes: pageBytes, detectsDoubleErrors: detectsDoubleErrors) }

  /// The ports.
  public struct IO: Bundle {
    /// One transfer a page, before its entries and weights are needed.
    public let pages: In<Stream<OutlierPage>>
    /// The page's entries, ascending.
    public let entries: In<Stream<OutlierEntries>>
    /// The page's weights as they are stored.
    public let weights: In<Stream<FlashWeightBeat>>
    /// The weights, corrected.
    public let corrected: Out<Stream<FlashWeightBeat>>
    /// Weights that the vote changed, and weights that became 0.
    public let votedCount, zeroedCount: Out<Unsigned>
    /// Entries whose address was corrected, those dropped for two flips in it, and those dropped because of their order.
    public let correctedAddresses, droppedEntries, misplacedEntries: Out<Unsigned>
    /// Cycles with a beat taken, without one although one was wanted, and with a corrected one that was not taken.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
    /// Cycles in which a beat waited for its page or for an entry.
    public let lateCycles: Out<Unsigned>
  }
  /// The ports of this configuration.
  public var io: IO {
    IO(
      pages: In(
        Stream(
          OutlierPage(
            thresholds: Vec(OutlierCode.thresholdCopies, Bits(8)), beats: beatsWidth, entries: Unsigned.width(upTo: pageBytes)))),
      entries: In(Stream(OutlierEntries(entries: Vec(lanes, Bits(code.entryBits))))), weights: In(Stream(beat)),
      corrected: Out(Stream(beat)), votedCount: Out(Unsigned(32)), zeroedCount: Out(Unsigned(32)),
      correctedAddresses: Out(Unsigned(32)), droppedEntries: Out(Unsigned(32)), misplacedEntries: Out(Unsigned(32)),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)),
      lateCycles: Out(Unsigned(32)))
  }
  private var beat: FlashWeightBeat { FlashWeightBeat(lanes: Vec(lanes, Signed(8))) }
  private var beatsWidth: Int { Unsigned.width(upTo: pageBytes / lanes) }
  private var laneBits: Int { lanes.trailingZeroBitCount }
  private var beatIndexWidth: Int { code.addressBits - laneBits }

  /// Groups of entries that a beat looks at. Each holds one entry at least, so that a full set has one beyond any beat; three, so that
  /// a page's first beats find their entries behind the end of the page before.
  var groupCount: Int { max(3, lanes + 1) }

  @Hardware
  public func build(_ io: IO) {
    let (extents, heads) = io.pages.forked()
    let filter = Instance(OutlierEntryFilter(pageBytes: pageBytes, lanes: lanes, detectsDoubleErrors: detectsDoubleErrors))
    filter.pages
      <== extents.mapped(to: OutlierExtent(beats: beatsWidth, entries: Unsigned.width(upTo: pageBytes))) { page, output in
        output.beats <== page.beats
        output.entries <== page.entries
      }
    filter.entries <== io.entries
    let groups = filter.groups.buffered(depth: 2)
    let pages = heads.mapped(to: OutlierLimit(threshold: 8, lastBeat: beatIndexWidth)) { page, output in
      output.threshold <== majority(page.thresholds)
      output.lastBeat <== (page.beats - 1).truncated(to: beatIndexWidth)
    }.buffered(depth: 2)

    // Whether a slot of a group holds a weight that is to come, whether the page has no more, and the weights.
    let isUsed = (0..<groupCount).map { _ in Reg(Vec(lanes, Bit()), reset: 0) }
    let ends = (0..<groupCount).map { _ in Reg(Bit(), reset: 0) }
    let held = (0..<groupCount).map { _ in
      Reg(OutlierSlots(slots: lanes, addressBits: code.addressBits), reset: .guarded)
    }
    let position = Reg(Unsigned(beatIndexWidth), reset: 0)

    // Groups up to the first one that ends belong to the running page.
    let isCurrent = (0..<groupCount).map { group in !anyOf(ends[..<group].map(\._value)) }
    let slots = (0..<groupCount).flatMap { group in (0..<lanes).map { (group, $0) } }
    let beats = Vec(of: slots.map { held[$0.0].addresses[$0.1][laneBits..<code.addressBits].asUnsigned })
    let places = Vec(of: slots.map { lane(of: held[$0.0].addresses[$0.1]._value) })
    let firsts = Vec(of: slots.map { held[$0.0].first[$0.1]._value })
    let seconds = Vec(of: slots.map { held[$0.0].second[$0.1]._value })
    let isToCome = Vec(of: slots.map { isUsed[$0.0][$0.1] & isCurrent[$0.0] })
    let isHit = zip(isToCome, beats).map { $0 & ($1 == position) }
    let isBeyond = zip(isToCome, beats).map { $0 & ($1 > position) }
    // All entries of the beat are here if there is one behind them.
    let isComplete = isBeyond.asBits.any | anyOf(ends.map(\._value))
    let isReady = pages.valid & isComplete

    let voted = Wire(Stream(beat))
    voted.valid <== io.weights.valid & isReady
    io.weights.ready <== voted.ready & isReady
    let isLast = position == pages.lastBeat
    let finishes = io.weights.fire & isLast
    pages.ready <== finishes
    when(io.weights.fire) { position <== mux(isLast, 0, position + 1) }

    var changes: [Bit] = []
    var zeroes: [Bit] = []
    for lane in 0..<lanes {
      let value = io.weights.lanes[lane]
      let isMatch = zip(isHit, places).map { $0 & ($1 == lane) }
      let first = zip(isMatch, firsts).map { mux($0, $1, 0) }.reduce { $0 | $1 }
      let second = zip(isMatch, seconds).map { mux($0, $1, 0) }.reduce { $0 | $1 }
      let stored = value.asBits
      let vote = (stored & first) | (stored & second) | (first & second)
      let isProtected = isMatch.asBits.any
      let magnitude = mux(stored[7], -value, value).asUnsigned
      let isFalse = !isProtected & (magnitude > pages.threshold)
      voted.lanes[lane] <== mux(isProtected, vote.asSigned, mux(isFalse, 0, value))
      changes.append(isProtected & (vote != stored))
      zeroes.append(isFalse)
    }
    let corrected = In<Stream<FlashWeightBeat>>(voted._value).registered(.full)
    io.corrected <== corrected

    // Weights that have passed leave their groups, and empty groups are filled from behind.
    let isLeft = (0..<groupCount).map { group in
      Vec(of: (0..<lanes).map { isUsed[group][$0] & !(io.weights.fire & isHit[group * lanes + $0]) })
    }
    let endsLater = (0..<groupCount).map { ends[$0] & !(finishes & isCurrent[$0]) }
    var moves: [Bit] = []
    for group in 0..<groupCount {
      let isEmpty = !(isLeft[group].asBits.any | endsLater[group])
      moves.append(group == 0 ? isEmpty : isEmpty | moves[group - 1])
    }
    groups.ready <== moves[groupCount - 1]
    for group in 0..<groupCount {
      isUsed[group] <== isLeft[group]
      ends[group] <== endsLater[group]
      when(moves[group]) {
        if group == groupCount - 1 {
          isUsed[group] <== groups.isUsed.map { $0 & groups.valid }
          ends[group] <== groups.ends & groups.valid
          held[group].addresses <== groups.addresses
          held[group].first <== groups.first
          held[group].second <== groups.second
        } else {
          isUsed[group] <== isLeft[group + 1]
          ends[group] <== endsLater[group + 1]
          held[group] <== held[group + 1]
        }
      }
    }

    io.votedCount <== eventCount(changes, when: io.weights.fire)
    io.zeroedCount <== eventCount(zeroes, when: io.weights.fire)
    io.correctedAddresses <== filter.correctedAddresses
    io.droppedEntries <== filter.droppedEntries
    io.misplacedEntries <== filter.misplacedEntries
    countCycles(
      taken: io.weights.fire, starved: io.weights.ready & !io.weights.valid, heldUp: corrected.valid & !io.corrected.ready,
      io.busyCycles, io.starvedCycles, io.backPressuredCycles)
    let lateCycles = Reg(Unsigned(32), reset: 0)
    when(io.weights.valid & voted.ready & !isReady) { lateCycles <== lateCycles + 1 }
    io.lateCycles <== lateCycles
    checkPages(io)
  }

  @Hardware
  private func checkPages(_ io: IO) {
    when(io.pages.valid) {
      assume(io.pages.beats != 0, "a page has a beat or more")
      assume(io.pages.beats <= pageBytes / lanes, "a page has at most \(pageBytes / lanes) beats")
      assume(io.pages.entries <= pageBytes, "a page has at most \(pageBytes) entries")
    }
  }

  /// Bit for bit what most of the copies have.
  @Hardware
  private func majority(_ copies: some Readable<Vec<Bits>>) -> Unsigned {
    let count = OutlierCode.thresholdCopies
    return concatenate(
      (0..<8).map { bit in concatenate((0..<count).map { copies[$0][bit] }).populationCount > count / 2 }
    ).asUnsigned
  }

  private func lane(of address: Unsigned) -> Unsigned {
    lanes == 1 ? Unsigned.constant(0, width: 1) : address[0..<laneBits].asUnsigned
  }
}

/// Whether any of some conditions holds.
private func anyOf(_ conditions: [Bit]) -> Bit { conditions.isEmpty ? Bit.zero : Vec(of: conditions).asBits.any }

/// A counter of events, several a cycle.
@Hardware
func eventCount(_ events: [Bit], when condition: Bit) -> Unsigned {
  let count = Reg(Unsigned(32), reset: 0)
  when(condition) { count <== count + sum(of: events).extended(to: 32) }
  return count._value
}

/// How many of some conditions hold, added one by one: there are as many as lanes.
private func sum(of conditions: [Bit]) -> Unsigned {
  let width = Unsigned.width(upTo: conditions.count)
  let numbers = conditions.map { $0.asUnsigned.extended(to: width) }
  return numbers.dropFirst().reduce(numbers[0]) { $0 + $1 }
}
