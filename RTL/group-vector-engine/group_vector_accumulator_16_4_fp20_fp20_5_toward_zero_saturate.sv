// group_vector_accumulator_16_4_fp20_fp20_5_toward_zero_saturate: GroupVectorAccumulator (Units/GroupVectorColumn.swift)
//
//   engine = GroupVectorEngine(inputs: 16, outputs: 4, sum: Units.FloatName.fp20, output: Units.FloatName.fp20, guardBits: 5, rounding: Numerics.Rounding.towardZero, overflow: Numerics.Overflow.saturate)
module group_vector_accumulator_16_4_fp20_fp20_5_toward_zero_saturate (
  input  logic        is_first,
  input  logic [15:0] addend,
  input  logic [19:0] sum,
  input  logic [19:0] product,
  output logic [19:0] total
);
  wire [4:0] first_number_source_field = addend[14:10];
  wire [9:0] first_number_source_fraction = addend[9:0];
  wire first_number_source_is_normal = |first_number_source_field;
  wire [10:0] first_reduced_shifted = {first_number_source_is_normal, first_number_source_fraction};
  wire [15:0] first_number_zeros_rest = {first_reduced_shifted, 5'd0};
  wire [7:0] first_number_zeros_upper_3 = first_number_zeros_rest[15:8];
  wire first_number_zeros_is_clear_3 = !(|first_number_zeros_upper_3);
  wire [7:0] first_number_zeros_searched_3 = first_number_zeros_is_clear_3 ? first_number_zeros_rest[7:0] :
      first_number_zeros_upper_3;
  wire [3:0] first_number_zeros_upper_2 = first_number_zeros_searched_3[7:4];
  wire first_number_zeros_is_clear_2 = !(|first_number_zeros_upper_2);
  wire [3:0] first_number_zeros_searched_2 = first_number_zeros_is_clear_2 ? first_number_zeros_searched_3[3:0] :
      first_number_zeros_upper_2;
  wire [1:0] first_number_zeros_upper_1 = first_number_zeros_searched_2[3:2];
  wire first_number_zeros_is_clear_1 = !(|first_number_zeros_upper_1);
  wire [1:0] first_number_zeros_searched_1 = first_number_zeros_is_clear_1 ? first_number_zeros_searched_2[1:0] :
      first_number_zeros_upper_1;
  wire first_number_zeros_upper_0 = first_number_zeros_searched_1[1];
  wire first_number_zeros_is_clear_0 = !first_number_zeros_upper_0;
  wire [3:0] first_number_zeros = {first_number_zeros_is_clear_3, first_number_zeros_is_clear_2,
      first_number_zeros_is_clear_1, first_number_zeros_is_clear_0};
  wire signed [8:0] first_exponent = 9'($signed(8'(first_number_source_field | 5'(!first_number_source_is_normal)) -
      8'sd15 - 8'(first_number_zeros))) + 9'sd30;
  wire first_is_small = first_exponent[8];
  wire [8:0] first_field = first_is_small || !(|first_reduced_shifted) ? 9'd0 : first_exponent;
  wire [21:0] first_base = {first_field, 13'd0};
  wire [16:0] first_reduced = 17'(11'(first_reduced_shifted << first_number_zeros)) << 6;
  wire [8:0] first_places_operand = -first_exponent;
  wire [4:0] first_places = first_is_small ? ((|first_places_operand[8:5]) ? 5'd31 : first_places_operand[4:0]) : 5'd0;
  wire first_moved_falls_0 = first_reduced[0] && first_places[0];
  wire first_moved_collected_0 = 1'b0 || first_moved_falls_0;
  wire [16:0] first_moved_shifted_0 = first_places[0] ? first_reduced >> 1 : first_reduced;
  wire first_moved_falls_1 = (|first_moved_shifted_0[1:0]) && first_places[1];
  wire first_moved_collected_1 = first_moved_collected_0 || first_moved_falls_1;
  wire [16:0] first_moved_shifted_1 = first_places[1] ? first_moved_shifted_0 >> 2 : first_moved_shifted_0;
  wire first_moved_falls_2 = (|first_moved_shifted_1[3:0]) && first_places[2];
  wire first_moved_collected_2 = first_moved_collected_1 || first_moved_falls_2;
  wire [16:0] first_moved_shifted_2 = first_places[2] ? first_moved_shifted_1 >> 4 : first_moved_shifted_1;
  wire first_moved_falls_3 = (|first_moved_shifted_2[7:0]) && first_places[3];
  wire first_moved_collected_3 = first_moved_collected_2 || first_moved_falls_3;
  wire [16:0] first_moved_shifted_3 = first_places[3] ? first_moved_shifted_2 >> 8 : first_moved_shifted_2;
  wire first_moved_falls_4 = (|first_moved_shifted_3[15:0]) && first_places[4];
  wire first_moved_collected_4 = first_moved_collected_3 || first_moved_falls_4;
  wire [16:0] first_moved_shifted_4 = first_places[4] ? first_moved_shifted_3 >> 16 : first_moved_shifted_3;
  wire [17:0] first_moved = {first_moved_shifted_4, first_moved_collected_4};
  wire first_up_rhs = |first_moved[2:0];
  wire first_up_nearest = 1'b0 && (first_up_rhs || first_moved[4]);
  wire first_sign = 1'b0 ? 1'b0 : addend[15];
  wire first_up_outwards = first_sign ? 1'b0 : 1'b0;
  wire first_up = first_up_nearest || (first_up_outwards && (first_moved[3] || first_up_rhs));
  wire [21:0] first_digits = first_base + 22'(first_moved[17:4]) + 22'(first_up);
  wire first_overflows = first_digits > 22'h07dfff;
  wire first_result_sign_select = (&first_number_source_field) && !(|first_number_source_fraction);
  wire first_is_beyond = first_overflows || first_result_sign_select;
  wire [18:0] first_magnitude = first_is_beyond ? 19'h7dfff : first_digits[18:0];
  wire first_result_sign = first_result_sign_select ? addend[15] : first_sign;
  wire [19:0] first_finite = {first_result_sign, first_magnitude};
  wire [19:0] first = (&first_number_source_field) && (|first_number_source_fraction) ? 20'h7f000 : first_finite;
  wire [19:0] sum_1 = is_first ? first : sum;
  wire [5:0] total_field = sum_1[18:13];
  wire [12:0] total_fraction = sum_1[12:0];
  wire [5:0] total_field_1 = product[18:13];
  wire [12:0] total_fraction_1 = product[12:0];
  wire total_result_sign_select = (&total_field) && !(|total_fraction);
  wire total_result_sign_rhs = (&total_field_1) && !(|total_fraction_1);
  wire total_opposite = total_result_sign_select && total_result_sign_rhs && sum_1[19] ^ product[19];
  wire total_is_subtraction = sum_1[19] ^ product[19];
  wire total_is_normal = |total_field;
  wire signed [8:0] total_room_then = 9'(total_field | 6'(!total_is_normal));
  wire total_is_normal_1 = |total_field_1;
  wire signed [8:0] total_room_else = 9'(total_field_1 | 6'(!total_is_normal_1));
  wire signed [8:0] total_distance = total_room_then - total_room_else;
  wire total_is_below = total_distance[8];
  wire total_leads = !total_is_below && 1'b1;
  wire [13:0] total_wide = {total_is_normal, total_fraction};
  wire [13:0] total_narrow = {total_is_normal_1, total_fraction_1};
  wire [13:0] total_lifted = total_narrow << 0;
  wire [13:0] total_large = total_leads ? total_wide : total_lifted;
  wire [18:0] total_base = {1'b0, total_large, 3'd0, total_is_subtraction};
  wire [15:0] total_lowered = 16'({total_wide, 1'b0});
  wire [15:0] total_small = total_leads ? {total_lifted, 2'd0} : total_lowered;
  wire [8:0] total_places_operand = total_is_below ? ~total_distance : total_distance;
  wire [4:0] total_places = (|total_places_operand[8:5]) ? 5'd31 : total_places_operand[4:0];
  wire total_moved_falls_0 = total_small[0] && total_places[0];
  wire total_moved_collected_0 = 1'b0 || total_moved_falls_0;
  wire [15:0] total_moved_shifted_0 = total_places[0] ? total_small >> 1 : total_small;
  wire total_moved_falls_1 = (|total_moved_shifted_0[1:0]) && total_places[1];
  wire total_moved_collected_1 = total_moved_collected_0 || total_moved_falls_1;
  wire [15:0] total_moved_shifted_1 = total_places[1] ? total_moved_shifted_0 >> 2 : total_moved_shifted_0;
  wire total_moved_falls_2 = (|total_moved_shifted_1[3:0]) && total_places[2];
  wire total_moved_collected_2 = total_moved_collected_1 || total_moved_falls_2;
  wire [15:0] total_moved_shifted_2 = total_places[2] ? total_moved_shifted_1 >> 4 : total_moved_shifted_1;
  wire total_moved_falls_3 = (|total_moved_shifted_2[7:0]) && total_places[3];
  wire total_moved_collected_3 = total_moved_collected_2 || total_moved_falls_3;
  wire [15:0] total_moved_shifted_3 = total_places[3] ? total_moved_shifted_2 >> 8 : total_moved_shifted_2;
  wire total_moved_falls_4 = (|total_moved_shifted_3) && total_places[4];
  wire total_moved_collected_4 = total_moved_collected_3 || total_moved_falls_4;
  wire [15:0] total_moved_shifted_4 = total_places[4] ? 16'd0 : total_moved_shifted_3;
  wire [16:0] total_moved = {total_moved_shifted_4, total_moved_collected_4};
  wire [17:0] total_padded = 18'(total_moved);
  wire [18:0] total_addend = {total_is_subtraction ? ~total_padded : total_padded, total_is_subtraction};
  wire [18:0] total_sum = total_base + total_addend;
  wire [17:0] total_total = total_sum[18:1];
  wire [9:0] total_room = 10'($unsigned(total_leads ? total_room_then : total_room_else)) + 10'd0;
  wire total_negative = total_is_subtraction && total_total[17];
  wire [17:0] total_floor = 18'h20000 >> total_room;
  wire [17:0] total_marked = (total_negative ? ~total_total : total_total) | total_floor;
  wire [31:0] total_raised_rest = 32'({total_marked, 1'b1}) << 13;
  wire total_raised_is_clear_4 = !(|total_raised_rest[31:16]);
  wire [15:0] total_raised_searched_4 = total_raised_is_clear_4 ? total_raised_rest[15:0] : total_raised_rest[31:16];
  wire total_raised_is_clear_3 = !(|total_raised_searched_4[15:8]);
  wire [7:0] total_raised_searched_3 = total_raised_is_clear_3 ? total_raised_searched_4[7:0] :
      total_raised_searched_4[15:8];
  wire total_raised_is_clear_2 = !(|total_raised_searched_3[7:4]);
  wire [3:0] total_raised_searched_2 = total_raised_is_clear_2 ? total_raised_searched_3[3:0] :
      total_raised_searched_3[7:4];
  wire total_raised_is_clear_1 = !(|total_raised_searched_2[3:2]);
  wire total_raised_searched_1 = total_raised_is_clear_1 ? total_raised_searched_2[1] : total_raised_searched_2[3];
  wire total_raised_is_clear_0 = !total_raised_searched_1;
  wire [9:0] total_left = (|total_total) ? total_room - 10'({total_raised_is_clear_4, total_raised_is_clear_3,
      total_raised_is_clear_2, total_raised_is_clear_1, total_raised_is_clear_0}) : 10'd0;
  wire [22:0] total_base_1 = {total_left, 13'd0};
  wire [17:0] total_raised_moved_4 = total_raised_is_clear_4 ? total_total << 16 : total_total;
  wire [17:0] total_raised_moved_3 = total_raised_is_clear_3 ? total_raised_moved_4 << 8 : total_raised_moved_4;
  wire [17:0] total_raised_moved_2 = total_raised_is_clear_2 ? total_raised_moved_3 << 4 : total_raised_moved_3;
  wire [17:0] total_raised_moved_1 = total_raised_is_clear_1 ? total_raised_moved_2 << 2 : total_raised_moved_2;
  wire [17:0] total_raised_moved_0 = total_raised_is_clear_0 ? total_raised_moved_1 << 1 : total_raised_moved_1;
  wire [13:0] total_upper = total_raised_moved_0[17:4];
  wire [13:0] total_up_nearest_bits = total_negative ? ~total_upper : total_upper;
  wire total_rest = |total_raised_moved_0[2:0];
  wire total_up_nearest = 1'b0 && (total_rest || total_up_nearest_bits[0]);
  wire total_sign = !(|total_total) && total_is_subtraction ? 1'b0 : (total_leads ? sum_1[19] : product[19]) ^
      total_negative;
  wire total_up_outwards = total_sign ? 1'b0 : 1'b0;
  wire total_up = total_up_nearest || (total_up_outwards && (total_raised_moved_0[3] ^ (total_negative && total_rest) ||
      total_rest));
  wire total_carry = total_up || (total_negative && !total_rest && !total_raised_moved_0[3]);
  wire [22:0] total_digits = total_base_1 + 23'(total_up_nearest_bits) + 23'(total_carry);
  wire total_overflows = total_digits > 23'h07dfff;
  wire total_result_sign_select_1 = total_result_sign_select || total_result_sign_rhs;
  wire total_is_beyond = total_overflows || total_result_sign_select_1;
  wire [18:0] total_magnitude = total_is_beyond ? 19'h7dfff : total_digits[18:0];
  wire total_result_sign = total_result_sign_select_1 ? (total_result_sign_select ? sum_1[19] : product[19]) :
      total_sign;
  wire [19:0] total_finite = {total_result_sign, total_magnitude};

  assign total = ((&total_field) && (|total_fraction)) || ((&total_field_1) && (|total_fraction_1)) || total_opposite ?
      20'h7f000 : total_finite;

  wire unused = &{1'b0, first_number_zeros_searched_1[0], total_sum[0], total_raised_searched_2[0], 1'b0};
endmodule
