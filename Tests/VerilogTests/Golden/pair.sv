// dot_lane_2: DotLane (VerilogTests/SmallDesigns.swift)
//
//   lanes = 2
module dot_lane_2 (
  input  logic               clock,
  input  logic               reset,
  input  logic        [15:0] weights,
  input  logic        [15:0] activations,
  input  logic               load,
  input  logic               clear,
  output logic signed [31:0] sum
);
  logic signed [7:0] w [0:1];
  logic signed [7:0] x [0:1];

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

  always_ff @(posedge clock) begin : sum_update
    integer i;
    logic signed [31:0] product;
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
    logic [15:0] w_word;
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
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module pair (
  input  logic               clock,
  input  logic               reset,
  input  logic signed  [7:0] a,
  input  logic signed  [7:0] b,
  input  logic               load,
  output logic signed [31:0] sum
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
      assert (!(load && a == 8'sd3)) `HWGEN_ELSE("a is 3%% of \"load\"");
      cover (a == 8'sd4);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
