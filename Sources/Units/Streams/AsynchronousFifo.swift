import HDL

/// A first-in, first-out buffer between two clocks that know nothing of each other.
///
/// - Ports: `input`, a stream on the clock `writeClock`; `output`, a stream on the clock `readClock`. A clock called `clock`
///   is the ambient one; another name, say `read`, has the ports `read_clock` and `read_reset`. Hold both resets at the
///   same time, for at least one edge of each clock.
/// - Method: the write and read counters cross as Gray codes through `synchronizerStages` registers; one bit of a Gray code
///   changes at a time, so that a counter sampled in its change reads as the old or the new one, never as another
///   (C. E. Cummings, "Simulation and Synthesis Techniques for Asynchronous FIFO Design", SNUG 2002).
/// - Latency: `synchronizerStages` edges of `readClock` after the edge that wrote. Throughput: one payload a cycle of the
///   slower clock, if the depth covers the way of the counters there and back.
/// - Stalls: `input.ready` is 0 while `depth` payloads are held, as far as the writer knows.
public struct AsynchronousFifo<P: Payload>: Module {
  /// Widths of the payload.
  public var payload: P.Shape
  /// Payloads that fit: a power of two, at least 2.
  public var depth: Int
  public var writeClock: String
  public var readClock: String
  /// Registers that each counter passes on the other side, at least 2.
  public var synchronizerStages: Int

  public init(payload: P.Shape, depth: Int, writeClock: String = "write", readClock: String = "read", synchronizerStages: Int = 2)
  {
    self.payload = payload
    self.depth = depth
    self.writeClock = writeClock
    self.readClock = readClock
    self.synchronizerStages = synchronizerStages
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] {
    [
      .init("payload", widthsOf: P.self, payload), .init("depth", depth), .init("writeClock", writeClock),
      .init("readClock", readClock), .init("synchronizerStages", synchronizerStages),
    ]
  }

  public static var summary: String { "A first-in, first-out buffer between two clocks." }
  public var parameterError: String? {
    if depth < 2 || depth & (depth - 1) != 0 { return "depth must be a power of two, at least 2, not \(depth)" }
    if synchronizerStages < 2 { return "synchronizerStages must be at least 2, not \(synchronizerStages)" }
    if writeClock == readClock { return "writeClock and readClock are both '\(readClock)'; use Fifo for one clock" }
    return nil
  }

  public struct IO: Bundle {
    public let input: In<Stream<P>>
    public let output: Out<Stream<P>>
  }
  public var io: IO {
    IO(
      input: In(Stream(P(payload)), clock: ClockDomain(writeClock)),
      output: Out(Stream(P(payload)), clock: ClockDomain(readClock)))
  }

  @Hardware
  public func build(_ io: IO) {
    let indexWidth = Unsigned.width(upTo: depth - 1)
    let write = ClockDomain(writeClock), read = ClockDomain(readClock)

    // Counters have one bit more than an index: equal ones mean empty, ones that differ by the depth full.
    let writeCount = clocked(by: write) { Reg(Unsigned(indexWidth + 1), reset: 0) }
    let writeGray = clocked(by: write) { Reg(Bits(indexWidth + 1), reset: 0) }
    let readCount = clocked(by: read) { Reg(Unsigned(indexWidth + 1), reset: 0) }
    let readGray = clocked(by: read) { Reg(Bits(indexWidth + 1), reset: 0) }
    let storage = clocked(by: write) { Memory(depth: depth, Bits(P(payload).packedWidth)) }

    let seenReadGray = clocked(by: write) { synchronizedGrayCode(readGray, stages: synchronizerStages) }
    let seenWriteGray = clocked(by: read) { synchronizedGrayCode(writeGray, stages: synchronizerStages) }
    clocked(by: write) {
      // In a Gray code, adding the depth inverts the two highest bits.
      let full = writeGray == seenReadGray[synchronizerStages - 1] ^ (3 << (indexWidth - 1))
      io.input.ready <== !full
      when(io.input.valid & !full) {
        storage.write(writeCount.truncated(to: indexWidth), io.input.payload.packed)
        let nextWriteCount = writeCount + 1
        writeCount <== nextWriteCount
        writeGray <== grayCode(nextWriteCount)
      }
      assert(writeGray == grayCode(writeCount), "the write counter and its Gray code agree")
      cover(full, "full")
    }
    clocked(by: read) {
      let empty = readGray == seenWriteGray[synchronizerStages - 1]
      io.output.valid <== !empty
      // The word was written before its counter crossed, and stays until the reader's counter has crossed back.
      io.output.payload <== P.unpacked(unsafeCrossing(storage[readCount.truncated(to: indexWidth)]), shape: payload)
      when(io.output.ready & !empty) {
        let nextReadCount = readCount + 1
        readCount <== nextReadCount
        readGray <== grayCode(nextReadCount)
      }
      assert(readGray == grayCode(readCount), "the read counter and its Gray code agree")
      cover(empty, "empty")
    }

    proof {
      // One payload is followed, that of an arbitrary count: what is proven of it is proven of every payload.
      let chosen = clocked(by: write) { arbitrary(Unsigned(indexWidth + 1)) }
      let followed = clocked(by: write) { Reg(Bits(P(payload).packedWidth), reset: .guarded) }
      clocked(by: write) {
        when(io.input.fire & (writeCount == chosen)) { followed <== io.input.payload.packed }
      }
      // Either side may move while the other one stands still, so that both must see that all of it holds.
      for clock in [write, read] {
        clocked(by: clock) {
          // What the writer knows of the reader, the reader's count, what the reader knows of the writer, the writer's count:
          // the later each was in its place, the further it is from the first.
          let seenRead = seenReadGray.reversed().map { number(ofGrayCode: unsafeCrossing($0)) }
          let seenWritten = seenWriteGray.reversed().map { number(ofGrayCode: unsafeCrossing($0)) }
          let taken = unsafeCrossing(readCount), written = unsafeCrossing(writeCount)
          let grayCodes = (taken: unsafeCrossing(readGray), written: unsafeCrossing(writeGray))
          assert(grayCodes.taken == grayCode(taken), "the read counter and its Gray code agree at the other clock's edges")
          assert(grayCodes.written == grayCode(written), "the write counter and its Gray code agree at the other clock's edges")
          let ages = (seenRead + [taken] + seenWritten + [written]).map { $0 - seenRead[0] }
          for (older, newer) in zip(ages, ages.dropFirst()) { assert(older <= newer, "no side knows of what has not happened") }
          assert(ages[ages.count - 1] <= depth, "no more is held than fits")

          let isInside = unsafeCrossing(chosen) - taken < written - taken
          let place = unsafeCrossing(storage[chosen.truncated(to: indexWidth)])
          assert(!isInside | (place == unsafeCrossing(followed)), "the followed payload is in its place")
        }
      }
      clocked(by: read) {
        let leaves = io.output.valid & (readCount == unsafeCrossing(chosen))
        assert(
          !leaves | (io.output.payload.packed == unsafeCrossing(followed)),
          "payloads leave unchanged and in the order in which they came")
      }
    }
  }
}

/// The reflected binary code of a number: consecutive numbers differ in one bit.
func grayCode(_ number: some Readable<Unsigned>) -> Bits { (number ^ (number >> 1)).asBits }

/// The number whose Gray code it is: each bit is the exclusive or of the code's bits from there up.
@Hardware
private func number(ofGrayCode code: Bits) -> Unsigned {
  var number = code, shift = 1
  while shift < code.width {
    number = number ^ (number >> shift)
    shift *= 2
  }
  return number.asUnsigned
}

/// A Gray code of another clock domain after each of `stages` registers of the running one, the last of which may be used.
///
/// Safe for a counter that moves by one: at most one bit changes at an edge of its clock.
func synchronizedGrayCode(_ code: some Readable<Bits>, stages: Int) -> [Bits] {
  var seen = [unsafeCrossing(code)]
  for stage in 0..<stages { seen.append(Reg(next: seen[stage], reset: 0).value) }
  return Array(seen.dropFirst())
}

/// `AsynchronousFifo` over words of plain bits, from the clock `write` to the clock `read`.
public struct WordAsynchronousFifo: Unit {
  public static let unitName = "async-fifo"
  public static let summary = AsynchronousFifo<Word>.summary
  public static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of a word", 1...4096),
    .powerOfTwo("depth", \.depth, "words that fit", 2...65536),
    .integer("synchronizerStages", \.synchronizerStages, "registers that each counter passes on the other side", 2...8),
  ]
  public static let samples = [
    WordAsynchronousFifo(width: 1, depth: 2, synchronizerStages: 2),
    WordAsynchronousFifo(width: 70, depth: 4, synchronizerStages: 3),
  ]

  /// Bits of a word.
  public var width = 32
  /// Words that fit.
  public var depth = 16
  /// Registers that each counter passes on the other side.
  public var synchronizerStages = 2

  public init() {}
  public init(width: Int, depth: Int, synchronizerStages: Int) {
    self.width = width
    self.depth = depth
    self.synchronizerStages = synchronizerStages
  }

  private var generic: AsynchronousFifo<Word> {
    AsynchronousFifo(payload: .init(data: width), depth: depth, synchronizerStages: synchronizerStages)
  }
  public var io: AsynchronousFifo<Word>.IO { generic.io }
  public func build(_ io: AsynchronousFifo<Word>.IO) { generic.build(io) }
}

/// What an asynchronous FIFO does, edge by edge: each side sees the other's counter late by the synchronizer's stages.
public struct AsynchronousFifoModel<Value: Sendable>: Sendable {
  public let depth: Int
  private var words: [Value] = []
  private var written = 0, read = 0
  /// The other side's counter as it comes through the synchronizer, the oldest value first.
  private var writtenOnItsWay: [Int], readOnItsWay: [Int]

  public init(depth: Int, synchronizerStages: Int) {
    self.depth = depth
    writtenOnItsWay = Array(repeating: 0, count: synchronizerStages)
    readOnItsWay = Array(repeating: 0, count: synchronizerStages)
  }

  public var isInputReady: Bool { written - readOnItsWay[0] < depth }
  /// The word offered, if any.
  public var output: Value? { read < writtenOnItsWay[0] ? words[read] : nil }

  /// Edges of one clock or both at one instant; `input` is the word offered to the writer, if any.
  public mutating func step(writeEdge: Bool, readEdge: Bool, input: Value?, outputReady: Bool) {
    let before = (written: written, read: read)
    let takes = writeEdge && isInputReady, gives = readEdge && outputReady && output != nil
    if takes, let input {
      words.append(input)
      written += 1
    }
    if gives { read += 1 }
    if writeEdge { readOnItsWay = Array(readOnItsWay.dropFirst()) + [before.read] }
    if readEdge { writtenOnItsWay = Array(writtenOnItsWay.dropFirst()) + [before.written] }
  }
}
