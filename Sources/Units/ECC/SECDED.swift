import ErrorCorrection
import HDL

/// Which columns a code of `SECDED` has.
public enum SECDEDCode: String, Sendable, CaseIterable {
  /// The Hamming code with a parity over the word.
  case hamming
  /// The fewest bits in the columns, evenly over the checks.
  case hsiao
}

/// Both sides of a memory that corrects one flipped bit of a word and detects two: the encoder in front of its data input, the decoder
/// behind its output.
///
/// - Ports: `words` becomes `stored`, the same data with its check bits; what the memory gives goes into `read` and comes out as
///   `corrected`. The two directions share nothing.
/// - One flip of any bit of a word, check bits too, is corrected and marked `isCorrected`. Two are never corrected: the word passes as
///   it came, marked `isLost`. Three or more are taken for one or for two.
/// - Check bits r: the fewest with 2^(r - 1) >= dataBits + r: 8 for 64, 7 for 32, 5 for 8.
/// - Timing: one word a cycle each way; latency `stages` cycles, 0 is combinational.
///
/// Source: R. W. Hamming (Bell System Technical Journal 29, 1950) and M. Y. Hsiao (IBM Journal of Research and Development 14, 1970).
public struct SECDED: Unit {
  /// The unit's name on the command line.
  public static let unitName = "ecc-secded"
  /// One line for lists.
  public static let summary = "Corrects one flipped bit of a word and detects two: encoder and decoder, Hamming or Hsiao."
  /// The parameters, with their ranges.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("dataBits", \.dataBits, "data bits of a word", 1...1024),
    .choice("code", \.code, "the code's columns"),
    .integer("stages", \.stages, "register stages each way", 0...4),
  ]
  /// Configurations that are emitted, linted and tested beside the default one.
  public static let samples = [
    SECDED(dataBits: 64, code: .hamming, stages: 1), SECDED(dataBits: 1, code: .hsiao, stages: 0),
    SECDED(dataBits: 8, code: .hamming, stages: 2), SECDED(dataBits: 14, code: .hsiao, stages: 0),
    SECDED(dataBits: 128, code: .hsiao, stages: 1),
  ]

  /// Data bits of a word.
  public var dataBits = 64
  /// The code's columns.
  public var code = SECDEDCode.hsiao
  /// Register stages each way.
  public var stages = 1

  /// The default configuration.
  public init() {}
  /// A word of so many data bits, and register stages each way.
  public init(dataBits: Int, code: SECDEDCode, stages: Int) {
    (self.dataBits, self.code, self.stages) = (dataBits, code, stages)
  }

  /// The code, which is also the golden model.
  public var linearCode: LinearCode {
    switch code {
    case .hamming: .extendedHamming(dataBits: dataBits)
    case .hsiao: .hsiao(dataBits: dataBits)
    }
  }

  /// The ports.
  public struct IO: Bundle {
    /// Words to store.
    public let words: In<Stream<Word>>
    /// The same words with check bits.
    public let stored: Out<Stream<CheckedWord>>
    /// Words as the memory gives them.
    public let read: In<Stream<CheckedWord>>
    /// The same words, corrected.
    public let corrected: Out<Stream<CorrectedWord>>
    /// Words that were corrected, and words that were lost, since the reset.
    public let correctedCount, lostCount: Out<Unsigned>
    /// Cycles in which a word was read, in which none came, and in which the receiver held a corrected one up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports of this configuration.
  public var io: IO {
    IO(
      words: In(Stream(Word(data: dataBits))), stored: Out(Stream(checkedWord)), read: In(Stream(checkedWord)),
      corrected: Out(Stream(CorrectedWord(data: dataBits))), correctedCount: Out(Unsigned(32)), lostCount: Out(Unsigned(32)),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }
  private var checkedWord: CheckedWord { CheckedWord(data: dataBits, checks: linearCode.checkBits) }

  @Hardware
  public func build(_ io: IO) {
    let code = linearCode
    let encoded = io.words.mapped(to: checkedWord) { word, output in
      output.data <== word.data
      output.checks <== code.checks(of: word.data)
    }
    io.stored <== encoded.staged(stages)

    let decoded = io.read.mapped(to: CorrectedWord(data: dataBits)) { word, output in
      let result = code.corrected(word.data, checks: word.checks)
      output.data <== result.data
      output.isCorrected <== result.isCorrected
      output.isLost <== result.isLost
    }
    let correctedCount = Reg(Unsigned(32), reset: 0)
    let lostCount = Reg(Unsigned(32), reset: 0)
    when(decoded.fire & decoded.isCorrected) { correctedCount <== correctedCount + 1 }
    when(decoded.fire & decoded.isLost) { lostCount <== lostCount + 1 }
    io.correctedCount <== correctedCount
    io.lostCount <== lostCount
    let corrected = decoded.staged(stages)
    io.corrected <== corrected
    countCycles(
      taken: io.read.fire, starved: io.read.ready & !io.read.valid, heldUp: corrected.valid & !io.corrected.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
    prove(code)
  }

  /// Of any word: intact, with one flip, with two.
  @Hardware
  private func prove(_ code: LinearCode) {
    proof {
      let width = code.bits
      let data = arbitrary(Bits(dataBits))
      let first = arbitrary(Unsigned(upTo: width - 1))
      let second = arbitrary(Unsigned(upTo: width - 1))
      let isHit = first < width, isHitTwice = isHit & (second < width) & (first != second)
      let one = Bits.constant(1, width: width)
      let word = concatenate(data, code.checks(of: data))
      let once = word ^ (one << first), twice = once ^ (one << second)
      let intact = code.corrected(word[0..<dataBits], checks: word[dataBits..<width])
      let single = code.corrected(once[0..<dataBits], checks: once[dataBits..<width])
      let double = code.corrected(twice[0..<dataBits], checks: twice[dataBits..<width])
      assert((intact.data == data) & !intact.isCorrected & !intact.isLost, "an intact word passes")
      assert(!isHit | ((single.data == data) & single.isCorrected & !single.isLost), "one flip is corrected")
      assert(!isHitTwice | (double.isLost & !double.isCorrected), "two flips are detected")
    }
  }
}

/// A word as a memory stores it.
@Bundle
public struct CheckedWord {
  /// The data bits.
  public let data: Bits
  /// The check bits, check 0 lowest.
  public let checks: Bits
}

/// A word as it was read and corrected.
@Bundle
public struct CorrectedWord {
  /// The data bits.
  public let data: Bits
  /// Whether one bit, of data or checks, was flipped and has been put right.
  public let isCorrected: Bit
  /// Whether more bits were flipped than can be corrected; the data is as it was read.
  public let isLost: Bit
}
