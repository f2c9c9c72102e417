import HDL
import Netlist
import Testing

/// Edges and reset styles of the language on every back end, synthesis included.
@Suite struct ClockStyleTests {
  @Test func edgesAndResets() async throws {
    var designs: [Netlist.Design] = []
    for edge in [ClockEdge.rising, .falling] {
      for style in [ResetStyle.synchronous, .synchronous(activeLow: true), .asynchronous, .asynchronous(activeLow: true)] {
        designs.append(try elaborate(Mixed(edge: edge, style: style)))
      }
    }
    try await expectAgreementEverywhere(designs)
  }

  /// A gate whose enable never changes lets no clock pass, or each: its latch is open before the first edge.
  @Test func gatesThatNeverChange() async throws {
    try await expectAgreementEverywhere([elaborate(Gated(isOpen: false)), elaborate(Gated(isOpen: true))])
  }
}

private struct Gated: HDL.Module {
  let isOpen: Bool
  struct IO: Bundle { let y: Out<Unsigned> }
  var io: IO { IO(y: Out(Unsigned(8))) }
  @Hardware func build(_ io: IO) {
    let gate = Instance(ClockGate())
    if isOpen { gate.enable <== 1 } else { gate.enable <== 0 }
    let count = clocked(by: HDL.ClockDomain("gated", clock: gate.gated)) { Reg(Unsigned(8), reset: .guarded) }
    count <== count + 1
    io.y <== unsafeCrossing(count)
  }
}

/// Registers with and without reset that read each other, a local reset, a memory, both edges of the clock.
private struct Mixed: HDL.Module {
  let edge: ClockEdge
  let style: ResetStyle
  struct IO: Bundle { let enable: In<Bit>; let d: In<Unsigned>; let y, z, w: Out<Unsigned> }
  var io: IO { IO(enable: In(Bit()), d: In(Unsigned(8)), y: Out(Unsigned(8)), z: Out(Unsigned(8)), w: Out(Unsigned(8))) }
  var clockDomain: HDL.ClockDomain { HDL.ClockDomain("clock", edge: edge, reset: style) }
  @Hardware func build(_ io: IO) {
    let sum = Reg(Unsigned(8), reset: 3), last = Reg(Unsigned(8), reset: .guarded)
    let counts = Reg(Vec(4, Unsigned(8)), reset: [1, 2, 3, 4])
    let cleared = resetting(by: runningReset() | (sum == 7)) { Reg(Unsigned(8), reset: 1) }
    let words = HDL.Memory(depth: 4, Unsigned(8), contents: [1, 2, 3, 4])
    let other = clocked(by: HDL.ClockDomain("clock", edge: edge == .rising ? .falling : .rising)) { Reg(Unsigned(8), reset: 9) }
    when(io.enable) {
      last <== io.d + sum
      words.write(io.d.truncated(to: 2), last)
    }
    when(io.d[0]) { counts[io.d.truncated(to: 2)] <== sum }.otherwise { sum <== sum + last }
    cleared <== cleared + counts[1]
    other <== other ^ sum
    io.y <== sum + words[io.d.truncated(to: 2)]
    io.z <== cleared + counts[2]
    io.w <== other
  }
}
