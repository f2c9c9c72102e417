// multiply_accumulate: MultiplyAccumulate (Units/MultiplyAccumulate.swift)
//
// Adds up products of signed numbers, in a structure of choice.
//
//   width            = 8
//   accumulatorWidth = 32
//   structure        = plain
module multiply_accumulate (
  input  logic               clock,
  input  logic               reset,
  input  logic               enable,
  input  logic               clear,
  input  logic signed  [7:0] a,
  input  logic signed  [7:0] b,
  output logic signed [31:0] sum
);
  logic signed [7:0] a_1;
  logic signed [7:0] b_1;
  logic enable_1;
  logic clear_1;

  always @(posedge clock) begin
    a_1 <= a;
    b_1 <= b;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      enable_1 <= 1'b0;
      clear_1 <= 1'b0;
    end else begin
      enable_1 <= enable;
      clear_1 <= clear;
    end
  end

  always @(posedge clock) begin
    if (enable_1)
      sum <= (clear_1 ? 32'sd0 : sum) + a_1 * b_1;
  end

`ifndef SYNTHESIS
  initial begin
    a_1 = -8'sd115;
    sum = 32'shc0da6b8d;
    b_1 = -8'sd115;
  end
`endif
endmodule
