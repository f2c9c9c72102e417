import Netlist
import Simulation
import Units

/// Vectors of random, extreme and no outliers, with columns of random and extreme weights, under random stalls of all sides, against
/// `ShadowMACModel`; the sums are those of the clipped codes, so that the results must be the unclipped integer products. Every cycle
/// must be as `ShadowMACCycles` has it. A transaction is a result.
public enum ShadowMACTestbench: Testbench {
  public static func effort(of unit: ShadowMAC) -> Int { unit.rows * 200 }

  private struct Entry {
    var channel: Int
    var residual: Int
    var isOutlier: Bool
    var last: Bool
  }
  private struct Beat: Equatable {
    var numbers: [Int]
    var last: Bool
  }

  public static func run(_ unit: ShadowMAC, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("stalls", "no stalls", "no outlier", "one outlier", "many outliers", "last element is an outlier", "extremes")
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let channel = try simulator.port("outliers_channel"), residual = try simulator.port("outliers_residual")
    let isOutlier = try simulator.port("outliers_isOutlier"), last = try simulator.port("outliers_last")
    let asked = try simulator.port("requests_channel"), weight = try simulator.port("weights_weights")
    let sum = try simulator.port("sums_sums"), sumLast = try simulator.port("sums_last")
    let result = try simulator.port("results_sums"), resultLast = try simulator.port("results_last")
    let lanes = unit.lanes, beats = unit.rows / lanes
    let bit = { (name: String) in
      let port = try simulator.port(name)
      return { port.read() == 1 }
    }
    let offered = try ["outliers", "weights", "sums", "requests", "results"].map { try bit($0 + "_valid") }
    let taken = try ["outliers", "weights", "sums", "requests", "results"].map { try bit($0 + "_ready") }
    let cycles = CycleCheck(ShadowMACCycles.self, unit) {
      ShadowMACSides(
        outlier: offered[0](), isOutlier: isOutlier.read() == 1, isLast: last.read() == 1, weights: offered[1](),
        sums: offered[2](), takesRequests: taken[3](), takesResults: taken[4]())
    } shown: { _ in
      ShadowMACSignals(
        outliers: taken[0](), weights: taken[1](), sums: taken[2](), request: offered[3](), result: offered[4]())
    }

    var round = 0
    while report.needsMore(options, round: round, most: 200) {
      let hasStalls = round % 3 != 2, isExtreme = round % 4 == 1
      report.cover(hasStalls ? "stalls" : "no stalls")
      report.cover("extremes", if: isExtreme)
      let channels = min(unit.channels, 64)
      let columns = (0..<channels).map { _ in random.numbers(unit.rows, width: 8, style: isExtreme ? 1 : 0) }

      let outliers = try StreamDriver<Entry>(
        simulator, "outliers", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        channel.write(UInt64($0.channel))
        residual.write(BitVector($0.residual, width: OutlierExtractor.residualWidth))
        isOutlier.write($0.isOutlier ? 1 : 0)
        last.write($0.last ? 1 : 0)
      }
      let sums = try StreamDriver<Beat>(simulator, "sums", stalls: hasStalls ? random.stalls() : .none, seed: random.next()) {
        sum.write(elements: $0.numbers)
        sumLast.write($0.last ? 1 : 0)
      }
      let weights = try StreamDriver<[Int]>(
        simulator, "weights", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        weight.write(elements: $0)
      }
      var requests: [Int] = [], expectedRequests: [Int] = [], results: [Beat] = [], expected: [Beat] = []
      let takesRequests = try StreamMonitor<UInt64>(
        simulator, "requests", stalls: hasStalls ? random.stalls() : .none, seed: random.next(), read: { asked.read() }
      ) { one, _ in
        requests.append(Int(one))
        // The far side answers each request with the column.
        for start in stride(from: 0, to: unit.rows, by: lanes) {
          weights.send(Array(columns[Int(one) % channels][start..<start + lanes]))
        }
      }
      let takesResults = try StreamMonitor<Beat>(
        simulator, "results", stalls: hasStalls ? random.stalls() : .none, seed: random.next(),
        read: { Beat(numbers: result.readElements(lanes), last: resultLast.read() == 1) }
      ) { one, _ in results.append(one) }

      for index in 0..<(1 + random.next(below: 4)) {
        let count = [0, 1, 2 + random.next(below: 6)][(round + index) % 3]
        report.cover(count == 0 ? "no outlier" : count == 1 ? "one outlier" : "many outliers")
        let entries = (0..<count).map { _ in
          OutlierExtractorModel.Entry(
            channel: random.next(below: channels),
            residual: isExtreme ? (random.chance(50) ? -1 << 23 : 1 << 23 - 1) : random.signed(width: 24))
        }
        let endsWithOne = count > 0 && random.chance(50)
        report.cover("last element is an outlier", if: endsWithOne)
        for (position, entry) in entries.enumerated() {
          outliers.send(
            Entry(channel: entry.channel, residual: entry.residual, isOutlier: true, last: endsWithOne && position == count - 1))
          expectedRequests.append(entry.channel)
        }
        if !endsWithOne { outliers.send(Entry(channel: unit.channels - 1, residual: 0, isOutlier: false, last: true)) }
        let clipped = random.numbers(unit.rows, width: 32, style: isExtreme ? 1 : 0)
        let golden = ShadowMACModel.results(sums: clipped, outliers: entries, weights: columns)
        for beat in 0..<beats {
          let range = beat * lanes..<beat * lanes + lanes
          sums.send(Beat(numbers: Array(clipped[range]), last: beat == beats - 1))
          expected.append(Beat(numbers: Array(golden[range]), last: beat == beats - 1))
        }
      }
      var progress = Progress(pause: beats)
      while results.count < expected.count {
        try simulator.step([outliers, sums, weights, takesRequests, takesResults, cycles])
        try progress.check(
          outliers.transfers + weights.transfers + results.count, cycle: simulator.cycle, report,
          "\(results.count) of \(expected.count) results arrived in round \(round)")
      }
      if requests != expectedRequests {
        report.mismatch("round \(round): columns \(requests) were asked for, not \(expectedRequests)")
      }
      for (index, pair) in zip(expected, results).enumerated()
      where pair.0.numbers != pair.1.numbers || pair.0.last != pair.1.last {
        report.mismatch("round \(round), result \(index): expected \(pair.0), came \(pair.1)")
      }
      report.transactions += expected.count
      round += 1
    }
    report.note(cycles)
    report.cycles = simulator.cycle
    return report
  }
}
