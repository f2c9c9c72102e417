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
  wire stage_input_ready;
  wire [31:0] input_number_1;
  wire signed [9:0] input_exponent_1;
  wire input_valid_1;

  wire sign = input_number_1[31];
  wire [31:0] magnitude = sign ? -input_number_1 : input_number_1;
  wire [15:0] upper_4 = magnitude[31:16];
  wire isClear_4 = !(|upper_4);
  wire [15:0] upper_0_bits = isClear_4 ? magnitude[15:0] : upper_4;
  wire [7:0] upper_3 = upper_0_bits[15:8];
  wire isClear_3 = !(|upper_3);
  wire [7:0] upper_0_bits_1 = isClear_3 ? upper_0_bits[7:0] : upper_3;
  wire [3:0] upper_2 = upper_0_bits_1[7:4];
  wire isClear_2 = !(|upper_2);
  wire [3:0] upper_0_bits_2 = isClear_2 ? upper_0_bits_1[3:0] : upper_2;
  wire [1:0] upper_1 = upper_0_bits_2[3:2];
  wire isClear_1 = !(|upper_1);
  wire [1:0] upper_0_bits_3 = isClear_1 ? upper_0_bits_2[1:0] : upper_1;
  wire upper_0 = upper_0_bits_3[1];
  wire isClear_0 = !upper_0;
  wire [4:0] zeros = {isClear_4, isClear_3, isClear_2, isClear_1, isClear_0};
  wire [31:0] normal = magnitude << zeros;
  wire signed [10:0] unit = 11'sd157 - 11'(zeros);
  wire signed [10:0] scaled = unit + 11'(input_exponent_1);
  wire overflows = scaled > 11'sd253;
  wire isSmall = scaled[10];
  wire [7:0] field = scaled[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [25:0] reduced = {normal[31:7], |normal[6:0]};
  wire [10:0] under_operand = -scaled;
  wire [4:0] under = (|under_operand[10:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] packed_value = overflows ? 31'h7f800000 : rounded[30:0];

  assign input_ready = stage_input_ready;
  assign output_valid = input_valid_1;
  assign output_number = {sign, normal[31] ? packed_value : 31'd0};

  register_slice_scaled_number_number32_exponent10_stylefull stage (
    .clock           (clock),
    .reset           (reset),
    .input_valid     (input_valid),
    .input_ready     (stage_input_ready),
    .input_number    (input_number),
    .input_exponent  (input_exponent),
    .output_valid    (input_valid_1),
    .output_ready    (output_ready),
    .output_number   (input_number_1),
    .output_exponent (input_exponent_1)
  );

  wire unused = &{1'b0, upper_0_bits_3[0], rounded[31], 1'b0};
endmodule
