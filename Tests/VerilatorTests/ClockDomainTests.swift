import HDL
import enum Netlist.Flattening
import Simulation
import Testing
import Verilator
import Verilog

/// Clocks and resets as chips have them: the built-in simulator and Verilator agree at every look, and the text says what is meant.
@Suite struct ClockDomainTests {
  /// Moves the ports of a design at random on both simulators: inputs, resets at any time, any set of clocks.
  private func expectAgreement(_ module: some Module, steps: Int = 400, location: SourceLocation = #_sourceLocation) throws
    -> [String: Set<BitVector>]
  {
    let design = try elaborate(module)
    let a = try BuiltinSimulator(design), b = try VerilatorSimulator.make(design, options: BuildOptions(profile: .checked))
    #expect(a.domains == b.domains)
    var random = SplitMix64(seed: 11)
    var seen: [String: Set<BitVector>] = [:]
    func compare(_ moment: String) {
      for (x, y) in zip(a.ports, b.ports) where x.direction == .output {
        #expect(x.readBits() == y.readBits(), "\(x.name) \(moment)", sourceLocation: location)
        seen[x.name, default: []].insert(x.readBits())
      }
    }
    compare("at the start")
    for step in 0..<steps {
      for (x, y) in zip(a.ports, b.ports) where x.direction == .input && x.role != .clock {
        let isActive = step < 3 ? step == 1 : random.chance(10)
        let value = x.role == .reset ? (isActive != x.isActiveLow ? 1 : 0) : random.next() & ((1 << UInt64(x.width)) - 1)
        x.write(value)
        y.write(value)
      }
      a.evaluate()
      b.evaluate()
      compare("before step \(step)")
      let clocks = UInt32(truncatingIfNeeded: random.next()) & ((1 << UInt32(a.domains.count)) - 1)
      try a.step(domains: clocks == 0 ? 1 : clocks)
      try b.step(domains: clocks == 0 ? 1 : clocks)
      compare("after step \(step)")
    }
    return seen
  }

  private func text(_ module: some Module, _ dialect: Dialect = .systemVerilog) throws -> String {
    try VerilogEmitter(dialect: dialect).emit(elaborate(module)).text
  }

  @Test(arguments: [
    (ResetStyle.synchronous, "reset", "always_ff @(posedge clock) begin", "if (reset)"),
    (.synchronous(activeLow: true), "reset_n", "always_ff @(posedge clock) begin", "if (!reset_n)"),
    (.asynchronous, "reset", "always_ff @(posedge clock or posedge reset) begin", "if (reset)"),
    (.asynchronous(activeLow: true), "reset_n", "always_ff @(posedge clock or negedge reset_n) begin", "if (!reset_n)"),
  ]) func resetStyles(_ style: ResetStyle, _ port: String, _ event: String, _ condition: String) throws {
    let seen = try expectAgreement(Styled(edge: .rising, style: style))
    #expect(seen["count"]?.count ?? 0 > 100)
    let text = try text(Styled(edge: .rising, style: style))
    #expect(text.contains("input  logic       \(port),"))
    #expect(text.contains("  \(event)\n    \(condition)"))
    // What has no reset stands apart, and never waits for one.
    #expect(text.contains("(posedge clock)\n    previous <= d;"))
    #expect(try self.text(Styled(edge: .rising, style: style), .verilog2005).contains(event.replacing("_ff", with: "")))
  }

  @Test func theFallingEdge() throws {
    _ = try expectAgreement(Styled(edge: .falling, style: .asynchronous(activeLow: true)))
    #expect(
      try text(Styled(edge: .falling, style: .asynchronous(activeLow: true))).contains("@(negedge clock or negedge reset_n)"))
    // Half a cycle lies between the two edges of one clock, which is no crossing.
    let seen = try expectAgreement(BothEdges())
    #expect(seen["y"]?.count == 16)
    #expect(try elaborate(BothEdges()).top.clockPorts.count == 1)
  }

  /// An asynchronous reset acts between edges; a register that never had one holds 0.
  @Test func anAsynchronousResetActsAtOnce() throws {
    let design = try elaborate(Styled(edge: .rising, style: .asynchronous(activeLow: true)))
    for simulator in [try BuiltinSimulator(design), try VerilatorSimulator.make(design)] as [any Simulator] {
      let count = try simulator.port("count"), reset = try simulator.port("reset_n")
      #expect(reset.isActiveLow && reset.read() == 1 && count.read() == 0)
      reset.write(0)
      simulator.evaluate()
      #expect(count.read() == 5)
      reset.write(1)
      simulator.evaluate()
      #expect(count.read() == 5)
      try simulator.reset()
      try simulator.port("d").write(3)
      try simulator.step()
      #expect(count.read() == 8)
    }
  }

  @Test func aDomainWithoutReset() throws {
    _ = try expectAgreement(WithoutReset())
    let design = try elaborate(WithoutReset())
    #expect(design.top.ports.map(\.name) == ["scan_clock", "d", "y"])
  }

  @Test func aLocalReset() throws {
    let seen = try expectAgreement(Clearable())
    #expect(seen["count"]?.count ?? 0 > 3)
    let design = try elaborate(Clearable())
    #expect(design.top.clockPorts.count == 1)
    let text = try text(Clearable())
    #expect(text.contains("if (part_local_reset)"), "\(text)")
  }

  /// A module that names no domain has the one around its instance, with its style; each style is one module.
  @Test func modulesInsideTakeOverTheStyle() throws {
    _ = try expectAgreement(TwoStyles())
    let design = try elaborate(TwoStyles())
    #expect(design.modules.map(\.name) == ["accumulate", "accumulate_2", "two_styles"])
    let text = try text(TwoStyles())
    #expect(text.contains("always_ff @(posedge clock or negedge reset_n)"))
    #expect(text.contains(".reset_n (fast_reset_n)"))
    // Without registers there is nothing to take over.
    #expect(try elaborate(TwoInverters()).modules.count == 2)
  }

  /// One that names its reset keeps it; the other level is an inverter at the instance.
  @Test func aModuleKeepsTheStyleThatItNames() throws {
    _ = try expectAgreement(WithPeripheral())
    let text = try text(WithPeripheral())
    #expect(text.contains(".aclk    (clock)"))
    #expect(text.contains(".aresetn (!reset)") || text.contains(".aresetn (~reset)"))
    #expect(text.contains("always_ff @(posedge aclk or negedge aresetn)"))
  }

  @Test func aClockMadeByARegister() throws {
    let seen = try expectAgreement(Divided())
    #expect(seen["y"]?.count == 16)
    #expect(try text(Divided()).contains("always_ff @(posedge half)"))
    // The derived clock is no port.
    #expect(try elaborate(Divided()).top.clockPorts.map(\.domain) == ["clock"])
  }

  @Test func aGatedClock() throws {
    let seen = try expectAgreement(Gated())
    #expect(seen["y"]?.count == 16)
    #expect(try text(Gated()).contains("always_ff @(posedge gate_gated)"))
  }

  @Test func aClockLeavesThroughAPort() throws {
    _ = try expectAgreement(Forwarded())
    #expect(try text(Forwarded()).contains("assign clock_out = clock;"))
  }

  @Test func aResetIsReleasedAtTheClock() throws {
    let design = try elaborate(Released())
    for simulator in [try BuiltinSimulator(design), try VerilatorSimulator.make(design)] as [any Simulator] {
      let power = try simulator.port("power_on"), y = try simulator.port("y")
      func set(_ level: UInt64) {
        power.write(level)
        simulator.evaluate()
      }
      set(1)
      set(0)
      #expect(y.read() == 9)
      // Two edges release it, and from the third on the register counts.
      var values: [UInt64] = []
      for _ in 0..<4 {
        try simulator.step()
        values.append(y.read())
      }
      #expect(values == [9, 9, 10, 11])
      set(1)
      #expect(y.read() == 9)
    }
    _ = try expectAgreement(Released())
  }

  /// Assertions are silent while the reset is active, whatever its level.
  @Test(arguments: [true, false]) func checksWaitForTheReset(_ isActiveLow: Bool) throws {
    let design = try elaborate(Checked(style: .asynchronous(activeLow: isActiveLow)))
    for simulator in [
      try BuiltinSimulator(design), try VerilatorSimulator.make(design, options: BuildOptions(profile: .checked)),
    ]
      as [any Simulator]
    {
      try simulator.port("d").write(1)
      try simulator.reset()
      #expect(throws: SimulationError.self) { try simulator.step() }
    }
  }

  /// The same design flat, as synthesis reads it, behaves the same.
  @Test func flattenedDesignsKeepTheirDomains() throws {
    for flat in [
      try Flattening.flatten(elaborate(TwoStyles())), try Flattening.flatten(elaborate(Gated())),
      try Flattening.flatten(elaborate(WithPeripheral())), try Flattening.flatten(elaborate(Released())),
    ] {
      let a = try BuiltinSimulator(flat), b = try VerilatorSimulator.make(flat)
      try a.reset()
      try b.reset()
      var random = SplitMix64(seed: 5)
      for _ in 0..<100 {
        for (x, y) in zip(a.ports, b.ports) where x.direction == .input && x.role == .data {
          let value = random.next() & ((1 << UInt64(x.width)) - 1)
          x.write(value)
          y.write(value)
        }
        try a.step(domains: 1)
        try b.step(domains: 1)
        for (x, y) in zip(a.ports, b.ports) where x.direction == .output { #expect(x.readBits() == y.readBits(), "\(x.name)") }
      }
    }
  }
}

private struct Styled: Module {
  let edge: ClockEdge
  let style: ResetStyle
  struct IO: Bundle { let d: In<Unsigned>; let count, previous: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(8)), count: Out(Unsigned(8)), previous: Out(Unsigned(8))) }
  var clockDomain: ClockDomain { ClockDomain("clock", edge: edge, reset: style) }
  @Hardware func build(_ io: IO) {
    let total = Reg(Unsigned(8), reset: 5)
    let last = Reg(Unsigned(8), reset: .guarded)
    total <== total + io.d
    last <== io.d
    io.count <== total
    io.previous <== last
  }
}

private struct BothEdges: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bits>; let y: Out<Bits> }
  var io: IO { IO(d: In(Bits(4)), y: Out(Bits(4))) }
  @Hardware func build(_ io: IO) {
    let captured = clocked(by: ClockDomain("clock", edge: .falling)) { Reg(next: io.d, reset: 0) }
    let taken = Reg(next: captured, reset: 0)
    io.y <== taken
  }
}

private struct WithoutReset: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  static let scan = ClockDomain("scan", reset: .none)
  var io: IO { IO(d: In(Bit(), clock: Self.scan), y: Out(Bit(), clock: Self.scan)) }
  @Hardware func build(_ io: IO) {
    let held = clocked(by: Self.scan) { Reg(next: io.d, reset: .guarded) }
    let settled = clocked(by: Self.scan) { held.synchronized() }
    io.y <== settled
  }
}

private struct Clearable: Module, DefaultInitializable {
  struct IO: Bundle { let clear: In<Bit>; let count, whole: Out<Unsigned> }
  var io: IO { IO(clear: In(Bit()), count: Out(Unsigned(4)), whole: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let part = resetting(by: runningReset() | io.clear) { Reg(Unsigned(4), reset: 1) }
    let all = Reg(Unsigned(4), reset: 2)
    part <== part + 1
    all <== all + part
    io.count <== part
    io.whole <== all
  }
}

private struct Accumulate: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let sum: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(8)), sum: Out(Unsigned(8))) }
  @Hardware func build(_ io: IO) {
    let sum = Reg(Unsigned(8), reset: 3)
    sum <== sum + io.d
    io.sum <== sum
  }
}
private struct TwoStyles: Module, DefaultInitializable {
  static let fast = ClockDomain("fast", reset: .asynchronous(activeLow: true))
  struct IO: Bundle { let d: In<Unsigned>; let e: In<Unsigned>; let x: Out<Unsigned>; let y: Out<Unsigned> }
  var io: IO {
    IO(
      d: In(Unsigned(8)), e: In(Unsigned(8), clock: Self.fast), x: Out(Unsigned(8)), y: Out(Unsigned(8), clock: Self.fast))
  }
  @Hardware func build(_ io: IO) {
    let slow = Instance(Accumulate())
    let quick = clocked(by: Self.fast) { Instance(Accumulate()) }
    slow.d <== io.d
    quick.d <== io.e
    io.x <== slow.sum
    io.y <== quick.sum
  }
}

private struct Inverter: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.y <== !io.d }
}
private struct TwoInverters: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let first = Instance(Inverter())
    let second = clocked(by: TwoStyles.fast) { Instance(Inverter()) }
    first.d <== io.d
    second.d <== first.y
    io.y <== second.y
  }
}

private struct Peripheral: Module, DefaultInitializable {
  var clockDomain: ClockDomain {
    ClockDomain("clock", reset: .asynchronous(activeLow: true), clockPort: "aclk", resetPort: "aresetn")
  }
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.d, reset: 1)
    io.y <== held
  }
}
private struct WithPeripheral: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let peripheral = Instance(Peripheral())
    peripheral.d <== io.d
    io.y <== peripheral.y
  }
}

private struct Divided: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let y: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(4)), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let half = Reg(Bit(), reset: 0)
    half <== !half
    let slow = ClockDomain("slow", clock: half)
    let total = clocked(by: slow) { Reg(Unsigned(4), reset: 0) }
    total <== total + unsafeCrossing(io.d)
    // Both clocks come from one source.
    io.y <== unsafeCrossing(total)
  }
}

private struct Gated: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let run: In<Bit>; let y: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(4)), run: In(Bit()), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let isRunning = Reg(next: io.run, reset: 0)
    let gate = Instance(ClockGate())
    gate.enable <== isRunning
    let gated = ClockDomain("gated", clock: gate.gated)
    let total = clocked(by: gated) { Reg(Unsigned(4), reset: 0) }
    total <== total + unsafeCrossing(io.d)
    io.y <== unsafeCrossing(total)
  }
}

private struct Forwarded: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit>; let clock_out: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit()), clock_out: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.d, reset: 0)
    io.y <== held
    io.clock_out <== runningClock()
  }
}

private struct Released: Module, DefaultInitializable {
  struct IO: Bundle { let powerOn: In<Bit>; let y: Out<Unsigned> }
  var io: IO { IO(powerOn: In(Bit(), prefix: "power_on"), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let reset = io.powerOn.resetSynchronized()
    let count = resetting(by: reset, .asynchronous) { Reg(Unsigned(4), reset: 9) }
    count <== count + 1
    io.y <== count
  }
}

private struct Checked: Module {
  let style: ResetStyle
  var clockDomain: ClockDomain { ClockDomain("clock", reset: style) }
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.d, reset: 0)
    assert(!io.d, "no one")
    io.y <== held
  }
}
