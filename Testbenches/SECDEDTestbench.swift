import ErrorCorrection
import Netlist
import Simulation
import Units

/// Words into the encoder, and into the decoder words that are intact, that have one flip, two or three, under random stalls, against
/// `LinearCode`; in every cycle against `SECDEDCycles`. Every single and, of words of at most 80 bits, every double flip occurs. What is
/// promised of flips is checked beside the model: one is corrected, two are detected. A transaction is a word read.
public enum SECDEDTestbench: Testbench {
  private struct Result: Equatable {
    var data: BitVector
    var isCorrected: Bool
    var isLost: Bool
  }
  private struct Stored: Equatable {
    var data: BitVector
    var checks: UInt64
  }

  public static func effort(of unit: SECDED) -> Int { 4000 * unit.dataBits }

  public static func run(_ unit: SECDED, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("intact", "flipped data bit", "flipped check bit", "two flips", "three flips", "stalls", "no stalls")
    var random = SplitMix64(seed: options.seed)
    let code = unit.linearCode
    try simulator.reset()
    let words = try simulator.port("words_data"), storedData = try simulator.port("stored_data")
    let storedChecks = try simulator.port("stored_checks"), readData = try simulator.port("read_data")
    let readChecks = try simulator.port("read_checks"), correctedData = try simulator.port("corrected_data")
    let isCorrected = try simulator.port("corrected_isCorrected"), isLost = try simulator.port("corrected_isLost")
    let counts = try [simulator.port("correctedCount"), simulator.port("lostCount")]
    let counters = try StreamCounters(simulator, input: "read", output: "corrected")
    let check = try cycleCheck(unit, simulator)
    var patterns = flips(of: code.bits, &random)[...]
    var counted: [UInt64] = [0, 0], round = 0

    while report.needsMore(options, round: round, most: 100) || !patterns.isEmpty {
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let stalls = { (random: inout SplitMix64) in hasStalls ? random.stalls() : .none }
      let plain = try StreamDriver<BitVector>(simulator, "words", stalls: stalls(&random), seed: random.next()) {
        words.write($0)
      }
      let read = try StreamDriver<Stored>(simulator, "read", stalls: stalls(&random), seed: random.next()) {
        readData.write($0.data)
        readChecks.write($0.checks)
      }
      var stored: [Stored] = [], results: [Result] = []
      let storedMonitor = try StreamMonitor<Stored>(
        simulator, "stored", stalls: stalls(&random), seed: random.next(),
        read: { Stored(data: storedData.readBits(), checks: storedChecks.read()) }
      ) { one, _ in stored.append(one) }
      let monitor = try StreamMonitor<Result>(
        simulator, "corrected", stalls: stalls(&random), seed: random.next(),
        read: {
          Result(data: correctedData.readBits(), isCorrected: isCorrected.read() == 1, isLost: isLost.read() == 1)
        }
      ) { one, _ in results.append(one) }

      var sent: [BitVector] = [], expected: [Result] = []
      for _ in 0..<400 {
        let data = random.bits(width: unit.dataBits)
        sent.append(data)
        plain.send(data)
        let pattern = patterns.popFirst() ?? randomFlips(of: code.bits, &random)
        let result = send(data, pattern, code, to: read, &report)
        expected.append(result)
        if result.isCorrected { counted[0] += 1 }
        if result.isLost { counted[1] += 1 }
      }
      let start = simulator.cycle
      var progress = Progress()
      while stored.count < sent.count || results.count < expected.count {
        try simulator.step([plain, read, storedMonitor, monitor, check, counters.activity])
        try progress.check(
          stored.count + results.count + plain.transfers + read.transfers, cycle: simulator.cycle, report,
          "\(stored.count) words were stored and \(results.count) read in round \(round) of seed \(options.seed)")
      }
      if !hasStalls, simulator.cycle - start != UInt64(SECDEDCycles.cycles(of: sent.count, on: unit)) {
        report.mismatch("round \(round): \(sent.count) words without stalls took \(simulator.cycle - start) cycles")
      }
      for (data, came) in zip(sent, stored) where came != Stored(data: data, checks: UInt64(code.checks(of: data.words))) {
        report.mismatch("round \(round): \(data.hexadecimal) was stored as \(came)")
      }
      for (index, pair) in zip(expected, results).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), word \(index): expected \(pair.0), came \(pair.1)")
      }
      if counts.map({ $0.read() }) != counted {
        report.mismatch("round \(round): corrected and lost words are counted as \(counts.map { $0.read() }), not \(counted)")
      }
      report.note(check)
      counters.check(round, &report)
      report.transactions += expected.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// Every single flip, and every double one of words of at most 80 bits; else 2,000 of them.
  private static func flips(of bits: Int, _ random: inout SplitMix64) -> [[Int]] {
    let singles = (0..<bits).map { [$0] }
    guard bits > 80 else { return singles + (0..<bits).flatMap { first in (0..<first).map { [first, $0] } } }
    return singles + (0..<2000).map { _ in distinct(2, of: bits, &random) }
  }

  /// None to three flips.
  private static func randomFlips(of bits: Int, _ random: inout SplitMix64) -> [Int] {
    distinct(min(bits, random.next(below: 4)), of: bits, &random)
  }

  private static func distinct(_ count: Int, of bits: Int, _ random: inout SplitMix64) -> [Int] {
    var chosen: Set<Int> = []
    while chosen.count < count { chosen.insert(random.next(below: bits)) }
    return chosen.sorted()
  }

  /// Sends a word with flips; returns what must come of it.
  private static func send(
    _ data: BitVector, _ flips: [Int], _ code: LinearCode, to driver: StreamDriver<Stored>, _ report: inout TestbenchReport
  ) -> Result {
    var damaged = data.words, checks = code.checks(of: data.words)
    for bit in flips {
      if bit < code.dataBits { damaged[bit / 64] ^= 1 << UInt64(bit % 64) } else { checks ^= 1 << UInt32(bit - code.dataBits) }
    }
    driver.send(Stored(data: BitVector(words: damaged, width: code.dataBits), checks: UInt64(checks)))
    let golden = code.corrected(damaged, checks: checks)
    let result = BitVector(words: golden.data, width: code.dataBits)
    let isLost = golden.finding == .uncorrectable, isCorrected = !isLost && golden.finding != .intact
    switch flips.count {
    case 0: report.cover("intact")
    case 1: report.cover(flips[0] < code.dataBits ? "flipped data bit" : "flipped check bit")
    case 2: report.cover("two flips")
    default: report.cover("three flips")
    }
    if flips.count < 2, result != data || isCorrected == flips.isEmpty {
      report.mismatch("the model gives \(result.hexadecimal) of \(data.hexadecimal) with flips \(flips)")
    }
    if flips.count == 2, !isLost { report.mismatch("the model does not detect flips \(flips)") }
    return Result(data: result, isCorrected: isCorrected, isLost: isLost)
  }

  private static func cycleCheck(_ unit: SECDED, _ simulator: any Simulator) throws -> CycleCheck<SECDEDCycles> {
    let sides = try ["words", "read"].map { try (simulator.port($0 + "_valid"), simulator.port($0 + "_ready")) }
    let results = try ["stored", "corrected"].map { try (simulator.port($0 + "_valid"), simulator.port($0 + "_ready")) }
    let given = { (way: Int) in SECDEDCycles.Sides(offers: sides[way].0.read() == 1, takes: results[way].1.read() == 1) }
    let shown = { (way: Int) in SECDEDCycles.Shown(ready: sides[way].1.read() == 1, valid: results[way].0.read() == 1) }
    return CycleCheck(SECDEDCycles.self, unit) {
      .init(encoder: given(0), decoder: given(1))
    } shown: { _ in
      .init(encoder: shown(0), decoder: shown(1))
    }
  }
}
