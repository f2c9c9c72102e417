import Simulation
import Units

/// Random sums, exponents and scales, many of which round, underflow or overflow, under random stalls against
/// `RowScalerModel`, and in every cycle against `RowScalerCycles`. A transaction is a row.
public enum RowScalerTestbench: Testbench {
  private struct Row {
    var sum: Int
    var exponents: (Int, Int)
    var scale: UInt32
    var last: Bool
  }

  private struct Result: Equatable {
    /// Of each lane.
    var bits: [UInt64]
    /// Marks the vector's last row.
    var last: UInt64
  }

  public static func run(_ unit: RowScaler, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim(
      "subnormal result", "infinite result", "zero", "negative", "scale that is no finite number", "largest sum",
      "lowest exponents", "highest exponents", "stalls", "no stalls")
    // Narrower sums are exact in FP32.
    if unit.sumWidth > 25 { report.claim("sum wider than a significand", "tie") }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let lanes = unit.lanes
    let sum = BeatPort(try simulator.port("input_sum"), lanes: lanes, width: unit.sumWidth)
    let exponent = try simulator.port("input_exponent")
    let rowExponent = BeatPort(try simulator.port("input_rowExponent"), lanes: lanes, width: RowScaler.exponentWidth)
    let scale = BeatPort(try simulator.port("input_scale"), lanes: lanes)
    let last = try simulator.port("input_last"), number = BeatPort(try simulator.port("output_number"), lanes: lanes),
      outputLast = try simulator.port("output_last")
    let check = try CycleCheck(RowScalerCycles.self, unit, on: simulator)
    let counters = try StreamCounters(simulator)
    var filling = SplitMix64(seed: options.seed)
    var round = 0
    while report.needsMore(options, round: round, most: 300) {
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let driver = try StreamDriver<[Row]>(simulator, "input", stalls: hasStalls ? random.stalls() : .none, seed: random.next()) {
        beat in
        sum.write(signed: beat.map(\.sum), &filling)
        exponent.write(signed: beat[0].exponents.0)
        rowExponent.write(signed: beat.map(\.exponents.1), &filling)
        scale.write(beat.map { UInt64($0.scale) }, &filling)
        last.write(beat[beat.count - 1].last ? 1 << UInt64(beat.count - 1) : 0)
      }
      var received: [Result] = [], cycles: [UInt64] = []
      let monitor = try StreamMonitor<Result>(
        simulator, "output", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        Result(bits: number.read(), last: outputLast.read())
      } receive: { value, cycle in
        received.append(value)
        cycles.append(cycle)
      }
      // Of one lane vectors of 7 rows; of several some whole beats and a short one.
      let length = lanes == 1 ? 7 : 2 * lanes + 5 % lanes
      var rows = (0..<2000).map { index in
        let width = 1 + random.next(below: unit.sumWidth)
        let style = random.next(below: 4)
        // Near the ends of the range, around 1, at the edge of infinity, anywhere.
        let edge = 126 - width + random.next(below: 5)
        let isProductAtEdge = random.chance(20)
        // A subnormal scale of any length by a number that lifts it.
        let isLifted = random.chance(5)
        let usual = random.chance(20) ? edge : [-170, 90, 0, random.next(below: 700) - 350][style] + random.next(below: 40)
        let total = isLifted ? 118 - width + random.next(below: 8) : isProductAtEdge ? 100 - width : usual
        let first = random.next(below: 600) - 300
        let field: UInt32 =
          isLifted || random.chance(5)
          ? 0
          : random.chance(5)
            ? 255
            : isProductAtEdge
              ? UInt32(154 + random.next(below: 4))
              : style == 2 ? UInt32(110 + random.next(below: 30)) : UInt32(random.next(below: 256))
        // Infinities and NaNs by their fields alone; powers of two keep the product exact, so that the sum's rounding shows.
        let fraction =
          random.chance(30) && !isLifted ? 0 : UInt32(random.next(below: 1 << (isLifted ? 1 + random.next(below: 23) : 23)))
        let ends = 1 << (RowScaler.exponentWidth - 1), largest = 1 << (unit.sumWidth - 1)
        let isAtEnd = random.chance(2), isLargest = random.chance(2)
        let sum = randomSum(style: isProductAtEdge ? 0 : random.next(below: 4), width: width, unit, &random)
        let end = random.chance(50) ? -ends : ends - 1
        return Row(
          sum: isLargest ? (random.chance(50) ? -largest : largest - 1) : sum,
          exponents: isAtEnd ? (end, end) : (first, total - first),
          scale: UInt32(random.next(below: 2)) << 31 | field << 23 | fraction, last: index % length == length - 1)
      }
      // All rows of a beat have one exponent.
      for index in rows.indices where index % length % lanes != 0 {
        let first = rows[index - 1].exponents.0, rest = rows[index].exponents.0 + rows[index].exponents.1 - first
        rows[index].exponents = (first, max(-1024, min(1023, rest)))
      }
      let beats = rows.chunks(of: length).flatMap { $0.chunks(of: lanes) }
      beats.forEach(driver.send)
      var progress = Progress()
      while received.count < beats.count {
        try simulator.step([driver, monitor, check, counters.activity])
        try progress.check(
          driver.transfers + received.count, cycle: simulator.cycle, report,
          "\(received.count) of \(beats.count) beats arrived in round \(round) of seed \(options.seed)")
      }
      report.note(check)
      counters.check(round, &report)
      let given = zip(beats, received).flatMap { beat, result in
        beat.indices.map { (bits: UInt32(result.bits[$0]), last: result.last >> UInt64($0) & 1 == 1) }
      }
      for (row, came) in zip(rows, given) {
        let golden = RowScalerModel.scale(
          Int64(row.sum), exponent: row.exponents.0 + row.exponents.1, by: Float(bitPattern: row.scale))
        report.cover("subnormal result", if: golden.isSubnormal)
        report.cover("infinite result", if: golden.isInfinite)
        report.cover("zero", if: row.sum == 0)
        report.cover("largest sum", if: row.sum == 1 << (unit.sumWidth - 1) - 1)
        report.cover("lowest exponents", if: row.exponents == (-1024, -1024))
        report.cover("highest exponents", if: row.exponents == (1023, 1023))
        report.cover("tie", if: isTie(row.sum))
        report.cover("scale that is no finite number", if: row.scale >> 23 & 0xff == 0xff)
        report.cover("negative", if: row.sum < 0)
        report.cover("sum wider than a significand", if: abs(row.sum) >= 1 << 24)
        // There is one NaN.
        let agrees = golden.isNaN ? came.bits == 0x7fc0_0000 : came.bits == golden.bitPattern
        if !agrees || came.last != row.last {
          report.mismatch("\(row): expected \(golden), came \(Float(bitPattern: came.bits))")
        }
      }
      if !hasStalls, let first = cycles.first, let final = cycles.last, final - first + 1 != UInt64(beats.count) {
        report.mismatch("\(beats.count) beats without stalls took \(final - first + 1) cycles")
      }
      report.transactions += rows.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// Any sum of `width` bits, one that lies half way between two numbers, one beside it, or 0.
  private static func randomSum(style: Int, width: Int, _ unit: RowScaler, _ random: inout SplitMix64) -> Int {
    let extra = 1 + random.next(below: max(1, unit.sumWidth - 26))
    guard unit.sumWidth > 26, style > 0, width > 4 else { return random.chance(5) ? 0 : random.signed(width: width) }
    // 24 bits of significand, a half, and nothing or one unit more or less.
    let significand = (1 << 23 | random.next(below: 1 << 23)) << extra | 1 << (extra - 1)
    let magnitude = significand + (style - 2)
    return random.chance(50) ? magnitude : -magnitude
  }

  /// Whether a sum lies half way between two neighbours of 24 bits.
  private static func isTie(_ sum: Int) -> Bool {
    let magnitude = sum.magnitude
    let width = UInt.bitWidth - magnitude.leadingZeroBitCount
    guard width > 24 else { return false }
    return magnitude & ((1 << UInt(width - 24)) - 1) == 1 << UInt(width - 25)
  }
}
