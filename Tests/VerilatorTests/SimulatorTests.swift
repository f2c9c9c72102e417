import Foundation
import Netlist
import Simulation
import Testing

import Verilator

@Suite struct SimulatorTests {
  @Test func stepsAndPorts() throws {
    let model = try Samples.simulator(Samples.counter)
    let long = try model.port("long")
    let count = try model.port("count")
    let sum = try model.port("sum")
    try model.reset()
    #expect(model.cycle == 2)
    #expect(count.read() == 0)
    long.write(200)
    try model.port("a__b").write(BitVector(words: [.max, 0x1F], width: 70))
    #expect(try model.port("next_long").read() == 1, "combinational outputs wait for evaluate()")
    model.evaluate()
    #expect(try model.port("next_long").read() == 201)
    try model.step()
    #expect(count.read() == 1)
    #expect(sum.readBits() == BitVector(words: [0, 0x20], width: 70))
    try model.run(cycles: 999)
    #expect(count.read() == 1000)
    #expect(model.cycle == 1002)
    #expect(throws: SimulationError.noSuchPort(name: "nothing", existing: model.ports.map(\.name))) { try model.port("nothing") }
  }

  /// No write loses bits without a word: the next step throws the first that did not fit, once.
  @Test func writesThatDoNotFitAreErrors() throws {
    let model = try Samples.simulator(Samples.counter)
    let long = try model.port("long"), wide = try model.port("a__b")
    long.write(256)
    long.write(1000)
    let misfit = PortMisfit(port: "long", value: 256, width: 8, isSigned: false)
    #expect(throws: SimulationError.doesNotFit(misfit)) { try model.step() }
    #expect(misfit.description == "256 does not fit into port 'long', which takes 8 bits, 0 to 255")
    long.write(255)
    wide.write(BitVector(words: [0, 1 << 5], width: 70))
    try model.step()
    wide.write(BitVector(words: [0, 1 << 6], width: 71))
    #expect(throws: SimulationError.self) { try model.run(cycles: 3) }
    try model.step()
  }

  @Test func reportsBecomeErrors() throws {
    let model = try Samples.simulator(Samples.counter)
    let long = try model.port("long")
    long.write(3)
    #expect(
      throws: SimulationError.assertionFailed(message: "three is not 4", module: "counter", location: "counter.sv:15", cycle: 1)
    ) { try model.step() }
    // The step was made, and the model goes on.
    #expect(model.cycle == 1)
    long.write(0)
    try model.step()
    for (value, start) in [(4, "$finish at counter.sv:16"), (5, "$fatal at counter.sv:17"), (6, "$stop at counter.sv:18")] {
      long.write(UInt64(value))
      do {
        try model.run(cycles: 5)
        Issue.record("\(start) was not reported")
      } catch {
        guard case .model(let text) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(text.hasPrefix(start))
        if value == 5 { #expect(text.hasSuffix(": fatal five")) }
      }
      long.write(0)
      try model.step()
    }
    let fast = try Samples.simulator(Samples.counter, .fast)
    try fast.port("long").write(3)
    try fast.step()
  }

  @Test func reportsStayWithTheirModel() throws {
    let model = try VerilatorBuild().model(Samples.counter, options: BuildOptions(unrolling: .fixed(1)))
    let good = try model.makeSimulator()
    let bad = try model.makeSimulator()
    try bad.port("long").write(3)
    for _ in 0..<3 {
      #expect(throws: SimulationError.self) { try bad.step() }
      try good.step()
    }
    #expect(good.cycle == 3)
    #expect(try good.port("count").read() == (try bad.port("count").read()))
  }

  @Test func simultaneousEdgesSampleOldValues() throws {
    let model = try Samples.simulator(Samples.clocks)
    let left = try model.port("left")
    let right = try model.port("right")
    #expect(model.domains == ["fast", "slow"])
    #expect([left.read(), right.read()] == [1, 2])
    try model.step(domains: 0b11)
    #expect([left.read(), right.read()] == [2, 1])
    try model.step(domains: 0b10)
    #expect([left.read(), right.read()] == [2, 2])
    #expect(model.cycle == 1)
    #expect(try model.port("falls").read() == 1)
    try model.run(cycles: 4)
    #expect(try model.port("falls").read() == 5)
  }

  @Test func hostFillsAMemory() throws {
    let model = try Samples.simulator(Samples.clocks)
    let memory = try model.memory("inner.cells")
    #expect(memory.isByteArray)
    #expect(memory.depth == 16)
    for word in 0..<16 {
      for element in 0..<4 {
        memory.address.storeBytes(
          of: UInt8(word * 16 + element), toByteOffset: word * memory.wordStride + element, as: UInt8.self)
      }
    }
    try model.port("address").write(11)
    try model.step()
    #expect(try model.port("word").read() == 0xB3B2_B1B0)
    #expect(throws: SimulationError.noSuchMemory(name: "cells", existing: ["inner.cells"])) { try model.memory("cells") }
  }

  @Test func batchedRunEqualsSteps() throws {
    let one = try Samples.simulator(Samples.counter, .fast)
    let other = try Samples.simulator(Samples.counter, .fast)
    var random = SplitMix64(seed: 7)
    for sampling in [VerilatorSimulator.SamplingPoint.beforeEdge, .afterEdge] {
      var stimuli: [UInt8] = []
      var expected: [UInt8] = []
      for _ in 0..<200 {
        let long = UInt64(random.next(below: 3) + 8)
        let reset = UInt64(random.next(below: 10) == 0 ? 1 : 0)
        stimuli += [UInt8(long), UInt8(reset)]
        try one.port("long").write(long)
        try one.port("rst").write(reset)
        one.evaluate()
        if sampling == .afterEdge { try one.step() }
        let count = try one.port("count").read()
        expected += [UInt8(count & 255), UInt8(count >> 8), UInt8(try one.port("next_long").read())]
        if sampling == .beforeEdge { try one.step() }
      }
      let observed = try other.run(
        drive: [other.port("long"), other.port("rst")], stimuli: stimuli,
        capture: [other.port("count"), other.port("next_long")],
        sampling: sampling)
      #expect(observed == expected)
    }
    #expect(one.cycle == other.cycle)
  }

  @Test func stepsUntil() throws {
    let model = try Samples.simulator(Samples.counter)
    try model.reset()
    let count = try model.port("count")
    #expect(try model.stepUntil(count, equals: 0, maximum: 5) == 0)
    #expect(try model.stepUntil(count, equals: 300, maximum: 1000) == 300)
    #expect(try model.stepUntil(count, equals: 0, maximum: 10) == nil)
    #expect(count.read() == 310)
  }

  @Test(arguments: [(0.0, 0.0), (0.3, 0.0), (0.0, 0.6), (0.5, 0.5)])
  func transfersStreams(_ stalls: (Double, Double)) throws {
    let model = try Samples.simulator(Samples.slice)
    try model.reset()
    let input = try model.stream("in")
    let output = try model.stream("out")
    #expect(input.payload.map(\.name) == ["in_data", "in_last"])
    let beats = (0..<5000).map { UInt8(truncatingIfNeeded: $0 % 5 == 4 ? ($0 / 5) & 1 : $0 * 7) }
    var collected = [UInt8](repeating: 0, count: beats.count)
    let result = try beats.withUnsafeBytes { beats in
      try collected.withUnsafeMutableBytes { room in
        try model.transfer(
          feeding: [StreamFeed(input, beats, stalls: RandomStalls(seed: 1, probability: stalls.0))],
          collecting: [StreamCollection(output, room, stalls: RandomStalls(seed: 2, probability: stalls.1))])
      }
    }
    #expect(result.isComplete)
    #expect(result.fed == [1000] && result.collected == [1000])
    var expected = beats
    for beat in 0..<1000 {
      var carry = 0
      for byte in 0..<4 {
        let total = Int(beats[beat * 5 + byte]) + 1 + carry
        expected[beat * 5 + byte] = UInt8(truncatingIfNeeded: total)
        carry = total >> 8
      }
    }
    #expect(collected == expected)
    // One beat in, one beat out: two cycles a beat at best.
    if stalls == (0, 0) { #expect(result.cycles == 2000) } else { #expect(result.cycles > 2050) }
    #expect(result.backPressured[0] > 900 || stalls.0 > 0)
    #expect(try model.port("in_valid").read() == 0)
  }

  @Test func transferEndsWhenNothingMoves() throws {
    let model = try Samples.simulator(Samples.slice)
    try model.reset()
    var room = [UInt8](repeating: 0, count: 10)
    let output = try model.stream("out")
    let result = try room.withUnsafeMutableBytes {
      try model.transfer(collecting: [StreamCollection(output, $0)], idleLimit: 50)
    }
    #expect(!result.isComplete)
    #expect(result.cycles == 50 && result.starved == [50])
  }

  @Test func waveforms() throws {
    let folder = try Samples.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (profile, name) in [(BuildProfile.traced, "a.fst"), (.tracedVCD, "a.vcd")] {
      let model = try Samples.simulator(Samples.counter, profile)
      #expect(throws: SimulationError.self, "a folder that is not there") { try model.openWaveform("\(folder)/none/\(name)") }
      try model.openWaveform("\(folder)/\(name)")
      try model.reset()
      try model.run(cycles: 20)
      try model.closeWaveform()
      try model.step()
      let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
      #expect(data.count > 200)
      if profile == .tracedVCD {
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("$var") && text.contains("count"))
        // The counter's last value, 20, and the cycle's time of 10 units.
        #expect(text.contains("b0000000000010100 "))
        #expect(text.contains("\n#220\n"))
      }
    }
    let untraced = try Samples.simulator(Samples.counter)
    #expect(throws: SimulationError.waveform("this model writes no such waveform: build it with the profile 'traced'")) {
      try untraced.openWaveform("\(folder)/b.fst")
    }
  }
}
