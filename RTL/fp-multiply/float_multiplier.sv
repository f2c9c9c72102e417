// float_multiplier: FloatMultiplier (Units/FloatUnits.swift)
//
// The product of two floating-point numbers, rounded to nearest even.
//
//   format = single
//   stages = 1
module float_multiplier (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [31:0] operands_a,
  input  logic [31:0] operands_b,
  output logic        product_valid,
  input  logic        product_ready,
  output logic [31:0] product_number
);
  wire register_slice_float_operands_a32_b32_stylefull_input_ready;
  wire [31:0] operands_a_1;
  wire [31:0] operands_b_1;
  wire operands_valid_1;

  wire [30:0] magnitude = operands_a_1[30:0];
  wire [30:0] magnitude_1 = operands_b_1[30:0];
  wire isZero = !(|magnitude) || !(|magnitude_1);
  wire isInfinite = magnitude == 31'h7f800000 || magnitude_1 == 31'h7f800000;
  wire isNaN = magnitude > 31'h7f800000 || magnitude_1 > 31'h7f800000 || (isZero && isInfinite);
  wire [30:0] special = isInfinite ? 31'h7f800000 : 31'd0;
  wire [7:0] field = operands_a_1[30:23];
  wire isNormal = |field;
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] field_1 = operands_b_1[30:23];
  wire isNormal_1 = |field_1;
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [9:0] sum = 10'(exponent) + 10'(exponent_1);
  wire [23:0] significand = {isNormal, operands_a_1[22:0]};
  wire [23:0] significand_1 = {isNormal_1, operands_b_1[22:0]};
  wire [47:0] product = significand * significand_1;
  wire [63:0] rest = {product, 16'd0};
  wire [31:0] upper_5 = rest[63:32];
  wire isClear_5 = !(|upper_5);
  wire [31:0] upper_0_bits = isClear_5 ? rest[31:0] : upper_5;
  wire [15:0] upper_4 = upper_0_bits[31:16];
  wire isClear_4 = !(|upper_4);
  wire [15:0] upper_0_bits_1 = isClear_4 ? upper_0_bits[15:0] : upper_4;
  wire [7:0] upper_3 = upper_0_bits_1[15:8];
  wire isClear_3 = !(|upper_3);
  wire [7:0] upper_0_bits_2 = isClear_3 ? upper_0_bits_1[7:0] : upper_3;
  wire [3:0] upper_2 = upper_0_bits_2[7:4];
  wire isClear_2 = !(|upper_2);
  wire [3:0] upper_0_bits_3 = isClear_2 ? upper_0_bits_2[3:0] : upper_2;
  wire [1:0] upper_1 = upper_0_bits_3[3:2];
  wire isClear_1 = !(|upper_1);
  wire [1:0] upper_0_bits_4 = isClear_1 ? upper_0_bits_3[1:0] : upper_1;
  wire upper_0 = upper_0_bits_4[1];
  wire isClear_0 = !upper_0;
  wire [5:0] zeros = {isClear_5, isClear_4, isClear_3, isClear_2, isClear_1, isClear_0};
  wire signed [9:0] exponent_2 = sum - 10'd127 - 10'(zeros);
  wire overflows = exponent_2 > 10'sd253;
  wire isSmall = exponent_2[9];
  wire [7:0] field_2 = exponent_2[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field_2;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [47:0] normal = product << zeros;
  wire [25:0] reduced = {normal[47:23], |normal[22:0]};
  wire [9:0] under_operand = -exponent_2;
  wire [4:0] under = (|under_operand[9:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] magnitude_2 = overflows ? 31'h7f800000 : rounded[30:0];
  wire sign = operands_a_1[31] != operands_b_1[31];
  wire [31:0] result = {sign, isZero || isInfinite ? special : magnitude_2};
  wire [31:0] product_1 = isNaN ? 32'h7fc00000 : result;

  assign operands_ready = register_slice_float_operands_a32_b32_stylefull_input_ready;
  assign product_valid = operands_valid_1;
  assign product_number = product_1;

  register_slice_float_operands_a32_b32_stylefull register_slice_float_operands_a32_b32_stylefull (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (operands_valid),
    .input_ready  (register_slice_float_operands_a32_b32_stylefull_input_ready),
    .input_a      (operands_a),
    .input_b      (operands_b),
    .output_valid (operands_valid_1),
    .output_ready (product_ready),
    .output_a     (operands_a_1),
    .output_b     (operands_b_1)
  );

  wire unused = &{1'b0, upper_0_bits_4[0], rounded[31], 1'b0};
endmodule
