import Netlist
import Simulation
import Units

/// Random bitmaps, sparse, dense, empty and full, with any gap, under random stalls, ends of reads and use of the link, against
/// `ReadPlan`; every cycle against `NeuronFetchCycles`. A transaction is a bitmap.
public enum NeuronFetchTestbench: Testbench {
  public static func effort(of unit: NeuronFetch) -> Int { unit.neurons * 40 + unit.period * 20 }

  private struct Beat {
    var bits: BitVector
    var last: Bool
  }
  private struct Read: Equatable {
    var first: Int, count: Int
    var last: Bool
  }

  public static func run(_ unit: NeuronFetch, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.claim(
      "stalls", "no stalls", "no neuron", "all neurons", "sparse", "dense", "several runs in a read", "longest read", "full link",
      "full queue", "shorter layer")
    // A queue that takes a whole bitmap's reads is never full.
    if unit.queueDepth > unit.neurons / 2 { report.coverage["full queue"] = nil }
    if unit.beats == 1 { report.coverage["shorter layer"] = nil }
    if unit.neurons < 8 { report.coverage["sparse"] = nil }
    // Two runs and what lies between them are three places.
    if min(unit.neurons, unit.mostPlaces) < 3 { report.coverage["several runs in a read"] = nil }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let bits = try simulator.port("bitmap_bits"), last = try simulator.port("bitmap_last")
    let first = try simulator.port("reads_first"), count = try simulator.port("reads_places"),
      readLast = try simulator.port("reads_last")
    let gap = try simulator.port("gap"), linkFull = try simulator.port("linkFull"),
      outstanding = try simulator.port("outstanding")
    let held = try simulator.port("backPressuredCycles")
    let side = try FetchSide(simulator, unit, seed: random.next())
    let ports = try ["bitmap_valid", "bitmap_ready", "reads_valid", "reads_ready"].map { try simulator.port($0) }
    let cycles = CycleCheck(NeuronFetchCycles.self, unit) {
      let places = bits.readBits()
      return NeuronFetchSides(
        beat: ports[0].read() == 1 ? ((0..<unit.beatBits).filter { places[$0] }, last.read() == 1) : nil, gap: Int(gap.read()),
        takes: ports[3].read() == 1, completes: side.completes, isLinkBusy: side.isBusy)
    } shown: { _ in
      NeuronFetchSignals(
        ready: ports[1].read() == 1, valid: ports[2].read() == 1, isLinkFull: linkFull.read() == 1,
        outstanding: Int(outstanding.read()),
        backPressured: Int(held.read()))
    }
    let counters = try StreamCounters(simulator, input: "bitmap", output: "reads")
    var total = (needed: 0, reads: 0, places: 0)
    var round = 0
    while report.needsMore(options, round: round, most: 400) {
      let hasStalls = round % 3 != 2
      report.cover(hasStalls ? "stalls" : "no stalls")
      side.pace(hasStalls ? 1 + random.next(below: 60) : 100, use: FetchSide.Use.allCases[random.next(below: 4)])
      let driver = try StreamDriver<Beat>(simulator, "bitmap", stalls: hasStalls ? random.stalls() : .none, seed: random.next()) {
        bits.write($0.bits)
        last.write($0.last ? 1 : 0)
      }
      var bitmaps: [[Int]] = []
      for index in 0..<(1 + random.next(below: 4)) {
        let layer = random.chance(80) ? unit.neurons : 1 + random.next(below: unit.neurons)
        let needed = places(of: layer, style: (round + index) % 5, &random), beats = (layer + unit.beatBits - 1) / unit.beatBits
        report.cover("shorter layer", if: beats < unit.beats)
        report.cover("no neuron", if: needed.isEmpty)
        report.cover("all neurons", if: needed.count == unit.neurons)
        report.cover("sparse", if: !needed.isEmpty && needed.count * 8 <= layer)
        report.cover("dense", if: needed.count * 2 > layer)
        bitmaps.append(needed)
        var words = [BitVector](repeating: BitVector(width: unit.beatBits), count: beats)
        for place in needed { words[place / unit.beatBits][place % unit.beatBits] = true }
        for (number, word) in words.enumerated() { driver.send(Beat(bits: word, last: number == beats - 1)) }
      }
      // The gap that counts is that beside a layer's first beat.
      var gaps: [Int] = [], isFirst = true
      let observer = Observer { _ in
        if ports[0].read() == 1, ports[1].read() == 1 {
          if isFirst { gaps.append(linkFull.read() == 1 ? 0 : Int(gap.read())) }
          isFirst = last.read() == 1
        }
        if linkFull.read() == 1 { report.cover("full link") }
        if Int(outstanding.read()) == unit.queueDepth { report.cover("full queue") }
      }
      var reads: [Read] = [], layers = 0
      let monitor = try StreamMonitor<Read>(simulator, "reads", stalls: hasStalls ? random.stalls() : .none, seed: random.next())
      {
        Read(first: Int(first.read()), count: Int(count.read()), last: readLast.read() == 1)
      } receive: { read, _ in
        reads.append(read)
        layers += read.last ? 1 : 0
        if read.count > 0 { side.begin() }
      }
      var progress = Progress(pause: unit.period)
      while layers < bitmaps.count {
        if random.chance(5) {
          gap.write(
            UInt64(random.chance(60) ? random.next(below: min(5, unit.neurons + 1)) : random.next(below: unit.neurons + 1)))
        }
        try simulator.step([side, driver, monitor, observer, cycles, counters.activity])
        try progress.check(
          driver.transfers + reads.count, cycle: simulator.cycle, report,
          "\(layers) of \(bitmaps.count) layers were read in round \(round)")
      }
      var expected: [Read] = []
      for (needed, gap) in zip(bitmaps, gaps) {
        let plan = ReadPlan(largestGap: gap, longestRead: unit.mostPlaces).reads(needed)
        expected += plan.enumerated().map { Read(first: $1.lowerBound, count: $1.count, last: $0 == plan.count - 1) }
        if plan.isEmpty { expected.append(Read(first: 0, count: 0, last: true)) }
        report.cover("several runs in a read", if: plan.reduce(0) { $0 + $1.count } > needed.count)
        report.cover("longest read", if: plan.contains { $0.count == unit.mostPlaces })
        total = (total.needed + needed.count, total.reads + plan.count, total.places + plan.reduce(0) { $0 + $1.count })
      }
      for (index, pair) in zip(expected, reads).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), read \(index): expected \(pair.0), came \(pair.1)")
      }
      if reads.count != expected.count { report.mismatch("round \(round): \(reads.count) reads, not \(expected.count)") }
      let counted = try ["neededCount", "readCount", "placeCount"].map { Int(try simulator.port($0).read()) }
      if counted != [total.needed, total.reads, total.places] {
        report.mismatch("round \(round): needed, reads and places are counted as \(counted), not \(total)")
      }
      // A read also waits for one that is on its way, which only the cycle model knows.
      let cyclesCounted = counters.counts, shown = counters.activity.counts
      if (cyclesCounted.busy, cyclesCounted.starved) != (shown.busy, shown.starved) {
        report.mismatch("round \(round): busy and starved cycles are \(cyclesCounted), not \(shown)")
      }
      report.transactions += bitmaps.count
      round += 1
    }
    // All rounds together may be shorter than the period after which the link is looked at.
    if report.coverage["full link"] == 0 {
      side.pace(1, use: .all)
      for _ in 0...2 * unit.period where linkFull.read() == 0 { try simulator.step([side, cycles]) }
      report.cover("full link", if: linkFull.read() == 1)
    }
    report.note(cycles)
    report.cycles = simulator.cycle
    return report
  }

  /// Needed places of a layer: none or all, few, most, or clusters.
  private static func places(of layer: Int, style: Int, _ random: inout SplitMix64) -> [Int] {
    switch style {
    case 0: return random.chance(50) ? [] : Array(0..<layer)
    case 1: return (0..<layer).filter { _ in random.chance(4) }
    case 2: return (0..<layer).filter { _ in random.chance(85) }
    case 3:
      let share = random.next(below: 101)
      return (0..<layer).filter { _ in random.chance(share) }
    default:
      var isOn = false
      return (0..<layer).filter { _ in
        if random.chance(20) { isOn.toggle() }
        return isOn
      }
    }
  }
}

/// The storage's side of a `NeuronFetch`: ends reads that are on their way at random, and keeps the link busy.
private final class FetchSide: Transactor {
  /// How busy the link is: also as much as makes it full in every second period, and one cycle less in the others.
  enum Use: CaseIterable { case none, half, edge, all }

  private let unit: NeuronFetch
  private let completed, linkBusy: SimulatorPort
  private var random: SplitMix64
  private var onTheirWay = 0, endPercent = 100, use = Use.none
  /// Since the reset: periods begin there.
  private var cycle = 0
  private(set) var completes = false, isBusy = false

  init(_ simulator: any Simulator, _ unit: NeuronFetch, seed: UInt64) throws {
    self.unit = unit
    (completed, linkBusy) = (try simulator.port("completed"), try simulator.port("linkBusy"))
    random = SplitMix64(seed: seed)
  }

  func pace(_ ends: Int, use: Use) { (endPercent, self.use) = (ends, use) }
  /// A read has been taken.
  func begin() { onTheirWay += 1 }

  func drive() {
    completes = onTheirWay > 0 && random.chance(endPercent)
    switch use {
    case .none: isBusy = false
    case .half: isBusy = random.chance(50)
    case .edge: isBusy = cycle % unit.period < unit.fullCycles - cycle / unit.period % 2
    case .all: isBusy = true
    }
    completed.write(completes ? 1 : 0)
    linkBusy.write(isBusy ? 1 : 0)
  }
  func sample(cycle: UInt64) {}
  func finishCycle() {
    if completes { onTheirWay -= 1 }
    cycle += 1
  }
}
