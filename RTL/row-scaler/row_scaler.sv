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
  wire [31:0] converted_slice_input_number, converted_number, converted_scale;
  wire converted_last, converted_valid;
  logic product_is_occupied_0, product_last_later_0;

  wire converted_number_convert_sign = input_sum[47];
  wire [47:0] converted_number_convert_magnitude = converted_number_convert_sign ? -input_sum : input_sum;
  wire [63:0] converted_number_convert_zeros_rest = {converted_number_convert_magnitude, 16'd0};
  wire [31:0] converted_number_convert_zeros_upper_5 = converted_number_convert_zeros_rest[63:32];
  wire converted_number_convert_zeros_is_clear_5 = !(|converted_number_convert_zeros_upper_5);
  wire [31:0] converted_number_convert_zeros_searched_5 = converted_number_convert_zeros_is_clear_5 ?
      converted_number_convert_zeros_rest[31:0] : converted_number_convert_zeros_upper_5;
  wire [15:0] converted_number_convert_zeros_upper_4 = converted_number_convert_zeros_searched_5[31:16];
  wire converted_number_convert_zeros_is_clear_4 = !(|converted_number_convert_zeros_upper_4);
  wire [15:0] converted_number_convert_zeros_searched_4 = converted_number_convert_zeros_is_clear_4 ?
      converted_number_convert_zeros_searched_5[15:0] : converted_number_convert_zeros_upper_4;
  wire [7:0] converted_number_convert_zeros_upper_3 = converted_number_convert_zeros_searched_4[15:8];
  wire converted_number_convert_zeros_is_clear_3 = !(|converted_number_convert_zeros_upper_3);
  wire [7:0] converted_number_convert_zeros_searched_3 = converted_number_convert_zeros_is_clear_3 ?
      converted_number_convert_zeros_searched_4[7:0] : converted_number_convert_zeros_upper_3;
  wire [3:0] converted_number_convert_zeros_upper_2 = converted_number_convert_zeros_searched_3[7:4];
  wire converted_number_convert_zeros_is_clear_2 = !(|converted_number_convert_zeros_upper_2);
  wire [3:0] converted_number_convert_zeros_searched_2 = converted_number_convert_zeros_is_clear_2 ?
      converted_number_convert_zeros_searched_3[3:0] : converted_number_convert_zeros_upper_2;
  wire [1:0] converted_number_convert_zeros_upper_1 = converted_number_convert_zeros_searched_2[3:2];
  wire converted_number_convert_zeros_is_clear_1 = !(|converted_number_convert_zeros_upper_1);
  wire [1:0] converted_number_convert_zeros_searched_1 = converted_number_convert_zeros_is_clear_1 ?
      converted_number_convert_zeros_searched_2[1:0] : converted_number_convert_zeros_upper_1;
  wire converted_number_convert_zeros_upper_0 = converted_number_convert_zeros_searched_1[1];
  wire converted_number_convert_zeros_is_clear_0 = !converted_number_convert_zeros_upper_0;
  wire [5:0] converted_number_convert_zeros = {converted_number_convert_zeros_is_clear_5,
      converted_number_convert_zeros_is_clear_4, converted_number_convert_zeros_is_clear_3,
      converted_number_convert_zeros_is_clear_2, converted_number_convert_zeros_is_clear_1,
      converted_number_convert_zeros_is_clear_0};
  wire [47:0] converted_number_convert_normal = converted_number_convert_magnitude << converted_number_convert_zeros;
  wire signed [12:0] converted_number_convert_unit = 13'sd173 - 13'(converted_number_convert_zeros);
  wire [11:0] converted_exponents = 12'(input_exponent) + 12'($signed(input_row_exponent));
  wire signed [12:0] converted_number_convert_scaled = converted_number_convert_unit +
      13'($signed(converted_exponents));
  wire converted_number_convert_packed_overflows = converted_number_convert_scaled > 13'sd253;
  wire converted_number_convert_packed_is_small = converted_number_convert_scaled[12];
  wire [7:0] converted_number_convert_packed_field = converted_number_convert_scaled[7:0];
  wire [7:0] converted_number_convert_packed_base = converted_number_convert_packed_is_small ? 8'd0 :
      converted_number_convert_packed_field;
  wire [31:0] converted_number_convert_packed_rounded_base = {1'b0, converted_number_convert_packed_base, 23'd0};
  wire [25:0] converted_number_convert_packed_reduced = {converted_number_convert_normal[47:23],
      |converted_number_convert_normal[22:0]};
  wire [12:0] converted_number_convert_packed_under_operand = -converted_number_convert_scaled;
  wire [4:0] converted_number_convert_packed_under = (|converted_number_convert_packed_under_operand[12:5]) ? 5'd31 :
      converted_number_convert_packed_under_operand[4:0];
  wire [4:0] converted_number_convert_packed_amount = converted_number_convert_packed_is_small ?
      converted_number_convert_packed_under : 5'd0;
  wire [56:0] converted_number_convert_packed_moved = {converted_number_convert_packed_reduced, 31'd0} >>
      converted_number_convert_packed_amount;
  wire [23:0] converted_number_convert_packed_kept = converted_number_convert_packed_moved[56:33];
  wire converted_number_convert_packed_rounded_up = converted_number_convert_packed_moved[32] &&
      ((|converted_number_convert_packed_moved[31:0]) || converted_number_convert_packed_kept[0]);
  wire [31:0] converted_number_convert_packed_rounded = converted_number_convert_packed_rounded_base +
      32'(converted_number_convert_packed_kept) + 32'(converted_number_convert_packed_rounded_up);
  wire [30:0] converted_number_convert_packed = converted_number_convert_packed_overflows ? 31'h7f800000 :
      converted_number_convert_packed_rounded[30:0];
  wire product_moves = !output_valid || output_ready;

  assign converted_slice_input_number = {converted_number_convert_sign, converted_number_convert_normal[47] ?
      converted_number_convert_packed : 31'd0};

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
    .input_number  (converted_slice_input_number),
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
    .product (output_number)
  );

  wire unused = &{1'b0, converted_number_convert_zeros_searched_1[0], converted_number_convert_packed_rounded[31],
      1'b0};
endmodule
