import HDL
import Netlist
import Simulation
import Testbenches
import Units
import Verilator

/// The NPU's systolic array as running RTL.
final class NPUPart {
  let unit: NPUSystolic
  let source: VerilogSource
  private let host: NPUHost
  /// Weights in the order in which the array takes them, by matrix and first row: laid out once, as in the flash.
  private var images: [Image: NPUWeights] = [:]

  private struct Image: Hashable {
    var matrix: String
    var firstRow: Int
  }

  func openWaveform(_ path: String) throws { try host.simulator.openWaveform(path) }
  func closeWaveform() throws { try host.simulator.closeWaveform() }

  var cycles: UInt64 { host.simulator.cycle }
  var macs: UInt64 { host.counters.macs }

  init(_ system: CambriconConfiguration, build: VerilatorBuild, profile: BuildProfile) throws {
    unit = NPUSystolic(rows: system.npuRows, columns: system.npuColumns)
    if let problem = unit.parameterError { throw AcceleratorError("npu-systolic: \(problem)") }
    let design = Flattening.flatten(try elaborate(unit))
    source = try VerilogSource(design)
    // Unrolled, the array's elements become vector instructions: 3 times as fast as its loops.
    host = try NPUHost(unit, build.model(source, options: BuildOptions(profile: profile, unrolling: .fixed(256))).makeSimulator())
  }

  /// Rows of a weight matrix from `firstRow` on by some vectors: [vector][row].
  func multiply(_ matrix: BlockMatrix, from firstRow: Int, by vectors: [BlockQuantizedVector]) throws -> [Int64] {
    let rows = matrix.rows - firstRow
    guard rows > 0 else { return [] }
    let key = Image(matrix: matrix.name, firstRow: firstRow)
    let image: NPUWeights
    if let known = images[key] {
      image = known
    } else {
      image = matrix.rowMajor.withUnsafeBufferPointer {
        NPUWeights($0.baseAddress! + firstRow * matrix.columns, stride: matrix.columns, rows: rows, columns: matrix.columns, unit: unit)
      }
      images[key] = image
    }
    return try run(image, vectors)
  }

  /// Codes of a cache by some vectors, `outputs` x `inputs` with `stride` codes from one output to the next: [vector][output].
  func multiply(_ codes: UnsafePointer<Int8>, stride: Int, outputs: Int, inputs: Int, by vectors: [BlockQuantizedVector]) throws -> [Int64] {
    try run(NPUWeights(codes, stride: stride, rows: outputs, columns: inputs, unit: unit), vectors)
  }

  private func run(_ weights: NPUWeights, _ vectors: [BlockQuantizedVector]) throws -> [Int64] {
    let codes = vectors.flatMap(\.codes), shifts = vectors.flatMap(\.shifts)
    var sums = [Int64](repeating: 0, count: vectors.count * weights.rows)
    try sums.withUnsafeMutableBufferPointer { sums in
      try codes.withUnsafeBufferPointer { codes in
        try shifts.withUnsafeBufferPointer { shifts in
          guard let codes = codes.baseAddress, let shifts = shifts.baseAddress, let sums = sums.baseAddress else { return }
          try host.multiply(
            weights, activations: codes, tokens: vectors.count, shifts: shifts, groupSize: BlockQuantizer.group, into: sums)
        }
      }
    }
    return sums
  }
}
