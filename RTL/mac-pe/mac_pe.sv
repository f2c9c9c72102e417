// mac_pe: MacPE (Units/MacPE.swift)
//
// One multiply-accumulate element: emits the sum after the operand marked last.
//
//   width            = 8
//   accumulatorWidth = 32
module mac_pe (
  input  logic               clock,
  input  logic               reset,
  input  logic               operands_valid,
  output logic               operands_ready,
  input  logic signed  [7:0] operands_a,
  input  logic signed  [7:0] operands_b,
  input  logic               operands_last,
  output logic               result_valid,
  input  logic               result_ready,
  output logic signed [31:0] result_sum
);
  wire signed [15:0] product = operands_a * operands_b;
  wire signed [31:0] total = result_sum + 32'(product);

  assign operands_ready = !result_valid;

  always_ff @(posedge clock) begin
    if (reset) begin
      result_sum <= 32'sd0;
      result_valid <= 1'b0;
    end else if (operands_valid && operands_ready) begin
      result_sum <= total;
      result_valid <= operands_last;
    end else if (result_valid && result_ready) begin
      result_sum <= 32'sd0;
      result_valid <= 1'b0;
    end
  end
endmodule
