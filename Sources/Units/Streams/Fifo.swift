import HDL

/// A first-in, first-out buffer of `depth` payloads in one clock domain, first-word fall-through.
///
/// - Ports: `input` and `output`, streams of the payload; `level`, the number of payloads held, 0 to `depth`.
/// - Latency: a payload is offered in the cycle after it entered. Throughput: one a cycle, at every depth.
/// - Stalls: `input.ready` is 0 while `depth` payloads are held. From depth 2 on no path leads from `output.ready` to
///   `input.ready`; at depth 1 the buffer takes a payload in the cycle in which it gives one, so there is one.
public struct Fifo<P: Payload>: Module {
  /// Widths of the payload.
  public var payload: P.Shape
  /// Payloads that fit, at least 1.
  public var depth: Int

  public init(payload: P.Shape, depth: Int) {
    self.payload = payload
    self.depth = depth
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("payload", widthsOf: P.self, payload), .init("depth", depth)] }

  public static var summary: String { "A first-in, first-out buffer in one clock domain, first-word fall-through." }
  public var parameterError: String? { depth < 1 ? "depth must be at least 1, not \(depth)" : nil }

  public struct IO: Bundle {
    public let input: In<Stream<P>>
    public let output: Out<Stream<P>>
    public let level: Out<Unsigned>
  }
  public var io: IO {
    IO(input: In(Stream(P(payload))), output: Out(Stream(P(payload))), level: Out(Unsigned(upTo: max(1, depth))))
  }

  public func build(_ io: IO) {
    if depth == 1 { buildOne(io) } else { buildMany(io) }
  }

  @Hardware
  private func buildOne(_ io: IO) {
    let word = Reg(P(payload))
    let full = Reg(Bit(), reset: 0)
    io.input.ready <== !full | io.output.ready
    io.output.valid <== full
    io.output.payload <== word
    io.level <== full.asUnsigned
    when(io.input.fire) {
      word <== io.input.payload
      full <== 1
    }.elsewhen(io.output.ready) {
      full <== 0
    }
    cover(full & !io.output.ready, "full")
    proof {
      let order = observeOrder(
        push: io.input.fire, pop: full & io.output.ready, offered: full, input: io.input.payload.packed, output: word.packed,
        capacity: 1)
      assert(full.asUnsigned == order.held, "level counts what is held")
      assert(!order.isInside | (word.packed == order.followed), "the followed payload is in the register")
    }
  }

  @Hardware
  private func buildMany(_ io: IO) {
    let storage = Memory(depth: depth, Bits(P(payload).packedWidth))
    let writeIndex = Reg(Unsigned(upTo: depth - 1), reset: 0)
    let readIndex = Reg(Unsigned(upTo: depth - 1), reset: 0)
    let level = Reg(Unsigned(upTo: depth), reset: 0)

    let full = level == depth
    let empty = level == 0
    io.input.ready <== !full
    io.output.valid <== !empty
    io.output.payload <== P.unpacked(storage[readIndex], shape: payload)
    io.level <== level

    let push = io.input.valid & !full
    let pop = io.output.ready & !empty
    when(push) {
      storage.write(writeIndex, io.input.payload.packed)
      writeIndex <== following(writeIndex, in: depth)
    }
    when(pop) { readIndex <== following(readIndex, in: depth) }
    when(push & !pop) {
      level <== level + 1
    }.elsewhen(pop & !push) {
      level <== level - 1
    }

    // Both indices meet exactly when nothing or everything is held: an overflow or underflow would break it.
    assert((writeIndex == readIndex) == (full | empty), "the FIFO neither overflows nor underflows")
    cover(full, "full")
    cover(push & pop, "in and out in one cycle")
    proof {
      let order = observeOrder(
        push: push, pop: pop, offered: !empty, input: io.input.payload.packed, output: storage[readIndex], capacity: depth)
      assert(level == order.held, "level counts what is held")
      // For the induction: the ring.
      if depth & (depth - 1) != 0 { assert((readIndex < depth) & (writeIndex < depth), "the indices stay in the ring") }
      assert(place(level, behind: readIndex, in: depth) == writeIndex, "the indices are as far apart as words are held")
      assert(
        !order.isInside | (storage[place(order.ahead, behind: readIndex, in: depth)] == order.followed),
        "the followed payload is in its place")
    }
  }
}

/// The index after `index` in a ring of `count`.
func following(_ index: some Readable<Unsigned>, in count: Int) -> Unsigned {
  // A ring that fills its index wraps by itself.
  if count == 1 << index._value.width { return index + 1 }
  return mux(index == count - 1, 0, index + 1)
}

/// The index `distance`, at most `count`, places behind `index` in a ring of `count`.
@Hardware
func place(_ distance: some Readable<Unsigned>, behind index: some Readable<Unsigned>, in count: Int) -> Unsigned {
  let width = Unsigned.width(upTo: 2 * count)
  let sum = index._value.extended(to: width) + distance._value.extended(to: width)
  return mux(sum < count, sum, sum - count).truncated(to: index._value.width)
}

/// `Fifo` over words of plain bits.
public struct WordFifo: Unit {
  public static let unitName = "fifo"
  public static let summary = Fifo<Word>.summary
  public static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of a word", 1...4096),
    .integer("depth", \.depth, "words that fit", 1...65536),
  ]
  public static let samples = [
    WordFifo(width: 1, depth: 1), WordFifo(width: 7, depth: 3), WordFifo(width: 72, depth: 2), WordFifo(width: 16, depth: 64),
  ]

  /// Bits of a word.
  public var width = 32
  /// Words that fit.
  public var depth = 16

  public init() {}
  public init(width: Int, depth: Int) {
    self.width = width
    self.depth = depth
  }

  private var generic: Fifo<Word> { Fifo(payload: .init(data: width), depth: depth) }
  public var io: Fifo<Word>.IO { generic.io }
  public func build(_ io: Fifo<Word>.IO) { generic.build(io) }
}

/// What a FIFO does, cycle by cycle: which words it holds.
public struct FifoModel<Value: Sendable>: Sendable {
  public let depth: Int
  /// The words held, the oldest first.
  public private(set) var held: [Value] = []
  public init(depth: Int) { self.depth = depth }

  /// Whether a word is taken in a cycle in which the receiver is ready or not.
  public func accepts(whileOutputReady ready: Bool) -> Bool { held.count < depth || (depth == 1 && ready) }

  /// One cycle: offers the word `input` if there is one; returns the word that leaves.
  public mutating func step(input: Value?, outputReady: Bool) -> Value? {
    let accepts = accepts(whileOutputReady: outputReady)
    let output = outputReady && !held.isEmpty ? held.removeFirst() : nil
    if accepts, let input { held.append(input) }
    return output
  }
}
