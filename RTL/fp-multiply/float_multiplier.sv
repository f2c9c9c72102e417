// float_multiplier: FloatMultiplier (Units/FloatMultiplier.swift)
//
// The product of two floating-point numbers, rounded once.
//
//   format   = fp32
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

module float_multiplier (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [31:0] operands_a,
  input  logic [31:0] operands_b,
  output logic        product_valid,
  input  logic        product_ready,
  output logic [31:0] product_number `HWGEN_START(32'hc0da6b8d)
);
  wire [7:0] products_multiply_field = operands_a[30:23];
  wire [22:0] products_multiply_fraction = operands_a[22:0];
  wire [7:0] products_multiply_field_1 = operands_b[30:23];
  wire [22:0] products_multiply_fraction_1 = operands_b[22:0];
  wire products_multiply_result_sign_lhs = (&products_multiply_field) && !(|products_multiply_fraction);
  wire products_multiply_is_normal_1 = |products_multiply_field_1;
  wire products_multiply_is_normal = |products_multiply_field;
  wire products_multiply_result_sign_rhs = (&products_multiply_field_1) && !(|products_multiply_fraction_1);
  wire products_multiply_opposite = (products_multiply_result_sign_lhs && !products_multiply_is_normal_1 &&
      !(|products_multiply_fraction_1)) || (!products_multiply_is_normal && !(|products_multiply_fraction) &&
      products_multiply_result_sign_rhs);
  wire products_multiply_result_sign_then = operands_a[31] ^ operands_b[31];
  wire products_multiply_is_subtraction = products_multiply_result_sign_then ^ products_multiply_result_sign_then;
  wire signed [10:0] products_multiply_product_exponent = 11'(products_multiply_field |
      8'(!products_multiply_is_normal)) + 11'(products_multiply_field_1 | 8'(!products_multiply_is_normal_1)) -
      11'sd127;
  wire signed [10:0] products_multiply_distance = products_multiply_product_exponent - 11'sd1;
  wire products_multiply_is_below = products_multiply_distance[10];
  wire products_multiply_leads = !products_multiply_is_below && 1'b1;
  wire [47:0] products_multiply_product_significand = {products_multiply_is_normal, products_multiply_fraction} *
      {products_multiply_is_normal_1, products_multiply_fraction_1};
  wire [47:0] products_multiply_large = products_multiply_leads ? products_multiply_product_significand : 48'd0;
  wire [52:0] products_multiply_base = {1'b0, products_multiply_large, 3'd0, products_multiply_is_subtraction};
  wire [48:0] products_multiply_lowered = {products_multiply_product_significand, 1'b0};
  wire [48:0] products_multiply_small = products_multiply_leads ? 49'd0 : products_multiply_lowered;
  wire [10:0] products_multiply_places_operand = products_multiply_is_below ? ~products_multiply_distance :
      products_multiply_distance;
  wire [5:0] products_multiply_places = (|products_multiply_places_operand[10:6]) ? 6'd63 :
      products_multiply_places_operand[5:0];
  wire products_multiply_moved_falls_0 = products_multiply_small[0] && products_multiply_places[0];
  wire products_multiply_moved_collected_0 = 1'b0 || products_multiply_moved_falls_0;
  wire [48:0] products_multiply_moved_shifted_0 = products_multiply_places[0] ? products_multiply_small >> 1 :
      products_multiply_small;
  wire products_multiply_moved_falls_1 = (|products_multiply_moved_shifted_0[1:0]) && products_multiply_places[1];
  wire products_multiply_moved_collected_1 = products_multiply_moved_collected_0 || products_multiply_moved_falls_1;
  wire [48:0] products_multiply_moved_shifted_1 = products_multiply_places[1] ? products_multiply_moved_shifted_0 >> 2 :
      products_multiply_moved_shifted_0;
  wire products_multiply_moved_falls_2 = (|products_multiply_moved_shifted_1[3:0]) && products_multiply_places[2];
  wire products_multiply_moved_collected_2 = products_multiply_moved_collected_1 || products_multiply_moved_falls_2;
  wire [48:0] products_multiply_moved_shifted_2 = products_multiply_places[2] ? products_multiply_moved_shifted_1 >> 4 :
      products_multiply_moved_shifted_1;
  wire products_multiply_moved_falls_3 = (|products_multiply_moved_shifted_2[7:0]) && products_multiply_places[3];
  wire products_multiply_moved_collected_3 = products_multiply_moved_collected_2 || products_multiply_moved_falls_3;
  wire [48:0] products_multiply_moved_shifted_3 = products_multiply_places[3] ? products_multiply_moved_shifted_2 >> 8 :
      products_multiply_moved_shifted_2;
  wire products_multiply_moved_falls_4 = (|products_multiply_moved_shifted_3[15:0]) && products_multiply_places[4];
  wire products_multiply_moved_collected_4 = products_multiply_moved_collected_3 || products_multiply_moved_falls_4;
  wire [48:0] products_multiply_moved_shifted_4 = products_multiply_places[4] ? products_multiply_moved_shifted_3 >> 16
      : products_multiply_moved_shifted_3;
  wire products_multiply_moved_falls_5 = (|products_multiply_moved_shifted_4[31:0]) && products_multiply_places[5];
  wire products_multiply_moved_collected_5 = products_multiply_moved_collected_4 || products_multiply_moved_falls_5;
  wire [48:0] products_multiply_moved_shifted_5 = products_multiply_places[5] ? products_multiply_moved_shifted_4 >> 32
      : products_multiply_moved_shifted_4;
  wire [49:0] products_multiply_moved = {products_multiply_moved_shifted_5, products_multiply_moved_collected_5};
  wire [51:0] products_multiply_padded = 52'(products_multiply_moved);
  wire [52:0] products_multiply_addend = {products_multiply_is_subtraction ? ~products_multiply_padded :
      products_multiply_padded, products_multiply_is_subtraction};
  wire [52:0] products_multiply_sum = products_multiply_base + products_multiply_addend;
  wire [51:0] products_multiply_total = products_multiply_sum[52:1];
  wire [11:0] products_multiply_room = 12'($unsigned(products_multiply_leads ? products_multiply_product_exponent :
      11'sd1)) + 12'd1;
  wire products_multiply_negative = products_multiply_is_subtraction && products_multiply_total[51];
  wire [51:0] products_multiply_floor = 52'h8000000000000 >> products_multiply_room;
  wire [51:0] products_multiply_marked = (products_multiply_negative ? ~products_multiply_total :
      products_multiply_total) | products_multiply_floor;
  wire [63:0] products_multiply_raised_rest = 64'({products_multiply_marked, 1'b1}) << 11;
  wire products_multiply_raised_is_clear_5 = !(|products_multiply_raised_rest[63:32]);
  wire [31:0] products_multiply_raised_searched_5 = products_multiply_raised_is_clear_5 ?
      products_multiply_raised_rest[31:0] : products_multiply_raised_rest[63:32];
  wire products_multiply_raised_is_clear_4 = !(|products_multiply_raised_searched_5[31:16]);
  wire [15:0] products_multiply_raised_searched_4 = products_multiply_raised_is_clear_4 ?
      products_multiply_raised_searched_5[15:0] : products_multiply_raised_searched_5[31:16];
  wire products_multiply_raised_is_clear_3 = !(|products_multiply_raised_searched_4[15:8]);
  wire [7:0] products_multiply_raised_searched_3 = products_multiply_raised_is_clear_3 ?
      products_multiply_raised_searched_4[7:0] : products_multiply_raised_searched_4[15:8];
  wire products_multiply_raised_is_clear_2 = !(|products_multiply_raised_searched_3[7:4]);
  wire [3:0] products_multiply_raised_searched_2 = products_multiply_raised_is_clear_2 ?
      products_multiply_raised_searched_3[3:0] : products_multiply_raised_searched_3[7:4];
  wire products_multiply_raised_is_clear_1 = !(|products_multiply_raised_searched_2[3:2]);
  wire products_multiply_raised_searched_1 = products_multiply_raised_is_clear_1 ?
      products_multiply_raised_searched_2[1] : products_multiply_raised_searched_2[3];
  wire products_multiply_raised_is_clear_0 = !products_multiply_raised_searched_1;
  wire [11:0] products_multiply_left = (|products_multiply_total) ? products_multiply_room -
      12'({products_multiply_raised_is_clear_5, products_multiply_raised_is_clear_4,
      products_multiply_raised_is_clear_3, products_multiply_raised_is_clear_2, products_multiply_raised_is_clear_1,
      products_multiply_raised_is_clear_0}) : 12'd0;
  wire [34:0] products_multiply_base_1 = {products_multiply_left, 23'd0};
  wire [51:0] products_multiply_raised_moved_5 = products_multiply_raised_is_clear_5 ? products_multiply_total << 32 :
      products_multiply_total;
  wire [51:0] products_multiply_raised_moved_4 = products_multiply_raised_is_clear_4 ? products_multiply_raised_moved_5
      << 16 : products_multiply_raised_moved_5;
  wire [51:0] products_multiply_raised_moved_3 = products_multiply_raised_is_clear_3 ? products_multiply_raised_moved_4
      << 8 : products_multiply_raised_moved_4;
  wire [51:0] products_multiply_raised_moved_2 = products_multiply_raised_is_clear_2 ? products_multiply_raised_moved_3
      << 4 : products_multiply_raised_moved_3;
  wire [51:0] products_multiply_raised_moved_1 = products_multiply_raised_is_clear_1 ? products_multiply_raised_moved_2
      << 2 : products_multiply_raised_moved_2;
  wire [51:0] products_multiply_raised_moved_0 = products_multiply_raised_is_clear_0 ? products_multiply_raised_moved_1
      << 1 : products_multiply_raised_moved_1;
  wire [23:0] products_multiply_upper = products_multiply_raised_moved_0[51:28];
  wire [23:0] products_multiply_up_nearest_bits = products_multiply_negative ? ~products_multiply_upper :
      products_multiply_upper;
  wire products_multiply_rest = |products_multiply_raised_moved_0[26:0];
  wire products_multiply_up_lhs = products_multiply_raised_moved_0[27] ^ (products_multiply_negative &&
      products_multiply_rest);
  wire products_multiply_up_nearest = products_multiply_up_lhs && (products_multiply_rest ||
      products_multiply_up_nearest_bits[0]);
  wire products_multiply_sign = !(|products_multiply_total) && products_multiply_is_subtraction ? 1'b0 :
      products_multiply_result_sign_then ^ products_multiply_negative;
  wire products_multiply_up_outwards = products_multiply_sign ? 1'b0 : 1'b0;
  wire products_multiply_up = products_multiply_up_nearest || (products_multiply_up_outwards &&
      (products_multiply_up_lhs || products_multiply_rest));
  wire products_multiply_carry = products_multiply_up || (products_multiply_negative && !products_multiply_rest &&
      !products_multiply_raised_moved_0[27]);
  wire [34:0] products_multiply_digits = products_multiply_base_1 + 35'(products_multiply_up_nearest_bits) +
      35'(products_multiply_carry);
  wire products_multiply_overflows = products_multiply_digits > 35'h07f7fffff;
  wire products_multiply_result_sign_select = products_multiply_result_sign_lhs || products_multiply_result_sign_rhs;
  wire products_multiply_is_beyond = products_multiply_overflows || products_multiply_result_sign_select;
  wire [30:0] products_multiply_magnitude = products_multiply_is_beyond ? 31'h7f800000 : products_multiply_digits[30:0];
  wire products_multiply_result_sign = products_multiply_result_sign_select ? products_multiply_result_sign_then :
      products_multiply_sign;
  wire [31:0] products_multiply_finite = {products_multiply_result_sign, products_multiply_magnitude};
  wire [31:0] products_multiply_number = ((&products_multiply_field) && (|products_multiply_fraction)) ||
      ((&products_multiply_field_1) && (|products_multiply_fraction_1)) || products_multiply_opposite ? 32'h7fc00000 :
      products_multiply_finite;

  assign operands_ready = !product_valid || product_ready;

  always_ff @(posedge clock) begin
    if (reset)
      product_valid <= 1'b0;
    else if (operands_ready)
      product_valid <= operands_valid;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      product_number <= products_multiply_number;
  end

  wire unused = &{1'b0, products_multiply_sum[0], products_multiply_raised_searched_2[0], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
