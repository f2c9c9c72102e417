import Simulation
import Units
import Verilator

/// An `OutlierExtractor` as running RTL: vectors go in, codes and outliers come out, and the host never pauses.
public final class OutlierExtractorUnit: RunningUnit {
  /// See `RunningUnit`.
  public let simulator: VerilatorSimulator
  /// See `RunningUnit`.
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let number, inverse, last, valid, ready: Line
  private let code, codeValid, channel, residual, isOutlier, outlierValid: Line
  private let saturatedPort: SimulatorPort
  private var saturated = WrappingCounter()
  /// Cycles without a transfer after which it ends.
  private static let patience = 1000

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  public init(_ unit: OutlierExtractor, _ pool: UnitPool) throws {
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    let line = { [simulator] (name: String) in Line(try simulator.port(name)) }
    (number, inverse, last) = (try line("input_number"), try line("input_inverseScale"), try line("input_last"))
    (valid, ready) = (try line("input_valid"), try line("input_ready"))
    (code, codeValid) = (try line("codes_code"), try line("codes_valid"))
    (channel, residual) = (try line("outliers_channel"), try line("outliers_residual"))
    (isOutlier, outlierValid) = (try line("outliers_isOutlier"), try line("outliers_valid"))
    saturatedPort = try simulator.port("saturatedCount")
    try simulator.reset()
    try simulator.port("codes_ready").write(1)
    try simulator.port("outliers_ready").write(1)
    simulator.evaluate()
  }

  /// The unit's.
  public var unitName: String { OutlierExtractor.unitName }
  /// Cycles, and residuals that were saturated.
  public var counters: UnitCounters { UnitCounters(cycles: simulator.cycle, saturated: saturated.total) }

  /// Splits a vector of `count` finite numbers, and returns the cycles that it took and how many residuals were saturated.
  ///
  /// - Parameters:
  ///   - codes: takes a code for each number
  ///   - found: called with each outlier in the order of the channels
  public func split(
    _ numbers: UnsafePointer<Float>, count: Int, inverseScale: Float, codes: UnsafeMutablePointer<Int8>,
    found: (_ channel: Int32, _ residual: Int32) -> Void
  ) throws -> (cycles: Int, saturated: Int) {
    let start = simulator.cycle, before = saturated.total
    var fed = 0, coded = 0, hasEnded = false, idle = 0
    inverse.write(UInt64(inverseScale.bitPattern))
    valid.write(1)
    while coded < count || !hasEnded {
      if fed < count {
        number.write(UInt64(numbers[fed].bitPattern))
        last.write(fed == count - 1 ? 1 : 0)
      }
      idle += 1
      let isTaken = fed < count && ready.read() != 0
      if codeValid.read() != 0 {
        codes[coded] = Int8(truncatingIfNeeded: code.read())
        log?.note(codes + coded, simulator.cycle)
        (coded, idle) = (coded + 1, 0)
      }
      if outlierValid.read() != 0 {
        let place = Int32(truncatingIfNeeded: channel.read())
        if isOutlier.read() != 0 {
          found(place, (Int32(truncatingIfNeeded: residual.read()) << 8) >> 8)
          log?.note(simulator.cycle)
        }
        hasEnded = Int(place) == count - 1
      }
      try simulator.step()
      if isTaken {
        (fed, idle) = (fed + 1, 0)
        if fed == count { valid.write(0) }
      }
      if idle > Self.patience { throw SimulationError.model("\(unitName) gave \(coded) of \(count) codes") }
    }
    saturated.follow(saturatedPort.read())
    return (Int(simulator.cycle - start), Int(saturated.total - before))
  }
}
