import HDL
import Testing
import Verilog

/// How shifts of shifts are printed: apart where Verilator would join them wrongly, plain everywhere else.
@Suite struct ShiftTests {
  struct Shifts: Module {
    struct IO: Bundle { let a: In<Bits>, b, c: In<Unsigned>, joined, named, byNumber, last, cut: Out<Bits> }
    var io: IO {
      IO(
        a: In(Bits(8)), b: In(Unsigned(3)), c: In(Unsigned(2)), joined: Out(Bits(8)), named: Out(Bits(8)),
        byNumber: Out(Bits(8)), last: Out(Bits(8)), cut: Out(Bits(5)))
    }
    @Hardware func build(_ io: IO) {
      let first = io.a << io.b
      let second = io.a << io.c
      let third = io.a << 3
      io.joined <== (io.a >> io.b) >> io.c
      io.named <== first << io.c
      io.byNumber <== second << 1
      io.last <== third << io.b
      io.cut <== (io.a >> io.b)[0..<5] >> io.c
    }
  }

  @Test(arguments: Dialect.allCases) func onlyWhatVerilatorWouldJoinIsApart(_ dialect: Dialect) throws {
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(Shifts())).text
    let isOlder = dialect == .verilog2005
    let lines = [
      "wire [8:0] first_bits = {a, 1'b0} << b;", "wire [7:0] first = first_bits[8:1];", "wire [7:0] second = a << c;",
      "wire [7:0] third = a << 3;", "assign named = first << c;", "assign by_number = second << 1;",
      "assign last = third << b;",
      isOlder ? "assign joined = a >> ({2'd0, c} + {1'b0, b});" : "assign joined = a >> (4'(c) + 4'(b));",
      isOlder ? "assign cut = cut_bits[4:0] >> c;" : "assign cut = 5'({1'b0, a} >> b) >> c;",
    ]
    for line in lines { #expect(text.contains(line), "\(line)\n\(text)") }
  }
}
