import HDL
import Testing
import Verilog

/// Results that are cut at their width before they are extended.
private struct Widening: Module {
  struct IO: Bundle {
    let u, v: In<Unsigned>
    let a, b: In<Signed>
    let sum, difference, complement, shifted, product, chosen, masked, plain, less: Out<Unsigned>
    let signedSum, negated, signedShift: Out<Signed>
  }
  var io: IO {
    let wide = { Out(Unsigned(16)) }
    return IO(
      u: In(Unsigned(8)), v: In(Unsigned(8)), a: In(Signed(8)), b: In(Signed(8)), sum: wide(), difference: wide(),
      complement: wide(),
      shifted: wide(), product: wide(), chosen: wide(), masked: wide(), plain: wide(), less: wide(), signedSum: Out(Signed(16)),
      negated: Out(Signed(16)), signedShift: Out(Signed(16)))
  }

  @Hardware
  func build(_ io: IO) {
    io.sum <== (io.u + io.v).extended(to: 16)
    io.difference <== (io.u - io.v).extended(to: 16)
    io.complement <== (~io.u).extended(to: 16)
    io.shifted <== (io.u << 3).extended(to: 16)
    io.product <== (io.u * io.v).truncated(to: 8).extended(to: 16)
    io.chosen <== mux(io.u < io.v, ~io.u, io.v).extended(to: 16)
    io.masked <== (io.u & io.v).extended(to: 16)
    io.plain <== io.u.extended(to: 16)
    io.less <== (io.u < io.v).asBits.asUnsigned.extended(to: 16)
    io.signedSum <== (io.a + io.b).extended(to: 16)
    io.negated <== (-io.a).extended(to: 16)
    io.signedShift <== (io.a >> 2).extended(to: 16)
  }
}

/// A wire and a vector that no signal influences.
private struct Constants: Module {
  struct IO: Bundle {
    let index: In<Unsigned>
    let squares, chosen: Out<Unsigned>
  }
  var io: IO { IO(index: In(Unsigned(3)), squares: Out(Unsigned(64)), chosen: Out(Unsigned(8))) }

  @Hardware
  func build(_ io: IO) {
    let squares = Vec(of: Array(repeating: Unsigned.constant(3, width: 8), count: 8)).enumeratedMap { index, three in
      (index.extended(to: 8) * three).truncated(to: 8)
    }
    io.squares <== squares.asBits.asUnsigned
    io.chosen <== squares[io.index]
  }
}

@Suite struct WideningTests {
  @Test(arguments: Dialect.allCases) func resultsAreCutBeforeTheyAreWidened(_ dialect: Dialect) throws {
    var bench = """
      module bench;
        reg [7:0] u, v; reg signed [7:0] a, b;
        wire [15:0] sum, difference, complement, shifted, product, chosen, masked, plain, less;
        wire signed [15:0] signedSum, negated, signedShift;
        widening dut (.u(u), .v(v), .a(a), .b(b), .sum(sum), .difference(difference), .complement(complement), .shifted(shifted),
          .product(product), .chosen(chosen), .masked(masked), .plain(plain), .less(less), .signed_sum(signedSum),
          .negated(negated), .signed_shift(signedShift));
        initial begin

      """
    var expected: [String] = []
    for index in 0..<200 {
      let u = index * 37 & 255, v = (index * 91 + 5) & 255
      let a = index < 4 ? -128 : Int(Int8(truncatingIfNeeded: index * 53)), b = Int(Int8(truncatingIfNeeded: index * 29 - 100))
      bench +=
        "u = \(u); v = \(v); a = \(a); b = \(b); #1 $display(\"%0d %0d %0d %0d %0d %0d %0d %0d %0d %0d %0d %0d\", sum, difference, "
      bench += "complement, shifted, product, chosen, masked, plain, less, signedSum, negated, signedShift);\n"
      func byte(_ value: Int) -> Int { value & 255 }
      func signed(_ value: Int) -> Int { Int(Int8(truncatingIfNeeded: value)) }
      let unsigned = [
        byte(u + v), byte(u - v), byte(~u), byte(u << 3), byte(u * v), u < v ? byte(~u) : v, u & v, u, u < v ? 1 : 0,
      ]
      expected.append((unsigned + [signed(a + b), signed(-a), a >> 2]).map(String.init).joined(separator: " "))
    }
    bench += "$finish; end\nendmodule\n"
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(Widening())).text
    let lines = try IcarusTests.run(text, bench, dialect)
    #expect(lines == expected)
  }

  /// A cast to the own width stands only where the width around could change the result.
  @Test func castsAreNotRepeated() throws {
    let text = try VerilogEmitter().emit(elaborate(Widening())).text
    for line in [
      "assign sum = 16'(8'(u + v));", "assign complement = 16'(8'(~u));", "assign masked = 16'(u & v);", "assign plain = 16'(u);",
      "assign less = 16'(u < v);", "assign signed_shift = 16'(a >>> 2);",
    ] { #expect(text.contains(line), "\(line) is missing in\n\(text)") }
  }

  /// In the older language nothing starts an `always @*` that reads no signal.
  @Test(arguments: Dialect.allCases) func constantsAreThereFromTheStart(_ dialect: Dialect) throws {
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(Constants())).text
    if dialect == .verilog2005 { #expect(!text.contains("always @*")) }
    let bench = """
      module bench;
        reg [2:0] index; wire [63:0] squares; wire [7:0] chosen;
        constants dut (.index(index), .squares(squares), .chosen(chosen));
        initial begin index = 5; #1 $display("%h %0d", squares, chosen); $finish; end
      endmodule

      """
    #expect(try IcarusTests.run(text, bench, dialect) == ["15120f0c09060300 15"])
  }
}
