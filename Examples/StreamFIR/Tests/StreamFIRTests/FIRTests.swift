import HDL
import Simulation
import StreamFIR
import Testing
import Verilog

@Suite struct FIRTests {
  /// Random packets with random pauses on both sides, against the sum as a mathematician writes it.
  @Test(arguments: [FIR(), FIR(taps: 2, width: 2), FIR(taps: 5, width: 20)]) func filtersPackets(_ filter: FIR) throws {
    let simulator = try BuiltinSimulator(elaborate(filter))
    var random = SplitMix64(seed: 7)
    func number() -> Int {
      let limit = 1 << (filter.width - 1)
      // The extremes show whether a sum has all its bits.
      return random.chance(30) ? (random.chance(50) ? -limit : limit - 1) : random.next(below: 2 * limit) - limit
    }
    try simulator.reset()

    let coefficients = (0..<filter.taps).map { _ in number() }
    try simulator.port("s_axis_coefficient_tvalid").write(1)
    for one in coefficients.reversed() {
      try simulator.port("s_axis_coefficient_tdata").write(signed: one)
      try simulator.step()
    }
    try simulator.port("s_axis_coefficient_tvalid").write(0)

    var packet: [Int] = [], expected: [(data: Int, last: UInt64)] = []
    var received = 0, isOffered = false
    let valid = try simulator.port("s_axis_tvalid"), last = try simulator.port("s_axis_tlast")
    while received < 500 {
      if !isOffered, random.chance(70) {
        packet.append(number())
        last.write(random.chance(10) ? 1 : 0)
        try simulator.port("s_axis_tdata").write(signed: packet[packet.count - 1])
        isOffered = true
      }
      valid.write(isOffered ? 1 : 0)
      let ready = try simulator.port("m_axis_tready")
      ready.write(random.chance(60) ? 1 : 0)
      simulator.evaluate()
      if isOffered, try simulator.port("s_axis_tready").read() == 1 {
        let newest = packet.reversed().prefix(filter.taps)
        expected.append((zip(newest, coefficients).reduce(0) { $0 + $1.0 * $1.1 }, last.read()))
        if last.read() == 1 { packet = [] }
        isOffered = false
      }
      if try simulator.port("m_axis_tvalid").read() == 1, ready.read() == 1 {
        #expect(try simulator.port("m_axis_tdata").readSigned() == expected[received].data)
        #expect(try simulator.port("m_axis_tlast").read() == expected[received].last)
        received += 1
      }
      try simulator.step()
    }
  }

  @Test func theLoopOverTheTapsIsPrintedOnce() throws {
    let text = { (taps: Int) in try VerilogEmitter().emit(elaborate(FIR(taps: taps, width: 16))).text }
    #expect(try text(8).split(separator: "\n").count == text(64).split(separator: "\n").count)
    #expect(try text(8).contains("s_axis_tvalid"))
  }

  @Test func parametersOutOfRangeAreNamed() throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(FIR(taps: 1, width: 16)) }
    #expect(error?.diagnostics.map(\.message) == ["taps must be 2 to 64, not 1"])
  }
}
