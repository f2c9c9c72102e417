import Netlist
import Simulation
import Verilator

/// A simulator that passes everything on and keeps the inputs of every cycle, so that the same cycles can run again from a loop
/// in C++.
final class StimulusRecorder: Simulator {
  /// Inputs cycle by cycle, without those that never change.
  struct Stimuli {
    /// The inputs that a record holds.
    let ports: [SimulatorPort]
    /// The storage of `ports`, one after another, cycle after cycle.
    let bytes: [UInt8]
    let cycles: Int
    var recordBytes: Int { cycles == 0 ? 0 : bytes.count / cycles }

    /// The value of a port of at most 64 bits in a cycle; 0 if it never changes.
    func value(_ name: String, in cycle: Int) -> UInt64 {
      var offset = cycle * recordBytes
      for port in ports {
        if port.name == NameStyle.snakeCase(name) {
          return (0..<min(8, port.byteCount)).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
        }
        offset += port.byteCount
      }
      return 0
    }
  }

  let base: VerilatorSimulator
  private let inputs: [SimulatorPort]
  private var recorded: [UInt8] = []
  private var isRecording = false

  init(_ base: VerilatorSimulator) {
    self.base = base
    inputs = base.ports.filter { $0.direction == .input && $0.role != .clock }
  }

  /// What the cycles of `body` are driven with.
  func record(_ body: () throws -> Void) rethrows -> Stimuli {
    recorded.removeAll()
    isRecording = true
    defer { isRecording = false }
    try body()
    let width = VerilatorSimulator.recordBytes(inputs), cycles = recorded.count / max(1, width)
    var offset = 0
    var kept: [(port: SimulatorPort, offset: Int)] = []
    for port in inputs {
      let first = recorded[offset..<offset + port.byteCount]
      if (0..<cycles).contains(where: {
        !recorded[$0 * width + offset..<$0 * width + offset + port.byteCount].elementsEqual(first)
      }) {
        kept.append((port, offset))
      }
      offset += port.byteCount
    }
    var bytes: [UInt8] = []
    for cycle in 0..<cycles {
      for (port, offset) in kept { bytes += recorded[cycle * width + offset..<cycle * width + offset + port.byteCount] }
    }
    return Stimuli(ports: kept.map(\.port), bytes: bytes, cycles: cycles)
  }

  var ports: [SimulatorPort] { base.ports }
  var domains: [String] { base.domains }
  var streams: [SimulatorStream] { base.streams }
  var cycle: UInt64 { base.cycle }
  var checksAssertions: Bool { base.checksAssertions }

  func evaluate() { base.evaluate() }

  func step(domains: UInt32) throws(SimulationError) {
    if isRecording {
      for port in inputs { recorded += UnsafeRawBufferPointer(start: port.address, count: port.byteCount) }
    }
    try base.step(domains: domains)
  }

  func run(cycles count: Int) throws(SimulationError) {
    for _ in 0..<count { try step(domains: 1) }
  }

  func memory(_ path: String) throws(SimulationError) -> SimulatorMemory { try base.memory(path) }
  func openWaveform(_ path: String) throws(SimulationError) { try base.openWaveform(path) }
  func closeWaveform() throws(SimulationError) { try base.closeWaveform() }
}
