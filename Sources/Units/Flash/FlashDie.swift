import HDL

/// A flash die that computes: two planes with data and cache registers, and one compute core, behind the bus of a channel.
///
/// A compute command has plane 0 read a page and the core multiply its tile by the vector in use, or by one that comes as data bytes
/// behind it; the core is `FlashPE`, whose commands, vectors and weights it serves from the bus and the plane. A read command has
/// plane 1 read a page, whose first bytes leave in slices, as many as it says. Sums go before slices. The next command is taken while the ones before run: the array
/// reads its page while the core works on the page in the cache register.
///
/// The controller keeps to this: a command of a plane is sent when the one before the last of it is answered, and the vector of a compute
/// command before the next compute command; else the bus waits for the die.
///
/// Timing: the array takes `readCycles` cycles for a page, and the core `beats` cycles for a tile; both at once for a page and the next.
/// The first beat of a page is used in the second cycle after it has come. A sum takes the bus as many bytes as the
/// widest one needs (`sumBytes`): three of up to 511 columns.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654): two planes and a shared core in a die, a data and a cache register of a page
/// each, raw pages from the other plane, cut into slices. The paper gives neither the size of a slice nor the commands' bytes; here
/// planes have one role each, so that the compiler places a matrix's share where it is used.
public struct FlashDie: Unit {
  /// Multipliers, and bytes of a beat of the compute plane.
  public var lanes = 2
  /// Bytes of a page.
  public var pageBytes = 16384
  /// Bytes of one of the two banks of the vector buffer: the most columns of a tile.
  public var vectorBytes = 512
  /// Sums that the result buffer holds.
  public var resultEntries = 256
  /// Cycles of a page's read (tR): 30 us at 1 GHz.
  public var readCycles = 30000
  /// Bytes of a slice of a raw page.
  public var sliceBytes = 4096
  /// Columns of a sum, where a vector has more: see `FlashPE`.
  public var sumColumns = 8192

  /// The default configuration.
  public init() {}
  /// With these values; what is not named has its default.
  public init(
    lanes: Int, pageBytes: Int, vectorBytes: Int, resultEntries: Int = 256, readCycles: Int,
    sliceBytes: Int
  ) {
    (self.lanes, self.pageBytes, self.vectorBytes) = (lanes, pageBytes, vectorBytes)
    (self.resultEntries, self.readCycles, self.sliceBytes) = (resultEntries, readCycles, sliceBytes)
  }

  /// The name in the catalog.
  public static let unitName = "flash-die"
  /// In one line, for lists.
  public static let summary =
    "A flash die that computes: two planes with registers and a shared core behind the channel's bus."
  /// What can be set, with ranges.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("lanes", \.lanes, "INT8 multipliers, and bytes of a beat", 1...128),
    .tilePageBytes(\.pageBytes), .vectorBankBytes(\.vectorBytes),
    .integer("resultEntries", \.resultEntries, "sums that the result buffer holds", 1...4096),
    .integer("readCycles", \.readCycles, "cycles that the array takes for a page", 1...1_000_000),
    .integer("sliceBytes", \.sliceBytes, "bytes of a slice of a raw page", 1...65536),
    .sumColumns(\.sumColumns),
  ]
  /// Configurations that are tested beside the default.
  public static var samples: [FlashDie] {
    var grouped = FlashDie(lanes: 2, pageBytes: 512, vectorBytes: 64, readCycles: 40, sliceBytes: 128)
    grouped.sumColumns = 16
    return [
      FlashDie(lanes: 2, pageBytes: 512, vectorBytes: 64, readCycles: 900, sliceBytes: 128),
      FlashDie(
        lanes: 3, pageBytes: 192, vectorBytes: 40, resultEntries: 3, readCycles: 7, sliceBytes: 50),
      grouped,
    ]
  }

  /// What makes the parameters impossible together, or nil.
  public var parameterError: String? { rangeError ?? core.parameterError }

  /// The compute core.
  public var core: FlashPE {
    var core = FlashPE(lanes: lanes, pageBytes: pageBytes, vectorBytes: vectorBytes)
    (core.resultEntries, core.vectorBeat, core.tagWidth, core.sumColumns) = (resultEntries, 1, 1, sumColumns)
    return core
  }

  /// The ports.
  public struct IO: Bundle {
    /// Bytes from the bus.
    public let cycles: In<Stream<FlashBusCycle>>
    /// Bytes for the bus.
    public let answers: Out<Stream<FlashAnswer>>
    /// For each plane: a read begins, and the array gives this page to this half of the plane's memory.
    public let arrayReads: Out<[Bit]>
    /// The page of a read.
    public let arrayPages: Out<[Unsigned]>
    /// The half of the plane's memory that takes it.
    public let arrayHalves: Out<[Bit]>
    /// Those of the core.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports of this configuration.
  public var io: IO {
    IO(
      cycles: In(Stream(FlashBusCycle(kind: FlashCycleKind.width, byte: 8))),
      answers: Out(Stream(FlashAnswer(byte: 8))),
      arrayReads: Out([Bit(), Bit()]),
      arrayPages: Out([Unsigned(FlashPlane.pageWidth), Unsigned(FlashPlane.pageWidth)]),
      arrayHalves: Out([Bit(), Bit()]),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  /// The circuit.
  @Hardware
  public func build(_ io: IO) {
    let compute = Instance(core)
    let computePlane = Instance(
      FlashPlane(lanes: lanes, pageBytes: pageBytes, readCycles: readCycles))
    let rawPlane = Instance(FlashPlane(lanes: 1, pageBytes: pageBytes, readCycles: readCycles))

    // The decoder: an opcode, its address bytes, and whether all have come and nobody has taken them.
    let opcode = Reg(Unsigned(8), reset: 0)
    let position = Reg(Unsigned(upTo: FlashOpcode.computeAddresses - 1), reset: 0)
    let fields = Reg(Vec(FlashOpcode.computeAddresses, Unsigned(8)), reset: 0)
    let isComplete = Reg(Bit(), reset: 0)
    let isCompute = opcode == FlashOpcode.compute
    let isData = io.cycles.kind == FlashCycleKind.data
    io.cycles.ready <== mux(isData, compute.vector.ready, !isComplete)
    compute.vector.valid <== io.cycles.valid & isData
    compute.vector.bytes[0] <== io.cycles.byte.asSigned

    let page = concatenate(fields[0], fields[1], fields[2]).asUnsigned
    let beats = concatenate(fields[3], fields[4], fields[5]).asUnsigned
    let rows = concatenate(fields[6], fields[7], fields[8]).asUnsigned
    let columns = concatenate(fields[9], fields[10]).asUnsigned
    computePlane.read.valid <== isComplete & isCompute & compute.command.ready
    computePlane.read.page <== page
    computePlane.read.beats <== beats.truncated(to: computePlane.read.beats.width)
    compute.command.valid <== isComplete & isCompute & computePlane.read.ready
    compute.command.rows <== rows.truncated(to: core.rowsWidth)
    compute.command.columns <== columns.truncated(to: core.columnsWidth)
    compute.command.newVector <== fields[11][0]
    compute.command.tag <== 0
    rawPlane.read.valid <== isComplete & !isCompute
    rawPlane.read.page <== page
    rawPlane.read.beats <== beats.truncated(to: rawPlane.read.beats.width)
    compute.weights <== computePlane.weights

    let isLastAddress =
      position
      == mux(
        isCompute, Unsigned.constant(FlashOpcode.computeAddresses - 1, width: 4),
        Unsigned.constant(FlashOpcode.readAddresses - 1, width: 4))
    when(io.cycles.fire & !isData) {
      when(io.cycles.kind == FlashCycleKind.command) {
        opcode <== io.cycles.byte
        position <== 0
        assume(
          (io.cycles.byte == FlashOpcode.compute) | (io.cycles.byte == FlashOpcode.read),
          "a die knows commands 1 and 2")
      }.otherwise {
        fields[position] <== io.cycles.byte
        position <== position + 1
        isComplete <== isLastAddress
      }
    }.elsewhen(computePlane.read.fire | rawPlane.read.fire) {
      isComplete <== 0
    }

    // A sum leaves byte by byte.
    let sum = Reg(Bits(8 * core.sumBytes), reset: .guarded)
    let sumBytes = Reg(Unsigned(upTo: core.sumBytes), reset: 0)
    let hasSum = sumBytes != 0
    // What was offered stays so until its last byte is taken; sums go first.
    let isHeld = Reg(Bit(), reset: 0)
    let wasRaw = Reg(Bit(), reset: 0)
    let isRaw = mux(isHeld, wasRaw, !hasSum)
    let sliceLeft = Reg(Unsigned(upTo: sliceBytes), reset: sliceBytes)
    let endsSlice = (sliceLeft == 1) | rawPlane.isLast
    let last = mux(isRaw, endsSlice, sumBytes == 1)
    io.answers.valid <== mux(isRaw, rawPlane.weights.valid, hasSum)
    io.answers.isRaw <== isRaw
    io.answers.byte <== mux(isRaw, rawPlane.weights.lanes[0].asUnsigned, sum[0..<8].asUnsigned)
    io.answers.last <== last
    rawPlane.weights.ready <== io.answers.ready & isRaw
    let sumFires = io.answers.fire & !isRaw
    compute.results.ready <== !hasSum | (sumFires & last)
    when(io.answers.valid) {
      wasRaw <== isRaw
      isHeld <== !(io.answers.ready & last)
    }
    when(compute.results.fire) {
      sum <== compute.results.sum.asBits[0..<8 * core.sumBytes]
      sumBytes <== core.sumBytes
    }.elsewhen(sumFires) {
      sum <== sum >> 8
      sumBytes <== sumBytes - 1
    }
    when(io.answers.fire & isRaw) { sliceLeft <== mux(endsSlice, sliceBytes, sliceLeft - 1) }

    proof {
      // The controller keeps to a page and to the vector buffer.
      when(isComplete) {
        assume(isCompute | (opcode == FlashOpcode.read), "addresses come behind a command")
        assume(beats != 0, "a command needs at least 1 beat")
        assume(
          beats <= mux(isCompute, Unsigned.constant(pageBytes / lanes, width: 24), pageBytes), "a command has at most a page")
        assume(!isCompute | ((rows != 0) & (columns != 0) & (columns <= vectorBytes)), "a tile has rows and columns")
        let rowBeats = core.beats(core.rowColumns(columns.truncated(to: core.columnsWidth)))
        let product = rows * rowBeats
        assume(!isCompute | (product == beats.extended(to: product.width)), "the beats are the tile's")
      }
      // Rows of the compute commands that the core has taken, less the sums that have left.
      let owed = Reg(Unsigned(core.rowsWidth + 4), reset: 0)
      let rowsTaken = mux(compute.command.fire, compute.command.rows.extended(to: owed.width), 0)
      let ends = sumFires & last
      owed <== owed + rowsTaken - mux(ends, Unsigned.constant(1, width: owed.width), 0)
      assert(
        owed == compute.owed + mux(hasSum, Unsigned.constant(1, width: owed.width), 0),
        "each row of a command is answered by one sum: those to come are in the core, or on their way out")
      assert(!ends | (owed != 0), "no sum leaves that no command asked for")
      assert(!hasSum | (sumBytes <= core.sumBytes), "a sum has \(core.sumBytes) bytes")
      assert((sliceLeft != 0) & (sliceLeft <= sliceBytes), "a slice has at most its bytes to go")
    }
    io.arrayReads[0] <== computePlane.arrayReads
    io.arrayPages[0] <== computePlane.arrayPage
    io.arrayHalves[0] <== computePlane.arrayHalf
    io.arrayReads[1] <== rawPlane.arrayReads
    io.arrayPages[1] <== rawPlane.arrayPage
    io.arrayHalves[1] <== rawPlane.arrayHalf
    io.busyCycles <== compute.busyCycles
    io.starvedCycles <== compute.starvedCycles
    io.backPressuredCycles <== compute.backPressuredCycles
  }
}
