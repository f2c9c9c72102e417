import Simulation
import Units
import Verilator

/// Outliers of one vector in memory: the channel and the residual of each.
public struct OutlierList {
  /// Columns of the weights, ascending, and what was clipped off.
  public let channels: UnsafePointer<Int32>, residuals: UnsafePointer<Int32>
  /// Outliers.
  public let count: Int

  /// With all of these.
  public init(channels: UnsafePointer<Int32>, residuals: UnsafePointer<Int32>, count: Int) {
    (self.channels, self.residuals, self.count) = (channels, residuals, count)
  }
}

/// A `ShadowMAC` as running RTL: takes a vector's outliers for each tile of rows, answers its requests for columns, and never pauses.
public final class ShadowMACUnit: RunningUnit {
  /// Its parameters.
  public let unit: ShadowMAC
  /// See `RunningUnit`.
  public let simulator: VerilatorSimulator
  /// See `RunningUnit`.
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let channel, residual, isOutlier, last, outlierValid, outlierReady: Line
  private let askedChannel, askedValid, weightsValid, weightsReady, sumsValid, sumsReady, sumsLast, resultsValid: Line
  private let weights, sums, results: SimulatorPort
  private let beat: UnsafeMutableRawPointer
  private static let patience = 1000

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  public init(_ unit: ShadowMAC, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    let line = { [simulator] (name: String) in Line(try simulator.port(name)) }
    (channel, residual) = (try line("outliers_channel"), try line("outliers_residual"))
    (isOutlier, last) = (try line("outliers_isOutlier"), try line("outliers_last"))
    (outlierValid, outlierReady) = (try line("outliers_valid"), try line("outliers_ready"))
    (askedChannel, askedValid) = (try line("requests_channel"), try line("requests_valid"))
    (weightsValid, weightsReady) = (try line("weights_valid"), try line("weights_ready"))
    (sumsValid, sumsReady, sumsLast) = (try line("sums_valid"), try line("sums_ready"), try line("sums_last"))
    resultsValid = try line("results_valid")
    (weights, sums, results) = (
      try simulator.port("weights_weights"), try simulator.port("sums_sums"), try simulator.port("results_sums")
    )
    // Room beyond the last result, so that each can be loaded as 8 bytes.
    beat = .allocate(byteCount: results.byteCount + 16, alignment: 8)
    beat.initializeMemory(as: UInt8.self, repeating: 0, count: results.byteCount + 16)
    try simulator.reset()
    try simulator.port("requests_ready").write(1)
    try simulator.port("results_ready").write(1)
    simulator.evaluate()
  }

  deinit { beat.deallocate() }

  /// The unit's.
  public var unitName: String { ShadowMAC.unitName }

  /// Adds a vector's outliers times their columns to its sums, tile after tile of the unit's rows, and returns the cycles.
  ///
  /// - Parameters:
  ///   - sums: of the clipped codes, one for each row of the matrix, within 32 bits
  ///   - results: takes as many
  public func add(
    _ outliers: OutlierList, times matrix: GroupedMatrix, to sums: UnsafePointer<Int64>, into results: UnsafeMutablePointer<Int64>
  ) throws -> Int {
    let start = simulator.cycle
    for row in stride(from: 0, to: matrix.rows, by: unit.rows) {
      try run(outliers, matrix, first: row, count: min(unit.rows, matrix.rows - row), sums + row, results + row)
    }
    return Int(simulator.cycle - start)
  }

  private func run(
    _ outliers: OutlierList, _ matrix: GroupedMatrix, first: Int, count: Int, _ sums: UnsafePointer<Int64>,
    _ results: UnsafeMutablePointer<Int64>
  ) throws {
    let lanes = unit.lanes, beats = unit.rows / lanes, entries = max(1, outliers.count)
    var sent = 0, asked: [Int] = [], answered = 0, columnBeat = 0, summed = 0, given = 0, idle = 0
    outlierValid.write(1)
    sumsValid.write(1)
    while given < beats {
      if sent < entries {
        channel.write(outliers.count == 0 ? 0 : UInt64(outliers.channels[sent]))
        residual.write(outliers.count == 0 ? 0 : UInt64(UInt32(bitPattern: outliers.residuals[sent]) & 0xff_ffff))
        isOutlier.write(outliers.count == 0 ? 0 : 1)
        last.write(sent == entries - 1 ? 1 : 0)
      }
      weightsValid.write(answered < asked.count ? 1 : 0)
      if answered < asked.count { offerColumn(asked[answered], matrix, first + columnBeat * lanes, first + count) }
      if summed < beats {
        offerSums(sums, summed * lanes, count)
        sumsLast.write(summed == beats - 1 ? 1 : 0)
      }
      simulator.evaluate()
      idle += 1
      let isSent = sent < entries && outlierReady.read() != 0
      let isAnswered = answered < asked.count && weightsReady.read() != 0
      let isSummed = summed < beats && sumsReady.read() != 0
      if askedValid.read() != 0 { asked.append(Int(askedChannel.read())) }
      if resultsValid.read() != 0 {
        collect(results, given * lanes, count)
        (given, idle) = (given + 1, 0)
      }
      try simulator.step()
      if isSent {
        (sent, idle) = (sent + 1, 0)
        if sent == entries { outlierValid.write(0) }
      }
      if isAnswered {
        (columnBeat, idle) = (columnBeat + 1, 0)
        if columnBeat == beats { (columnBeat, answered) = (0, answered + 1) }
      }
      if isSummed {
        summed += 1
        if summed == beats { sumsValid.write(0) }
      }
      if idle > Self.patience { throw SimulationError.model("\(unitName) gave \(given) of \(beats) beats of results") }
    }
    weightsValid.write(0)
  }

  /// `lanes` weights of a column from a row on; 0 beyond the matrix.
  private func offerColumn(_ channel: Int, _ matrix: GroupedMatrix, _ row: Int, _ end: Int) {
    let bytes = weights.address.assumingMemoryBound(to: Int8.self)
    for lane in 0..<unit.lanes {
      bytes[lane] =
        row + lane < end && channel < matrix.columns
        ? matrix.row(row + lane, ofGroup: channel / BlockQuantizer.group)[channel % BlockQuantizer.group] : 0
    }
  }

  private func offerSums(_ numbers: UnsafePointer<Int64>, _ row: Int, _ end: Int) {
    for lane in 0..<unit.lanes {
      sums.address.storeBytes(
        of: row + lane < end ? Int32(truncatingIfNeeded: numbers[row + lane]) : 0, toByteOffset: 4 * lane, as: Int32.self)
    }
  }

  private func collect(_ numbers: UnsafeMutablePointer<Int64>, _ row: Int, _ end: Int) {
    let bytes = ShadowMAC.sumWidth / 8
    beat.copyMemory(from: results.address, byteCount: results.byteCount)
    for lane in 0..<max(0, min(unit.lanes, end - row)) {
      numbers[row + lane] = (beat.loadUnaligned(fromByteOffset: bytes * lane, as: Int64.self) << 16) >> 16
      log?.note(numbers + row + lane, simulator.cycle)
    }
  }
}
