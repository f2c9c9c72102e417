import Simulation
import Units
import Verilator

/// A `NeuronFetch` as running RTL: bitmaps go in, reads come out, each of which ends in the cycle after it was taken.
public final class NeuronFetchUnit: RunningUnit {
  /// Its parameters.
  public let unit: NeuronFetch
  /// See `RunningUnit`.
  public let simulator: VerilatorSimulator
  /// See `RunningUnit`.
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let bits: SimulatorPort
  private let last, valid, ready, gap, completed, first, places, readLast, readValid: Line
  private let counterPorts: [SimulatorPort]
  private var counted = [WrappingCounter](repeating: WrappingCounter(), count: 3)
  /// Cycles without a transfer after which it ends.
  private static let patience = 1000

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  public init(_ unit: NeuronFetch, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    let line = { [simulator] (name: String) in Line(try simulator.port(name)) }
    bits = try simulator.port("bitmap_bits")
    (last, valid, ready) = (try line("bitmap_last"), try line("bitmap_valid"), try line("bitmap_ready"))
    (gap, completed) = (try line("gap"), try line("completed"))
    (first, places) = (try line("reads_first"), try line("reads_places"))
    (readLast, readValid) = (try line("reads_last"), try line("reads_valid"))
    counterPorts = try ["busyCycles", "starvedCycles", "backPressuredCycles"].map { [simulator] in try simulator.port($0) }
    try simulator.reset()
    try simulator.port("reads_ready").write(1)
    simulator.evaluate()
  }

  /// The unit's.
  public var unitName: String { NeuronFetch.unitName }
  /// Cycles, and what the unit counts of them.
  public var counters: UnitCounters {
    UnitCounters(
      cycles: simulator.cycle, busy: counted[0].total, starved: counted[1].total, backPressured: counted[2].total)
  }

  /// The reads of a bitmap, and the cycles that they took.
  ///
  /// - Parameters:
  ///   - bitmap: a bit for each place, the lowest first, in whole beats of whole bytes
  ///   - largestGap: places that may lie between two of a read
  public func reads(of bitmap: UnsafePointer<UInt8>, bytes: Int, gap largestGap: Int) throws -> (
    reads: [Range<Int>], cycles: Int
  ) {
    let beatBytes = unit.beatBits / 8, beats = bytes / max(1, beatBytes)
    guard unit.beatBits % 8 == 0, beats * beatBytes == bytes, (1...unit.beats).contains(beats) else {
      throw UnitError("\(unitName) takes 1 to \(unit.beats) beats of \(unit.beatBits) places, not \(bytes) bytes")
    }
    let start = simulator.cycle
    var fed = 0, reads: [Range<Int>] = [], hasEnded = false, idle = 0
    gap.write(UInt64(largestGap))
    valid.write(1)
    while !hasEnded {
      if fed < beats {
        bits.address.copyMemory(from: bitmap + fed * beatBytes, byteCount: beatBytes)
        last.write(fed == beats - 1 ? 1 : 0)
      }
      simulator.evaluate()
      idle += 1
      let isTaken = fed < beats && ready.read() != 0
      var isRead = false
      if readValid.read() != 0 {
        let begin = Int(first.read()), count = Int(places.read())
        isRead = count > 0
        if isRead { reads.append(begin..<begin + count) }
        log?.note(simulator.cycle)
        hasEnded = readLast.read() != 0
        idle = 0
      }
      try simulator.step()
      completed.write(isRead ? 1 : 0)
      if isTaken {
        (fed, idle) = (fed + 1, 0)
        if fed == beats { valid.write(0) }
      }
      if idle > Self.patience { throw SimulationError.model("\(unitName) gave \(reads.count) reads and no end") }
    }
    let cycles = Int(simulator.cycle - start)
    // The last read ends.
    try simulator.step()
    completed.write(0)
    simulator.evaluate()
    for (index, port) in counterPorts.enumerated() { counted[index].follow(port.read()) }
    return (reads, cycles)
  }
}
