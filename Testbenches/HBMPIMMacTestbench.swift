import Numerics
import Simulation
import Units

/// Sums of one to twelve columns, with cancelling, subnormal, infinite and undefined numbers, under random stalls against `HBMPIMMac.golden`,
/// and in every cycle against `HBMPIMMacCycles`. A transaction is a sum of each element.
public enum HBMPIMMacTestbench: Testbench {
  public static func effort(of unit: HBMPIMMac) -> Int { unit.elements * 4000 }

  private struct Step {
    var column: HBMPIMMac.Column
    var last: Bool
  }

  public static func run(_ unit: HBMPIMMac, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("stalls", "no stalls", "one column", "several columns", "a sum that is no number", "sums that cancel")
    report.claim("a subnormal sum", "a sum that overflows")
    var random = SplitMix64(seed: options.seed)
    let weights = try simulator.port("columns_weights"), activation = try simulator.port("columns_activation")
    let last = try simulator.port("columns_last"), sums = try simulator.port("results_sums")
    try simulator.reset()
    let counters = try StreamCounters(simulator, input: "columns", output: "results")
    let check = try CycleCheck(
      HBMPIMMacCycles.self, unit, on: simulator, input: "columns", output: "results", hasLast: false)
    let half = FloatName.fp16.layout
    var round = 0
    while report.needsMore(options, round: round, most: 300) {
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let driver = try StreamDriver<Step>(simulator, "columns", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        weights.write(elements: $0.column.weights.map { Int($0) })
        activation.write(UInt64($0.column.activation))
        last.write($0.last ? 1 : 0)
      }
      var came: [[UInt32]] = []
      let monitor = try StreamMonitor<[UInt32]>(
        simulator, "results", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        sums.readElements(unit.elements).map { UInt32($0 & 0xffff) }
      } receive: { result, _ in
        came.append(result)
      }
      var expected: [[UInt32]] = [], count = 0
      for _ in 0..<20 {
        let columns = columns(unit, &random)
        report.cover(columns.count == 1 ? "one column" : "several columns")
        for (index, column) in columns.enumerated() { driver.send(Step(column: column, last: index == columns.count - 1)) }
        count += columns.count
        let result = unit.golden(columns), values = result.map { half.value(of: $0) }
        report.cover("a sum that is no number", if: values.contains { $0.isNaN })
        report.cover("a sum that overflows", if: values.contains { $0.isInfinite })
        report.cover("a subnormal sum", if: values.contains { $0 != 0 && $0.magnitude < 0x1p-14 })
        report.cover("sums that cancel", if: columns.count > 1 && values.contains(0))
        expected.append(result)
      }
      let start = simulator.cycle
      var progress = Progress()
      while came.count < expected.count {
        try simulator.step([driver, monitor, check, counters.activity])
        try progress.check(
          came.count + driver.transfers, cycle: simulator.cycle, report,
          "\(came.count) of \(expected.count) sums came in round \(round) of seed \(options.seed)")
      }
      if !hasStalls, simulator.cycle - start != UInt64(HBMPIMMacCycles.cycles(of: count, on: unit)) {
        report.mismatch("round \(round): \(count) columns without stalls took \(simulator.cycle - start) cycles")
      }
      for (index, pair) in zip(expected, came).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), sum \(index): expected \(pair.0), came \(pair.1)")
      }
      report.note(check)
      counters.check(round, &report)
      report.transactions += expected.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// Half of them of numbers near 1, whose columns may come again with the other sign.
  private static func columns(_ unit: HBMPIMMac, _ random: inout SplitMix64) -> [HBMPIMMac.Column] {
    let half = FloatName.fp16.layout, isUsual = random.chance(50)
    func number(_ random: inout SplitMix64) -> UInt32 {
      isUsual
        ? UInt32(random.next(below: 2) << 15 | (10 + random.next(below: 8)) << 10 | random.next(below: 1024)) : random.float(half)
    }
    var columns = (0..<(random.chance(20) ? 1 : 1 + random.next(below: 12))).map { _ in
      HBMPIMMac.Column(weights: (0..<unit.elements).map { _ in number(&random) }, activation: number(&random))
    }
    if isUsual, random.chance(30) {
      columns.append(columns[0])
      columns[columns.count - 1].activation ^= 0x8000
      if columns.count > 2 { columns.removeSubrange(1..<columns.count - 1) }
    }
    return columns
  }
}
