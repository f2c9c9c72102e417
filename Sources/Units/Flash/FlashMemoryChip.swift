import HDL

/// The flash side of an accelerator: channels, each a controller, a bus and dies that compute.
///
/// The controllers belong to the NPU chip, the dies to the flash; nothing but the cell arrays is left out. They are the memories of the
/// planes, which the host fills when a read begins. Channels share nothing: their ports stand side by side.
///
/// Timing: as said of `FlashController`, `FlashBus` and `FlashDie`.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654), table II: 8 channels of 2 chips with 2 dies in its S.
public struct FlashMemoryChip: Unit {
  /// Channels.
  public var channels = 1
  /// Dies on the channel.
  public var dies = 4
  /// Multipliers of a core, and bytes of a beat.
  public var lanes = 2
  /// Bytes of a page.
  public var pageBytes = 16384
  /// Bytes of one of the two banks of a vector buffer: the most columns of a tile.
  public var vectorBytes = 512
  /// Cycles of a page's read (tR).
  public var readCycles = 30000
  /// Bytes of a slice of a raw page.
  public var sliceBytes = 4096
  /// Cycles that a byte takes on the bus.
  public var cyclesPerByte = 1
  /// Who goes first.
  public var policy = FlashBusPolicy.vectorsFirst
  /// Accumulators of a channel: the most rows between two drains.
  public var accumulatorRows = 2048
  /// Columns of a sum, where a vector has more: a core then sends a sum for each so many columns of a row.
  public var sumColumns = 8192

  /// The default configuration.
  public init() {}

  /// The name in the catalog.
  public static let unitName = "flash-chip"
  /// In one line, for lists.
  public static let summary =
    "Channels of flash dies that compute, each with its controller and bus; only the cell arrays are the host's."
  /// What can be set, with ranges.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("channels", \.channels, "channels", 1...32),
    .integer("dies", \.dies, "dies on a channel", 1...16),
    .integer("lanes", \.lanes, "INT8 multipliers of a core, and bytes of a beat", 1...128),
    .tilePageBytes(\.pageBytes), .vectorBankBytes(\.vectorBytes),
    .integer("readCycles", \.readCycles, "cycles that an array takes for a page", 1...1_000_000),
    .integer("sliceBytes", \.sliceBytes, "bytes of a slice of a raw page", 1...65536),
    .integer("cyclesPerByte", \.cyclesPerByte, "cycles that a byte takes on the bus", 1...16),
    .choice("policy", \.policy, "who has the bus first"),
    .integer("accumulatorRows", \.accumulatorRows, "accumulators of a channel, the most rows between two drains", 2...65536),
    .sumColumns(\.sumColumns),
  ]
  /// Configurations that are tested beside the default.
  public static var samples: [FlashMemoryChip] {
    var small = FlashMemoryChip()
    (small.channels, small.dies, small.lanes, small.pageBytes, small.vectorBytes) = (
      2, 3, 3, 192, 40
    )
    (small.readCycles, small.sliceBytes, small.cyclesPerByte, small.accumulatorRows) = (
      60, 50, 2, 50
    )
    var turns = FlashMemoryChip()
    (turns.dies, turns.pageBytes, turns.vectorBytes, turns.readCycles, turns.sliceBytes) = (
      2, 512, 64, 600, 64
    )
    (turns.policy, turns.accumulatorRows) = (.roundRobin, 128)
    // More accumulators than a page has rows.
    var narrow = FlashMemoryChip()
    (narrow.dies, narrow.lanes, narrow.pageBytes, narrow.vectorBytes) = (1, 64, 128, 128)
    (narrow.readCycles, narrow.sliceBytes, narrow.accumulatorRows) = (1, 1, 1024)
    // Rows of up to four groups, with a sum for each.
    var grouped = FlashMemoryChip()
    (grouped.dies, grouped.lanes, grouped.pageBytes, grouped.vectorBytes) = (2, 2, 512, 64)
    (grouped.readCycles, grouped.sliceBytes, grouped.accumulatorRows, grouped.sumColumns) = (100, 64, 64, 16)
    return [small, turns, narrow, grouped]
  }

  /// What makes the parameters impossible together, or nil.
  public var parameterError: String? { rangeError ?? die.parameterError }

  /// Bits of the number of a page in its plane.
  public static var pageNumberWidth: Int { FlashPlane.pageWidth }
  /// A die.
  public var die: FlashDie {
    var die = FlashDie()
    (die.lanes, die.pageBytes, die.vectorBytes) = (lanes, pageBytes, vectorBytes)
    (die.readCycles, die.sliceBytes, die.sumColumns) = (readCycles, sliceBytes, sumColumns)
    return die
  }
  /// A channel's bus.
  public var bus: FlashBus { FlashBus(dies: dies, cyclesPerByte: cyclesPerByte, policy: policy) }
  /// A channel's controller.
  public var controller: FlashController {
    FlashController(
      dies: dies, lanes: lanes, pageBytes: pageBytes, vectorBytes: vectorBytes,
      accumulatorRows: accumulatorRows, sumColumns: sumColumns)
  }

  /// Bytes of a sum on the bus.
  public var sumBytes: Int { die.core.sumBytes }
  /// Sums of a row of so many columns.
  public func sums(ofColumns columns: Int) -> Int { max(1, columns / sumColumns) }

  /// The ports.
  public struct IO: Bundle {
    /// Of each channel, those of its controller.
    public let commands: In<[Stream<FlashControllerCommand>]>
    /// Of each channel.
    public let vectors: In<[Stream<FlashControllerVector>]>
    /// Of each channel.
    public let raws: Out<[Stream<FlashRawByte>]>
    /// Of each channel.
    public let drains: In<[Stream<FlashChannelDrain>]>
    /// Of each channel.
    public let totals: Out<[Stream<FlashChannelTotal>]>
    /// Of each channel: no tile, drain or sweep is under way.
    public let idles: Out<[Bit]>
    /// Of each channel, a bit for each die: whether a tile, or a read, would not wait for the die.
    public let tileRooms, readRooms: Out<[Bits]>
    /// Of each plane, in the order of channels, dies and planes: a read begins, the page, and the half of the plane's memory that takes it.
    public let arrayReads: Out<[Bit]>
    /// The page of a read.
    public let arrayPages: Out<[Unsigned]>
    /// The half of the plane's memory that takes it.
    public let arrayHalves: Out<[Bit]>
    /// Of each channel's bus.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<[Unsigned]>
    /// Of each die's core, in the order of channels and dies: cycles with a beat.
    public let coreBusyCycles: Out<[Unsigned]>
  }
  /// The ports of this configuration.
  public var io: IO {
    let ports = (0..<channels).map { _ in controller.io }
    let planes = 0..<(2 * channels * dies)
    return IO(
      commands: In(ports.map(\.command._value)), vectors: In(ports.map(\.vector._value)),
      raws: Out(ports.map(\.raw._value)),
      drains: In(ports.map(\.drain._value)), totals: Out(ports.map(\.totals._value)),
      idles: Out(ports.map { _ in Bit() }),
      tileRooms: Out(ports.map { _ in Bits(dies) }), readRooms: Out(ports.map { _ in Bits(dies) }),
      arrayReads: Out(planes.map { _ in Bit() }),
      arrayPages: Out(planes.map { _ in Unsigned(FlashPlane.pageWidth) }),
      arrayHalves: Out(planes.map { _ in Bit() }), busyCycles: Out(ports.map { _ in Unsigned(64) }),
      starvedCycles: Out(ports.map { _ in Unsigned(64) }),
      backPressuredCycles: Out(ports.map { _ in Unsigned(64) }),
      coreBusyCycles: Out((0..<(channels * dies)).map { _ in Unsigned(32) }))
  }

  /// The circuit.
  @Hardware
  public func build(_ io: IO) {
    for channel in 0..<channels {
      let control = Instance(controller)
      let lines = Instance(bus)
      control.command <== io.commands[channel]
      control.vector <== io.vectors[channel]
      control.drain <== io.drains[channel]
      io.raws[channel] <== control.raw
      io.totals[channel] <== control.totals
      io.idles[channel] <== control.idle
      io.tileRooms[channel] <== control.tileRooms
      io.readRooms[channel] <== control.readRooms
      lines.down <== control.down
      control.answers <== lines.up
      io.busyCycles[channel] <== lines.busyCycles
      io.starvedCycles[channel] <== lines.starvedCycles
      io.backPressuredCycles[channel] <== lines.backPressuredCycles
      for index in 0..<dies {
        let chip = Instance(die)
        let number = channel * dies + index
        chip.cycles <== lines.cycles[index]
        lines.answers[index] <== chip.answers
        io.coreBusyCycles[number] <== chip.busyCycles
        for plane in 0..<2 {
          io.arrayReads[2 * number + plane] <== chip.arrayReads[plane]
          io.arrayPages[2 * number + plane] <== chip.arrayPages[plane]
          io.arrayHalves[2 * number + plane] <== chip.arrayHalves[plane]
        }
      }
    }
  }
}
