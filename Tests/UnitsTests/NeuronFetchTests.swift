import Foundation
import HDL
import Simulation
import Testbenches
import Testing
import Units

@Suite struct NeuronFetchTests {
  /// The closed form against the model that goes cycle by cycle, which the testbench holds against the RTL; and what the model's reads
  /// hold in all.
  @Test(arguments: [NeuronFetch()] + NeuronFetch.samples.filter { $0.queueDepth > 1 }) func cycles(_ unit: NeuronFetch) {
    var random = SplitMix64(seed: 3)
    for share in [0, 3, 20, 60, 100, 50, 7] {
      let beats = (0..<unit.beats).map { beat in
        (0..<unit.beatBits).filter { beat * unit.beatBits + $0 < unit.neurons && random.chance(share) }
      }
      var model = NeuronFetchCycles(unit), fed = 0, cycle = 0, layers = 0
      let reads = ReadPlan(largestGap: 1, longestRead: unit.mostPlaces).reads(
        beats.enumerated().flatMap { beat, bits in bits.map { beat * unit.beatBits + $0 } })
      var left = max(1, reads.count), onTheirWay = 0
      while layers == 0, cycle < 1 << 20 {
        let signals = model.step(
          NeuronFetchSides(
            beat: fed < beats.count ? (beats[fed], fed == beats.count - 1) : nil, gap: 1, takes: true,
            completes: onTheirWay > 0, isLinkBusy: false))
        if onTheirWay > 0 { onTheirWay -= 1 }
        if signals.valid, !reads.isEmpty { onTheirWay += 1 }
        if fed < beats.count, signals.ready { fed += 1 }
        if signals.valid { left -= 1 }
        if left == 0 { layers = 1 }
        cycle += 1
      }
      let scan = NeuronFetchCycles.scanCycles(needed: beats.map(\.count))
      #expect(cycle == NeuronFetchCycles.cycles(of: scan, on: unit), "\(unit), \(share) %")
    }
  }

  /// 2,000 random bitmaps through the built-in simulator, or 10,000 with `HWGEN_FULL=1` as `make regress-full` sets it; `HWGEN_SEED` takes
  /// others.
  @Test func randomBitmaps() throws {
    let environment = ProcessInfo.processInfo.environment
    var unit = NeuronFetch(neurons: 150, beatBits: 32)
    (unit.longestRead, unit.queueDepth, unit.period) = (20, 8, 64)
    let seed = environment["HWGEN_SEED"].flatMap { UInt64($0) } ?? 1
    let options = TestbenchOptions(seed: seed, count: environment["HWGEN_FULL"] == "1" ? 10_000 : 2_000)
    let report = try NeuronFetchTestbench.run(unit, on: try BuiltinSimulator(elaborate(unit)), options: options)
    #expect(report.passed, "\(report.firstMismatch ?? "\(report.coverage)")")
    #expect(report.transactions >= options.count)
  }

  private struct Read: Equatable {
    let first: Int, places: Int, isLast: Bool
  }

  /// What the unit and a clocked storage make of layers, one behind the other: cycles, reads, places, and whether the link became full.
  private static func run(_ layers: [[Int]], gap: Int, cyclesOfRead: Int, period: Int = 512) throws -> (
    cycles: Int, reads: [Range<Int>], linkWasFull: Bool, mostOnTheirWay: Int
  ) {
    var unit = NeuronFetch(neurons: 256, beatBits: 64)
    (unit.longestRead, unit.queueDepth, unit.period) = (32, 8, period)
    let simulator = try BuiltinSimulator(elaborate(unit))
    try simulator.reset()
    try simulator.port("gap").write(UInt64(gap))
    let bits = try simulator.port("bitmap_bits"), last = try simulator.port("bitmap_last")
    let first = try simulator.port("reads_first"), places = try simulator.port("reads_places")
    let end = try simulator.port("reads_last"), isFull = try simulator.port("linkFull")
    let driver = try StreamDriver<(UInt64, Bool)>(simulator, "bitmap", stalls: .none, seed: 1) {
      bits.write($0.0)
      last.write($0.1 ? 1 : 0)
    }
    for needed in layers {
      for beat in 0..<4 {
        driver.send((needed.filter { $0 / 64 == beat }.reduce(0) { $0 | 1 << UInt64($1 % 64) }, beat == 3))
      }
    }
    let storage = try ClockedStorage(simulator, cyclesOfRead: cyclesOfRead, cyclesOfPlace: 4)
    var reads: [Range<Int>] = [], done = 0, linkWasFull = false
    let monitor = try StreamMonitor<Read>(simulator, "reads", stalls: .none, seed: 1) {
      Read(first: Int(first.read()), places: Int(places.read()), isLast: end.read() == 1)
    } receive: { read, _ in
      done += read.isLast ? 1 : 0
      if read.places == 0 { return }
      reads.append(read.first..<read.first + read.places)
      storage.take(places: read.places)
    }
    let start = simulator.cycle
    while done < layers.count || !storage.isIdle {
      try simulator.step([storage, driver, monitor])
      linkWasFull = linkWasFull || isFull.read() == 1
      guard simulator.cycle - start < 1 << 20 else { throw UnitError("the unit and the storage stand still") }
    }
    #expect(storage.ended == reads.count)
    return (Int(simulator.cycle - start), reads, linkWasFull, storage.mostOnTheirWay)
  }

  /// Unit and storage together, cycle by cycle: the queue is used and never exceeded. Sparse layers are bound by commands, so that
  /// reading through small gaps saves time; no layer is read twice or in part.
  @Test func sparseLayersAreFasterWithGaps() throws {
    var random = SplitMix64(seed: 11)
    let layers = (0..<8).map { _ in (0..<256).filter { _ in random.chance(13) } }
    // A command costs as much as 20 places' bytes.
    let plain = try Self.run(layers, gap: 0, cyclesOfRead: 80), merged = try Self.run(layers, gap: 6, cyclesOfRead: 80)
    #expect(plain.reads.count == layers.reduce(0) { $0 + ReadPlan(largestGap: 0, longestRead: 32).reads($1).count })
    #expect(merged.reads.count == layers.reduce(0) { $0 + ReadPlan(largestGap: 6, longestRead: 32).reads($1).count })
    #expect(plain.mostOnTheirWay == 8 && merged.mostOnTheirWay == 8)
    #expect(!plain.linkWasFull && !merged.linkWasFull && 3 * merged.cycles < 2 * plain.cycles, "\(plain.cycles) \(merged.cycles)")
  }

  /// Long runs with gaps between them fill the link: what is read through then only costs, and the unit goes back to plain reads.
  @Test func aFullLinkEndsReadingThroughGaps() throws {
    let layers = (0..<12).map { _ in (0..<256).filter { $0 % 16 < 12 } }
    let plain = try Self.run(layers, gap: 0, cyclesOfRead: 20), reverted = try Self.run(layers, gap: 8, cyclesOfRead: 20)
    // Without a period that ends, gaps are read through to the end.
    let stubborn = try Self.run(layers, gap: 8, cyclesOfRead: 20, period: 65536)
    #expect(reverted.linkWasFull && reverted.reads.suffix(32).allSatisfy { $0.count == 12 })
    #expect(!stubborn.linkWasFull && stubborn.reads.allSatisfy { $0.count == 28 })
    #expect(
      plain.cycles <= reverted.cycles && reverted.cycles < stubborn.cycles,
      "\(plain.cycles), \(reverted.cycles) and \(stubborn.cycles) cycles")
  }
}
