import HDL
import Numerics

/// A vector's maximum and where it stands.
@Bundle
public struct ArgmaxResult {
  public let number: Bits
  public let index: Unsigned
}

/// Numbers that may be a vector's maximum: where each stands in its beat, and whether it counts. Elements behind the vector's last one
/// do not, and no NaN but one that is the vector's first element.
@Bundle
struct ArgmaxCandidates {
  let number: Vec<Bits>
  let offset: Vec<Unsigned>
  let counts: Vec<Bit>
  let last: Bits
}

/// The position of a vector's largest binary32 number, the first one if it occurs more than once.
///
/// -0 equals 0; a NaN is never more than anything, and nothing is more than a NaN that comes first.
///
/// - Throughput: a beat of `lanes` elements a cycle; a vector may have up to 2^32 - 1 elements. Latency: the result is offered in the
///   cycle after the vector's last beat was taken, log2(lanes) cycles later; two results wait, then a last beat is held up.
public struct Argmax: LaneUnit {
  public static let unitName = "argmax"
  public static let summary = "Position and value of a binary32 vector's first maximum."
  public static let parameters: [UnitParameter<Self>] = [.lanes]
  public static let samples = [Argmax(lanes: 4), Argmax(lanes: 16)]

  public var lanes = 1
  public init() {}
  public init(lanes: Int) { self.lanes = lanes }

  public struct IO: Bundle {
    public let input: In<Stream<VectorBeat>>
    public let result: Out<Stream<ArgmaxResult>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a result up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(VectorBeat(lanes: lanes))), result: Out(Stream(ArgmaxResult(number: 32, index: 32))),
      busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let candidates = io.input.contest()
    let position = Reg(Unsigned(32 - lanes.trailingZeroBitCount), reset: 0)
    let bestIndex = Reg(Unsigned(32), reset: 0)
    let isFirst = Reg(Bit(), reset: 1)
    let best = Reg(Bits(32), reset: 0)
    let isAhead = FloatArithmetic(.single).lessThan(best, candidates.number[0])
    let wins = isFirst | (lanes == 1 ? isAhead : isAhead & candidates.counts[0])
    let number = mux(wins, candidates.number[0], best)
    let place = lanes == 1 ? position.value : concatenate(candidates.offset[0], position).asUnsigned
    let index = mux(wins, place, bestIndex)
    let isLast = candidates.last.marks
    when(candidates.fire) {
      position <== mux(isLast, 0, position + 1)
      isFirst <== isLast
      best <== number
      bestIndex <== index
    }

    let results = Wire(Stream(ArgmaxResult(number: 32, index: 32)))
    results.valid <== candidates.valid & isLast
    candidates.ready <== results.ready | !isLast
    results.number <== number
    results.index <== index
    let waiting = In<Stream<ArgmaxResult>>(results._value).buffered(depth: 2)
    io.result <== waiting
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: waiting.valid & !io.result.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The position of the first maximum and its value; a NaN is never more than anything.
  public static func golden(_ values: [Float]) -> (index: Int, value: Float)? {
    guard var best = values.first.map({ (index: 0, value: $0) }) else { return nil }
    for (index, value) in values.enumerated() where best.value < value { best = (index, value) }
    return best
  }
}

extension In where T == Stream<VectorBeat> {
  /// The candidate of each beat, the first one of equals, a cycle for each halving of the lanes.
  @Hardware
  fileprivate func contest() -> In<Stream<ArgmaxCandidates>> {
    let lanes = _value.payload.number.count
    let width = max(1, lanes.trailingZeroBitCount)
    func candidates(_ count: Int) -> ArgmaxCandidates {
      ArgmaxCandidates(number: Vec(count, Bits(32)), offset: Vec(count, Unsigned(width)), counts: Vec(count, Bit()), last: lanes)
    }
    let isFirst = Reg(Bit(), reset: 1)
    when(self.fire) { isFirst <== self.last.marks }
    let entering = self.mapped(to: candidates(lanes)) { beat, candidate in
      candidate.number <== beat.number
      candidate.offset <== Vec(lanes) { $0 }
      candidate.last <== beat.last
      let carries = beat.last.carrying()
      let infinity = Unsigned.constant(0x7f80_0000, width: 32)
      candidate.counts <== zip(beat.number, carries).map { $1 & (($0.asUnsigned & 0x7fff_ffff) <= infinity) }
      when(isFirst) { candidate.counts[0] <== 1 }
    }
    var stream = entering
    for level in 0..<lanes.trailingZeroBitCount {
      let winners = stream.computed(to: candidates(lanes >> (level + 1)), in: 1) { pair, pipeline, winner in
        let numbers = pair.number.pairs
        let counts = pair.counts.asBits.split(into: Bits(2))
        let offsets = pair.offset.asBits.split(into: Bits(2 * width))
        let later = zip(numbers, counts).map {
          $1[1] & (!$1[0] | FloatArithmetic(.single).lessThan($0[0..<32], $0[32..<64]))
        }
        winner.number <== pipeline.later(zip(numbers, later).map { mux($1, $0[32..<64], $0[0..<32]) })
        winner.offset
          <== pipeline.later(
            zip(offsets, later).map { mux($1, $0[width..<(2 * width)], $0[0..<width]).asUnsigned })
        winner.counts <== pipeline.later(counts.map { $0.any })
        winner.last <== pipeline.laterMark(pair.last)
      }
      stream = winners
    }
    return stream
  }
}
