import HDL

/// A page to read from the array.
@Bundle
struct FlashPlaneRead {
  let page: Unsigned
  /// Beats of the page that are wanted, at least 1.
  let beats: Unsigned
}

/// A plane of a die: the array's read time, a data register that it fills, and a cache register whose beats stream out.
///
/// Two reads wait at most. The array is no logic: `arrayReads` tells the host in one cycle which page to write into which half of `pages`, within `readCycles`
/// cycles. The registers exchange their roles when a page has come and the one before is out, so that the array reads the next one
/// meanwhile.
struct FlashPlane: Module {
  /// Bytes of a beat.
  var lanes: Int
  var pageBytes: Int
  /// Cycles from a read to a page in the data register (tR).
  var readCycles: Int

  var parameterList: [ModuleParameter] {
    [
      .init("lanes", lanes), .init("pageBytes", pageBytes), .init("readCycles", readCycles),
    ]
  }

  static let summary = "A plane of a flash die: read time, data and cache register."

  /// Bits of a page's number.
  static let pageWidth = 24
  var beats: Int { pageBytes / lanes }
  var beatsWidth: Int { Unsigned.width(upTo: beats) }

  struct IO: Bundle {
    let read: In<Stream<FlashPlaneRead>>
    /// A read begins: the page that the array gives, and the half of the memory that takes it.
    let arrayReads: Out<Bit>
    let arrayPage: Out<Unsigned>
    let arrayHalf: Out<Bit>
    let weights: Out<Stream<FlashWeightBeat>>
    /// Whether the beat is the last one wanted.
    let isLast: Out<Bit>
  }
  var io: IO {
    IO(
      read: In(Stream(FlashPlaneRead(page: Self.pageWidth, beats: beatsWidth))),
      arrayReads: Out(Bit()),
      arrayPage: Out(Unsigned(Self.pageWidth)), arrayHalf: Out(Bit()),
      weights: Out(Stream(FlashWeightBeat(lanes: Vec(lanes, Signed(8))))), isLast: Out(Bit()))
  }

  @Hardware
  func build(_ io: IO) {
    // Reads wait here, so that the bus does not.
    let queue = Instance(
      Fifo<FlashPlaneRead>(payload: .init(page: Self.pageWidth, beats: beatsWidth), depth: 2))
    queue.input <== io.read
    let read = queue.output
    let pages = Memory(depth: 2 * beats, Vec(lanes, Signed(8)), isHostFilled: true)
    // The data register: its half, cycles until its page has come, whether it has one, and the beats wanted.
    let half = Reg(Bit(), reset: 0)
    let cyclesLeft = Reg(Unsigned(upTo: readCycles), reset: 0)
    let isReading = Reg(Bit(), reset: 0)
    let isFull = Reg(Bit(), reset: 0)
    let beatsWanted = Reg(Unsigned(beatsWidth), reset: .guarded)
    // The cache register: the beat that is offered, and those left.
    let beat = Reg(Unsigned(upTo: beats - 1), reset: 0)
    let left = Reg(Unsigned(beatsWidth), reset: 0)

    let isStreaming = left != 0
    let ends = io.weights.fire & (left == 1)
    let moves = isFull & (!isStreaming | ends)
    read.ready <== !isReading & !isFull
    io.arrayReads <== read.fire
    io.arrayPage <== read.page
    io.arrayHalf <== half
    when(read.fire) {
      isReading <== 1
      cyclesLeft <== readCycles - 1
      beatsWanted <== read.beats
      assume(read.beats != 0, "a read needs at least 1 beat")
      if beats < (1 << beatsWidth) - 1 { assume(read.beats <= beats, "a page has \(beats) beats") }
    }.elsewhen(isReading) {
      when(cyclesLeft == 0) {
        isReading <== 0
        isFull <== 1
      }.otherwise { cyclesLeft <== cyclesLeft - 1 }
    }.elsewhen(moves) {
      isFull <== 0
    }
    when(moves) {
      half <== !half
      beat <== 0
      left <== beatsWanted
    }.elsewhen(io.weights.fire) {
      beat <== mux(left == 1, 0, beat + 1)
      left <== left - 1
    }

    io.weights.valid <== isStreaming
    io.isLast <== left == 1
    let width = pages.addressWidth
    let address = mux(half, beat.extended(to: width), beat.extended(to: width) + beats)
    io.weights.lanes <== pages[address]
    proof {
      // The half of the memory that the beats come from; the array fills the other one.
      let streamed = Reg(Bit(), reset: 1)
      when(moves) { streamed <== half }
      assert(streamed != half, "the array never fills the register that streams")
      assert(!(isReading & isFull), "a page that has come is not read over")
      assert(!moves | !isStreaming | ends, "a page moves only behind the last beat of the one before")
      assert(left.extended(to: beatsWidth + 1) + beat.extended(to: beatsWidth + 1) <= beats, "the beats are the page's")
      assert(!(isReading | isFull) | (beatsWanted <= beats), "no more beats are wanted than a page has")
      assert(cyclesLeft < readCycles, "a read has at most its cycles to go")
    }
  }
}
