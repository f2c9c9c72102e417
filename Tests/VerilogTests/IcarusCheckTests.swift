import HDL
import Testing
import Verilator
import Verilog

/// Assertions and displays reach a simulator that knows neither concurrent assertions nor Verilator's macros.
@Suite(.enabled(if: Toolchain.findOnPath("iverilog") != nil, "needs iverilog")) struct IcarusCheckTests {
  struct Limited: Module {
    struct IO: Bundle { let a: In<Signed>; let twice: Out<Signed> }
    var io: IO { IO(a: In(Signed(8)), twice: Out(Signed(9))) }
    @Hardware func build(_ io: IO) {
      let last = Reg(next: io.a, reset: 0)
      io.twice <== last +^ last
      display("a %d (%h), 100%%", io.a, io.a)
      assert(io.a < 100, "a is small")
    }
  }

  private let bench = """
    module bench;
      reg clock = 0, reset = 1; reg signed [7:0] a = 1; wire signed [8:0] twice;
      limited dut (.clock(clock), .reset(reset), .a(a), .twice(twice));
      always #5 clock = !clock;
      initial begin
        #12 reset = 0; a = -3;
        #10 a = 120;
        #10 $finish;
      end
    endmodule

    """

  @Test func systemVerilogChecksAndPrints() throws {
    let text = try VerilogEmitter().emit(elaborate(Limited())).text
    let lines = try IcarusTests.run(text, bench, .systemVerilog)
    #expect(lines.filter { $0.hasPrefix("a ") } == ["a -3 (fd), 100%", "a 120 (78), 100%"])
    let errors = lines.filter { $0.contains("ERROR") && $0.hasSuffix("a is small") }
    #expect(errors.count == 1, "\(lines)")
  }

  /// Without assertions in the language, the message is printed and the simulation stops.
  @Test func verilog2005PrintsTheMessage() throws {
    let text = try VerilogEmitter(dialect: .verilog2005).emit(elaborate(Limited())).text
    let lines = try IcarusTests.run(text, bench, .verilog2005)
    #expect(lines.filter { $0.hasPrefix("a ") } == ["a -3 (fd), 100%", "a 120 (78), 100%", "a is small"])
  }

  /// A synthesis tool sees none of it.
  @Test(arguments: Dialect.allCases) func synthesisReadsNoChecks(_ dialect: Dialect) throws {
    let text = "`define SYNTHESIS\n" + (try VerilogEmitter(dialect: dialect).emit(elaborate(Limited())).text)
    #expect(try IcarusTests.run(text, bench, dialect).isEmpty)
  }
}
