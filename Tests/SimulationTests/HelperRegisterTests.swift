import HDL
import Simulation
import Testing

/// What registers in expressions and long chains of conditions do, cycle by cycle.
@Suite struct HelperRegisterTests {
  /// The flip-flops of a synchronizer run on while the condition around the call is 0.
  @Test func aSynchronizerInAConditionRunsOn() throws {
    let simulator = try BuiltinSimulator(elaborate(SynchronizedUnderCondition()))
    let port = { (name: String) in try simulator.port(name) }
    try simulator.reset()
    try port("d").write(1)
    try port("e").write(0)
    for _ in 0..<3 { try simulator.step() }
    // The bit has come through both stages; one enabled edge takes it over.
    try port("e").write(1)
    try simulator.step()
    #expect(try port("q").read() == 1)
  }

  @Test func aRegisterInAConditionIsOneCycleLate() throws {
    let simulator = try BuiltinSimulator(elaborate(DelayedUnderCondition()))
    let port = { (name: String) in try simulator.port(name) }
    try simulator.reset()
    try port("e").write(0)
    for value in 1...5 {
      try port("d").write(UInt64(value))
      try simulator.step()
    }
    try port("d").write(6)
    try port("e").write(1)
    simulator.evaluate()
    try simulator.step()
    #expect(try port("q").read() == 5)
    #expect(try port("held").read() == 5)
  }

  /// The first branch whose condition holds, as in a short chain.
  @Test func longChainsTakeTheFirstBranch() throws {
    let simulator = try BuiltinSimulator(elaborate(PriorityChain(length: 50)))
    let port = { (name: String) in try simulator.port(name) }
    var random = SplitMix64(seed: 7)
    for round in 0..<300 {
      let conditions = round < 51 ? (round < 50 ? 1 << UInt64(round) : 0) : (random.next() & random.next()) & (1 << 50 - 1)
      try port("conditions").write(conditions)
      simulator.evaluate()
      let first = conditions == 0 ? 50 : conditions.trailingZeroBitCount
      #expect(try port("index").read() == UInt64(first))
      // Branches that are no multiple of three leave the other output alone.
      #expect(try port("third").read() == (first < 50 && first % 3 == 0 ? 1 : 0))
    }
  }
}

private struct SynchronizedUnderCondition: Module, DefaultInitializable {
  struct IO: Bundle { let d, e: In<Bit>; let q: Out<Bit> }
  var io: IO { IO(d: In(Bit()), e: In(Bit()), q: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let q = Reg(Bit(), reset: 0)
    when(io.e) { q <== io.d.synchronized() }
    io.q <== q
  }
}

private struct DelayedUnderCondition: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let e: In<Bit>; let q, held: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(8)), e: In(Bit()), q: Out(Unsigned(8)), held: Out(Unsigned(8))) }
  @Hardware func build(_ io: IO) {
    let q = Reg(Unsigned(8), reset: 0)
    let held = Reg(Unsigned(8), reset: 0)
    when(io.e) {
      q <== Reg(next: io.d, reset: 0)
      held <== Reg(next: io.d, enable: !io.e, reset: 0)
    }
    io.q <== q
    io.held <== held
  }
}

private struct PriorityChain: Module {
  let length: Int
  struct IO: Bundle { let conditions: In<Bits>; let index: Out<Unsigned>; let third: Out<Bit> }
  var io: IO { IO(conditions: In(Bits(length)), index: Out(Unsigned(8)), third: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    io.third <== 0
    var chain = when(io.conditions[0]) {
      io.index <== 0
      io.third <== 1
    }
    for branch in 1..<length {
      chain = chain.elsewhen(io.conditions[branch]) {
        io.index <== branch
        if branch % 3 == 0 { io.third <== 1 }
      }
    }
    chain.otherwise { io.index <== length }
  }
}
