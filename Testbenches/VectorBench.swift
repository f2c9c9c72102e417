import Simulation
import Units

/// A vector on its way through a unit: what is written for each of its elements, and the results that must come, port by port.
struct VectorCase {
  var beats: [[UInt64]]
  var results: [[UInt64]]
}

/// What a vector's numbers look like.
enum VectorStyle: CaseIterable {
  /// Of everyday size, of any size, with subnormal products, with infinite sums, mostly equal or near each other, with zeros, with infinities and
  /// NaNs, all patterns, with few significant bits so that sums and products lie halfway between two numbers, corner cases.
  case ordinary, wide, tiny, huge, equal, sparse, special, pattern, short, corner
  /// Nothing but zeros of either sign, one and the same number everywhere, zeros beside one number, the largest finite numbers of
  /// either sign, nothing but subnormal numbers.
  case zero, same, oneHot, largest, subnormal
  /// Of everyday size, as everything beside it: a first vector after a reset, which shows what is left from before it.
  case plain

  /// The styles that take turns.
  static let allCases: [VectorStyle] = [
    .ordinary, .wide, .tiny, .huge, .equal, .sparse, .special, .pattern, .short, .corner, .zero, .same, .oneHot, .largest,
    .subnormal,
  ]
}

private let specials: [Float] = [.infinity, -.infinity, .nan, .signalingNaN, -.greatestFiniteMagnitude, .leastNonzeroMagnitude]

extension SplitMix64 {
  /// The style of a second operand, mostly everyday.
  mutating func style() -> VectorStyle { chance(50) ? .ordinary : VectorStyle.allCases[next(below: VectorStyle.allCases.count)] }

  /// A number between 0 and 1.
  mutating func fraction() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A binary32 number.
  mutating func number(_ style: VectorStyle) -> Float {
    let ordinary = (fraction() - 0.5) * 16
    switch style {
    case .ordinary, .plain, .same: return ordinary
    case .zero, .oneHot: return chance(50) ? 0 : -0.0
    case .largest: return chance(50) ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude
    case .subnormal: return Float(bitPattern: UInt32(1 + next(below: 0x7f_ffff)) | (chance(50) ? 1 << 31 : 0))
    case .wide: return (fraction() - 0.5) * Float(sign: .plus, exponent: next(below: 250) - 125, significand: 1)
    case .tiny:
      if chance(10) { return Float(bitPattern: UInt32(truncatingIfNeeded: next()) & 0x807f_ffff) }
      return (fraction() - 0.5) * Float(sign: .plus, exponent: next(below: 40) - 90, significand: 1)
    case .huge: return (fraction() - 0.5) * Float(sign: .plus, exponent: 127, significand: 2 - 0x1p-23)
    case .equal: return chance(60) ? -1.75 : chance(50) ? near(-1.75) : ordinary
    case .sparse: return chance(60) ? (chance(50) ? 0 : -0.0) : ordinary
    case .special: return chance(90) ? ordinary : specials[next(below: specials.count)]
    case .pattern: return Float(bitPattern: UInt32(truncatingIfNeeded: next()))
    case .short:
      let kept = ordinary.bitPattern & ~(1 << UInt32(next(below: 24)) - 1)
      return Float(bitPattern: kept) * Float(sign: .plus, exponent: next(below: 32) - 16, significand: 1)
    case .corner:
      // Around infinity, where the NaNs begin, and the corner cases of every format.
      let beyond = (UInt32(0x7f7f_fffe) + UInt32(next(below: 1 << next(below: 16)))) | (chance(50) ? 1 << 31 : 0)
      return Float(bitPattern: chance(20) ? beyond : float(FloatName.fp32.layout))
    }
  }

  /// One of the numbers beside it, or one that differs in some more of the last bits.
  mutating func near(_ number: Float) -> Float {
    let distance = chance(30) ? 1 : UInt32(next(below: 1 << next(below: 23)))
    return Float(bitPattern: chance(50) ? number.bitPattern &+ distance : number.bitPattern &- distance)
  }

  /// Two numbers; most of those of the last style are near each other, far from each other by about a significand's length, or
  /// have products at an end of the range.
  mutating func pair(_ style: VectorStyle) -> (Float, Float) {
    guard style == .corner else { return (number(style), number(chance(50) ? style : self.style())) }
    let words = floats(FloatName.fp32.layout)
    return (Float(bitPattern: words.0), Float(bitPattern: words.1))
  }

  /// A vector of one style.
  mutating func vector(_ length: Int, _ style: VectorStyle) -> [Float] {
    var values = (0..<length).map { _ in number(style) }
    if style == .same { values = values.map { _ in values[0] } }
    if style == .oneHot { values[next(below: length)] = number(chance(50) ? .ordinary : .pattern) }
    return values
  }
}

private func hexadecimal(_ words: [UInt64]) -> String { words.map { "0x" + String($0, radix: 16) }.joined(separator: " ") }

extension Float {
  var word: UInt64 { UInt64(bitPattern) }
}

/// Sends vectors of random lengths, 1 and the longest among them, through a unit whose input stream `input` has the mark
/// `input_last`, under random stalls, and compares all results in order; lanes behind a vector's last element carry any bits. A
/// transaction is a beat. Between some rounds the unit is reset.
///
/// In every cycle the unit must do what its cycle model does. In rounds without stalls, of vectors of the longest length, the first
/// result must come after what the model's closed form has beside the results, the results of a vector must follow each other in every
/// cycle, and beats must be taken in every cycle, as its page says.
///
/// - Parameters:
///   - cycles: the unit's cycle model
///   - fields: the ports that a beat writes
///   - output: the name of the output stream, `results` its ports; `hasLast` if one of them marks a vector's last result
///   - pause: cycles between vectors in which no beat is taken
///   - startsPlainly: whether the first vector after a reset has several elements and the style `plain`
///   - make: a vector of some length and style
func runVectorUnit<Model: VectorCycleModel>(
  _ unit: Model.Modelled, _ cycles: Model.Type, on simulator: any Simulator, options: TestbenchOptions, longest: Int,
  fields: [String], output: String = "output",
  results: [String],
  hasLast: Bool = true, pause: Int = 0, startsPlainly: Bool = false,
  make: (inout SplitMix64, _ length: Int, _ style: VectorStyle) -> VectorCase
) throws -> TestbenchReport where Model.Modelled: LaneUnit {
  var report = TestbenchReport()
  report.claim("stalls", "no stalls", "one element", "longest vector", "starved", "held up", "reset again")
  for style in VectorStyle.allCases { report.coverage["\(style) numbers"] = 0 }
  var random = SplitMix64(seed: options.seed)
  try simulator.reset()
  let lanes = unit.lanes, resultLanes = hasLast ? lanes : 1
  if lanes > 1 { report.claim("short last beat") }
  if lanes > 1, longest >= lanes { report.claim("full last beat") }
  let latency = Model.cycles(of: longest, on: unit) - (hasLast ? unit.beats(longest) : 1)
  var filling = SplitMix64(seed: options.seed)
  let ports = try fields.map { BeatPort(try simulator.port($0), lanes: lanes) }, last = try simulator.port("input_last"),
    valid = try simulator.port("input_valid")
  let resultPorts = try results.map { BeatPort(try simulator.port($0), lanes: resultLanes) },
    ready = try simulator.port(output + "_ready")
  let lastPort = hasLast ? try simulator.port(output + "_last") : nil
  let counters = try StreamCounters(simulator, output: output)
  let check = try CycleCheck(cycles, unit, on: simulator, output: output, hasLast: hasLast)
  var round = 0
  while report.needsMore(options, round: round, most: 2000) {
    let hasStalls = round % 4 != 3
    report.cover(hasStalls ? "stalls" : "no stalls")
    // Many short vectors against a receiver that sleeps fill what holds one number for each of them.
    let isBurst = round % 8 == 4
    // What is made once for a vector meets many different numbers in many short ones.
    let isShort = round % 4 == 1
    if round % 4 == 0, round > 0 {
      try simulator.reset()
      check.restart()
      counters.activity.clear()
      report.cover("reset again")
    }
    let vectors = (0..<(isBurst ? 30 : isShort ? 400 : hasStalls ? 1 + random.next(below: 8) : 4)).map { index in
      let isPlain = startsPlainly && index == 0 && round % 4 == 0
      let style = isPlain ? VectorStyle.plain : VectorStyle.allCases[(index + round) % VectorStyle.allCases.count]
      report.cover("\(style) numbers")
      let chosen = [1, longest, 1 + random.next(below: min(6, longest)), 1 + random.next(below: longest)][random.next(below: 4)]
      let length =
        isPlain
        ? min(6, longest)
        : isBurst ? 1 + index % min(2, longest) : isShort ? 1 + random.next(below: min(3, longest)) : hasStalls ? chosen : longest
      report.cover("one element", if: length == 1)
      report.cover("longest vector", if: length == longest)
      if lanes > 1 { report.cover(length % lanes == 0 ? "full last beat" : "short last beat") }
      return make(&random, length, style)
    }
    let driver = try StreamDriver<(beat: [[UInt64]], last: Bool)>(
      simulator, "input", stalls: isShort ? Stalls(percent: 10, longest: 4) : hasStalls ? random.stalls() : .none,
      seed: random.next()
    ) { record in
      for (index, port) in ports.enumerated() { port.write(record.beat.map { $0[index] }, &filling) }
      last.write(record.last ? 1 << UInt64(record.beat.count - 1) : 0)
    }
    // Of each beat the results of its elements, and which of them is marked as the vector's last.
    var expected: [(result: [[UInt64]], last: UInt64)] = []
    for vector in vectors {
      let beats = vector.beats.chunks(of: lanes), results = vector.results.chunks(of: resultLanes)
      for (index, beat) in beats.enumerated() { driver.send((beat, index == beats.count - 1)) }
      for (index, result) in results.enumerated() {
        expected.append((result, index == results.count - 1 ? 1 << UInt64(result.count - 1) : 0))
      }
    }
    var received: [(result: [[UInt64]], last: UInt64, cycle: UInt64)] = []
    let pauses: Stalls =
      isBurst
      ? Stalls(percent: 90, longest: 30)
      : isShort ? Stalls(percent: 30, longest: 4) : hasStalls ? random.stalls() : .none
    let monitor = try StreamMonitor<[[UInt64]]>(
      simulator, output, stalls: pauses,
      seed: random.next(),
      read: { resultPorts.map { $0.read() } }
    ) { received.append(($0, lastPort?.read() ?? 0, $1)) }

    let start = simulator.cycle, beats = vectors.reduce(0) { $0 + unit.beats($1.beats.count) }
    let before = counters.counts
    var taken = 0
    // Some units pass over a whole vector between taking it and giving results.
    var progress = Progress(pause: 4 * longest)
    while received.count < expected.count {
      try simulator.step([driver, monitor, counters.activity, check])
      if driver.isIdle, taken == 0 { taken = Int(simulator.cycle - start) }
      try progress.check(
        driver.transfers + received.count, cycle: simulator.cycle, report,
        "\(received.count) of \(expected.count) results arrived in round \(round) of seed \(options.seed)")
    }
    report.note(check)
    counters.check(round, &report)
    report.cover("starved", if: counters.counts.starved != before.starved)
    report.cover("held up", if: counters.counts.backPressured != before.backPressured)
    for (index, (want, beat)) in zip(expected, received).enumerated() {
      // Of each element the words of the ports.
      let elements = want.result.indices.map { lane in beat.result.map { $0[lane] } }
      let got = (result: elements, last: beat.last, cycle: beat.cycle)
      if want.result != got.result {
        report.mismatch(
          "round \(round), result \(index), cycle \(got.cycle): expected \(want.result.map(hexadecimal)), came \(got.result.map(hexadecimal))"
        )
      } else if hasLast, want.last != got.last {
        report.mismatch("round \(round), result \(index), cycle \(got.cycle): \(output)_last is \(got.last)")
      }
    }
    if !hasStalls {
      if Int(received[0].cycle - start) != latency {
        report.mismatch("the first result came after \(received[0].cycle - start) cycles, not \(latency)")
      }
      if taken > beats + 1 + pause * (vectors.count - 1) {
        report.mismatch("\(beats) beats without stalls were taken in \(taken) cycles")
      }
      for index in received.indices.dropFirst()
      where hasLast && expected[index - 1].last == 0 && received[index].cycle - received[index - 1].cycle != 1 {
        report.mismatch("the results of a vector without stalls came with gaps")
      }
    }
    valid.write(0)
    ready.write(0)
    report.transactions += beats
    round += 1
  }
  report.cycles = simulator.cycle
  return report
}
