import HDL
import Simulation
import Testing

/// Memories whose words are bundles, vectors of bundles and rows of vectors.
@Suite struct MemoryOfBundlesTests {
  @Test func allBackEndsAgree() async throws {
    try await expectAgreementEverywhere([
      elaborate(TagStore()), elaborate(LineStore()), elaborate(Coefficients()), elaborate(MatrixStore()),
    ])
  }

  /// The same hardware as a memory for each field, written by hand.
  @Test func aMemoryOfBundlesIsOneOfEachField() async throws {
    try await expectAgreementEverywhere([(elaborate(TagStore()), elaborate(TagStore(isByHand: true)))])
  }

  @Test func fieldsAreMemoriesOfTheirOwn() throws {
    let memories = try elaborate(TagStore()).top.memories
    #expect(memories.map(\.name) == ["store_used", "store_tag", "store_data"])
    #expect(memories.map(\.depth) == [6, 6, 6])
    #expect(memories.map(\.word.width) == [1, 4, 16])
    let lines = try elaborate(LineStore()).top.memories
    #expect(lines.map(\.word.count) == [3, 3])
    let table = try elaborate(Coefficients()).top.memories
    #expect(table.map { $0.contents?.map(\.signed) } == [[1, -2, 3, -4], [0, 0, 0, 0]])
  }

  @Test func oneFieldIsWrittenByItself() throws {
    let simulator = try BuiltinSimulator(elaborate(TagStore()))
    func set(_ values: [(String, UInt64)]) throws { for (name, value) in values { try simulator.port(name).write(value) } }
    func get(_ name: String) throws -> UInt64 { try simulator.port(name).read() }
    try simulator.reset()
    try set([("address", 5), ("packet_used", 1), ("packet_tag", 9), ("packet_data", 0xabcd), ("write", 1)])
    try simulator.step()
    try set([("write", 0), ("clear", 1), ("packet_used", 0), ("packet_tag", 3)])
    try simulator.step()
    try set([("clear", 0)])
    simulator.evaluate()
    #expect(try (get("out_used"), get("out_tag"), get("out_data"), get("tag")) == (0, 9, 0xabcd, 9))
    // The port that sees the write of its edge, and the one that does not.
    try set([("write", 1), ("packet_tag", 12)])
    try simulator.step()
    #expect(try (get("new_tag"), get("old_tag")) == (12, 9))
    // Beyond the depth there is nothing.
    try set([("address", 7)])
    try simulator.step()
    #expect(try (get("out_tag"), get("out_data")) == (0, 0))
  }

  @Test func wrongContentsAreReported() {
    let error = #expect(throws: ElaborationError.self) { try elaborate(WrongContents()) }
    #expect(
      error?.diagnostics.map(\.message) == [
        "9 does not fit 4 signed bits", "a memory of 4 words needs as many contents, not 2",
        "a word's bits are selected where no memory lies",
      ])
  }
}

private struct TagStore: Module {
  var isByHand = false
  struct IO: Bundle {
    let address: In<Unsigned>, packet: In<QueuedPacket>, write, clear: In<Bit>
    let out, old, new: Out<QueuedPacket>, tag: Out<Unsigned>
  }
  var io: IO {
    func packet() -> QueuedPacket { QueuedPacket(tag: 4, data: 16) }
    return IO(
      address: In(Unsigned(3)), packet: In(packet()), write: In(Bit()), clear: In(Bit()), out: Out(packet()),
      old: Out(packet()), new: Out(packet()), tag: Out(Unsigned(4)))
  }
  @Hardware func build(_ io: IO) {
    if isByHand {
      let used = Memory(depth: 6, Bit(), isHostFilled: true)
      let tag = Memory(depth: 6, Unsigned(4), isHostFilled: true)
      let data = Memory(depth: 6, Bits(16), isHostFilled: true)
      when(io.write) {
        used.write(io.address, io.packet.used)
        tag.write(io.address, io.packet.tag)
        data.write(io.address, io.packet.data)
      }
      when(io.clear) { used.write(io.address, Bit.zero) }
      io.out.used <== used[io.address]
      io.out.tag <== tag[io.address]
      io.out.data <== data[io.address]
      io.old.used <== used.readPort(io.address, whileWriting: .old, reset: .guarded)
      io.old.tag <== tag.readPort(io.address, whileWriting: .old, reset: .guarded)
      io.old.data <== data.readPort(io.address, whileWriting: .old, reset: .guarded)
      io.new.used <== used.readPort(io.address, whileWriting: .new, reset: .guarded)
      io.new.tag <== tag.readPort(io.address, whileWriting: .new, reset: .guarded)
      io.new.data <== data.readPort(io.address, whileWriting: .new, reset: .guarded)
      io.tag <== tag[io.address]
    } else {
      let store = Memory(depth: 6, QueuedPacket(tag: 4, data: 16), isHostFilled: true)
      when(io.write) { store.write(io.address, io.packet) }
      when(io.clear) { store.used.write(io.address, Bit.zero) }
      io.out <== store[io.address]
      io.old <== store.readPort(io.address, whileWriting: .old, reset: .guarded)
      io.new <== store.readPort(io.address, whileWriting: .new, reset: .guarded)
      io.tag <== store.tag[io.address]
    }
  }
}

@Bundle struct Way { let tag: Unsigned; let dirty: Bit }

/// A word is a vector of bundles, of which some are written.
private struct LineStore: Module {
  struct IO: Bundle {
    let address, way: In<Unsigned>, line: In<Vec<Way>>, mask: In<Vec<Bit>>, write: In<Bit>
    let read: Out<Vec<Way>>, one: Out<Way>, tags: Out<Vec<Unsigned>>
  }
  var io: IO {
    func line() -> Vec<Way> { Vec(3, Way(tag: 5)) }
    return IO(
      address: In(Unsigned(2)), way: In(Unsigned(2)), line: In(line()), mask: In(Vec(3, Bit())), write: In(Bit()),
      read: Out(line()), one: Out(Way(tag: 5)), tags: Out(Vec(3, Unsigned(5))))
  }
  @Hardware func build(_ io: IO) {
    let lines = Memory(depth: 4, Vec(3, Way(tag: 5)), isHostFilled: true)
    when(io.write) { lines.write(io.address, io.line, mask: io.mask) }
    let line = lines[io.address]
    io.read <== line
    io.one <== line[io.way]
    io.tags <== lines.tag[io.address]
  }
}

@Bundle struct Segment { let slope, offset: Signed }

private struct Coefficients: Module {
  struct IO: Bundle { let address: In<Unsigned>, segment: Out<Segment> }
  var io: IO { IO(address: In(Unsigned(2)), segment: Out(Segment(slope: 4, offset: 3))) }
  @Hardware func build(_ io: IO) {
    let table = Memory(depth: 4, Segment(slope: 4, offset: 3), contents: .zero.with(\.slope, [1, -2, 3, -4]))
    io.segment <== table[io.address]
  }
}

/// Rows of vectors: two dimensions in a word.
private struct MatrixStore: Module {
  struct IO: Bundle {
    let address: In<Unsigned>, matrix: In<Vec<Vec<Signed>>>, mask: In<Vec<Bit>>, read: Out<Vec<Vec<Signed>>>, one: Out<Signed>
  }
  var io: IO {
    func matrix() -> Vec<Vec<Signed>> { Vec(2, Vec(3, Signed(5))) }
    return IO(
      address: In(Unsigned(2)), matrix: In(matrix()), mask: In(Vec(2, Bit())), read: Out(matrix()), one: Out(Signed(5)))
  }
  @Hardware func build(_ io: IO) {
    let store = Memory(depth: 3, Vec(2, Vec(3, Signed(5))), isHostFilled: true)
    store.write(io.address, io.matrix, mask: io.mask)
    io.read <== store[io.address]
    io.one <== store[io.address][1][2]
  }
}

private struct WrongContents: Module {
  struct IO: Bundle { let address: In<Unsigned>, y: Out<Signed>, z: Out<Bits> }
  var io: IO { IO(address: In(Unsigned(2)), y: Out(Signed(4)), z: Out(Bits(4))) }
  @Hardware func build(_ io: IO) {
    let table = Memory(
      depth: 4, Segment(slope: 4, offset: 3), contents: .zero.with(\.slope, [1, 9]))
    io.y <== table.slope[io.address]
    io.z <== table.slope.asBits[io.address]
  }
}
