import Netlist
import Simulation

extension VerilatorSimulator {
  /// When a batched run reads outputs.
  public enum SamplingPoint: Sendable {
    /// With the cycle's inputs applied and settled: what the edge samples.
    case beforeEdge
    /// The new state, with the same inputs.
    case afterEdge
  }

  /// Bytes of a record of these ports: their storage (`SimulatorPort.byteCount`), one after another.
  public static func recordBytes(_ ports: [SimulatorPort]) -> Int { ports.reduce(0) { $0 + $1.byteCount } }

  /// Runs `cycles` cycles of the first clock in one call. In each, a record of `stimuli` is written to the ports `drive`
  /// and a record of the ports `capture` is read into `observed`.
  ///
  /// Bits of a record above a port's width must be zero. Returns the cycles done; throws what the model reports, after the
  /// cycle in which it did.
  @discardableResult
  public func run(
    cycles: Int, drive: [SimulatorPort] = [], stimuli: UnsafeRawBufferPointer = .init(start: nil, count: 0),
    capture: [SimulatorPort] = [], observed: UnsafeMutableRawBufferPointer = .init(start: nil, count: 0),
    sampling: SamplingPoint = .beforeEdge
  ) throws(SimulationError) -> Int {
    guard stimuli.count >= cycles * Self.recordBytes(drive), observed.count >= cycles * Self.recordBytes(capture) else {
      throw .model(
        "\(cycles) cycles need \(Self.recordBytes(drive)) bytes of stimuli and \(Self.recordBytes(capture)) of room each")
    }
    let done = withRecord(drive) { drive in
      withRecord(capture) { capture in
        model.runRecords(
          handle, Int64(cycles), drive, stimuli.bindMemory(to: UInt8.self).baseAddress, capture,
          observed.bindMemory(to: UInt8.self).baseAddress, sampling == .beforeEdge ? 1 : 0)
      }
    }
    try fail()
    return Int(done)
  }

  /// The same with arrays: takes one record a cycle, returns the records read.
  public func run(
    drive: [SimulatorPort], stimuli: [UInt8], capture: [SimulatorPort], sampling: SamplingPoint = .beforeEdge
  ) throws(SimulationError) -> [UInt8] {
    let recordBytes = Self.recordBytes(drive)
    guard recordBytes > 0, stimuli.count % recordBytes == 0 else {
      throw .model("stimuli are \(stimuli.count) bytes, which is no multiple of a record's \(recordBytes)")
    }
    let cycles = stimuli.count / recordBytes
    var observed = [UInt8](repeating: 0, count: cycles * Self.recordBytes(capture))
    do {
      try stimuli.withUnsafeBytes { stimuli in
        try observed.withUnsafeMutableBytes { observed in
          _ = try run(cycles: cycles, drive: drive, stimuli: stimuli, capture: capture, observed: observed, sampling: sampling)
        }
      }
    } catch let error as SimulationError {
      throw error
    } catch {
      throw .model("\(error)")
    }
    return observed
  }

  public func run(cycles count: Int, capture port: SimulatorPort, into observed: UnsafeMutableRawBufferPointer)
    throws(SimulationError)
  {
    _ = try run(cycles: count, capture: [port], observed: observed, sampling: .afterEdge)
  }

  public func collect(
    _ count: Int, valid: SimulatorPort, payload: [SimulatorPort], into observed: UnsafeMutableRawBufferPointer, idleLimit: Int
  ) throws(SimulationError) -> Int {
    guard let buffer = observed.baseAddress, observed.count >= count * Self.recordBytes(payload) else {
      throw .model("\(count) records need \(Self.recordBytes(payload)) bytes of room each")
    }
    let received = withRecord(payload) {
      model.collect(handle, valid.address, $0, buffer, Int64(count), Int64(idleLimit))
    }
    try fail()
    return Int(received)
  }

  /// Steps the first clock until the low 64 bits of `port` are `value`. Returns the cycles that took (0 when it is so
  /// already), or nil when `maximum` did not suffice.
  public func stepUntil(_ port: SimulatorPort, equals value: UInt64, maximum: Int) throws(SimulationError) -> Int? {
    let cycles = model.stepUntil(handle, port.address, Int64(port.byteCount), value, Int64(maximum))
    try fail()
    return cycles < 0 ? nil : Int(cycles)
  }

  /// The loop that a testbench in C++ would contain: write a record, evaluate with the clock high, evaluate with it low. For
  /// measuring only: it looks at no report and counts no cycle.
  package func runPlainLoop(cycles: Int, drive: [SimulatorPort], stimuli: UnsafeRawBufferPointer) {
    _ = withRecord(drive) { model.plainLoop(handle, Int64(cycles), $0, stimuli.bindMemory(to: UInt8.self).baseAddress) }
  }

  func withRecord<Result>(_ ports: [SimulatorPort], _ body: (UnsafeRawPointer) -> Result) -> Result {
    var parts = ports.map { ShimPart(address: $0.address, bytes: Int64($0.byteCount)) }
    return parts.withUnsafeMutableBufferPointer { parts in
      var record = ShimRecord(parts: parts.baseAddress, count: Int64(parts.count), bytes: Int64(Self.recordBytes(ports)))
      return withUnsafePointer(to: &record) { body(UnsafeRawPointer($0)) }
    }
  }
}
