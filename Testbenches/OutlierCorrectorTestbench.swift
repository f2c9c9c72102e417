import ErrorCorrection
import Netlist
import Simulation
import Units

/// Pages with their codes against `OutlierCode`, as they are and with flips in weights, thresholds and entries: every single and every
/// double flip of an entry, and pages in which many bits are wrong. Protected weights lie anywhere, side by side, at a page's ends, or
/// everywhere; pages are short and whole. In every cycle `OutlierCorrectorCycles` says which streams move. Without stalls no beat waits
/// for an entry of a page with 1 % protected. A transaction is a weight beat.
public enum OutlierCorrectorTestbench: Testbench {
  public static func effort(of unit: OutlierCorrector) -> Int { 600_000 + 12 * unit.pageBytes * unit.lanes }

  public static func run(_ unit: OutlierCorrector, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var bench = try Bench(unit, simulator, options)
    return try bench.run()
  }
}

/// A page on its way.
private struct PageTransfer {
  var thresholds: [UInt8]
  var beats: Int
  var entries: Int
}

private struct Bench {
  let unit: OutlierCorrector
  let simulator: any Simulator
  let options: TestbenchOptions
  var pages: OutlierPages
  var report = TestbenchReport()
  var counts = OutlierCounts()

  init(_ unit: OutlierCorrector, _ simulator: any Simulator, _ options: TestbenchOptions) throws {
    (self.unit, self.simulator, self.options) = (unit, simulator, options)
    pages = OutlierPages(unit, seed: options.seed)
    report.claim(
      "stalls", "no stalls", "voted", "zeroed", "corrected address", "misplaced entry", "no entries", "whole page", "dense page")
    // The Hamming code of 11 data bits has no syndrome to spare.
    if unit.detectsDoubleErrors || unit.code.addressBits != 11 { report.claim("dropped entry") }
  }

  mutating func run() throws -> TestbenchReport {
    try simulator.reset()
    let check = try OutlierCycleCheck.check(unit, simulator)
    let counters = try StreamCounters(simulator, input: "weights", output: "corrected")
    var round = 0
    while report.needsMore(options, round: round, most: 60) || pages.hasFlipsLeft {
      // Every single and double flip of an entry comes within the first rounds.
      let some = (0..<(round == 0 ? 2 : pages.hasFlipsLeft ? 100 : 8)).map { pages.next(in: round, $0) }
      try run(some, round, [check, counters.activity])
      report.note(check)
      counters.check(round, &report)
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  private mutating func run(_ pages: [OutlierPages.Page], _ round: Int, _ followers: [any Transactor]) throws {
    let hasStalls = round % 2 == 1
    report.cover(hasStalls ? "stalls" : "no stalls")
    var random = SplitMix64(seed: options.seed &+ UInt64(round) &* 104_729)
    let stalls = { (random: inout SplitMix64) in hasStalls ? random.stalls() : .none }
    let thresholds = try simulator.port("pages_thresholds"), beats = try simulator.port("pages_beats")
    let count = try simulator.port("pages_entries"), entryPort = try simulator.port("entries_entries")
    let weightPort = try simulator.port("weights_lanes"), outputPort = try simulator.port("corrected_lanes")
    let headers = try StreamDriver<PageTransfer>(simulator, "pages", stalls: stalls(&random), seed: random.next()) { page in
      page.thresholds.withUnsafeBytes { thresholds.write(bytes: $0) }
      beats.write(UInt64(page.beats))
      count.write(UInt64(page.entries))
    }
    let entries = try StreamDriver<BitVector>(simulator, "entries", stalls: stalls(&random), seed: random.next()) {
      entryPort.write($0)
    }
    let weights = try StreamDriver<ArraySlice<Int8>>(simulator, "weights", stalls: stalls(&random), seed: random.next()) {
      $0.withUnsafeBytes { weightPort.write(bytes: $0) }
    }
    var received: [BitVector] = []
    let corrected = try StreamMonitor<BitVector>(
      simulator, "corrected", stalls: stalls(&random), seed: random.next(), read: { outputPort.readBits() }
    ) { one, _ in received.append(one) }

    let lanes = unit.lanes
    var expected: [Int8] = [], isNatural = true, lost = 0
    for page in pages {
      let golden = unit.code.corrected(page.weights, page.spare)
      cover(page, golden.counts)
      counts = counts + golden.counts
      lost += golden.counts.droppedEntries + golden.counts.misplacedEntries
      expected += golden.page
      headers.send(
        PageTransfer(thresholds: page.spare.thresholds, beats: page.weights.count / lanes, entries: page.spare.entries.count))
      for first in stride(from: 0, to: page.spare.entries.count, by: lanes) {
        // Behind the last entry comes what happens to be there.
        let beat = (first..<(first + lanes)).map { $0 < page.spare.entries.count ? page.spare.entries[$0] : random.next() }
        entries.send(.concatenated(beat.map { BitVector(words: [$0], width: unit.code.entryBits) }))
      }
      for first in stride(from: 0, to: page.weights.count, by: lanes) { weights.send(page.weights[first..<(first + lanes)]) }
      if page.spare.entries.count > unit.code.entryCount(ofBytes: page.weights.count) { isNatural = false }
    }
    let late = try simulator.port("lateCycles").read(), start = simulator.cycle, beatCount = expected.count / lanes
    var progress = Progress(pause: unit.pageBytes)
    while received.count < beatCount || !entries.isIdle || !headers.isIdle {
      try simulator.step([headers, entries, weights, corrected] + followers)
      try progress.check(
        headers.transfers + entries.transfers + weights.transfers + received.count, cycle: simulator.cycle, report,
        "\(received.count) of \(beatCount) beats arrived in round \(round) of seed \(options.seed)")
    }
    if !hasStalls, isNatural {
      // The first entries of a round find the unit empty, and one that does not count may delay those behind it.
      let waits = try simulator.port("lateCycles").read() - late, took = simulator.cycle - start
      let most = UInt64(OutlierCorrectorCycles.fillCycles + lost)
      if waits > most { report.mismatch("round \(round): beats waited \(waits) cycles for entries, more than the first \(most)") }
      if took > UInt64(beatCount) + most + 1 { report.mismatch("round \(round): \(beatCount) beats took \(took) cycles") }
    }
    for (index, came) in received.enumerated() {
      let want = expected[(index * lanes)..<((index + 1) * lanes)].map { BitVector(Int($0), width: 8) }
      if came != .concatenated(want) {
        report.mismatch("round \(round), beat \(index): expected \(want.map(\.hexadecimal)), came \(came.hexadecimal)")
      }
    }
    try compareCounts(round)
    report.transactions += beatCount
  }

  private mutating func compareCounts(_ round: Int) throws {
    let ports = [
      ("votedCount", counts.voted), ("zeroedCount", counts.zeroed), ("correctedAddresses", counts.correctedAddresses),
      ("droppedEntries", counts.droppedEntries), ("misplacedEntries", counts.misplacedEntries),
    ]
    for (name, want) in ports {
      let came = try simulator.port(name).read()
      if came != UInt64(want) { report.mismatch("round \(round): \(name) is \(came), not \(want)") }
    }
  }

  private mutating func cover(_ page: OutlierPages.Page, _ counts: OutlierCounts) {
    report.cover("voted", if: counts.voted > 0)
    report.cover("zeroed", if: counts.zeroed > 0)
    report.cover("corrected address", if: counts.correctedAddresses > 0)
    report.cover("dropped entry", if: counts.droppedEntries > 0)
    report.cover("misplaced entry", if: counts.misplacedEntries > 0)
    report.cover("no entries", if: page.spare.entries.isEmpty)
    report.cover("whole page", if: page.weights.count == unit.pageBytes)
    report.cover("dense page", if: page.spare.entries.count * 2 > page.weights.count)
  }
}
