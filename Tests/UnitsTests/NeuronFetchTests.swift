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
}
