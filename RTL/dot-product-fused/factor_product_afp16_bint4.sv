// factor_product_afp16_bint4: FactorProduct (Units/FactorProduct.swift)
//
//   a = fp16
//   b = int4
module factor_product_afp16_bint4 (
  input  logic [15:0] a,
  input  logic  [3:0] b,
  output logic        is_negative,
  output logic [14:0] magnitude,
  output logic  [4:0] exponent,
  output logic        is_nan,
  output logic        is_infinite,
  output logic        is_undefined,
  output logic        is_signalling
);
  wire signed [3:0] number = b;
  wire [9:0] fraction = a[9:0];
  wire [4:0] field = a[14:10];
  wire is_normal = |field;
  wire [3:0] is_undefined_operand = number[3] ? -number : number;
  wire is_signalling_lhs = (&field) && (|fraction);
  wire is_infinite_1_lhs = (&field) && !(|fraction);
  wire is_infinite_1 = is_infinite_1_lhs || 1'b0;

  assign is_negative = a[15] ^ number[3];
  assign magnitude = {is_normal, fraction} * is_undefined_operand;
  assign exponent = (field | 5'(!is_normal)) - 5'd1;
  assign is_nan = is_signalling_lhs || 1'b0;
  assign is_undefined = (is_infinite_1_lhs && !(|is_undefined_operand)) || 1'b0;
  assign is_infinite = is_infinite_1 && !is_undefined && !is_nan;
  assign is_signalling = is_signalling_lhs && !fraction[9];
endmodule
