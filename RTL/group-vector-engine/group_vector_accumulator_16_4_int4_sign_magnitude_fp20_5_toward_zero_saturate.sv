// group_vector_accumulator_16_4_int4_sign_magnitude_fp20_5_toward_zero_saturate: GroupVectorAccumulator (Units/GroupVectorColumn.swift)
//
//   engine = GroupVectorEngine(inputs: 16, outputs: 4, weights: Units.FactorName.int4SignMagnitude, sum: Units.FloatName.fp20, guardBits: 5, rounding: Numerics.Rounding.towardZero, overflow: Numerics.Overflow.saturate)
module group_vector_accumulator_16_4_int4_sign_magnitude_fp20_5_toward_zero_saturate (
  input  logic        is_first,
  input  logic [19:0] sum,
  input  logic [19:0] product,
  output logic [19:0] total
);
  wire [5:0] sum_field = sum[18:13];
  wire [12:0] sum_fraction = sum[12:0];
  wire [5:0] sum_field_1 = product[18:13];
  wire [12:0] sum_fraction_1 = product[12:0];
  wire sum_result_sign_select = (&sum_field) && !(|sum_fraction);
  wire sum_result_sign_rhs = (&sum_field_1) && !(|sum_fraction_1);
  wire sum_opposite = sum_result_sign_select && sum_result_sign_rhs && sum[19] ^ product[19];
  wire sum_is_subtraction = sum[19] ^ product[19];
  wire sum_is_normal = |sum_field;
  wire signed [8:0] sum_room_then = 9'(sum_field | 6'(!sum_is_normal));
  wire sum_is_normal_1 = |sum_field_1;
  wire signed [8:0] sum_room_else = 9'(sum_field_1 | 6'(!sum_is_normal_1));
  wire signed [8:0] sum_distance = sum_room_then - sum_room_else;
  wire sum_is_below = sum_distance[8];
  wire sum_leads = !sum_is_below && 1'b1;
  wire [13:0] sum_wide = {sum_is_normal, sum_fraction};
  wire [13:0] sum_narrow = {sum_is_normal_1, sum_fraction_1};
  wire [13:0] sum_lifted = sum_narrow << 0;
  wire [13:0] sum_large = sum_leads ? sum_wide : sum_lifted;
  wire [18:0] sum_base = {1'b0, sum_large, 3'd0, sum_is_subtraction};
  wire [15:0] sum_lowered = 16'({sum_wide, 1'b0});
  wire [15:0] sum_small = sum_leads ? {sum_lifted, 2'd0} : sum_lowered;
  wire [8:0] sum_places_operand = sum_is_below ? ~sum_distance : sum_distance;
  wire [4:0] sum_places = (|sum_places_operand[8:5]) ? 5'd31 : sum_places_operand[4:0];
  wire sum_moved_falls_0 = sum_small[0] && sum_places[0];
  wire sum_moved_collected_0 = 1'b0 || sum_moved_falls_0;
  wire [15:0] sum_moved_shifted_0 = sum_places[0] ? sum_small >> 1 : sum_small;
  wire sum_moved_falls_1 = (|sum_moved_shifted_0[1:0]) && sum_places[1];
  wire sum_moved_collected_1 = sum_moved_collected_0 || sum_moved_falls_1;
  wire [15:0] sum_moved_shifted_1 = sum_places[1] ? sum_moved_shifted_0 >> 2 : sum_moved_shifted_0;
  wire sum_moved_falls_2 = (|sum_moved_shifted_1[3:0]) && sum_places[2];
  wire sum_moved_collected_2 = sum_moved_collected_1 || sum_moved_falls_2;
  wire [15:0] sum_moved_shifted_2 = sum_places[2] ? sum_moved_shifted_1 >> 4 : sum_moved_shifted_1;
  wire sum_moved_falls_3 = (|sum_moved_shifted_2[7:0]) && sum_places[3];
  wire sum_moved_collected_3 = sum_moved_collected_2 || sum_moved_falls_3;
  wire [15:0] sum_moved_shifted_3 = sum_places[3] ? sum_moved_shifted_2 >> 8 : sum_moved_shifted_2;
  wire sum_moved_falls_4 = (|sum_moved_shifted_3) && sum_places[4];
  wire sum_moved_collected_4 = sum_moved_collected_3 || sum_moved_falls_4;
  wire [15:0] sum_moved_shifted_4 = sum_places[4] ? 16'd0 : sum_moved_shifted_3;
  wire [16:0] sum_moved = {sum_moved_shifted_4, sum_moved_collected_4};
  wire [17:0] sum_padded = 18'(sum_moved);
  wire [18:0] sum_addend = {sum_is_subtraction ? ~sum_padded : sum_padded, sum_is_subtraction};
  wire [18:0] sum_sum = sum_base + sum_addend;
  wire [17:0] sum_total = sum_sum[18:1];
  wire [9:0] sum_room = 10'($unsigned(sum_leads ? sum_room_then : sum_room_else)) + 10'd0;
  wire sum_negative = sum_is_subtraction && sum_total[17];
  wire [17:0] sum_floor = 18'h20000 >> sum_room;
  wire [17:0] sum_marked = (sum_negative ? ~sum_total : sum_total) | sum_floor;
  wire [31:0] sum_raised_rest = 32'({sum_marked, 1'b1}) << 13;
  wire sum_raised_is_clear_4 = !(|sum_raised_rest[31:16]);
  wire [15:0] sum_raised_searched_4 = sum_raised_is_clear_4 ? sum_raised_rest[15:0] : sum_raised_rest[31:16];
  wire sum_raised_is_clear_3 = !(|sum_raised_searched_4[15:8]);
  wire [7:0] sum_raised_searched_3 = sum_raised_is_clear_3 ? sum_raised_searched_4[7:0] : sum_raised_searched_4[15:8];
  wire sum_raised_is_clear_2 = !(|sum_raised_searched_3[7:4]);
  wire [3:0] sum_raised_searched_2 = sum_raised_is_clear_2 ? sum_raised_searched_3[3:0] : sum_raised_searched_3[7:4];
  wire sum_raised_is_clear_1 = !(|sum_raised_searched_2[3:2]);
  wire sum_raised_searched_1 = sum_raised_is_clear_1 ? sum_raised_searched_2[1] : sum_raised_searched_2[3];
  wire sum_raised_is_clear_0 = !sum_raised_searched_1;
  wire [9:0] sum_left = (|sum_total) ? sum_room - 10'({sum_raised_is_clear_4, sum_raised_is_clear_3,
      sum_raised_is_clear_2, sum_raised_is_clear_1, sum_raised_is_clear_0}) : 10'd0;
  wire [22:0] sum_base_1 = {sum_left, 13'd0};
  wire [17:0] sum_raised_moved_4 = sum_raised_is_clear_4 ? sum_total << 16 : sum_total;
  wire [17:0] sum_raised_moved_3 = sum_raised_is_clear_3 ? sum_raised_moved_4 << 8 : sum_raised_moved_4;
  wire [17:0] sum_raised_moved_2 = sum_raised_is_clear_2 ? sum_raised_moved_3 << 4 : sum_raised_moved_3;
  wire [17:0] sum_raised_moved_1 = sum_raised_is_clear_1 ? sum_raised_moved_2 << 2 : sum_raised_moved_2;
  wire [17:0] sum_raised_moved_0 = sum_raised_is_clear_0 ? sum_raised_moved_1 << 1 : sum_raised_moved_1;
  wire [13:0] sum_upper = sum_raised_moved_0[17:4];
  wire [13:0] sum_up_nearest_bits = sum_negative ? ~sum_upper : sum_upper;
  wire sum_rest = |sum_raised_moved_0[2:0];
  wire sum_up_nearest = 1'b0 && (sum_rest || sum_up_nearest_bits[0]);
  wire sum_sign = !(|sum_total) && sum_is_subtraction ? 1'b0 : (sum_leads ? sum[19] : product[19]) ^ sum_negative;
  wire sum_up_outwards = sum_sign ? 1'b0 : 1'b0;
  wire sum_up = sum_up_nearest || (sum_up_outwards && (sum_raised_moved_0[3] ^ (sum_negative && sum_rest) || sum_rest));
  wire sum_carry = sum_up || (sum_negative && !sum_rest && !sum_raised_moved_0[3]);
  wire [22:0] sum_digits = sum_base_1 + 23'(sum_up_nearest_bits) + 23'(sum_carry);
  wire sum_overflows = sum_digits > 23'h07dfff;
  wire sum_result_sign_select_1 = sum_result_sign_select || sum_result_sign_rhs;
  wire sum_is_beyond = sum_overflows || sum_result_sign_select_1;
  wire [18:0] sum_magnitude = sum_is_beyond ? 19'h7dfff : sum_digits[18:0];
  wire sum_result_sign = sum_result_sign_select_1 ? (sum_result_sign_select ? sum[19] : product[19]) : sum_sign;
  wire [19:0] sum_finite = {sum_result_sign, sum_magnitude};
  wire [19:0] sum_number = ((&sum_field) && (|sum_fraction)) || ((&sum_field_1) && (|sum_fraction_1)) || sum_opposite ?
      20'h7f000 : sum_finite;

  assign total = is_first ? product : sum_number;

  wire unused = &{1'b0, sum_sum[0], sum_raised_searched_2[0], 1'b0};
endmodule
