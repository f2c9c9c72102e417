import Foundation
import HDL
import Testing
import Verilator
import Verilog

/// Words that nothing writes, read at two places.
private struct Lookup: Module, DefaultInitializable {
  var depth = 37
  var width = 20

  struct IO: HDL.Bundle {
    let first, second: In<Unsigned>
    let word: Out<Unsigned>
    let other: Out<Signed>
    let flag: Out<Bit>
  }
  var io: IO {
    let address = Unsigned(Unsigned.width(upTo: depth))
    return IO(
      first: In(address), second: In(Unsigned(Unsigned.width(upTo: depth))), word: Out(Unsigned(width)), other: Out(Signed(9)),
      flag: Out(Bit()))
  }

  var words: [Int] { (0..<depth).map { $0 * $0 * 7919 & ((1 << width) - 1) } }
  var differences: [Int] { (0..<5).map { $0 * 100 - 200 } }

  @Hardware
  func build(_ io: IO) {
    let squares = Memory(depth: depth, Unsigned(width), contents: words)
    let table = Memory(depth: 5, Signed(9), contents: differences)
    let bits = Memory(depth: 3, Bit(), contents: [1, 0, 1])
    io.word <== squares[io.first]
    io.other <== table[io.second]
    io.flag <== bits[io.first] & bits[Unsigned.constant(2, width: 2)]
  }
}

/// Constant tables are constants in the text: synthesis for chips keeps no `initial` block.
@Suite struct TableTests {
  @Test(arguments: Dialect.allCases) func tablesAreConstants(_ dialect: Dialect) throws {
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(Lookup())).text
    #expect(!text.contains("initial"), "\(text)")
    let kind = dialect == .systemVerilog ? "logic " : ""
    #expect(text.contains("localparam \(kind)[739:0] SQUARES = {"), "\(text)")
    // Capitals make a name of a reserved word.
    #expect(text.contains("localparam \(kind)[44:0] TABLE = {"), "\(text)")
    #expect(text.contains("SQUARES[first*20 +: 20]"), "\(text)")
  }

  /// Tools must take vectors of 65,536 bits; a longer table is a function.
  @Test(arguments: Dialect.allCases) func longTablesAreFunctions(_ dialect: Dialect) throws {
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(Lookup(depth: 4096, width: 17))).text
    #expect(text.contains("function automatic") && text.contains("squares(first[11:0])"), "\(text.prefix(2000))")
    #expect(!text.contains("initial") && !text.contains("SQUARES"))
  }

  @Test(
    .enabled(if: Toolchain.findOnPath("iverilog") != nil, "needs iverilog"), arguments: Dialect.allCases,
    [Lookup(), Lookup(depth: 4096, width: 17)]
  )
  fileprivate func everyWordIsRead(_ dialect: Dialect, _ lookup: Lookup) throws {
    let bits = Unsigned.width(upTo: lookup.depth), count = min(1 << bits, lookup.depth + 3)
    let bench = """
      module bench;
        reg [\(bits - 1):0] first, second; wire [\(lookup.width - 1):0] word; wire signed [8:0] other; wire one; integer i;
        \(try elaborate(lookup).top.name) dut (.first(first), .second(second), .word(word), .other(other), .flag(one));
        initial begin
          for (i = 0; i < \(count); i = i + 1) begin
            first = i; second = i; #1 $display("%0d %0d %0d", word, other, one);
          end
          $finish;
        end
      endmodule

      """
    let text = try VerilogEmitter(dialect: dialect).emit(elaborate(lookup)).text
    let lines = try IcarusTests.run("`define SYNTHESIS\n" + text, bench, dialect)
    let expected = (0..<count).map { index in
      let word = index < lookup.depth ? lookup.words[index] : 0, other = index < 5 ? lookup.differences[index] : 0
      return "\(word) \(other) \(index == 0 || index == 2 ? 1 : 0)"
    }
    #expect(lines == expected)
  }
}
