// rotary_embedding: RotaryEmbedding (Units/RotaryEmbedding.swift)
//
// Turns pairs of binary32 elements by the angle of their position.
module rotary_embedding (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_x0,
  input  logic [31:0] input_x1,
  input  logic [31:0] input_cosine,
  input  logic [31:0] input_sine,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_x0,
  output logic [31:0] output_x1,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] wire_value;
  wire [31:0] wire_value_1;
  wire [31:0] wire_value_2;
  wire [31:0] wire_value_3;
  wire wire_value_4;
  wire wire_value_5;
  wire wire_value_6;
  wire register_slice_rotary_products_bb675ca3_input_ready;
  wire [31:0] products_x0Cosine;
  wire [31:0] products_x1Sine;
  wire [31:0] products_x0Sine;
  wire [31:0] products_x1Cosine;
  wire products_last;
  wire products_valid;
  wire [31:0] wire_value_7;
  wire [31:0] wire_value_8;
  wire wire_value_9;
  wire wire_value_10;
  wire wire_value_11;
  wire register_slice_rotated_pair_x032_x132_styleforward_input_ready;
  wire [31:0] results_x0;
  wire [31:0] results_x1;
  wire results_last;
  wire results_valid;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  wire [30:0] magnitude = input_x0[30:0];
  wire [30:0] magnitude_1 = input_cosine[30:0];
  wire isZero = !(|magnitude) || !(|magnitude_1);
  wire isInfinite = magnitude == 31'h7f800000 || magnitude_1 == 31'h7f800000;
  wire isNaN = magnitude > 31'h7f800000 || magnitude_1 > 31'h7f800000 || (isZero && isInfinite);
  wire [30:0] special = isInfinite ? 31'h7f800000 : 31'd0;
  wire [7:0] field = input_x0[30:23];
  wire isNormal = |field;
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] field_1 = input_cosine[30:23];
  wire isNormal_1 = |field_1;
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [9:0] sum = 10'(exponent) + 10'(exponent_1);
  wire [23:0] significand = {isNormal, input_x0[22:0]};
  wire [23:0] significand_1 = {isNormal_1, input_cosine[22:0]};
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
  wire sign = input_x0[31] != input_cosine[31];
  wire [31:0] result = {sign, isZero || isInfinite ? special : magnitude_2};
  wire [30:0] magnitude_3 = input_x1[30:0];
  wire [30:0] magnitude_4 = input_sine[30:0];
  wire isZero_1 = !(|magnitude_3) || !(|magnitude_4);
  wire isInfinite_1 = magnitude_3 == 31'h7f800000 || magnitude_4 == 31'h7f800000;
  wire isNaN_1 = magnitude_3 > 31'h7f800000 || magnitude_4 > 31'h7f800000 || (isZero_1 && isInfinite_1);
  wire [30:0] special_1 = isInfinite_1 ? 31'h7f800000 : 31'd0;
  wire [7:0] field_3 = input_x1[30:23];
  wire isNormal_2 = |field_3;
  wire [7:0] exponent_3 = field_3 | 8'(!isNormal_2);
  wire [7:0] field_4 = input_sine[30:23];
  wire isNormal_3 = |field_4;
  wire [7:0] exponent_4 = field_4 | 8'(!isNormal_3);
  wire [9:0] sum_1 = 10'(exponent_3) + 10'(exponent_4);
  wire [23:0] significand_2 = {isNormal_2, input_x1[22:0]};
  wire [23:0] significand_3 = {isNormal_3, input_sine[22:0]};
  wire [47:0] product_1 = significand_2 * significand_3;
  wire [63:0] rest_1 = {product_1, 16'd0};
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
  wire signed [9:0] exponent_5 = sum_1 - 10'd127 - 10'(zeros_1);
  wire overflows_1 = exponent_5 > 10'sd253;
  wire isSmall_1 = exponent_5[9];
  wire [7:0] field_5 = exponent_5[7:0];
  wire [7:0] base_2 = isSmall_1 ? 8'd0 : field_5;
  wire [31:0] base_3 = {1'b0, base_2, 23'd0};
  wire [47:0] normal_1 = product_1 << zeros_1;
  wire [25:0] reduced_1 = {normal_1[47:23], |normal_1[22:0]};
  wire [9:0] under_1_operand = -exponent_5;
  wire [4:0] under_1 = (|under_1_operand[9:5]) ? 5'd31 : under_1_operand[4:0];
  wire [4:0] amount_1 = isSmall_1 ? under_1 : 5'd0;
  wire [56:0] moved_1 = {reduced_1, 31'd0} >> amount_1;
  wire [23:0] kept_1 = moved_1[56:33];
  wire up_1 = moved_1[32] && ((|moved_1[31:0]) || kept_1[0]);
  wire [31:0] rounded_1 = base_3 + 32'(kept_1) + 32'(up_1);
  wire [30:0] magnitude_5 = overflows_1 ? 31'h7f800000 : rounded_1[30:0];
  wire sign_1 = input_x1[31] != input_sine[31];
  wire [31:0] result_1 = {sign_1, isZero_1 || isInfinite_1 ? special_1 : magnitude_5};
  wire [30:0] magnitude_6 = input_x0[30:0];
  wire [30:0] magnitude_7 = input_sine[30:0];
  wire isZero_2 = !(|magnitude_6) || !(|magnitude_7);
  wire isInfinite_2 = magnitude_6 == 31'h7f800000 || magnitude_7 == 31'h7f800000;
  wire isNaN_2 = magnitude_6 > 31'h7f800000 || magnitude_7 > 31'h7f800000 || (isZero_2 && isInfinite_2);
  wire [30:0] special_2 = isInfinite_2 ? 31'h7f800000 : 31'd0;
  wire [7:0] field_6 = input_x0[30:23];
  wire isNormal_4 = |field_6;
  wire [7:0] exponent_6 = field_6 | 8'(!isNormal_4);
  wire [7:0] field_7 = input_sine[30:23];
  wire isNormal_5 = |field_7;
  wire [7:0] exponent_7 = field_7 | 8'(!isNormal_5);
  wire [9:0] sum_2 = 10'(exponent_6) + 10'(exponent_7);
  wire [23:0] significand_4 = {isNormal_4, input_x0[22:0]};
  wire [23:0] significand_5 = {isNormal_5, input_sine[22:0]};
  wire [47:0] product_2 = significand_4 * significand_5;
  wire [63:0] rest_2 = {product_2, 16'd0};
  wire [31:0] upper_5_2 = rest_2[63:32];
  wire isClear_5_2 = !(|upper_5_2);
  wire [31:0] upper_0_2_bits = isClear_5_2 ? rest_2[31:0] : upper_5_2;
  wire [15:0] upper_4_2 = upper_0_2_bits[31:16];
  wire isClear_4_2 = !(|upper_4_2);
  wire [15:0] upper_0_2_bits_1 = isClear_4_2 ? upper_0_2_bits[15:0] : upper_4_2;
  wire [7:0] upper_3_2 = upper_0_2_bits_1[15:8];
  wire isClear_3_2 = !(|upper_3_2);
  wire [7:0] upper_0_2_bits_2 = isClear_3_2 ? upper_0_2_bits_1[7:0] : upper_3_2;
  wire [3:0] upper_2_2 = upper_0_2_bits_2[7:4];
  wire isClear_2_2 = !(|upper_2_2);
  wire [3:0] upper_0_2_bits_3 = isClear_2_2 ? upper_0_2_bits_2[3:0] : upper_2_2;
  wire [1:0] upper_1_2 = upper_0_2_bits_3[3:2];
  wire isClear_1_2 = !(|upper_1_2);
  wire [1:0] upper_0_2_bits_4 = isClear_1_2 ? upper_0_2_bits_3[1:0] : upper_1_2;
  wire upper_0_2 = upper_0_2_bits_4[1];
  wire isClear_0_2 = !upper_0_2;
  wire [5:0] zeros_2 = {isClear_5_2, isClear_4_2, isClear_3_2, isClear_2_2, isClear_1_2, isClear_0_2};
  wire signed [9:0] exponent_8 = sum_2 - 10'd127 - 10'(zeros_2);
  wire overflows_2 = exponent_8 > 10'sd253;
  wire isSmall_2 = exponent_8[9];
  wire [7:0] field_8 = exponent_8[7:0];
  wire [7:0] base_4 = isSmall_2 ? 8'd0 : field_8;
  wire [31:0] base_5 = {1'b0, base_4, 23'd0};
  wire [47:0] normal_2 = product_2 << zeros_2;
  wire [25:0] reduced_2 = {normal_2[47:23], |normal_2[22:0]};
  wire [9:0] under_2_operand = -exponent_8;
  wire [4:0] under_2 = (|under_2_operand[9:5]) ? 5'd31 : under_2_operand[4:0];
  wire [4:0] amount_2 = isSmall_2 ? under_2 : 5'd0;
  wire [56:0] moved_2 = {reduced_2, 31'd0} >> amount_2;
  wire [23:0] kept_2 = moved_2[56:33];
  wire up_2 = moved_2[32] && ((|moved_2[31:0]) || kept_2[0]);
  wire [31:0] rounded_2 = base_5 + 32'(kept_2) + 32'(up_2);
  wire [30:0] magnitude_8 = overflows_2 ? 31'h7f800000 : rounded_2[30:0];
  wire sign_2 = input_x0[31] != input_sine[31];
  wire [31:0] result_2 = {sign_2, isZero_2 || isInfinite_2 ? special_2 : magnitude_8};
  wire [30:0] magnitude_9 = input_x1[30:0];
  wire [30:0] magnitude_10 = input_cosine[30:0];
  wire isZero_3 = !(|magnitude_9) || !(|magnitude_10);
  wire isInfinite_3 = magnitude_9 == 31'h7f800000 || magnitude_10 == 31'h7f800000;
  wire isNaN_3 = magnitude_9 > 31'h7f800000 || magnitude_10 > 31'h7f800000 || (isZero_3 && isInfinite_3);
  wire [30:0] special_3 = isInfinite_3 ? 31'h7f800000 : 31'd0;
  wire [7:0] field_9 = input_x1[30:23];
  wire isNormal_6 = |field_9;
  wire [7:0] exponent_9 = field_9 | 8'(!isNormal_6);
  wire [7:0] field_10 = input_cosine[30:23];
  wire isNormal_7 = |field_10;
  wire [7:0] exponent_10 = field_10 | 8'(!isNormal_7);
  wire [9:0] sum_3 = 10'(exponent_9) + 10'(exponent_10);
  wire [23:0] significand_6 = {isNormal_6, input_x1[22:0]};
  wire [23:0] significand_7 = {isNormal_7, input_cosine[22:0]};
  wire [47:0] product_3 = significand_6 * significand_7;
  wire [63:0] rest_3 = {product_3, 16'd0};
  wire [31:0] upper_5_3 = rest_3[63:32];
  wire isClear_5_3 = !(|upper_5_3);
  wire [31:0] upper_0_3_bits = isClear_5_3 ? rest_3[31:0] : upper_5_3;
  wire [15:0] upper_4_3 = upper_0_3_bits[31:16];
  wire isClear_4_3 = !(|upper_4_3);
  wire [15:0] upper_0_3_bits_1 = isClear_4_3 ? upper_0_3_bits[15:0] : upper_4_3;
  wire [7:0] upper_3_3 = upper_0_3_bits_1[15:8];
  wire isClear_3_3 = !(|upper_3_3);
  wire [7:0] upper_0_3_bits_2 = isClear_3_3 ? upper_0_3_bits_1[7:0] : upper_3_3;
  wire [3:0] upper_2_3 = upper_0_3_bits_2[7:4];
  wire isClear_2_3 = !(|upper_2_3);
  wire [3:0] upper_0_3_bits_3 = isClear_2_3 ? upper_0_3_bits_2[3:0] : upper_2_3;
  wire [1:0] upper_1_3 = upper_0_3_bits_3[3:2];
  wire isClear_1_3 = !(|upper_1_3);
  wire [1:0] upper_0_3_bits_4 = isClear_1_3 ? upper_0_3_bits_3[1:0] : upper_1_3;
  wire upper_0_3 = upper_0_3_bits_4[1];
  wire isClear_0_3 = !upper_0_3;
  wire [5:0] zeros_3 = {isClear_5_3, isClear_4_3, isClear_3_3, isClear_2_3, isClear_1_3, isClear_0_3};
  wire signed [9:0] exponent_11 = sum_3 - 10'd127 - 10'(zeros_3);
  wire overflows_3 = exponent_11 > 10'sd253;
  wire isSmall_3 = exponent_11[9];
  wire [7:0] field_11 = exponent_11[7:0];
  wire [7:0] base_6 = isSmall_3 ? 8'd0 : field_11;
  wire [31:0] base_7 = {1'b0, base_6, 23'd0};
  wire [47:0] normal_3 = product_3 << zeros_3;
  wire [25:0] reduced_3 = {normal_3[47:23], |normal_3[22:0]};
  wire [9:0] under_3_operand = -exponent_11;
  wire [4:0] under_3 = (|under_3_operand[9:5]) ? 5'd31 : under_3_operand[4:0];
  wire [4:0] amount_3 = isSmall_3 ? under_3 : 5'd0;
  wire [56:0] moved_3 = {reduced_3, 31'd0} >> amount_3;
  wire [23:0] kept_3 = moved_3[56:33];
  wire up_3 = moved_3[32] && ((|moved_3[31:0]) || kept_3[0]);
  wire [31:0] rounded_3 = base_7 + 32'(kept_3) + 32'(up_3);
  wire [30:0] magnitude_11 = overflows_3 ? 31'h7f800000 : rounded_3[30:0];
  wire sign_3 = input_x1[31] != input_cosine[31];
  wire [31:0] result_3 = {sign_3, isZero_3 || isInfinite_3 ? special_3 : magnitude_11};
  wire [30:0] magnitudeA = products_x0Cosine[30:0];
  wire [31:0] smaller_else = {!products_x1Sine[31], products_x1Sine[30:0]};
  wire [30:0] magnitudeB = smaller_else[30:0];
  wire swaps = magnitudeA < magnitudeB;
  wire [31:0] larger = swaps ? smaller_else : products_x0Cosine;
  wire [30:0] magnitude_12 = larger[30:0];
  wire [31:0] smaller = swaps ? products_x0Cosine : smaller_else;
  wire [30:0] magnitude_13 = smaller[30:0];
  wire subtracts = larger[31] != smaller[31];
  wire isNaN_4 = magnitude_12 > 31'h7f800000 || (magnitude_12 == 31'h7f800000 && magnitude_13 == 31'h7f800000 &&
      subtracts);
  wire [7:0] field_12 = larger[30:23];
  wire isNormal_8 = |field_12;
  wire [23:0] significand_8 = {isNormal_8, larger[22:0]};
  wire [27:0] base_8 = {1'b0, significand_8, 3'd0};
  wire [7:0] field_13 = smaller[30:23];
  wire isNormal_9 = |field_13;
  wire [23:0] significand_9 = {isNormal_9, smaller[22:0]};
  wire [57:0] placed = {significand_9, 34'd0};
  wire [7:0] exponent_12 = field_12 | 8'(!isNormal_8);
  wire [7:0] exponent_13 = field_13 | 8'(!isNormal_9);
  wire [7:0] distance = exponent_12 - exponent_13;
  wire [4:0] clipped = (|distance[7:5]) ? 5'd31 : distance[4:0];
  wire [57:0] moved_4 = placed >> clipped;
  wire sticky = |moved_4[30:0];
  wire [26:0] aligned = moved_4[57:31] | 27'(sticky);
  wire [27:0] addend = 28'(aligned);
  wire [27:0] sum_4 = subtracts ? base_8 - addend : base_8 + addend;
  wire cancels = subtracts && !(|sum_4);
  wire [31:0] rest_4 = {sum_4, 4'd0};
  wire [15:0] upper_4_4 = rest_4[31:16];
  wire isClear_4_4 = !(|upper_4_4);
  wire [15:0] upper_0_4_bits = isClear_4_4 ? rest_4[15:0] : upper_4_4;
  wire [7:0] upper_3_4 = upper_0_4_bits[15:8];
  wire isClear_3_4 = !(|upper_3_4);
  wire [7:0] upper_0_4_bits_1 = isClear_3_4 ? upper_0_4_bits[7:0] : upper_3_4;
  wire [3:0] upper_2_4 = upper_0_4_bits_1[7:4];
  wire isClear_2_4 = !(|upper_2_4);
  wire [3:0] upper_0_4_bits_2 = isClear_2_4 ? upper_0_4_bits_1[3:0] : upper_2_4;
  wire [1:0] upper_1_4 = upper_0_4_bits_2[3:2];
  wire isClear_1_4 = !(|upper_1_4);
  wire [1:0] upper_0_4_bits_3 = isClear_1_4 ? upper_0_4_bits_2[1:0] : upper_1_4;
  wire upper_0_4 = upper_0_4_bits_3[1];
  wire isClear_0_4 = !upper_0_4;
  wire [4:0] zeros_4 = {isClear_4_4, isClear_3_4, isClear_2_4, isClear_1_4, isClear_0_4};
  wire [7:0] wanted = 8'(zeros_4);
  wire [7:0] shift = wanted < exponent_12 ? wanted : exponent_12;
  wire [7:0] exponent_14 = exponent_12 - shift;
  wire [31:0] base_9 = {1'b0, exponent_14, 23'd0};
  wire [27:0] normal_4 = sum_4 << shift[4:0];
  wire [23:0] kept_4 = normal_4[27:4];
  wire up_4 = normal_4[3] && ((|normal_4[2:0]) || kept_4[0]);
  wire [31:0] rounded_4 = base_9 + 32'(kept_4) + 32'(up_4);
  wire overflows_4 = rounded_4 >= 32'h7f800000 || (&exponent_12);
  wire [30:0] magnitude_14 = overflows_4 ? 31'h7f800000 : rounded_4[30:0];
  wire [31:0] finite = cancels ? 32'd0 : {larger[31], magnitude_14};
  wire [30:0] magnitudeA_1 = products_x0Sine[30:0];
  wire [30:0] magnitudeB_1 = products_x1Cosine[30:0];
  wire swaps_1 = magnitudeA_1 < magnitudeB_1;
  wire [31:0] larger_1 = swaps_1 ? products_x1Cosine : products_x0Sine;
  wire [30:0] magnitude_15 = larger_1[30:0];
  wire [31:0] smaller_1 = swaps_1 ? products_x0Sine : products_x1Cosine;
  wire [30:0] magnitude_16 = smaller_1[30:0];
  wire subtracts_1 = larger_1[31] != smaller_1[31];
  wire isNaN_5 = magnitude_15 > 31'h7f800000 || (magnitude_15 == 31'h7f800000 && magnitude_16 == 31'h7f800000 &&
      subtracts_1);
  wire [7:0] field_14 = larger_1[30:23];
  wire isNormal_10 = |field_14;
  wire [23:0] significand_10 = {isNormal_10, larger_1[22:0]};
  wire [27:0] base_10 = {1'b0, significand_10, 3'd0};
  wire [7:0] field_15 = smaller_1[30:23];
  wire isNormal_11 = |field_15;
  wire [23:0] significand_11 = {isNormal_11, smaller_1[22:0]};
  wire [57:0] placed_1 = {significand_11, 34'd0};
  wire [7:0] exponent_15 = field_14 | 8'(!isNormal_10);
  wire [7:0] exponent_16 = field_15 | 8'(!isNormal_11);
  wire [7:0] distance_1 = exponent_15 - exponent_16;
  wire [4:0] clipped_1 = (|distance_1[7:5]) ? 5'd31 : distance_1[4:0];
  wire [57:0] moved_5 = placed_1 >> clipped_1;
  wire sticky_1 = |moved_5[30:0];
  wire [26:0] aligned_1 = moved_5[57:31] | 27'(sticky_1);
  wire [27:0] addend_1 = 28'(aligned_1);
  wire [27:0] sum_5 = subtracts_1 ? base_10 - addend_1 : base_10 + addend_1;
  wire cancels_1 = subtracts_1 && !(|sum_5);
  wire [31:0] rest_5 = {sum_5, 4'd0};
  wire [15:0] upper_4_5 = rest_5[31:16];
  wire isClear_4_5 = !(|upper_4_5);
  wire [15:0] upper_0_5_bits = isClear_4_5 ? rest_5[15:0] : upper_4_5;
  wire [7:0] upper_3_5 = upper_0_5_bits[15:8];
  wire isClear_3_5 = !(|upper_3_5);
  wire [7:0] upper_0_5_bits_1 = isClear_3_5 ? upper_0_5_bits[7:0] : upper_3_5;
  wire [3:0] upper_2_5 = upper_0_5_bits_1[7:4];
  wire isClear_2_5 = !(|upper_2_5);
  wire [3:0] upper_0_5_bits_2 = isClear_2_5 ? upper_0_5_bits_1[3:0] : upper_2_5;
  wire [1:0] upper_1_5 = upper_0_5_bits_2[3:2];
  wire isClear_1_5 = !(|upper_1_5);
  wire [1:0] upper_0_5_bits_3 = isClear_1_5 ? upper_0_5_bits_2[1:0] : upper_1_5;
  wire upper_0_5 = upper_0_5_bits_3[1];
  wire isClear_0_5 = !upper_0_5;
  wire [4:0] zeros_5 = {isClear_4_5, isClear_3_5, isClear_2_5, isClear_1_5, isClear_0_5};
  wire [7:0] wanted_1 = 8'(zeros_5);
  wire [7:0] shift_1 = wanted_1 < exponent_15 ? wanted_1 : exponent_15;
  wire [7:0] exponent_17 = exponent_15 - shift_1;
  wire [31:0] base_11 = {1'b0, exponent_17, 23'd0};
  wire [27:0] normal_5 = sum_5 << shift_1[4:0];
  wire [23:0] kept_5 = normal_5[27:4];
  wire up_5 = normal_5[3] && ((|normal_5[2:0]) || kept_5[0]);
  wire [31:0] rounded_5 = base_11 + 32'(kept_5) + 32'(up_5);
  wire overflows_5 = rounded_5 >= 32'h7f800000 || (&exponent_15);
  wire [30:0] magnitude_17 = overflows_5 ? 31'h7f800000 : rounded_5[30:0];
  wire [31:0] finite_1 = cancels_1 ? 32'd0 : {larger_1[31], magnitude_17};

  assign wire_value_5 = input_valid;
  assign input_ready = wire_value_6;
  assign wire_value = isNaN ? 32'h7fc00000 : result;
  assign wire_value_1 = isNaN_1 ? 32'h7fc00000 : result_1;
  assign wire_value_2 = isNaN_2 ? 32'h7fc00000 : result_2;
  assign wire_value_3 = isNaN_3 ? 32'h7fc00000 : result_3;
  assign wire_value_4 = input_last;
  assign wire_value_6 = register_slice_rotary_products_bb675ca3_input_ready;
  assign wire_value_10 = products_valid;
  assign wire_value_7 = isNaN_4 ? 32'h7fc00000 : finite;
  assign wire_value_8 = isNaN_5 ? 32'h7fc00000 : finite_1;
  assign wire_value_9 = products_last;
  assign wire_value_11 = register_slice_rotated_pair_x032_x132_styleforward_input_ready;
  assign output_valid = results_valid;
  assign output_x0 = results_x0;
  assign output_x1 = results_x1;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset)
      busy <= 32'd0;
    else if (input_valid && input_ready)
      busy <= busy + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      waiting <= 32'd0;
    else if (input_ready && !input_valid)
      waiting <= waiting + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      blocked <= 32'd0;
    else if (results_valid && !output_ready)
      blocked <= blocked + 32'd1;
  end

  register_slice_rotary_products_bb675ca3 register_slice_rotary_products_bb675ca3 (
    .clock           (clock),
    .reset           (reset),
    .input_valid     (wire_value_5),
    .input_ready     (register_slice_rotary_products_bb675ca3_input_ready),
    .input_x0Cosine  (wire_value),
    .input_x1Sine    (wire_value_1),
    .input_x0Sine    (wire_value_2),
    .input_x1Cosine  (wire_value_3),
    .input_last      (wire_value_4),
    .output_valid    (products_valid),
    .output_ready    (wire_value_11),
    .output_x0Cosine (products_x0Cosine),
    .output_x1Sine   (products_x1Sine),
    .output_x0Sine   (products_x0Sine),
    .output_x1Cosine (products_x1Cosine),
    .output_last     (products_last)
  );

  register_slice_rotated_pair_x032_x132_styleforward register_slice_rotated_pair_x032_x132_styleforward (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (wire_value_10),
    .input_ready  (register_slice_rotated_pair_x032_x132_styleforward_input_ready),
    .input_x0     (wire_value_7),
    .input_x1     (wire_value_8),
    .input_last   (wire_value_9),
    .output_valid (results_valid),
    .output_ready (output_ready),
    .output_x0    (results_x0),
    .output_x1    (results_x1),
    .output_last  (results_last)
  );

  wire unused = &{1'b0, upper_0_bits_4[0], rounded[31], upper_0_1_bits_4[0], rounded_1[31], upper_0_2_bits_4[0],
      rounded_2[31], upper_0_3_bits_4[0], rounded_3[31], upper_0_4_bits_3[0], upper_0_5_bits_3[0], 1'b0};
endmodule
