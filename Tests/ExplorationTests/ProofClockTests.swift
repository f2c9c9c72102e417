import Exploration
import HDL
import Netlist
import Testing

/// Proofs of designs with falling edges, asynchronous resets and clocks of their own: right, or refused by name.
@Suite struct ProofClockTests {
  private func outcome(_ module: some HDL.Module) throws -> ProofOutcome {
    try Proof(elaborateForProof(module), depth: 16, seconds: 60).run().outcome
  }

  /// Half a cycle lies between the edges: were they one, the falling register would hold what was before.
  @Test(.enabled(if: Proof.isAvailable)) func bothEdges() throws {
    #expect(try outcome(Halves(isBroken: false)) == .proven)
    guard case .refuted = try outcome(Halves(isBroken: true)) else {
      Issue.record("the copy at the falling edge is not a cycle old")
      return
    }
  }

  @Test(.enabled(if: Proof.isAvailable)) func oneEdge() throws {
    for (edge, style) in [(HDL.ClockEdge.rising, ResetStyle.synchronous), (.falling, .synchronous), (.rising, .asynchronous)] {
      #expect(try outcome(Bounded(edge: edge, style: style, limit: 9)) == .proven)
      guard case .refuted = try outcome(Bounded(edge: edge, style: style, limit: 5)) else {
        Issue.record("a count of 6 breaks the promise")
        return
      }
    }
  }

  /// What an asynchronous reset clears is 0 in the same cycle, what a synchronous one clears is not.
  @Test(.enabled(if: Proof.isAvailable)) func resetsAtOnce() throws {
    #expect(try outcome(Cleared(style: .asynchronous)) == .proven)
    guard case .refuted = try outcome(Cleared(style: .synchronous)) else {
      Issue.record("a synchronous reset waits for the clock")
      return
    }
  }

  /// The netlist's registers have the falling edge too, or an inverted clock; at the rising edge they differ.
  @Test(.enabled(if: hasSynthesis && Proof.isAvailable)) func fallingEdgesOfTheNetlist() throws {
    func outcome(changing change: (String) -> String) throws -> Equivalence.Outcome {
      try Equivalence(elaborate(Bounded(edge: .falling, limit: 9)), seconds: 60).run(changing: change).outcome
    }
    let falling = /DFFNEGX1 (\w+) \(\s*\.CLK\(clock\)/
    #expect(try outcome { $0 } == .proven(pairs: 8))
    #expect(try outcome { $0.replacing(falling) { "DFFPOSX1 \($0.1) (.CLK(~clock)" } } == .proven(pairs: 8))
    guard case .failed(let reason) = try outcome(changing: { $0.replacing(falling) { "DFFPOSX1 \($0.1) (.CLK(clock)" } }) else {
      Issue.record("registers at the other edge passed for the same")
      return
    }
    #expect(reason.contains("has another clock, or another edge of it"))
  }

  @Test func clocksMadeInsideAreRefused() throws {
    for (design, name) in [(try elaborateForProof(Divided()), "half"), (try elaborateForProof(GatedCount()), "gate_gated")] {
      let refusal = #expect(throws: ProofRefusal.self) { try Proof(design, depth: 4, seconds: 60) }
      #expect(
        refusal?.description
          == "the clock '\(name)' is made inside '\(design.top.name)', and a proof knows only clocks that are ports; prove the modules that run at it by themselves"
      )
    }
  }
}

/// A toggle and its copy at the falling edge.
private struct Halves: HDL.Module {
  let isBroken: Bool
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let toggle = Reg(Bit(), reset: 0)
    toggle <== !toggle
    let copy = clocked(by: HDL.ClockDomain("clock", edge: .falling)) { Reg(next: toggle, reset: 0) }
    let isEqual = copy == toggle
    if isBroken {
      assert(!isEqual | runningReset(), "the copy is a cycle old")
    } else {
      assert(isEqual, "the copy is half a cycle old")
    }
    io.y <== copy
  }
}

/// A count that goes round before 10.
private struct Bounded: HDL.Module {
  let edge: HDL.ClockEdge
  var style = ResetStyle.synchronous
  let limit: Int
  struct IO: Bundle { let y: Out<Unsigned> }
  var io: IO { IO(y: Out(Unsigned(4))) }
  var clockDomain: HDL.ClockDomain { HDL.ClockDomain("clock", edge: edge, reset: style) }
  @Hardware func build(_ io: IO) {
    let count = Reg(Unsigned(4), reset: 0)
    count <== mux(count == 9, 0, count + 1)
    assert(count <= limit, "the count stays within its limit")
    io.y <== count
  }
}

private struct Cleared: HDL.Module {
  let style: ResetStyle
  struct IO: Bundle { let clear: In<Bit>; let y: Out<Unsigned> }
  var io: IO { IO(clear: In(Bit()), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let isClearing = Reg(next: io.clear, reset: 0)
    let count = resetting(by: isClearing, style) { Reg(Unsigned(4), reset: 0) }
    count <== count + 1
    assert(!isClearing || count == 0, "the count is 0 while it is cleared")
    io.y <== count
  }
}

private struct Divided: HDL.Module {
  struct IO: Bundle { let y: Out<Unsigned> }
  var io: IO { IO(y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let half = Reg(Bit(), reset: 0)
    half <== !half
    let count = clocked(by: HDL.ClockDomain("slow", clock: half)) { Reg(Unsigned(4), reset: 0) }
    count <== count + 1
    assert(!half | half, "something to prove")
    io.y <== unsafeCrossing(count)
  }
}

private struct GatedCount: HDL.Module {
  struct IO: Bundle { let run: In<Bit>; let y: Out<Unsigned> }
  var io: IO { IO(run: In(Bit()), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let gate = Instance(ClockGate())
    gate.enable <== io.run
    let count = clocked(by: HDL.ClockDomain("gated", clock: gate.gated)) { Reg(Unsigned(4), reset: 0) }
    count <== count + 1
    assert(!io.run | io.run, "something to prove")
    io.y <== unsafeCrossing(count)
  }
}

/// What the proof of the netlist cannot compare it refuses by name.
@Suite(.enabled(if: hasSynthesis)) struct EquivalenceClockTests {
  @Test func asynchronousResetsAreRefused() throws {
    let design = try elaborate(Cleared(style: .asynchronous))
    let refusal = #expect(throws: ProofRefusal.self) { try Equivalence(design, seconds: 60) }
    #expect(refusal?.description.hasPrefix("register 'count' of 'cleared") == true, "\(String(describing: refusal))")
  }

  @Test func derivedClocksAreRefused() throws {
    #expect(throws: ProofRefusal.self) { try Equivalence(elaborate(Divided()), seconds: 60) }
  }
}
