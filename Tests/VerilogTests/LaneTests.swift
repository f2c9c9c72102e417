import HDL
import Testing
import Units
import Verilog

/// Vectors whose lanes are assigned one by one.
@Suite struct LaneTests {
  /// A start value in the declaration keeps Verilator from splitting the vector by itself, at a tenth of the speed; a port cannot be split.
  @Test(arguments: Dialect.allCases)
  func verilatorIsToldToSplitThem(_ dialect: Dialect) throws {
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(MacArray(rows: 2, columns: 4))).text
    #expect(text.contains("[127:0] sums_0 /* verilator split_var */ `HWGEN_START"))
    #expect(text.contains("[31:0] weights_0 /* verilator split_var */ `HWGEN_START"))
    let others = text.split(separator: "\n").filter { $0.contains("activations_moving_0") && $0.contains("HWGEN_START") }
    #expect(others.count == 1 && !others[0].contains("split_var"))
  }

  /// What a loop of a process reads at the loop's variable cannot be split: Verilator warns.
  @Test func whatALoopReadsStaysWhole() throws {
    let text = try VerilogEmitter().emit(elaborate(Held())).text
    #expect(text.contains("[31:0] moved /* verilator split_var */ `HWGEN_START"))
    #expect(text.contains("read[i*8 +: 8] + 8'd3") && !text.contains("read /*"))
  }
}

/// Two registers whose lanes change one by one, of which a loop of a process reads one.
private struct Held: HDL.Module {
  struct IO: Bundle { let enable: In<Bit>; let a: In<Vec<Unsigned>>; let y: Out<Vec<Unsigned>> }
  var io: IO { IO(enable: In(Bit()), a: In(Vec(4, Unsigned(8))), y: Out(Vec(4, Unsigned(8)))) }
  @Hardware func build(_ io: IO) {
    let moved = Reg(Vec(4, Unsigned(8)), reset: .guarded)
    let read = Reg(Vec(4, Unsigned(8)), reset: .guarded)
    when(io.enable) { moved <== zip(io.a, moved).map { $0 + $1 } }
    when(io.enable) { read <== zip(io.a, moved).map { $0 ^ $1 } }
    io.y <== read.map { $0 + 3 }
  }
}
