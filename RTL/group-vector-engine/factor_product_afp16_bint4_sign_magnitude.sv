// factor_product_afp16_bint4_sign_magnitude: FactorProduct (Units/FactorProduct.swift)
//
//   a = fp16
//   b = int4SignMagnitude
module factor_product_afp16_bint4_sign_magnitude (
  input  logic [15:0] a,
  input  logic  [3:0] b,
  output logic        is_negative,
  output logic [13:0] magnitude,
  output logic  [4:0] exponent,
  output logic        is_nan,
  output logic        is_infinite,
  output logic        is_undefined,
  output logic        is_signalling
);
  wire [9:0] fraction = a[9:0];
  wire [4:0] field = a[14:10];
  wire is_normal = |field;
  wire is_signalling_lhs = (&field) && (|fraction);
  wire is_infinite_1_lhs = (&field) && !(|fraction);
  wire is_infinite_1 = is_infinite_1_lhs || 1'b0;

  assign is_negative = a[15] ^ b[3];
  assign magnitude = {is_normal, fraction} * b[2:0];
  assign exponent = (field | 5'(!is_normal)) - 5'd1;
  assign is_nan = is_signalling_lhs || 1'b0;
  assign is_undefined = (is_infinite_1_lhs && !(|b[2:0])) || 1'b0;
  assign is_infinite = is_infinite_1 && !is_undefined && !is_nan;
  assign is_signalling = is_signalling_lhs && !fraction[9];
endmodule
