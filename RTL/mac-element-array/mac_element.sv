// mac_element: MacElement (Units/MacElementArray.swift)
//
// One multiply-accumulate element of a weight-stationary array.
//
//   width     = 8
//   sumWidth  = 32
//   structure = plain
module mac_element (
  input  logic               clock,
  input  logic               loadWeight,
  input  logic signed  [7:0] weightAbove,
  input  logic signed  [7:0] activationLeft,
  input  logic signed [31:0] sumAbove,
  output logic signed  [7:0] weight,
  output logic signed  [7:0] activation,
  output logic signed [31:0] sum
);
  wire signed [31:0] product = activationLeft * weight;

  always @(posedge clock) begin
    activation <= activationLeft;
    sum <= sumAbove + product;
  end

  always @(posedge clock) begin
    if (loadWeight)
      weight <= weightAbove;
  end

`ifndef SYNTHESIS
  initial begin
    weight = -8'sd115;
    activation = -8'sd115;
    sum = 32'shc0da6b8d;
  end
`endif
endmodule
