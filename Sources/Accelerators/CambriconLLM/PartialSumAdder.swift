import HDL
import Netlist
import Simulation
import Units
import Verilator

/// The adder behind the channels and the NPU as running RTL: the partial sums of a row, one from each part that has some of
/// its columns, become the row's sum.
final class PartialSumAdder {
  let unit: SignedAdderTree
  let source: VerilogSource
  /// The model's library.
  let library: String
  private let simulator: VerilatorSimulator
  private let valid, operands, sumValid, sum: SimulatorPort
  private var packed: [UInt8]

  /// - Parameter parts: partial sums of a row
  init(parts: Int, build: VerilatorBuild, profile: BuildProfile) throws {
    unit = SignedAdderTree(operands: parts, width: FlashAccumulatorLane.sumWidth, latency: 1)
    if let problem = unit.parameterError { throw AcceleratorError("adder-tree: \(problem)") }
    source = try VerilogSource(Flattening.flatten(elaborate(unit)))
    let model = try build.model(source, options: BuildOptions(profile: profile))
    library = model.path
    simulator = try model.makeSimulator()
    valid = try simulator.port("valid")
    operands = try simulator.port("operands")
    sumValid = try simulator.port("sumValid")
    sum = try simulator.port("sum")
    packed = [UInt8](repeating: 0, count: parts * unit.width / 8 + 2)
    try simulator.reset()
  }

  var cycles: UInt64 { simulator.cycle }

  /// Records what `body` does.
  func recording(_ path: String, _ body: () throws -> Void) throws {
    try simulator.openWaveform(path)
    try body()
    try simulator.closeWaveform()
  }

  /// The sums of all rows, one row a cycle; `partials` are [part][row].
  func add(_ partials: UnsafePointer<Int64>, rows: Int) throws -> [Int64] {
    let parts = unit.operands, bytes = unit.width / 8
    var sums: [Int64] = []
    sums.reserveCapacity(rows)
    valid.write(1)
    for row in 0..<rows {
      packed.withUnsafeMutableBytes { packed in
        // Each number is written over the unused top of the one before it.
        for part in 0..<parts { packed.storeBytes(of: partials[part * rows + row], toByteOffset: part * bytes, as: Int64.self) }
        operands.write(bytes: UnsafeRawBufferPointer(rebasing: packed[..<(parts * bytes)]))
      }
      try simulator.step()
      if sumValid.read() == 1 { sums.append(Int64(sum.readSigned())) }
    }
    valid.write(0)
    guard sums.count == rows else { throw SimulationError.model("the adder gave \(sums.count) of \(rows) sums") }
    return sums
  }
}
