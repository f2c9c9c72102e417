// dot_lane_64: DotLane (VerilogTests/SmallDesigns.swift)
//
//   lanes = 64
module dot_lane_64 (
  input  wire                clock,
  input  wire                reset,
  input  wire        [511:0] weights,
  input  wire        [511:0] activations,
  input  wire                load,
  input  wire                clear,
  output reg  signed  [31:0] sum
);
  reg signed [7:0] w [0:63];
  reg signed [7:0] x [0:63];

  always @(posedge clock) begin : x_update
    integer i;
    for (i = 0; i < 64; i = i + 1)
      x[i] <= activations[i*8 +: 8];
  end

  always @(posedge clock) begin : w_update
    integer i;
    if (load)
      for (i = 0; i < 64; i = i + 1)
        w[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : sum_update
    integer i;
    reg signed [31:0] product;
    if (reset) begin
      sum <= 32'sd0;
    end else begin
      product = 32'sd0;
      for (i = 0; i < 64; i = i + 1)
        product = product + x[i] * w[i];
      sum <= clear ? product : sum + product;
    end
  end

`ifndef SYNTHESIS
  initial begin : w_initial
    integer i;
    reg [511:0] w_word;
    w_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1) begin
      w[i] = w_word[i*8 +: 8];
      x[i] = w_word[i*8 +: 8];
    end
  end
`endif
endmodule
