// hbmpim_element: HBMPIMElement (Units/HBMPIMMac.swift)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module hbmpim_element (
  input  logic        clock,
  input  logic        moves,
  input  logic        adds,
  input  logic        is_first,
  input  logic [15:0] weight,
  input  logic [15:0] activation,
  output logic [15:0] sum `HWGEN_START(16'h6b8d)
);
  logic [25:0] product_later_delayed_0 `HWGEN_START(26'h0da6b8d);
  logic [7:0] product_later_delayed_0_reg `HWGEN_START(8'h8d);
  logic product_later_delayed_0_reg_1 `HWGEN_START(1'b1), product_later_delayed_0_reg_2 `HWGEN_START(1'b1);
  logic product_specials_delayed_0 `HWGEN_START(1'b1), product_specials_delayed_0_reg `HWGEN_START(1'b1);
  logic product_specials_delayed_0_reg_1 `HWGEN_START(1'b1);
  logic [15:0] product `HWGEN_START(16'h6b8d);

  wire product_later_delayed_0_reg_1_next = weight[15] ^ activation[15];
  wire product_is_subtraction = product_later_delayed_0_reg_1_next ^ product_later_delayed_0_reg_1_next;
  wire [4:0] product_field = weight[14:10];
  wire product_is_normal = |product_field;
  wire [4:0] product_field_1 = activation[14:10];
  wire product_is_normal_1 = |product_field_1;
  wire signed [7:0] product_product_exponent = 8'(product_field | 5'(!product_is_normal)) + 8'(product_field_1 |
      5'(!product_is_normal_1)) - 8'sd15;
  wire signed [7:0] product_distance = product_product_exponent - 8'sd1;
  wire product_is_below = product_distance[7];
  wire product_leads = !product_is_below && 1'b1;
  wire [9:0] product_fraction = weight[9:0];
  wire [9:0] product_fraction_1 = activation[9:0];
  wire [21:0] product_product_significand = {product_is_normal, product_fraction} * {product_is_normal_1,
      product_fraction_1};
  wire [21:0] product_large = product_leads ? product_product_significand : 22'd0;
  wire [26:0] product_base = {1'b0, product_large, 3'd0, product_is_subtraction};
  wire [22:0] product_lowered = {product_product_significand, 1'b0};
  wire [22:0] product_small = product_leads ? 23'd0 : product_lowered;
  wire [7:0] product_places_operand = product_is_below ? ~product_distance : product_distance;
  wire [4:0] product_places = (|product_places_operand[7:5]) ? 5'd31 : product_places_operand[4:0];
  wire product_moved_falls_0 = product_small[0] && product_places[0];
  wire product_moved_collected_0 = 1'b0 || product_moved_falls_0;
  wire [22:0] product_moved_shifted_0 = product_places[0] ? product_small >> 1 : product_small;
  wire product_moved_falls_1 = (|product_moved_shifted_0[1:0]) && product_places[1];
  wire product_moved_collected_1 = product_moved_collected_0 || product_moved_falls_1;
  wire [22:0] product_moved_shifted_1 = product_places[1] ? product_moved_shifted_0 >> 2 : product_moved_shifted_0;
  wire product_moved_falls_2 = (|product_moved_shifted_1[3:0]) && product_places[2];
  wire product_moved_collected_2 = product_moved_collected_1 || product_moved_falls_2;
  wire [22:0] product_moved_shifted_2 = product_places[2] ? product_moved_shifted_1 >> 4 : product_moved_shifted_1;
  wire product_moved_falls_3 = (|product_moved_shifted_2[7:0]) && product_places[3];
  wire product_moved_collected_3 = product_moved_collected_2 || product_moved_falls_3;
  wire [22:0] product_moved_shifted_3 = product_places[3] ? product_moved_shifted_2 >> 8 : product_moved_shifted_2;
  wire product_moved_falls_4 = (|product_moved_shifted_3[15:0]) && product_places[4];
  wire product_moved_collected_4 = product_moved_collected_3 || product_moved_falls_4;
  wire [22:0] product_moved_shifted_4 = product_places[4] ? product_moved_shifted_3 >> 16 : product_moved_shifted_3;
  wire [23:0] product_moved = {product_moved_shifted_4, product_moved_collected_4};
  wire [25:0] product_padded = 26'(product_moved);
  wire [26:0] product_addend = {product_is_subtraction ? ~product_padded : product_padded, product_is_subtraction};
  wire [26:0] product_sum = product_base + product_addend;
  wire product_specials_delayed_0_reg_lhs = (&product_field) && !(|product_fraction);
  wire product_specials_delayed_0_reg_rhs = (&product_field_1) && !(|product_fraction_1);
  wire product_opposite = (product_specials_delayed_0_reg_lhs && !product_is_normal_1 && !(|product_fraction_1)) ||
      (!product_is_normal && !(|product_fraction) && product_specials_delayed_0_reg_rhs);
  wire [8:0] product_room = 9'(product_later_delayed_0_reg) + 9'd1;
  wire product_negative = product_later_delayed_0_reg_2 && product_later_delayed_0[25];
  wire [25:0] product_floor = 26'h2000000 >> product_room;
  wire [25:0] product_marked = (product_negative ? ~product_later_delayed_0 : product_later_delayed_0) | product_floor;
  wire [31:0] product_raised_rest = 32'({product_marked, 1'b1}) << 5;
  wire product_raised_is_clear_4 = !(|product_raised_rest[31:16]);
  wire [15:0] product_raised_searched_4 = product_raised_is_clear_4 ? product_raised_rest[15:0] :
      product_raised_rest[31:16];
  wire product_raised_is_clear_3 = !(|product_raised_searched_4[15:8]);
  wire [7:0] product_raised_searched_3 = product_raised_is_clear_3 ? product_raised_searched_4[7:0] :
      product_raised_searched_4[15:8];
  wire product_raised_is_clear_2 = !(|product_raised_searched_3[7:4]);
  wire [3:0] product_raised_searched_2 = product_raised_is_clear_2 ? product_raised_searched_3[3:0] :
      product_raised_searched_3[7:4];
  wire product_raised_is_clear_1 = !(|product_raised_searched_2[3:2]);
  wire product_raised_searched_1 = product_raised_is_clear_1 ? product_raised_searched_2[1] :
      product_raised_searched_2[3];
  wire product_raised_is_clear_0 = !product_raised_searched_1;
  wire [8:0] product_left = (|product_later_delayed_0) ? product_room - 9'({product_raised_is_clear_4,
      product_raised_is_clear_3, product_raised_is_clear_2, product_raised_is_clear_1, product_raised_is_clear_0}) :
      9'd0;
  wire [18:0] product_base_1 = {product_left, 10'd0};
  wire [25:0] product_raised_moved_4 = product_raised_is_clear_4 ? product_later_delayed_0 << 16 :
      product_later_delayed_0;
  wire [25:0] product_raised_moved_3 = product_raised_is_clear_3 ? product_raised_moved_4 << 8 : product_raised_moved_4;
  wire [25:0] product_raised_moved_2 = product_raised_is_clear_2 ? product_raised_moved_3 << 4 : product_raised_moved_3;
  wire [25:0] product_raised_moved_1 = product_raised_is_clear_1 ? product_raised_moved_2 << 2 : product_raised_moved_2;
  wire [25:0] product_raised_moved_0 = product_raised_is_clear_0 ? product_raised_moved_1 << 1 : product_raised_moved_1;
  wire [10:0] product_upper = product_raised_moved_0[25:15];
  wire [10:0] product_up_nearest_bits = product_negative ? ~product_upper : product_upper;
  wire product_rest = |product_raised_moved_0[13:0];
  wire product_up_lhs = product_raised_moved_0[14] ^ (product_negative && product_rest);
  wire product_up_nearest = product_up_lhs && (product_rest || product_up_nearest_bits[0]);
  wire product_sign = !(|product_later_delayed_0) && product_later_delayed_0_reg_2 ? 1'b0 :
      product_later_delayed_0_reg_1 ^ product_negative;
  wire product_up_outwards = product_sign ? 1'b0 : 1'b0;
  wire product_up = product_up_nearest || (product_up_outwards && (product_up_lhs || product_rest));
  wire product_carry = product_up || (product_negative && !product_rest && !product_raised_moved_0[14]);
  wire [18:0] product_digits = product_base_1 + 19'(product_up_nearest_bits) + 19'(product_carry);
  wire product_overflows = product_digits > 19'h07bff;
  wire product_is_beyond = product_overflows || product_specials_delayed_0_reg;
  wire [14:0] product_magnitude = product_is_beyond ? 15'h7c00 : product_digits[14:0];
  wire product_result_sign = product_specials_delayed_0_reg ? product_specials_delayed_0_reg_1 : product_sign;
  wire [15:0] product_finite = {product_result_sign, product_magnitude};
  wire [15:0] product_number = product_specials_delayed_0 ? 16'h7e00 : product_finite;
  wire [4:0] total_field = sum[14:10];
  wire [9:0] total_fraction = sum[9:0];
  wire [4:0] total_field_1 = product[14:10];
  wire [9:0] total_fraction_1 = product[9:0];
  wire total_result_sign_select = (&total_field) && !(|total_fraction);
  wire total_result_sign_rhs = (&total_field_1) && !(|total_fraction_1);
  wire total_opposite = total_result_sign_select && total_result_sign_rhs && sum[15] ^ product[15];
  wire total_is_subtraction = sum[15] ^ product[15];
  wire total_is_normal = |total_field;
  wire signed [7:0] total_room_then = 8'(total_field | 5'(!total_is_normal));
  wire total_is_normal_1 = |total_field_1;
  wire signed [7:0] total_room_else = 8'(total_field_1 | 5'(!total_is_normal_1));
  wire signed [7:0] total_distance = total_room_then - total_room_else;
  wire total_is_below = total_distance[7];
  wire total_leads = !total_is_below && 1'b1;
  wire [10:0] total_wide = {total_is_normal, total_fraction};
  wire [10:0] total_narrow = {total_is_normal_1, total_fraction_1};
  wire [10:0] total_lifted = total_narrow << 0;
  wire [10:0] total_large = total_leads ? total_wide : total_lifted;
  wire [15:0] total_base = {1'b0, total_large, 3'd0, total_is_subtraction};
  wire [12:0] total_lowered = 13'({total_wide, 1'b0});
  wire [12:0] total_small = total_leads ? {total_lifted, 2'd0} : total_lowered;
  wire [7:0] total_places_operand = total_is_below ? ~total_distance : total_distance;
  wire [3:0] total_places = (|total_places_operand[7:4]) ? 4'd15 : total_places_operand[3:0];
  wire total_moved_falls_0 = total_small[0] && total_places[0];
  wire total_moved_collected_0 = 1'b0 || total_moved_falls_0;
  wire [12:0] total_moved_shifted_0 = total_places[0] ? total_small >> 1 : total_small;
  wire total_moved_falls_1 = (|total_moved_shifted_0[1:0]) && total_places[1];
  wire total_moved_collected_1 = total_moved_collected_0 || total_moved_falls_1;
  wire [12:0] total_moved_shifted_1 = total_places[1] ? total_moved_shifted_0 >> 2 : total_moved_shifted_0;
  wire total_moved_falls_2 = (|total_moved_shifted_1[3:0]) && total_places[2];
  wire total_moved_collected_2 = total_moved_collected_1 || total_moved_falls_2;
  wire [12:0] total_moved_shifted_2 = total_places[2] ? total_moved_shifted_1 >> 4 : total_moved_shifted_1;
  wire total_moved_falls_3 = (|total_moved_shifted_2[7:0]) && total_places[3];
  wire total_moved_collected_3 = total_moved_collected_2 || total_moved_falls_3;
  wire [12:0] total_moved_shifted_3 = total_places[3] ? total_moved_shifted_2 >> 8 : total_moved_shifted_2;
  wire [13:0] total_moved = {total_moved_shifted_3, total_moved_collected_3};
  wire [14:0] total_padded = 15'(total_moved);
  wire [15:0] total_addend = {total_is_subtraction ? ~total_padded : total_padded, total_is_subtraction};
  wire [15:0] total_sum = total_base + total_addend;
  wire [14:0] total_total = total_sum[15:1];
  wire [8:0] total_room = 9'($unsigned(total_leads ? total_room_then : total_room_else)) + 9'd0;
  wire total_negative = total_is_subtraction && total_total[14];
  wire [14:0] total_floor = 15'h4000 >> total_room;
  wire [14:0] total_marked = (total_negative ? ~total_total : total_total) | total_floor;
  wire [15:0] total_raised_rest = {total_marked, 1'b1} << 0;
  wire total_raised_is_clear_3 = !(|total_raised_rest[15:8]);
  wire [7:0] total_raised_searched_3 = total_raised_is_clear_3 ? total_raised_rest[7:0] : total_raised_rest[15:8];
  wire total_raised_is_clear_2 = !(|total_raised_searched_3[7:4]);
  wire [3:0] total_raised_searched_2 = total_raised_is_clear_2 ? total_raised_searched_3[3:0] :
      total_raised_searched_3[7:4];
  wire total_raised_is_clear_1 = !(|total_raised_searched_2[3:2]);
  wire total_raised_searched_1 = total_raised_is_clear_1 ? total_raised_searched_2[1] : total_raised_searched_2[3];
  wire total_raised_is_clear_0 = !total_raised_searched_1;
  wire [8:0] total_left = (|total_total) ? total_room - 9'({total_raised_is_clear_3, total_raised_is_clear_2,
      total_raised_is_clear_1, total_raised_is_clear_0}) : 9'd0;
  wire [18:0] total_base_1 = {total_left, 10'd0};
  wire [14:0] total_raised_moved_3 = total_raised_is_clear_3 ? total_total << 8 : total_total;
  wire [14:0] total_raised_moved_2 = total_raised_is_clear_2 ? total_raised_moved_3 << 4 : total_raised_moved_3;
  wire [14:0] total_raised_moved_1 = total_raised_is_clear_1 ? total_raised_moved_2 << 2 : total_raised_moved_2;
  wire [14:0] total_raised_moved_0 = total_raised_is_clear_0 ? total_raised_moved_1 << 1 : total_raised_moved_1;
  wire [10:0] total_upper = total_raised_moved_0[14:4];
  wire [10:0] total_up_nearest_bits = total_negative ? ~total_upper : total_upper;
  wire total_rest = |total_raised_moved_0[2:0];
  wire total_up_lhs = total_raised_moved_0[3] ^ (total_negative && total_rest);
  wire total_up_nearest = total_up_lhs && (total_rest || total_up_nearest_bits[0]);
  wire total_sign = !(|total_total) && total_is_subtraction ? 1'b0 : (total_leads ? sum[15] : product[15]) ^
      total_negative;
  wire total_up_outwards = total_sign ? 1'b0 : 1'b0;
  wire total_up = total_up_nearest || (total_up_outwards && (total_up_lhs || total_rest));
  wire total_carry = total_up || (total_negative && !total_rest && !total_raised_moved_0[3]);
  wire [18:0] total_digits = total_base_1 + 19'(total_up_nearest_bits) + 19'(total_carry);
  wire total_overflows = total_digits > 19'h07bff;
  wire total_result_sign_select_1 = total_result_sign_select || total_result_sign_rhs;
  wire total_is_beyond = total_overflows || total_result_sign_select_1;
  wire [14:0] total_magnitude = total_is_beyond ? 15'h7c00 : total_digits[14:0];
  wire total_result_sign = total_result_sign_select_1 ? (total_result_sign_select ? sum[15] : product[15]) : total_sign;
  wire [15:0] total_finite = {total_result_sign, total_magnitude};
  wire [15:0] total = ((&total_field) && (|total_fraction)) || ((&total_field_1) && (|total_fraction_1)) ||
      total_opposite ? 16'h7e00 : total_finite;

  always_ff @(posedge clock) begin
    if (moves) begin
      product_later_delayed_0 <= product_sum[26:1];
      product_later_delayed_0_reg <= product_leads ? product_product_exponent : 8'sd1;
      product_later_delayed_0_reg_1 <= product_later_delayed_0_reg_1_next;
      product_later_delayed_0_reg_2 <= product_is_subtraction;
      product_specials_delayed_0 <= ((&product_field) && (|product_fraction)) || ((&product_field_1) &&
          (|product_fraction_1)) || product_opposite;
      product_specials_delayed_0_reg <= product_specials_delayed_0_reg_lhs || product_specials_delayed_0_reg_rhs;
      product_specials_delayed_0_reg_1 <= product_later_delayed_0_reg_1_next;
      product <= product_number;
    end
  end

  always_ff @(posedge clock) begin
    if (adds)
      sum <= is_first ? product : total;
  end

  wire unused = &{1'b0, product_sum[0], product_raised_searched_2[0], total_sum[0], total_raised_searched_2[0], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
