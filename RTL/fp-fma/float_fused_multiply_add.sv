// float_fused_multiply_add: FloatFusedMultiplyAdd (Units/FloatFusedMultiplyAdd.swift)
//
// A product of two floating-point numbers plus a third, rounded once.
//
//   format   = fp16
//   rounding = nearest-even
//   overflow = special
//   flags    = false
//   stages   = 1
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module float_fused_multiply_add (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [15:0] operands_a,
  input  logic [15:0] operands_b,
  input  logic [15:0] operands_c,
  output logic        result_valid,
  input  logic        result_ready,
  output logic [15:0] result_number `HWGEN_START(16'h6b8d)
);
  wire [4:0] results_multiply_add_field = operands_a[14:10];
  wire [9:0] results_multiply_add_fraction = operands_a[9:0];
  wire results_multiply_add_opposite_operand = (&results_multiply_add_field) && (|results_multiply_add_fraction);
  wire [4:0] results_multiply_add_field_1 = operands_b[14:10];
  wire [9:0] results_multiply_add_fraction_1 = operands_b[9:0];
  wire results_multiply_add_opposite_operand_1 = (&results_multiply_add_field_1) && (|results_multiply_add_fraction_1);
  wire [4:0] results_multiply_add_field_2 = operands_c[14:10];
  wire [9:0] results_multiply_add_fraction_2 = operands_c[9:0];
  wire results_multiply_add_is_product_infinite_lhs = (&results_multiply_add_field) &&
      !(|results_multiply_add_fraction);
  wire results_multiply_add_is_normal_1 = |results_multiply_add_field_1;
  wire results_multiply_add_leads_rhs = !results_multiply_add_is_normal_1 && !(|results_multiply_add_fraction_1);
  wire results_multiply_add_is_normal = |results_multiply_add_field;
  wire results_multiply_add_leads_lhs = !results_multiply_add_is_normal && !(|results_multiply_add_fraction);
  wire results_multiply_add_is_product_infinite_rhs = (&results_multiply_add_field_1) &&
      !(|results_multiply_add_fraction_1);
  wire results_multiply_add_undefined = (results_multiply_add_is_product_infinite_lhs && results_multiply_add_leads_rhs)
      || (results_multiply_add_leads_lhs && results_multiply_add_is_product_infinite_rhs);
  wire results_multiply_add_is_product_infinite = results_multiply_add_is_product_infinite_lhs ||
      results_multiply_add_is_product_infinite_rhs;
  wire results_multiply_add_result_sign_rhs = (&results_multiply_add_field_2) && !(|results_multiply_add_fraction_2);
  wire results_multiply_add_result_sign_then = operands_a[15] ^ operands_b[15];
  wire results_multiply_add_opposite = results_multiply_add_is_product_infinite && results_multiply_add_result_sign_rhs
      && results_multiply_add_result_sign_then ^ operands_c[15] && !results_multiply_add_opposite_operand &&
      !results_multiply_add_opposite_operand_1;
  wire results_multiply_add_is_subtraction = results_multiply_add_result_sign_then ^ operands_c[15];
  wire signed [7:0] results_multiply_add_product_exponent = 8'(results_multiply_add_field |
      5'(!results_multiply_add_is_normal)) + 8'(results_multiply_add_field_1 | 5'(!results_multiply_add_is_normal_1)) -
      8'sd15;
  wire results_multiply_add_is_normal_2 = |results_multiply_add_field_2;
  wire signed [7:0] results_multiply_add_room_else = 8'(results_multiply_add_field_2 |
      5'(!results_multiply_add_is_normal_2));
  wire signed [7:0] results_multiply_add_distance = results_multiply_add_product_exponent -
      results_multiply_add_room_else;
  wire results_multiply_add_is_below = results_multiply_add_distance[7];
  wire results_multiply_add_leads = !results_multiply_add_is_below && !(results_multiply_add_leads_lhs ||
      results_multiply_add_leads_rhs);
  wire [21:0] results_multiply_add_product_significand = {results_multiply_add_is_normal, results_multiply_add_fraction}
      * {results_multiply_add_is_normal_1, results_multiply_add_fraction_1};
  wire [10:0] results_multiply_add_narrow = {results_multiply_add_is_normal_2, results_multiply_add_fraction_2};
  wire [20:0] results_multiply_add_lifted = 21'(results_multiply_add_narrow) << 10;
  wire [21:0] results_multiply_add_large = results_multiply_add_leads ? results_multiply_add_product_significand :
      22'(results_multiply_add_lifted);
  wire [26:0] results_multiply_add_base = {1'b0, results_multiply_add_large, 3'd0, results_multiply_add_is_subtraction};
  wire [22:0] results_multiply_add_lowered = {results_multiply_add_product_significand, 1'b0};
  wire [22:0] results_multiply_add_small = results_multiply_add_leads ? {results_multiply_add_lifted, 2'd0} :
      results_multiply_add_lowered;
  wire [7:0] results_multiply_add_places_operand = results_multiply_add_is_below ? ~results_multiply_add_distance :
      results_multiply_add_distance;
  wire [4:0] results_multiply_add_places = (|results_multiply_add_places_operand[7:5]) ? 5'd31 :
      results_multiply_add_places_operand[4:0];
  wire results_multiply_add_moved_falls_0 = results_multiply_add_small[0] && results_multiply_add_places[0];
  wire results_multiply_add_moved_collected_0 = 1'b0 || results_multiply_add_moved_falls_0;
  wire [22:0] results_multiply_add_moved_shifted_0 = results_multiply_add_places[0] ? results_multiply_add_small >> 1 :
      results_multiply_add_small;
  wire results_multiply_add_moved_falls_1 = (|results_multiply_add_moved_shifted_0[1:0]) &&
      results_multiply_add_places[1];
  wire results_multiply_add_moved_collected_1 = results_multiply_add_moved_collected_0 ||
      results_multiply_add_moved_falls_1;
  wire [22:0] results_multiply_add_moved_shifted_1 = results_multiply_add_places[1] ?
      results_multiply_add_moved_shifted_0 >> 2 : results_multiply_add_moved_shifted_0;
  wire results_multiply_add_moved_falls_2 = (|results_multiply_add_moved_shifted_1[3:0]) &&
      results_multiply_add_places[2];
  wire results_multiply_add_moved_collected_2 = results_multiply_add_moved_collected_1 ||
      results_multiply_add_moved_falls_2;
  wire [22:0] results_multiply_add_moved_shifted_2 = results_multiply_add_places[2] ?
      results_multiply_add_moved_shifted_1 >> 4 : results_multiply_add_moved_shifted_1;
  wire results_multiply_add_moved_falls_3 = (|results_multiply_add_moved_shifted_2[7:0]) &&
      results_multiply_add_places[3];
  wire results_multiply_add_moved_collected_3 = results_multiply_add_moved_collected_2 ||
      results_multiply_add_moved_falls_3;
  wire [22:0] results_multiply_add_moved_shifted_3 = results_multiply_add_places[3] ?
      results_multiply_add_moved_shifted_2 >> 8 : results_multiply_add_moved_shifted_2;
  wire results_multiply_add_moved_falls_4 = (|results_multiply_add_moved_shifted_3[15:0]) &&
      results_multiply_add_places[4];
  wire results_multiply_add_moved_collected_4 = results_multiply_add_moved_collected_3 ||
      results_multiply_add_moved_falls_4;
  wire [22:0] results_multiply_add_moved_shifted_4 = results_multiply_add_places[4] ?
      results_multiply_add_moved_shifted_3 >> 16 : results_multiply_add_moved_shifted_3;
  wire [23:0] results_multiply_add_moved = {results_multiply_add_moved_shifted_4,
      results_multiply_add_moved_collected_4};
  wire [25:0] results_multiply_add_padded = 26'(results_multiply_add_moved);
  wire [26:0] results_multiply_add_addend = {results_multiply_add_is_subtraction ? ~results_multiply_add_padded :
      results_multiply_add_padded, results_multiply_add_is_subtraction};
  wire [26:0] results_multiply_add_sum = results_multiply_add_base + results_multiply_add_addend;
  wire [25:0] results_multiply_add_total = results_multiply_add_sum[26:1];
  wire [8:0] results_multiply_add_room = 9'($unsigned(results_multiply_add_leads ? results_multiply_add_product_exponent
      : results_multiply_add_room_else)) + 9'd1;
  wire results_multiply_add_negative = results_multiply_add_is_subtraction && results_multiply_add_total[25];
  wire [25:0] results_multiply_add_floor = 26'h2000000 >> results_multiply_add_room;
  wire [25:0] results_multiply_add_marked = (results_multiply_add_negative ? ~results_multiply_add_total :
      results_multiply_add_total) | results_multiply_add_floor;
  wire [31:0] results_multiply_add_raised_rest = 32'({results_multiply_add_marked, 1'b1}) << 5;
  wire results_multiply_add_raised_is_clear_4 = !(|results_multiply_add_raised_rest[31:16]);
  wire [15:0] results_multiply_add_raised_searched_4 = results_multiply_add_raised_is_clear_4 ?
      results_multiply_add_raised_rest[15:0] : results_multiply_add_raised_rest[31:16];
  wire results_multiply_add_raised_is_clear_3 = !(|results_multiply_add_raised_searched_4[15:8]);
  wire [7:0] results_multiply_add_raised_searched_3 = results_multiply_add_raised_is_clear_3 ?
      results_multiply_add_raised_searched_4[7:0] : results_multiply_add_raised_searched_4[15:8];
  wire results_multiply_add_raised_is_clear_2 = !(|results_multiply_add_raised_searched_3[7:4]);
  wire [3:0] results_multiply_add_raised_searched_2 = results_multiply_add_raised_is_clear_2 ?
      results_multiply_add_raised_searched_3[3:0] : results_multiply_add_raised_searched_3[7:4];
  wire results_multiply_add_raised_is_clear_1 = !(|results_multiply_add_raised_searched_2[3:2]);
  wire results_multiply_add_raised_searched_1 = results_multiply_add_raised_is_clear_1 ?
      results_multiply_add_raised_searched_2[1] : results_multiply_add_raised_searched_2[3];
  wire results_multiply_add_raised_is_clear_0 = !results_multiply_add_raised_searched_1;
  wire [8:0] results_multiply_add_left = (|results_multiply_add_total) ? results_multiply_add_room -
      9'({results_multiply_add_raised_is_clear_4, results_multiply_add_raised_is_clear_3,
      results_multiply_add_raised_is_clear_2, results_multiply_add_raised_is_clear_1,
      results_multiply_add_raised_is_clear_0}) : 9'd0;
  wire [18:0] results_multiply_add_base_1 = {results_multiply_add_left, 10'd0};
  wire [25:0] results_multiply_add_raised_moved_4 = results_multiply_add_raised_is_clear_4 ? results_multiply_add_total
      << 16 : results_multiply_add_total;
  wire [25:0] results_multiply_add_raised_moved_3 = results_multiply_add_raised_is_clear_3 ?
      results_multiply_add_raised_moved_4 << 8 : results_multiply_add_raised_moved_4;
  wire [25:0] results_multiply_add_raised_moved_2 = results_multiply_add_raised_is_clear_2 ?
      results_multiply_add_raised_moved_3 << 4 : results_multiply_add_raised_moved_3;
  wire [25:0] results_multiply_add_raised_moved_1 = results_multiply_add_raised_is_clear_1 ?
      results_multiply_add_raised_moved_2 << 2 : results_multiply_add_raised_moved_2;
  wire [25:0] results_multiply_add_raised_moved_0 = results_multiply_add_raised_is_clear_0 ?
      results_multiply_add_raised_moved_1 << 1 : results_multiply_add_raised_moved_1;
  wire [10:0] results_multiply_add_upper = results_multiply_add_raised_moved_0[25:15];
  wire [10:0] results_multiply_add_up_nearest_bits = results_multiply_add_negative ? ~results_multiply_add_upper :
      results_multiply_add_upper;
  wire results_multiply_add_rest = |results_multiply_add_raised_moved_0[13:0];
  wire results_multiply_add_up_lhs = results_multiply_add_raised_moved_0[14] ^ (results_multiply_add_negative &&
      results_multiply_add_rest);
  wire results_multiply_add_up_nearest = results_multiply_add_up_lhs && (results_multiply_add_rest ||
      results_multiply_add_up_nearest_bits[0]);
  wire results_multiply_add_sign = !(|results_multiply_add_total) && results_multiply_add_is_subtraction ? 1'b0 :
      (results_multiply_add_leads ? results_multiply_add_result_sign_then : operands_c[15]) ^
      results_multiply_add_negative;
  wire results_multiply_add_up_outwards = results_multiply_add_sign ? 1'b0 : 1'b0;
  wire results_multiply_add_up = results_multiply_add_up_nearest || (results_multiply_add_up_outwards &&
      (results_multiply_add_up_lhs || results_multiply_add_rest));
  wire results_multiply_add_carry = results_multiply_add_up || (results_multiply_add_negative &&
      !results_multiply_add_rest && !results_multiply_add_raised_moved_0[14]);
  wire [18:0] results_multiply_add_digits = results_multiply_add_base_1 + 19'(results_multiply_add_up_nearest_bits) +
      19'(results_multiply_add_carry);
  wire results_multiply_add_overflows = results_multiply_add_digits > 19'h07bff;
  wire results_multiply_add_result_sign_select = results_multiply_add_is_product_infinite ||
      results_multiply_add_result_sign_rhs;
  wire results_multiply_add_is_beyond = results_multiply_add_overflows || results_multiply_add_result_sign_select;
  wire [14:0] results_multiply_add_magnitude = results_multiply_add_is_beyond ? 15'h7c00 :
      results_multiply_add_digits[14:0];
  wire results_multiply_add_result_sign = results_multiply_add_result_sign_select ?
      (results_multiply_add_is_product_infinite ? results_multiply_add_result_sign_then : operands_c[15]) :
      results_multiply_add_sign;
  wire [15:0] results_multiply_add_finite = {results_multiply_add_result_sign, results_multiply_add_magnitude};
  wire [15:0] results_multiply_add_number = results_multiply_add_opposite_operand ||
      results_multiply_add_opposite_operand_1 || ((&results_multiply_add_field_2) && (|results_multiply_add_fraction_2))
      || results_multiply_add_undefined || results_multiply_add_opposite ? 16'h7e00 : results_multiply_add_finite;

  assign operands_ready = !result_valid || result_ready;

  always_ff @(posedge clock) begin
    if (reset)
      result_valid <= 1'b0;
    else if (operands_ready)
      result_valid <= operands_valid;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      result_number <= results_multiply_add_number;
  end

  wire unused = &{1'b0, results_multiply_add_sum[0], results_multiply_add_raised_searched_2[0], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
