// pipelined_multiplier_single: PipelinedMultiplier (Units/FloatPipelines.swift)
//
//   format = single
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pipelined_multiplier_single (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] a,
  input  logic [31:0] b,
  output logic [31:0] product `HWGEN_START(32'hc0da6b8d)
);
  logic [47:0] result_product `HWGEN_START(48'h6b8dc0da6b8d);
  logic [5:0] result_zeros `HWGEN_START(6'h0d);
  logic [9:0] result_sum `HWGEN_START(10'h38d);
  logic result_sign `HWGEN_START(1'b1), result_is_zero `HWGEN_START(1'b1), result_is_infinite `HWGEN_START(1'b1);
  logic result_is_nan `HWGEN_START(1'b1);

  wire [7:0] result_left_field = a[30:23];
  wire result_left_is_normal = |result_left_field;
  wire [23:0] result_left_significand = {result_left_is_normal, a[22:0]};
  wire [7:0] result_right_field = b[30:23];
  wire result_right_is_normal = |result_right_field;
  wire [23:0] result_right_significand = {result_right_is_normal, b[22:0]};
  wire [31:0] result_left_zeros_rest = {result_left_significand, 8'd0};
  wire [15:0] result_left_zeros_upper_4 = result_left_zeros_rest[31:16];
  wire result_left_zeros_is_clear_4 = !(|result_left_zeros_upper_4);
  wire [15:0] result_left_zeros_searched_4 = result_left_zeros_is_clear_4 ? result_left_zeros_rest[15:0] :
      result_left_zeros_upper_4;
  wire [7:0] result_left_zeros_upper_3 = result_left_zeros_searched_4[15:8];
  wire result_left_zeros_is_clear_3 = !(|result_left_zeros_upper_3);
  wire [7:0] result_left_zeros_searched_3 = result_left_zeros_is_clear_3 ? result_left_zeros_searched_4[7:0] :
      result_left_zeros_upper_3;
  wire [3:0] result_left_zeros_upper_2 = result_left_zeros_searched_3[7:4];
  wire result_left_zeros_is_clear_2 = !(|result_left_zeros_upper_2);
  wire [3:0] result_left_zeros_searched_2 = result_left_zeros_is_clear_2 ? result_left_zeros_searched_3[3:0] :
      result_left_zeros_upper_2;
  wire [1:0] result_left_zeros_upper_1 = result_left_zeros_searched_2[3:2];
  wire result_left_zeros_is_clear_1 = !(|result_left_zeros_upper_1);
  wire [1:0] result_left_zeros_searched_1 = result_left_zeros_is_clear_1 ? result_left_zeros_searched_2[1:0] :
      result_left_zeros_upper_1;
  wire result_left_zeros_upper_0 = result_left_zeros_searched_1[1];
  wire result_left_zeros_is_clear_0 = !result_left_zeros_upper_0;
  wire [4:0] result_left_zeros = {result_left_zeros_is_clear_4, result_left_zeros_is_clear_3,
      result_left_zeros_is_clear_2, result_left_zeros_is_clear_1, result_left_zeros_is_clear_0};
  wire [31:0] result_right_zeros_rest = {result_right_significand, 8'd0};
  wire [15:0] result_right_zeros_upper_4 = result_right_zeros_rest[31:16];
  wire result_right_zeros_is_clear_4 = !(|result_right_zeros_upper_4);
  wire [15:0] result_right_zeros_searched_4 = result_right_zeros_is_clear_4 ? result_right_zeros_rest[15:0] :
      result_right_zeros_upper_4;
  wire [7:0] result_right_zeros_upper_3 = result_right_zeros_searched_4[15:8];
  wire result_right_zeros_is_clear_3 = !(|result_right_zeros_upper_3);
  wire [7:0] result_right_zeros_searched_3 = result_right_zeros_is_clear_3 ? result_right_zeros_searched_4[7:0] :
      result_right_zeros_upper_3;
  wire [3:0] result_right_zeros_upper_2 = result_right_zeros_searched_3[7:4];
  wire result_right_zeros_is_clear_2 = !(|result_right_zeros_upper_2);
  wire [3:0] result_right_zeros_searched_2 = result_right_zeros_is_clear_2 ? result_right_zeros_searched_3[3:0] :
      result_right_zeros_upper_2;
  wire [1:0] result_right_zeros_upper_1 = result_right_zeros_searched_2[3:2];
  wire result_right_zeros_is_clear_1 = !(|result_right_zeros_upper_1);
  wire [1:0] result_right_zeros_searched_1 = result_right_zeros_is_clear_1 ? result_right_zeros_searched_2[1:0] :
      result_right_zeros_upper_1;
  wire result_right_zeros_upper_0 = result_right_zeros_searched_1[1];
  wire result_right_zeros_is_clear_0 = !result_right_zeros_upper_0;
  wire [4:0] result_right_zeros = {result_right_zeros_is_clear_4, result_right_zeros_is_clear_3,
      result_right_zeros_is_clear_2, result_right_zeros_is_clear_1, result_right_zeros_is_clear_0};
  wire [5:0] result_subnormal_zeros = 6'(result_left_zeros) + 6'(result_right_zeros);
  wire [7:0] result_left_exponent = result_left_field | 8'(!result_left_is_normal);
  wire [7:0] result_right_exponent = result_right_field | 8'(!result_right_is_normal);
  wire [9:0] result_exponents = 10'(result_left_exponent) + 10'(result_right_exponent);
  wire result_signs = a[31] ^ b[31];
  wire [30:0] result_left_magnitude = a[30:0];
  wire [30:0] result_right_magnitude = b[30:0];
  wire result_meets_zero = !(|result_left_magnitude) || !(|result_right_magnitude);
  wire result_meets_infinity = result_left_magnitude == 31'h7f800000 || result_right_magnitude == 31'h7f800000;
  wire [30:0] result_special = result_is_infinite ? 31'h7f800000 : 31'd0;
  wire [47:0] result_raised = result_product << result_zeros;
  wire result_reaches = result_raised[47];
  wire signed [9:0] result_exponent = result_sum - 10'd127 - 10'(result_zeros) - 10'(!result_reaches);
  wire result_magnitude_overflows = result_exponent > 10'sd253;
  wire result_magnitude_is_small = result_exponent[9];
  wire [7:0] result_magnitude_field = result_exponent[7:0];
  wire [7:0] result_magnitude_base = result_magnitude_is_small ? 8'd0 : result_magnitude_field;
  wire [31:0] result_magnitude_rounded_base = {1'b0, result_magnitude_base, 23'd0};
  wire [47:0] result_normal = result_reaches ? result_raised : result_raised << 1;
  wire [25:0] result_magnitude_reduced = {result_normal[47:23], |result_normal[22:0]};
  wire [9:0] result_magnitude_under_operand = -result_exponent;
  wire [4:0] result_magnitude_under = (|result_magnitude_under_operand[9:5]) ? 5'd31 :
      result_magnitude_under_operand[4:0];
  wire [4:0] result_magnitude_amount = result_magnitude_is_small ? result_magnitude_under : 5'd0;
  wire [56:0] result_magnitude_moved = {result_magnitude_reduced, 31'd0} >> result_magnitude_amount;
  wire [23:0] result_magnitude_kept = result_magnitude_moved[56:33];
  wire result_magnitude_rounded_up = result_magnitude_moved[32] && ((|result_magnitude_moved[31:0]) ||
      result_magnitude_kept[0]);
  wire [31:0] result_magnitude_rounded = result_magnitude_rounded_base + 32'(result_magnitude_kept) +
      32'(result_magnitude_rounded_up);
  wire [30:0] result_magnitude = result_magnitude_overflows ? 31'h7f800000 : result_magnitude_rounded[30:0];
  wire [31:0] result_result = {result_sign, result_is_zero || result_is_infinite ? result_special : result_magnitude};
  wire [31:0] result = result_is_nan ? 32'h7fc00000 : result_result;

  always_ff @(posedge clock) begin
    if (enable) begin
      result_product <= result_left_significand * result_right_significand;
      result_zeros <= result_subnormal_zeros;
      result_sum <= result_exponents;
      result_sign <= result_signs;
      result_is_zero <= result_meets_zero;
      result_is_infinite <= result_meets_infinity;
      result_is_nan <= result_left_magnitude > 31'h7f800000 || result_right_magnitude > 31'h7f800000 ||
          (result_meets_zero && result_meets_infinity);
      product <= result;
    end
  end

  wire unused = &{1'b0, result_left_zeros_searched_1[0], result_right_zeros_searched_1[0], result_magnitude_rounded[31],
      1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
