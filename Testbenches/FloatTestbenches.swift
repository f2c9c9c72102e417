import Numerics
import Simulation
import Units

/// Random bit patterns, corner cases and pairs of near numbers against `FloatFormat.add`, under random stalls. A transaction is
/// a sum.
public enum FloatAdderTestbench: Testbench {
  public static func run(_ unit: FloatAdder, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let format = unit.format.format
    let sum = try simulator.port("sum_number")
    return try runFloatPairs(format, "sum", stages: unit.stages, on: simulator, options: options, read: { sum.read() }) {
      format.add($0, $1)
    }
  }
}

/// Random bit patterns, corner cases and pairs of near numbers against `FloatFormat.multiply`, under random stalls. A
/// transaction is a product.
public enum FloatMultiplierTestbench: Testbench {
  public static func run(_ unit: FloatMultiplier, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    let format = unit.format.format
    let product = try simulator.port("product_number")
    return try runFloatPairs(format, "product", stages: unit.stages, on: simulator, options: options, read: { product.read() }) {
      format.multiply($0, $1)
    }
  }
}

/// Random bit patterns, corner cases and pairs of near and equal numbers against `FloatFormat`, under random stalls. A
/// transaction is a pair.
public enum FloatComparatorTestbench: Testbench {
  public static func run(_ unit: FloatComparator, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    let format = unit.format.format
    let less = try simulator.port("order_less"), equal = try simulator.port("order_equal")
    return try runFloatPairs(
      format, "order", stages: unit.stages, on: simulator, options: options, read: { less.read() << 1 | equal.read() }
    ) { (format.isLess($0, $1) ? 2 : 0) | (format.isEqual($0, $1) ? 1 : 0) }
  }
}

/// Random numbers and corner cases with random exponents, most of them where results are neither all zero nor all beyond the
/// range, against `FloatConverter.golden`, under random stalls. A transaction is a number.
public enum FloatConverterTestbench: Testbench {
  public static func run(_ unit: FloatConverter, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport
  {
    let number = try simulator.port("input_number"), exponent = try simulator.port("input_exponent")
    let output = try simulator.port("output_number")
    let limit = 1 << (unit.exponentWidth - 1)
    func pick(_ random: inout SplitMix64) -> (number: UInt64, exponent: Int) {
      let bits: UInt64
      if let format = unit.source.format {
        bits = random.float(format)
      } else {
        // All magnitudes, and those around powers of two.
        let magnitude = random.next() >> UInt64(64 - unit.source.width + random.next(below: unit.source.width))
        let near = (UInt64(1) << UInt64(random.next(below: unit.source.width))) &+ UInt64(random.next(below: 3)) &- 1
        let halfway = ((random.next() & 0x1ff_ffff | 1) << UInt64(random.next(below: 40))) & (unit.source.mask >> 1)
        let chosen = random.chance(60) ? magnitude : random.chance(50) ? near : halfway
        bits = (random.chance(50) ? chosen : 0 &- chosen) & unit.source.mask
      }
      // Results around the ends of the target's range.
      if random.chance(15), let size = unit.magnitude(of: bits) {
        let ends =
          unit.target.format.map { [$0.bias, 1 - $0.bias, 1 - $0.bias - $0.fractionBits] } ?? [unit.target.width - 1, 0]
        let wanted = ends[random.next(below: ends.count)] - size + random.next(below: 5) - 2
        return (bits, min(max(wanted, -limit), limit - 1))
      }
      let small = random.chance(60) ? random.next(below: 64) - 32 : random.next(below: 2 * limit) - limit
      return (bits, random.chance(20) ? 0 : min(max(small, -limit), limit - 1))
    }
    return try runStreamFunction(
      input: "input", output: "output", stages: unit.stages, on: simulator, options: options, pick: pick,
      write: {
        number.write($0.number)
        exponent.write(UInt64(bitPattern: Int64($0.exponent)) & (UInt64(2 * limit) - 1))
      }, read: { output.read() }, expected: { unit.golden($0.number, exponent: $0.exponent) })
  }
}

extension FloatConverter {
  /// The exponent of a number's highest bit; nil for 0, infinities and NaNs.
  fileprivate func magnitude(of bits: UInt64) -> Int? {
    guard let format = source.format else {
      let integer = Int64(bitPattern: bits << UInt64(64 - source.width)) >> Int64(64 - source.width)
      return integer == 0 ? nil : 63 - integer.magnitude.leadingZeroBitCount
    }
    guard case .finite(_, let significand, let exponent) = format.value(of: bits), significand != 0 else { return nil }
    return 63 - significand.leadingZeroBitCount + exponent
  }
}

/// Drives a stream `operands` of pairs of numbers.
private func runFloatPairs(
  _ format: FloatFormat, _ output: String, stages: Int, on simulator: any Simulator, options: TestbenchOptions,
  read: @escaping () -> UInt64, expected: @escaping (UInt64, UInt64) -> UInt64
) throws -> TestbenchReport {
  let a = try simulator.port("operands_a"), b = try simulator.port("operands_b")
  let infinity = format.infinity, minus = format.signBit
  let situations: [(name: String, holds: ((UInt64, UInt64)) -> Bool)] = [
    ("infinities of unlike signs", { $0 == (infinity, infinity | minus) || $0 == (infinity | minus, infinity) }),
    ("infinities of one sign", { $0.0 == $0.1 && $0.0 & ~minus == infinity }),
    ("zeros of unlike signs", { $0.0 ^ $0.1 == minus && $0.0 & ~minus == 0 }),
    ("infinity and zero", { min($0.0 & ~minus, $0.1 & ~minus) == 0 && max($0.0 & ~minus, $0.1 & ~minus) == infinity }),
    ("a NaN", { max($0.0 & ~minus, $0.1 & ~minus) > infinity }),
  ]
  return try runStreamFunction(
    input: "operands", output: output, stages: stages, on: simulator, options: options, pick: { $0.floats(format) },
    write: {
      a.write($0.0)
      b.write($0.1)
    }, read: read, situations: situations, expected: { expected($0.0, $0.1) })
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

extension SplitMix64 {
  /// A number's bits: any pattern, or a corner case.
  mutating func float(_ format: FloatFormat) -> UInt64 {
    let any = next() & (format.signBit << 1 - 1)
    if chance(50) { return any }
    // Few significant bits and an everyday exponent: what comes to lie halfway between two numbers.
    if chance(50) {
      let exponent = UInt64(max(1, format.bias - 4 + next(below: format.fractionBits + 6)) % format.largestExponent)
      let fraction = any & (1 << UInt64(format.fractionBits) - 1) & ~(1 << UInt64(next(below: format.fractionBits)) - 1)
      return any & format.signBit | exponent << UInt64(format.fractionBits) | fraction
    }
    let corners: [UInt64] = [
      0, 1, 2, format.infinity, format.infinity - 1, format.canonicalNaN, format.infinity | 1, 1 << UInt64(format.fractionBits),
      1 << UInt64(format.fractionBits) - 1, UInt64(format.bias) << UInt64(format.fractionBits),
      (UInt64(format.bias) << UInt64(format.fractionBits)) - 1, any & ((1 << UInt64(format.fractionBits)) - 1),
      any & ~((1 << UInt64(format.fractionBits)) - 1),
    ]
    return corners[next(below: corners.count)] | (chance(50) ? format.signBit : 0)
  }

  /// Two numbers; half of the pairs are near each other, so that they cancel, tie and compare as equal.
  mutating func floats(_ format: FloatFormat) -> (UInt64, UInt64) {
    let a = float(format)
    switch next(below: 9) {
    // What has rules of its own, with itself and with everything else.
    case 8:
      let special = [
        0, format.infinity, format.canonicalNaN, format.infinity - 1, UInt64(format.bias) << UInt64(format.fractionBits),
      ]
      let pick = { (random: inout SplitMix64) in
        special[random.next(below: special.count)] | (random.chance(50) ? format.signBit : 0)
      }
      return (pick(&self), pick(&self))
    // A subnormal number of any length by one that lifts it: each of its leading zeros shows in the product.
    case 7:
      let highest = UInt64(1) << UInt64(next(below: format.fractionBits))
      let small = highest | next() & (highest - 1) | (chance(50) ? format.signBit : 0)
      let exponent = UInt64(format.largestExponent - 1 - next(below: format.bias))
      let large = exponent << UInt64(format.fractionBits) | next() & (1 << UInt64(format.fractionBits) - 1)
      return chance(50) ? (small, large) : (large, small)
    // Products of one bit more than a significand.
    case 4:
      let one = UInt64(format.bias) << UInt64(format.fractionBits), fraction: UInt64 = 1 << UInt64(format.fractionBits) - 1
      let short = { (bits: UInt64, kept: Int) in bits & fraction & ~(1 << UInt64(format.fractionBits - kept) - 1) }
      return (one | short(next(), (format.fractionBits + 1) / 2), one | short(next(), format.fractionBits / 2))
    case 0: return (a, a)
    case 1: return (a, a ^ format.signBit)
    case 2: return (a, a ^ (next() & (format.signBit | 0xff)))
    // Exponents that lie within a fraction's length.
    case 3:
      let field = (a >> UInt64(format.fractionBits)) & UInt64(format.largestExponent)
      let other = (field + UInt64(next(below: 2 * format.fractionBits + 6))) % UInt64(format.largestExponent)
      return (a, other << UInt64(format.fractionBits) | next() & (format.signBit | (1 << UInt64(format.fractionBits)) - 1))
    default: return (a, float(format))
    }
  }
}
