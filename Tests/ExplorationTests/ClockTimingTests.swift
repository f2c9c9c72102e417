import Exploration
import HDL
import Netlist
import Testing

/// Paths at clocks that are made inside, and between the edges of one clock.
@Suite(.enabled(if: hasSynthesis)) struct ClockTimingTests {
  /// The same logic between registers of one clock and of one that a register makes: the slower one has twice the time.
  @Test func aClockThatARegisterMakes() throws {
    let plain = try Synthesis.run(elaborate(Multiplied(clock: .running)))
    let divided = try Synthesis.run(elaborate(Multiplied(clock: .divided)))
    #expect(plain.derivedClocks == nil && plain.untimedRegisters == nil)
    #expect(divided.derivedClocks == ["half"] && divided.untimedRegisters == nil)
    #expect(plain.criticalPathNs > 2)
    let share = divided.criticalPathNs / plain.criticalPathNs
    #expect((0.4...0.7).contains(share), "\(divided.criticalPathNs) ns for \(plain.criticalPathNs) ns")
  }

  /// Behind a clock gate the clock is the same one.
  @Test func aGatedClock() throws {
    let plain = try Synthesis.run(elaborate(Multiplied(clock: .running)))
    let gated = try Synthesis.run(elaborate(Multiplied(clock: .gated)))
    #expect(gated.derivedClocks == nil && gated.untimedRegisters == nil)
    #expect(abs(gated.criticalPathNs - plain.criticalPathNs) < 0.3 * plain.criticalPathNs)
  }

  /// From the rising to the falling edge there is half a cycle: the period is twice the path.
  @Test func betweenTheEdges() throws {
    let plain = try Synthesis.run(elaborate(Multiplied(clock: .running)))
    let half = try Synthesis.run(elaborate(Multiplied(clock: .falling)))
    #expect(half.criticalPathNs > 1.5 * plain.criticalPathNs && half.criticalPathNs < 2.5 * plain.criticalPathNs)
  }
}

/// A product between two registers.
private struct Multiplied: HDL.Module {
  enum Clock { case running, divided, gated, falling }
  let clock: Clock
  struct IO: Bundle { let run: In<Bit>; let a, b: In<Unsigned>; let y: Out<Unsigned> }
  var io: IO { IO(run: In(Bit()), a: In(Unsigned(8)), b: In(Unsigned(8)), y: Out(Unsigned(16))) }
  @Hardware func build(_ io: IO) {
    let isRunning = Reg(next: io.run, reset: 0)
    let domain: HDL.ClockDomain
    switch clock {
    case .running: domain = .standard
    case .divided:
      let half = Reg(Bit(), reset: 0)
      half <== !half
      domain = HDL.ClockDomain("slow", clock: half)
    case .gated:
      let gate = Instance(ClockGate())
      gate.enable <== isRunning
      domain = HDL.ClockDomain("gated", clock: gate.gated)
    case .falling: domain = HDL.ClockDomain("clock", edge: .falling)
    }
    let first = clock == .falling ? HDL.ClockDomain.standard : domain
    let a = clocked(by: first) { Reg(next: unsafeCrossing(io.a), reset: 0) }
    let b = clocked(by: first) { Reg(next: unsafeCrossing(io.b), reset: 0) }
    let product = clocked(by: domain) { Reg(next: a * b, reset: 0) }
    io.y <== unsafeCrossing(product)
  }
}
