import HDL
import Testing

/// The text of a black box against what its Swift side says.
@Suite struct BlackBoxDiagnostics {
  private func messages(_ text: String, name: String = "part") -> [String] {
    do {
      _ = try elaborate(UsesCell(text: text, name: name))
      return []
    } catch { return error.diagnostics.map(\.message) }
  }

  @Test(arguments: [
    "module part (input wire clk, input wire [7:0] d, output reg [7:0] q); endmodule",
    "module part #(parameter DEPTH = 4) (input clk, input [7:0] d,\n  output logic [8-1:0] q); endmodule",
    "module other (input z); endmodule\n// module part (input x);\nmodule part (clk, d, q);\n input clk; input [7:0] d; output [7:0] q; reg [7:0] q; endmodule",
    "module a (input x); always @(*) begin end always @(*) $display(\"// (*\"); endmodule\nmodule part (input clk, input [7:0] d, output [7:0] q); endmodule",
    "(* keep *) module part (input clk, input logic signed [0:7] d, output wire [7:0] q); endmodule",
  ])
  func fittingTextsPass(_ text: String) { #expect(messages(text) == []) }

  @Test func textsThatDoNotFitAreRefused() {
    #expect(
      messages("module par (input clk, input [7:0] d, output [7:0] q); endmodule")
        == ["the text of black box 'part' has no module of that name"])
    #expect(
      messages("module part (input clk, input [7:0] d, output [7:0] out); endmodule")
        == ["the text of black box 'part' has no port 'q'", "the text of black box 'part' has a port 'out', which io lacks"])
    #expect(
      messages("module part (input clk, output [7:0] d, input [7:0] q); endmodule")
        == [
          "port 'd' of black box 'part' is an output in the text and none in io",
          "port 'q' of black box 'part' is an input in the text and none in io",
        ])
    #expect(
      messages("module part (input clk, input [6:0] d, output q); endmodule")
        == [
          "port 'd' of black box 'part' has 7 bits in the text and 8 in io",
          "port 'q' of black box 'part' has 1 bit in the text and 8 in io",
        ])
    #expect(
      messages("module part (input [7:0] d, output [7:0] q); endmodule") == ["the text of black box 'part' has no port 'clk'"])
  }

  @Test func loopsThroughDeclaredPathsAreSeen() {
    let error = #expect(throws: ElaborationError.self) { try elaborate(LoopThroughBox(isDeclared: true)) }
    #expect(error?.diagnostics.first?.message.hasPrefix("combinational loop: ") == true)
    #expect(throws: Never.self) { try elaborate(LoopThroughBox(isDeclared: false)) }
  }
}

private struct Cell: BlackBox {
  let text: String, name: String
  struct IO: Bundle { let d: In<Bits>; let q: Out<Bits> }
  var io: IO { IO(d: In(Bits(8)), q: Out(Bits(8))) }
  var verilogName: String { name }
  var verilog: String { text }
  var clocks: [BlackBoxClock] { [.init(clock: "clk")] }
}
private struct UsesCell: Module {
  let text: String, name: String
  struct IO: Bundle { let d: In<Bits>; let q: Out<Bits> }
  var io: IO { IO(d: In(Bits(8)), q: Out(Bits(8))) }
  @Hardware func build(_ io: IO) {
    let one = Instance(Cell(text: text, name: name))
    one.d <== io.d
    io.q <== one.q
  }
}

private struct Follower: BlackBox {
  let isDeclared: Bool
  struct IO: Bundle { let a: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), y: Out(Bit())) }
  var verilogName: String { isDeclared ? "follower" : "delayed_follower" }
  var verilog: String { "module \(verilogName) (input a, output y);\n  assign y = a;\nendmodule\n" }
  var combinationalPaths: [(input: String, output: String)] { isDeclared ? [("a", "y")] : [] }
}
private struct LoopThroughBox: Module {
  let isDeclared: Bool
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let box = Instance(Follower(isDeclared: isDeclared))
    box.a <== !box.y
    io.y <== box.y
  }
}
