import Simulation
import Units
import Verilator

/// An adder tree as running RTL: the partial sums of a row, one from each part of a system that has some of its columns, become
/// the row's sum.
public final class AdderTreeUnit: RunningUnit {
  public let unit: SignedAdderTree
  public let simulator: VerilatorSimulator
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let valid, operands, sumValid, sum: SimulatorPort
  private var packed: [UInt8]
  /// Cycles in which a row's partial sums went in: there is no handshake that the unit itself could count.
  private var busy: UInt64 = 0

  /// Elaborates, builds (or takes from the cache) and starts an adder of operands of whole bytes.
  public init(_ unit: SignedAdderTree, _ pool: UnitPool) throws {
    self.unit = unit
    precondition(unit.width % 8 == 0 && unit.width <= 56, "operands of whole bytes")
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    (valid, operands) = (try simulator.port("valid"), try simulator.port("operands"))
    (sumValid, sum) = (try simulator.port("sumValid"), try simulator.port("sum"))
    packed = [UInt8](repeating: 0, count: unit.operands * unit.width / 8 + 8)
    try simulator.reset()
  }

  public var unitName: String { SignedAdderTree.unitName }
  /// Cycles with a row and without one, as they passed at the ports; nothing ever holds the unit back.
  public var counters: UnitCounters {
    UnitCounters(cycles: simulator.cycle, busy: busy, starved: simulator.cycle - busy, backPressured: 0)
  }

  /// The sums of `rows` rows, one row a cycle, and the cycles that it took.
  ///
  /// - Parameter partials: [row] of each part, in as many parts as the adder has operands; nil for zeros
  public func add(_ partials: [UnsafePointer<Int64>?], rows: Int, into sums: UnsafeMutablePointer<Int64>) throws -> Int {
    precondition(partials.count == unit.operands, "one part for each operand")
    let bytes = unit.width / 8
    let start = simulator.cycle
    var count = 0
    func collect() throws {
      guard sumValid.read() == 1 else { return }
      guard count < rows else { throw SimulationError.model("the adder gave more than \(rows) sums") }
      sums[count] = Int64(sum.readSigned())
      // It came with the edge that has passed.
      log?.note(sums + count, simulator.cycle)
      count += 1
    }
    for row in 0..<rows {
      packed.withUnsafeMutableBytes { packed in
        // Each number is written over the unused top of the one before it.
        for (part, values) in partials.enumerated() {
          packed.storeBytes(of: values?[row] ?? 0, toByteOffset: part * bytes, as: Int64.self)
        }
        operands.write(bytes: UnsafeRawBufferPointer(rebasing: packed[..<(partials.count * bytes)]))
      }
      valid.write(1)
      busy += 1
      try simulator.step()
      try collect()
    }
    valid.write(0)
    while count < rows, simulator.cycle - start < UInt64(rows + unit.latency + 8) {
      try simulator.step()
      try collect()
    }
    guard count == rows else { throw SimulationError.model("the adder gave \(count) of \(rows) sums") }
    return Int(simulator.cycle - start)
  }
}
