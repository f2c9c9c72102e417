import Netlist
import Simulation
import Units

/// Random words between two clocks of random order and speed against `AsynchronousFifoModel`: every handshake signal at
/// every edge. A transaction is a word.
public enum AsynchronousFifoTestbench: Testbench {
  public static func effort(of unit: WordAsynchronousFifo) -> Int { unit.depth * (100 + unit.width / 4) }

  /// The writer's copies of the read counter; a wrong one of the reader is seen.
  public static var equivalentMutants: [EquivalentMutant] {
    (0..<2).map {
      EquivalentMutant(
        "word_asynchronous_fifo", "seen_read_gray_\($0)", "reset value",
        "equivalent: a wrong copy of the reader's counter leaves the writer within two edges, after which it cannot be full yet")
    }
  }

  public static func run(_ unit: WordAsynchronousFifo, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim("full", "empty", "both edges at once", "fast writer", "fast reader", "equal clocks", "output held up")
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()

    guard let write = simulator.domains.firstIndex(of: "write"), let read = simulator.domains.firstIndex(of: "read") else {
      throw SimulationError.model("the clocks are \(simulator.domains), not write and read")
    }
    let inputValid = try simulator.port("input_valid"), inputReady = try simulator.port("input_ready"),
      inputData = try simulator.port("input_data")
    let outputValid = try simulator.port("output_valid"), outputReady = try simulator.port("output_ready"),
      outputData = try simulator.port("output_data")

    var model = AsynchronousFifoModel<BitVector>(depth: unit.depth, synchronizerStages: unit.synchronizerStages)
    var round = 0, edges: UInt64 = 0
    while report.needsMore(options, round: round, most: 300) {
      let driver = try StreamDriver<BitVector>(
        simulator, "input", stalls: round % 2 == 0 ? .none : random.stalls(), seed: random.next()
      ) { inputData.write($0) }
      let monitor = try StreamMonitor<BitVector>(
        simulator, "output", stalls: round % 4 < 2 ? .none : random.stalls(), seed: random.next(), read: { outputData.readBits() }
      ) { _, _ in }
      let count = 2 * unit.depth + random.next(below: 100)
      for _ in 0..<count { driver.send(random.bits(width: unit.width)) }
      // Chances in percent that a clock rises at an instant: the relation of their speeds.
      let speeds = [(50, 50), (90, 10), (10, 90), (100, 100), (60, 40)][round % 5]
      report.cover(speeds.0 > speeds.1 ? "fast writer" : speeds.0 < speeds.1 ? "fast reader" : "equal clocks")

      var progress = Progress()
      while monitor.transfers < count {
        let writes = random.chance(speeds.0), reads = random.chance(speeds.1)
        if !writes && !reads { continue }
        if writes { driver.drive() }
        if reads { monitor.drive() }
        simulator.evaluate()

        if (inputReady.read() == 1) != model.isInputReady {
          report.mismatch("edge \(edges): input_ready is \(inputReady.read())")
        }
        let offered = model.output
        if (outputValid.read() == 1) != (offered != nil) {
          report.mismatch("edge \(edges): output_valid is \(outputValid.read())")
        }
        if let offered, outputValid.read() == 1, outputData.readBits() != offered {
          report.mismatch("edge \(edges): expected the word \(offered.hexadecimal), came \(outputData.readBits().hexadecimal)")
        }
        report.cover("full", if: !model.isInputReady)
        report.cover("empty", if: offered == nil)
        report.cover("both edges at once", if: writes && reads)
        report.cover("output held up", if: reads && offered != nil && outputReady.read() == 0)

        if writes { try driver.sample(cycle: edges) }
        if reads { try monitor.sample(cycle: edges) }
        model.step(
          writeEdge: writes, readEdge: reads, input: inputValid.read() == 1 ? inputData.readBits() : nil,
          outputReady: outputReady.read() == 1)
        try simulator.step(domains: (writes ? 1 << UInt32(write) : 0) | (reads ? 1 << UInt32(read) : 0))
        if writes { driver.finishCycle() }
        if reads { monitor.finishCycle() }
        edges += 1
        try progress.check(
          driver.transfers + monitor.transfers, cycle: edges, report,
          "\(monitor.transfers) of \(count) words arrived in round \(round) of seed \(options.seed)")
      }
      outputReady.write(0)
      report.transactions += count
      round += 1
    }
    report.cycles = edges
    return report
  }
}
