import Netlist
import Simulation
import Units

/// A model of something between an input and an output stream of words, cycle by cycle.
protocol StreamStageModel {
  var held: [BitVector] { get }
  func accepts(whileOutputReady ready: Bool) -> Bool
  mutating func step(input: BitVector?, outputReady: Bool) -> BitVector?
}
extension FifoModel<BitVector>: StreamStageModel {}
extension RegisterSliceModel<BitVector>: StreamStageModel {}

/// Sends random words through a unit with the streams `input` and `output` under random stalls, and compares every signal
/// of every cycle with the model. A transaction is a word.
///
/// Rounds without stalls check the throughput: the words of a round take `cyclesPerWord` cycles each.
func runStreamStage<Model: StreamStageModel>(
  _ initial: Model, capacity: Int, width: Int, cyclesPerWord: Int, on simulator: any Simulator, options: TestbenchOptions,
  look: (@escaping (Model) -> String?)
) throws -> TestbenchReport {
  var report = TestbenchReport()
  report.claim("full", "empty", "in and out in one cycle", "stalls", "no stalls", "input held up", "output held up")
  // What takes a word only when it is empty never moves two at once.
  if cyclesPerWord == 2 { report.coverage["in and out in one cycle"] = nil }
  var random = SplitMix64(seed: options.seed)
  try simulator.reset()

  let inputValid = try simulator.port("input_valid"), inputReady = try simulator.port("input_ready"),
    inputData = try simulator.port("input_data")
  let outputValid = try simulator.port("output_valid"), outputReady = try simulator.port("output_ready"),
    outputData = try simulator.port("output_data")
  var model = initial
  var round = 0
  while report.needsMore(options, round: round, most: 300) {
    let hasStalls = round % 4 != 3
    let count = hasStalls ? 2 * capacity + random.next(below: 200) : 2 * capacity + 50
    // Bursts against a sleeping receiver fill what is deep, a slow sender empties it.
    let styles: (Stalls, Stalls) =
      switch round % 4 {
      // Slow enough to fill any unit in about as many cycles as it has places, and no slower.
      case 0: (.none, Stalls(percent: 90, longest: min(capacity + 4, 64)))
      case 1: (Stalls(percent: 80, longest: 6), .none)
      case 2: (random.stalls(), random.stalls())
      default: (.none, .none)
      }
    report.cover(hasStalls ? "stalls" : "no stalls")
    let driver = try StreamDriver<BitVector>(simulator, "input", stalls: styles.0, seed: random.next()) { inputData.write($0) }
    for _ in 0..<count { driver.send(random.bits(width: width)) }
    var received = 0
    var first: UInt64?, last: UInt64 = 0
    let monitor = try StreamMonitor<BitVector>(
      simulator, "output", stalls: styles.1, seed: random.next(), read: { outputData.readBits() }
    ) { _, cycle in
      received += 1
      first = first ?? cycle
      last = cycle
    }
    let observer = Observer { cycle in
      let ready = outputReady.read() == 1
      let accepts = inputReady.read() == 1, offers = outputValid.read() == 1
      if accepts != model.accepts(whileOutputReady: ready) {
        report.mismatch("cycle \(cycle): input_ready is \(accepts) while \(model.held.count) words are held")
      }
      if offers == model.held.isEmpty {
        report.mismatch("cycle \(cycle): output_valid is \(offers) while \(model.held.count) words are held")
      }
      if let word = model.held.first, offers, outputData.readBits() != word {
        report.mismatch("cycle \(cycle): expected the word \(word.hexadecimal), came \(outputData.readBits().hexadecimal)")
      }
      if let problem = look(model) { report.mismatch("cycle \(cycle): \(problem)") }
      let sends = inputValid.read() == 1
      report.cover("full", if: model.held.count == capacity)
      report.cover("empty", if: model.held.isEmpty)
      report.cover("input held up", if: sends && !accepts)
      report.cover("output held up", if: offers && !ready)
      report.cover("in and out in one cycle", if: sends && accepts && offers && ready)
      _ = model.step(input: sends ? inputData.readBits() : nil, outputReady: ready)
    }
    var progress = Progress()
    while received < count {
      try simulator.step([driver, monitor, observer])
      try progress.check(
        driver.transfers + received, cycle: simulator.cycle, report,
        "\(received) of \(count) words arrived in round \(round) of seed \(options.seed)")
    }
    if !hasStalls, let first, last - first != UInt64((count - 1) * cyclesPerWord) {
      report.mismatch("\(count) words without stalls took \(last - first + 1) cycles")
    }
    // Both sides rest between rounds: the drivers of the next one start from quiet streams.
    inputValid.write(0)
    outputReady.write(0)
    report.transactions += count
    round += 1
  }
  report.cycles = simulator.cycle
  return report
}
