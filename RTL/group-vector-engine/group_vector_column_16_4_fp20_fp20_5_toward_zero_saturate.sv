// group_vector_column_16_4_fp20_fp20_5_toward_zero_saturate: GroupVectorColumn (Units/GroupVectorColumn.swift)
//
//   engine = GroupVectorEngine(inputs: 16, outputs: 4, sum: Units.FloatName.fp20, output: Units.FloatName.fp20, guardBits: 5, rounding: Numerics.Rounding.towardZero, overflow: Numerics.Overflow.saturate)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module group_vector_column_16_4_fp20_fp20_5_toward_zero_saturate (
  input  logic               clock,
  input  logic               moves,
  input  logic               is_half,
  input  logic               is_nan,
  input  logic        [15:0] scale,
  input  logic         [5:0] top,
  input  logic signed [29:0] total,
  output logic        [19:0] product `HWGEN_START(20'ha6b8d)
);
  logic sum_lowest_delayed_0 `HWGEN_START(1'b1), sum_lowest_delayed_1 `HWGEN_START(1'b1);
  logic sum_is_negative_reg `HWGEN_START(1'b1);
  logic [29:0] sum_digits `HWGEN_START(30'h00da6b8d);
  logic [7:0] sum_later_delayed_0 `HWGEN_START(8'h8d);
  logic sum_delayed_0 `HWGEN_START(1'b1), group_specials_delayed_0 `HWGEN_START(1'b1);
  logic group_specials_delayed_1 `HWGEN_START(1'b1), group_specials_delayed_2 `HWGEN_START(1'b1);
  logic group_specials_delayed_0_reg `HWGEN_START(1'b1), group_specials_delayed_1_reg `HWGEN_START(1'b1);
  logic group_specials_delayed_2_reg `HWGEN_START(1'b1), group_specials_delayed_0_reg_1 `HWGEN_START(1'b1);
  logic group_specials_delayed_1_reg_1 `HWGEN_START(1'b1), group_specials_delayed_2_reg_1 `HWGEN_START(1'b1);
  logic [19:0] group `HWGEN_START(20'ha6b8d);
  logic [15:0] scale_delayed_0 `HWGEN_START(16'h6b8d), scale_delayed_1 `HWGEN_START(16'h6b8d);
  logic [15:0] scale_delayed_2 `HWGEN_START(16'h6b8d), scale_reg `HWGEN_START(16'h6b8d);
  logic [28:0] product_later_delayed_0 `HWGEN_START(29'h00da6b8d);
  logic [8:0] product_later_delayed_0_reg `HWGEN_START(9'h18d);
  logic product_later_delayed_0_reg_1 `HWGEN_START(1'b1), product_later_delayed_0_reg_2 `HWGEN_START(1'b1);
  logic product_specials_delayed_0 `HWGEN_START(1'b1), product_specials_delayed_0_reg `HWGEN_START(1'b1);
  logic product_specials_delayed_0_reg_1 `HWGEN_START(1'b1);

  wire signed [29:0] sum_padded = total << 0;
  wire sum_is_negative = sum_padded[29];
  wire [29:0] sum_raised_digits = sum_padded;
  wire [7:0] sum_lowest = sum_lowest_delayed_1 ? 8'd6 : 8'd30;
  wire [7:0] sum_room = sum_lowest + 8'(top);
  wire [29:0] sum_floor = 30'h20000000 >> sum_room;
  wire [29:0] sum_marked = (sum_is_negative ? ~sum_raised_digits : sum_raised_digits) | sum_floor;
  wire [31:0] sum_raised_rest = 32'({sum_marked, 1'b1}) << 1;
  wire sum_raised_is_clear_4 = !(|sum_raised_rest[31:16]);
  wire [15:0] sum_raised_searched_4 = sum_raised_is_clear_4 ? sum_raised_rest[15:0] : sum_raised_rest[31:16];
  wire sum_raised_is_clear_3 = !(|sum_raised_searched_4[15:8]);
  wire [7:0] sum_raised_searched_3 = sum_raised_is_clear_3 ? sum_raised_searched_4[7:0] : sum_raised_searched_4[15:8];
  wire sum_raised_is_clear_2 = !(|sum_raised_searched_3[7:4]);
  wire [3:0] sum_raised_searched_2 = sum_raised_is_clear_2 ? sum_raised_searched_3[3:0] : sum_raised_searched_3[7:4];
  wire sum_raised_is_clear_1 = !(|sum_raised_searched_2[3:2]);
  wire sum_raised_searched_1 = sum_raised_is_clear_1 ? sum_raised_searched_2[1] : sum_raised_searched_2[3];
  wire sum_raised_is_clear_0 = !sum_raised_searched_1;
  wire [29:0] sum_raised_moved_4 = sum_raised_is_clear_4 ? sum_raised_digits << 16 : sum_raised_digits;
  wire [29:0] sum_raised_moved_3 = sum_raised_is_clear_3 ? sum_raised_moved_4 << 8 : sum_raised_moved_4;
  wire [29:0] sum_raised_moved_2 = sum_raised_is_clear_2 ? sum_raised_moved_3 << 4 : sum_raised_moved_3;
  wire [29:0] sum_raised_moved_1 = sum_raised_is_clear_1 ? sum_raised_moved_2 << 2 : sum_raised_moved_2;
  wire [29:0] sum_raised_moved_0 = sum_raised_is_clear_0 ? sum_raised_moved_1 << 1 : sum_raised_moved_1;
  wire [7:0] sum_left = (|sum_raised_digits) ? sum_room - 8'({sum_raised_is_clear_4, sum_raised_is_clear_3,
      sum_raised_is_clear_2, sum_raised_is_clear_1, sum_raised_is_clear_0}) : 8'd0;
  wire [20:0] group_base = {sum_later_delayed_0, 13'd0};
  wire [13:0] sum_upper = sum_digits[29:16];
  wire [13:0] group_up_nearest_bits = sum_is_negative_reg ? ~sum_upper : sum_upper;
  wire sum_rest = |sum_digits[14:0];
  wire group_up_nearest = 1'b0 && (sum_rest || group_up_nearest_bits[0]);
  wire group_sign = 1'b0 ? 1'b0 : sum_delayed_0;
  wire group_up_outwards = group_sign ? 1'b0 : 1'b0;
  wire group_up = group_up_nearest || (group_up_outwards && (sum_digits[15] ^ (sum_is_negative_reg && sum_rest) ||
      sum_rest));
  wire group_carry = group_up || (sum_is_negative_reg && !sum_rest && !sum_digits[15]);
  wire [20:0] group_digits = group_base + 21'(group_up_nearest_bits) + 21'(group_carry);
  wire group_overflows = group_digits > 21'h07dfff;
  wire group_is_beyond = group_overflows || group_specials_delayed_2_reg;
  wire [18:0] group_magnitude = group_is_beyond ? 19'h7dfff : group_digits[18:0];
  wire group_result_sign = group_specials_delayed_2_reg ? group_specials_delayed_2_reg_1 : group_sign;
  wire [19:0] group_finite = {group_result_sign, group_magnitude};
  wire [19:0] group_number = group_specials_delayed_2 ? 20'h7f000 : group_finite;
  wire product_later_delayed_0_reg_1_next = group[19] ^ scale_reg[15];
  wire product_is_subtraction = product_later_delayed_0_reg_1_next ^ product_later_delayed_0_reg_1_next;
  wire [5:0] product_field = group[18:13];
  wire product_is_normal = |product_field;
  wire [4:0] product_field_1 = scale_reg[14:10];
  wire product_is_normal_1 = |product_field_1;
  wire signed [8:0] product_product_exponent = 9'(product_field | 6'(!product_is_normal)) + 9'(product_field_1 |
      5'(!product_is_normal_1)) - 9'sd15;
  wire signed [8:0] product_distance = product_product_exponent - 9'sd1;
  wire product_is_below = product_distance[8];
  wire product_leads = !product_is_below && 1'b1;
  wire [12:0] product_fraction = group[12:0];
  wire [9:0] product_fraction_1 = scale_reg[9:0];
  wire [24:0] product_product_significand = {product_is_normal, product_fraction} * {product_is_normal_1,
      product_fraction_1};
  wire [24:0] product_large = product_leads ? product_product_significand : 25'd0;
  wire [29:0] product_base = {1'b0, product_large, 3'd0, product_is_subtraction};
  wire [25:0] product_lowered = {product_product_significand, 1'b0};
  wire [25:0] product_small = product_leads ? 26'd0 : product_lowered;
  wire [8:0] product_places_operand = product_is_below ? ~product_distance : product_distance;
  wire [4:0] product_places = (|product_places_operand[8:5]) ? 5'd31 : product_places_operand[4:0];
  wire product_moved_falls_0 = product_small[0] && product_places[0];
  wire product_moved_collected_0 = 1'b0 || product_moved_falls_0;
  wire [25:0] product_moved_shifted_0 = product_places[0] ? product_small >> 1 : product_small;
  wire product_moved_falls_1 = (|product_moved_shifted_0[1:0]) && product_places[1];
  wire product_moved_collected_1 = product_moved_collected_0 || product_moved_falls_1;
  wire [25:0] product_moved_shifted_1 = product_places[1] ? product_moved_shifted_0 >> 2 : product_moved_shifted_0;
  wire product_moved_falls_2 = (|product_moved_shifted_1[3:0]) && product_places[2];
  wire product_moved_collected_2 = product_moved_collected_1 || product_moved_falls_2;
  wire [25:0] product_moved_shifted_2 = product_places[2] ? product_moved_shifted_1 >> 4 : product_moved_shifted_1;
  wire product_moved_falls_3 = (|product_moved_shifted_2[7:0]) && product_places[3];
  wire product_moved_collected_3 = product_moved_collected_2 || product_moved_falls_3;
  wire [25:0] product_moved_shifted_3 = product_places[3] ? product_moved_shifted_2 >> 8 : product_moved_shifted_2;
  wire product_moved_falls_4 = (|product_moved_shifted_3[15:0]) && product_places[4];
  wire product_moved_collected_4 = product_moved_collected_3 || product_moved_falls_4;
  wire [25:0] product_moved_shifted_4 = product_places[4] ? product_moved_shifted_3 >> 16 : product_moved_shifted_3;
  wire [26:0] product_moved = {product_moved_shifted_4, product_moved_collected_4};
  wire [28:0] product_padded = 29'(product_moved);
  wire [29:0] product_addend = {product_is_subtraction ? ~product_padded : product_padded, product_is_subtraction};
  wire [29:0] product_sum = product_base + product_addend;
  wire product_specials_delayed_0_reg_lhs = (&product_field) && !(|product_fraction);
  wire product_specials_delayed_0_reg_rhs = (&product_field_1) && !(|product_fraction_1);
  wire product_opposite = (product_specials_delayed_0_reg_lhs && !product_is_normal_1 && !(|product_fraction_1)) ||
      (!product_is_normal && !(|product_fraction) && product_specials_delayed_0_reg_rhs);
  wire [9:0] product_room = 10'(product_later_delayed_0_reg) + 10'd1;
  wire product_negative = product_later_delayed_0_reg_2 && product_later_delayed_0[28];
  wire [28:0] product_floor = 29'h10000000 >> product_room;
  wire [28:0] product_marked = (product_negative ? ~product_later_delayed_0 : product_later_delayed_0) | product_floor;
  wire [31:0] product_raised_rest = 32'({product_marked, 1'b1}) << 2;
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
  wire [9:0] product_left = (|product_later_delayed_0) ? product_room - 10'({product_raised_is_clear_4,
      product_raised_is_clear_3, product_raised_is_clear_2, product_raised_is_clear_1, product_raised_is_clear_0}) :
      10'd0;
  wire [22:0] product_base_1 = {product_left, 13'd0};
  wire [28:0] product_raised_moved_4 = product_raised_is_clear_4 ? product_later_delayed_0 << 16 :
      product_later_delayed_0;
  wire [28:0] product_raised_moved_3 = product_raised_is_clear_3 ? product_raised_moved_4 << 8 : product_raised_moved_4;
  wire [28:0] product_raised_moved_2 = product_raised_is_clear_2 ? product_raised_moved_3 << 4 : product_raised_moved_3;
  wire [28:0] product_raised_moved_1 = product_raised_is_clear_1 ? product_raised_moved_2 << 2 : product_raised_moved_2;
  wire [28:0] product_raised_moved_0 = product_raised_is_clear_0 ? product_raised_moved_1 << 1 : product_raised_moved_1;
  wire [13:0] product_upper = product_raised_moved_0[28:15];
  wire [13:0] product_up_nearest_bits = product_negative ? ~product_upper : product_upper;
  wire product_rest = |product_raised_moved_0[13:0];
  wire product_up_nearest = 1'b0 && (product_rest || product_up_nearest_bits[0]);
  wire product_sign = !(|product_later_delayed_0) && product_later_delayed_0_reg_2 ? 1'b0 :
      product_later_delayed_0_reg_1 ^ product_negative;
  wire product_up_outwards = product_sign ? 1'b0 : 1'b0;
  wire product_up = product_up_nearest || (product_up_outwards && (product_raised_moved_0[14] ^ (product_negative &&
      product_rest) || product_rest));
  wire product_carry = product_up || (product_negative && !product_rest && !product_raised_moved_0[14]);
  wire [22:0] product_digits = product_base_1 + 23'(product_up_nearest_bits) + 23'(product_carry);
  wire product_overflows = product_digits > 23'h07dfff;
  wire product_is_beyond = product_overflows || product_specials_delayed_0_reg;
  wire [18:0] product_magnitude = product_is_beyond ? 19'h7dfff : product_digits[18:0];
  wire product_result_sign = product_specials_delayed_0_reg ? product_specials_delayed_0_reg_1 : product_sign;
  wire [19:0] product_finite = {product_result_sign, product_magnitude};
  wire [19:0] product_number = product_specials_delayed_0 ? 20'h7f000 : product_finite;

  always_ff @(posedge clock) begin
    if (moves) begin
      sum_lowest_delayed_0 <= is_half;
      sum_lowest_delayed_1 <= sum_lowest_delayed_0;
      sum_is_negative_reg <= sum_is_negative;
      sum_digits <= sum_raised_moved_0;
      sum_later_delayed_0 <= sum_left;
      sum_delayed_0 <= sum_is_negative;
      group_specials_delayed_0 <= is_nan;
      group_specials_delayed_1 <= group_specials_delayed_0;
      group_specials_delayed_2 <= group_specials_delayed_1;
      group_specials_delayed_0_reg <= 1'b0;
      group_specials_delayed_1_reg <= group_specials_delayed_0_reg;
      group_specials_delayed_2_reg <= group_specials_delayed_1_reg;
      group_specials_delayed_0_reg_1 <= 1'b0;
      group_specials_delayed_1_reg_1 <= group_specials_delayed_0_reg_1;
      group_specials_delayed_2_reg_1 <= group_specials_delayed_1_reg_1;
      group <= group_number;
      scale_delayed_0 <= scale;
      scale_delayed_1 <= scale_delayed_0;
      scale_delayed_2 <= scale_delayed_1;
      scale_reg <= scale_delayed_2;
      product_later_delayed_0 <= product_sum[29:1];
      product_later_delayed_0_reg <= product_leads ? product_product_exponent : 9'sd1;
      product_later_delayed_0_reg_1 <= product_later_delayed_0_reg_1_next;
      product_later_delayed_0_reg_2 <= product_is_subtraction;
    end
  end

  always_ff @(posedge clock) begin
    if (moves) begin
      product_specials_delayed_0 <= ((&product_field) && (|product_fraction)) || ((&product_field_1) &&
          (|product_fraction_1)) || product_opposite;
      product_specials_delayed_0_reg <= product_specials_delayed_0_reg_lhs || product_specials_delayed_0_reg_rhs;
      product_specials_delayed_0_reg_1 <= product_later_delayed_0_reg_1_next;
      product <= product_number;
    end
  end

  wire unused = &{1'b0, sum_raised_searched_2[0], product_sum[0], product_raised_searched_2[0], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
