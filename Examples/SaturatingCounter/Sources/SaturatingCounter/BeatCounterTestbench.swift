import TestbenchKit

/// Random words with random stalls: they come out in order, and the count is that of the transfers, up to its largest value.
/// A transaction is a word.
enum BeatCounterTestbench: Testbench {
  static func run(_ unit: BeatCounter, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var random = SplitMix64(seed: options.seed)
    var report = TestbenchReport()
    report.coverage = ["stalled": 0, "saturated": 0]
    let valid = try simulator.port("input_valid"), data = try simulator.port("input_data"),
      ready = try simulator.port("input_ready")
    let outputValid = try simulator.port("output_valid"), outputData = try simulator.port("output_data")
    let outputReady = try simulator.port("output_ready"), count = try simulator.port("count")
    let largest = (UInt64(1) << UInt64(unit.countWidth)) - 1
    try simulator.reset()

    var expected: [UInt64] = []
    var word: UInt64?
    while report.transactions < options.count || (report.coverage["saturated"] == 0 && simulator.cycle < 1_000_000) {
      if word == nil, random.chance(70) {
        word = random.next() & (unit.width < 64 ? (1 << UInt64(unit.width)) - 1 : .max)
        data.write(word ?? 0)
      }
      valid.write(word == nil ? 0 : 1)
      outputReady.write(random.chance(60) ? 1 : 0)
      simulator.evaluate()

      let wanted = min(UInt64(report.transactions), largest)
      if count.read() != wanted { report.mismatch("cycle \(simulator.cycle): count is \(count.read()), not \(wanted)") }
      if wanted == largest { report.coverage["saturated", default: 0] += 1 }
      if let sent = word {
        if ready.read() == 1 {
          expected.append(sent)
          word = nil
        } else {
          report.coverage["stalled", default: 0] += 1
        }
      }
      if outputValid.read() == 1, outputReady.read() == 1 {
        let wanted = expected.isEmpty ? nil : expected.removeFirst()
        if outputData.read() != wanted {
          report.mismatch("cycle \(simulator.cycle): word \(outputData.read()), not \(wanted ?? 0)")
        }
        report.transactions += 1
      }
      try simulator.step()
    }
    report.cycles = simulator.cycle
    return report
  }
}
