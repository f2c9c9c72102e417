// multiply_accumulate: MultiplyAccumulate (Units/MultiplyAccumulate.swift)
//
// Adds up products of signed numbers, in a structure of choice.
//
//   width            = 8
//   accumulatorWidth = 32
//   structure        = plain
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module multiply_accumulate (
  input  logic               clock,
  input  logic               reset,
  input  logic               enable,
  input  logic               clear,
  input  logic signed  [7:0] a,
  input  logic signed  [7:0] b,
  output logic signed [31:0] sum `HWGEN_START(32'hc0da6b8d)
);
  logic signed [7:0] a_reg `HWGEN_START(8'h8d), b_reg `HWGEN_START(8'h8d);
  logic enable_reg, clear_reg;

  always_ff @(posedge clock) begin
    a_reg <= a;
    b_reg <= b;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      enable_reg <= 1'b0;
      clear_reg <= 1'b0;
    end else begin
      enable_reg <= enable;
      clear_reg <= clear;
    end
  end

  always_ff @(posedge clock) begin
    if (enable_reg)
      sum <= (clear_reg ? 32'sd0 : sum) + a_reg * b_reg;
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
