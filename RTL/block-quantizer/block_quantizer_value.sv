// block_quantizer_value: BlockQuantizerValue (Units/BlockQuantizerValue.swift)
module block_quantizer_value (
  input  logic        [31:0] number,
  input  logic signed  [8:0] exponent,
  output logic        [34:0] kept,
  output logic        [10:0] needed
);
  wire [7:0] exponent_field = number[30:23];
  wire is_zero = exponent_field == 8'd0;
  wire [10:0] moved = 11'(exponent_field) + 11'(exponent) + 11'd512;
  wire rounds_up = number[22:16] == 7'd127;
  wire [10:0] field = is_zero ? 11'd0 : moved;

  assign needed = is_zero ? 11'd0 : moved + 11'(rounds_up);
  assign kept = {number[31], field, number[22:0]};
endmodule
