// float_adder: FloatAdder (Units/FloatAdder.swift)
//
// The sum of two floating-point numbers, rounded to nearest even.
//
//   format = single
//   stages = 1
module float_adder (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [31:0] operands_a,
  input  logic [31:0] operands_b,
  output logic        sum_valid,
  input  logic        sum_ready,
  output logic [31:0] sum_number
);
  wire [31:0] sums_stage_output_a, sums_stage_output_b;

  wire [30:0] sums_magnitude_a = sums_stage_output_a[30:0];
  wire [30:0] sums_magnitude_b = sums_stage_output_b[30:0];
  wire sums_swaps = sums_magnitude_a < sums_magnitude_b;
  wire [31:0] sums_larger = sums_swaps ? sums_stage_output_b : sums_stage_output_a;
  wire [30:0] sums_large_magnitude = sums_larger[30:0];
  wire [31:0] sums_smaller = sums_swaps ? sums_stage_output_a : sums_stage_output_b;
  wire [30:0] sums_small_magnitude = sums_smaller[30:0];
  wire sums_sign = sums_larger[31];
  wire sums_differ = sums_sign ^ sums_smaller[31];
  wire sums_is_nan = sums_large_magnitude > 31'h7f800000 || (sums_large_magnitude == 31'h7f800000 &&
      sums_small_magnitude == 31'h7f800000 && sums_differ);
  wire [7:0] sums_large_field = sums_larger[30:23];
  wire sums_large_is_normal = |sums_large_field;
  wire [23:0] sums_large_significand = {sums_large_is_normal, sums_larger[22:0]};
  wire [27:0] sums_base = {1'b0, sums_large_significand, 3'd0};
  wire [7:0] sums_small_field = sums_smaller[30:23];
  wire sums_small_is_normal = |sums_small_field;
  wire [23:0] sums_small_significand = {sums_small_is_normal, sums_smaller[22:0]};
  wire [57:0] sums_placed = {sums_small_significand, 34'd0};
  wire [7:0] sums_large_exponent = sums_large_field | 8'(!sums_large_is_normal);
  wire [7:0] sums_small_exponent = sums_small_field | 8'(!sums_small_is_normal);
  wire [7:0] sums_distance = sums_large_exponent - sums_small_exponent;
  wire [4:0] sums_clipped = (|sums_distance[7:5]) ? 5'd31 : sums_distance[4:0];
  wire [57:0] sums_moved = sums_placed >> sums_clipped;
  wire sums_sticky = |sums_moved[30:0];
  wire [26:0] sums_aligned = sums_moved[57:31] | 27'(sums_sticky);
  wire [27:0] sums_addend = 28'(sums_aligned);
  wire [27:0] sums_sum = sums_differ ? sums_base - sums_addend : sums_base + sums_addend;
  wire sums_cancels = sums_differ && !(|sums_sum);
  wire [31:0] sums_zeros_rest = {sums_sum, 4'd0};
  wire [15:0] sums_zeros_upper_4 = sums_zeros_rest[31:16];
  wire sums_zeros_is_clear_4 = !(|sums_zeros_upper_4);
  wire [15:0] sums_zeros_searched_4 = sums_zeros_is_clear_4 ? sums_zeros_rest[15:0] : sums_zeros_upper_4;
  wire [7:0] sums_zeros_upper_3 = sums_zeros_searched_4[15:8];
  wire sums_zeros_is_clear_3 = !(|sums_zeros_upper_3);
  wire [7:0] sums_zeros_searched_3 = sums_zeros_is_clear_3 ? sums_zeros_searched_4[7:0] : sums_zeros_upper_3;
  wire [3:0] sums_zeros_upper_2 = sums_zeros_searched_3[7:4];
  wire sums_zeros_is_clear_2 = !(|sums_zeros_upper_2);
  wire [3:0] sums_zeros_searched_2 = sums_zeros_is_clear_2 ? sums_zeros_searched_3[3:0] : sums_zeros_upper_2;
  wire [1:0] sums_zeros_upper_1 = sums_zeros_searched_2[3:2];
  wire sums_zeros_is_clear_1 = !(|sums_zeros_upper_1);
  wire [1:0] sums_zeros_searched_1 = sums_zeros_is_clear_1 ? sums_zeros_searched_2[1:0] : sums_zeros_upper_1;
  wire sums_zeros_upper_0 = sums_zeros_searched_1[1];
  wire sums_zeros_is_clear_0 = !sums_zeros_upper_0;
  wire [4:0] sums_zeros = {sums_zeros_is_clear_4, sums_zeros_is_clear_3, sums_zeros_is_clear_2, sums_zeros_is_clear_1,
      sums_zeros_is_clear_0};
  wire [7:0] sums_wanted = 8'(sums_zeros);
  wire [7:0] sums_shift = sums_wanted < sums_large_exponent ? sums_wanted : sums_large_exponent;
  wire [7:0] sums_exponent = sums_large_exponent - sums_shift;
  wire [31:0] sums_rounded_base = {1'b0, sums_exponent, 23'd0};
  wire [27:0] sums_normal = sums_sum << sums_shift[4:0];
  wire [23:0] sums_kept = sums_normal[27:4];
  wire sums_rounded_up = sums_normal[3] && ((|sums_normal[2:0]) || sums_kept[0]);
  wire [31:0] sums_rounded = sums_rounded_base + 32'(sums_kept) + 32'(sums_rounded_up);
  wire sums_overflows = sums_rounded >= 32'h7f800000 || (&sums_large_exponent);
  wire [30:0] sums_magnitude = sums_overflows ? 31'h7f800000 : sums_rounded[30:0];
  wire [31:0] sums_finite = sums_cancels ? 32'd0 : {sums_sign, sums_magnitude};

  assign sum_number = sums_is_nan ? 32'h7fc00000 : sums_finite;

  register_slice_float_operands_a32_b32_stylefull sums_stage (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (operands_valid),
    .input_ready  (operands_ready),
    .input_a      (operands_a),
    .input_b      (operands_b),
    .output_valid (sum_valid),
    .output_ready (sum_ready),
    .output_a     (sums_stage_output_a),
    .output_b     (sums_stage_output_b)
  );

  wire unused = &{1'b0, sums_zeros_searched_1[0], 1'b0};
endmodule
