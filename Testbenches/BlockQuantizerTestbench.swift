import Simulation
import Units

/// Vectors of random lengths, magnitudes and exponents under random stalls against `BlockQuantizerModel`, and in every cycle against
/// `BlockQuantizerCycles`. A transaction is a value.
public enum BlockQuantizerTestbench: Testbench {
  public static func effort(of unit: BlockQuantizer) -> Int { unit.maximumLength * 200 }

  private struct Value {
    var bits: UInt32
    var exponent: Int
    var last: Bool
  }
  private struct Code: Equatable {
    /// Of each lane.
    var codes: [Int]
    var shift: Int
    var exponent: Int
    /// Marks the vector's last value.
    var last: UInt64
  }

  public static func run(_ unit: BlockQuantizer, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "one value", "longest vector", "all zero", "zeros of any exponent", "all equal", "one beside zeros", "largest numbers",
      "all subnormal", "lowest exponent", "highest exponent", "rounds up to the next exponent", "ties", "subnormal",
      "both banks full", "stalls", "no stalls")
    if unit.maximumLength > 64 { report.claim("groups far apart", "group cut off at the lowest exponent") }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let lanes = unit.lanes
    let value = BeatPort(try simulator.port("input_number"), lanes: lanes)
    let exponent = BeatPort(try simulator.port("input_exponent"), lanes: lanes, width: 9), last = try simulator.port("input_last")
    let code = BeatPort(try simulator.port("output_code"), lanes: lanes, width: 8), shift = try simulator.port("output_shift")
    let outputExponent = try simulator.port("output_exponent"), outputLast = try simulator.port("output_last")

    let inputValid = try simulator.port("input_valid"), inputReady = try simulator.port("input_ready")
    let check = try CycleCheck(BlockQuantizerCycles.self, unit, on: simulator)
    let counters = try StreamCounters(simulator)

    var filling = SplitMix64(seed: options.seed)
    var round = 0
    while round < 4 || report.needsMore(options, round: round, most: 200) {
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let driver = try StreamDriver<[Value]>(simulator, "input", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        beat in
        value.write(beat.map { UInt64($0.bits) }, &filling)
        exponent.write(signed: beat.map(\.exponent), &filling)
        last.write(beat[beat.count - 1].last ? 1 << UInt64(beat.count - 1) : 0)
      }
      var received: [Code] = [], cycles: [UInt64] = []
      let monitor = try StreamMonitor<Code>(simulator, "output", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        Code(
          codes: code.readSigned(), shift: Int(shift.read()), exponent: outputExponent.readSigned(), last: outputLast.read())
      } receive: { code, cycle in
        received.append(code)
        cycles.append(cycle)
      }
      var expected: [Code] = []
      let observer = Observer { _ in report.cover("both banks full", if: inputValid.read() == 1 && inputReady.read() == 0) }
      let steady = [unit.maximumLength, 1, 64, 1 + random.next(below: 64)][round / 2 % 4]
      for number in 0..<8 {
        // A first vector of zeros tells the largest field from what stands there at reset.
        let isZero = round == 0 && number == 0
        let lengths = [
          1, unit.maximumLength, 1 + random.next(below: unit.maximumLength), min(unit.maximumLength, 64),
          1 + random.next(below: 6),
        ]
        let length = hasStalls ? lengths[random.next(below: 5)] : steady
        let style = random.next(below: 6)
        let shape = random.chance(40) ? Shape.allCases[random.next(below: Shape.allCases.count)] : .mixed
        // Beside zeros, or at the place whose value all others have.
        let chosen = random.next(below: length)
        // At an end of the range, anywhere for each value, or 0.
        let end =
          random.chance(10) ? (random.chance(50) ? BlockQuantizer.addends.lowerBound : BlockQuantizer.addends.upperBound) : 0
        var groupScale = 0
        var values = (0..<length).map { index -> Value in
          if index % 64 == 0, style == 1 {
            // Anywhere, or some way below what the group before still reaches.
            let isAnywhere = index / 64 % 2 == 0 || random.next(below: 2) == 0
            groupScale = isAnywhere ? random.next(below: 60) - 30 : groupScale - 19 - random.next(below: 8)
          }
          return Value(
            bits: isZero ? 0 : shape.bits(pattern(style, groupScale, &random), isChosen: index == chosen, &random),
            exponent: style == 3 ? random.next(below: 512) - 256 : end,
            last: index == length - 1)
        }
        if shape == .equal { for index in values.indices { values[index].bits = values[chosen].bits } }
        values.chunks(of: lanes).forEach(driver.send)
        report.cover("zeros of any exponent", if: shape == .zero && style == 3)
        report.cover("all equal", if: shape == .equal && length > 1)
        report.cover("one beside zeros", if: shape == .oneHot && length > 1)
        report.cover("largest numbers", if: shape == .largest)
        report.cover("all subnormal", if: shape == .subnormal)
        let golden = BlockQuantizerModel.quantize(values.map { Float(bitPattern: $0.bits) }, exponents: values.map(\.exponent))
        for (index, codes) in golden.codes.chunks(of: lanes).enumerated() {
          expected.append(
            Code(
              codes: codes.map { Int($0) }, shift: Int(golden.shifts[index * lanes / 64]), exponent: golden.exponent,
              last: (index + 1) * lanes >= length ? 1 << UInt64(codes.count - 1) : 0))
        }
        report.cover("lowest exponent", if: golden.exponent == BlockQuantizer.exponents.lowerBound)
        report.cover("highest exponent", if: golden.exponent == BlockQuantizer.exponents.upperBound)
        report.cover("one value", if: length == 1)
        report.cover("longest vector", if: length == unit.maximumLength)
        report.cover("all zero", if: golden.codes.allSatisfy { $0 == 0 })
        report.cover("rounds up to the next exponent", if: values.contains { $0.bits >> 16 & 0x7f == 0x7f })
        report.cover("ties", if: style == 4)
        report.cover("subnormal", if: values.contains { $0.bits & 0x7f80_0000 == 0 && $0.bits & 0x7f_ffff != 0 })
        if unit.maximumLength > 64 {
          report.cover("groups far apart", if: Set(golden.shifts).count > 1)
          report.cover("group cut off at the lowest exponent", if: isCutOff(golden))
        }
      }
      var progress = Progress()
      while received.count < expected.count {
        try simulator.step([driver, monitor, observer, check, counters.activity])
        try progress.check(
          driver.transfers + received.count, cycle: simulator.cycle, report,
          "\(received.count) of \(expected.count) codes arrived in round \(round) of seed \(options.seed)")
      }
      report.note(check)
      counters.check(round, &report)
      // Lanes behind a vector's last value give any code.
      for index in received.indices { received[index].codes.removeLast(lanes - expected[index].codes.count) }
      if let index = expected.indices.first(where: { received[$0] != expected[$0] }) {
        report.mismatch("round \(round), beat \(index): expected \(expected[index]), came \(received[index])")
      }
      // One bank fills while the other drains.
      if !hasStalls, let first = cycles.first, let last = cycles.last, steady > lanes, last - first + 1 != UInt64(expected.count)
      {
        report.mismatch(
          "round \(round): \(expected.count) codes of vectors of \(steady) without stalls took \(last - first + 1) cycles")
      }
      report.transactions += expected.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// Whether a group has lost bits to the limit of the shift: with an exponent of its own its largest code would be 64 or more.
  private static func isCutOff(_ vector: BlockQuantizedVector) -> Bool {
    vector.shifts.indices.contains { group in
      let codes = vector.codes[group * 64..<min(vector.codes.count, group * 64 + 64)]
      return vector.shifts[group] == 0 && (1...63).contains(codes.map(\.magnitude).max() ?? 0)
    }
  }

  /// What a whole vector looks like, beside the style of its numbers.
  private enum Shape: CaseIterable {
    case mixed, zero, equal, oneHot, largest, subnormal

    /// What becomes of a value; `isChosen` is the one beside zeros.
    func bits(_ bits: UInt32, isChosen: Bool, _ random: inout SplitMix64) -> UInt32 {
      switch self {
      case .mixed, .equal: bits
      case .zero: bits & 1 << 31
      case .oneHot: isChosen ? bits : 0
      case .largest: bits & 1 << 31 | Float.greatestFiniteMagnitude.bitPattern
      case .subnormal: bits & 1 << 31 | UInt32(1 + random.next(below: 0x7f_ffff))
      }
    }
  }

  private static func pattern(_ style: Int, _ scale: Int, _ random: inout SplitMix64) -> UInt32 {
    let sign = UInt32(random.next(below: 2)) << 31
    switch style {
    case 0:  // Any finite pattern.
      let bits = UInt32(truncatingIfNeeded: random.next())
      return bits & 0x7f80_0000 == 0x7f80_0000 ? bits & 0x807f_ffff : bits
    case 2: return sign | UInt32(random.next(below: 3) == 0 ? 0 : random.next(below: 1 << 23))
    case 4:  // Small whole numbers and halves: many ties.
      return (Float(random.next(below: 255)) / 2).bitPattern | sign
    case 5:  // Just below a power of two.
      return sign | UInt32(100 + random.next(below: 8)) << 23 | 0x7e_0000 | UInt32(random.next(below: 1 << 17))
    default:
      return sign | UInt32(127 + scale + random.next(below: 8)) << 23 | UInt32(random.next(below: 1 << 23))
    }
  }
}
