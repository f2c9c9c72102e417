import Simulation

/// A transfer from one stream of the host's to one of the model's, made ready once: for models that run many short ones. What
/// `VerilatorSimulator.transfer` does, without stalls, and without an allocation in a run.
public final class PreparedTransfer {
  private let simulator: VerilatorSimulator
  private let parts: UnsafeMutablePointer<ShimPart>
  /// The input, then the output.
  private let channels: UnsafeMutablePointer<ShimChannel>

  /// Both streams belong to `simulator`, and have a payload.
  public init(_ simulator: VerilatorSimulator, feeding input: StreamEndpoint, collecting output: StreamEndpoint) {
    self.simulator = simulator
    let ports = input.payload + output.payload
    parts = .allocate(capacity: max(1, ports.count))
    for (index, port) in ports.enumerated() {
      (parts + index).initialize(to: ShimPart(address: port.address, bytes: Int64(port.byteCount)))
    }
    channels = .allocate(capacity: 2)
    var first = parts
    for (index, stream) in [input, output].enumerated() {
      let record = ShimRecord(parts: first, count: Int64(stream.payload.count), bytes: Int64(stream.recordBytes))
      (channels + index).initialize(
        to: ShimChannel(
          valid: stream.valid.address, ready: stream.ready.address, payload: record, buffer: nil, count: 0, position: 0,
          waiting: 0, random: 0,
          stall: 0, offered: 0))
      first += stream.payload.count
    }
  }

  deinit {
    parts.deallocate()
    channels.deallocate()
  }

  /// Beats that the last run moved.
  public var fed: Int { Int(channels[0].position) }
  public var collected: Int { Int(channels[1].position) }

  /// Feeds `inputs` beats, collects `outputs`, and returns whether that was done before nothing moved for `idleLimit` cycles.
  ///
  /// - Parameters:
  ///   - beats: one record of the input's payload after another
  ///   - room: for as many records of the output's payload
  public func run(
    _ beats: UnsafeMutableRawPointer, inputs: Int, into room: UnsafeMutableRawPointer, outputs: Int, idleLimit: Int = 10_000
  ) throws(SimulationError) -> Bool {
    start(0, beats, inputs)
    start(1, room, outputs)
    _ = simulator.model.transfer(simulator.handle, channels, 1, channels + 1, 1, .max, Int64(idleLimit))
    try simulator.fail()
    return channels[0].position == channels[0].count && channels[1].position == channels[1].count
  }

  private func start(_ index: Int, _ buffer: UnsafeMutableRawPointer, _ count: Int) {
    channels[index].buffer = buffer
    channels[index].count = Int64(count)
    channels[index].position = 0
    channels[index].waiting = 0
    channels[index].offered = 0
  }
}
