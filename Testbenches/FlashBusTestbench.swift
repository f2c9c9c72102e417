import Simulation
import Units

/// Random pieces from the controller and the dies under random stalls: every byte at its receiver, in order and whole, and in every
/// cycle the owner that `FlashBusModel` says, with its counters. A transaction is a byte.
public enum FlashBusTestbench: Testbench {
  /// Short rounds, each from the reset: enough of them for every order of owners.
  private static let fewestRounds = 60

  private struct Down { var dies: Int, kind: Int, byte: UInt8, last: Bool }
  private struct Answer: Equatable { var isRaw: Bool, byte: UInt8, last: Bool }
  private struct Arrival: Equatable { var die: Int, answer: Answer }

  /// Runs the unit until the options are satisfied; see `Testbench`.
  public static func run(_ unit: FlashBus, on simulator: any Simulator, options: TestbenchOptions)
    throws -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "stalls", "no stalls", "a sum", "a slice", "an owner without a byte", "a byte held up")
    if unit.dies > 1 { report.claim("broadcast", "several wait") }
    var random = SplitMix64(seed: options.seed)
    var round = 0
    while round < fewestRounds || report.needsMore(options, round: round, most: 300) {
      try simulator.reset()
      try run(unit, simulator, round, &random, &report)
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  private static func run(
    _ unit: FlashBus, _ simulator: any Simulator, _ round: Int, _ random: inout SplitMix64,
    _ report: inout TestbenchReport
  ) throws {
    let hasStalls = round % 3 != 2
    report.cover(hasStalls ? "stalls" : "no stalls")
    func stalls() -> Stalls { hasStalls ? Stalls(percent: 25, longest: 6) : .none }
    let mask = try simulator.port("down_dies")
    let kind = try simulator.port("down_kind")
    let byte = try simulator.port("down_byte")
    let last = try simulator.port("down_last")
    let down = try StreamDriver<Down>(simulator, "down", stalls: stalls(), seed: random.next()) {
      mask.write(UInt64($0.dies))
      kind.write(UInt64($0.kind))
      byte.write(UInt64($0.byte))
      last.write($0.last ? 1 : 0)
    }
    var wantedDown = [[FlashBusByte]](repeating: [], count: unit.dies)
    var gotDown = wantedDown
    var total = 0
    // Some rounds are the dies' alone, and of their raw weights alone.
    let isDiesOnly = round % 4 == 1
    let isRawOnly = round % 8 == 1
    for _ in 0..<(isDiesOnly ? 0 : random.next(below: 6)) {
      let dies = 1 + random.next(below: (1 << unit.dies) - 1)
      let length = 1 + random.next(below: 9)
      report.cover("broadcast", if: unit.dies > 1 && dies & (dies - 1) != 0)
      for index in 0..<length {
        let one = Down(
          dies: dies, kind: random.next(below: 3), byte: UInt8(truncatingIfNeeded: random.next()),
          last: index == length - 1)
        down.send(one)
        for die in 0..<unit.dies where dies >> die & 1 == 1 {
          wantedDown[die].append(FlashBusByte(kind: one.kind, byte: one.byte))
          total += 1
        }
      }
    }
    var answers: [StreamDriver<Answer>] = []
    var wantedUp = [[Answer]](repeating: [], count: unit.dies)
    var gotUp = wantedUp
    for die in 0..<unit.dies {
      let raw = try simulator.port("answers_\(die)_isRaw")
      let value = try simulator.port("answers_\(die)_byte")
      let end = try simulator.port("answers_\(die)_last")
      let driver = try StreamDriver<Answer>(
        simulator, "answers_\(die)", stalls: stalls(), seed: random.next()
      ) {
        raw.write($0.isRaw ? 1 : 0)
        value.write(UInt64($0.byte))
        end.write($0.last ? 1 : 0)
      }
      for _ in 0..<random.next(below: 5) {
        let isRaw = isRawOnly || random.chance(50)
        let length = isRaw ? 1 + random.next(below: 20) : 4
        report.cover(isRaw ? "a slice" : "a sum")
        for index in 0..<length {
          let one = Answer(
            isRaw: isRaw, byte: UInt8(truncatingIfNeeded: random.next()), last: index == length - 1)
          driver.send(one)
          wantedUp[die].append(one)
          total += 1
        }
      }
      answers.append(driver)
    }
    // A broadcast needs all its dies ready at once: the more dies, the fewer pauses of each.
    let dieStalls = hasStalls ? Stalls(percent: max(1, 25 / unit.dies), longest: 6) : .none
    var receivers: [any Transactor] = []
    var received = 0
    for die in 0..<unit.dies {
      let kind = try simulator.port("cycles_\(die)_kind")
      let byte = try simulator.port("cycles_\(die)_byte")
      receivers.append(
        try StreamMonitor<FlashBusByte>(
          simulator, "cycles_\(die)", stalls: dieStalls, seed: random.next()
        ) {
          FlashBusByte(kind: Int(kind.read()), byte: UInt8(byte.read()))
        } receive: { value, _ in
          gotDown[die].append(value)
          received += 1
        })
    }
    let number = try simulator.port("up_die")
    let raw = try simulator.port("up_isRaw")
    let value = try simulator.port("up_byte")
    let end = try simulator.port("up_last")
    receivers.append(
      try StreamMonitor<Arrival>(simulator, "up", stalls: stalls(), seed: random.next()) {
        Arrival(
          die: Int(number.read()),
          answer: Answer(isRaw: raw.read() == 1, byte: UInt8(value.read()), last: end.read() == 1))
      } receive: { (answer: Arrival, _) in
        // A die that does not exist is a byte that is missing.
        if gotUp.indices.contains(answer.die) { gotUp[answer.die].append(answer.answer) }
        received += 1
      })
    let follower = try FlashBusFollower(unit, simulator)
    var progress = Progress()
    let all = [down as any Transactor] + answers + receivers + [follower]
    while received < total {
      try simulator.step(all)
      try progress.check(
        received, cycle: simulator.cycle, report,
        "\(received) of \(total) bytes came in round \(round)")
    }
    for _ in 0..<4 { try simulator.step(all) }
    follower.checkCounters()
    report.expectAllTaken([down] + answers, round: round)
    for fault in follower.faults { report.mismatch("round \(round), \(fault)") }
    for die in 0..<unit.dies {
      if gotDown[die] != wantedDown[die] {
        report.mismatch("round \(round): die \(die) got other bytes than it was sent")
      }
      if gotUp[die] != wantedUp[die] {
        report.mismatch("round \(round): other bytes came from die \(die) than it gave")
      }
    }
    report.cover("several wait", if: unit.dies > 1 && follower.severalWait)
    report.cover("an owner without a byte", if: follower.model.starved > 0)
    report.cover("a byte held up", if: follower.model.backPressured > 0)
    report.transactions += total
  }
}

/// Holds `FlashBusModel` against the handshakes of every cycle, and the counters at the end.
private final class FlashBusFollower: Transactor {
  private(set) var model: FlashBusModel
  private(set) var faults: [String] = []
  private(set) var severalWait = false
  private let downValid, downReady, downDies, downLast, upReady: SimulatorPort
  private let valid, ready, raw, last, dieReady: [SimulatorPort]
  private let counters: [SimulatorPort]

  init(_ unit: FlashBus, _ simulator: any Simulator) throws {
    model = FlashBusModel(unit)
    let port = { (name: String) in try simulator.port(name) }
    (downValid, downReady, downDies) = (
      try port("down_valid"), try port("down_ready"), try port("down_dies")
    )
    (downLast, upReady) = (try port("down_last"), try port("up_ready"))
    let dies = 0..<unit.dies
    valid = try dies.map { try port("answers_\($0)_valid") }
    ready = try dies.map { try port("answers_\($0)_ready") }
    raw = try dies.map { try port("answers_\($0)_isRaw") }
    last = try dies.map { try port("answers_\($0)_last") }
    dieReady = try dies.map { try port("cycles_\($0)_ready") }
    counters = try ["busyCycles", "starvedCycles", "backPressuredCycles"].map { try port($0) }
  }

  func drive() {}
  func finishCycle() {}

  func sample(cycle: UInt64) throws(SimulationError) {
    let mask = downDies.read()
    let allReady = dieReady.indices.allSatisfy {
      mask >> UInt64($0) & 1 == 0 || dieReady[$0].read() == 1
    }
    let offers = FlashBusModel.Offers(
      down: downValid.read() == 1 ? (downLast.read() == 1, allReady) : nil,
      answers: valid.indices.map {
        valid[$0].read() == 1 ? (raw[$0].read() == 1, last[$0].read() == 1) : nil
      },
      upReady: upReady.read() == 1)
    let waiting = valid.count { $0.read() == 1 } + (offers.down == nil ? 0 : 1)
    if waiting > 1 { severalWait = true }
    let wanted = model.step(offers)
    var movers = valid.indices.filter { valid[$0].read() == 1 && ready[$0].read() == 1 }.map {
      $0 + 1
    }
    if downValid.read() == 1, downReady.read() == 1 { movers.insert(0, at: 0) }
    if movers != (wanted.map { [$0] } ?? []), faults.count < 3 {
      faults.append(
        "cycle \(cycle): a byte of \(movers) moves, not of \(wanted.map { "\($0)" } ?? "nobody")")
    }
  }

  /// Compares the unit's counters with the model's.
  func checkCounters() {
    let wanted = [model.busy, model.starved, model.backPressured]
    let got = counters.map { Int($0.read()) }
    if wanted != got { faults.append("busy, starved and held up for \(got) cycles, not \(wanted)") }
  }
}
