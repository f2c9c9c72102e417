// rms_norm: RMSNorm (Units/RMSNorm.swift)
//
// Root mean square normalisation of binary32 vectors with gains.
//
//   maximumLength = 2048
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module rms_norm (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_gain,
  input  logic        input_last,
  input  logic [31:0] inverseLength,
  input  logic [31:0] epsilon,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] wire_value;
  wire [31:0] wire_value_1;
  wire wire_value_2;
  wire wire_value_3;
  wire wire_value_4;
  wire [31:0] wire_value_5;
  wire wire_value_6;
  wire wire_value_7;
  wire wire_value_8;
  wire fifo_norm_element_number32_gain32_depth2056_input_ready;
  wire [31:0] held_number;
  wire [31:0] held_gain;
  wire held_last;
  wire held_valid;
  wire [31:0] wire_value_9;
  wire wire_value_10;
  wire wire_value_11;
  wire wire_value_12;
  wire register_slice_vector_element_number32_styleforward_input_ready;
  wire [31:0] squares_number;
  wire squares_last;
  wire squares_valid;
  wire squares_ready;
  logic [31:0] inverseLength_1;
  logic [31:0] epsilon_1;
  wire [31:0] scalars_number;
  wire [31:0] scalars_inverseLength;
  wire [31:0] scalars_epsilon;
  logic [31:0] total;
  logic isFirst;
  wire scalars_valid;
  wire scalars_ready;
  wire fifo_vector_total_number32_inverse_length32_epsilon32_depth2_input_ready;
  wire [31:0] totals_number;
  wire [31:0] totals_inverseLength;
  wire [31:0] totals_epsilon;
  wire totals_valid;
  wire [31:0] wire_value_13;
  wire [31:0] wire_value_14;
  wire [31:0] wire_value_15;
  wire wire_value_16;
  wire wire_value_17;
  wire register_slice_vector_total_3b5cd081_input_ready;
  wire [31:0] register_slice_vector_total_3b5cd081_output_number;
  wire [31:0] register_slice_vector_total_3b5cd081_output_inverseLength;
  wire [31:0] register_slice_vector_total_3b5cd081_output_epsilon;
  wire register_slice_vector_total_3b5cd081_output_valid;
  wire [31:0] wire_value_18;
  wire [31:0] wire_value_19;
  wire [31:0] wire_value_20;
  wire wire_value_21;
  wire wire_value_22;
  wire register_slice_vector_total_3b5cd081_input_ready_1;
  wire [31:0] register_slice_vector_total_3b5cd081_output_number_1;
  wire register_slice_vector_total_3b5cd081_output_valid_1;
  wire [31:0] wire_value_23;
  wire wire_value_24;
  wire wire_value_25;
  wire register_slice_vector_scalar_number32_styleforward_input_ready;
  wire [31:0] roots_number;
  wire roots_valid;
  wire [31:0] wire_value_26;
  wire [31:0] wire_value_27;
  wire wire_value_28;
  wire wire_value_29;
  wire wire_value_30;
  wire register_slice_norm_element_number32_gain32_styleforward_input_ready;
  wire [31:0] scaled_number;
  wire [31:0] scaled_gain;
  wire scaled_last;
  wire scaled_valid;
  wire [31:0] wire_value_31;
  wire wire_value_32;
  wire wire_value_33;
  wire wire_value_34;
  wire register_slice_vector_element_number32_styleforward_input_ready_1;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  logic [11:0] position;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;
  logic signed [63:0] table_value [0:255];

  wire [30:0] magnitude = wire_value_5[30:0];
  wire [30:0] magnitude_1 = wire_value_5[30:0];
  wire isZero = !(|magnitude) || !(|magnitude_1);
  wire isInfinite = magnitude == 31'h7f800000 || magnitude_1 == 31'h7f800000;
  wire isNaN = magnitude > 31'h7f800000 || magnitude_1 > 31'h7f800000 || (isZero && isInfinite);
  wire [30:0] special = isInfinite ? 31'h7f800000 : 31'd0;
  wire [7:0] field = wire_value_5[30:23];
  wire isNormal = |field;
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] field_1 = wire_value_5[30:23];
  wire isNormal_1 = |field_1;
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [9:0] sum = 10'(exponent) + 10'(exponent_1);
  wire [23:0] significand = {isNormal, wire_value_5[22:0]};
  wire [23:0] significand_1 = {isNormal_1, wire_value_5[22:0]};
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
  wire sign = wire_value_5[31] != wire_value_5[31];
  wire [31:0] result = {sign, isZero || isInfinite ? special : magnitude_2};
  wire [31:0] smaller_then = isFirst ? 32'd0 : total;
  wire [30:0] magnitudeA = smaller_then[30:0];
  wire [30:0] magnitudeB = squares_number[30:0];
  wire swaps = magnitudeA < magnitudeB;
  wire [31:0] larger = swaps ? squares_number : smaller_then;
  wire [30:0] magnitude_3 = larger[30:0];
  wire [31:0] smaller = swaps ? smaller_then : squares_number;
  wire [30:0] magnitude_4 = smaller[30:0];
  wire subtracts = larger[31] != smaller[31];
  wire isNaN_1 = magnitude_3 > 31'h7f800000 || (magnitude_3 == 31'h7f800000 && magnitude_4 == 31'h7f800000 &&
      subtracts);
  wire [7:0] field_3 = larger[30:23];
  wire isNormal_2 = |field_3;
  wire [23:0] significand_2 = {isNormal_2, larger[22:0]};
  wire [27:0] base_2 = {1'b0, significand_2, 3'd0};
  wire [7:0] field_4 = smaller[30:23];
  wire isNormal_3 = |field_4;
  wire [23:0] significand_3 = {isNormal_3, smaller[22:0]};
  wire [57:0] placed = {significand_3, 34'd0};
  wire [7:0] exponent_3 = field_3 | 8'(!isNormal_2);
  wire [7:0] exponent_4 = field_4 | 8'(!isNormal_3);
  wire [7:0] distance = exponent_3 - exponent_4;
  wire [4:0] clipped = (|distance[7:5]) ? 5'd31 : distance[4:0];
  wire [57:0] moved_1 = placed >> clipped;
  wire sticky = |moved_1[30:0];
  wire [26:0] aligned = moved_1[57:31] | 27'(sticky);
  wire [27:0] addend = 28'(aligned);
  wire [27:0] sum_1 = subtracts ? base_2 - addend : base_2 + addend;
  wire cancels = subtracts && !(|sum_1);
  wire [31:0] rest_1 = {sum_1, 4'd0};
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
  wire [4:0] zeros_1 = {isClear_4_1, isClear_3_1, isClear_2_1, isClear_1_1, isClear_0_1};
  wire [7:0] wanted = 8'(zeros_1);
  wire [7:0] shift = wanted < exponent_3 ? wanted : exponent_3;
  wire [7:0] exponent_5 = exponent_3 - shift;
  wire [31:0] base_3 = {1'b0, exponent_5, 23'd0};
  wire [27:0] normal_1 = sum_1 << shift[4:0];
  wire [23:0] kept_1 = normal_1[27:4];
  wire up_1 = normal_1[3] && ((|normal_1[2:0]) || kept_1[0]);
  wire [31:0] rounded_1 = base_3 + 32'(kept_1) + 32'(up_1);
  wire overflows_1 = rounded_1 >= 32'h7f800000 || (&exponent_3);
  wire [30:0] magnitude_5 = overflows_1 ? 31'h7f800000 : rounded_1[30:0];
  wire [31:0] finite = cancels ? 32'd0 : {larger[31], magnitude_5};
  wire [31:0] next = isNaN_1 ? 32'h7fc00000 : finite;
  wire [30:0] magnitude_6 = totals_number[30:0];
  wire [30:0] magnitude_7 = totals_inverseLength[30:0];
  wire isZero_1 = !(|magnitude_6) || !(|magnitude_7);
  wire isInfinite_1 = magnitude_6 == 31'h7f800000 || magnitude_7 == 31'h7f800000;
  wire isNaN_2 = magnitude_6 > 31'h7f800000 || magnitude_7 > 31'h7f800000 || (isZero_1 && isInfinite_1);
  wire [30:0] special_1 = isInfinite_1 ? 31'h7f800000 : 31'd0;
  wire [7:0] field_5 = totals_number[30:23];
  wire isNormal_4 = |field_5;
  wire [7:0] exponent_6 = field_5 | 8'(!isNormal_4);
  wire [7:0] field_6 = totals_inverseLength[30:23];
  wire isNormal_5 = |field_6;
  wire [7:0] exponent_7 = field_6 | 8'(!isNormal_5);
  wire [9:0] sum_2 = 10'(exponent_6) + 10'(exponent_7);
  wire [23:0] significand_4 = {isNormal_4, totals_number[22:0]};
  wire [23:0] significand_5 = {isNormal_5, totals_inverseLength[22:0]};
  wire [47:0] product_1 = significand_4 * significand_5;
  wire [63:0] rest_2 = {product_1, 16'd0};
  wire [31:0] upper_5_1 = rest_2[63:32];
  wire isClear_5_1 = !(|upper_5_1);
  wire [31:0] upper_0_2_bits = isClear_5_1 ? rest_2[31:0] : upper_5_1;
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
  wire [5:0] zeros_2 = {isClear_5_1, isClear_4_2, isClear_3_2, isClear_2_2, isClear_1_2, isClear_0_2};
  wire signed [9:0] exponent_8 = sum_2 - 10'd127 - 10'(zeros_2);
  wire overflows_2 = exponent_8 > 10'sd253;
  wire isSmall_1 = exponent_8[9];
  wire [7:0] field_7 = exponent_8[7:0];
  wire [7:0] base_4 = isSmall_1 ? 8'd0 : field_7;
  wire [31:0] base_5 = {1'b0, base_4, 23'd0};
  wire [47:0] normal_2 = product_1 << zeros_2;
  wire [25:0] reduced_1 = {normal_2[47:23], |normal_2[22:0]};
  wire [9:0] under_1_operand = -exponent_8;
  wire [4:0] under_1 = (|under_1_operand[9:5]) ? 5'd31 : under_1_operand[4:0];
  wire [4:0] amount_1 = isSmall_1 ? under_1 : 5'd0;
  wire [56:0] moved_2 = {reduced_1, 31'd0} >> amount_1;
  wire [23:0] kept_2 = moved_2[56:33];
  wire up_2 = moved_2[32] && ((|moved_2[31:0]) || kept_2[0]);
  wire [31:0] rounded_2 = base_5 + 32'(kept_2) + 32'(up_2);
  wire [30:0] magnitude_8 = overflows_2 ? 31'h7f800000 : rounded_2[30:0];
  wire sign_1 = totals_number[31] != totals_inverseLength[31];
  wire [31:0] result_1 = {sign_1, isZero_1 || isInfinite_1 ? special_1 : magnitude_8};
  wire [30:0] magnitudeA_1 = register_slice_vector_total_3b5cd081_output_number[30:0];
  wire [30:0] magnitudeB_1 = register_slice_vector_total_3b5cd081_output_epsilon[30:0];
  wire swaps_1 = magnitudeA_1 < magnitudeB_1;
  wire [31:0] larger_1 = swaps_1 ? register_slice_vector_total_3b5cd081_output_epsilon :
      register_slice_vector_total_3b5cd081_output_number;
  wire [30:0] magnitude_9 = larger_1[30:0];
  wire [31:0] smaller_1 = swaps_1 ? register_slice_vector_total_3b5cd081_output_number :
      register_slice_vector_total_3b5cd081_output_epsilon;
  wire [30:0] magnitude_10 = smaller_1[30:0];
  wire subtracts_1 = larger_1[31] != smaller_1[31];
  wire isNaN_3 = magnitude_9 > 31'h7f800000 || (magnitude_9 == 31'h7f800000 && magnitude_10 == 31'h7f800000 &&
      subtracts_1);
  wire [7:0] field_8 = larger_1[30:23];
  wire isNormal_6 = |field_8;
  wire [23:0] significand_6 = {isNormal_6, larger_1[22:0]};
  wire [27:0] base_6 = {1'b0, significand_6, 3'd0};
  wire [7:0] field_9 = smaller_1[30:23];
  wire isNormal_7 = |field_9;
  wire [23:0] significand_7 = {isNormal_7, smaller_1[22:0]};
  wire [57:0] placed_1 = {significand_7, 34'd0};
  wire [7:0] exponent_9 = field_8 | 8'(!isNormal_6);
  wire [7:0] exponent_10 = field_9 | 8'(!isNormal_7);
  wire [7:0] distance_1 = exponent_9 - exponent_10;
  wire [4:0] clipped_1 = (|distance_1[7:5]) ? 5'd31 : distance_1[4:0];
  wire [57:0] moved_3 = placed_1 >> clipped_1;
  wire sticky_1 = |moved_3[30:0];
  wire [26:0] aligned_1 = moved_3[57:31] | 27'(sticky_1);
  wire [27:0] addend_1 = 28'(aligned_1);
  wire [27:0] sum_3 = subtracts_1 ? base_6 - addend_1 : base_6 + addend_1;
  wire cancels_1 = subtracts_1 && !(|sum_3);
  wire [31:0] rest_3 = {sum_3, 4'd0};
  wire [15:0] upper_4_3 = rest_3[31:16];
  wire isClear_4_3 = !(|upper_4_3);
  wire [15:0] upper_0_3_bits = isClear_4_3 ? rest_3[15:0] : upper_4_3;
  wire [7:0] upper_3_3 = upper_0_3_bits[15:8];
  wire isClear_3_3 = !(|upper_3_3);
  wire [7:0] upper_0_3_bits_1 = isClear_3_3 ? upper_0_3_bits[7:0] : upper_3_3;
  wire [3:0] upper_2_3 = upper_0_3_bits_1[7:4];
  wire isClear_2_3 = !(|upper_2_3);
  wire [3:0] upper_0_3_bits_2 = isClear_2_3 ? upper_0_3_bits_1[3:0] : upper_2_3;
  wire [1:0] upper_1_3 = upper_0_3_bits_2[3:2];
  wire isClear_1_3 = !(|upper_1_3);
  wire [1:0] upper_0_3_bits_3 = isClear_1_3 ? upper_0_3_bits_2[1:0] : upper_1_3;
  wire upper_0_3 = upper_0_3_bits_3[1];
  wire isClear_0_3 = !upper_0_3;
  wire [4:0] zeros_3 = {isClear_4_3, isClear_3_3, isClear_2_3, isClear_1_3, isClear_0_3};
  wire [7:0] wanted_1 = 8'(zeros_3);
  wire [7:0] shift_1 = wanted_1 < exponent_9 ? wanted_1 : exponent_9;
  wire [7:0] exponent_11 = exponent_9 - shift_1;
  wire [31:0] base_7 = {1'b0, exponent_11, 23'd0};
  wire [27:0] normal_3 = sum_3 << shift_1[4:0];
  wire [23:0] kept_3 = normal_3[27:4];
  wire up_3 = normal_3[3] && ((|normal_3[2:0]) || kept_3[0]);
  wire [31:0] rounded_3 = base_7 + 32'(kept_3) + 32'(up_3);
  wire overflows_3 = rounded_3 >= 32'h7f800000 || (&exponent_9);
  wire [30:0] magnitude_11 = overflows_3 ? 31'h7f800000 : rounded_3[30:0];
  wire [31:0] finite_1 = cancels_1 ? 32'd0 : {larger_1[31], magnitude_11};
  wire [7:0] field_10 = register_slice_vector_total_3b5cd081_output_number_1[30:23];
  wire isZero_2 = !(|field_10);
  wire isInvalid = register_slice_vector_total_3b5cd081_output_number_1[30:0] > 31'h7f800000 ||
      (register_slice_vector_total_3b5cd081_output_number_1[31] && !isZero_2);
  wire [8:0] halved_bits = 9'(field_10) + 9'd1;
  wire [7:0] halved = halved_bits[8:1];
  wire [7:0] exponent_12 = 8'd189 - halved;
  wire [31:0] base_8 = {1'b0, exponent_12, 23'd0};
  wire [7:0] segment = {!register_slice_vector_total_3b5cd081_output_number_1[23],
      register_slice_vector_total_3b5cd081_output_number_1[22:16]};
  wire signed [63:0] word = table_value[segment];
  wire [44:0] constant = {word[27:0], 17'd0};
  wire [29:0] curve = word[63:50] * register_slice_vector_total_3b5cd081_output_number_1[15:0];
  wire [21:0] slope = word[49:28] - 22'(curve[29:15]);
  wire [44:0] root = constant - slope * register_slice_vector_total_3b5cd081_output_number_1[15:0];
  wire up_4 = root[20] && ((|root[19:0]) || root[21]);
  wire [31:0] rounded_4 = base_8 + 32'(root[44:21]) + 32'(up_4);
  wire [30:0] finite_2 = (&field_10) ? 31'd0 : rounded_4[30:0];
  wire [30:0] magnitude_12 = isZero_2 ? 31'h7f800000 : finite_2;
  wire [30:0] magnitude_13 = held_number[30:0];
  wire [30:0] magnitude_14 = roots_number[30:0];
  wire isZero_3 = !(|magnitude_13) || !(|magnitude_14);
  wire isInfinite_2 = magnitude_13 == 31'h7f800000 || magnitude_14 == 31'h7f800000;
  wire isNaN_4 = magnitude_13 > 31'h7f800000 || magnitude_14 > 31'h7f800000 || (isZero_3 && isInfinite_2);
  wire [30:0] special_2 = isInfinite_2 ? 31'h7f800000 : 31'd0;
  wire [7:0] field_11 = held_number[30:23];
  wire isNormal_8 = |field_11;
  wire [7:0] exponent_13 = field_11 | 8'(!isNormal_8);
  wire [7:0] field_12 = roots_number[30:23];
  wire isNormal_9 = |field_12;
  wire [7:0] exponent_14 = field_12 | 8'(!isNormal_9);
  wire [9:0] sum_4 = 10'(exponent_13) + 10'(exponent_14);
  wire [23:0] significand_8 = {isNormal_8, held_number[22:0]};
  wire [23:0] significand_9 = {isNormal_9, roots_number[22:0]};
  wire [47:0] product_2 = significand_8 * significand_9;
  wire [63:0] rest_4 = {product_2, 16'd0};
  wire [31:0] upper_5_2 = rest_4[63:32];
  wire isClear_5_2 = !(|upper_5_2);
  wire [31:0] upper_0_4_bits = isClear_5_2 ? rest_4[31:0] : upper_5_2;
  wire [15:0] upper_4_4 = upper_0_4_bits[31:16];
  wire isClear_4_4 = !(|upper_4_4);
  wire [15:0] upper_0_4_bits_1 = isClear_4_4 ? upper_0_4_bits[15:0] : upper_4_4;
  wire [7:0] upper_3_4 = upper_0_4_bits_1[15:8];
  wire isClear_3_4 = !(|upper_3_4);
  wire [7:0] upper_0_4_bits_2 = isClear_3_4 ? upper_0_4_bits_1[7:0] : upper_3_4;
  wire [3:0] upper_2_4 = upper_0_4_bits_2[7:4];
  wire isClear_2_4 = !(|upper_2_4);
  wire [3:0] upper_0_4_bits_3 = isClear_2_4 ? upper_0_4_bits_2[3:0] : upper_2_4;
  wire [1:0] upper_1_4 = upper_0_4_bits_3[3:2];
  wire isClear_1_4 = !(|upper_1_4);
  wire [1:0] upper_0_4_bits_4 = isClear_1_4 ? upper_0_4_bits_3[1:0] : upper_1_4;
  wire upper_0_4 = upper_0_4_bits_4[1];
  wire isClear_0_4 = !upper_0_4;
  wire [5:0] zeros_4 = {isClear_5_2, isClear_4_4, isClear_3_4, isClear_2_4, isClear_1_4, isClear_0_4};
  wire signed [9:0] exponent_15 = sum_4 - 10'd127 - 10'(zeros_4);
  wire overflows_4 = exponent_15 > 10'sd253;
  wire isSmall_2 = exponent_15[9];
  wire [7:0] field_13 = exponent_15[7:0];
  wire [7:0] base_9 = isSmall_2 ? 8'd0 : field_13;
  wire [31:0] base_10 = {1'b0, base_9, 23'd0};
  wire [47:0] normal_4 = product_2 << zeros_4;
  wire [25:0] reduced_2 = {normal_4[47:23], |normal_4[22:0]};
  wire [9:0] under_2_operand = -exponent_15;
  wire [4:0] under_2 = (|under_2_operand[9:5]) ? 5'd31 : under_2_operand[4:0];
  wire [4:0] amount_2 = isSmall_2 ? under_2 : 5'd0;
  wire [56:0] moved_4 = {reduced_2, 31'd0} >> amount_2;
  wire [23:0] kept_4 = moved_4[56:33];
  wire up_5 = moved_4[32] && ((|moved_4[31:0]) || kept_4[0]);
  wire [31:0] rounded_5 = base_10 + 32'(kept_4) + 32'(up_5);
  wire [30:0] magnitude_15 = overflows_4 ? 31'h7f800000 : rounded_5[30:0];
  wire sign_2 = held_number[31] != roots_number[31];
  wire [31:0] result_2 = {sign_2, isZero_3 || isInfinite_2 ? special_2 : magnitude_15};
  wire [30:0] magnitude_16 = scaled_number[30:0];
  wire [30:0] magnitude_17 = scaled_gain[30:0];
  wire isZero_4 = !(|magnitude_16) || !(|magnitude_17);
  wire isInfinite_3 = magnitude_16 == 31'h7f800000 || magnitude_17 == 31'h7f800000;
  wire isNaN_5 = magnitude_16 > 31'h7f800000 || magnitude_17 > 31'h7f800000 || (isZero_4 && isInfinite_3);
  wire [30:0] special_3 = isInfinite_3 ? 31'h7f800000 : 31'd0;
  wire [7:0] field_14 = scaled_number[30:23];
  wire isNormal_10 = |field_14;
  wire [7:0] exponent_16 = field_14 | 8'(!isNormal_10);
  wire [7:0] field_15 = scaled_gain[30:23];
  wire isNormal_11 = |field_15;
  wire [7:0] exponent_17 = field_15 | 8'(!isNormal_11);
  wire [9:0] sum_5 = 10'(exponent_16) + 10'(exponent_17);
  wire [23:0] significand_10 = {isNormal_10, scaled_number[22:0]};
  wire [23:0] significand_11 = {isNormal_11, scaled_gain[22:0]};
  wire [47:0] product_3 = significand_10 * significand_11;
  wire [63:0] rest_5 = {product_3, 16'd0};
  wire [31:0] upper_5_3 = rest_5[63:32];
  wire isClear_5_3 = !(|upper_5_3);
  wire [31:0] upper_0_5_bits = isClear_5_3 ? rest_5[31:0] : upper_5_3;
  wire [15:0] upper_4_5 = upper_0_5_bits[31:16];
  wire isClear_4_5 = !(|upper_4_5);
  wire [15:0] upper_0_5_bits_1 = isClear_4_5 ? upper_0_5_bits[15:0] : upper_4_5;
  wire [7:0] upper_3_5 = upper_0_5_bits_1[15:8];
  wire isClear_3_5 = !(|upper_3_5);
  wire [7:0] upper_0_5_bits_2 = isClear_3_5 ? upper_0_5_bits_1[7:0] : upper_3_5;
  wire [3:0] upper_2_5 = upper_0_5_bits_2[7:4];
  wire isClear_2_5 = !(|upper_2_5);
  wire [3:0] upper_0_5_bits_3 = isClear_2_5 ? upper_0_5_bits_2[3:0] : upper_2_5;
  wire [1:0] upper_1_5 = upper_0_5_bits_3[3:2];
  wire isClear_1_5 = !(|upper_1_5);
  wire [1:0] upper_0_5_bits_4 = isClear_1_5 ? upper_0_5_bits_3[1:0] : upper_1_5;
  wire upper_0_5 = upper_0_5_bits_4[1];
  wire isClear_0_5 = !upper_0_5;
  wire [5:0] zeros_5 = {isClear_5_3, isClear_4_5, isClear_3_5, isClear_2_5, isClear_1_5, isClear_0_5};
  wire signed [9:0] exponent_18 = sum_5 - 10'd127 - 10'(zeros_5);
  wire overflows_5 = exponent_18 > 10'sd253;
  wire isSmall_3 = exponent_18[9];
  wire [7:0] field_16 = exponent_18[7:0];
  wire [7:0] base_11 = isSmall_3 ? 8'd0 : field_16;
  wire [31:0] base_12 = {1'b0, base_11, 23'd0};
  wire [47:0] normal_5 = product_3 << zeros_5;
  wire [25:0] reduced_3 = {normal_5[47:23], |normal_5[22:0]};
  wire [9:0] under_3_operand = -exponent_18;
  wire [4:0] under_3 = (|under_3_operand[9:5]) ? 5'd31 : under_3_operand[4:0];
  wire [4:0] amount_3 = isSmall_3 ? under_3 : 5'd0;
  wire [56:0] moved_5 = {reduced_3, 31'd0} >> amount_3;
  wire [23:0] kept_5 = moved_5[56:33];
  wire up_6 = moved_5[32] && ((|moved_5[31:0]) || kept_5[0]);
  wire [31:0] rounded_6 = base_12 + 32'(kept_5) + 32'(up_6);
  wire [30:0] magnitude_18 = overflows_5 ? 31'h7f800000 : rounded_6[30:0];
  wire sign_3 = scaled_number[31] != scaled_gain[31];
  wire [31:0] result_3 = {sign_3, isZero_4 || isInfinite_3 ? special_3 : magnitude_18};
  wire takesLast = input_valid && input_ready && input_last;

  assign wire_value_3 = input_valid && wire_value_8;
  assign wire_value_7 = input_valid && wire_value_4;
  assign wire_value = input_number;
  assign wire_value_1 = input_gain;
  assign wire_value_2 = input_last;
  assign wire_value_5 = input_number;
  assign wire_value_6 = input_last;
  assign input_ready = wire_value_4 && wire_value_8;
  assign wire_value_4 = fifo_norm_element_number32_gain32_depth2056_input_ready;
  assign wire_value_11 = wire_value_7;
  assign wire_value_8 = wire_value_12;
  assign wire_value_9 = isNaN ? 32'h7fc00000 : result;
  assign wire_value_10 = wire_value_6;
  assign wire_value_12 = register_slice_vector_element_number32_styleforward_input_ready;
  assign scalars_valid = squares_valid && squares_last;
  assign squares_ready = scalars_ready || !squares_last;
  assign scalars_number = next;
  assign scalars_inverseLength = inverseLength_1;
  assign scalars_epsilon = epsilon_1;
  assign scalars_ready = fifo_vector_total_number32_inverse_length32_epsilon32_depth2_input_ready;
  assign wire_value_16 = totals_valid;
  assign wire_value_13 = isNaN_2 ? 32'h7fc00000 : result_1;
  assign wire_value_14 = totals_inverseLength;
  assign wire_value_15 = totals_epsilon;
  assign wire_value_17 = register_slice_vector_total_3b5cd081_input_ready;
  assign wire_value_21 = register_slice_vector_total_3b5cd081_output_valid;
  assign wire_value_18 = isNaN_3 ? 32'h7fc00000 : finite_1;
  assign wire_value_19 = register_slice_vector_total_3b5cd081_output_inverseLength;
  assign wire_value_20 = register_slice_vector_total_3b5cd081_output_epsilon;
  assign wire_value_22 = register_slice_vector_total_3b5cd081_input_ready_1;
  assign wire_value_24 = register_slice_vector_total_3b5cd081_output_valid_1;
  assign wire_value_23 = isInvalid ? 32'h7fc00000 : {register_slice_vector_total_3b5cd081_output_number_1[31] &&
      isZero_2, magnitude_12};
  assign wire_value_25 = register_slice_vector_scalar_number32_styleforward_input_ready;
  assign wire_value_29 = held_valid && roots_valid;
  assign wire_value_26 = isNaN_4 ? 32'h7fc00000 : result_2;
  assign wire_value_27 = held_gain;
  assign wire_value_28 = held_last;
  assign wire_value_30 = register_slice_norm_element_number32_gain32_styleforward_input_ready;
  assign wire_value_33 = scaled_valid;
  assign wire_value_31 = isNaN_5 ? 32'h7fc00000 : result_3;
  assign wire_value_32 = scaled_last;
  assign wire_value_34 = register_slice_vector_element_number32_styleforward_input_ready_1;
  assign output_valid = results_valid;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset)
      inverseLength_1 <= 32'd0;
    else if (takesLast)
      inverseLength_1 <= inverseLength;
  end

  always_ff @(posedge clock) begin
    if (reset)
      epsilon_1 <= 32'd0;
    else if (takesLast)
      epsilon_1 <= epsilon;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      total <= 32'd0;
      isFirst <= 1'b1;
    end else if (squares_valid && squares_ready) begin
      total <= next;
      isFirst <= squares_last;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      position <= 12'd0;
    else if (input_valid && input_ready)
      position <= input_last ? 12'd0 : position + 12'd1;
  end

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

  wire [11:0] unused_fifo_norm_element_number32_gain32_depth2056_level;
  wire [1:0] unused_fifo_vector_total_number32_inverse_length32_epsilon32_depth2_level;
  wire [31:0] unused_register_slice_vector_total_3b5cd081_1_output_inverseLength;
  wire [31:0] unused_register_slice_vector_total_3b5cd081_1_output_epsilon;

  fifo_norm_element_number32_gain32_depth2056 fifo_norm_element_number32_gain32_depth2056 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_3),
    .input_ready   (fifo_norm_element_number32_gain32_depth2056_input_ready),
    .input_number  (wire_value),
    .input_gain    (wire_value_1),
    .input_last    (wire_value_2),
    .output_valid  (held_valid),
    .output_ready  (wire_value_30 && roots_valid),
    .output_number (held_number),
    .output_gain   (held_gain),
    .output_last   (held_last),
    .level         (unused_fifo_norm_element_number32_gain32_depth2056_level)
  );

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_11),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready),
    .input_number  (wire_value_9),
    .input_last    (wire_value_10),
    .output_valid  (squares_valid),
    .output_ready  (squares_ready),
    .output_number (squares_number),
    .output_last   (squares_last)
  );

  fifo_vector_total_number32_inverse_length32_epsilon32_depth2
      fifo_vector_total_number32_inverse_length32_epsilon32_depth2 (
    .clock                (clock),
    .reset                (reset),
    .input_valid          (scalars_valid),
    .input_ready          (fifo_vector_total_number32_inverse_length32_epsilon32_depth2_input_ready),
    .input_number         (scalars_number),
    .input_inverseLength  (scalars_inverseLength),
    .input_epsilon        (scalars_epsilon),
    .output_valid         (totals_valid),
    .output_ready         (wire_value_17),
    .output_number        (totals_number),
    .output_inverseLength (totals_inverseLength),
    .output_epsilon       (totals_epsilon),
    .level                (unused_fifo_vector_total_number32_inverse_length32_epsilon32_depth2_level)
  );

  register_slice_vector_total_3b5cd081 register_slice_vector_total_3b5cd081 (
    .clock                (clock),
    .reset                (reset),
    .input_valid          (wire_value_16),
    .input_ready          (register_slice_vector_total_3b5cd081_input_ready),
    .input_number         (wire_value_13),
    .input_inverseLength  (wire_value_14),
    .input_epsilon        (wire_value_15),
    .output_valid         (register_slice_vector_total_3b5cd081_output_valid),
    .output_ready         (wire_value_22),
    .output_number        (register_slice_vector_total_3b5cd081_output_number),
    .output_inverseLength (register_slice_vector_total_3b5cd081_output_inverseLength),
    .output_epsilon       (register_slice_vector_total_3b5cd081_output_epsilon)
  );

  register_slice_vector_total_3b5cd081 register_slice_vector_total_3b5cd081_1 (
    .clock                (clock),
    .reset                (reset),
    .input_valid          (wire_value_21),
    .input_ready          (register_slice_vector_total_3b5cd081_input_ready_1),
    .input_number         (wire_value_18),
    .input_inverseLength  (wire_value_19),
    .input_epsilon        (wire_value_20),
    .output_valid         (register_slice_vector_total_3b5cd081_output_valid_1),
    .output_ready         (wire_value_25),
    .output_number        (register_slice_vector_total_3b5cd081_output_number_1),
    .output_inverseLength (unused_register_slice_vector_total_3b5cd081_1_output_inverseLength),
    .output_epsilon       (unused_register_slice_vector_total_3b5cd081_1_output_epsilon)
  );

  register_slice_vector_scalar_number32_styleforward register_slice_vector_scalar_number32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_24),
    .input_ready   (register_slice_vector_scalar_number32_styleforward_input_ready),
    .input_number  (wire_value_23),
    .output_valid  (roots_valid),
    .output_ready  (wire_value_30 && held_valid && held_last),
    .output_number (roots_number)
  );

  register_slice_norm_element_number32_gain32_styleforward register_slice_norm_element_number32_gain32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_29),
    .input_ready   (register_slice_norm_element_number32_gain32_styleforward_input_ready),
    .input_number  (wire_value_26),
    .input_gain    (wire_value_27),
    .input_last    (wire_value_28),
    .output_valid  (scaled_valid),
    .output_ready  (wire_value_34),
    .output_number (scaled_number),
    .output_gain   (scaled_gain),
    .output_last   (scaled_last)
  );

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward_1 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_33),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready_1),
    .input_number  (wire_value_31),
    .input_last    (wire_value_32),
    .output_valid  (results_valid),
    .output_ready  (output_ready),
    .output_number (results_number),
    .output_last   (results_last)
  );

  initial begin
    table_value[0] = 64'sh5f11fffd3fffffff;
    table_value[1] = 64'sh5d41fa0c2ff017d7;
    table_value[2] = 64'sh5b79f4385fe05ec3;
    table_value[3] = 64'sh59bdee80dfd0d3dd;
    table_value[4] = 64'sh5811e8e51fc17643;
    table_value[5] = 64'sh566de3643fb2451c;
    table_value[6] = 64'sh54d1ddfd9fa33f93;
    table_value[7] = 64'sh5345d8b08f9464d9;
    table_value[8] = 64'sh51c1d37c6f85b423;
    table_value[9] = 64'sh5045ce607f772cae;
    table_value[10] = 64'sh4ed5c95c3f68cdba;
    table_value[11] = 64'sh4d6dc46f0f5a968b;
    table_value[12] = 64'sh4c0dbf985f4c866d;
    table_value[13] = 64'sh4ab9bad78f3e9cac;
    table_value[14] = 64'sh4969b62c2f30d89c;
    table_value[15] = 64'sh4825b1959f233993;
    table_value[16] = 64'sh46e5ad136f15beee;
    table_value[17] = 64'sh45b1a8a51f08680b;
    table_value[18] = 64'sh4481a44a2efb344d;
    table_value[19] = 64'sh4359a0022eee231b;
    table_value[20] = 64'sh42399bcc9ee133df;
    table_value[21] = 64'sh412197a92ed46606;
    table_value[22] = 64'sh400d93974ec7b904;
    table_value[23] = 64'sh3efd8f96aebb2c4b;
    table_value[24] = 64'sh3df98ba6deaebf54;
    table_value[25] = 64'sh3cf587c77ea2719a;
    table_value[26] = 64'sh3bf983f83e96429a;
    table_value[27] = 64'sh3b0580389e8a31d6;
    table_value[28] = 64'sh3a157c885e7e3ed1;
    table_value[29] = 64'sh392978e72e726912;
    table_value[30] = 64'sh384575549e66b022;
    table_value[31] = 64'sh376571d06e5b138e;
    table_value[32] = 64'sh36896e5a3e4f92e2;
    table_value[33] = 64'sh35b16af1de442db1;
    table_value[34] = 64'sh34dd6796de38e38e;
    table_value[35] = 64'sh341164490e2db40d;
    table_value[36] = 64'sh334561081e229ec8;
    table_value[37] = 64'sh32815dd3ce17a358;
    table_value[38] = 64'sh31c15aabce0cc159;
    table_value[39] = 64'sh3101578fde01f86a;
    table_value[40] = 64'sh3049547fbdf7482b;
    table_value[41] = 64'sh2f95517b3decb03f;
    table_value[42] = 64'sh2ee14e820de23049;
    table_value[43] = 64'sh2e354b93fdd7c7f0;
    table_value[44] = 64'sh2d8948b0cdcd76dd;
    table_value[45] = 64'sh2ce145d84dc33cb8;
    table_value[46] = 64'sh2c3d430a3db9192d;
    table_value[47] = 64'sh2b9d40466daf0bea;
    table_value[48] = 64'sh2b013d8cada5149e;
    table_value[49] = 64'sh2a653adcbd9b32f8;
    table_value[50] = 64'sh29cd38366d9166ab;
    table_value[51] = 64'sh293935999d87af6b;
    table_value[52] = 64'sh28a933060d7e0cec;
    table_value[53] = 64'sh2819307b9d747ee5;
    table_value[54] = 64'sh278d2dfa0d6b050e;
    table_value[55] = 64'sh27052b814d619f21;
    table_value[56] = 64'sh267d29110d584cd7;
    table_value[57] = 64'sh25f926a94d4f0ded;
    table_value[58] = 64'sh25792449cd45e220;
    table_value[59] = 64'sh24f921f26d3cc92f;
    table_value[60] = 64'sh247d1fa2fd33c2da;
    table_value[61] = 64'sh24011d5b5d2acee0;
    table_value[62] = 64'sh23891b1b5d21ed05;
    table_value[63] = 64'sh231118e2fd191d0b;
    table_value[64] = 64'sh229d16b1ed105eb8;
    table_value[65] = 64'sh222d14882d07b1cf;
    table_value[66] = 64'sh21bd12657cff1618;
    table_value[67] = 64'sh214d1049dcf68b5b;
    table_value[68] = 64'sh20e10e351cee115f;
    table_value[69] = 64'sh20790c270ce5a7ee;
    table_value[70] = 64'sh20110a1facdd4ed3;
    table_value[71] = 64'sh1fa9081eccd505d9;
    table_value[72] = 64'sh1f4506244ccccccd;
    table_value[73] = 64'sh1ee104302cc4a37b;
    table_value[74] = 64'sh1e8102422cbc89b1;
    table_value[75] = 64'sh1e21005a3cb47f40;
    table_value[76] = 64'sh1dc0fe784cac83f6;
    table_value[77] = 64'sh1d64fc9c2ca497a4;
    table_value[78] = 64'sh1d0cfac5ec9cba1b;
    table_value[79] = 64'sh1cb0f8f53c94eb2e;
    table_value[80] = 64'sh1c58f72a3c8d2ab0;
    table_value[81] = 64'sh1c04f5649c857875;
    table_value[82] = 64'sh1bb0f3a46c7dd451;
    table_value[83] = 64'sh1b5cf1e98c763e18;
    table_value[84] = 64'sh1b08f033ec6eb5a2;
    table_value[85] = 64'sh1ab8ee835c673ac5;
    table_value[86] = 64'sh1a68ecd7ec5fcd58;
    table_value[87] = 64'sh1a1ceb316c586d33;
    table_value[88] = 64'sh19cce98fbc511a2e;
    table_value[89] = 64'sh1980e7f2ec49d423;
    table_value[90] = 64'sh1938e65adc429aec;
    table_value[91] = 64'sh18ece4c76c3b6e63;
    table_value[92] = 64'sh18a4e3388c344e64;
    table_value[93] = 64'sh1860e1ae2c2d3ac9;
    table_value[94] = 64'sh1818e0283c26336f;
    table_value[95] = 64'sh17d4dea6ac1f3834;
    table_value[96] = 64'sh1790dd296c1848f3;
    table_value[97] = 64'sh174cdbb06c11658c;
    table_value[98] = 64'sh170cda3b8c0a8ddc;
    table_value[99] = 64'sh16ccd8cacc03c1c3;
    table_value[100] = 64'sh168cd75e0bfd011f;
    table_value[101] = 64'sh164cd5f55bf64bd2;
    table_value[102] = 64'sh1610d4907befa1bb;
    table_value[103] = 64'sh15d4d32f8be902ba;
    table_value[104] = 64'sh1598d1d25be26eb3;
    table_value[105] = 64'sh155cd078ebdbe586;
    table_value[106] = 64'sh1520cf232bd56715;
    table_value[107] = 64'sh14e8cdd11bcef344;
    table_value[108] = 64'sh14b0cc828bc889f6;
    table_value[109] = 64'sh1478cb378bc22b0d;
    table_value[110] = 64'sh1440c9f00bbbd66f;
    table_value[111] = 64'sh140cc8abebb58bff;
    table_value[112] = 64'sh13d8c76b2baf4ba3;
    table_value[113] = 64'sh13a4c62dcba91540;
    table_value[114] = 64'sh1370c4f39ba2e8ba;
    table_value[115] = 64'sh133cc3bcbb9cc5f9;
    table_value[116] = 64'sh1308c288fb96ace2;
    table_value[117] = 64'sh12d8c1586b909d5d;
    table_value[118] = 64'sh12a8c02aeb8a9750;
    table_value[119] = 64'sh1278bf007b849aa2;
    table_value[120] = 64'sh1248bdd8fb7ea73c;
    table_value[121] = 64'sh1218bcb48b78bd06;
    table_value[122] = 64'sh11ecbb92fb72dbe9;
    table_value[123] = 64'sh11bcba744b6d03cc;
    table_value[124] = 64'sh1190b9587b673499;
    table_value[125] = 64'sh1164b83f6b616e39;
    table_value[126] = 64'sh1138b7292b5bb097;
    table_value[127] = 64'sh110cb6159b55fb9c;
    table_value[128] = 64'sh43396a07fb504f32;
    table_value[129] = 64'sh41f165d46b450fc0;
    table_value[130] = 64'sh40ad61b58b39f197;
    table_value[131] = 64'sh3f755daaab2ef415;
    table_value[132] = 64'sh3e4559b36b24169b;
    table_value[133] = 64'sh3d1d55cf3b19588f;
    table_value[134] = 64'sh3bf951fd8b0eb95b;
    table_value[135] = 64'sh3ae14e3dfb04386c;
    table_value[136] = 64'sh39cd4a8ffaf9d533;
    table_value[137] = 64'sh38c546f32aef8f25;
    table_value[138] = 64'sh37bd43671ae565bb;
    table_value[139] = 64'sh36c13feb4adb5871;
    table_value[140] = 64'sh35c93c7f5ad166c6;
    table_value[141] = 64'sh34d53922fac7903b;
    table_value[142] = 64'sh33e935d5aabdd458;
    table_value[143] = 64'sh330532972ab432a4;
    table_value[144] = 64'sh32212f670aaaaaaa;
    table_value[145] = 64'sh31492c44eaa13bf9;
    table_value[146] = 64'sh307129308a97e623;
    table_value[147] = 64'sh2fa126298a8ea8b9;
    table_value[148] = 64'sh2ed5232faa858354;
    table_value[149] = 64'sh2e0d20427a7c758b;
    table_value[150] = 64'sh2d491d61ca737ef9;
    table_value[151] = 64'sh2c8d1a8d4a6a9f3c;
    table_value[152] = 64'sh2bd117c4aa61d5f4;
    table_value[153] = 64'sh2b1d1507aa5922c2;
    table_value[154] = 64'sh2a691255fa50854b;
    table_value[155] = 64'sh29bd0faf7a47fd35;
    table_value[156] = 64'sh29110d13ca3f8a28;
    table_value[157] = 64'sh286d0a82ba372bcd;
    table_value[158] = 64'sh27c907fc0a2ee1d1;
    table_value[159] = 64'sh2729057f7a26abe3;
    table_value[160] = 64'sh2691030cea1e89b1;
    table_value[161] = 64'sh25f900a40a167aed;
    table_value[162] = 64'sh2560fe44aa0e7f4a;
    table_value[163] = 64'sh24d0fbee8a06967c;
    table_value[164] = 64'sh2440f9a199fec03c;
    table_value[165] = 64'sh23b4f75d79f6fc3f;
    table_value[166] = 64'sh232cf52229ef4a40;
    table_value[167] = 64'sh22a8f2ef59e7a9f9;
    table_value[168] = 64'sh2224f0c4e9e01b28;
    table_value[169] = 64'sh21a4eea2a9d89d8a;
    table_value[170] = 64'sh2128ec8869d130dd;
    table_value[171] = 64'sh20acea7609c9d4e3;
    table_value[172] = 64'sh2034e86b59c2895d;
    table_value[173] = 64'sh1fbce66839bb4e0e;
    table_value[174] = 64'sh1f48e46c79b422bb;
    table_value[175] = 64'sh1ed8e277f9ad0729;
    table_value[176] = 64'sh1e68e08a99a5fb1e;
    table_value[177] = 64'sh1dfcdea4299efe63;
    table_value[178] = 64'sh1d90dcc4899810c0;
    table_value[179] = 64'sh1d28daeb99913200;
    table_value[180] = 64'sh1cc0d919398a61ec;
    table_value[181] = 64'sh1c5cd74d4983a052;
    table_value[182] = 64'sh1bf8d587a97cecfe;
    table_value[183] = 64'sh1b98d3c8297647bf;
    table_value[184] = 64'sh1b38d20ed96fb063;
    table_value[185] = 64'sh1ad8d05b696926ba;
    table_value[186] = 64'sh1a7cceadd962aa95;
    table_value[187] = 64'sh1a24cd05f95c3bc5;
    table_value[188] = 64'sh19cccb63c955da1e;
    table_value[189] = 64'sh1974c9c7194f8572;
    table_value[190] = 64'sh1920c82fd9493d96;
    table_value[191] = 64'sh18ccc69de943025f;
    table_value[192] = 64'sh1878c511393cd3a3;
    table_value[193] = 64'sh1828c3899936b137;
    table_value[194] = 64'sh17d8c20719309af4;
    table_value[195] = 64'sh178cc089792a90b2;
    table_value[196] = 64'sh1740bf10c9249249;
    table_value[197] = 64'sh16f4bd9cc91e9f93;
    table_value[198] = 64'sh16acbc2d8918b869;
    table_value[199] = 64'sh1664bac2e912dca7;
    table_value[200] = 64'sh161cb95cb90d0c29;
    table_value[201] = 64'sh15d4b7fb190746c9;
    table_value[202] = 64'sh1590b69dc9018c66;
    table_value[203] = 64'sh154cb544b8fbdcdc;
    table_value[204] = 64'sh150cb3eff8f63809;
    table_value[205] = 64'sh14c8b29f58f09dcc;
    table_value[206] = 64'sh1488b152c8eb0e03;
    table_value[207] = 64'sh1448b00a38e5888f;
    table_value[208] = 64'sh140caec598e00d50;
    table_value[209] = 64'sh13d0ad84e8da9c26;
    table_value[210] = 64'sh1394ac47f8d534f2;
    table_value[211] = 64'sh1358ab0ed8cfd797;
    table_value[212] = 64'sh131ca9d958ca83f6;
    table_value[213] = 64'sh12e4a8a788c539f3;
    table_value[214] = 64'sh12aca77938bff970;
    table_value[215] = 64'sh1274a64e78bac251;
    table_value[216] = 64'sh1240a52728b5947b;
    table_value[217] = 64'sh1208a40338b06fd1;
    table_value[218] = 64'sh11d4a2e2a8ab5439;
    table_value[219] = 64'sh11a0a1c568a64199;
    table_value[220] = 64'sh116ca0ab58a137d6;
    table_value[221] = 64'sh113c9f94889c36d6;
    table_value[222] = 64'sh110c9e80c8973e81;
    table_value[223] = 64'sh10d89d7028924ebd;
    table_value[224] = 64'sh10a89c62988d6773;
    table_value[225] = 64'sh107c9b57f8888888;
    table_value[226] = 64'sh104c9a505883b1e7;
    table_value[227] = 64'sh1020994b987ee378;
    table_value[228] = 64'sh0ff09849a87a1d23;
    table_value[229] = 64'sh0fc4974a98755ed2;
    table_value[230] = 64'sh0f98964e4870a86e;
    table_value[231] = 64'sh0f709554b86bf9e2;
    table_value[232] = 64'sh0f44945dc8675319;
    table_value[233] = 64'sh0f1c93698862b3fb;
    table_value[234] = 64'sh0ef09277e85e1c76;
    table_value[235] = 64'sh0ec89188d8598c73;
    table_value[236] = 64'sh0ea0909c485503df;
    table_value[237] = 64'sh0e788fb2385082a5;
    table_value[238] = 64'sh0e548eca984c08b2;
    table_value[239] = 64'sh0e2c8de5684795f2;
    table_value[240] = 64'sh0e088d02a8432a51;
    table_value[241] = 64'sh0de48c22383ec5be;
    table_value[242] = 64'sh0dbc8b44083a6825;
    table_value[243] = 64'sh0d988a6838361174;
    table_value[244] = 64'sh0d78898e9831c199;
    table_value[245] = 64'sh0d5488b7382d7882;
    table_value[246] = 64'sh0d3087e20829361c;
    table_value[247] = 64'sh0d10870f0824fa58;
    table_value[248] = 64'sh0cec863e1820c524;
    table_value[249] = 64'sh0ccc856f481c966e;
    table_value[250] = 64'sh0cac84a288186e27;
    table_value[251] = 64'sh0c8c83d7d8144c3e;
    table_value[252] = 64'sh0c6c830f181030a2;
    table_value[253] = 64'sh0c4c8248680c1b44;
    table_value[254] = 64'sh0c2c8183a8080c14;
    table_value[255] = 64'sh0c1080c0c8040302;
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (input_valid && input_ready) begin
        assert (position < 12'd2048) `HWGEN_ELSE("a vector has at most 2048 elements (Units/VectorStreams.swift:98:5)");
      end
    end
  end
`endif

  wire unused = &{1'b0, upper_0_bits_4[0], rounded[31], upper_0_1_bits_3[0], upper_0_2_bits_4[0], rounded_2[31],
      upper_0_3_bits_3[0], curve[14:0], halved_bits[0], rounded_4[31], upper_0_4_bits_4[0], rounded_5[31],
      upper_0_5_bits_4[0], rounded_6[31], unused_fifo_norm_element_number32_gain32_depth2056_level,
      unused_fifo_vector_total_number32_inverse_length32_epsilon32_depth2_level,
      unused_register_slice_vector_total_3b5cd081_1_output_inverseLength,
      unused_register_slice_vector_total_3b5cd081_1_output_epsilon, 1'b0};
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
