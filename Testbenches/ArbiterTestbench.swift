import Netlist
import Simulation
import Units

/// Random words on every input under random stalls against `ArbiterModel`: who is served in which cycle, and that an input
/// of the round-robin arbiter is served within as many transfers as there are inputs. A transaction is a word.
public enum ArbiterTestbench: Testbench {
  public static func effort(of unit: WordArbiter) -> Int { unit.inputs * unit.inputs * (500 + unit.width) }

  public static func run(_ unit: WordArbiter, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim("all inputs wait", "no input waits", "output held up")
    if unit.inputs > 1 { report.claim("an input comes while another is held up") }
    for index in 0..<unit.inputs { report.claim("input \(index) served") }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()

    let valid = try (0..<unit.inputs).map { try simulator.port("inputs_\($0)_valid") }
    let ready = try (0..<unit.inputs).map { try simulator.port("inputs_\($0)_ready") }
    let data = try (0..<unit.inputs).map { try simulator.port("inputs_\($0)_data") }
    let outputValid = try simulator.port("output_valid"), outputReady = try simulator.port("output_ready")
    let outputData = try simulator.port("output_data"), grant = try simulator.port("grant")

    var model = ArbiterModel(inputs: unit.inputs, policy: unit.policy)
    var round = 0
    while report.needsMore(options, round: round, most: 300) {
      let isSlow = round % 3 == 2
      let drivers = try (0..<unit.inputs).map { index in
        let port = data[index]
        let stalls = isSlow ? Stalls(percent: 95, longest: 8 * unit.inputs) : round % 3 == 1 ? random.stalls() : .none
        return try StreamDriver<BitVector>(simulator, "inputs_\(index)", stalls: stalls, seed: random.next()) { port.write($0) }
      }
      var total = 0
      for driver in drivers {
        let count = random.next(below: 40)
        for _ in 0..<count { driver.send(random.bits(width: unit.width)) }
        total += count
      }
      let monitor = try StreamMonitor<BitVector>(
        simulator, "output", stalls: round % 3 == 0 ? .none : random.stalls(), seed: random.next(),
        read: { outputData.readBits() }
      ) { _, _ in }
      // Transfers of others since each input began to wait.
      var passedOver = [Int](repeating: 0, count: unit.inputs)
      var before = [Bool](repeating: false, count: unit.inputs), wasHeldUp = false
      let observer = Observer { cycle in
        let requests = valid.map { $0.read() == 1 }, takes = outputReady.read() == 1
        let chosen = model.grant(requests)
        if (outputValid.read() == 1) != (chosen != nil) {
          report.mismatch("cycle \(cycle): output_valid is \(outputValid.read()), the requests are \(requests)")
        }
        if let chosen {
          if grant.read() != UInt64(chosen) { report.mismatch("cycle \(cycle): input \(grant.read()) is granted, not \(chosen)") }
          if outputData.readBits() != data[chosen].readBits() {
            report.mismatch("cycle \(cycle): the word is not that of input \(chosen)")
          }
        }
        for index in requests.indices where requests[index] && (ready[index].read() == 1) != (takes && index == chosen) {
          report.mismatch("cycle \(cycle): ready of input \(index) is \(ready[index].read())")
        }
        report.cover("all inputs wait", if: requests.allSatisfy { $0 })
        report.cover("no input waits", if: !requests.contains(true))
        report.cover("output held up", if: chosen != nil && !takes)
        report.cover("an input comes while another is held up", if: wasHeldUp && zip(requests, before).contains { $0 && !$1 })
        wasHeldUp = chosen != nil && !takes
        before = requests
        let served = model.step(valid: requests, outputReady: takes)
        if let served { report.cover("input \(served) served") }
        for index in requests.indices {
          passedOver[index] = requests[index] && index != served ? passedOver[index] + (served == nil ? 0 : 1) : 0
          if unit.policy == .roundRobin, passedOver[index] >= unit.inputs {
            report.mismatch("cycle \(cycle): input \(index) waits while \(passedOver[index]) others are served")
          }
        }
      }
      let transactors: [any Transactor] = drivers + [monitor, observer]
      // Pauses grow with the number of inputs.
      var progress = Progress(pause: 400 * (unit.inputs + 8) * 8)
      while monitor.transfers < total {
        try simulator.step(transactors)
        try progress.check(
          monitor.transfers, cycle: simulator.cycle, report,
          "\(monitor.transfers) of \(total) words arrived in round \(round) of seed \(options.seed)")
      }
      // A quiet cycle, with the last word gone.
      try simulator.step(transactors)
      report.transactions += total
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }
}
