import Simulation
import Verilator

/// What `PreparedTransfer` does, cycle by cycle and slowly, with the cycle in which each result left.
struct LoggedTransfer {
  private let simulator: VerilatorSimulator
  private let input: StreamEndpoint, output: StreamEndpoint
  /// Cycles without a transfer after which it ends.
  private static let patience = 10_000

  init(_ simulator: VerilatorSimulator, _ input: StreamEndpoint, _ output: StreamEndpoint) {
    (self.simulator, self.input, self.output) = (simulator, input, output)
  }

  /// Feeds and collects records of the streams' payloads; returns the cycles of those that came.
  func run(_ beats: UnsafeRawPointer, _ inputs: Int, _ room: UnsafeMutableRawPointer, _ outputs: Int) throws -> [UInt64] {
    var cycles: [UInt64] = []
    var fed = 0, idle = 0
    output.ready.write(1)
    while (fed < inputs || cycles.count < outputs) && idle < Self.patience {
      input.valid.write(fed < inputs ? 1 : 0)
      if fed < inputs {
        var record = beats + fed * input.recordBytes
        for port in input.payload {
          port.address.copyMemory(from: record, byteCount: port.byteCount)
          record += port.byteCount
        }
      }
      output.ready.write(cycles.count < outputs ? 1 : 0)
      simulator.evaluate()
      idle += 1
      if fed < inputs, input.ready.read() == 1 { (fed, idle) = (fed + 1, 0) }
      if cycles.count < outputs, output.valid.read() == 1 {
        var record = room + cycles.count * output.recordBytes
        for port in output.payload {
          record.copyMemory(from: port.address, byteCount: port.byteCount)
          record += port.byteCount
        }
        cycles.append(simulator.cycle)
        idle = 0
      }
      try simulator.step()
    }
    input.valid.write(0)
    output.ready.write(0)
    simulator.evaluate()
    return cycles
  }
}
