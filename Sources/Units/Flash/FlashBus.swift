import HDL

/// Who has a channel's bus next when several wait.
public enum FlashBusPolicy: String, Codable, Sendable, CaseIterable {
  /// The controller, then sums, then raw weights: raw weights fill what the others leave.
  case vectorsFirst
  /// The controller and the dies in turns, whatever they have.
  case roundRobin
}

/// The bus of a flash channel: 8 bits that one side drives at a time.
///
/// The controller sends command, address and data bytes to one die, or to several at once; a die answers with the bytes of a
/// row's sum, lowest first, or with a slice of a raw page. Who has the bus keeps it until the byte marked `last`: of a sum, of a slice,
/// or of what the controller sends in one piece. A byte takes `cyclesPerByte` cycles. A broadcast waits until all its dies are ready.
///
/// Timing: no cycle is lost between bytes, nor between one owner and the next; `down` to `cycles` and `answers` to `up` are
/// combinational.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654): 8 bits at 1000 MT/s a channel, and slices of pages that are sent between
/// the vectors. The paper is silent on arbitration and the size of a slice: `policy` chooses here, the die cuts.
public struct FlashBus: Unit {
  /// Dies on the channel.
  public var dies = 4
  /// Cycles of the clock that a byte takes.
  public var cyclesPerByte = 1
  /// Who goes first.
  public var policy = FlashBusPolicy.vectorsFirst

  /// The default configuration.
  public init() {}
  /// With these values; what is not named has its default.
  public init(dies: Int, cyclesPerByte: Int = 1, policy: FlashBusPolicy = .vectorsFirst) {
    (self.dies, self.cyclesPerByte, self.policy) = (dies, cyclesPerByte, policy)
  }

  /// The name in the catalog.
  public static let unitName = "flash-bus"
  /// In one line, for lists.
  public static let summary =
    "The 8-bit bus of a flash channel: commands and vectors to dies, sums and slices of pages back."
  /// What can be set, with ranges.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("dies", \.dies, "dies on the channel", 1...16),
    .integer("cyclesPerByte", \.cyclesPerByte, "cycles that a byte takes", 1...16),
    .choice("policy", \.policy, "who goes first"),
  ]
  /// Configurations that are tested beside the default.
  public static let samples = [
    FlashBus(dies: 1, cyclesPerByte: 3), FlashBus(dies: 3, cyclesPerByte: 2, policy: .roundRobin),
    FlashBus(dies: 16),
  ]

  /// Bits of a die's number.
  public var dieWidth: Int { Unsigned.width(upTo: dies - 1) }

  /// The ports.
  public struct IO: Bundle {
    /// Bytes of the controller.
    public let down: In<Stream<FlashBusTransfer>>
    /// Bytes for each die.
    public let cycles: Out<[Stream<FlashBusCycle>]>
    /// Bytes of each die.
    public let answers: In<[Stream<FlashAnswer>]>
    /// Bytes for the controller.
    public let up: Out<Stream<FlashBusAnswer>>
    /// Cycles in which the bus carries a byte; in which its owner has none; in which a byte waits for its receiver.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports of this configuration.
  public var io: IO {
    IO(
      down: In(Stream(FlashBusTransfer(dies: dies, kind: FlashCycleKind.width, byte: 8))),
      cycles: Out(
        (0..<dies).map { _ in Stream(FlashBusCycle(kind: FlashCycleKind.width, byte: 8)) }),
      answers: In((0..<dies).map { _ in Stream(FlashAnswer(byte: 8)) }),
      up: Out(Stream(FlashBusAnswer(die: dieWidth, byte: 8))),
      busyCycles: Out(Unsigned(64)), starvedCycles: Out(Unsigned(64)),
      backPressuredCycles: Out(Unsigned(64)))
  }

  /// The circuit.
  @Hardware
  public func build(_ io: IO) {
    // Number 0 is the controller, die i is i + 1.
    let isOpen = Reg(Bit(), reset: 0)
    let owner = Reg(Unsigned(upTo: dies), reset: 0)
    let offered = (0..<dies).map { io.answers[$0].valid }
    let raw = Vec(of: (0..<dies).map { io.answers[$0].isRaw })
    let bytes = Vec(of: (0..<dies).map { io.answers[$0].byte })
    let ends = Vec(of: (0..<dies).map { io.answers[$0].last })

    let all = concatenate([io.down.valid._value] + offered)
    let choice = next(
      all, sums: (0..<dies).map { io.answers[$0].valid & !io.answers[$0].isRaw }, after: owner)
    let chosen = mux(isOpen, owner, choice)
    let isDown = chosen == 0
    let die = (chosen - 1).truncated(to: dieWidth)

    // The bus is free for another byte.
    let isFree: Bit
    let fire = Wire(Bit())
    if cyclesPerByte > 1 {
      let left = Reg(Unsigned(upTo: cyclesPerByte - 1), reset: 0)
      isFree = left == 0
      left <== mux(fire, cyclesPerByte - 1, mux(left == 0, 0, left - 1))
    } else {
      isFree = Bit.one
    }
    let active = isFree & all[chosen]
    let allReady = (~io.down.dies | concatenate((0..<dies).map { io.cycles[$0].ready._value })).all
    fire <== active & mux(isDown, allReady, io.up.ready)

    io.down.ready <== active & isDown & allReady
    io.up.valid <== active & !isDown
    io.up.die <== die
    io.up.isRaw <== raw[die]
    io.up.byte <== bytes[die]
    io.up.last <== ends[die]
    for index in 0..<dies {
      io.cycles[index].valid <== active & isDown & allReady & io.down.dies[index]
      io.cycles[index].kind <== io.down.kind
      io.cycles[index].byte <== io.down.byte
      io.answers[index].ready <== active & (chosen == index + 1) & io.up.ready
    }
    when(active) {
      owner <== chosen
      isOpen <== !(fire & mux(isDown, io.down.last, ends[die]))
    }

    let busyCycles = Reg(Unsigned(64), reset: 0)
    let starvedCycles = Reg(Unsigned(64), reset: 0)
    let backPressuredCycles = Reg(Unsigned(64), reset: 0)
    when(fire | !isFree) { busyCycles <== busyCycles + 1 }
    when(isFree & isOpen & !active) { starvedCycles <== starvedCycles + 1 }
    when(active & !fire) { backPressuredCycles <== backPressuredCycles + 1 }
    io.busyCycles <== busyCycles
    io.starvedCycles <== starvedCycles
    io.backPressuredCycles <== backPressuredCycles
    when(io.down.valid) { assume(io.down.dies.any, "a byte goes to at least one die") }
    proof {
      let drivers = (0..<dies).map { io.answers[$0].valid & io.answers[$0].ready }
      let answered = concatenate(drivers)
      let others = answered & (answered.asUnsigned - 1).asBits
      assert(!others.any, "no two dies drive the bus")
      assert(!(io.down.fire & answered.any), "the controller and a die do not drive the bus at once")
      let begins = active & !isOpen
      if policy == .vectorsFirst {
        let sums = concatenate((0..<dies).map { io.answers[$0].valid & !io.answers[$0].isRaw })
        assert(!(begins & !isDown & io.down.valid), "no answer begins where a command or a vector waits")
        assert(!(begins & !isDown & raw[die] & sums.any), "no raw slice begins where a sum waits")
      } else {
        let rest = all & ~(Bits.constant(1, width: dies + 1) << owner)
        assert(!(begins & (chosen == owner) & rest.any), "who went last goes again only if no one else waits")
      }
    }
  }
}

extension FlashBus {
  /// Who goes next: of those with a byte, around the end behind the one that went last.
  @Hardware
  private func next(_ all: Bits, sums: [Bit], after owner: some Readable<Unsigned>) -> Unsigned {
    let turn = first(of: (0...dies).map { all[$0] }, after: owner)
    if policy == .roundRobin { return turn }
    let sum = first(of: [Bit.zero] + sums, after: owner)
    return mux(all[0], 0, mux(concatenate(sums).any, sum, turn))
  }

  /// The number of the first request behind `previous`, around the end.
  @Hardware
  private func first(of requests: [Bit], after previous: some Readable<Unsigned>) -> Unsigned {
    let later = requests.indices.map { $0 == 0 ? Bit.zero : requests[$0] & (previous < $0) }
    return mux(concatenate(later).any, lowest(of: later), lowest(of: requests))
  }

  /// The number of the lowest request; the last number if there is none.
  private func lowest(of requests: [Bit]) -> Unsigned {
    let width = Unsigned.width(upTo: dies)
    var choice = Unsigned.constant(requests.count - 1, width: width)
    for index in requests.indices.dropLast().reversed() {
      choice = mux(requests[index], Unsigned.constant(index, width: width), choice)
    }
    return choice
  }
}
