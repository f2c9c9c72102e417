// float_adder: FloatAdder (Units/FloatAdder.swift)
//
// The sum of two floating-point numbers, rounded once.
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

module float_adder (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [31:0] operands_a,
  input  logic [31:0] operands_b,
  output logic        sum_valid,
  input  logic        sum_ready,
  output logic [31:0] sum_number `HWGEN_START(32'hc0da6b8d)
);
  wire [7:0] sums_add_field = operands_a[30:23];
  wire [22:0] sums_add_fraction = operands_a[22:0];
  wire [7:0] sums_add_field_1 = operands_b[30:23];
  wire [22:0] sums_add_fraction_1 = operands_b[22:0];
  wire sums_add_result_sign_select = (&sums_add_field) && !(|sums_add_fraction);
  wire sums_add_result_sign_rhs = (&sums_add_field_1) && !(|sums_add_fraction_1);
  wire sums_add_opposite = sums_add_result_sign_select && sums_add_result_sign_rhs && operands_a[31] ^ operands_b[31];
  wire sums_add_is_subtraction = operands_a[31] ^ operands_b[31];
  wire sums_add_is_normal = |sums_add_field;
  wire signed [10:0] sums_add_room_then = 11'(sums_add_field | 8'(!sums_add_is_normal));
  wire sums_add_is_normal_1 = |sums_add_field_1;
  wire signed [10:0] sums_add_room_else = 11'(sums_add_field_1 | 8'(!sums_add_is_normal_1));
  wire signed [10:0] sums_add_distance = sums_add_room_then - sums_add_room_else;
  wire sums_add_is_below = sums_add_distance[10];
  wire sums_add_leads = !sums_add_is_below && 1'b1;
  wire [23:0] sums_add_wide = {sums_add_is_normal, sums_add_fraction};
  wire [23:0] sums_add_narrow = {sums_add_is_normal_1, sums_add_fraction_1};
  wire [23:0] sums_add_lifted = sums_add_narrow << 0;
  wire [23:0] sums_add_large = sums_add_leads ? sums_add_wide : sums_add_lifted;
  wire [28:0] sums_add_base = {1'b0, sums_add_large, 3'd0, sums_add_is_subtraction};
  wire [25:0] sums_add_lowered = 26'({sums_add_wide, 1'b0});
  wire [25:0] sums_add_small = sums_add_leads ? {sums_add_lifted, 2'd0} : sums_add_lowered;
  wire [10:0] sums_add_places_operand = sums_add_is_below ? ~sums_add_distance : sums_add_distance;
  wire [4:0] sums_add_places = (|sums_add_places_operand[10:5]) ? 5'd31 : sums_add_places_operand[4:0];
  wire sums_add_moved_falls_0 = sums_add_small[0] && sums_add_places[0];
  wire sums_add_moved_collected_0 = 1'b0 || sums_add_moved_falls_0;
  wire [25:0] sums_add_moved_shifted_0 = sums_add_places[0] ? sums_add_small >> 1 : sums_add_small;
  wire sums_add_moved_falls_1 = (|sums_add_moved_shifted_0[1:0]) && sums_add_places[1];
  wire sums_add_moved_collected_1 = sums_add_moved_collected_0 || sums_add_moved_falls_1;
  wire [25:0] sums_add_moved_shifted_1 = sums_add_places[1] ? sums_add_moved_shifted_0 >> 2 : sums_add_moved_shifted_0;
  wire sums_add_moved_falls_2 = (|sums_add_moved_shifted_1[3:0]) && sums_add_places[2];
  wire sums_add_moved_collected_2 = sums_add_moved_collected_1 || sums_add_moved_falls_2;
  wire [25:0] sums_add_moved_shifted_2 = sums_add_places[2] ? sums_add_moved_shifted_1 >> 4 : sums_add_moved_shifted_1;
  wire sums_add_moved_falls_3 = (|sums_add_moved_shifted_2[7:0]) && sums_add_places[3];
  wire sums_add_moved_collected_3 = sums_add_moved_collected_2 || sums_add_moved_falls_3;
  wire [25:0] sums_add_moved_shifted_3 = sums_add_places[3] ? sums_add_moved_shifted_2 >> 8 : sums_add_moved_shifted_2;
  wire sums_add_moved_falls_4 = (|sums_add_moved_shifted_3[15:0]) && sums_add_places[4];
  wire sums_add_moved_collected_4 = sums_add_moved_collected_3 || sums_add_moved_falls_4;
  wire [25:0] sums_add_moved_shifted_4 = sums_add_places[4] ? sums_add_moved_shifted_3 >> 16 : sums_add_moved_shifted_3;
  wire [26:0] sums_add_moved = {sums_add_moved_shifted_4, sums_add_moved_collected_4};
  wire [27:0] sums_add_padded = 28'(sums_add_moved);
  wire [28:0] sums_add_addend = {sums_add_is_subtraction ? ~sums_add_padded : sums_add_padded, sums_add_is_subtraction};
  wire [28:0] sums_add_sum = sums_add_base + sums_add_addend;
  wire [27:0] sums_add_total = sums_add_sum[28:1];
  wire [11:0] sums_add_room = 12'($unsigned(sums_add_leads ? sums_add_room_then : sums_add_room_else)) + 12'd0;
  wire sums_add_negative = sums_add_is_subtraction && sums_add_total[27];
  wire [27:0] sums_add_floor = 28'h8000000 >> sums_add_room;
  wire [27:0] sums_add_marked = (sums_add_negative ? ~sums_add_total : sums_add_total) | sums_add_floor;
  wire [31:0] sums_add_raised_rest = 32'({sums_add_marked, 1'b1}) << 3;
  wire sums_add_raised_is_clear_4 = !(|sums_add_raised_rest[31:16]);
  wire [15:0] sums_add_raised_searched_4 = sums_add_raised_is_clear_4 ? sums_add_raised_rest[15:0] :
      sums_add_raised_rest[31:16];
  wire sums_add_raised_is_clear_3 = !(|sums_add_raised_searched_4[15:8]);
  wire [7:0] sums_add_raised_searched_3 = sums_add_raised_is_clear_3 ? sums_add_raised_searched_4[7:0] :
      sums_add_raised_searched_4[15:8];
  wire sums_add_raised_is_clear_2 = !(|sums_add_raised_searched_3[7:4]);
  wire [3:0] sums_add_raised_searched_2 = sums_add_raised_is_clear_2 ? sums_add_raised_searched_3[3:0] :
      sums_add_raised_searched_3[7:4];
  wire sums_add_raised_is_clear_1 = !(|sums_add_raised_searched_2[3:2]);
  wire sums_add_raised_searched_1 = sums_add_raised_is_clear_1 ? sums_add_raised_searched_2[1] :
      sums_add_raised_searched_2[3];
  wire sums_add_raised_is_clear_0 = !sums_add_raised_searched_1;
  wire [11:0] sums_add_left = (|sums_add_total) ? sums_add_room - 12'({sums_add_raised_is_clear_4,
      sums_add_raised_is_clear_3, sums_add_raised_is_clear_2, sums_add_raised_is_clear_1, sums_add_raised_is_clear_0}) :
      12'd0;
  wire [34:0] sums_add_base_1 = {sums_add_left, 23'd0};
  wire [27:0] sums_add_raised_moved_4 = sums_add_raised_is_clear_4 ? sums_add_total << 16 : sums_add_total;
  wire [27:0] sums_add_raised_moved_3 = sums_add_raised_is_clear_3 ? sums_add_raised_moved_4 << 8 :
      sums_add_raised_moved_4;
  wire [27:0] sums_add_raised_moved_2 = sums_add_raised_is_clear_2 ? sums_add_raised_moved_3 << 4 :
      sums_add_raised_moved_3;
  wire [27:0] sums_add_raised_moved_1 = sums_add_raised_is_clear_1 ? sums_add_raised_moved_2 << 2 :
      sums_add_raised_moved_2;
  wire [27:0] sums_add_raised_moved_0 = sums_add_raised_is_clear_0 ? sums_add_raised_moved_1 << 1 :
      sums_add_raised_moved_1;
  wire [23:0] sums_add_upper = sums_add_raised_moved_0[27:4];
  wire [23:0] sums_add_up_nearest_bits = sums_add_negative ? ~sums_add_upper : sums_add_upper;
  wire sums_add_rest = |sums_add_raised_moved_0[2:0];
  wire sums_add_up_lhs = sums_add_raised_moved_0[3] ^ (sums_add_negative && sums_add_rest);
  wire sums_add_up_nearest = sums_add_up_lhs && (sums_add_rest || sums_add_up_nearest_bits[0]);
  wire sums_add_sign = !(|sums_add_total) && sums_add_is_subtraction ? 1'b0 : (sums_add_leads ? operands_a[31] :
      operands_b[31]) ^ sums_add_negative;
  wire sums_add_up_outwards = sums_add_sign ? 1'b0 : 1'b0;
  wire sums_add_up = sums_add_up_nearest || (sums_add_up_outwards && (sums_add_up_lhs || sums_add_rest));
  wire sums_add_carry = sums_add_up || (sums_add_negative && !sums_add_rest && !sums_add_raised_moved_0[3]);
  wire [34:0] sums_add_digits = sums_add_base_1 + 35'(sums_add_up_nearest_bits) + 35'(sums_add_carry);
  wire sums_add_overflows = sums_add_digits > 35'h07f7fffff;
  wire sums_add_result_sign_select_1 = sums_add_result_sign_select || sums_add_result_sign_rhs;
  wire sums_add_is_beyond = sums_add_overflows || sums_add_result_sign_select_1;
  wire [30:0] sums_add_magnitude = sums_add_is_beyond ? 31'h7f800000 : sums_add_digits[30:0];
  wire sums_add_result_sign = sums_add_result_sign_select_1 ? (sums_add_result_sign_select ? operands_a[31] :
      operands_b[31]) : sums_add_sign;
  wire [31:0] sums_add_finite = {sums_add_result_sign, sums_add_magnitude};
  wire [31:0] sums_add_number = ((&sums_add_field) && (|sums_add_fraction)) || ((&sums_add_field_1) &&
      (|sums_add_fraction_1)) || sums_add_opposite ? 32'h7fc00000 : sums_add_finite;

  assign operands_ready = !sum_valid || sum_ready;

  always_ff @(posedge clock) begin
    if (reset)
      sum_valid <= 1'b0;
    else if (operands_ready)
      sum_valid <= operands_valid;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      sum_number <= sums_add_number;
  end

  wire unused = &{1'b0, sums_add_sum[0], sums_add_raised_searched_2[0], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
