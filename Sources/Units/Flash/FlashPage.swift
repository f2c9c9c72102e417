import HDL

/// How much of the page register to stream.
@Bundle
public struct FlashPageRead {
  /// Beats from the first one on, at least 1.
  public let beats: Unsigned
}

/// The page register of a NAND plane: the cell array fills it, and it streams its bytes to the compute unit, a beat of
/// `lanes` bytes a cycle.
///
/// In simulation the host fills `page` through its storage, as the cell array would; that makes it the fast way to feed a
/// compute unit. Source: Cambricon-LLM (arXiv 2409.15654), the cache register of a plane.
public struct FlashPage: Unit {
  public var lanes = 2
  public var pageBytes = 16384

  public init() {}
  public init(lanes: Int, pageBytes: Int = 16384) {
    self.lanes = lanes
    self.pageBytes = pageBytes
  }

  public static let unitName = "flash-page"
  public static let summary = "The page register of a NAND plane: filled by the cell array, streamed beat by beat."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("lanes", \.lanes, "bytes of a beat", 1...128),
    .integer("pageBytes", \.pageBytes, "bytes of a page", 64...65536),
  ]
  public static let samples = [FlashPage(lanes: 64), FlashPage(lanes: 3, pageBytes: 256)]

  /// Beats of a page; the last one may be partly unused.
  public var beats: Int { (pageBytes + lanes - 1) / lanes }

  public struct IO: Bundle {
    public let read: In<Stream<FlashPageRead>>
    public let weights: Out<Stream<FlashWeightBeat>>
  }
  public var io: IO {
    IO(
      read: In(Stream(FlashPageRead(beats: Unsigned.width(upTo: beats)))),
      weights: Out(Stream(FlashWeightBeat(lanes: Vec(lanes, Signed(8))))))
  }

  @Hardware
  public func build(_ io: IO) {
    let page = Memory(depth: beats, Vec(lanes, Signed(8)), isHostFilled: true)
    let beat = Reg(Unsigned(page.addressWidth), reset: 0)
    let left = Reg(Unsigned(upTo: beats), reset: 0)

    let isStreaming = left != 0
    // The next read is taken with the last beat, so that pages follow each other without a bubble.
    let endsPage = io.weights.ready & (left == 1)
    io.read.ready <== !isStreaming | endsPage
    io.weights.valid <== isStreaming
    io.weights.lanes <== page[beat]
    when(io.read.fire) {
      beat <== 0
      left <== io.read.beats
    }.elsewhen(io.weights.fire) {
      beat <== beat + 1
      left <== left - 1
    }
    when(io.read.fire) {
      assume(io.read.beats != 0, "a read needs at least 1 beat")
      if beats < (1 << Unsigned.width(upTo: beats)) - 1 { assume(io.read.beats <= beats, "a page has \(beats) beats") }
    }
  }
}
