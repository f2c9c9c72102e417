// softmax: Softmax (Units/Softmax.swift)
//
// Softmax of binary32 vectors, safe against overflow.
//
//   maximumLength = 2048
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module softmax (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] wire_value;
  wire wire_value_1;
  wire wire_value_2;
  wire wire_value_3;
  wire [31:0] wire_value_4;
  wire isLast;
  wire wire_value_5;
  wire wire_value_6;
  wire fifo_vector_element_number32_depth2056_input_ready;
  wire [31:0] scores_number;
  wire scores_last;
  wire scores_valid;
  wire [31:0] scalars_number;
  logic [31:0] total;
  logic isFirst;
  wire scalars_valid;
  wire scalars_ready;
  wire fifo_vector_scalar_number32_depth2_input_ready;
  wire [31:0] maxima_number;
  wire maxima_valid;
  wire [31:0] wire_value_7;
  wire wire_value_8;
  wire wire_value_9;
  wire wire_value_10;
  wire register_slice_vector_element_number32_styleforward_input_ready;
  wire [31:0] differences_number;
  wire differences_last;
  wire differences_valid;
  wire [31:0] wire_value_11;
  wire wire_value_12;
  wire wire_value_13;
  wire wire_value_14;
  wire register_slice_vector_element_number32_styleforward_input_ready_1;
  wire [31:0] register_slice_vector_element_number32_styleforward_output_number;
  wire register_slice_vector_element_number32_styleforward_output_last;
  wire register_slice_vector_element_number32_styleforward_output_valid;
  wire [31:0] wire_value_15;
  wire wire_value_16;
  wire wire_value_17;
  wire wire_value_18;
  wire [31:0] wire_value_19;
  wire isLast_1;
  wire wire_value_20;
  wire wire_value_21;
  wire fifo_vector_element_number32_depth2056_input_ready_1;
  wire [31:0] powers_number;
  wire powers_last;
  wire powers_valid;
  wire [31:0] scalars_number_1;
  logic [31:0] total_1;
  logic isFirst_1;
  wire scalars_valid_1;
  wire scalars_ready_1;
  wire fifo_vector_scalar_number32_depth2_input_ready_1;
  wire [31:0] sums_number;
  wire sums_valid;
  wire [31:0] wire_value_22;
  wire wire_value_23;
  wire wire_value_24;
  wire register_slice_vector_scalar_number32_styleforward_input_ready;
  wire [31:0] factors_number;
  wire factors_valid;
  wire [31:0] wire_value_25;
  wire wire_value_26;
  wire wire_value_27;
  wire wire_value_28;
  wire register_slice_vector_element_number32_styleforward_input_ready_2;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  logic [11:0] position;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;
  logic signed [63:0] table_value [0:63];
  logic signed [63:0] table_value_1 [0:127];

  wire signed [31:0] magnitude = {1'b0, total[30:0]};
  wire signed [31:0] left = total[31] ? -magnitude : magnitude;
  wire signed [31:0] magnitude_1 = {1'b0, wire_value_4[30:0]};
  wire signed [31:0] right = wire_value_4[31] ? -magnitude_1 : magnitude_1;
  wire [31:0] next = isFirst || (total[30:0] <= 31'h7f800000 && wire_value_4[30:0] <= 31'h7f800000 && left < right) ?
      wire_value_4 : total;
  wire [30:0] magnitudeA = scores_number[30:0];
  wire [31:0] smaller_else = {!maxima_number[31], maxima_number[30:0]};
  wire [30:0] magnitudeB = smaller_else[30:0];
  wire swaps = magnitudeA < magnitudeB;
  wire [31:0] larger = swaps ? smaller_else : scores_number;
  wire [30:0] magnitude_2 = larger[30:0];
  wire [31:0] smaller = swaps ? scores_number : smaller_else;
  wire [30:0] magnitude_3 = smaller[30:0];
  wire subtracts = larger[31] != smaller[31];
  wire isNaN = magnitude_2 > 31'h7f800000 || (magnitude_2 == 31'h7f800000 && magnitude_3 == 31'h7f800000 && subtracts);
  wire [7:0] field = larger[30:23];
  wire isNormal = |field;
  wire [23:0] significand = {isNormal, larger[22:0]};
  wire [27:0] base = {1'b0, significand, 3'd0};
  wire [7:0] field_1 = smaller[30:23];
  wire isNormal_1 = |field_1;
  wire [23:0] significand_1 = {isNormal_1, smaller[22:0]};
  wire [57:0] placed = {significand_1, 34'd0};
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [7:0] distance = exponent - exponent_1;
  wire [4:0] clipped = (|distance[7:5]) ? 5'd31 : distance[4:0];
  wire [57:0] moved = placed >> clipped;
  wire sticky = |moved[30:0];
  wire [26:0] aligned = moved[57:31] | 27'(sticky);
  wire [27:0] addend = 28'(aligned);
  wire [27:0] sum = subtracts ? base - addend : base + addend;
  wire cancels = subtracts && !(|sum);
  wire [31:0] rest = {sum, 4'd0};
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
  wire [4:0] zeros = {isClear_4, isClear_3, isClear_2, isClear_1, isClear_0};
  wire [7:0] wanted = 8'(zeros);
  wire [7:0] shift = wanted < exponent ? wanted : exponent;
  wire [7:0] exponent_2 = exponent - shift;
  wire [31:0] base_1 = {1'b0, exponent_2, 23'd0};
  wire [27:0] normal = sum << shift[4:0];
  wire [23:0] kept = normal[27:4];
  wire up = normal[3] && ((|normal[2:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire overflows = rounded >= 32'h7f800000 || (&exponent);
  wire [30:0] magnitude_4 = overflows ? 31'h7f800000 : rounded[30:0];
  wire [31:0] finite = cancels ? 32'd0 : {larger[31], magnitude_4};
  wire [7:0] field_2 = differences_number[30:23];
  wire isNegative = differences_number[31];
  wire [30:0] beyond = isNegative ? 31'd0 : 31'h7f800000;
  wire [32:0] placed_1 = {|field_2, differences_number[22:0], 9'd0};
  wire [32:0] magnitude_5 = placed_1 >> (8'd133 - field_2);
  wire [63:0] product = magnitude_5 * 31'h5c551d95;
  wire signed [38:0] size = {1'b0, product[63:26]};
  wire signed [38:0] scaled = isNegative ? -size : size;
  wire signed [8:0] whole = scaled[38:30];
  wire signed [9:0] under_operand = 10'(whole) + 10'sd126;
  wire overflows_1 = under_operand > 10'sd253;
  wire isSmall = under_operand[9];
  wire [7:0] field_3 = under_operand[7:0];
  wire [7:0] base_2 = isSmall ? 8'd0 : field_3;
  wire [31:0] base_3 = {1'b0, base_2, 23'd0};
  wire signed [63:0] word = table_value[scaled[29:24]];
  wire [52:0] constant = 53'({word[25:0], 26'd0});
  wire [23:0] rest_1 = scaled[23:0];
  wire [38:0] curve = word[63:49] * rest_1;
  wire [23:0] slope = 24'(word[48:26]) + 24'(curve[38:24]);
  wire [52:0] above = constant + slope * rest_1;
  wire [52:0] power = {1'b1, above[52] ? 52'hfffffffffffff : above[51:0]};
  wire [25:0] reduced = {power[52:28], |power[27:0]};
  wire [9:0] under_operand_1 = -under_operand;
  wire [4:0] under = (|under_operand_1[9:5]) ? 5'd31 : under_operand_1[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved_1 = {reduced, 31'd0} >> amount;
  wire [23:0] kept_1 = moved_1[56:33];
  wire up_1 = moved_1[32] && ((|moved_1[31:0]) || kept_1[0]);
  wire [31:0] rounded_1 = base_3 + 32'(kept_1) + 32'(up_1);
  wire [30:0] packed_value = overflows_1 ? 31'h7f800000 : rounded_1[30:0];
  wire [30:0] result = field_2 > 8'd133 ? beyond : packed_value;
  wire [31:0] smaller_1_then = isFirst_1 ? 32'd0 : total_1;
  wire [30:0] magnitudeA_1 = smaller_1_then[30:0];
  wire [30:0] magnitudeB_1 = wire_value_19[30:0];
  wire swaps_1 = magnitudeA_1 < magnitudeB_1;
  wire [31:0] larger_1 = swaps_1 ? wire_value_19 : smaller_1_then;
  wire [30:0] magnitude_6 = larger_1[30:0];
  wire [31:0] smaller_1 = swaps_1 ? smaller_1_then : wire_value_19;
  wire [30:0] magnitude_7 = smaller_1[30:0];
  wire subtracts_1 = larger_1[31] != smaller_1[31];
  wire isNaN_1 = magnitude_6 > 31'h7f800000 || (magnitude_6 == 31'h7f800000 && magnitude_7 == 31'h7f800000 &&
      subtracts_1);
  wire [7:0] field_4 = larger_1[30:23];
  wire isNormal_2 = |field_4;
  wire [23:0] significand_2 = {isNormal_2, larger_1[22:0]};
  wire [27:0] base_4 = {1'b0, significand_2, 3'd0};
  wire [7:0] field_5 = smaller_1[30:23];
  wire isNormal_3 = |field_5;
  wire [23:0] significand_3 = {isNormal_3, smaller_1[22:0]};
  wire [57:0] placed_2 = {significand_3, 34'd0};
  wire [7:0] exponent_3 = field_4 | 8'(!isNormal_2);
  wire [7:0] exponent_4 = field_5 | 8'(!isNormal_3);
  wire [7:0] distance_1 = exponent_3 - exponent_4;
  wire [4:0] clipped_1 = (|distance_1[7:5]) ? 5'd31 : distance_1[4:0];
  wire [57:0] moved_2 = placed_2 >> clipped_1;
  wire sticky_1 = |moved_2[30:0];
  wire [26:0] aligned_1 = moved_2[57:31] | 27'(sticky_1);
  wire [27:0] addend_1 = 28'(aligned_1);
  wire [27:0] sum_1 = subtracts_1 ? base_4 - addend_1 : base_4 + addend_1;
  wire cancels_1 = subtracts_1 && !(|sum_1);
  wire [31:0] rest_2 = {sum_1, 4'd0};
  wire [15:0] upper_4_1 = rest_2[31:16];
  wire isClear_4_1 = !(|upper_4_1);
  wire [15:0] upper_0_1_bits = isClear_4_1 ? rest_2[15:0] : upper_4_1;
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
  wire [7:0] wanted_1 = 8'(zeros_1);
  wire [7:0] shift_1 = wanted_1 < exponent_3 ? wanted_1 : exponent_3;
  wire [7:0] exponent_5 = exponent_3 - shift_1;
  wire [31:0] base_5 = {1'b0, exponent_5, 23'd0};
  wire [27:0] normal_1 = sum_1 << shift_1[4:0];
  wire [23:0] kept_2 = normal_1[27:4];
  wire up_2 = normal_1[3] && ((|normal_1[2:0]) || kept_2[0]);
  wire [31:0] rounded_2 = base_5 + 32'(kept_2) + 32'(up_2);
  wire overflows_2 = rounded_2 >= 32'h7f800000 || (&exponent_3);
  wire [30:0] magnitude_8 = overflows_2 ? 31'h7f800000 : rounded_2[30:0];
  wire [31:0] finite_1 = cancels_1 ? 32'd0 : {larger_1[31], magnitude_8};
  wire [31:0] next_1 = isNaN_1 ? 32'h7fc00000 : finite_1;
  wire [7:0] field_6 = sums_number[30:23];
  wire signed [9:0] exponent_6 = 10'sd252 - 10'(field_6);
  wire overflows_3 = exponent_6 > 10'sd253;
  wire isSmall_1 = exponent_6[9];
  wire [7:0] field_7 = exponent_6[7:0];
  wire [7:0] base_6 = isSmall_1 ? 8'd0 : field_7;
  wire [31:0] base_7 = {1'b0, base_6, 23'd0};
  wire signed [63:0] word_1 = table_value_1[sums_number[22:16]];
  wire [44:0] constant_1 = {word_1[27:0], 17'd0};
  wire [29:0] curve_1 = word_1[63:50] * sums_number[15:0];
  wire [21:0] slope_1 = word_1[49:28] - 22'(curve_1[29:15]);
  wire [44:0] quotient = constant_1 - slope_1 * sums_number[15:0];
  wire [25:0] reduced_1 = {quotient[44:20], |quotient[19:0]};
  wire [9:0] under_1_operand = -exponent_6;
  wire [4:0] under_1 = (|under_1_operand[9:5]) ? 5'd31 : under_1_operand[4:0];
  wire [4:0] amount_1 = isSmall_1 ? under_1 : 5'd0;
  wire [56:0] moved_3 = {reduced_1, 31'd0} >> amount_1;
  wire [23:0] kept_3 = moved_3[56:33];
  wire up_3 = moved_3[32] && ((|moved_3[31:0]) || kept_3[0]);
  wire [31:0] rounded_3 = base_7 + 32'(kept_3) + 32'(up_3);
  wire [30:0] packed_value_1 = overflows_3 ? 31'h7f800000 : rounded_3[30:0];
  wire [30:0] finite_2 = (&field_6) ? 31'd0 : packed_value_1;
  wire [30:0] magnitude_9 = (|field_6) ? finite_2 : 31'h7f800000;
  wire [30:0] magnitude_10 = powers_number[30:0];
  wire [30:0] magnitude_11 = factors_number[30:0];
  wire isZero = !(|magnitude_10) || !(|magnitude_11);
  wire isInfinite = magnitude_10 == 31'h7f800000 || magnitude_11 == 31'h7f800000;
  wire isNaN_2 = magnitude_10 > 31'h7f800000 || magnitude_11 > 31'h7f800000 || (isZero && isInfinite);
  wire [30:0] special = isInfinite ? 31'h7f800000 : 31'd0;
  wire [7:0] field_8 = powers_number[30:23];
  wire isNormal_4 = |field_8;
  wire [7:0] exponent_7 = field_8 | 8'(!isNormal_4);
  wire [7:0] field_9 = factors_number[30:23];
  wire isNormal_5 = |field_9;
  wire [7:0] exponent_8 = field_9 | 8'(!isNormal_5);
  wire [9:0] sum_2 = 10'(exponent_7) + 10'(exponent_8);
  wire [23:0] significand_4 = {isNormal_4, powers_number[22:0]};
  wire [23:0] significand_5 = {isNormal_5, factors_number[22:0]};
  wire [47:0] product_1 = significand_4 * significand_5;
  wire [63:0] rest_3 = {product_1, 16'd0};
  wire [31:0] upper_5 = rest_3[63:32];
  wire isClear_5 = !(|upper_5);
  wire [31:0] upper_0_2_bits = isClear_5 ? rest_3[31:0] : upper_5;
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
  wire [5:0] zeros_2 = {isClear_5, isClear_4_2, isClear_3_2, isClear_2_2, isClear_1_2, isClear_0_2};
  wire signed [9:0] exponent_9 = sum_2 - 10'd127 - 10'(zeros_2);
  wire overflows_4 = exponent_9 > 10'sd253;
  wire isSmall_2 = exponent_9[9];
  wire [7:0] field_10 = exponent_9[7:0];
  wire [7:0] base_8 = isSmall_2 ? 8'd0 : field_10;
  wire [31:0] base_9 = {1'b0, base_8, 23'd0};
  wire [47:0] normal_2 = product_1 << zeros_2;
  wire [25:0] reduced_2 = {normal_2[47:23], |normal_2[22:0]};
  wire [9:0] under_2_operand = -exponent_9;
  wire [4:0] under_2 = (|under_2_operand[9:5]) ? 5'd31 : under_2_operand[4:0];
  wire [4:0] amount_2 = isSmall_2 ? under_2 : 5'd0;
  wire [56:0] moved_4 = {reduced_2, 31'd0} >> amount_2;
  wire [23:0] kept_4 = moved_4[56:33];
  wire up_4 = moved_4[32] && ((|moved_4[31:0]) || kept_4[0]);
  wire [31:0] rounded_4 = base_9 + 32'(kept_4) + 32'(up_4);
  wire [30:0] magnitude_12 = overflows_4 ? 31'h7f800000 : rounded_4[30:0];
  wire sign = powers_number[31] != factors_number[31];
  wire [31:0] result_1 = {sign, isZero || isInfinite ? special : magnitude_12};

  assign wire_value_2 = input_valid && wire_value_6;
  assign wire_value_5 = input_valid && wire_value_3;
  assign wire_value = input_number;
  assign wire_value_1 = input_last;
  assign wire_value_4 = input_number;
  assign isLast = input_last;
  assign input_ready = wire_value_3 && wire_value_6;
  assign wire_value_3 = fifo_vector_element_number32_depth2056_input_ready;
  assign scalars_valid = wire_value_5 && isLast;
  assign wire_value_6 = scalars_ready || !isLast;
  assign scalars_number = next;
  assign scalars_ready = fifo_vector_scalar_number32_depth2_input_ready;
  assign wire_value_9 = scores_valid && maxima_valid;
  assign wire_value_7 = isNaN ? 32'h7fc00000 : finite;
  assign wire_value_8 = scores_last;
  assign wire_value_10 = register_slice_vector_element_number32_styleforward_input_ready;
  assign wire_value_13 = differences_valid;
  assign wire_value_11 = differences_number[30:0] > 31'h7f800000 ? 32'h7fc00000 : {1'b0, result};
  assign wire_value_12 = differences_last;
  assign wire_value_14 = register_slice_vector_element_number32_styleforward_input_ready_1;
  assign wire_value_17 = register_slice_vector_element_number32_styleforward_output_valid && wire_value_21;
  assign wire_value_20 = register_slice_vector_element_number32_styleforward_output_valid && wire_value_18;
  assign wire_value_15 = register_slice_vector_element_number32_styleforward_output_number;
  assign wire_value_16 = register_slice_vector_element_number32_styleforward_output_last;
  assign wire_value_19 = register_slice_vector_element_number32_styleforward_output_number;
  assign isLast_1 = register_slice_vector_element_number32_styleforward_output_last;
  assign wire_value_18 = fifo_vector_element_number32_depth2056_input_ready_1;
  assign scalars_valid_1 = wire_value_20 && isLast_1;
  assign wire_value_21 = scalars_ready_1 || !isLast_1;
  assign scalars_number_1 = next_1;
  assign scalars_ready_1 = fifo_vector_scalar_number32_depth2_input_ready_1;
  assign wire_value_23 = sums_valid;
  assign wire_value_22 = sums_number[30:0] > 31'h7f800000 ? 32'h7fc00000 : {sums_number[31], magnitude_9};
  assign wire_value_24 = register_slice_vector_scalar_number32_styleforward_input_ready;
  assign wire_value_27 = powers_valid && factors_valid;
  assign wire_value_25 = isNaN_2 ? 32'h7fc00000 : result_1;
  assign wire_value_26 = powers_last;
  assign wire_value_28 = register_slice_vector_element_number32_styleforward_input_ready_2;
  assign output_valid = results_valid;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset) begin
      total <= 32'd0;
      isFirst <= 1'b1;
    end else if (wire_value_5 && wire_value_6) begin
      total <= next;
      isFirst <= isLast;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      total_1 <= 32'd0;
      isFirst_1 <= 1'b1;
    end else if (wire_value_20 && wire_value_21) begin
      total_1 <= next_1;
      isFirst_1 <= isLast_1;
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

  wire [11:0] unused_fifo_vector_element_number32_depth2056_level;
  wire [1:0] unused_fifo_vector_scalar_number32_depth2_level;
  wire [11:0] unused_fifo_vector_element_number32_depth2056_1_level;
  wire [1:0] unused_fifo_vector_scalar_number32_depth2_1_level;

  fifo_vector_element_number32_depth2056 fifo_vector_element_number32_depth2056 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_2),
    .input_ready   (fifo_vector_element_number32_depth2056_input_ready),
    .input_number  (wire_value),
    .input_last    (wire_value_1),
    .output_valid  (scores_valid),
    .output_ready  (wire_value_10 && maxima_valid),
    .output_number (scores_number),
    .output_last   (scores_last),
    .level         (unused_fifo_vector_element_number32_depth2056_level)
  );

  fifo_vector_scalar_number32_depth2 fifo_vector_scalar_number32_depth2 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (scalars_valid),
    .input_ready   (fifo_vector_scalar_number32_depth2_input_ready),
    .input_number  (scalars_number),
    .output_valid  (maxima_valid),
    .output_ready  (wire_value_10 && scores_valid && scores_last),
    .output_number (maxima_number),
    .level         (unused_fifo_vector_scalar_number32_depth2_level)
  );

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_9),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready),
    .input_number  (wire_value_7),
    .input_last    (wire_value_8),
    .output_valid  (differences_valid),
    .output_ready  (wire_value_14),
    .output_number (differences_number),
    .output_last   (differences_last)
  );

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward_1 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_13),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready_1),
    .input_number  (wire_value_11),
    .input_last    (wire_value_12),
    .output_valid  (register_slice_vector_element_number32_styleforward_output_valid),
    .output_ready  (wire_value_18 && wire_value_21),
    .output_number (register_slice_vector_element_number32_styleforward_output_number),
    .output_last   (register_slice_vector_element_number32_styleforward_output_last)
  );

  fifo_vector_element_number32_depth2056 fifo_vector_element_number32_depth2056_1 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_17),
    .input_ready   (fifo_vector_element_number32_depth2056_input_ready_1),
    .input_number  (wire_value_15),
    .input_last    (wire_value_16),
    .output_valid  (powers_valid),
    .output_ready  (wire_value_28 && factors_valid),
    .output_number (powers_number),
    .output_last   (powers_last),
    .level         (unused_fifo_vector_element_number32_depth2056_1_level)
  );

  fifo_vector_scalar_number32_depth2 fifo_vector_scalar_number32_depth2_1 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (scalars_valid_1),
    .input_ready   (fifo_vector_scalar_number32_depth2_input_ready_1),
    .input_number  (scalars_number_1),
    .output_valid  (sums_valid),
    .output_ready  (wire_value_24),
    .output_number (sums_number),
    .level         (unused_fifo_vector_scalar_number32_depth2_1_level)
  );

  register_slice_vector_scalar_number32_styleforward register_slice_vector_scalar_number32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_23),
    .input_ready   (register_slice_vector_scalar_number32_styleforward_input_ready),
    .input_number  (wire_value_22),
    .output_valid  (factors_valid),
    .output_ready  (wire_value_28 && powers_valid && powers_last),
    .output_number (factors_number)
  );

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward_2 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_27),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready_2),
    .input_number  (wire_value_25),
    .input_last    (wire_value_26),
    .output_valid  (results_valid),
    .output_ready  (output_ready),
    .output_number (results_number),
    .output_last   (results_last)
  );

  initial begin
    table_value[0] = 64'sh7baab17198000000;
    table_value[1] = 64'sh7d02b360400b2690;
    table_value[2] = 64'sh7e60b55448166c35;
    table_value[3] = 64'sh7fc0b74dc421d147;
    table_value[4] = 64'sh8124b94cc02d561c;
    table_value[5] = 64'sh828cbb515038fb0d;
    table_value[6] = 64'sh83f8bd5b7c44c074;
    table_value[7] = 64'sh8568bf6b5850a6ac;
    table_value[8] = 64'sh86dcc180f45cae10;
    table_value[9] = 64'sh8854c39c6068d6fb;
    table_value[10] = 64'sh89d0c5bdac7521cd;
    table_value[11] = 64'sh8b50c7e4e8818ee3;
    table_value[12] = 64'sh8cd4ca12248e1e9c;
    table_value[13] = 64'sh8e5ccc45749ad15a;
    table_value[14] = 64'sh8feace7ee4a7a77e;
    table_value[15] = 64'sh917ad0be88b4a16a;
    table_value[16] = 64'sh9310d30470c1bf83;
    table_value[17] = 64'sh94aad550b0cf022d;
    table_value[18] = 64'sh9648d7a354dc69ce;
    table_value[19] = 64'sh97ecd9fc74e9f6ce;
    table_value[20] = 64'sh9992dc5c20f7a994;
    table_value[21] = 64'sh9b3edec26d058289;
    table_value[22] = 64'sh9cf0e12f65138219;
    table_value[23] = 64'sh9ea6e3a32121a8ae;
    table_value[24] = 64'sha060e61db52ff6b6;
    table_value[25] = 64'sha21ee89f313e6c9e;
    table_value[26] = 64'sha3e2eb27a94d0ad6;
    table_value[27] = 64'sha5acedb7315bd1ce;
    table_value[28] = 64'sha77af04ddd6ac1f8;
    table_value[29] = 64'sha94cf2ebc179dbc6;
    table_value[30] = 64'shab24f590ed891fad;
    table_value[31] = 64'shad00f83d7d988e21;
    table_value[32] = 64'shaee4faf17da8279a;
    table_value[33] = 64'shb0cafdad09b7ec90;
    table_value[34] = 64'shb2b9007031c7dd7b;
    table_value[35] = 64'shb4ab033b11d7fad6;
    table_value[36] = 64'shb6a3060db5e8451e;
    table_value[37] = 64'shb89f08e839f8bcce;
    table_value[38] = 64'shbaa30bcab2096267;
    table_value[39] = 64'shbcab0eb5361a3667;
    table_value[40] = 64'shbeb911a7da2b3951;
    table_value[41] = 64'shc0cb14a2b63c6ba7;
    table_value[42] = 64'shc2e517a5de4dcded;
    table_value[43] = 64'shc5051ab16e5f60a9;
    table_value[44] = 64'shc7291dc57e712461;
    table_value[45] = 64'shc95520e21e8319a0;
    table_value[46] = 64'shcb8724076e9540ed;
    table_value[47] = 64'shcdbd273582a79ad6;
    table_value[48] = 64'shcffb2a6c72ba27e7;
    table_value[49] = 64'shd23f2dac5acce8af;
    table_value[50] = 64'shd48930f54edfddbe;
    table_value[51] = 64'shd6d934476ef307a5;
    table_value[52] = 64'shd93137a2cf0666f8;
    table_value[53] = 64'shdb8d3b078b19fc4c;
    table_value[54] = 64'shddf13e75bb2dc838;
    table_value[55] = 64'she05d41ed7f41cb53;
    table_value[56] = 64'she2cf456eeb560638;
    table_value[57] = 64'she54748fa1b6a7982;
    table_value[58] = 64'she7c54c8f2f7f25ce;
    table_value[59] = 64'shea4b502e3f940bbb;
    table_value[60] = 64'shecd953d767a92bea;
    table_value[61] = 64'shef6d578ac3be86fc;
    table_value[62] = 64'shf2095b4873d41d98;
    table_value[63] = 64'shf4ab5f108be9f061;
  end
  initial begin
    table_value_1[0] = 64'shfd0bfff72ffffffc;
    table_value_1[1] = 64'shf737f026efe03f7d;
    table_value_1[2] = 64'shf193e0b3bfc0fc0c;
    table_value_1[3] = 64'shec1bd19acfa232cc;
    table_value_1[4] = 64'she6cfc2d95f83e0f5;
    table_value_1[5] = 64'she1a7b46ccf6603d6;
    table_value_1[6] = 64'shdcaba6529f4898d3;
    table_value_1[7] = 64'shd7cf98885f2b9d61;
    table_value_1[8] = 64'shd31b8b0baf0f0f0c;
    table_value_1[9] = 64'shce877dda4ef2eb6f;
    table_value_1[10] = 64'shca1770f21ed73038;
    table_value_1[11] = 64'shc5c76450eebbdb28;
    table_value_1[12] = 64'shc19757f4cea0ea0c;
    table_value_1[13] = 64'shbd834bdbbe865ac5;
    table_value_1[14] = 64'shb98b4003ee6c2b42;
    table_value_1[15] = 64'shb5b3346b6e525980;
    table_value_1[16] = 64'shb1f329109e38e38c;
    table_value_1[17] = 64'shae4f1df1ae1fc77e;
    table_value_1[18] = 64'shaac3130d1e07037f;
    table_value_1[19] = 64'sha74f08612dee95c3;
    table_value_1[20] = 64'sha3f2fdec7dd67c88;
    table_value_1[21] = 64'sha0aef3ad7dbeb61d;
    table_value_1[22] = 64'sh9d82e9a2bda740d8;
    table_value_1[23] = 64'sh9a66dfcaed901b1e;
    table_value_1[24] = 64'sh9762d624ad79435c;
    table_value_1[25] = 64'sh9472ccaebd62b80b;
    table_value_1[26] = 64'sh9196c367cd4c77ae;
    table_value_1[27] = 64'sh8ecaba4ead3680d2;
    table_value_1[28] = 64'sh8c12b1622d20d20b;
    table_value_1[29] = 64'sh896ea8a12d0b69fb;
    table_value_1[30] = 64'sh86d6a00aacf64749;
    table_value_1[31] = 64'sh8452979d6ce168a6;
    table_value_1[32] = 64'sh81de8f588ccccccb;
    table_value_1[33] = 64'sh7f76873afcb8727a;
    table_value_1[34] = 64'sh7d1e7f43cca4587d;
    table_value_1[35] = 64'sh7ad67771fc907da3;
    table_value_1[36] = 64'sh789e6fc4ac7ce0c6;
    table_value_1[37] = 64'sh7672683b0c6980c5;
    table_value_1[38] = 64'sh745260d41c565c86;
    table_value_1[39] = 64'sh7242598f2c4372f7;
    table_value_1[40] = 64'sh703a526b5c30c30b;
    table_value_1[41] = 64'sh6e424b67dc1e4bbc;
    table_value_1[42] = 64'sh6c524483fc0c0c0b;
    table_value_1[43] = 64'sh6a723dbeebfa02fd;
    table_value_1[44] = 64'sh689a37180be82fa0;
    table_value_1[45] = 64'sh66ce308e8bd69103;
    table_value_1[46] = 64'sh650a2a21ebc52640;
    table_value_1[47] = 64'sh635623d14bb3ee71;
    table_value_1[48] = 64'sh61a61d9c3ba2e8b9;
    table_value_1[49] = 64'sh60021781fb92143f;
    table_value_1[50] = 64'sh5e661181fb81702d;
    table_value_1[51] = 64'sh5cd60b9bab70fbb5;
    table_value_1[52] = 64'sh5b4e05ce7b60b60a;
    table_value_1[53] = 64'sh59ce0019cb509e68;
    table_value_1[54] = 64'sh5855fa7d2b40b40a;
    table_value_1[55] = 64'sh56e5f4f7fb30f634;
    table_value_1[56] = 64'sh557def89cb21642c;
    table_value_1[57] = 64'sh541dea321b11fd3b;
    table_value_1[58] = 64'sh52c5e4f06b02c0af;
    table_value_1[59] = 64'sh5175dfc43af3addc;
    table_value_1[60] = 64'sh5029daad1ae4c415;
    table_value_1[61] = 64'sh4ee5d5aaaad602b5;
    table_value_1[62] = 64'sh4da9d0bc5ac76917;
    table_value_1[63] = 64'sh4c75cbe1dab8f69d;
    table_value_1[64] = 64'sh4b45c71abaaaaaaa;
    table_value_1[65] = 64'sh4a1dc2668a9c84a4;
    table_value_1[66] = 64'sh48f9bdc4ea8e83f5;
    table_value_1[67] = 64'sh47d9b9358a80a80a;
    table_value_1[68] = 64'sh46c5b4b7ea72f053;
    table_value_1[69] = 64'sh45b1b04bca655c43;
    table_value_1[70] = 64'sh44a5abf0ca57eb4f;
    table_value_1[71] = 64'sh439da7a68a4a9cf1;
    table_value_1[72] = 64'sh429da36cba3d70a3;
    table_value_1[73] = 64'sh41a19f430a3065e3;
    table_value_1[74] = 64'sh40a99b291a237c32;
    table_value_1[75] = 64'sh3fb5971eaa16b312;
    table_value_1[76] = 64'sh3ec993235a0a0a09;
    table_value_1[77] = 64'sh3ddd8f36f9fd809f;
    table_value_1[78] = 64'sh3cf98b5929f1165e;
    table_value_1[79] = 64'sh3c198789a9e4cad2;
    table_value_1[80] = 64'sh3b3d83c839d89d89;
    table_value_1[81] = 64'sh3a65801489cc8e15;
    table_value_1[82] = 64'sh39917c6e59c09c09;
    table_value_1[83] = 64'sh38c178d569b4c6f9;
    table_value_1[84] = 64'sh37f5754979a90e7d;
    table_value_1[85] = 64'sh372d71ca499d722d;
    table_value_1[86] = 64'sh36696e57a991f1a5;
    table_value_1[87] = 64'sh35a56af149868c80;
    table_value_1[88] = 64'sh34e96796f97b425e;
    table_value_1[89] = 64'sh342d6448897012e0;
    table_value_1[90] = 64'sh33796105a964fda6;
    table_value_1[91] = 64'sh32c55dce395a0256;
    table_value_1[92] = 64'sh32155aa2094f2094;
    table_value_1[93] = 64'sh31695780c9445809;
    table_value_1[94] = 64'sh30bd546a5939a85c;
    table_value_1[95] = 64'sh3019515e892f1138;
    table_value_1[96] = 64'sh2f754e5d19249249;
    table_value_1[97] = 64'sh2ed14b65f91a2b3c;
    table_value_1[98] = 64'sh2e354878d90fdbc0;
    table_value_1[99] = 64'sh2d9945959905a386;
    table_value_1[100] = 64'sh2d0142bc18fb823e;
    table_value_1[101] = 64'sh2c6d3fec18f1779d;
    table_value_1[102] = 64'sh2bd93d2578e78356;
    table_value_1[103] = 64'sh2b453a6818dda520;
    table_value_1[104] = 64'sh2ab937b3b8d3dcb0;
    table_value_1[105] = 64'sh2a2d350838ca29c0;
    table_value_1[106] = 64'sh29a5326588c08c08;
    table_value_1[107] = 64'sh291d2fcb68b70344;
    table_value_1[108] = 64'sh28992d39b8ad8f2f;
    table_value_1[109] = 64'sh28152ab058a42f87;
    table_value_1[110] = 64'sh2795282f289ae408;
    table_value_1[111] = 64'sh271525b5f891ac73;
    table_value_1[112] = 64'sh26992344b8888888;
    table_value_1[113] = 64'sh261d20db387f7808;
    table_value_1[114] = 64'sh25a51e7958767ab6;
    table_value_1[115] = 64'sh25311c1ef86d9054;
    table_value_1[116] = 64'sh24bd19cc0864b8a8;
    table_value_1[117] = 64'sh24491780585bf376;
    table_value_1[118] = 64'sh23d9153bc8534085;
    table_value_1[119] = 64'sh236912fe484a9f9c;
    table_value_1[120] = 64'sh22fd10c7b8421084;
    table_value_1[121] = 64'sh22910e97f8399305;
    table_value_1[122] = 64'sh22290c6ee83126e9;
    table_value_1[123] = 64'sh21c10a4c6828cbfc;
    table_value_1[124] = 64'sh2159083078208208;
    table_value_1[125] = 64'sh20f5061ad81848da;
    table_value_1[126] = 64'sh2091040b98102040;
    table_value_1[127] = 64'sh2031020278080808;
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

  wire unused = &{1'b0, upper_0_bits_3[0], product[25:0], curve[23:0], rounded_1[31], upper_0_1_bits_3[0],
      curve_1[14:0], rounded_3[31], upper_0_2_bits_4[0], rounded_4[31],
      unused_fifo_vector_element_number32_depth2056_level, unused_fifo_vector_scalar_number32_depth2_level,
      unused_fifo_vector_element_number32_depth2056_1_level, unused_fifo_vector_scalar_number32_depth2_1_level, 1'b0};
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
