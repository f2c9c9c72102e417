import Netlist
import Simulation
import Units

/// Sums of one to 40 columns of all three kinds of codes, with the largest exponents, sums that overflow in both directions, every code with
/// every setting and every activation, shared columns and random stalls, against `PIMMacModel`, and in every cycle against `PIMMacCycles`.
/// A transaction is the sums of an input.
public enum PIMMacTestbench: Testbench {
  public static func effort(of unit: PIMMac) -> Int { unit.elements * unit.lanes * 600 }

  private struct Beat {
    var columns: [PIMMacModel.Column]
    var elements: Int, terms: Int
    var last: Bool
  }
  private struct Sums: Equatable {
    var sums: [Int]
    var isOther: Bool
  }

  public static func run(_ unit: PIMMac, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("stalls", "no stalls", "BitMoD", "zero by element", "zero by lane", "probabilities", "shared columns")
    report.claim("largest exponents", "overflow upwards", "overflow downwards", "every code and setting", "every activation")
    var random = SplitMix64(seed: options.seed)
    let codes = try simulator.port("columns_codes"), settings = try simulator.port("columns_settings")
    let operand = try simulator.port("columns_operand"), isProbability = try simulator.port("columns_isProbability")
    let activations = try ["columns_activations", "columns_otherActivations"].map { try simulator.port($0) }
    let isShared = try simulator.port("columns_isShared"), last = try simulator.port("columns_last")
    let elements = try simulator.port("columns_elements"), terms = try simulator.port("columns_terms")
    let sums = try simulator.port("results_sums"), isOther = try simulator.port("results_isOther")
    let macs = try simulator.port("macs"), saturated = try simulator.port("saturated")
    let valid = try simulator.port("columns_valid"), ready = try simulator.port("columns_ready")
    let offered = try simulator.port("results_valid"), takes = try simulator.port("results_ready")
    try simulator.reset()
    let cycles = CycleCheck(PIMMacCycles.self, unit) {
      PIMMacSides(
        offers: valid.read() == 1, isShared: isShared.read() == 1, isLast: last.read() == 1, takes: takes.read() == 1)
    } shown: { _ in
      StreamSignals(ready: ready.read() == 1, valid: offered.read() == 1, isLast: true)
    }
    var seen = Set<Int>(), seenActivations = Set<Int>(), expectedMacs: UInt64 = 0, expectedOverflows: UInt64 = 0, round = 0
    while report.needsMore(options, round: round, most: 400) {
      let hasStalls = round % 3 != 2
      report.cover(hasStalls ? "stalls" : "no stalls")
      let driver = try StreamDriver<Beat>(simulator, "columns", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        beat in
        let column = beat.columns[0]
        codes.write(elements: column.codes.map { $0.reversed().reduce(0) { $0 << 4 | Int($1) } })
        settings.write(elements: column.settings.map { Int($0) })
        operand.write(UInt64(PIMOperand.allCases.firstIndex(of: column.operand) ?? 0))
        isProbability.write(column.isProbability ? 1 : 0)
        for (index, port) in activations.enumerated() {
          port.write(elements: beat.columns[min(index, beat.columns.count - 1)].activations.map { Int($0) })
        }
        isShared.write(beat.columns.count == 2 ? 1 : 0)
        elements.write(UInt64(beat.elements))
        terms.write(UInt64(beat.terms))
        last.write(beat.last ? 1 : 0)
      }
      var came: [Sums] = [], expected: [Sums] = [], inputs = 0
      let monitor = try StreamMonitor<Sums>(
        simulator, "results", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
      ) {
        Sums(sums: sums.readElements(unit.elements), isOther: isOther.read() == 1)
      } receive: { one, _ in
        came.append(one)
      }
      for index in 0..<6 {
        let style = Style(round: round, index: index)
        let beats = beats(unit, style, &random)
        for beat in beats {
          driver.send(beat)
          inputs += beat.columns.count
          expectedMacs += UInt64(beat.columns.count * beat.elements * beat.terms)
          for column in beat.columns {
            note(column, unit, &seen, &seenActivations)
          }
        }
        let column = beats[0].columns[0]
        report.cover(column.operand == .bitMoD ? "BitMoD" : column.operand == .zeroByLane ? "zero by lane" : "zero by element")
        report.cover("probabilities", if: column.isProbability)
        report.cover("shared columns", if: beats[0].columns.count == 2)
        report.cover("largest exponents", if: style.isLargest)
        for input in beats[0].columns.indices {
          let golden = PIMMacModel.sums(beats.map { $0.columns[input] }, on: unit)
          expected.append(Sums(sums: golden.sums, isOther: input == 1))
          expectedOverflows += UInt64(golden.overflows)
          report.cover(style.isNegative ? "overflow downwards" : "overflow upwards", if: golden.overflows > 0)
        }
      }
      report.cover("every code and setting", if: seen.count == 16 * 16 + 16 * 4)
      report.cover("every activation", if: seenActivations.count == 512)
      let start = simulator.cycle
      var progress = Progress()
      while came.count < expected.count {
        try simulator.step([driver, monitor, cycles])
        try progress.check(
          driver.transfers + came.count, cycle: simulator.cycle, report,
          "\(came.count) of \(expected.count) sums came in round \(round) of seed \(options.seed)")
      }
      if !hasStalls, simulator.cycle - start != UInt64(PIMMacCycles.cycles(of: inputs, on: unit)) {
        report.mismatch("round \(round): \(inputs) inputs without stalls took \(simulator.cycle - start) cycles")
      }
      for (index, pair) in zip(expected, came).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), sum \(index): expected \(pair.0), came \(pair.1)")
      }
      if macs.read() != expectedMacs { report.mismatch("round \(round): \(macs.read()) products, not \(expectedMacs)") }
      if saturated.read() != expectedOverflows & 0xffff_ffff {
        report.mismatch("round \(round): \(saturated.read()) overflows, not \(expectedOverflows)")
      }
      report.transactions += expected.count
      report.note(cycles)
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// What a sum is made of.
  private struct Style {
    let operand: PIMOperand
    let isProbability: Bool, isLargest: Bool, isNegative: Bool, isShared: Bool

    init(round: Int, index: Int) {
      operand = PIMOperand.allCases[(round + index) % 3]
      isProbability = (round / 2 + index) % 2 == 1
      isLargest = (round + index) % 5 == 4
      isNegative = round % 2 == 1
      isShared = (round / 3 + index / 2) % 2 == 1
    }
  }

  private static func beats(_ unit: PIMMac, _ style: Style, _ random: inout SplitMix64) -> [Beat] {
    // So many largest products exceed 32 bits.
    let least = Int(Int32.max) / (12 * (14 << 14) * unit.lanes) + 2
    let count = style.isLargest ? least + random.next(below: 4) : random.chance(30) ? 1 : 1 + random.next(below: 40)
    let elements = 1 + random.next(below: unit.elements), terms = 1 + random.next(below: unit.lanes)
    let settings = (0..<unit.elements).map { _ in UInt8(random.next(below: 16)) }
    return (0..<count).map { index in
      var column = PIMMacModel.Column(
        codes: (0..<unit.elements).map { _ in (0..<unit.lanes).map { _ in UInt8(random.next(below: 16)) } }, settings: settings,
        operand: style.operand, activations: [], isProbability: style.isProbability)
      if style.isLargest {
        let isBitMoD = style.operand == .bitMoD
        column.codes = column.codes.map { $0.map { _ in isBitMoD ? (style.isNegative ? 15 : 7) : style.isNegative ? 0 : 15 } }
        column.settings = settings.map { _ in style.isNegative ? 15 : 0 }
      }
      let inputs = (0..<(style.isShared ? 2 : 1)).map { _ in
        var input = column
        input.activations = (0..<unit.lanes).map { _ in
          style.isLargest ? (style.isProbability ? 0xff : 0x7e) : UInt8(random.next(below: 256))
        }
        return input
      }
      return Beat(columns: inputs, elements: elements, terms: terms, last: index == count - 1)
    }
  }

  private static func note(
    _ column: PIMMacModel.Column, _ unit: PIMMac, _ seen: inout Set<Int>, _ activations: inout Set<Int>
  ) {
    for code in column.activations { activations.insert(Int(code) + (column.isProbability ? 256 : 0)) }
    guard seen.count < 16 * 16 + 16 * 4 else { return }
    for element in 0..<unit.elements {
      for lane in 0..<unit.lanes {
        let setting = Int(column.settings[column.operand == .zeroByLane ? lane : element])
        let isBitMoD = column.operand == .bitMoD
        seen.insert(Int(column.codes[element][lane]) * 16 + (isBitMoD ? 256 + setting % 4 : setting) + (isBitMoD ? 1000 : 0))
      }
    }
  }
}
