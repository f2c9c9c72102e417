// row_scaler: RowScaler (Units/RowScaler.swift)
//
// Scale products of a quantised matrix: exact sums with a power of two and a row's scale to FP32.
//
//   sumWidth = 48
module row_scaler (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic signed [47:0] input_sum,
  input  logic signed [10:0] input_exponent,
  input  logic signed [10:0] input_rowExponent,
  input  logic        [31:0] input_scale,
  input  logic               input_last,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [31:0] output_number,
  output logic               output_last
);
  wire [31:0] wire_value;
  wire [31:0] wire_value_1;
  wire wire_value_2;
  wire wire_value_3;
  wire wire_value_4;
  wire slice_input_ready;
  wire [31:0] converted_number;
  wire [31:0] converted_scale;
  wire converted_last;
  wire converted_valid;
  wire [31:0] product_number;
  wire product_last;
  wire product_valid;
  wire product_ready;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  wire [31:0] multiplier_product;
  logic later;
  logic later_1;

  wire sign = input_sum[47];
  wire [47:0] magnitude = sign ? -input_sum : input_sum;
  wire [63:0] rest = {magnitude, 16'd0};
  wire [31:0] upper_5 = rest[63:32];
  wire isClear_5 = !(|upper_5);
  wire [31:0] upper_0_bits = isClear_5 ? rest[31:0] : upper_5;
  wire [15:0] upper_4 = upper_0_bits[31:16];
  wire isClear_4 = !(|upper_4);
  wire [15:0] upper_0_bits_1 = isClear_4 ? upper_0_bits[15:0] : upper_4;
  wire [7:0] upper_3 = upper_0_bits_1[15:8];
  wire isClear_3 = !(|upper_3);
  wire [7:0] upper_0_bits_2 = isClear_3 ? upper_0_bits_1[7:0] : upper_3;
  wire [3:0] upper_2 = upper_0_bits_2[7:4];
  wire isClear_2 = !(|upper_2);
  wire [3:0] upper_0_bits_3 = isClear_2 ? upper_0_bits_2[3:0] : upper_2;
  wire [1:0] upper_1 = upper_0_bits_3[3:2];
  wire isClear_1 = !(|upper_1);
  wire [1:0] upper_0_bits_4 = isClear_1 ? upper_0_bits_3[1:0] : upper_1;
  wire upper_0 = upper_0_bits_4[1];
  wire isClear_0 = !upper_0;
  wire [5:0] zeros = {isClear_5, isClear_4, isClear_3, isClear_2, isClear_1, isClear_0};
  wire [47:0] normal = magnitude << zeros;
  wire signed [12:0] unit = 13'sd173 - 13'(zeros);
  wire signed [11:0] exponent = 12'(input_exponent) + 12'(input_rowExponent);
  wire signed [12:0] scaled = unit + 13'(exponent);
  wire overflows = scaled > 13'sd253;
  wire isSmall = scaled[12];
  wire [7:0] field = scaled[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [25:0] reduced = {normal[47:23], |normal[22:0]};
  wire [12:0] under_operand = -scaled;
  wire [4:0] under = (|under_operand[12:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] packed_value = overflows ? 31'h7f800000 : rounded[30:0];

  assign wire_value_3 = input_valid;
  assign input_ready = wire_value_4;
  assign wire_value = {sign, normal[47] ? packed_value : 31'd0};
  assign wire_value_1 = input_scale;
  assign wire_value_2 = input_last;
  assign wire_value_4 = slice_input_ready;
  assign moves = !isOccupied_1 || product_ready;
  assign product_valid = isOccupied_1;
  assign product_number = multiplier_product;
  assign product_last = later_1;
  assign output_valid = product_valid;
  assign product_ready = output_ready;
  assign output_number = product_number;
  assign output_last = product_last;

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0 <= 1'b0;
      isOccupied_1 <= 1'b0;
      later <= 1'b0;
      later_1 <= 1'b0;
    end else if (moves) begin
      isOccupied_0 <= converted_valid;
      isOccupied_1 <= isOccupied_0;
      later <= converted_last;
      later_1 <= later;
    end
  end

  register_slice_number_and_scale_59502dcc slice (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_3),
    .input_ready   (slice_input_ready),
    .input_number  (wire_value),
    .input_scale   (wire_value_1),
    .input_last    (wire_value_2),
    .output_valid  (converted_valid),
    .output_ready  (moves),
    .output_number (converted_number),
    .output_scale  (converted_scale),
    .output_last   (converted_last)
  );

  pipelined_multiplier_single multiplier (
    .clock   (clock),
    .enable  (moves),
    .a       (converted_number),
    .b       (converted_scale),
    .product (multiplier_product)
  );

  wire unused = &{1'b0, upper_0_bits_4[0], rounded[31], 1'b0};
endmodule
