import HDL
import Netlist
import Simulation
import Hosts
import Units
import Verilator

/// The NPU's systolic array as running RTL.
final class NPUPart {
  let unit: NPUSystolic
  let source: VerilogSource
  /// The model's library.
  let library: String
  private let host: NPUHost
  /// The NPU's share of each weight matrix in the order in which the array takes it, for decoding: laid out once.
  private var images: [Image: NPUWeights] = [:]

  private struct Image: Hashable {
    var matrix: String
    var block: MatrixBlock
  }

  /// Records what `body` does.
  func recording(_ path: String, _ body: () throws -> Void) throws {
    try host.simulator.openWaveform(path)
    try body()
    try host.simulator.closeWaveform()
  }

  var cycles: UInt64 { host.simulator.cycle }
  var macs: UInt64 { host.counters.macs }

  /// - Parameter sumWidth: bits of a row's sum
  init(_ system: CambriconConfiguration, sumWidth: Int, build: VerilatorBuild, profile: BuildProfile) throws {
    var unit = NPUSystolic(rows: system.npuRows, columns: system.npuColumns)
    unit.accumulatorWidth = sumWidth
    if let problem = unit.parameterError { throw AcceleratorError("npu-systolic: \(problem)") }
    let design = try Flattening.flatten(elaborate(unit))
    source = try VerilogSource(design)
    // Unrolled, the array's elements become vector instructions: 3 times as fast as its loops.
    let model = try build.model(source, options: BuildOptions(profile: profile, unrolling: .fixed(256)))
    library = model.path
    host = try NPUHost(unit, model.makeSimulator())
    self.unit = unit
  }

  /// A block of a weight matrix by a vector.
  ///
  /// - Parameters:
  ///   - codes: the whole vector's codes
  ///   - shifts: one for each group of the whole vector
  ///   - sums: takes the sum of each row of the block
  func multiply(
    _ matrix: BlockMatrix, _ block: MatrixBlock, codes: UnsafePointer<Int8>, shifts: UnsafePointer<UInt8>,
    into sums: UnsafeMutablePointer<Int64>
  ) throws {
    if block.isEmpty { return }
    let key = Image(matrix: matrix.name, block: block)
    let image = images[key] ?? weights(matrix, block)
    images[key] = image
    try host.multiply(
      image, activations: codes + block.groups.lowerBound * BlockQuantizer.group, tokens: 1,
      shifts: shifts + block.groups.lowerBound,
      groupSize: BlockQuantizer.group, into: sums)
  }

  /// A weight matrix by the vectors of a prompt: [vector][row]. Its image is made for this product only, which takes little
  /// beside many vectors.
  func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    try run(weights(matrix, MatrixBlock(rows: 0..<matrix.rows, groups: 0..<matrix.groups)), vectors)
  }

  /// Keys or values of one head by some vectors: [vector][output].
  func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    let weights = codes.codes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return NPUWeights(blocks: [], stride: 0, rows: 0, unit: unit) }
      return codes.isTransposed
        ? NPUWeights(byInput: base + codes.offset, stride: codes.stride, rows: codes.outputs, columns: codes.inputs, unit: unit)
        : NPUWeights(base + codes.offset, stride: codes.stride, rows: codes.outputs, columns: codes.inputs, unit: unit)
    }
    return try run(weights, vectors)
  }

  private func weights(_ matrix: BlockMatrix, _ block: MatrixBlock) -> NPUWeights {
    let group = BlockQuantizer.group
    return matrix.values.withUnsafeBufferPointer { values in
      let blocks = values.baseAddress.map { base in
        block.groups.map { (base + ($0 * matrix.rows + block.rows.lowerBound) * group, matrix.width(ofGroup: $0)) }
      }
      return NPUWeights(blocks: blocks ?? [], stride: group, rows: block.rows.count, unit: unit)
    }
  }

  private func run(_ weights: NPUWeights, _ vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    let codes = vectors.flatMap(\.codes), shifts = vectors.flatMap(\.shifts)
    let rows = weights.rows
    var sums = [Int64](repeating: 0, count: vectors.count * rows)
    try sums.withUnsafeMutableBufferPointer { sums in
      try codes.withUnsafeBufferPointer { codes in
        try shifts.withUnsafeBufferPointer { shifts in
          guard let codes = codes.baseAddress, let shifts = shifts.baseAddress, let sums = sums.baseAddress else { return }
          try host.multiply(
            weights, activations: codes, tokens: vectors.count, shifts: shifts, groupSize: BlockQuantizer.group, into: sums)
        }
      }
    }
    return vectors.indices.map { Array(sums[$0 * rows..<($0 + 1) * rows]) }
  }
}
