import HDL

/// Who goes first when several inputs of an arbiter wait.
public enum ArbiterPolicy: String, Sendable, CaseIterable {
  /// The next waiting input after the one that went last: each goes within N transfers.
  case roundRobin
  /// The waiting input of the lowest number.
  case fixedPriority
}

/// Merges N streams into one.
///
/// - Ports: `inputs`, N streams of the payload; `output`, a stream of the payload; `grant`, the number of the input whose
///   payload is offered (meaningful while `output.valid` is 1).
/// - Latency: 0 cycles; `output` and the inputs' `ready` are combinational. Throughput: one payload a cycle.
/// - Stalls: an input that has been offered stays so until it is taken, whoever comes meanwhile. With `roundRobin` a waiting
///   input is served within N transfers of the output; with `fixedPriority` it waits for all lower ones.
public struct Arbiter<P: Payload>: Module {
  /// Widths of the payload.
  public var payload: P.Shape
  /// Number of inputs, at least 1.
  public var inputs: Int
  public var policy: ArbiterPolicy

  public init(payload: P.Shape, inputs: Int, policy: ArbiterPolicy = .roundRobin) {
    self.payload = payload
    self.inputs = inputs
    self.policy = policy
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] {
    [
      .init("payload", widthsOf: P.self, payload), .init("inputs", inputs), .init("policy", policy),
    ]
  }

  public static var summary: String { "Merges several streams into one, round-robin or by fixed priority." }
  public var parameterError: String? { inputs < 1 ? "inputs must be at least 1, not \(inputs)" : nil }

  public struct IO: Bundle {
    public let inputs: In<[Stream<P>]>
    public let output: Out<Stream<P>>
    public let grant: Out<Unsigned>
  }
  public var io: IO {
    let streams = (0..<max(1, inputs)).map { _ in Stream(P(payload)) }
    return IO(inputs: In(streams), output: Out(Stream(P(payload))), grant: Out(Unsigned(upTo: max(0, inputs - 1))))
  }

  public func build(_ io: IO) {
    if inputs == 1 { buildOne(io) } else { buildMany(io) }
  }

  @Hardware
  private func buildOne(_ io: IO) {
    io.output.valid <== io.inputs[0].valid
    io.output.payload <== io.inputs[0].payload
    io.inputs[0].ready <== io.output.ready
    io.grant <== 0
  }

  @Hardware
  private func buildMany(_ io: IO) {
    let requests = io.inputs.indices.map { io.inputs[$0].valid }
    let waiting = concatenate(requests)
    // An input that was offered and not taken keeps the output, so that the payload stays stable.
    let locked = Reg(Bit(), reset: 0)
    // The input that was offered last. Input 0 is the next one after reset.
    let owner = Reg(Unsigned(upTo: inputs - 1), reset: inputs - 1)

    let choice = policy == .fixedPriority ? first(of: requests) : first(of: requests, after: owner)
    let grant = mux(locked, owner, choice)
    let payloads = Vec(of: io.inputs.indices.map { io.inputs[$0].payload.packed })

    io.output.valid <== waiting.any
    io.output.payload <== P.unpacked(payloads[grant], shape: payload)
    io.grant <== grant
    for index in io.inputs.indices {
      io.inputs[index].ready <== io.output.ready & (grant == index)
    }

    when(waiting.any) {
      owner <== grant
      locked <== !io.output.ready
    }
    assert(!locked | waiting[owner], "an input that was offered keeps its request until it is taken")
    cover(waiting.all, "all inputs wait")
    cover(locked, "the output stalls an input")
    proof { observeFairness(waiting: waiting, grant: grant, locked: locked, owner: owner, outputReady: io.output.ready.value) }
  }

  /// What an arbitrary input may rely on while it waits.
  @Hardware
  private func observeFairness(waiting: Bits, grant: Unsigned, locked: Reg<Bit>, owner: Reg<Unsigned>, outputReady: Bit) {
    let chosen = arbitrary(Unsigned(upTo: inputs - 1))
    // An input that does not exist never asks.
    let asks = waiting[chosen]
    if inputs & (inputs - 1) != 0 {
      assert(owner < inputs, "the owner is an input")
      assert(!waiting.any | (grant < inputs), "an input is granted")
    }
    assert(!waiting.any | waiting[grant], "only an input that asks is granted")
    if policy == .fixedPriority {
      assert(!asks | locked | (grant <= chosen), "no input of a higher number goes first")
    } else {
      // Transfers of others since the input asks.
      let passed = Reg(Unsigned(upTo: inputs), reset: 0)
      when(!asks | (outputReady & (grant == chosen))) {
        passed <== 0
      }.elsewhen(outputReady) {
        passed <== passed + 1
      }
      assert(passed < inputs, "an input that asks is granted within as many transfers as there are inputs")
      // For the induction: each transfer brings the owner, or the input that is locked, nearer to the one that waits.
      let width = Unsigned.width(upTo: 4 * inputs)
      let (from, to) = (owner.extended(to: width), chosen.extended(to: width))
      let distance = mux(from < to, to - from, mux(locked & (from == to), 0, to + inputs - from))
      let served = passed.extended(to: width) + locked.asUnsigned.extended(to: width)
      if inputs & (inputs - 1) == 0 {
        assert(served + distance <= inputs, "the turn comes nearer")
      } else {
        assert((chosen >= inputs) | (served + distance <= inputs), "the turn comes nearer")
        assert((chosen < inputs) | (passed == 0), "an input that does not exist does not wait")
      }
    }
  }

  /// The number of the lowest request; the last number if there is none.
  private func first(of requests: [Bit]) -> Unsigned {
    let width = Unsigned.width(upTo: inputs - 1)
    var choice = Unsigned.constant(inputs - 1, width: width)
    for index in (0..<(inputs - 1)).reversed() { choice = mux(requests[index], Unsigned.constant(index, width: width), choice) }
    return choice
  }

  /// The number of the first request after input `previous`, around the end.
  @Hardware
  private func first(of requests: [Bit], after previous: some Readable<Unsigned>) -> Unsigned {
    let later = (1..<inputs).map { requests[$0] & (previous < $0) }
    return mux(concatenate(later).any, first(of: [Bit.zero] + later), first(of: requests))
  }
}

/// `Arbiter` over words of plain bits.
public struct WordArbiter: Unit {
  public static let unitName = "arbiter"
  public static let summary = Arbiter<Word>.summary
  public static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of a word", 1...4096),
    .integer("inputs", \.inputs, "number of inputs", 1...64),
    .choice("policy", \.policy, "who is served, the lowest number first if fixed"),
  ]
  public static let samples = [
    WordArbiter(width: 1, inputs: 1, policy: .roundRobin), WordArbiter(width: 8, inputs: 2, policy: .fixedPriority),
    WordArbiter(width: 40, inputs: 5, policy: .roundRobin), WordArbiter(width: 8, inputs: 7, policy: .fixedPriority),
    WordArbiter(width: 16, inputs: 16, policy: .roundRobin),
  ]

  /// Bits of a word.
  public var width = 32
  /// Number of inputs.
  public var inputs = 4
  public var policy = ArbiterPolicy.roundRobin

  public init() {}
  public init(width: Int, inputs: Int, policy: ArbiterPolicy) {
    self.width = width
    self.inputs = inputs
    self.policy = policy
  }

  private var generic: Arbiter<Word> { Arbiter(payload: .init(data: width), inputs: inputs, policy: policy) }
  public var io: Arbiter<Word>.IO { generic.io }
  public func build(_ io: Arbiter<Word>.IO) { generic.build(io) }
}

/// Which input an arbiter serves, cycle by cycle.
public struct ArbiterModel: Sendable {
  public let inputs: Int
  public let policy: ArbiterPolicy
  private var previous: Int
  private var stalled: Int?

  public init(inputs: Int, policy: ArbiterPolicy) {
    self.inputs = inputs
    self.policy = policy
    previous = inputs - 1
  }

  /// The input offered in this cycle, given which inputs are valid; nil if none is.
  public func grant(_ valid: [Bool]) -> Int? {
    if let stalled { return stalled }
    let order = (0..<inputs).map { policy == .fixedPriority ? $0 : (previous + 1 + $0) % inputs }
    return order.first { valid[$0] }
  }

  /// One cycle; returns the input whose payload leaves.
  public mutating func step(valid: [Bool], outputReady: Bool) -> Int? {
    guard let grant = grant(valid) else { return nil }
    previous = grant
    stalled = outputReady ? nil : grant
    return outputReady ? grant : nil
  }
}
