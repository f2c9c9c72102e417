/// A simulator that stops a run without end, and knows what moved last.
///
/// Wraps another one; a testbench does not notice. After `bound` cycles a step throws, with the last transfer of each stream, which
/// is where to look when a design or a testbench waits for what never comes.
public final class WatchedSimulator: Simulator {
  /// The simulator that runs.
  public let wrapped: any Simulator
  private let bound: UInt64
  private let beat: (UInt64) -> Void
  /// Whether the run was stopped because it took more cycles than the bound.
  public private(set) var isExceeded = false
  public let streams: [SimulatorStream]
  /// For each stream, its transfers and the cycle of the last one.
  private var seen: [(transfers: UInt64, last: UInt64)]

  /// - Parameters:
  ///   - bound: cycles of the first clock after which a step throws
  ///   - beat: called every 65,536 steps with the cycles so far
  public init(_ inner: any Simulator, bound: UInt64, beat: @escaping (UInt64) -> Void = { _ in }) {
    wrapped = inner
    self.bound = bound
    self.beat = beat
    streams = inner.streams
    seen = Array(repeating: (0, 0), count: streams.count)
  }

  public var ports: [SimulatorPort] { wrapped.ports }
  public var domains: [String] { wrapped.domains }
  public var cycle: UInt64 { wrapped.cycle }
  public var checksAssertions: Bool { wrapped.checksAssertions }
  public func evaluate() { wrapped.evaluate() }

  private var steps: UInt64 = 0

  public func step(domains: UInt32) throws(SimulationError) {
    // Steps count as well as cycles: with several clocks, the first one may stand still.
    let now = wrapped.cycle
    if now >= bound || steps / 64 >= bound {
      isExceeded = true
      throw .model("more than \(bound) cycles without an end" + lastTransfers)
    }
    for (index, stream) in streams.enumerated() where stream.valid.read() == 1 && stream.ready.read() == 1 {
      seen[index] = (seen[index].transfers + 1, now)
    }
    steps += 1
    if steps & 0xFFFF == 0 { beat(now) }
    try wrapped.step(domains: domains)
  }

  public func run(cycles count: Int) throws(SimulationError) { for _ in 0..<count { try step(domains: 1) } }
  public func memory(_ path: String) throws(SimulationError) -> SimulatorMemory { try wrapped.memory(path) }
  public func openWaveform(_ path: String) throws(SimulationError) { try wrapped.openWaveform(path) }
  public func closeWaveform() throws(SimulationError) { try wrapped.closeWaveform() }

  /// `; last transfers: command in cycle 9 (3 in all), results never`
  private var lastTransfers: String {
    guard !streams.isEmpty else { return "" }
    let parts = zip(streams, seen).map { stream, seen in
      seen.transfers == 0 ? "\(stream.name) never" : "\(stream.name) in cycle \(seen.last) (\(seen.transfers) in all)"
    }
    return "; last transfers: " + parts.joined(separator: ", ")
  }
}
