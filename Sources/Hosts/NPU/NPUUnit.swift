import Simulation
import Units
import Verilator

/// The NPU's systolic array as running RTL.
public final class NPUUnit: RunningUnit {
  public let unit: NPUSystolic
  public let simulator: VerilatorSimulator
  public let model: UnitModel
  private let host: NPUHost
  /// Blocks of weights in the order in which the array takes them, for decoding: laid out once.
  private var images: [Image: NPUWeights] = [:]
  private var busy = WrappingCounter(), starved = WrappingCounter(), backPressured = WrappingCounter()

  private struct Image: Hashable {
    var base: UnsafePointer<Int8>
    var groupStride: Int, rows: Int, columns: Int
  }

  /// Elaborates, builds (or takes from the cache) and starts an array.
  public init(_ unit: NPUSystolic, _ pool: UnitPool) throws {
    self.unit = unit
    // Unrolled, the array's elements become vector instructions: 3 times as fast as its loops.
    model = try pool.model(unit, unrolling: .fixed(256))
    simulator = try model.makeSimulator()
    host = try NPUHost(unit, simulator)
  }

  public var unitName: String { NPUSystolic.unitName }
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog? {
    get { host.log }
    set { host.log = newValue }
  }
  public var counters: UnitCounters {
    UnitCounters(
      cycles: simulator.cycle, busy: busy.total, starved: starved.total, backPressured: backPressured.total,
      macs: host.counters.macs)
  }

  /// A block of a weight matrix by some vectors, and the cycles that it took.
  ///
  /// - Parameters:
  ///   - isKept: whether the order of the array is kept for the next product with these weights, which must not change
  ///   - sums: [vector][row], vectors `stride` numbers apart
  public func multiply(
    _ matrix: GroupedMatrix, by vectors: CodeVectors, isKept: Bool, into sums: UnsafeMutablePointer<Int64>, stride: Int
  ) throws -> Int {
    let key = Image(base: matrix.base, groupStride: matrix.groupStride, rows: matrix.rows, columns: matrix.columns)
    let weights = images[key] ?? laidOut(matrix)
    if isKept { images[key] = weights }
    return try run(weights, vectors, sums, stride)
  }

  private func laidOut(_ matrix: GroupedMatrix) -> NPUWeights {
    let blocks = (0..<matrix.groups).map { (weights: matrix.row(0, ofGroup: $0), columns: matrix.width(ofGroup: $0)) }
    return NPUWeights(blocks: blocks, stride: BlockQuantizer.group, rows: matrix.rows, unit: unit)
  }

  /// Codes in memory, [row][column] with rows `codeStride` bytes apart, by some vectors, and the cycles that it took.
  ///
  /// - Parameters:
  ///   - isByColumn: a sum for each column, over the rows, instead of one for each row
  ///   - groupSize: numbers that share a shift
  ///   - sums: [vector][sum], vectors `stride` numbers apart
  public func multiply(
    _ codes: UnsafePointer<Int8>, codeStride: Int, rows: Int, columns: Int, isByColumn: Bool, by vectors: CodeVectors,
    groupSize: Int = BlockQuantizer.group, into sums: UnsafeMutablePointer<Int64>, stride: Int
  ) throws -> Int {
    let weights =
      isByColumn
      ? NPUWeights(byInput: codes, stride: codeStride, rows: columns, columns: rows, unit: unit)
      : NPUWeights(codes, stride: codeStride, rows: rows, columns: columns, unit: unit)
    return try run(weights, vectors, sums, stride, groupSize)
  }

  private func run(
    _ weights: NPUWeights, _ vectors: CodeVectors, _ sums: UnsafeMutablePointer<Int64>, _ stride: Int,
    _ groupSize: Int = BlockQuantizer.group
  ) throws -> Int {
    let start = simulator.cycle
    try host.multiply(
      weights, activations: vectors.codes, activationStride: vectors.codeStride, tokens: vectors.count, shifts: vectors.shifts,
      shiftStride: vectors.shiftStride, groupSize: groupSize, into: sums, resultStride: stride)
    let counters = host.counters
    busy.follow(counters.busy)
    starved.follow(counters.starved)
    backPressured.follow(counters.backPressured)
    return Int(simulator.cycle - start)
  }
}
