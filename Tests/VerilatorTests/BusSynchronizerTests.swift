import HDL
import Simulation
import Testing
import Verilator

/// A value of a fast domain in the standard one.
struct CountMonitor: Module {
  static let fast = ClockDomain("fast")
  struct IO: Bundle { let count: In<Unsigned>; let seen: Out<Unsigned> }
  var io: IO { IO(count: In(Unsigned(12), clock: Self.fast), seen: Out(Unsigned(12))) }
  @Hardware func build(_ io: IO) {
    let seen = io.count.synchronized(from: Self.fast, reset: 7)
    io.seen <== seen
  }
}

@Suite struct BusSynchronizerTests {
  @Test func onlyWholeValuesArriveInOrderAndTheLastOneDoes() throws {
    let design = try elaborate(CountMonitor())
    let simulators: [any Simulator] = [
      try VerilatorSimulator.make(design, options: BuildOptions(profile: .checked)), try BuiltinSimulator(design),
    ]
    for simulator in simulators {
      let count = try simulator.port("count"), seen = try simulator.port("seen")
      let fast = try #require(simulator.domains.firstIndex(of: "fast"))
      var random = SplitMix64(seed: 3)
      try simulator.reset()
      #expect(seen.read() == 7)
      // Neighbouring values differ in many bits: 0x000, 0xFFF, 0x001, 0xFFE, …
      func value(_ step: Int) -> UInt64 { UInt64(step % 2 == 0 ? step / 2 : 0xFFF - step / 2) }
      var step = 0, last = 0, changes = 0
      for cycle in 0..<1000 {
        if random.chance(30), step < 300 { step += 1 }
        count.write(value(step))
        let mask = random.chance(60) ? UInt32(1) << UInt32(fast) : random.chance(50) ? UInt32(1) << UInt32(1 - fast) : 3
        try simulator.step(domains: mask)
        guard seen.read() != 7 || changes > 0 else { continue }
        guard let found = (last...step).first(where: { value($0) == seen.read() }) else {
          Issue.record("cycle \(cycle): \(seen.read()) is no value since step \(last)")
          break
        }
        if found != last { changes += 1 }
        last = found
      }
      #expect(changes > 20)
      for _ in 0..<40 { try simulator.step(domains: 3) }
      #expect(seen.read() == value(step))
    }
  }
}
