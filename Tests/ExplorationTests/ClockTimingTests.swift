import Exploration
import HDL
import Netlist
import Testing

/// Paths at clocks that are made inside, between the edges of one clock, and of several clocks: each against the same product between
/// registers of one clock.
@Suite(.enabled(if: hasSynthesis)) struct ClockTimingTests {
  private static func report(_ clock: Multiplied.Clock) throws -> SynthesisReport {
    try Synthesis.run(elaborate(Multiplied(clock: clock)))
  }
  private static let plain = Result { try report(.running) }

  /// The path is as long, and has twice the time; paths from one clock to the other are short and have less.
  @Test func aClockThatARegisterMakes() throws {
    let plain = try Self.plain.get(), divided = try Self.report(.divided)
    #expect(plain.derivedClocks == nil && plain.untimedRegisters == nil && plain.clockPaths == nil)
    #expect(divided.derivedClocks == ["half"] && divided.untimedRegisters == nil)
    #expect(plain.criticalPathNs > 2)
    let longest = try #require(divided.clockPaths?.first { $0.clock == "half" })
    #expect(abs(longest.pathNs - plain.criticalPathNs) < 0.02 * plain.criticalPathNs, "\(longest) and \(plain.criticalPathNs) ns")
    #expect(abs(divided.criticalPathNs - longest.pathNs / 2) < 0.001)
    #expect(divided.criticalPath.steps.count > 10)
    let others = try #require(divided.clockPaths?.filter { $0.clock != "half" })
    #expect(others.map(\.clock) == ["clock"] && others[0].pathNs < 0.5 * longest.pathNs)
  }

  /// A register that a made clock runs makes one of a quarter.
  @Test func aClockOfAMadeClock() throws {
    let plain = try Self.plain.get(), quartered = try Self.report(.quartered)
    #expect(quartered.derivedClocks.map(Set.init) == ["half", "quarter"])
    let longest = try #require(quartered.clockPaths?.first { $0.clock == "quarter" })
    #expect(abs(longest.pathNs - plain.criticalPathNs) < 0.02 * plain.criticalPathNs)
    #expect(abs(quartered.criticalPathNs - longest.pathNs / 4) < 0.001)
  }

  /// Behind a clock gate the clock is the same one.
  @Test func aGatedClock() throws {
    let plain = try Self.plain.get(), gated = try Self.report(.gated)
    #expect(gated.derivedClocks == nil && gated.untimedRegisters == nil)
    #expect(abs(gated.criticalPathNs - plain.criticalPathNs) < 0.02 * plain.criticalPathNs)
  }

  /// From the rising to the falling edge there is half a cycle: the period is twice the path.
  @Test func betweenTheEdges() throws {
    let plain = try Self.plain.get(), half = try Self.report(.falling)
    #expect(half.criticalPathNs > 1.7 * plain.criticalPathNs && half.criticalPathNs < 2.3 * plain.criticalPathNs)
  }

  /// The slow path is that of the second clock.
  @Test func theSecondOfTwoClocks() throws {
    let plain = try Self.plain.get(), two = try Self.report(.second)
    #expect(two.derivedClocks == nil && two.untimedRegisters == nil)
    #expect(abs(two.criticalPathNs - plain.criticalPathNs) < 0.02 * plain.criticalPathNs)
    let paths = try #require(two.clockPaths)
    #expect(Set(paths.map(\.clock)) == ["clock", "fast_clock"])
    let longest = try #require(paths.first { $0.clock == "fast_clock" })
    #expect(abs(longest.pathNs - two.criticalPathNs) < 0.001)
  }
}

/// A product between two registers.
private struct Multiplied: HDL.Module {
  enum Clock { case running, divided, quartered, gated, falling, second }
  let clock: Clock
  struct IO: Bundle { let run: In<Bit>; let a, b: In<Unsigned>; let y: Out<Unsigned>; let runs: Out<Bit> }
  var io: IO { IO(run: In(Bit()), a: In(Unsigned(8)), b: In(Unsigned(8)), y: Out(Unsigned(16)), runs: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let isRunning = Reg(next: io.run, reset: 0)
    let domain: HDL.ClockDomain
    switch clock {
    case .running: domain = .standard
    case .divided, .quartered:
      let half = Reg(Bit(), reset: 0)
      half <== !half
      if clock == .divided {
        domain = HDL.ClockDomain("slow", clock: half)
      } else {
        let quarter = clocked(by: HDL.ClockDomain("slow", clock: half)) { Reg(Bit(), reset: 0) }
        quarter <== !quarter
        domain = HDL.ClockDomain("slower", clock: quarter)
      }
    case .gated:
      let gate = Instance(ClockGate())
      gate.enable <== isRunning
      domain = HDL.ClockDomain("gated", clock: gate.gated)
    case .falling: domain = HDL.ClockDomain("clock", edge: .falling)
    case .second: domain = HDL.ClockDomain("fast")
    }
    let first = clock == .falling ? HDL.ClockDomain.standard : domain
    let a = clocked(by: first) { Reg(next: unsafeCrossing(io.a), reset: 0) }
    let b = clocked(by: first) { Reg(next: unsafeCrossing(io.b), reset: 0) }
    let product = clocked(by: domain) { Reg(next: a * b, reset: 0) }
    io.y <== unsafeCrossing(product)
    io.runs <== isRunning
  }
}
