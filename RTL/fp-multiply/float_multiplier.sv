// float_multiplier: FloatMultiplier (Units/FloatMultiplier.swift)
//
// The product of two floating-point numbers, rounded to nearest even.
//
//   format = single
//   stages = 1
module float_multiplier (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [31:0] operands_a,
  input  logic [31:0] operands_b,
  output logic        product_valid,
  input  logic        product_ready,
  output logic [31:0] product_number
);
  wire [31:0] products_stage_output_a, products_stage_output_b;

  wire [30:0] products_left_magnitude = products_stage_output_a[30:0];
  wire [30:0] products_right_magnitude = products_stage_output_b[30:0];
  wire products_meets_zero = !(|products_left_magnitude) || !(|products_right_magnitude);
  wire products_meets_infinity = products_left_magnitude == 31'h7f800000 || products_right_magnitude == 31'h7f800000;
  wire products_is_nan = products_left_magnitude > 31'h7f800000 || products_right_magnitude > 31'h7f800000 ||
      (products_meets_zero && products_meets_infinity);
  wire [30:0] products_special = products_meets_infinity ? 31'h7f800000 : 31'd0;
  wire [7:0] products_left_field = products_stage_output_a[30:23];
  wire products_left_is_normal = |products_left_field;
  wire [7:0] products_left_exponent = products_left_field | 8'(!products_left_is_normal);
  wire [7:0] products_right_field = products_stage_output_b[30:23];
  wire products_right_is_normal = |products_right_field;
  wire [7:0] products_right_exponent = products_right_field | 8'(!products_right_is_normal);
  wire [9:0] products_exponents = 10'(products_left_exponent) + 10'(products_right_exponent);
  wire [23:0] products_left_significand = {products_left_is_normal, products_stage_output_a[22:0]};
  wire [31:0] products_left_zeros_rest = {products_left_significand, 8'd0};
  wire [15:0] products_left_zeros_upper_4 = products_left_zeros_rest[31:16];
  wire products_left_zeros_is_clear_4 = !(|products_left_zeros_upper_4);
  wire [15:0] products_left_zeros_searched_4 = products_left_zeros_is_clear_4 ? products_left_zeros_rest[15:0] :
      products_left_zeros_upper_4;
  wire [7:0] products_left_zeros_upper_3 = products_left_zeros_searched_4[15:8];
  wire products_left_zeros_is_clear_3 = !(|products_left_zeros_upper_3);
  wire [7:0] products_left_zeros_searched_3 = products_left_zeros_is_clear_3 ? products_left_zeros_searched_4[7:0] :
      products_left_zeros_upper_3;
  wire [3:0] products_left_zeros_upper_2 = products_left_zeros_searched_3[7:4];
  wire products_left_zeros_is_clear_2 = !(|products_left_zeros_upper_2);
  wire [3:0] products_left_zeros_searched_2 = products_left_zeros_is_clear_2 ? products_left_zeros_searched_3[3:0] :
      products_left_zeros_upper_2;
  wire [1:0] products_left_zeros_upper_1 = products_left_zeros_searched_2[3:2];
  wire products_left_zeros_is_clear_1 = !(|products_left_zeros_upper_1);
  wire [1:0] products_left_zeros_searched_1 = products_left_zeros_is_clear_1 ? products_left_zeros_searched_2[1:0] :
      products_left_zeros_upper_1;
  wire products_left_zeros_upper_0 = products_left_zeros_searched_1[1];
  wire products_left_zeros_is_clear_0 = !products_left_zeros_upper_0;
  wire [4:0] products_left_zeros = {products_left_zeros_is_clear_4, products_left_zeros_is_clear_3,
      products_left_zeros_is_clear_2, products_left_zeros_is_clear_1, products_left_zeros_is_clear_0};
  wire [23:0] products_right_significand = {products_right_is_normal, products_stage_output_b[22:0]};
  wire [31:0] products_right_zeros_rest = {products_right_significand, 8'd0};
  wire [15:0] products_right_zeros_upper_4 = products_right_zeros_rest[31:16];
  wire products_right_zeros_is_clear_4 = !(|products_right_zeros_upper_4);
  wire [15:0] products_right_zeros_searched_4 = products_right_zeros_is_clear_4 ? products_right_zeros_rest[15:0] :
      products_right_zeros_upper_4;
  wire [7:0] products_right_zeros_upper_3 = products_right_zeros_searched_4[15:8];
  wire products_right_zeros_is_clear_3 = !(|products_right_zeros_upper_3);
  wire [7:0] products_right_zeros_searched_3 = products_right_zeros_is_clear_3 ? products_right_zeros_searched_4[7:0] :
      products_right_zeros_upper_3;
  wire [3:0] products_right_zeros_upper_2 = products_right_zeros_searched_3[7:4];
  wire products_right_zeros_is_clear_2 = !(|products_right_zeros_upper_2);
  wire [3:0] products_right_zeros_searched_2 = products_right_zeros_is_clear_2 ? products_right_zeros_searched_3[3:0] :
      products_right_zeros_upper_2;
  wire [1:0] products_right_zeros_upper_1 = products_right_zeros_searched_2[3:2];
  wire products_right_zeros_is_clear_1 = !(|products_right_zeros_upper_1);
  wire [1:0] products_right_zeros_searched_1 = products_right_zeros_is_clear_1 ? products_right_zeros_searched_2[1:0] :
      products_right_zeros_upper_1;
  wire products_right_zeros_upper_0 = products_right_zeros_searched_1[1];
  wire products_right_zeros_is_clear_0 = !products_right_zeros_upper_0;
  wire [4:0] products_right_zeros = {products_right_zeros_is_clear_4, products_right_zeros_is_clear_3,
      products_right_zeros_is_clear_2, products_right_zeros_is_clear_1, products_right_zeros_is_clear_0};
  wire [5:0] products_subnormal_zeros = 6'(products_left_zeros) + 6'(products_right_zeros);
  wire [47:0] products_product = products_left_significand * products_right_significand;
  wire [47:0] products_raised = products_product << products_subnormal_zeros;
  wire products_reaches = products_raised[47];
  wire signed [9:0] products_exponent = products_exponents - 10'd127 - 10'(products_subnormal_zeros) -
      10'(!products_reaches);
  wire products_magnitude_overflows = products_exponent > 10'sd253;
  wire products_magnitude_is_small = products_exponent[9];
  wire [7:0] products_magnitude_field = products_exponent[7:0];
  wire [7:0] products_magnitude_base = products_magnitude_is_small ? 8'd0 : products_magnitude_field;
  wire [31:0] products_magnitude_rounded_base = {1'b0, products_magnitude_base, 23'd0};
  wire [47:0] products_normal = products_reaches ? products_raised : products_raised << 1;
  wire [25:0] products_magnitude_reduced = {products_normal[47:23], |products_normal[22:0]};
  wire [9:0] products_magnitude_under_operand = -products_exponent;
  wire [4:0] products_magnitude_under = (|products_magnitude_under_operand[9:5]) ? 5'd31 :
      products_magnitude_under_operand[4:0];
  wire [4:0] products_magnitude_amount = products_magnitude_is_small ? products_magnitude_under : 5'd0;
  wire [56:0] products_magnitude_moved = {products_magnitude_reduced, 31'd0} >> products_magnitude_amount;
  wire [23:0] products_magnitude_kept = products_magnitude_moved[56:33];
  wire products_magnitude_rounded_up = products_magnitude_moved[32] && ((|products_magnitude_moved[31:0]) ||
      products_magnitude_kept[0]);
  wire [31:0] products_magnitude_rounded = products_magnitude_rounded_base + 32'(products_magnitude_kept) +
      32'(products_magnitude_rounded_up);
  wire [30:0] products_magnitude = products_magnitude_overflows ? 31'h7f800000 : products_magnitude_rounded[30:0];
  wire products_signs = products_stage_output_a[31] ^ products_stage_output_b[31];
  wire [31:0] products_result = {products_signs, products_meets_zero || products_meets_infinity ? products_special :
      products_magnitude};

  assign product_number = products_is_nan ? 32'h7fc00000 : products_result;

  register_slice_float_operands_a32_b32_stylefull products_stage (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (operands_valid),
    .input_ready  (operands_ready),
    .input_a      (operands_a),
    .input_b      (operands_b),
    .output_valid (product_valid),
    .output_ready (product_ready),
    .output_a     (products_stage_output_a),
    .output_b     (products_stage_output_b)
  );

  wire unused = &{1'b0, products_left_zeros_searched_1[0], products_right_zeros_searched_1[0],
      products_magnitude_rounded[31], 1'b0};
endmodule
