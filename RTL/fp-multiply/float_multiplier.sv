// float_multiplier: FloatMultiplier (Units/FloatMultiplier.swift)
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
  wire [31:0] products_number;
  wire stage_input_ready;
  wire [31:0] stage_output_a;
  wire [31:0] stage_output_b;
  wire stage_output_valid;
  wire products_valid;
  wire products_ready;

  wire [30:0] magnitude = stage_output_a[30:0];
  wire [30:0] magnitude_1 = stage_output_b[30:0];
  wire meetsZero = !(|magnitude) || !(|magnitude_1);
  wire meetsInfinity = magnitude == 31'h7f800000 || magnitude_1 == 31'h7f800000;
  wire isNaN = magnitude > 31'h7f800000 || magnitude_1 > 31'h7f800000 || (meetsZero && meetsInfinity);
  wire [30:0] special = meetsInfinity ? 31'h7f800000 : 31'd0;
  wire [7:0] field = stage_output_a[30:23];
  wire isNormal = |field;
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] field_1 = stage_output_b[30:23];
  wire isNormal_1 = |field_1;
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [9:0] exponents = 10'(exponent) + 10'(exponent_1);
  wire [23:0] significand = {isNormal, stage_output_a[22:0]};
  wire [31:0] rest = {significand, 8'd0};
  wire [15:0] upper_4 = rest[31:16];
  wire isClear_4 = !(|upper_4);
  wire [15:0] upper_0_bits = isClear_4 ? rest[15:0] : upper_4;
  wire [7:0] upper_3 = upper_0_bits[15:8];
  wire isClear_3 = !(|upper_3);
  wire [7:0] upper_0_bits_1 = isClear_3 ? upper_0_bits[7:0] : upper_3;
  wire [3:0] upper_2 = upper_0_bits_1[7:4];
  wire isClear_2 = !(|upper_2);
  wire [3:0] upper_0_bits_2 = isClear_2 ? upper_0_bits_1[3:0] : upper_2;
  wire [1:0] upper_1 = upper_0_bits_2[3:2];
  wire isClear_1 = !(|upper_1);
  wire [1:0] upper_0_bits_3 = isClear_1 ? upper_0_bits_2[1:0] : upper_1;
  wire upper_0 = upper_0_bits_3[1];
  wire isClear_0 = !upper_0;
  wire [23:0] significand_1 = {isNormal_1, stage_output_b[22:0]};
  wire [31:0] rest_1 = {significand_1, 8'd0};
  wire [15:0] upper_4_1 = rest_1[31:16];
  wire isClear_4_1 = !(|upper_4_1);
  wire [15:0] upper_0_1_bits = isClear_4_1 ? rest_1[15:0] : upper_4_1;
  wire [7:0] upper_3_1 = upper_0_1_bits[15:8];
  wire isClear_3_1 = !(|upper_3_1);
  wire [7:0] upper_0_1_bits_1 = isClear_3_1 ? upper_0_1_bits[7:0] : upper_3_1;
  wire [3:0] upper_2_1 = upper_0_1_bits_1[7:4];
  wire isClear_2_1 = !(|upper_2_1);
  wire [3:0] upper_0_1_bits_2 = isClear_2_1 ? upper_0_1_bits_1[3:0] : upper_2_1;
  wire [1:0] upper_1_1 = upper_0_1_bits_2[3:2];
  wire isClear_1_1 = !(|upper_1_1);
  wire [1:0] upper_0_1_bits_3 = isClear_1_1 ? upper_0_1_bits_2[1:0] : upper_1_1;
  wire upper_0_1 = upper_0_1_bits_3[1];
  wire isClear_0_1 = !upper_0_1;
  wire [5:0] subnormalZeros = 6'({isClear_4, isClear_3, isClear_2, isClear_1, isClear_0}) + 6'({isClear_4_1,
      isClear_3_1, isClear_2_1, isClear_1_1, isClear_0_1});
  wire [47:0] product = significand * significand_1;
  wire [47:0] raised = product << subnormalZeros;
  wire reaches = raised[47];
  wire signed [9:0] exponent_2 = exponents - 10'd127 - 10'(subnormalZeros) - 10'(!reaches);
  wire overflows = exponent_2 > 10'sd253;
  wire isSmall = exponent_2[9];
  wire [7:0] field_2 = exponent_2[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field_2;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [47:0] normal = reaches ? raised : raised << 1;
  wire [25:0] reduced = {normal[47:23], |normal[22:0]};
  wire [9:0] under_operand = -exponent_2;
  wire [4:0] under = (|under_operand[9:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] magnitude_2 = overflows ? 31'h7f800000 : rounded[30:0];
  wire signs = stage_output_a[31] != stage_output_b[31];
  wire [31:0] result = {signs, meetsZero || meetsInfinity ? special : magnitude_2};

  assign operands_ready = stage_input_ready;
  assign products_valid = stage_output_valid;
  assign products_number = isNaN ? 32'h7fc00000 : result;
  assign product_valid = products_valid;
  assign products_ready = product_ready;
  assign product_number = products_number;

  register_slice_float_operands_a32_b32_stylefull stage (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (operands_valid),
    .input_ready  (stage_input_ready),
    .input_a      (operands_a),
    .input_b      (operands_b),
    .output_valid (stage_output_valid),
    .output_ready (products_ready),
    .output_a     (stage_output_a),
    .output_b     (stage_output_b)
  );

  wire unused = &{1'b0, upper_0_bits_3[0], upper_0_1_bits_3[0], rounded[31], 1'b0};
endmodule
