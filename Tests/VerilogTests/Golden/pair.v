// dot_lane_2: DotLane (VerilogTests/SmallDesigns.swift)
//
//   lanes = 2
module dot_lane_2 (
  input  wire               clock,
  input  wire               reset,
  input  wire        [15:0] weights,
  input  wire        [15:0] activations,
  input  wire               load,
  input  wire               clear,
  output reg  signed [31:0] sum
);
  reg signed [7:0] w [0:1];
  reg signed [7:0] x [0:1];

  always @(posedge clock) begin : x_update
    integer i;
    for (i = 0; i < 2; i = i + 1)
      x[i] <= activations[i*8 +: 8];
  end

  always @(posedge clock) begin : w_update
    integer i;
    if (load)
      for (i = 0; i < 2; i = i + 1)
        w[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : sum_update
    integer i;
    reg signed [31:0] product;
    if (reset) begin
      sum <= 32'sd0;
    end else begin
      product = 32'sd0;
      for (i = 0; i < 2; i = i + 1)
        product = product + x[i] * w[i];
      sum <= clear ? product : sum + product;
    end
  end

`ifndef SYNTHESIS
  initial begin : w_initial
    integer i;
    reg [15:0] w_word;
    w_word = 16'h6b8d;
    for (i = 0; i < 2; i = i + 1) begin
      w[i] = w_word[i*8 +: 8];
      x[i] = w_word[i*8 +: 8];
    end
  end
`endif
endmodule

// pair: Pair (VerilogTests/SmallDesigns.swift)
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ASSERT(condition, message) assert (condition)
`define HWGEN_ASSUME(condition, message) assume (condition)
`define HWGEN_COVER(condition) cover (condition)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ASSERT(condition, message) if (!(condition)) begin $display(message); $stop; end
`define HWGEN_ASSUME(condition, message) if (!(condition)) begin $display(message); $stop; end
`define HWGEN_COVER(condition) if (condition) begin end
`endif

module pair (
  input  wire               clock,
  input  wire               reset,
  input  wire signed  [7:0] a,
  input  wire signed  [7:0] b,
  input  wire               load,
  output wire signed [31:0] sum
);
  wire signed [31:0] first_sum, second_sum;

  assign sum = first_sum + second_sum;

  dot_lane_2 first (
    .clock       (clock),
    .reset       (reset),
    .weights     ({b, a}),
    .activations ({a, b}),
    .load        (load),
    .clear       (!load),
    .sum         (first_sum)
  );

  dot_lane_2 second (
    .clock       (clock),
    .reset       (reset),
    .weights     ({2{a}}),
    .activations ({2{b}}),
    .load        (load && a[0]),
    .clear       (1'b0),
    .sum         (second_sum)
  );

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      `HWGEN_ASSERT(!(load && a == 8'sd3), "a is 3%% of \"load\"");
      `HWGEN_COVER(a == 8'sd4);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ASSERT
`undef HWGEN_ASSUME
`undef HWGEN_COVER
`endif
