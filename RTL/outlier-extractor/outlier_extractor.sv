// outlier_extractor: OutlierExtractor (Units/OutlierExtractor.swift)
//
// Splits FP32 activations into clipped INT8 codes and the residuals that do not fit.
//
//   maximumLength = 2048
//   entries       = 16
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module outlier_extractor (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [31:0] input_number,
  input  logic        [31:0] input_inverse_scale,
  input  logic               input_last,
  output logic               codes_valid,
  input  logic               codes_ready,
  output logic signed  [7:0] codes_code,
  output logic               codes_last,
  output logic               outliers_valid,
  input  logic               outliers_ready,
  output logic        [10:0] outliers_channel,
  output logic signed [23:0] outliers_residual,
  output logic               outliers_is_outlier,
  output logic               outliers_last,
  output logic        [31:0] outlier_count,
  output logic        [31:0] saturated_count
);
  wire [31:0] products_number;
  logic products_last, products_valid;
  wire products_ready;
  logic products_is_occupied_0, products_last_delayed_0;
  wire signed [25:0] rounded_slice_input_number, rounded_number;
  wire rounded_valid;
  logic [10:0] channel;
  wire found_ready;

  wire [30:0] rounded_number_source_magnitude = products_number[30:0];
  wire [7:0] rounded_number_source_field = products_number[30:23];
  wire rounded_number_source_is_normal = |rounded_number_source_field;
  wire [7:0] rounded_number_source_exponent = rounded_number_source_field | 8'(!rounded_number_source_is_normal);
  wire signed [9:0] rounded_number_place = 10'(rounded_number_source_exponent) - 10'sd150;
  wire rounded_number_is_above = !rounded_number_place[9];
  wire [23:0] rounded_number_source_significand = {rounded_number_source_is_normal, products_number[22:0]};
  wire [4:0] rounded_number_raise = (|rounded_number_place[9:5]) ? 5'd31 : rounded_number_place[4:0];
  wire rounded_number_leaves = (|rounded_number_source_significand) && rounded_number_raise >= 5'd26;
  wire [49:0] rounded_number_raised = 50'(rounded_number_source_significand) << rounded_number_raise;
  wire [9:0] rounded_number_down_operand = -rounded_number_place;
  wire [4:0] rounded_number_down = (|rounded_number_down_operand[9:5]) ? 5'd31 : rounded_number_down_operand[4:0];
  wire [54:0] rounded_number_moved = {rounded_number_source_significand, 31'd0} >> rounded_number_down;
  wire [23:0] rounded_number_whole = rounded_number_moved[54:31];
  wire rounded_number_up = rounded_number_moved[30] && ((|rounded_number_moved[29:0]) || rounded_number_whole[0]);
  wire [24:0] rounded_number_rounded = 25'(rounded_number_whole) + 25'(rounded_number_up);
  wire [49:0] rounded_number_magnitude = rounded_number_is_above ? rounded_number_raised : 50'(rounded_number_rounded);
  wire rounded_number_saturates = rounded_number_source_magnitude == 31'h7f800000 || (rounded_number_is_above &&
      rounded_number_leaves) || rounded_number_magnitude > 50'h0000001ffffff;
  wire signed [25:0] rounded_number_clipped = 26'(rounded_number_saturates ? 50'h0000001ffffff :
      rounded_number_magnitude);
  wire signed [25:0] rounded_number_negative = rounded_number_saturates ? ~rounded_number_clipped :
      -rounded_number_clipped;
  wire signed [25:0] excess = rounded_number - 26'($signed(!(|rounded_number[25:7]) || (&rounded_number[25:7]) ?
      rounded_number[7:0] : rounded_number[25] ? 8'sh80 : 8'sd127));
  wire found_is_outlier = excess != 26'sd0;
  wire found_is_kept = found_is_outlier || codes_last;
  wire candidates_ready = found_ready || !found_is_kept;
  wire candidates_valid = rounded_valid && codes_ready;
  wire found_valid = candidates_valid && found_is_kept;
  wire signed [23:0] found_residual = !(|excess[25:23]) || (&excess[25:23]) ? excess[23:0] : excess[25] ? 24'sh800000 :
      24'sh7fffff;

  assign input_ready = !products_valid || products_ready;
  assign rounded_slice_input_number = rounded_number_source_magnitude > 31'h7f800000 ? 26'sd0 : products_number[31] ?
      rounded_number_negative : rounded_number_clipped;
  assign codes_valid = rounded_valid && candidates_ready;
  assign codes_code = !(|rounded_number[25:7]) || (&rounded_number[25:7]) ? rounded_number[7:0] : rounded_number[25] ?
      8'sh80 : 8'sd127;

  always_ff @(posedge clock) begin
    if (reset) begin
      products_is_occupied_0 <= 1'b0;
      products_valid <= 1'b0;
      products_last_delayed_0 <= 1'b0;
      products_last <= 1'b0;
    end else if (input_ready) begin
      products_is_occupied_0 <= input_valid;
      products_valid <= products_is_occupied_0;
      products_last_delayed_0 <= input_last;
      products_last <= products_last_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      channel <= 11'd0;
      outlier_count <= 32'd0;
      saturated_count <= 32'd0;
    end else if (candidates_valid && candidates_ready) begin
      channel <= codes_last ? 11'd0 : channel + 11'd1;
      if (found_is_outlier)
        outlier_count <= outlier_count + 32'd1;
      if (26'(found_residual) != excess)
        saturated_count <= saturated_count + 32'd1;
    end
  end

  wire [4:0] unused_outliers_fifo_level;

  pipelined_multiplier_single products_number_multiplier (
    .clock   (clock),
    .enable  (input_ready),
    .a       (input_number),
    .b       (input_inverse_scale),
    .product (products_number)
  );

  register_slice_rounded_activation_26_forward rounded_slice (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (products_valid),
    .input_ready   (products_ready),
    .input_number  (rounded_slice_input_number),
    .input_last    (products_last),
    .output_valid  (rounded_valid),
    .output_ready  (codes_ready && candidates_ready),
    .output_number (rounded_number),
    .output_last   (codes_last)
  );

  fifo_outlier_channel11_residual24_depth16 outliers_fifo (
    .clock             (clock),
    .reset             (reset),
    .input_valid       (found_valid),
    .input_ready       (found_ready),
    .input_channel     (channel),
    .input_residual    (found_residual),
    .input_is_outlier  (found_is_outlier),
    .input_last        (codes_last),
    .output_valid      (outliers_valid),
    .output_ready      (outliers_ready),
    .output_channel    (outliers_channel),
    .output_residual   (outliers_residual),
    .output_is_outlier (outliers_is_outlier),
    .output_last       (outliers_last),
    .level             (unused_outliers_fifo_level)
  );

  wire unused = &{1'b0, unused_outliers_fifo_level, 1'b0};

`ifdef HWGEN_CHECKS
  logic [11:0] check_length_position;

  always_ff @(posedge clock) begin
    if (reset)
      check_length_position <= 12'd0;
    else if (input_valid && input_ready)
      check_length_position <= input_last ? 12'd0 : check_length_position + 12'd1;
  end

  always @(posedge clock) begin
    if (!reset) begin
      if (input_valid && input_ready) begin
        assume (check_length_position < 12'd2048) `HWGEN_ELSE("a vector has at most 2048 elements");
      end
      if (input_valid) begin
        assume (input_number[30:23] != 8'd255) `HWGEN_ELSE("an activation is finite");
      end
      cover (outliers_valid && !outliers_ready);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
