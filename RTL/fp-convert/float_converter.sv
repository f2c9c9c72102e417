// float_converter: FloatConverter (Units/FloatConverter.swift)
//
// Converts between floating-point formats and integers, times a power of two.
//
//   source        = int32
//   target        = fp32
//   exponentWidth = 10
//   rounding      = nearest-even
//   overflow      = special
//   stages        = 1
module float_converter (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [31:0] input_number,
  input  logic signed  [9:0] input_exponent,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [31:0] output_number
);
  wire [31:0] input_number_1;
  wire signed [9:0] input_exponent_1;

  wire signed [31:0] source_number = input_number_1;
  wire [31:0] zeros_rest = source_number[31] ? -source_number : source_number;
  wire [15:0] zeros_upper_4 = zeros_rest[31:16];
  wire zeros_is_clear_4 = !(|zeros_upper_4);
  wire [15:0] zeros_searched_4 = zeros_is_clear_4 ? zeros_rest[15:0] : zeros_upper_4;
  wire [7:0] zeros_upper_3 = zeros_searched_4[15:8];
  wire zeros_is_clear_3 = !(|zeros_upper_3);
  wire [7:0] zeros_searched_3 = zeros_is_clear_3 ? zeros_searched_4[7:0] : zeros_upper_3;
  wire [3:0] zeros_upper_2 = zeros_searched_3[7:4];
  wire zeros_is_clear_2 = !(|zeros_upper_2);
  wire [3:0] zeros_searched_2 = zeros_is_clear_2 ? zeros_searched_3[3:0] : zeros_upper_2;
  wire [1:0] zeros_upper_1 = zeros_searched_2[3:2];
  wire zeros_is_clear_1 = !(|zeros_upper_1);
  wire [1:0] zeros_searched_1 = zeros_is_clear_1 ? zeros_searched_2[1:0] : zeros_upper_1;
  wire zeros_upper_0 = zeros_searched_1[1];
  wire zeros_is_clear_0 = !zeros_upper_0;
  wire [4:0] zeros = {zeros_is_clear_4, zeros_is_clear_3, zeros_is_clear_2, zeros_is_clear_1, zeros_is_clear_0};
  wire signed [12:0] output_number_exponent = 13'($signed(12'sd31 + 12'(input_exponent_1) - 12'(zeros))) + 13'sd126;
  wire output_number_is_small = output_number_exponent[12];
  wire [12:0] output_number_field = output_number_is_small || !(|zeros_rest) ? 13'd0 : output_number_exponent;
  wire [35:0] output_number_base = {output_number_field, 23'd0};
  wire [31:0] output_number_reduced_bits = zeros_rest << zeros;
  wire [26:0] output_number_reduced = {output_number_reduced_bits[31:6], |output_number_reduced_bits[5:0]};
  wire [12:0] output_number_places_operand = -output_number_exponent;
  wire [4:0] output_number_places = output_number_is_small ? ((|output_number_places_operand[12:5]) ? 5'd31 :
      output_number_places_operand[4:0]) : 5'd0;
  wire output_number_moved_falls_0 = output_number_reduced[0] && output_number_places[0];
  wire output_number_moved_collected_0 = 1'b0 || output_number_moved_falls_0;
  wire [26:0] output_number_moved_shifted_0 = output_number_places[0] ? output_number_reduced >> 1 :
      output_number_reduced;
  wire output_number_moved_falls_1 = (|output_number_moved_shifted_0[1:0]) && output_number_places[1];
  wire output_number_moved_collected_1 = output_number_moved_collected_0 || output_number_moved_falls_1;
  wire [26:0] output_number_moved_shifted_1 = output_number_places[1] ? output_number_moved_shifted_0 >> 2 :
      output_number_moved_shifted_0;
  wire output_number_moved_falls_2 = (|output_number_moved_shifted_1[3:0]) && output_number_places[2];
  wire output_number_moved_collected_2 = output_number_moved_collected_1 || output_number_moved_falls_2;
  wire [26:0] output_number_moved_shifted_2 = output_number_places[2] ? output_number_moved_shifted_1 >> 4 :
      output_number_moved_shifted_1;
  wire output_number_moved_falls_3 = (|output_number_moved_shifted_2[7:0]) && output_number_places[3];
  wire output_number_moved_collected_3 = output_number_moved_collected_2 || output_number_moved_falls_3;
  wire [26:0] output_number_moved_shifted_3 = output_number_places[3] ? output_number_moved_shifted_2 >> 8 :
      output_number_moved_shifted_2;
  wire output_number_moved_falls_4 = (|output_number_moved_shifted_3[15:0]) && output_number_places[4];
  wire output_number_moved_collected_4 = output_number_moved_collected_3 || output_number_moved_falls_4;
  wire [26:0] output_number_moved_shifted_4 = output_number_places[4] ? output_number_moved_shifted_3 >> 16 :
      output_number_moved_shifted_3;
  wire [27:0] output_number_moved = {output_number_moved_shifted_4, output_number_moved_collected_4};
  wire output_number_up_rhs = |output_number_moved[2:0];
  wire output_number_up_nearest = output_number_moved[3] && (output_number_up_rhs || output_number_moved[4]);
  wire output_number_sign = 1'b0 ? 1'b0 : source_number[31];
  wire output_number_up_outwards = output_number_sign ? 1'b0 : 1'b0;
  wire output_number_up = output_number_up_nearest || (output_number_up_outwards && (output_number_moved[3] ||
      output_number_up_rhs));
  wire [35:0] output_number_digits = output_number_base + 36'(output_number_moved[27:4]) + 36'(output_number_up);
  wire output_number_overflows = output_number_digits > 36'h07f7fffff;
  wire output_number_is_beyond = output_number_overflows || 1'b0;
  wire [30:0] output_number_magnitude = output_number_is_beyond ? 31'h7f800000 : output_number_digits[30:0];
  wire output_number_result_sign = 1'b0 ? source_number[31] : output_number_sign;
  wire [31:0] output_number_finite = {output_number_result_sign, output_number_magnitude};

  assign output_number = 1'b0 ? 32'h7fc00000 : output_number_finite;

  register_slice_scaled_number_32_10_0_full input_stage (
    .clock           (clock),
    .reset           (reset),
    .input_valid     (input_valid),
    .input_ready     (input_ready),
    .input_number    (input_number),
    .input_exponent  (input_exponent),
    .output_valid    (output_valid),
    .output_ready    (output_ready),
    .output_number   (input_number_1),
    .output_exponent (input_exponent_1)
  );

  wire unused = &{1'b0, zeros_searched_1[0], 1'b0};
endmodule
