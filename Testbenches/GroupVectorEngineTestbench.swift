import Numerics
import Simulation
import Units

/// Vectors of one to six beats, with cancelling products, subnormal numbers, infinities and NaNs, under random stalls against
/// `GroupVectorEngine.golden`, and in every cycle against `GroupVectorEngineCycles`. A transaction is a vector.
public enum GroupVectorEngineTestbench: Testbench {
  /// A product costs a decoding of both factors in every evaluation.
  public static func effort(of unit: GroupVectorEngine) -> Int { unit.inputs * unit.outputs * 8000 }

  private struct Step {
    var beat: GroupVectorEngine.Beat
    var addends: [UInt32]
    var last: Bool
  }

  public static func run(_ unit: GroupVectorEngine, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim("stalls", "no stalls", "a vector of one beat", "a vector of several beats", "a sum that is no number")
    report.claim("sums that cancel", "a subnormal scale", "INT4 weights", "FP16 weights", "an addend")
    var random = SplitMix64(seed: options.seed)
    let activations = try simulator.port("operands_activations"), weights = try simulator.port("operands_weights")
    let scales = try simulator.port("operands_scales"), last = try simulator.port("operands_last")
    let addends = try simulator.port("operands_addends"), isHalf = try simulator.port("operands_isHalf")
    let sums = try simulator.port("results_sums")
    // What stands at the ports while the unit is reset must not be taken for a beat.
    activations.write(elements: (0..<unit.inputs).map { _ in 0x3c00 })
    scales.write(elements: (0..<unit.outputs).map { _ in 0x3c00 })
    addends.write(elements: (0..<unit.outputs).map { _ in 0x3c00 })
    weights.write(elements: (0..<(unit.inputs * unit.outputs)).map { _ in 1 })
    try simulator.reset()
    let counters = try StreamCounters(simulator, input: "operands", output: "results")
    let check = try CycleCheck(
      GroupVectorEngineCycles.self, unit, on: simulator, input: "operands", output: "results", hasLast: false)
    let mask: Int = 1 << unit.output.width - 1
    var round = 0
    while report.needsMore(options, round: round, most: 300) {
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let driver = try StreamDriver<Step>(simulator, "operands", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        let beat = $0.beat
        // Activations beyond a quarter do not count where weights are FP16.
        let unused = [Int](repeating: 0x7c01, count: unit.inputs - beat.activations.count)
        activations.write(elements: beat.activations.map { Int($0) } + unused)
        weights.write(
          elements: beat.weights.flatMap { row in
            row.flatMap { code in beat.isHalf ? (0..<4).map { Int(code >> (4 * $0) & 15) } : [Int(code)] }
          })
        isHalf.write(beat.isHalf ? 1 : 0)
        addends.write(elements: $0.addends.map { Int($0) })
        scales.write(elements: $0.beat.scales.map { Int($0) })
        last.write($0.last ? 1 : 0)
      }
      var came: [[UInt32]] = []
      let monitor = try StreamMonitor<[UInt32]>(
        simulator, "results", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        sums.readElements(unit.outputs).map { UInt32($0 & mask) }
      } receive: { result, _ in
        came.append(result)
      }
      var expected: [[UInt32]] = [], beats = 0
      for _ in 0..<20 {
        let vector = vector(unit, &random, &report)
        let hasAddend = random.chance(50)
        report.cover("an addend", if: hasAddend)
        let first = (0..<unit.outputs).map { _ in hasAddend ? random.float(FloatName.fp16.layout) : 0 }
        for (index, beat) in vector.enumerated() {
          // Only those of the first beat count.
          let addends = index == 0 ? first : first.map { $0 ^ 0x3c5 }
          driver.send(Step(beat: beat, addends: addends, last: index == vector.count - 1))
        }
        beats += vector.count
        let result = unit.golden(vector, addends: first)
        let values = result.map { unit.output.layout.value(of: $0) }
        report.cover("a sum that is no number", if: values.contains { $0.isNaN })
        report.cover("sums that cancel", if: values.contains(0))
        expected.append(result)
      }
      let start = simulator.cycle
      var progress = Progress()
      while came.count < expected.count {
        try simulator.step([driver, monitor, check, counters.activity])
        try progress.check(
          came.count + driver.transfers, cycle: simulator.cycle, report,
          "\(came.count) of \(expected.count) vectors came in round \(round) of seed \(options.seed)")
      }
      if !hasStalls, simulator.cycle - start != UInt64(GroupVectorEngineCycles.cycles(of: beats, on: unit)) {
        report.mismatch("round \(round): \(beats) beats without stalls took \(simulator.cycle - start) cycles")
      }
      for (index, pair) in zip(expected, came).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), vector \(index): expected \(pair.0), came \(pair.1)")
      }
      report.note(check)
      counters.check(round, &report)
      report.transactions += expected.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// Beats of finite numbers, but for some.
  private static func vector(_ unit: GroupVectorEngine, _ random: inout SplitMix64, _ report: inout TestbenchReport)
    -> [GroupVectorEngine.Beat]
  {
    let half = FloatName.fp16.layout, one = UInt32(half.bias) << 10
    let count = random.chance(30) ? 1 : 1 + random.next(below: 6)
    report.cover(count == 1 ? "a vector of one beat" : "a vector of several beats")
    let isUsual = random.chance(50)
    return (0..<count).map { _ in
      // Both kinds of weights may follow each other within a vector.
      let isHalf = random.chance(50)
      report.cover(isHalf ? "FP16 weights" : "INT4 weights")
      var product = FloatDotProduct()
      (product.terms, product.a, product.b) = isHalf ? (unit.halfInputs, .fp16, .fp16) : (unit.inputs, .fp16, .int4SignMagnitude)
      let columns = (0..<unit.outputs).map { _ in random.factors(product) }
      let scales = (0..<unit.outputs).map { _ in
        isUsual
          ? one | UInt32(random.next(below: 1 << 10))
          : random.chance(20) ? UInt32(random.next(below: 1 << 10)) : random.float(half)
      }
      report.cover("a subnormal scale", if: scales.contains { $0 > 0 && $0 < 1 << 10 })
      return GroupVectorEngine.Beat(
        activations: columns[0].0, weights: columns.map(\.1), scales: scales, isHalf: isHalf)
    }
  }
}
