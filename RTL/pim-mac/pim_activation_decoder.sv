// pim_activation_decoder: PIMActivationDecoder (Units/PIMElement.swift)
module pim_activation_decoder (
  input  logic        [7:0] code,
  input  logic              is_probability,
  output logic signed [5:0] factor,
  output logic        [3:0] shift
);
  wire factor_part = |(is_probability ? code[7:4] : code[6:3]);
  wire signed [5:0] factor_else = 6'(is_probability ? {factor_part, code[3:0]} : {1'b0, factor_part, code[2:0]});
  wire [3:0] shift_lhs = is_probability ? code[7:4] : code[6:3];

  assign factor = !is_probability && code[7] ? -factor_else : factor_else;
  assign shift = shift_lhs == 4'd0 ? 4'd0 : shift_lhs - 4'd1;
endmodule
