import Hosts
import Simulation
import Units

/// Random sums of several passes against `NPUSystolicModel`: shapes from 1 x 1 to the whole array, tiles with rows and columns
/// left over, garbage where nothing counts, extreme values, bias, requantization, shifts, and random stalls on every stream.
/// A transaction is a vector of sums.
///
/// Some rounds come without stalls. There the last operand must be taken as soon as the dataflow allows, sums must leave
/// after the stated latency, and the counters must tell exactly that. In every cycle the array must do what `NPUSystolicCycles` does.
public enum NPUSystolicTestbench: Testbench {
  public static func effort(of unit: NPUSystolic) -> Int { unit.rows * unit.columns * 2000 + unit.accumulators * 1000 }

  public static func run(_ unit: NPUSystolic, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var bench = try Bench(unit, simulator, options)
    return try bench.run()
  }
}

private struct Bench {
  let unit: NPUSystolic
  let simulator: any Simulator
  let options: TestbenchOptions
  let ports: NPUSystolicPorts
  let check: CycleCheck<NPUSystolicCycles>
  var random: SplitMix64
  var model: NPUSystolicModel
  var report = TestbenchReport()

  init(_ unit: NPUSystolic, _ simulator: any Simulator, _ options: TestbenchOptions) throws {
    self.unit = unit
    self.simulator = simulator
    self.options = options
    ports = try NPUSystolicPorts(simulator)
    check = try CycleCheck(unit, on: simulator, ports)
    random = SplitMix64(seed: options.seed)
    model = NPUSystolicModel(unit)
    report.claim(
      "stalls", "no stalls", "one vector", "most vectors", "one number of K", "most of K", "one pass", "several passes", "bias",
      "requantized", "raw", "shifted", "extreme values", "results held up", "operands late",
      "parameters late", "fewer columns")
    if unit.columns == 1 { report.coverage["fewer columns"] = nil }
  }

  mutating func run() throws -> TestbenchReport {
    try simulator.reset()
    // An array without work counts nothing.
    for _ in 0..<8 { try simulator.step([check]) }
    let idle = ports.counters
    if idle.macs | idle.busy | idle.starved | idle.backPressured != 0 { report.mismatch("the counters are not 0 after a reset") }
    var round = 0
    while report.needsMore(options, round: round, most: 600) {
      switch round % 6 {
      case 2, 5: try runRound(round, .none, holdsResults: false)
      case 3: try runRound(round, .none, holdsResults: true)
      case 4: try runLateRound(round)
      default: try runRound(round, random.stalls(), holdsResults: false)
      }
      round += 1
    }
    report.note(check)
    report.cycles = simulator.cycle
    return report
  }

  // MARK: Stimuli

  private mutating func codes(_ count: Int, _ style: Int) -> [Int8] {
    random.numbers(count, width: 8, style: style).map { Int8($0) }
  }

  /// The passes of one sum; all but the shapes at random.
  private mutating func passes(isPlain: Bool, needsParameters: Bool = false) -> (passes: [NPUPass], parameters: NPUParameterSet?)
  {
    let vectors = pick(unit.mostVectors, "one vector", "most vectors", most: 20)
    let columns = random.chance(60) ? unit.columns : 1 + random.next(below: unit.columns)
    let count = random.chance(30) ? 1 : 2 + random.next(below: 3)
    let style = random.next(below: 4)
    let isRequantized = !isPlain && random.chance(40)
    let withParameters = needsParameters || !isPlain && (isRequantized || random.chance(30))
    let widest = random.chance(50) ? 1 : random.chance(20) ? 32 : 21
    report.cover("fewer columns", if: columns < unit.columns)
    report.cover(count == 1 ? "one pass" : "several passes")
    report.cover("bias", if: withParameters)
    report.cover("shifted", if: widest > 1)
    report.cover(isRequantized ? "requantized" : "raw")
    report.cover("extreme values", if: style == 1 || style == 2)
    let passes = (0..<count).map { index in
      let inner = pick(unit.mostInner, "one number of K", "most of K", most: 40)
      return NPUPass(
        weights: (0..<inner).map { _ in codes(unit.columns, style) }, activations: (0..<vectors).map { _ in codes(inner, style) },
        shifts: (0..<vectors).map { _ in random.next(below: widest) }, columns: columns, first: index == 0,
        last: index == count - 1,
        requantize: isRequantized && (index == count - 1 || random.chance(50)), withParameters: withParameters)
    }
    return (passes, withParameters ? parameterSet() : nil)
  }

  /// 1, all, or something between.
  private mutating func pick(_ limit: Int, _ one: String, _ all: String, most: Int) -> Int {
    let needsAll = report.coverage[all] == 0
    let value =
      random.chance(15) ? 1 : needsAll || (limit <= most && random.chance(30)) ? limit : 1 + random.next(below: min(limit, most))
    report.cover(one, if: value == 1)
    report.cover(all, if: value == limit)
    return value
  }

  private mutating func parameterSet() -> NPUParameterSet {
    let small = random.chance(50)
    return NPUParameterSet(
      biases: (0..<unit.columns).map { _ in small ? random.signed(width: 12) : random.signed(width: 32) },
      multipliers: (0..<unit.columns).map { _ in random.chance(10) ? 65535 : random.next(below: 1 << (small ? 4 : 16)) },
      rightShifts: (0..<unit.columns).map { _ in small ? random.next(below: 12) : random.next(below: 48) })
  }

  // MARK: A round

  /// Everything that is sent in a round, and what must come back.
  private struct Work {
    var passes: [NPUPass] = []
    var parameters: [NPUParameterSet] = []
    var expected: [NPUSums] = []
  }

  private mutating func work(sums: Int, isPlain: Bool, needsParameters: Bool = false) -> Work {
    var work = Work()
    for _ in 0..<sums {
      let (passes, parameters) = passes(isPlain: isPlain, needsParameters: needsParameters)
      if let parameters { work.parameters.append(parameters) }
      work.passes += passes
      for (index, pass) in passes.enumerated() { work.expected += model.run(pass, parameters: index == 0 ? parameters : nil) }
    }
    return work
  }

  private mutating func runRound(_ round: Int, _ stalls: Stalls, holdsResults: Bool) throws {
    let isTimed = stalls.percent == 0 && !holdsResults
    report.cover(isTimed ? "no stalls" : "stalls", if: isTimed || !holdsResults)
    let work = work(sums: 1 + random.next(below: 4), isPlain: isTimed && round % 6 == 2)
    let before = ports.counters
    var run = try Run(
      self, work, stalls: stalls, results: holdsResults ? Stalls(percent: 60, longest: 40) : stalls, seed: random.next())
    try run.finish(work, round, &report)
    let after = ports.counters
    report.cover("results held up", if: after.backPressured > before.backPressured)
    if after.macs != UInt64(model.macs) { report.mismatch("round \(round): \(after.macs) products counted, not \(model.macs)") }
    let refused = UInt64(run.results.backPressuredCycles)
    if after.backPressured &- before.backPressured > refused {
      report.mismatch(
        "round \(round): held up in \(after.backPressured &- before.backPressured) cycles, but results were refused in \(refused)"
      )
    }
    guard isTimed else { return }
    // Every stream offers from the round's first cycle on, so that the unit is busy from the cycle after that. Rows of an
    // output-stationary array that are not in use finish behind the others.
    let busy = after.busy &- before.busy, needed = run.lastResult - run.start
    if busy < needed || busy > needed + (unit.dataflow == .outputStationary ? UInt64(unit.rows) + 5 : 0) {
      report.mismatch("round \(round): busy in \(busy) cycles, not \(needed)")
    }
    if after.backPressured != before.backPressured { report.mismatch("round \(round): held up without a stall") }
    guard work.parameters.isEmpty else { return }
    if after.starved != before.starved { report.mismatch("round \(round): starved in \(after.starved &- before.starved) cycles") }
    let stated = statedCycles(work.passes)
    if needed != UInt64(stated) { report.mismatch("round \(round): the last sums left in cycle \(needed), not \(stated)") }
  }

  /// The cycle of the last sums' transfer if nothing ever waits for anything but the dataflow; commands and operands are
  /// offered from cycle 0 on.
  private func statedCycles(_ passes: [NPUPass]) -> Int {
    let groups = unit.columns / unit.usedReach
    let edge = 5
    if unit.dataflow == .outputStationary {
      var step = 0
      for (index, pass) in passes.enumerated() { step += index == 0 ? pass.inner : max(pass.inner, unit.rows) }
      return step + 1 + (passes.last?.vectors ?? 0) + groups + edge
    }
    // A tile is loaded while the one before is in use, into the bank that the one before that has left.
    var loaded = 1, issued = 1, left = 1
    for pass in passes {
      loaded = max(loaded, left) + pass.inner
      left = issued + (issued > 1 ? groups - 1 : 0)
      issued = max(loaded, issued) + pass.vectors
    }
    return issued + unit.rows + groups + edge - 1
  }

  /// One input comes late: the array must say that it starved, and for how long, or wait for its parameters.
  private mutating func runLateRound(_ round: Int) throws {
    let late = [Run.Input.weights, .activations, .parameters][random.next(below: 3)]
    let work = work(sums: 1, isPlain: late != .parameters, needsParameters: late == .parameters)
    let before = ports.counters
    var run = try Run(self, work, stalls: .none, results: .none, seed: random.next(), withholding: late)
    // Long enough for everything else to get as far as it can.
    let inner = work.passes[0].inner
    for _ in 0..<(2 * inner + 10) { try run.step() }
    let waited = ports.counters.starved
    for _ in 0..<10 { try run.step() }
    if late == .parameters {
      // An output-stationary array has room for two beats of operands.
      let taken = unit.dataflow == .outputStationary ? max(0, run.activations.transfers - 2) : run.activations.transfers
      if taken > 0 { report.mismatch("round \(round): \(taken) operands were taken before their parameters came") }
    } else if ports.counters.starved &- waited != 10 {
      report.mismatch("round \(round): starved in \(ports.counters.starved &- waited) of 10 cycles")
    }
    run.release()
    try run.finish(work, round, &report)
    report.cover("operands late", if: ports.counters.starved > before.starved)
    report.cover("parameters late", if: late == .parameters)
  }

  /// The streams of one round.
  private struct Run {
    let simulator: any Simulator
    let unit: NPUSystolic
    let commands: StreamDriver<NPUPass>
    let weights: StreamDriver<[Int8]>
    let activations: StreamDriver<(values: [Int8], shifts: [Int])>
    let parameters: StreamDriver<NPUParameterSet>
    let results: StreamMonitor<NPUSums>
    let received: Received
    let start: UInt64
    let check: CycleCheck<NPUSystolicCycles>
    var active: [any Transactor]

    enum Input { case weights, activations, parameters }
    final class Received {
      var sums: [(NPUSums, cycle: UInt64)] = []
    }

    init(_ bench: Bench, _ work: Work, stalls: Stalls, results resultStalls: Stalls, seed: UInt64, withholding: Input? = nil)
      throws
    {
      simulator = bench.simulator
      let ports = bench.ports, unit = bench.unit
      self.unit = unit
      var seeds = SplitMix64(seed: seed)
      commands = try StreamDriver(simulator, "command", stalls: stalls, seed: seeds.next()) { ports.write($0) }
      weights = try StreamDriver(simulator, "weights", stalls: stalls, seed: seeds.next()) { values in
        values.withUnsafeBytes { ports.weights.write(bytes: $0) }
      }
      activations = try StreamDriver(simulator, "activations", stalls: stalls, seed: seeds.next()) { beat in
        beat.values.withUnsafeBytes { ports.activations.write(bytes: $0) }
        ports.shifts.write(elements: beat.shifts)
      }
      parameters = try StreamDriver(simulator, "parameters", stalls: stalls, seed: seeds.next()) { set in
        ports.biases.write(elements: set.biases)
        ports.multipliers.write(elements: set.multipliers)
        ports.rightShifts.write(elements: set.rightShifts)
      }
      let received = Received()
      self.received = received
      results = try StreamMonitor(simulator, "results", stalls: resultStalls, seed: seeds.next()) {
        NPUSums(sums: ports.sums.readElements(unit.columns), vector: Int(ports.vector.read()), last: ports.last.read() == 1)
      } receive: {
        received.sums.append(($0, cycle: $1))
      }
      var garbage = SplitMix64(seed: seeds.next())
      for pass in work.passes {
        commands.send(pass)
        for beat in bench.model.weightBeats(pass) { weights.send(beat) }
        for beat in bench.model.activationBeats(pass, filler: { Int8(truncatingIfNeeded: garbage.next()) }) {
          activations.send(beat)
        }
      }
      for set in work.parameters { parameters.send(set) }
      start = simulator.cycle
      check = bench.check
      active = [commands, results, bench.check]
      if withholding != .parameters { active.append(parameters) }
      if withholding != .weights { active.append(weights) }
      if withholding != .activations { active.append(activations) }
    }

    mutating func release() { active = [commands, parameters, results, weights, activations, check] }
    mutating func step() throws { try simulator.step(active) }
    var lastResult: UInt64 { received.sums.last?.cycle ?? 0 }

    mutating func finish(_ work: Work, _ round: Int, _ report: inout TestbenchReport) throws {
      var progress = Progress(pause: 4 * (unit.rows + unit.columns))
      while received.sums.count < work.expected.count {
        try step()
        try progress.check(
          commands.transfers + weights.transfers + activations.transfers + parameters.transfers + received.sums.count,
          cycle: simulator.cycle, report,
          "\(received.sums.count) of \(work.expected.count) vectors of sums came in round \(round)")
      }
      // Whatever comes after the last one is too much. Unused rows of an output-stationary array finish meanwhile.
      for _ in 0..<(unit.dataflow == .outputStationary ? unit.rows + 4 : 4) { try step() }
      if received.sums.count > work.expected.count { report.mismatch("round \(round): more sums came than were asked for") }
      report.expectAllTaken([commands, weights, activations, parameters], round: round)
      for (index, want) in work.expected.enumerated() where received.sums[index].0 != want {
        report.mismatch(
          "round \(round), result \(index): expected \(want), came \(received.sums[index].0) in cycle \(received.sums[index].cycle)"
        )
      }
      report.transactions += work.expected.count
    }
  }
}
