// row_scaler: RowScaler (Units/RowScaler.swift)
//
// Scale products of a quantised matrix: exact sums with a power of two and a row's scale to FP32.
//
//   sumWidth = 48
module row_scaler (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic signed [47:0] input_sum,
  input  logic signed [10:0] input_exponent,
  input  logic signed [10:0] input_rowExponent,
  input  logic        [31:0] input_scale,
  input  logic               input_last,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [31:0] output_number,
  output logic               output_last
);
  wire [31:0] wire_value;
  wire [31:0] wire_value_1;
  wire wire_value_2;
  wire wire_value_3;
  wire wire_value_4;
  wire register_slice_number_and_scale_59502dcc_input_ready;
  wire [31:0] converted_number;
  wire [31:0] converted_scale;
  wire converted_last;
  wire converted_valid;
  wire [31:0] wire_value_5;
  wire wire_value_6;
  wire wire_value_7;
  wire wire_value_8;
  wire register_slice_vector_element_number32_styleforward_input_ready;
  wire [31:0] product_number;
  wire product_last;
  wire product_valid;

  wire sign = input_sum[47];
  wire [47:0] magnitude = sign ? -input_sum : input_sum;
  wire [63:0] rest = {magnitude, 16'd0};
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
  wire [47:0] normal = magnitude << zeros;
  wire signed [12:0] unit = 13'sd173 - 13'(zeros);
  wire signed [11:0] exponent = 12'(input_exponent) + 12'(input_rowExponent);
  wire signed [12:0] scaled = unit + 13'(exponent);
  wire overflows = scaled > 13'sd253;
  wire isSmall = scaled[12];
  wire [7:0] field = scaled[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [25:0] reduced = {normal[47:23], |normal[22:0]};
  wire [12:0] under_operand = -scaled;
  wire [4:0] under = (|under_operand[12:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] packed_value = overflows ? 31'h7f800000 : rounded[30:0];
  wire [30:0] magnitude_1 = converted_number[30:0];
  wire [30:0] magnitude_2 = converted_scale[30:0];
  wire isZero = !(|magnitude_1) || !(|magnitude_2);
  wire isInfinite = magnitude_1 == 31'h7f800000 || magnitude_2 == 31'h7f800000;
  wire isNaN = magnitude_1 > 31'h7f800000 || magnitude_2 > 31'h7f800000 || (isZero && isInfinite);
  wire [30:0] special = isInfinite ? 31'h7f800000 : 31'd0;
  wire [7:0] field_1 = converted_number[30:23];
  wire isNormal = |field_1;
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal);
  wire [7:0] field_2 = converted_scale[30:23];
  wire isNormal_1 = |field_2;
  wire [7:0] exponent_2 = field_2 | 8'(!isNormal_1);
  wire [9:0] sum = 10'(exponent_1) + 10'(exponent_2);
  wire [23:0] significand = {isNormal, converted_number[22:0]};
  wire [23:0] significand_1 = {isNormal_1, converted_scale[22:0]};
  wire [47:0] product = significand * significand_1;
  wire [63:0] rest_1 = {product, 16'd0};
  wire [31:0] upper_5_1 = rest_1[63:32];
  wire isClear_5_1 = !(|upper_5_1);
  wire [31:0] upper_0_1_bits = isClear_5_1 ? rest_1[31:0] : upper_5_1;
  wire [15:0] upper_4_1 = upper_0_1_bits[31:16];
  wire isClear_4_1 = !(|upper_4_1);
  wire [15:0] upper_0_1_bits_1 = isClear_4_1 ? upper_0_1_bits[15:0] : upper_4_1;
  wire [7:0] upper_3_1 = upper_0_1_bits_1[15:8];
  wire isClear_3_1 = !(|upper_3_1);
  wire [7:0] upper_0_1_bits_2 = isClear_3_1 ? upper_0_1_bits_1[7:0] : upper_3_1;
  wire [3:0] upper_2_1 = upper_0_1_bits_2[7:4];
  wire isClear_2_1 = !(|upper_2_1);
  wire [3:0] upper_0_1_bits_3 = isClear_2_1 ? upper_0_1_bits_2[3:0] : upper_2_1;
  wire [1:0] upper_1_1 = upper_0_1_bits_3[3:2];
  wire isClear_1_1 = !(|upper_1_1);
  wire [1:0] upper_0_1_bits_4 = isClear_1_1 ? upper_0_1_bits_3[1:0] : upper_1_1;
  wire upper_0_1 = upper_0_1_bits_4[1];
  wire isClear_0_1 = !upper_0_1;
  wire [5:0] zeros_1 = {isClear_5_1, isClear_4_1, isClear_3_1, isClear_2_1, isClear_1_1, isClear_0_1};
  wire signed [9:0] exponent_3 = sum - 10'd127 - 10'(zeros_1);
  wire overflows_1 = exponent_3 > 10'sd253;
  wire isSmall_1 = exponent_3[9];
  wire [7:0] field_3 = exponent_3[7:0];
  wire [7:0] base_2 = isSmall_1 ? 8'd0 : field_3;
  wire [31:0] base_3 = {1'b0, base_2, 23'd0};
  wire [47:0] normal_1 = product << zeros_1;
  wire [25:0] reduced_1 = {normal_1[47:23], |normal_1[22:0]};
  wire [9:0] under_1_operand = -exponent_3;
  wire [4:0] under_1 = (|under_1_operand[9:5]) ? 5'd31 : under_1_operand[4:0];
  wire [4:0] amount_1 = isSmall_1 ? under_1 : 5'd0;
  wire [56:0] moved_1 = {reduced_1, 31'd0} >> amount_1;
  wire [23:0] kept_1 = moved_1[56:33];
  wire up_1 = moved_1[32] && ((|moved_1[31:0]) || kept_1[0]);
  wire [31:0] rounded_1 = base_3 + 32'(kept_1) + 32'(up_1);
  wire [30:0] magnitude_3 = overflows_1 ? 31'h7f800000 : rounded_1[30:0];
  wire sign_1 = converted_number[31] != converted_scale[31];
  wire [31:0] result = {sign_1, isZero || isInfinite ? special : magnitude_3};

  assign wire_value_3 = input_valid;
  assign input_ready = wire_value_4;
  assign wire_value = {sign, normal[47] ? packed_value : 31'd0};
  assign wire_value_1 = input_scale;
  assign wire_value_2 = input_last;
  assign wire_value_4 = register_slice_number_and_scale_59502dcc_input_ready;
  assign wire_value_7 = converted_valid;
  assign wire_value_5 = isNaN ? 32'h7fc00000 : result;
  assign wire_value_6 = converted_last;
  assign wire_value_8 = register_slice_vector_element_number32_styleforward_input_ready;
  assign output_valid = product_valid;
  assign output_number = product_number;
  assign output_last = product_last;

  register_slice_number_and_scale_59502dcc register_slice_number_and_scale_59502dcc (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_3),
    .input_ready   (register_slice_number_and_scale_59502dcc_input_ready),
    .input_number  (wire_value),
    .input_scale   (wire_value_1),
    .input_last    (wire_value_2),
    .output_valid  (converted_valid),
    .output_ready  (wire_value_8),
    .output_number (converted_number),
    .output_scale  (converted_scale),
    .output_last   (converted_last)
  );

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_7),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready),
    .input_number  (wire_value_5),
    .input_last    (wire_value_6),
    .output_valid  (product_valid),
    .output_ready  (output_ready),
    .output_number (product_number),
    .output_last   (product_last)
  );

  wire unused = &{1'b0, upper_0_bits_4[0], rounded[31], upper_0_1_bits_4[0], rounded_1[31], 1'b0};
endmodule
