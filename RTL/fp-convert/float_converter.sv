// float_converter: FloatConverter (Units/FloatConverter.swift)
//
// Converts between floating-point formats and integers, times a power of two.
//
//   source        = int32
//   target        = single
//   exponentWidth = 10
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

  wire output_number_sign = input_number_1[31];
  wire [31:0] output_number_magnitude = output_number_sign ? -input_number_1 : input_number_1;
  wire [15:0] output_number_zeros_upper_4 = output_number_magnitude[31:16];
  wire output_number_zeros_is_clear_4 = !(|output_number_zeros_upper_4);
  wire [15:0] output_number_zeros_searched_4 = output_number_zeros_is_clear_4 ? output_number_magnitude[15:0] :
      output_number_zeros_upper_4;
  wire [7:0] output_number_zeros_upper_3 = output_number_zeros_searched_4[15:8];
  wire output_number_zeros_is_clear_3 = !(|output_number_zeros_upper_3);
  wire [7:0] output_number_zeros_searched_3 = output_number_zeros_is_clear_3 ? output_number_zeros_searched_4[7:0] :
      output_number_zeros_upper_3;
  wire [3:0] output_number_zeros_upper_2 = output_number_zeros_searched_3[7:4];
  wire output_number_zeros_is_clear_2 = !(|output_number_zeros_upper_2);
  wire [3:0] output_number_zeros_searched_2 = output_number_zeros_is_clear_2 ? output_number_zeros_searched_3[3:0] :
      output_number_zeros_upper_2;
  wire [1:0] output_number_zeros_upper_1 = output_number_zeros_searched_2[3:2];
  wire output_number_zeros_is_clear_1 = !(|output_number_zeros_upper_1);
  wire [1:0] output_number_zeros_searched_1 = output_number_zeros_is_clear_1 ? output_number_zeros_searched_2[1:0] :
      output_number_zeros_upper_1;
  wire output_number_zeros_upper_0 = output_number_zeros_searched_1[1];
  wire output_number_zeros_is_clear_0 = !output_number_zeros_upper_0;
  wire [4:0] output_number_zeros = {output_number_zeros_is_clear_4, output_number_zeros_is_clear_3,
      output_number_zeros_is_clear_2, output_number_zeros_is_clear_1, output_number_zeros_is_clear_0};
  wire [31:0] output_number_normal = output_number_magnitude << output_number_zeros;
  wire signed [10:0] output_number_unit = 11'sd157 - 11'(output_number_zeros);
  wire signed [10:0] output_number_scaled = output_number_unit + 11'(input_exponent_1);
  wire output_number_packed_overflows = output_number_scaled > 11'sd253;
  wire output_number_packed_is_small = output_number_scaled[10];
  wire [7:0] output_number_packed_field = output_number_scaled[7:0];
  wire [7:0] output_number_packed_base = output_number_packed_is_small ? 8'd0 : output_number_packed_field;
  wire [31:0] output_number_packed_rounded_base = {1'b0, output_number_packed_base, 23'd0};
  wire [25:0] output_number_packed_reduced = {output_number_normal[31:7], |output_number_normal[6:0]};
  wire [10:0] output_number_packed_under_operand = -output_number_scaled;
  wire [4:0] output_number_packed_under = (|output_number_packed_under_operand[10:5]) ? 5'd31 :
      output_number_packed_under_operand[4:0];
  wire [4:0] output_number_packed_amount = output_number_packed_is_small ? output_number_packed_under : 5'd0;
  wire [56:0] output_number_packed_moved = {output_number_packed_reduced, 31'd0} >> output_number_packed_amount;
  wire [23:0] output_number_packed_kept = output_number_packed_moved[56:33];
  wire output_number_packed_rounded_up = output_number_packed_moved[32] && ((|output_number_packed_moved[31:0]) ||
      output_number_packed_kept[0]);
  wire [31:0] output_number_packed_rounded = output_number_packed_rounded_base + 32'(output_number_packed_kept) +
      32'(output_number_packed_rounded_up);
  wire [30:0] output_number_packed = output_number_packed_overflows ? 31'h7f800000 : output_number_packed_rounded[30:0];

  assign output_number = {output_number_sign, output_number_normal[31] ? output_number_packed : 31'd0};

  register_slice_scaled_number_32_10_full input_stage (
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

  wire unused = &{1'b0, output_number_zeros_searched_1[0], output_number_packed_rounded[31], 1'b0};
endmodule
