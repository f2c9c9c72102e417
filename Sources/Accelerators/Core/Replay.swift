import Hosts
import Verilator

/// A step with a difference that was run again, on its golden operands and a unit that records.
public struct Replay: Hashable, Sendable {
  /// Cycles of the pass.
  public let cycles: UInt64
  /// The one of them, from 0, in which the first wrong value left the unit; nil where every value was right this time, as after a
  /// fault that depends on what the unit did before. In the waveform a cycle takes 10 units of time, and the value stands there from
  /// the cycle's fifth on.
  public let faultyCycle: UInt64?
}

extension SystemSession {
  /// Runs the step in which a difference was found once more, on its golden operands and a unit that records.
  ///
  /// - Parameter path: where the waveform goes; ends in `.fst` or `.vcd`
  public func replay(_ difference: Difference, waveform path: String) throws -> Replay {
    guard let goldenHalf, let units, let (program, position) = last, program.steps.indices.contains(difference.step),
      program.steps[difference.step].place == difference.place
    else { throw AcceleratorError("only a checked run can be replayed") }
    let pass = program.steps[difference.step].pass
    let traced = try units.with(.traced(for: path), only: pass.lane)
    guard let unit = traced.all.first else { throw AcceleratorError("no unit runs \(pass.lane)") }
    let start = unit.simulator.cycle
    let log = ResultLog()
    unit.log = log
    try unit.simulator.openWaveform(path)
    nonisolated(unsafe) let shared = (units: traced, log: log)
    let faulty: UInt64? = try goldenHalf.access { space in
      let space = copy space
      let memory = Memory(space, position: position)
      let expected = try pass.writes.map { space.bytes(of: try memory.resolve($0)) }
      _ = try pass.run(shared.units, memory)
      // Of the results that are wrong the one that came first.
      return try zip(pass.writes, expected).compactMap { operand, bytes in
        space.firstDifference(try memory.resolve(operand), bytes).flatMap { shared.log.cycle(of: $0) }
      }.min()
    }
    try unit.simulator.closeWaveform()
    return Replay(cycles: unit.simulator.cycle - start, faultyCycle: faulty.map { $0 - start })
  }
}

extension AddressSpace {
  /// The address of the first element of a buffer that is not as in a copy of its bytes; nil where all are.
  func firstDifference(_ buffer: Buffer, _ copy: [UInt8]) -> UnsafeRawPointer? {
    let memory = self[buffer.memory]
    var position = 0
    var first: Int?
    buffer.forEachRange { range in
      first = first ?? range.first { memory[$0] != copy[position + $0 - range.lowerBound] }
      position += range.count
    }
    return first.map {
      UnsafeRawPointer(address(buffer)) + ($0 - buffer.offset) / buffer.format.container * buffer.format.container
    }
  }
}
