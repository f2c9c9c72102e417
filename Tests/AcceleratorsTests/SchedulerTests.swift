import Accelerators
import Hosts
import Testing

/// When steps run, computed by hand.
@Suite struct SchedulerTests {
  private static let core = Resource("core", perSecond: 1), link = Resource("link", perSecond: 1)

  /// Copies between buffers of one memory, named by number, each on a lane.
  private static func program(_ copies: [(lane: String, from: Int, to: Int)]) throws -> Program {
    var memory = MemoryMap("scratch", .scratch, capacity: 1 << 10)
    let buffers = try (0..<4).map { _ in try memory.place(.int32, 4) }
    var program = Program([memory], rows: 1)
    for (index, copy) in copies.enumerated() {
      try program.append(
        Copy(.fixed(buffers[copy.from]), to: .fixed(buffers[copy.to]), lane: copy.lane), Place("copy \(index)"))
    }
    return program
  }

  @Test func waitsForWhatItReadsAndNothingElse() throws {
    let program = try Self.program([("a", 0, 1), ("b", 0, 2), ("b", 1, 3)])
    #expect(Array(program.needs(of: 1)) == [] && Array(program.needs(of: 2)) == [0])
    let timeline = Timeline(program) { [Demand(Resource("r\($0)", perSecond: 1), $0 == 0 ? 10 : 1)] }
    #expect(timeline.spans.map(\.start) == [0, 0, 10] && timeline.spans.map(\.end) == [10, 1, 11])
    #expect(timeline.spans[2].bound == .dependency && timeline.seconds == 11)
  }

  @Test func writesWaitForReaders() throws {
    let program = try Self.program([("a", 0, 1), ("b", 2, 0), ("b", 2, 1)])
    #expect(Array(program.needs(of: 1)) == [0] && Array(program.needs(of: 2)) == [0])
  }

  @Test func oneHasAResourceAtATime() throws {
    let timeline = Timeline(try Self.program([("a", 0, 1), ("b", 2, 3)])) { _ in [Demand(Self.core, 4)] }
    #expect(timeline.spans.map(\.start) == [0, 4] && timeline.seconds == 8)
  }

  /// A step takes 5 of a link over 10 seconds; what is moved in the background gets the other half.
  @Test func backgroundTakesWhatIsLeft() throws {
    let timeline = Timeline(try Self.program([("a", 0, 1), ("b", 2, 3)])) { step in
      step == 0 ? [Demand(Self.core, 10), Demand(Self.link, 5)] : [Demand(Self.link, 6, .background)]
    }
    // 5 in the first 10 seconds, 1 at the full rate.
    #expect(timeline.spans.map(\.end) == [10, 11] && timeline.spans[1].bound == .resource(ResourceID("link")))
    #expect(timeline.taken == ["core": 10, "link": 11])
  }

  /// A step that takes another one's results part by part runs beside it, and has one part of four left when the last one has come.
  @Test(arguments: [(8, 12.0), (20, 20), (2, 10.5)]) func streamsRunBesideWhatTheyTake(amount: Int, end: Double) throws {
    var memory = MemoryMap("scratch", .scratch, capacity: 1 << 10)
    let buffers = try (0..<3).map { _ in try memory.place(.int32, 4) }
    var program = Program([memory], rows: 1)
    try program.append(Copy(.fixed(buffers[0]), to: .fixed(buffers[1]), lane: "a"), Place("source"))
    try program.append(StreamingCopy(from: buffers[1], to: buffers[2]), Place("taker"))
    #expect(Array(program.needs(of: 1)) == [] && program.streams(of: 1) == [0])
    let timeline = Timeline(program) { [Demand(Resource("r\($0)", perSecond: 1), $0 == 0 ? 10 : amount)] }
    #expect(timeline.spans.map(\.start) == [0, 0] && timeline.spans.map(\.end) == [10, end])
    #expect(timeline.spans[1].bound == .resource(ResourceID(amount == 20 ? "r1" : "r0")))
  }

  /// It starts with the first that it takes, not before.
  @Test func streamsWaitForTheFirst() throws {
    var memory = MemoryMap("scratch", .scratch, capacity: 1 << 10)
    let buffers = try (0..<4).map { _ in try memory.place(.int32, 4) }
    var program = Program([memory], rows: 1)
    try program.append(Copy(.fixed(buffers[0]), to: .fixed(buffers[3]), lane: "a"), Place("before"))
    try program.append(Copy(.fixed(buffers[3]), to: .fixed(buffers[1]), lane: "c"), Place("source"))
    try program.append(StreamingCopy(from: buffers[1], to: buffers[2]), Place("taker"))
    let timeline = Timeline(program) { [Demand(Resource("r\($0)", perSecond: 1), 4)] }
    #expect(timeline.spans.map(\.start) == [0, 4, 4] && timeline.spans.map(\.end) == [4, 8, 9])
  }
}

private struct StreamingCopy: Pass {
  static let name = "streaming-copy"
  let from: Buffer, to: Buffer
  var lane: String { "b" }
  var reads: [Operand] { [] }
  var streamed: [Operand] { [.fixed(from)] }
  var streamedParts: Int { 4 }
  var writes: [Operand] { [.fixed(to)] }
  func golden(_ memory: Memory) throws { memory.space.write(memory.space.read(from, as: Int32.self), to: to) }
  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] { [] }
  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] { [] }
}
