import HDL
import Simulation
import Testing

/// Vectors of bundles, values by case and operations made of others.
@Suite struct BundleTests {
  @Test func allBackEndsAgree() async throws {
    try await expectAgreementEverywhere([elaborate(PacketQueue()), elaborate(Computed())])
  }

  /// One register for each field, each an array.
  @Test func eachFieldIsOneArray() throws {
    let design = try elaborate(PacketQueue())
    let queue = design.top.registers.map { design.top[$0.value] }.filter { $0.name?.hasPrefix("queue") == true }
    #expect(queue.map(\.name) == ["queue_used", "queue_tag", "queue_data"])
    #expect(queue.map(\.type.count) == [4, 4, 4])
    #expect(queue.map(\.type.width) == [4, 16, 64])
  }

  @Test func fieldsOfElementsAreDriven() throws {
    let simulator = try BuiltinSimulator(elaborate(PacketQueue()))
    func set(_ values: [(String, UInt64)]) throws { for (name, value) in values { try simulator.port(name).write(value) } }
    func get(_ name: String) throws -> UInt64 { try simulator.port(name).read() }
    try simulator.reset()
    #expect(try (get("first_tag"), get("first_data"), get("numbers"), get("phases")) == (3, 0, 0x4321, 0b01_01))
    try set([("i", 2), ("j", 2), ("packet_used", 1), ("packet_tag", 9), ("packet_data", 0xabcd), ("nibble", 0x5), ("write", 1)])
    try simulator.step()
    // The nibble in bits 3 to 6 came after the whole.
    #expect(try (get("out_used"), get("out_tag"), get("out_data")) == (1, 9, 0xabcd & ~0x78 | 0x5 << 3))
    #expect(try (get("tags"), get("hit"), get("same")) == (0x0900, 0b0100, 0))
    try set([("write", 0), ("packet_used", 0), ("packet_tag", 0), ("packet_data", 0)])
    simulator.evaluate()
    #expect(try (get("same"), get("hit"), get("numbers"), get("phases")) == (1, 0, 0x4921, 0b01_10))
  }

  @Test func valuesAreChosenAndCounted() throws {
    let simulator = try BuiltinSimulator(elaborate(Computed()))
    func get(_ name: String) throws -> UInt64 { try simulator.port(name).read() }
    let chosen: [(UInt64, UInt64)] = [(0, 1), (4, 1), (0x0f, 7), (0x10, 2), (0x1f, 2), (0x20, 7), (0xff, 7)]
    for (address, value) in chosen {
      try simulator.port("address").write(address)
      simulator.evaluate()
      #expect(try get("chosen") == value, "address \(address)")
      #expect(try get("selected") == (address == 4 ? 10 : address == 0x20 ? 20 : 30))
      #expect(try get("tripled") == address * 3)
    }
    for word: UInt64 in [0, 1, 0x8000, 0xffff, 0x0a50, 0x0300] {
      try simulator.port("word").write(word)
      simulator.evaluate()
      let bits = UInt16(word)
      #expect(try get("ones") == UInt64(bits.nonzeroBitCount))
      #expect(try get("leading") == UInt64(bits.leadingZeroBitCount))
      #expect(try get("trailing") == UInt64(bits.trailingZeroBitCount))
      #expect(try get("left") == UInt64(bits << 3 | bits >> 13))
      #expect(try get("right") == UInt64(bits >> 3 | bits << 13))
      #expect(try get("reversed") == (0..<16).reduce(0) { $0 << 1 | (word >> UInt64($1) & 1) })
    }
    #expect(try get("high") == 0x0123)
  }

  @Test func wrongNumbersAreReported() {
    let error = #expect(throws: ElaborationError.self) { try elaborate(WrongNumbers()) }
    let messages = error?.diagnostics.map(\.message) ?? []
    #expect(
      messages == [
        "3 stands for no case of Phase", "a vector of 2 elements needs as many reset values, not 1", "switchOn names 4 twice",
        "9 does not fit 3 unsigned bits", "the literal does not fit 64 unsigned bits",
      ])
  }
}

@Bundle struct QueuedPacket { let used: Bit; let tag: Unsigned; let data: Bits }
enum Phase: CaseIterable { case idle, run, done }

private struct PacketQueue: Module, DefaultInitializable {
  struct IO: Bundle {
    let i, j: In<Unsigned>, packet: In<QueuedPacket>, nibble: In<Bits>, write: In<Bit>
    let out, first: Out<QueuedPacket>, tags: Out<Vec<Unsigned>>, hit: Out<Vec<Bit>>, same: Out<Bit>
    let numbers: Out<Vec<Unsigned>>, phases: Out<Bits>
  }
  var io: IO {
    IO(
      i: In(Unsigned(2)), j: In(Unsigned(2)), packet: In(QueuedPacket(tag: 4, data: 16)), nibble: In(Bits(4)), write: In(Bit()),
      out: Out(QueuedPacket(tag: 4, data: 16)), first: Out(QueuedPacket(tag: 4, data: 16)), tags: Out(Vec(4, Unsigned(4))),
      hit: Out(Vec(4, Bit())), same: Out(Bit()), numbers: Out(Vec(4, Unsigned(4))), phases: Out(Bits(4)))
  }
  @Hardware func build(_ io: IO) {
    let queue = Reg(Vec(4, QueuedPacket(tag: 4, data: 16)), reset: .zero)
    let first = Reg(QueuedPacket(tag: 4, data: 16), reset: .zero.with(\.tag, 3))
    let phases = Reg(Vec(2, Enum(Phase.self)), reset: .run)
    let numbers = Reg(Vec(4, Unsigned(4)), reset: [1, 2, 3, 4])
    when(io.write) {
      queue[io.i] <== io.packet
      queue[io.j].data[3..<7] <== io.nibble
      first <== queue[io.i]
      numbers[io.i] <== io.packet.tag
      phases[0] <== .done
    }
    io.out <== queue[io.j]
    io.first <== first
    io.tags <== queue.tag
    io.hit <== queue.map { $0.used & ($0.tag == io.packet.tag) }
    io.same <== first == io.packet
    io.numbers <== numbers
    io.phases <== phases.asBits
  }
}

private struct Computed: Module, DefaultInitializable {
  struct IO: Bundle {
    let address: In<Unsigned>, word: In<Bits>
    let chosen, selected, tripled: Out<Unsigned>, ones, leading, trailing: Out<Unsigned>, left, right, reversed, high: Out<Bits>
  }
  var io: IO {
    IO(
      address: In(Unsigned(8)), word: In(Bits(16)), chosen: Out(Unsigned(3)), selected: Out(Unsigned(5)),
      tripled: Out(Unsigned(10)),
      ones: Out(Unsigned(5)), leading: Out(Unsigned(5)), trailing: Out(Unsigned(5)), left: Out(Bits(16)), right: Out(Bits(16)),
      reversed: Out(Bits(16)), high: Out(Bits(16)))
  }
  @Hardware func build(_ io: IO) {
    switchOn(io.address) {
      on(0x00, 0x04) { io.chosen <== 1 }
      on(0x10..<0x20) { io.chosen <== 2 }
      otherwise { io.chosen <== 7 }
    }
    let ten = Unsigned.constant(10, width: 5), twenty = Unsigned.constant(20, width: 5)
    io.selected <== select(io.address, [4: ten, 0x20: twenty], otherwise: Unsigned.constant(30, width: 5))
    io.tripled <== io.address * 3
    io.ones <== io.word.populationCount
    io.leading <== io.word.leadingZeroCount
    io.trailing <== io.word.trailingZeroCount
    io.left <== io.word.rotatedLeft(by: 3)
    io.right <== io.word.rotatedRight(by: 3)
    io.reversed <== io.word.bitReversed
    io.high <== Bits.literal(0x0123_4567_89ab_cdef_0123, width: 80)[64..<80]
  }
}

private struct WrongNumbers: Module, DefaultInitializable {
  struct IO: Bundle { let address: In<Unsigned>, y: Out<Bit> }
  var io: IO { IO(address: In(Unsigned(3)), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    _ = Reg(Vec(2, Enum(Phase.self)), reset: 3)
    _ = Reg(Vec(2, Unsigned(4)), reset: [1])
    io.y <== 0
    switchOn(io.address) {
      on(4) { io.y <== 1 }
      on(3..<5) { io.y <== 1 }
      on(9) { io.y <== 1 }
    }
    _ = Unsigned.literal(0x1_0000_0000_0000_0000, width: 64)
  }
}
