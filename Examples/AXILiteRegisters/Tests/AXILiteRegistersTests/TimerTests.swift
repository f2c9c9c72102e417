import AXILiteRegisters
import HDL
import Simulation
import Testing
import Verilog

@Suite struct TimerTests {
  private func bus(seed: UInt64 = 1) throws -> Bus { try Bus(BuiltinSimulator(elaborate(Timer())), seed: seed) }

  @Test func portsHaveTheNamesOfTheBus() throws {
    let text = try VerilogEmitter().emit(elaborate(Timer())).text
    for name in ["s_axi_awvalid", "s_axi_awready", "s_axi_awaddr", "s_axi_wstrb", "s_axi_bresp", "s_axi_arprot", "s_axi_rdata"] {
      #expect(text.contains(" \(name)"))
    }
  }

  @Test func theResetIsThatOfTheBus() throws {
    let text = try VerilogEmitter().emit(elaborate(Timer())).text
    #expect(text.contains("always_ff @(posedge aclk or negedge aresetn) begin\n    if (!aresetn)"))
    let simulator = try BuiltinSimulator(elaborate(Timer()))
    let reset = try simulator.port("aresetn"), response = try simulator.port("s_axi_bvalid")
    try simulator.reset()
    for name in ["awvalid", "wvalid"] { try simulator.port("s_axi_" + name).write(1) }
    try simulator.step()
    #expect(response.read() == 1)
    // Without an edge.
    reset.write(0)
    simulator.evaluate()
    #expect(response.read() == 0)
  }

  @Test func everyFieldHasItsResetValue() throws {
    var bus = try bus()
    #expect(try [0, 4, 8, 12].map { try bus.read($0).data } == [0x302, 1000, 0, 0])
  }

  @Test func randomWritesChangeTheirBytesAndNothingElse() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var bus = try bus(seed: seed)
      var control: UInt64 = 0x302, limit: UInt64 = 1000
      for _ in 0..<50 {
        // The timer stays off.
        let data = bus.random.next() & 0xFFFF_FFFE, strobes = bus.random.next() & 15
        let mask = (0..<4).reduce(UInt64(0)) { strobes >> UInt64($1) & 1 == 1 ? $0 | 0xFF << UInt64($1 * 8) : $0 }
        let address = bus.random.next(below: 2) * 4
        #expect(try bus.write(address, data, strobes: strobes) == UInt64(Response.okay))
        if address == 0 {
          control = (control & ~mask | data & mask) & 0xF03
        } else {
          limit = (limit & ~mask | data & mask) & 0xFFFF
        }
        #expect(try bus.read(0) == (control, 0))
        #expect(try bus.read(4) == (limit, 0))
      }
    }
  }

  @Test func anAddressWithoutARegisterIsAnError() throws {
    var bus = try bus()
    #expect(try bus.write(16, 1) == UInt64(Response.slaveError))
    #expect(try bus.read(252) == (0, UInt64(Response.slaveError)))
    #expect(try bus.read(0) == (0x302, 0))
  }

  @Test func theTimerExpiresOnce() throws {
    var bus = try bus()
    _ = try bus.write(4, 9)
    // Enabled, not repeating, every second cycle.
    _ = try bus.write(0, 0x101)
    let interrupt = try bus.simulator.port("irq")
    // At most ten counts of two cycles: some passed while the response waited.
    #expect(try bus.simulator.stepUntil(interrupt, equals: 1, maximum: 20) != nil)
    #expect(try bus.read(0).data == 0x100)
    #expect(try bus.read(12).data == 1)
    _ = try bus.write(12, 1)
    #expect(try bus.read(12).data == 0)
    #expect(interrupt.read() == 0)
    #expect(try bus.simulator.stepUntil(interrupt, equals: 1, maximum: 100) == nil)
  }

  @Test func aRepeatingTimerCountsEveryPrescaledCycle() throws {
    var bus = try bus()
    _ = try bus.write(4, 4)
    _ = try bus.write(0, 0x203)
    let interrupt = try bus.simulator.port("irq")
    _ = try bus.simulator.stepUntil(interrupt, equals: 1, maximum: 100)
    let first = bus.simulator.cycle
    _ = try bus.write(12, 1)
    #expect(interrupt.read() == 0)
    _ = try #require(try bus.simulator.stepUntil(interrupt, equals: 1, maximum: 100))
    // Five counts of three cycles lie between two expiries.
    #expect(bus.simulator.cycle - first == 15)
  }
}
