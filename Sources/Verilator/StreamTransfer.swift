import Netlist
import Simulation

/// The ports of one valid/ready stream.
public struct StreamEndpoint: Sendable {
  public var valid: SimulatorPort
  public var ready: SimulatorPort
  public var payload: [SimulatorPort]
  public init(valid: SimulatorPort, ready: SimulatorPort, payload: [SimulatorPort]) {
    self.valid = valid
    self.ready = ready
    self.payload = payload
  }
  /// Bytes of one beat: the payload ports' storage, one after another.
  public var recordBytes: Int { VerilatorSimulator.recordBytes(payload) }
}

/// How often a side of a stream holds back, from a seed.
public struct RandomStalls: Sendable, Hashable {
  public var seed: UInt64
  /// From 0 (never) to 1.
  public var probability: Double
  public init(seed: UInt64, probability: Double) {
    self.seed = seed
    self.probability = probability
  }
  public static let none = RandomStalls(seed: 0, probability: 0)
}

/// Beats that go into the model.
public struct StreamFeed {
  public var stream: StreamEndpoint
  /// Whole beats.
  public var beats: UnsafeRawBufferPointer
  public var stalls: RandomStalls
  public init(_ stream: StreamEndpoint, _ beats: UnsafeRawBufferPointer, stalls: RandomStalls = .none) {
    self.stream = stream
    self.beats = beats
    self.stalls = stalls
  }
}

/// Beats that come out of the model.
public struct StreamCollection {
  public var stream: StreamEndpoint
  /// Room for whole beats; the transfer is complete when it is full.
  public var beats: UnsafeMutableRawBufferPointer
  public var stalls: RandomStalls
  public init(_ stream: StreamEndpoint, _ beats: UnsafeMutableRawBufferPointer, stalls: RandomStalls = .none) {
    self.stream = stream
    self.beats = beats
    self.stalls = stalls
  }
}

public struct StreamTransferResult: Sendable, Equatable {
  /// Cycles of the first clock.
  public var cycles: Int
  /// All beats were fed and all room is filled.
  public var isComplete: Bool
  /// Beats moved, for each feed and each collection.
  public var fed: [Int]
  public var collected: [Int]
  /// Cycles in which the host offered a beat that the model did not take (back-pressure), for each feed.
  public var backPressured: [Int]
  /// Cycles in which the host was ready and the model had nothing, for each collection.
  public var starved: [Int]
}

extension VerilatorSimulator {
  /// Feeds and collects valid/ready streams in one call, every cycle in C++.
  ///
  /// A beat once offered stays until it is taken. It ends when all beats are fed and all room is filled, after `maximum`
  /// cycles, or when nothing has moved for `idle` cycles; then nothing is offered or accepted any more. Throws what the
  /// model reports.
  public func transfer(
    feeding feeds: [StreamFeed] = [], collecting collections: [StreamCollection] = [], maximumCycles: Int = .max,
    idleLimit: Int = 10_000
  ) throws(SimulationError) -> StreamTransferResult {
    var parts: [ShimPart] = []
    for stream in feeds.map(\.stream) + collections.map(\.stream) {
      parts += stream.payload.map { ShimPart(address: $0.address, bytes: Int64($0.byteCount)) }
      guard stream.recordBytes > 0 else { throw .model("stream '\(stream.valid.name)' has no payload to transfer") }
    }
    for (stream, bytes) in feeds.map({ ($0.stream, $0.beats.count) }) + collections.map({ ($0.stream, $0.beats.count) })
    where bytes % stream.recordBytes != 0 {
      throw .model(
        "\(bytes) bytes are no whole beats of stream '\(stream.valid.name)', which has \(stream.recordBytes) bytes a beat")
    }
    let (cycles, inputs, outputs) = parts.withUnsafeMutableBufferPointer { parts -> (Int64, [ShimChannel], [ShimChannel]) in
      var next = parts.baseAddress
      func channel(_ stream: StreamEndpoint, _ buffer: UnsafeMutableRawPointer?, _ bytes: Int, _ stalls: RandomStalls)
        -> ShimChannel
      {
        defer { next = next.map { $0 + stream.payload.count } }
        return ShimChannel(
          valid: stream.valid.address, ready: stream.ready.address,
          payload: ShimRecord(parts: next, count: Int64(stream.payload.count), bytes: Int64(stream.recordBytes)), buffer: buffer,
          count: Int64(bytes / stream.recordBytes), position: 0, waiting: 0, random: stalls.seed,
          stall: UInt64(max(0, min(1, stalls.probability)) * 65_536), offered: 0)
      }
      var inputs = feeds.map {
        channel($0.stream, UnsafeMutableRawPointer(mutating: $0.beats.baseAddress), $0.beats.count, $0.stalls)
      }
      var outputs = collections.map { channel($0.stream, $0.beats.baseAddress, $0.beats.count, $0.stalls) }
      let cycles = inputs.withUnsafeMutableBytes { inputs in
        outputs.withUnsafeMutableBytes { outputs in
          // An empty array has no address to pass, and its count says so.
          model.transfer(
            handle, inputs.baseAddress ?? handle, Int64(feeds.count), outputs.baseAddress ?? handle, Int64(collections.count),
            Int64(maximumCycles), Int64(idleLimit))
        }
      }
      return (cycles, inputs, outputs)
    }
    try fail()
    return StreamTransferResult(
      cycles: Int(cycles), isComplete: (inputs + outputs).allSatisfy { $0.position == $0.count },
      fed: inputs.map { Int($0.position) },
      collected: outputs.map { Int($0.position) }, backPressured: inputs.map { Int($0.waiting) },
      starved: outputs.map { Int($0.waiting) })
  }

  /// The stream called `name`, in Swift or in Verilog, with exactly the ports that it has.
  public func stream(_ name: String) throws(SimulationError) -> StreamEndpoint {
    let stream: SimulatorStream = try self.stream(name)
    return StreamEndpoint(valid: stream.valid, ready: stream.ready, payload: stream.payload)
  }
}
