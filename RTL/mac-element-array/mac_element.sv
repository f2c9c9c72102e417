// mac_element: MacElement (Units/MacElementArray.swift)
//
// One multiply-accumulate element of a weight-stationary array.
//
//   width    = 8
//   sumWidth = 32
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
  logic signed [7:0] weight_1;
  logic signed [7:0] activation_1;
  logic signed [31:0] sum_1;

  wire signed [15:0] product = activationLeft * weight_1;

  assign weight = weight_1;
  assign activation = activation_1;
  assign sum = sum_1;

  always @(posedge clock)
    activation_1 <= activationLeft;

  always @(posedge clock)
    sum_1 <= sumAbove + 32'(product);

  always @(posedge clock) begin
    if (loadWeight)
      weight_1 <= weightAbove;
  end

`ifndef SYNTHESIS
  initial begin
    weight_1 = -8'sd115;
    activation_1 = -8'sd115;
    sum_1 = 32'shc0da6b8d;
  end
`endif
endmodule
