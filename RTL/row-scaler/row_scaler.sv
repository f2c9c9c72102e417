// row_scaler: RowScaler (Units/RowScaler.swift)
//
// Scale products of a quantized matrix: exact sums with a power of two and a row's scale to FP32.
//
//   sumWidth = 48
//   lanes    = 1
module row_scaler (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [47:0] input_sum,
  input  logic signed [10:0] input_exponent,
  input  logic        [10:0] input_row_exponent,
  input  logic        [31:0] input_scale,
  input  logic               input_last,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [31:0] output_number,
  output logic               output_last,
  output logic        [31:0] busy_cycles,
  output logic        [31:0] starved_cycles,
  output logic        [31:0] back_pressured_cycles
);
  wire [31:0] wire_value, converted_number, converted_scale;
  wire converted_last, converted_valid;
  wire [31:0] product_number;
  logic product_is_occupied_0;
  wire [31:0] product_number_multiply_multiplier_product;
  logic product_last_later_0;

  wire value_part = input_sum[47];
  wire [47:0] value_shifted = value_part ? -input_sum : input_sum;
  wire [63:0] value_bits = {value_shifted, 16'd0};
  wire [31:0] value_else = value_bits[63:32];
  wire value_part_1 = !(|value_else);
  wire [31:0] value_bits_1 = value_part_1 ? value_bits[31:0] : value_else;
  wire [15:0] value_else_1 = value_bits_1[31:16];
  wire value_part_2 = !(|value_else_1);
  wire [15:0] value_bits_2 = value_part_2 ? value_bits_1[15:0] : value_else_1;
  wire [7:0] value_else_2 = value_bits_2[15:8];
  wire value_part_3 = !(|value_else_2);
  wire [7:0] value_bits_3 = value_part_3 ? value_bits_2[7:0] : value_else_2;
  wire [3:0] value_else_3 = value_bits_3[7:4];
  wire value_part_4 = !(|value_else_3);
  wire [3:0] value_bits_4 = value_part_4 ? value_bits_3[3:0] : value_else_3;
  wire [1:0] value_else_4 = value_bits_4[3:2];
  wire value_part_5 = !(|value_else_4);
  wire [1:0] value_bits_5 = value_part_5 ? value_bits_4[1:0] : value_else_4;
  wire [5:0] value_operand = {value_part_1, value_part_2, value_part_3, value_part_4, value_part_5, !value_bits_5[1]};
  wire [47:0] value_bits_6 = value_shifted << value_operand;
  wire signed [12:0] value_operand_1 = 13'sd173 - 13'(value_operand) + 13'(12'(12'(input_exponent) +
      12'($signed(input_row_exponent))));
  wire value_select = value_operand_1[12];
  wire [12:0] value_operand_2 = -value_operand_1;
  wire [56:0] value_bits_7 = {{value_bits_6[47:23], |value_bits_6[22:0]}, 31'd0} >> (value_select ?
      ((|value_operand_2[12:5]) ? 5'd31 : value_operand_2[4:0]) : 5'd0);
  wire [23:0] value_bits_8 = value_bits_7[56:33];
  wire product_moves = !output_valid || output_ready;

  assign wire_value = {value_part, value_bits_6[47] ? (value_operand_1 > 13'sd253 ? 31'h7f800000 : 31'({1'b0,
      value_select ? 8'd0 : value_operand_1[7:0], 23'd0} + 32'(value_bits_8) + 32'(value_bits_7[32] &&
      ((|value_bits_7[31:0]) || value_bits_8[0])))) : 31'd0};
  assign product_number = product_number_multiply_multiplier_product;
  assign output_number = product_number;

  always_ff @(posedge clock) begin
    if (reset) begin
      product_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      product_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (product_moves) begin
      product_is_occupied_0 <= converted_valid;
      output_valid <= product_is_occupied_0;
      product_last_later_0 <= converted_last;
      output_last <= product_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (input_valid && input_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (input_ready && !input_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (output_valid && !output_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  register_slice_number_and_scale_1_32_1_32_1_forward converted_slice (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (input_valid),
    .input_ready   (input_ready),
    .input_number  (wire_value),
    .input_scale   (input_scale),
    .input_last    (input_last),
    .output_valid  (converted_valid),
    .output_ready  (product_moves),
    .output_number (converted_number),
    .output_scale  (converted_scale),
    .output_last   (converted_last)
  );

  pipelined_multiplier_single product_number_multiply_multiplier (
    .clock   (clock),
    .enable  (product_moves),
    .a       (converted_number),
    .b       (converted_scale),
    .product (product_number_multiply_multiplier_product)
  );

  wire unused = &{1'b0, value_bits_5[0], 1'b0};
endmodule
