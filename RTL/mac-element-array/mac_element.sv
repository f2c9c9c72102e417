// mac_element: MacElement (Units/MacElementArray.swift)
//
// One multiply-accumulate element of a weight-stationary array.
//
//   width     = 8
//   sumWidth  = 32
//   structure = plain
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module mac_element (
  input  logic               clock,
  input  logic               load_weight,
  input  logic signed  [7:0] weight_above,
  input  logic signed  [7:0] activation_left,
  input  logic signed [31:0] sum_above,
  output logic signed  [7:0] weight `HWGEN_START(8'h8d),
  output logic signed  [7:0] activation `HWGEN_START(8'h8d),
  output logic signed [31:0] sum `HWGEN_START(32'hc0da6b8d)
);
  wire signed [31:0] product = activation_left * weight;

  always_ff @(posedge clock) begin
    activation <= activation_left;
    sum <= sum_above + product;
  end

  always_ff @(posedge clock) begin
    if (load_weight)
      weight <= weight_above;
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
