import Numerics
import Simulation
import Units

/// Random bit patterns, corner cases and pairs of near numbers against `FloatRules.add`, under random stalls. A transaction is
/// a sum.
public enum FloatAdderTestbench: Testbench {
  public static func run(_ unit: FloatAdder, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    try runRoundedUnit(unit, "sum", operands: 2, on: simulator, options: options) { $0.add($1[0], $1[1]) }
  }
}

/// Random bit patterns, corner cases and pairs of near numbers against `FloatRules.multiply`, under random stalls. A
/// transaction is a product.
public enum FloatMultiplierTestbench: Testbench {
  public static func run(_ unit: FloatMultiplier, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runRoundedUnit(unit, "product", operands: 2, on: simulator, options: options) { $0.multiply($1[0], $1[1]) }
  }
}

/// Random bit patterns, corner cases and addends near the product against `FloatRules.multiplyAdd`, under random stalls. A
/// transaction is a result.
public enum FloatFusedMultiplyAddTestbench: Testbench {
  public static func run(_ unit: FloatFusedMultiplyAdd, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runRoundedUnit(unit, "result", operands: 3, on: simulator, options: options) { $0.multiplyAdd($1[0], $1[1], $1[2]) }
  }
}

/// Random bit patterns, corner cases and pairs of near and equal numbers against their exact values, under random stalls. A
/// transaction is a pair.
public enum FloatComparatorTestbench: Testbench {
  public static func run(_ unit: FloatComparator, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    let layout = unit.format.layout
    let a = try simulator.port("operands_a"), b = try simulator.port("operands_b")
    let less = try simulator.port("order_less"), equal = try simulator.port("order_equal")
    return try runStreamFunction(
      input: "operands", output: "order", stages: unit.stages, on: simulator, options: options, pick: { $0.floats(layout) },
      write: {
        a.write(UInt64($0.0))
        b.write(UInt64($0.1))
      }, read: { less.read() << 1 | equal.read() }, situations: situations(layout) { [$0.0, $0.1] },
      expected: {
        let left = layout.value(of: $0.0), right = layout.value(of: $0.1)
        return (left < right ? 2 : 0) | (left == right ? 1 : 0)
      })
  }
}

/// Sends random records through a unit that makes one result of each, in order, under random stalls; without stalls the
/// results must follow each other in every cycle, the first one `stages` cycles after its record. It goes on until each of some
/// situations has come.
func runStreamFunction<Record>(
  input: String, output: String, stages: Int, on simulator: any Simulator, options: TestbenchOptions,
  pick: (inout SplitMix64) -> Record, write: @escaping (Record) -> Void, read: @escaping () -> UInt64,
  situations: [(name: String, holds: (Record) -> Bool)] = [], expected: (Record) -> UInt64
) throws -> TestbenchReport {
  var report = TestbenchReport()
  report.claim("stalls", "no stalls")
  for situation in situations { report.coverage[situation.name] = 0 }
  var random = SplitMix64(seed: options.seed)
  try simulator.reset()
  let valid = try simulator.port(input + "_valid"), ready = try simulator.port(output + "_ready")
  var round = 0
  while report.needsMore(options, round: round, most: 10000) {
    let hasStalls = round % 4 != 3
    report.cover(hasStalls ? "stalls" : "no stalls")
    let count = min(500, max(40, options.count / 4))
    let records = (0..<count).map { _ in pick(&random) }
    let driver = try StreamDriver<Record>(
      simulator, input, stalls: hasStalls ? random.stalls() : .none, seed: random.next(), write: write)
    for record in records {
      driver.send(record)
      for situation in situations { report.cover(situation.name, if: situation.holds(record)) }
    }
    var received: [(UInt64, cycle: UInt64)] = []
    let monitor = try StreamMonitor<UInt64>(
      simulator, output, stalls: hasStalls ? random.stalls() : .none, seed: random.next(), read: read
    ) {
      received.append(($0, cycle: $1))
    }
    let start = simulator.cycle
    var progress = Progress()
    while received.count < count {
      try simulator.step([driver, monitor])
      try progress.check(
        driver.transfers + received.count, cycle: simulator.cycle, report,
        "\(received.count) of \(count) results arrived in round \(round) of seed \(options.seed)")
    }
    for (record, result) in zip(records, received) where expected(record) != result.0 {
      report.mismatch(
        "cycle \(result.cycle): \(record) gives 0x\(String(result.0, radix: 16)), expected 0x\(String(expected(record), radix: 16))"
      )
    }
    if !hasStalls {
      if received[0].cycle - start != UInt64(stages) {
        report.mismatch("the first result came after \(received[0].cycle - start) cycles, not \(stages)")
      }
      if received[count - 1].cycle - received[0].cycle != UInt64(count - 1) {
        report.mismatch("\(count) results without stalls came with gaps")
      }
    }
    valid.write(0)
    ready.write(0)
    report.transactions += count
    round += 1
  }
  report.cycles = simulator.cycle
  return report
}
