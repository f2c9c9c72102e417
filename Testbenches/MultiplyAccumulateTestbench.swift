import Simulation
import Units

/// All pairs of operands up to 8 bits in a random order, or random and extreme ones, with random gaps and new sums, against
/// `MultiplyAccumulateModel` in every cycle; a reset now and then leaves the sum as it is. A transaction is a product.
public enum MultiplyAccumulateTestbench: Testbench {
  public static var equivalentMutants: [EquivalentMutant] {
    [
      EquivalentMutant(
        "multiply_accumulate", "clear_1", "reset value", "equivalent: it is read only beside 'enable', which is 0 after reset")
    ]
  }

  public static func run(_ unit: MultiplyAccumulate, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "new sum", "sum goes on", "gap", "clear without enable", "smallest times smallest", "negative sum",
      "carry or borrow above the product", "reset again")
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let a = try simulator.port("a"), b = try simulator.port("b"), sum = try simulator.port("sum")
    let enable = try simulator.port("enable"), clear = try simulator.port("clear")
    var model = MultiplyAccumulateModel(unit)
    let pairs = 1 << (2 * unit.width), isExhaustive = unit.width <= 8
    // An odd stride visits every pair once.
    let stride = Int(random.next() >> 8) | 1, start = Int(random.next() >> 8)
    let smallest = -(1 << (unit.width - 1))
    let goal = max(options.count, isExhaustive ? pairs : 0)
    let limit = simulator.cycle + UInt64(4 * goal + 20_000)
    while report.transactions < goal || report.isIncomplete, simulator.cycle < limit {
      if random.next(below: 1000) == 0 {
        let cycles = 2
        try simulator.reset(cycles: cycles)
        for _ in 0..<cycles { model.step(a: 0, b: 0, enable: false, clear: false) }
        report.cover("reset again", if: model.sum != nil)
      }
      let isEnabled = random.chance(90), isClear = random.chance(3) || (model.sum == nil && random.chance(50))
      var (left, right) = (0, 0)
      if isExhaustive {
        let pair = (start &+ report.transactions &* stride) & (pairs - 1)
        (left, right) = ((pair & (1 << unit.width - 1)) + smallest, (pair >> unit.width) + smallest)
      } else {
        let style = random.next(below: 4)
        (left, right) = (
          random.numbers(1, width: unit.width, style: style)[0], random.numbers(1, width: unit.width, style: style)[0]
        )
      }
      a.write(signed: left)
      b.write(signed: right)
      enable.write(isEnabled ? 1 : 0)
      clear.write(isClear ? 1 : 0)
      let before = model.sum
      try simulator.step()
      model.step(a: left, b: right, enable: isEnabled, clear: isClear)
      simulator.evaluate()
      if isEnabled { report.transactions += 1 }
      report.cover("gap", if: !isEnabled)
      report.cover("new sum", if: isEnabled && isClear)
      report.cover("sum goes on", if: isEnabled && !isClear)
      report.cover("clear without enable", if: !isEnabled && isClear)
      report.cover("smallest times smallest", if: isEnabled && left == smallest && right == smallest)
      guard let expected = model.sum else { continue }
      report.cover("negative sum", if: expected < 0)
      if let before {
        report.cover("carry or borrow above the product", if: before >> (2 * unit.width) != expected >> (2 * unit.width))
      }
      if sum.readSigned() != expected {
        report.mismatch("cycle \(simulator.cycle): expected \(expected), came \(sum.readSigned())")
      }
    }
    report.cycles = simulator.cycle
    return report
  }
}
