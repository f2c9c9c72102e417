import Netlist
import Simulation
import Units

/// Packets of random lengths under random stalls against `WidthAdapterModel`, with garbage in lanes that hold no data.
/// Without stalls the narrow side must move one beat a cycle. A transaction is an output beat.
public enum WidthAdapterTestbench: Testbench {
  public static func effort(of unit: WidthAdapter) -> Int {
    max(unit.inputLanes, unit.outputLanes) * (2000 + 20 * unit.elementWidth)
  }

  public static var equivalentMutants: [EquivalentMutant] {
    [EquivalentMutant("width_adapter", "count", "reset value", "equivalent: a beat's first elements set it")]
  }

  /// A beat as the ports show it.
  private struct Beat: Equatable {
    var elements: BitVector
    var count: Int
    var last: Bool
  }

  public static func run(_ unit: WidthAdapter, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("stalls", "no stalls", "packet of one element", "packet of full beats", "several packets")
    if max(unit.inputLanes, unit.outputLanes) > 1 { report.claim("partly filled beat") }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()

    let inputElements = try simulator.port("input_elements"), inputCount = try simulator.port("input_count"),
      inputLast = try simulator.port("input_last")
    let outputElements = try simulator.port("output_elements"), outputCount = try simulator.port("output_count")
    let outputLast = try simulator.port("output_last")
    let width = unit.elementWidth, wide = max(unit.inputLanes, unit.outputLanes)
    let group = min(unit.inputLanes, unit.outputLanes)

    var round = 0
    while report.needsMore(options, round: round, most: 300) {
      let hasStalls = round % 3 != 2
      report.cover(hasStalls ? "stalls" : "no stalls")
      var garbage = SplitMix64(seed: random.next())
      let driver = try StreamDriver<Beat>(simulator, "input", stalls: hasStalls ? random.stalls() : .none, seed: random.next()) {
        beat in
        inputElements.write(beat.elements)
        inputCount.write(UInt64(beat.count))
        inputLast.write(beat.last ? 1 : 0)
      }
      var received: [Beat] = [], cycles: [UInt64] = []
      let monitor = try StreamMonitor<Beat>(simulator, "output", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        Beat(elements: outputElements.readBits(), count: Int(outputCount.read()), last: outputLast.read() == 1)
      } receive: { beat, cycle in
        received.append(beat)
        cycles.append(cycle)
      }

      var model = WidthAdapterModel<BitVector>(lanes: unit.outputLanes)
      var expected: [(elements: [BitVector], last: Bool)] = []
      var sent = 0
      let packets = 1 + random.next(below: 6)
      report.cover("several packets", if: packets > 1)
      for _ in 0..<packets {
        let length =
          random.chance(20) ? 1 : random.chance(20) ? wide * (1 + random.next(below: 3)) : 1 + random.next(below: 4 * wide)
        report.cover("packet of one element", if: length == 1)
        report.cover("packet of full beats", if: length % wide == 0)
        report.cover("partly filled beat", if: length % wide != 0)
        let elements = (0..<length).map { _ in random.bits(width: width) }
        for start in stride(from: 0, to: length, by: unit.inputLanes) {
          let taken = Array(elements[start..<min(length, start + unit.inputLanes)])
          let last = start + unit.inputLanes >= length
          let filler = (taken.count..<unit.inputLanes).map { _ in garbage.bits(width: width) }
          driver.send(Beat(elements: .concatenated(taken + filler), count: taken.count, last: last))
          expected += model.step(taken, last: last)
          sent += 1
        }
      }

      var narrowCycles: [UInt64] = []
      var progress = Progress()
      while received.count < expected.count {
        let before = driver.transfers, now = simulator.cycle
        try simulator.step([driver, monitor])
        if driver.transfers != before { narrowCycles.append(now) }
        try progress.check(
          driver.transfers + received.count, cycle: simulator.cycle, report,
          "\(received.count) of \(expected.count) beats arrived in round \(round) of seed \(options.seed)")
      }
      if unit.inputLanes > unit.outputLanes { narrowCycles = cycles }
      if !hasStalls, let first = narrowCycles.first, let last = narrowCycles.last, last - first + 1 != UInt64(narrowCycles.count)
      {
        report.mismatch("round \(round): \(narrowCycles.count) narrow beats without stalls took \(last - first + 1) cycles")
      }
      for (index, want) in expected.enumerated() {
        let came = received[index]
        let valid = (0..<min(came.count, unit.outputLanes)).map { came.elements.slice(offset: $0 * width, width: width) }
        if came.count != want.elements.count || came.last != want.last || valid != want.elements {
          report.mismatch(
            "round \(round), beat \(index): expected \(want.elements.map(\.hexadecimal)) last \(want.last), came \(valid.map(\.hexadecimal)) last \(came.last)"
          )
        }
        // Whole groups beyond the data are 0 towards wider beats.
        if unit.inputLanes < unit.outputLanes {
          let used = (want.elements.count + group - 1) / group * group * width
          if used < came.elements.width, !came.elements.slice(offset: used, width: came.elements.width - used).isZero {
            report.mismatch("round \(round), beat \(index): lanes beyond \(want.elements.count) are not 0")
          }
        }
      }
      report.transactions += expected.count
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }
}
