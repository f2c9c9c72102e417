import Foundation
import Simulation

import Verilator

/// Hand-written designs, small enough to compile in about two seconds.
enum Samples {
  /// Names that C++ or Verilator must spell otherwise, a port of three words, and all ways of ending.
  static let counter = VerilogSource(
    text: """
      module counter (
          input  wire        clk,
          input  wire        rst,
          input  wire  [7:0] long,
          input  wire [69:0] a__b,
          output reg  [69:0] sum,
          output reg  [15:0] count,
          output wire  [7:0] next_long
      );
        assign next_long = long + 8'd1;
        always @(posedge clk) begin
          sum <= a__b + 70'd1;
          if (rst) count <= 0;
          else count <= count + 16'd1;
          assert (long != 8'd3) else $error("three is not %0d", 8'd4);
          if (long == 8'd4) $finish;
          if (long == 8'd5) $fatal(1, "fatal five");
          if (long == 8'd6) $stop;
        end
      endmodule
      """, top: "counter",
    ports: [
      .init("clk", .input, role: .clock), .init("rst", .input, role: .reset), .init("long", .input, width: 8),
      .init("a__b", .input, width: 70), .init("sum", .output, width: 70), .init("count", .output, width: 16),
      .init("next_long", .output, width: 8),
    ], clocks: [.init(domain: "clock", port: "clk")])

  /// A register slice that takes a beat only every second cycle, and adds one to each byte.
  static let slice = VerilogSource(
    text: """
      module slice (
          input  wire        clk,
          input  wire        rst,
          input  wire        in_valid,
          output wire        in_ready,
          input  wire [31:0] in_data,
          input  wire        in_last,
          output reg         out_valid,
          input  wire        out_ready,
          output reg  [31:0] out_data,
          output reg         out_last
      );
        assign in_ready = !out_valid;
        always @(posedge clk) begin
          if (in_valid && in_ready) begin
            out_valid <= 1;
            out_data <= in_data + 32'h01010101;
            out_last <= in_last;
          end else if (out_ready) out_valid <= 0;
          if (rst) out_valid <= 0;
        end
      endmodule
      """, top: "slice",
    ports: [
      .init("clk", .input, role: .clock), .init("rst", .input, role: .reset), .init("in_valid", .input),
      .init("in_ready", .output),
      .init("in_data", .input, width: 32, count: 4), .init("in_last", .input), .init("out_valid", .output),
      .init("out_ready", .input), .init("out_data", .output, width: 32, count: 4), .init("out_last", .output),
    ], clocks: [.init(domain: "clock", port: "clk")])

  /// Two clocks that exchange values, a falling edge, and a memory below the top.
  static let clocks = VerilogSource(
    text: """
      module store (
          input  wire        clk,
          input  wire  [3:0] address,
          output wire [31:0] word
      );
        reg [7:0] cells [0:15][0:3] /* verilator public_flat_rw */;
        reg [31:0] q;
        integer i;
        always @(posedge clk) for (i = 0; i < 4; i = i + 1) q[i*8 +: 8] <= cells[address][i];
        assign word = q;
      endmodule
      module clocks (
          input  wire        fast,
          input  wire        slow,
          input  wire  [3:0] address,
          output reg   [7:0] left,
          output reg   [7:0] right,
          output reg   [7:0] falls,
          output wire [31:0] word
      );
        initial begin left = 1; right = 2; falls = 0; end
        always @(posedge fast) left <= right;
        always @(posedge slow) right <= left;
        always @(negedge fast) falls <= falls + 8'd1;
        store inner (.clk(fast), .address(address), .word(word));
      endmodule
      """, top: "clocks",
    ports: [
      .init("fast", .input, role: .clock), .init("slow", .input, role: .clock), .init("address", .input, width: 4),
      .init("left", .output, width: 8), .init("right", .output, width: 8), .init("falls", .output, width: 8),
      .init("word", .output, width: 32, count: 4),
    ], clocks: [.init(domain: "fast", port: "fast"), .init(domain: "slow", port: "slow")],
    memories: [.init(path: "inner.cells", depth: 16, elementCount: 4, elementWidth: 8)])

  static func simulator(_ source: VerilogSource, _ profile: BuildProfile = .checked) throws -> VerilatorSimulator {
    try VerilatorBuild().model(source, options: BuildOptions(profile: profile, unrolling: .fixed(1))).makeSimulator()
  }

  static func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/hwgen-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
