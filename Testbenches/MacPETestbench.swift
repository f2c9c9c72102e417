import Simulation
import Units

/// Random sums of random lengths under random stalls against `MacPEModel`, and in every cycle against `MacPECycles`. A transaction is
/// a sum.
public enum MacPETestbench: Testbench {
  private struct Operands {
    var a: Int, b: Int, last: Bool
  }

  public static func run(_ unit: MacPE, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim(
      "stalls", "no stalls", "sum of one product", "long sum", "smallest times smallest", "result held up", "operands held up")
    // The longest sum, of 100 products of at most 2^(2 width - 2), does not reach the ends of wider accumulators.
    if unit.accumulatorWidth <= 2 * unit.width + 5 { report.claim("sum wraps") }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let a = try simulator.port("operands_a"), b = try simulator.port("operands_b"), last = try simulator.port("operands_last")
    let sum = try simulator.port("result_sum")
    var model = MacPEModel(unit)
    let check = try CycleCheck(
      MacPECycles.self, unit, on: simulator, input: "operands", output: "result", hasLast: false)

    var round = 0
    while report.needsMore(options, round: round, most: 300) {
      let hasStalls = round % 3 != 2
      report.cover(hasStalls ? "stalls" : "no stalls")
      let driver = try StreamDriver<Operands>(
        simulator, "operands", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        a.write(signed: $0.a)
        b.write(signed: $0.b)
        last.write($0.last ? 1 : 0)
      }
      var received: [Int] = []
      let monitor = try StreamMonitor<Int>(
        simulator, "result", stalls: hasStalls ? random.stalls() : .none, seed: random.next(), read: { sum.readSigned() }
      ) { value, _ in
        received.append(value)
      }
      var expected: [Int] = [], products = 0
      for _ in 0..<(1 + random.next(below: 20)) {
        let count = random.chance(25) ? 1 : random.chance(20) ? 100 : 1 + random.next(below: 12)
        let style = random.next(below: 4)
        let left = random.numbers(count, width: unit.width, style: style),
          right = random.numbers(count, width: unit.width, style: style)
        report.cover("sum of one product", if: count == 1)
        report.cover("long sum", if: count == 100)
        report.cover("smallest times smallest", if: style == 2)
        // Of 64 bits, which the widest accumulators have, too; then an overflow is what wraps.
        var exact = 0, overflows = false
        for index in 0..<count {
          driver.send(Operands(a: left[index], b: right[index], last: index == count - 1))
          let next = exact.addingReportingOverflow(left[index] * right[index])
          exact = next.partialValue
          overflows = overflows || next.overflow
          if let sum = model.step(a: left[index], b: right[index], last: index == count - 1) {
            expected.append(sum)
            report.cover("sum wraps", if: sum != exact || overflows)
          }
        }
        products += count
      }
      let start = simulator.cycle
      var progress = Progress()
      while received.count < expected.count {
        try simulator.step([driver, monitor, check])
        try progress.check(
          driver.transfers + received.count, cycle: simulator.cycle, report,
          "\(received.count) of \(expected.count) sums arrived in round \(round) of seed \(options.seed)")
      }
      let cyclesTaken = simulator.cycle - start
      report.cover("operands held up", if: driver.backPressuredCycles > 0)
      report.cover("result held up", if: driver.backPressuredCycles > expected.count)
      report.note(check)
      for (index, want) in expected.enumerated() where received[index] != want {
        report.mismatch("round \(round), sum \(index): expected \(want), came \(received[index])")
      }
      // One product a cycle, and one cycle for each sum's delivery.
      if !hasStalls, cyclesTaken != UInt64(products + expected.count) {
        report.mismatch(
          "round \(round): \(products) products and \(expected.count) sums took \(cyclesTaken) cycles without stalls")
      }
      report.transactions += expected.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }
}
