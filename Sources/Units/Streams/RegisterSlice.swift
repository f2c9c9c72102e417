import HDL

/// What a register slice cuts, and what that costs.
public enum RegisterSliceStyle: String, Sendable, CaseIterable {
  /// Two entries: no combinational path either way, one payload a cycle.
  case full
  /// One entry: no combinational path either way, one payload every other cycle.
  case half
  /// One entry: registers `valid` and the payload, one payload a cycle; `ready` passes through combinationally.
  case forward
}

/// One stage of registers in a stream, to cut long paths.
///
/// - Ports: `input` and `output`, streams of the payload.
/// - Latency: 1 cycle. Throughput: one payload a cycle, `half` one every other cycle.
/// - Stalls: `full` takes one payload more after the receiver stops; see `RegisterSliceStyle` for the paths.
public struct RegisterSlice<P: Payload>: Module {
  /// Widths of the payload.
  public var payload: P.Shape
  public var style: RegisterSliceStyle

  public init(payload: P.Shape, style: RegisterSliceStyle = .full) {
    self.payload = payload
    self.style = style
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("payload", widthsOf: P.self, payload), .init("style", style)] }

  public static var summary: String { "One stage of registers in a stream." }

  public struct IO: Bundle {
    public let input: In<Stream<P>>
    public let output: Out<Stream<P>>
  }
  public var io: IO { IO(input: In(Stream(P(payload))), output: Out(Stream(P(payload)))) }

  public func build(_ io: IO) {
    if style == .full { buildFull(io) } else { buildOne(io) }
  }

  @Hardware
  private func buildOne(_ io: IO) {
    let word = Reg(P(payload))
    let full = Reg(Bit(), reset: 0)
    io.input.ready <== (style == .half ? !full : !full | io.output.ready)
    io.output.valid <== full
    io.output.payload <== word
    when(io.input.fire) {
      word <== io.input.payload
      full <== 1
    }.elsewhen(io.output.ready) {
      full <== 0
    }
    cover(full & !io.output.ready, "stalled")
    proof {
      let order = observeOrder(
        push: io.input.fire, pop: full & io.output.ready, offered: full, input: io.input.payload.packed, output: word.packed,
        capacity: 1)
      assert(!order.isInside | (word.packed == order.followed), "the followed payload is in the register")
    }
  }

  @Hardware
  private func buildFull(_ io: IO) {
    let word = Reg(P(payload))
    let full = Reg(Bit(), reset: 0)
    // Takes the payload that arrives while the receiver stalls.
    let spare = Reg(P(payload))
    let spareFull = Reg(Bit(), reset: 0)

    io.input.ready <== !spareFull
    io.output.valid <== full
    io.output.payload <== word

    let moves = !full | io.output.ready
    when(moves) {
      word <== mux(spareFull, spare, io.input.payload)
      full <== spareFull | io.input.valid
      spareFull <== 0
    }.elsewhen(io.input.fire) {
      spare <== io.input.payload
      spareFull <== 1
    }
    assert(full | !spareFull, "the spare entry is only used behind a full one")
    cover(spareFull, "spare entry used")
    proof {
      let order = observeOrder(
        push: io.input.fire, pop: full & io.output.ready, offered: full, input: io.input.payload.packed, output: word.packed,
        capacity: 2)
      assert((order.held == 2) == spareFull, "both entries are used when two payloads are held")
      let entry = mux(order.ahead == 0, word.packed, spare.packed)
      assert(!order.isInside | (entry == order.followed), "the followed payload is in its entry")
    }
  }
}

/// `RegisterSlice` over words of plain bits.
public struct WordRegisterSlice: Unit {
  public static let unitName = "register-slice"
  public static let summary = RegisterSlice<Word>.summary
  public static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of a word", 1...4096),
    .choice(
      "style", \.style,
      "two entries and one word a cycle, one entry and one word every other cycle, or with ready passing through"),
  ]
  public static let samples = [
    WordRegisterSlice(width: 1, style: .full), WordRegisterSlice(width: 32, style: .half),
    WordRegisterSlice(width: 65, style: .forward),
  ]

  /// Bits of a word.
  public var width = 32
  public var style = RegisterSliceStyle.full

  public init() {}
  public init(width: Int, style: RegisterSliceStyle) {
    self.width = width
    self.style = style
  }

  private var generic: RegisterSlice<Word> { RegisterSlice(payload: .init(data: width), style: style) }
  public var io: RegisterSlice<Word>.IO { generic.io }
  public func build(_ io: RegisterSlice<Word>.IO) { generic.build(io) }
}

/// What a register slice does, cycle by cycle.
public struct RegisterSliceModel<Value: Sendable>: Sendable {
  public let style: RegisterSliceStyle
  /// The words held, the oldest first.
  public private(set) var held: [Value] = []
  public init(style: RegisterSliceStyle) { self.style = style }

  /// Whether a word is taken in a cycle in which the receiver is ready or not.
  public func accepts(whileOutputReady ready: Bool) -> Bool {
    switch style {
    case .full: held.count < 2
    case .half: held.isEmpty
    case .forward: held.isEmpty || ready
    }
  }

  /// One cycle: offers the word `input` if there is one; returns the word that leaves.
  public mutating func step(input: Value?, outputReady: Bool) -> Value? {
    let accepts = accepts(whileOutputReady: outputReady)
    let output = outputReady && !held.isEmpty ? held.removeFirst() : nil
    if accepts, let input { held.append(input) }
    return output
  }
}
