// float_dot_product: FloatDotProduct (Units/FloatDotProduct.swift)
//
// The sum of products of numbers of two formats, rounded once.
//
//   terms     = 8
//   a         = fp16
//   b         = int4
//   output    = fp20
//   alignment = exact
//   guardBits = 0
//   rounding  = nearest-even
//   overflow  = special
//   flags     = false
//   stages    = 2
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module float_dot_product (
  input  logic         clock,
  input  logic         reset,
  input  logic         operands_valid,
  output logic         operands_ready,
  input  logic [127:0] operands_a,
  input  logic  [31:0] operands_b,
  output logic         result_valid,
  input  logic         result_ready,
  output logic  [19:0] result_number `HWGEN_START(20'ha6b8d)
);
  logic results_is_occupied_0;
  wire [7:0] results_roundable_sum_negative;
  wire [119:0] results_roundable_sum_digits;
  wire [39:0] results_roundable_sum_exponent_fields;
  wire [7:0] results_roundable_sum_product_is_nan, results_roundable_sum_product_is_infinite;
  wire [7:0] results_roundable_sum_product_is_undefined;
  logic signed [47:0] results_roundable_sum_total `HWGEN_START(48'h6b8dc0da6b8d);
  logic results_roundable_sum_are_negative `HWGEN_START(1'b1);
  logic results_roundable_sum_are_unlike_delayed_0 `HWGEN_START(1'b1);
  logic results_rounded_specials_delayed_0 `HWGEN_START(1'b1);
  logic results_rounded_specials_delayed_0_reg `HWGEN_START(1'b1);
  logic results_rounded_specials_delayed_0_reg_1 `HWGEN_START(1'b1);

  wire results_roundable_sum_has_up = |(results_roundable_sum_product_is_infinite & ~results_roundable_sum_negative);
  wire results_roundable_sum_has_down = |(results_roundable_sum_product_is_infinite & results_roundable_sum_negative);
  wire results_roundable_sum_undefined = (|results_roundable_sum_product_is_undefined) || (results_roundable_sum_has_up
      && results_roundable_sum_has_down);
  wire signed [47:0] results_roundable_sum_padded = results_roundable_sum_total << 0;
  wire [47:0] results_roundable_sum_raised_digits = results_roundable_sum_padded;
  wire results_roundable_sum_is_negative = results_roundable_sum_padded[47];
  wire [47:0] results_roundable_sum_marked = (results_roundable_sum_is_negative ? ~results_roundable_sum_raised_digits :
      results_roundable_sum_raised_digits) | 48'd0;
  wire [63:0] results_roundable_sum_raised_rest = 64'({results_roundable_sum_marked, 1'b1}) << 15;
  wire results_roundable_sum_raised_is_clear_5 = !(|results_roundable_sum_raised_rest[63:32]);
  wire [31:0] results_roundable_sum_raised_searched_5 = results_roundable_sum_raised_is_clear_5 ?
      results_roundable_sum_raised_rest[31:0] : results_roundable_sum_raised_rest[63:32];
  wire results_roundable_sum_raised_is_clear_4 = !(|results_roundable_sum_raised_searched_5[31:16]);
  wire [15:0] results_roundable_sum_raised_searched_4 = results_roundable_sum_raised_is_clear_4 ?
      results_roundable_sum_raised_searched_5[15:0] : results_roundable_sum_raised_searched_5[31:16];
  wire results_roundable_sum_raised_is_clear_3 = !(|results_roundable_sum_raised_searched_4[15:8]);
  wire [7:0] results_roundable_sum_raised_searched_3 = results_roundable_sum_raised_is_clear_3 ?
      results_roundable_sum_raised_searched_4[7:0] : results_roundable_sum_raised_searched_4[15:8];
  wire results_roundable_sum_raised_is_clear_2 = !(|results_roundable_sum_raised_searched_3[7:4]);
  wire [3:0] results_roundable_sum_raised_searched_2 = results_roundable_sum_raised_is_clear_2 ?
      results_roundable_sum_raised_searched_3[3:0] : results_roundable_sum_raised_searched_3[7:4];
  wire results_roundable_sum_raised_is_clear_1 = !(|results_roundable_sum_raised_searched_2[3:2]);
  wire results_roundable_sum_raised_searched_1 = results_roundable_sum_raised_is_clear_1 ?
      results_roundable_sum_raised_searched_2[1] : results_roundable_sum_raised_searched_2[3];
  wire results_roundable_sum_raised_is_clear_0 = !results_roundable_sum_raised_searched_1;
  wire [7:0] results_roundable_sum_left = (|results_roundable_sum_raised_digits) ? 8'd53 -
      8'({results_roundable_sum_raised_is_clear_5, results_roundable_sum_raised_is_clear_4,
      results_roundable_sum_raised_is_clear_3, results_roundable_sum_raised_is_clear_2,
      results_roundable_sum_raised_is_clear_1, results_roundable_sum_raised_is_clear_0}) : 8'd0;
  wire [20:0] results_rounded_base = {results_roundable_sum_left, 13'd0};
  wire [47:0] results_roundable_sum_raised_moved_5 = results_roundable_sum_raised_is_clear_5 ?
      results_roundable_sum_raised_digits << 32 : results_roundable_sum_raised_digits;
  wire [47:0] results_roundable_sum_raised_moved_4 = results_roundable_sum_raised_is_clear_4 ?
      results_roundable_sum_raised_moved_5 << 16 : results_roundable_sum_raised_moved_5;
  wire [47:0] results_roundable_sum_raised_moved_3 = results_roundable_sum_raised_is_clear_3 ?
      results_roundable_sum_raised_moved_4 << 8 : results_roundable_sum_raised_moved_4;
  wire [47:0] results_roundable_sum_raised_moved_2 = results_roundable_sum_raised_is_clear_2 ?
      results_roundable_sum_raised_moved_3 << 4 : results_roundable_sum_raised_moved_3;
  wire [47:0] results_roundable_sum_raised_moved_1 = results_roundable_sum_raised_is_clear_1 ?
      results_roundable_sum_raised_moved_2 << 2 : results_roundable_sum_raised_moved_2;
  wire [47:0] results_roundable_sum_raised_moved_0 = results_roundable_sum_raised_is_clear_0 ?
      results_roundable_sum_raised_moved_1 << 1 : results_roundable_sum_raised_moved_1;
  wire [13:0] results_roundable_sum_upper = results_roundable_sum_raised_moved_0[47:34];
  wire [13:0] results_rounded_up_nearest_bits = results_roundable_sum_is_negative ? ~results_roundable_sum_upper :
      results_roundable_sum_upper;
  wire results_roundable_sum_rest = |results_roundable_sum_raised_moved_0[32:0];
  wire results_rounded_up_lhs = results_roundable_sum_raised_moved_0[33] ^ (results_roundable_sum_is_negative &&
      results_roundable_sum_rest);
  wire results_rounded_up_nearest = results_rounded_up_lhs && (results_roundable_sum_rest ||
      results_rounded_up_nearest_bits[0]);
  wire results_roundable_sum_is_zero = !(|results_roundable_sum_padded);
  wire results_roundable_sum_are_unlike = results_roundable_sum_are_unlike_delayed_0 &&
      !results_roundable_sum_are_negative;
  wire results_roundable_sum_cancels = results_roundable_sum_is_zero && results_roundable_sum_are_unlike;
  wire results_roundable_sum_sign = results_roundable_sum_is_zero ? results_roundable_sum_are_negative :
      results_roundable_sum_is_negative;
  wire results_rounded_sign = results_roundable_sum_cancels ? 1'b0 : results_roundable_sum_sign;
  wire results_rounded_up_outwards = results_rounded_sign ? 1'b0 : 1'b0;
  wire results_rounded_up = results_rounded_up_nearest || (results_rounded_up_outwards && (results_rounded_up_lhs ||
      results_roundable_sum_rest));
  wire results_rounded_carry = results_rounded_up || (results_roundable_sum_is_negative && !results_roundable_sum_rest
      && !results_roundable_sum_raised_moved_0[33]);
  wire [20:0] results_rounded_digits = results_rounded_base + 21'(results_rounded_up_nearest_bits) +
      21'(results_rounded_carry);
  wire results_rounded_overflows = results_rounded_digits > 21'h07dfff;
  wire results_rounded_is_beyond = results_rounded_overflows || results_rounded_specials_delayed_0_reg;
  wire [18:0] results_rounded_magnitude = results_rounded_is_beyond ? 19'h7e000 : results_rounded_digits[18:0];
  wire results_rounded_result_sign = results_rounded_specials_delayed_0_reg ? results_rounded_specials_delayed_0_reg_1 :
      results_rounded_sign;
  wire [19:0] results_rounded_finite = {results_rounded_result_sign, results_rounded_magnitude};
  wire [19:0] results_rounded_number = results_rounded_specials_delayed_0 ? 20'h7f000 : results_rounded_finite;

  assign operands_ready = !result_valid || result_ready;

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      result_valid <= 1'b0;
    end else if (operands_ready) begin
      results_is_occupied_0 <= operands_valid;
      result_valid <= results_is_occupied_0;
    end
  end

  always_ff @(posedge clock) begin : results_roundable_sum_total_update
    integer i;
    logic signed [47:0] results_roundable_sum_sum, results_roundable_sum_addends_else;
    if (operands_ready) begin
      results_roundable_sum_sum = 48'sd0;
      for (i = 0; i < 8; i = i + 1) begin
        results_roundable_sum_addends_else = 48'(44'(44'(results_roundable_sum_digits[i*15 +: 15]) <<
            results_roundable_sum_exponent_fields[i*5 +: 5]));
        results_roundable_sum_sum = results_roundable_sum_sum + (results_roundable_sum_negative[i] ?
            -results_roundable_sum_addends_else : results_roundable_sum_addends_else);
      end
      results_roundable_sum_total <= results_roundable_sum_sum;
      results_roundable_sum_are_negative <= &results_roundable_sum_negative;
      results_roundable_sum_are_unlike_delayed_0 <= |results_roundable_sum_negative;
      results_rounded_specials_delayed_0 <= (|results_roundable_sum_product_is_nan) || results_roundable_sum_undefined;
      results_rounded_specials_delayed_0_reg <= results_roundable_sum_has_up || results_roundable_sum_has_down;
      results_rounded_specials_delayed_0_reg_1 <= results_roundable_sum_has_down;
      result_number <= results_rounded_number;
    end
  end

  wire [7:0] unused_results_roundable_sum_product_is_signalling;

  for (genvar index = 0; index < 8; index = index + 1) begin : results_roundable_sum_product_array
    factor_product_afp16_bint4 results_roundable_sum_product (
      .a             (operands_a[index*16 +: 16]),
      .b             (operands_b[index*4 +: 4]),
      .is_negative   (results_roundable_sum_negative[index]),
      .magnitude     (results_roundable_sum_digits[index*15 +: 15]),
      .exponent      (results_roundable_sum_exponent_fields[index*5 +: 5]),
      .is_nan        (results_roundable_sum_product_is_nan[index]),
      .is_infinite   (results_roundable_sum_product_is_infinite[index]),
      .is_undefined  (results_roundable_sum_product_is_undefined[index]),
      .is_signalling (unused_results_roundable_sum_product_is_signalling[index])
    );
  end

  wire unused = &{1'b0, results_roundable_sum_raised_searched_2[0], unused_results_roundable_sum_product_is_signalling,
      1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
