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
