import Simulation
import Units

/// Vectors with no outliers, some, and nothing else, of ordinary, halfway, huge and tiny numbers, under random stalls of both
/// receivers, against `OutlierExtractorModel`. For each element code and residual must add up to what was rounded. Every cycle must
/// be as `OutlierExtractorCycles` has it. A transaction is an element.
public enum OutlierExtractorTestbench: Testbench {
  public static func effort(of unit: OutlierExtractor) -> Int { unit.maximumLength * 60 }

  private struct Element {
    var number: Float
    var last: Bool
  }
  private struct Code: Equatable {
    var code: Int
    var last: Bool
  }
  private struct Found: Equatable {
    var channel: UInt64
    var residual: Int
    var isOutlier: Bool
    var last: Bool
  }

  public static func run(_ unit: OutlierExtractor, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "stalls", "no stalls", "no outlier", "outliers only", "some outliers", "longest vector", "saturated residual", "halfway",
      "last element is an outlier", "last element fits")
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let number = try simulator.port("input_number"), inverse = try simulator.port("input_inverseScale")
    let last = try simulator.port("input_last"), code = try simulator.port("codes_code"),
      codeLast = try simulator.port("codes_last")
    let channel = try simulator.port("outliers_channel"), residual = try simulator.port("outliers_residual")
    let isOutlier = try simulator.port("outliers_isOutlier"), outlierLast = try simulator.port("outliers_last")
    let outlierCount = try simulator.port("outlierCount"), saturatedCount = try simulator.port("saturatedCount")
    var counted: (outliers: UInt64, saturated: UInt64) = (0, 0)
    let bit = { (name: String) in
      let port = try simulator.port(name)
      return { port.read() == 1 }
    }
    let offers = try bit("input_valid"), isReady = try bit("input_ready")
    let offersCode = try bit("codes_valid"), takesCode = try bit("codes_ready")
    let offersOutlier = try bit("outliers_valid"), takesOutlier = try bit("outliers_ready")
    let cycles = CycleCheck(OutlierExtractorCycles.self, unit) {
      let rounded = OutlierExtractorModel.rounded(
        Float(bitPattern: UInt32(number.read())), inverseScale: Float(bitPattern: UInt32(inverse.read())))
      return OutlierExtractorSides(
        offers: offers(), isLast: last.read() == 1, isOutlier: !(-128...127).contains(rounded), takesCodes: takesCode(),
        takesOutliers: takesOutlier())
    } shown: { _ in
      OutlierExtractorSignals(ready: isReady(), code: offersCode(), outlier: offersOutlier())
    }

    var round = 0
    while report.needsMore(options, round: round, most: 200) {
      let hasStalls = round % 3 != 2
      report.cover(hasStalls ? "stalls" : "no stalls")
      // A power of two, so that halves stay halves, or any.
      let inverseScale: Float =
        round % 4 == 0 ? 8 : Float(sign: .plus, exponent: random.next(below: 12) - 4, significand: 1 + random.fraction())
      let driver = try StreamDriver<Element>(simulator, "input", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        number.write($0.number.word)
        inverse.write(inverseScale.word)
        last.write($0.last ? 1 : 0)
      }
      var expectedCodes: [Code] = [], expectedFound: [Found] = [], codes: [Code] = [], found: [Found] = []
      for index in 0..<(1 + random.next(below: 4)) {
        let style = (round + index) % 6
        let length = random.chance(20) ? unit.maximumLength : 1 + random.next(below: min(unit.maximumLength, 200))
        report.cover("longest vector", if: length == unit.maximumLength)
        let vector = (0..<length).map { _ in element(style, inverseScale, &random) }
        let golden = OutlierExtractorModel.split(vector, inverseScale: inverseScale)
        report.cover("no outlier", if: golden.outliers.isEmpty)
        report.cover("outliers only", if: golden.outliers.count == length)
        report.cover("some outliers", if: (1..<length).contains(golden.outliers.count))
        report.cover("saturated residual", if: golden.saturated > 0)
        report.cover("halfway", if: vector.contains { ($0 * inverseScale).magnitude.truncatingRemainder(dividingBy: 1) == 0.5 })
        let residuals = Dictionary(uniqueKeysWithValues: golden.outliers.map { ($0.channel, $0.residual) })
        for (channel, number) in vector.enumerated() {
          let isLast = channel == length - 1, rest = residuals[channel]
          driver.send(Element(number: number, last: isLast))
          expectedCodes.append(Code(code: golden.codes[channel], last: isLast))
          if isLast { report.cover(rest == nil ? "last element fits" : "last element is an outlier") }
          if rest != nil || isLast {
            expectedFound.append(Found(channel: UInt64(channel), residual: rest ?? 0, isOutlier: rest != nil, last: isLast))
          }
        }
        counted.outliers += UInt64(golden.outliers.count)
        counted.saturated += UInt64(golden.saturated)
      }
      let takesCodes = try StreamMonitor<Code>(
        simulator, "codes", stalls: hasStalls ? random.stalls() : .none, seed: random.next(),
        read: { Code(code: Int(code.readSigned()), last: codeLast.read() == 1) }
      ) { one, _ in codes.append(one) }
      let takesOutliers = try StreamMonitor<Found>(
        simulator, "outliers", stalls: hasStalls ? random.stalls() : .none, seed: random.next(),
        read: {
          Found(
            channel: channel.read(), residual: Int(residual.readSigned()), isOutlier: isOutlier.read() == 1,
            last: outlierLast.read() == 1)
        }
      ) { one, _ in found.append(one) }
      var progress = Progress()
      while codes.count < expectedCodes.count || found.count < expectedFound.count {
        try simulator.step([driver, takesCodes, takesOutliers, cycles])
        try progress.check(
          driver.transfers + codes.count + found.count, cycle: simulator.cycle, report,
          "\(codes.count) of \(expectedCodes.count) codes and \(found.count) of \(expectedFound.count) outliers arrived in round \(round)"
        )
      }
      for (index, pair) in zip(expectedCodes, codes).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), element \(index): expected \(pair.0), came \(pair.1)")
      }
      for (index, pair) in zip(expectedFound, found).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), outlier \(index): expected \(pair.0), came \(pair.1)")
      }
      let counts = (outlierCount.read(), saturatedCount.read())
      if counts != (counted.outliers, counted.saturated) {
        report.mismatch("round \(round): outliers and saturated ones are counted as \(counts), not \(counted)")
      }
      report.transactions += expectedCodes.count
      round += 1
    }
    report.note(cycles)
    report.cycles = simulator.cycle
    return report
  }

  /// An element whose rounded number fits, does not, is halfway between two, needs more than 24 bits of residual, or is any.
  private static func element(_ style: Int, _ inverse: Float, _ random: inout SplitMix64) -> Float {
    let fits = (random.fraction() - 0.5) * 250 / inverse
    let sign: Float = random.chance(50) ? 1 : -1
    let beyond = sign * (140 + random.fraction() * Float(1 << random.next(below: 24))) / inverse
    switch style {
    case 0: return (Float(random.next(below: 520)) - 260) / (2 * inverse)
    case 1: return fits
    case 2: return beyond
    case 3: return random.chance(95) ? fits : beyond
    case 4: return sign * Float(sign: .plus, exponent: random.next(below: 254) - 127, significand: 1 + random.fraction())
    default: return random.chance(50) ? fits : sign * Float(1 << 23 + random.next(below: 400)) / inverse
    }
  }
}
