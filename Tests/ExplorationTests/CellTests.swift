import Foundation
import HDL
import Testing
import Tools
import Units
import Verilog

import Exploration

/// Spellings that become the same gates.
@Suite(.enabled(if: hasSynthesis)) struct CellTests {
  @Test func arraysBecomeTheSameCells() throws {
    let array = try VerilogEmitter().emit(elaborate(MacElementArray(rows: 4, columns: 3)))
    let older = try VerilogEmitter(dialect: .verilog2005).emit(elaborate(MacElementArray(rows: 4, columns: 3)))
    let single = try VerilogEmitter().emit(elaborate(SingleElements(rows: 4, columns: 3)))
    let expected = try cells(single.text)
    #expect(expected.values.reduce(0, +) > 5000)
    for text in [array.text, older.text] { #expect(try cells(text) == expected) }
  }

  /// Spelling shifts of shifts for Verilator costs synthesis nothing.
  @Test func shiftsOfShiftsBecomeTheSameCells() throws {
    let plain = """
      module nested (input [47:0] a, input [5:0] b, input [5:0] c, output [47:0] left, output [47:0] right);
        wire [47:0] raised = a << b, lowered = a >> b;
        assign left = raised << c;
        assign right = lowered >> c;
      endmodule
      """
    let expected = try cells(plain)
    #expect(expected.values.reduce(0, +) > 1000)
    for dialect in Dialect.allCases {
      let text = try VerilogEmitter(dialect: dialect).emit(elaborate(NestedShifts())).text
      #expect(text.contains("{a, 1'b0} << b") && text.contains("{1'b0, a} >> b"))
      #expect(try cells(text) == expected)
    }
  }

  /// Spelling a product with a number that begins with 0 for Verilator costs nothing either.
  @Test func productsWithAKnownSignBecomeTheSameCells() throws {
    let plain = """
      module known_sign (input signed [11:0] a, input [6:0] n, input [6:0] m, input signed [31:0] s,
          output signed [19:0] product, output signed [31:0] sum);
        wire signed [7:0] k = {1'b0, n ^ m};
        assign product = a * k;
        assign sum = s + a * k;
      endmodule
      """
    let expected = try cells(plain)
    #expect(expected.values.reduce(0, +) > 300)
    for dialect in Dialect.allCases {
      let text = try VerilogEmitter(dialect: dialect).emit(elaborate(KnownSign())).text
      #expect(!text.contains("* $signed"))
      let counts = try cells(text)
      #expect(counts.values.reduce(0, +) <= expected.values.reduce(0, +), "\(counts) for \(expected)")
    }
  }

  /// Gates by kind, before any search for better ones, which depends on names.
  private func cells(_ text: String) throws -> [String: Int] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-cells-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(to: folder.appendingPathComponent("array.sv"), atomically: true, encoding: .utf8)
    let script = "read_verilog -sv array.sv\nsynth -flatten -noabc -auto-top\ntee -o cells.txt stat\n"
    try script.write(to: folder.appendingPathComponent("cells.ys"), atomically: true, encoding: .utf8)
    let yosys = try ExternalTool.yosys().run(["script cells.ys"], in: folder.path)
    #expect(yosys.status == 0, "\(yosys.error)")
    let report = try String(contentsOf: folder.appendingPathComponent("cells.txt"), encoding: .utf8)
    return report.matches(of: /(\d+) +(\$_\w+)/).reduce(into: [:]) { $0[String($1.2)] = Int($1.1) }
  }
}

private struct KnownSign: Module {
  struct IO: HDL.Bundle { let a: In<Signed>, n, m: In<Unsigned>, s: In<Signed>, product, sum: Out<Signed> }
  var io: IO {
    IO(
      a: In(Signed(12)), n: In(Unsigned(7)), m: In(Unsigned(7)), s: In(Signed(32)), product: Out(Signed(20)), sum: Out(Signed(32))
    )
  }
  @Hardware func build(_ io: IO) {
    let k = (io.n ^ io.m).extended(to: 8).asSigned
    io.product <== io.a * k
    io.sum <== io.s + (io.a * k).extended(to: 32)
  }
}

private struct SingleElements: Module {
  var rows: Int
  var columns: Int
  struct IO: HDL.Bundle {
    let loadWeights: In<Bit>, weights: In<Vec<Signed>>, activations: In<Vec<Signed>>, sums: Out<Vec<Signed>>
  }
  var io: IO {
    IO(
      loadWeights: In(Bit()), weights: In(Vec(columns, Signed(8))), activations: In(Vec(rows, Signed(8))),
      sums: Out(Vec(columns, Signed(32))))
  }
  @Hardware func build(_ io: IO) {
    let element = (0..<rows).map { _ in (0..<columns).map { _ in Instance(MacElement(width: 8, sumWidth: 32)) } }
    for row in 0..<rows {
      for column in 0..<columns {
        let one = element[row][column]
        one.loadWeight <== io.loadWeights
        one.activationLeft <== (column == 0 ? io.activations[row] : element[row][column - 1].activation)
        if row == 0 {
          one.weightAbove <== io.weights[column]
          one.sumAbove <== 0
        } else {
          one.weightAbove <== element[row - 1][column].weight
          one.sumAbove <== element[row - 1][column].sum
        }
      }
    }
    io.sums <== Vec(of: element[rows - 1].map { $0.sum })
  }
}

private struct NestedShifts: Module, DefaultInitializable {
  struct IO: HDL.Bundle { let a: In<Bits>, b, c: In<Unsigned>, left, right: Out<Bits> }
  var io: IO {
    IO(
      a: In(Bits(48)), b: In(Unsigned(6)), c: In(Unsigned(6)), left: Out(Bits(48)), right: Out(Bits(48)))
  }
  @Hardware func build(_ io: IO) {
    let raised = io.a << io.b
    let lowered = io.a >> io.b
    io.left <== raised << io.c
    io.right <== lowered >> io.c
  }
}
