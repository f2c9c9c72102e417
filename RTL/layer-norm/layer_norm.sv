// layer_norm: LayerNorm (Units/LayerNorm.swift)
//
// Layer normalization of binary32 vectors with gains and biases.
//
//   maximumLength = 2048
//   lanes         = 1
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module layer_norm (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_gain,
  input  logic [31:0] input_bias,
  input  logic        input_last,
  input  logic [31:0] inverse_length,
  input  logic [31:0] epsilon,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  wire inputs_first_ready;
  wire [31:0] held_number, held_gain, held_bias;
  wire held_last, held_valid, addends_ready, constants_first_ready, constants_second_ready;
  wire [31:0] sums_number;
  wire sums_valid;
  wire [31:0] scales_inverse_length;
  wire scales_valid;
  wire [31:0] products_number;
  logic products_valid;
  wire products_ready;
  logic products_is_occupied_0;
  wire [31:0] means_number;
  wire means_valid;
  wire [31:0] deviations_number;
  logic [31:0] deviations_gain `HWGEN_START(32'hc0da6b8d), deviations_bias `HWGEN_START(32'hc0da6b8d);
  logic deviations_last, deviations_valid, deviations_is_occupied_0;
  wire [31:0] deviations_number_add_adder_b;
  logic [31:0] deviations_gain_delayed_0 `HWGEN_START(32'hc0da6b8d);
  logic [31:0] deviations_bias_delayed_0 `HWGEN_START(32'hc0da6b8d);
  logic deviations_last_later_0;
  wire differences_first_ready;
  wire [31:0] waiting_number, waiting_gain, waiting_bias;
  wire waiting_last, waiting_valid;
  wire [31:0] squares_number;
  logic squares_last, squares_valid;
  wire squares_ready;
  logic squares_is_occupied_0, squares_last_later_0;
  wire [31:0] roots_totals_number;
  wire roots_sum_total_valid;
  wire [31:0] roots_totals_inverse_length, roots_totals_epsilon;
  wire roots_fifo_output_valid;
  wire [31:0] roots_means_number;
  logic [31:0] roots_means_epsilon `HWGEN_START(32'hc0da6b8d);
  logic roots_means_valid, roots_means_is_occupied_0;
  logic [31:0] roots_means_epsilon_delayed_0 `HWGEN_START(32'hc0da6b8d);
  wire [31:0] roots_biased_number;
  logic roots_biased_valid, roots_biased_is_occupied_0;
  wire [31:0] roots_roots_number;
  logic roots_roots_valid;
  wire roots_roots_ready;
  logic roots_roots_is_occupied_0, roots_roots_is_occupied_1;
  wire [31:0] roots_number;
  wire roots_valid;
  wire [31:0] scaled_number;
  logic [31:0] scaled_gain `HWGEN_START(32'hc0da6b8d), scaled_bias `HWGEN_START(32'hc0da6b8d);
  logic scaled_last, scaled_valid, scaled_is_occupied_0;
  logic [31:0] scaled_gain_delayed_0 `HWGEN_START(32'hc0da6b8d), scaled_bias_delayed_0 `HWGEN_START(32'hc0da6b8d);
  logic scaled_last_later_0;
  wire [31:0] gained_number;
  logic [31:0] gained_bias `HWGEN_START(32'hc0da6b8d);
  logic gained_last, gained_valid, gained_is_occupied_0;
  logic [31:0] gained_bias_delayed_0 `HWGEN_START(32'hc0da6b8d);
  logic gained_last_later_0, results_is_occupied_0, results_last_later_0;

  wire ends_ready = constants_first_ready && constants_second_ready;
  wire numbers_second_ready = ends_ready || !input_last;
  wire inputs_second_ready = addends_ready && numbers_second_ready;
  wire inputs_first_valid = input_valid && inputs_second_ready;
  wire inputs_second_valid = input_valid && inputs_first_ready;
  wire addends_valid = inputs_second_valid && numbers_second_ready;
  wire numbers_second_valid = inputs_second_valid && addends_ready;
  wire marked_valid = numbers_second_valid && input_last;
  wire constants_first_valid = marked_valid && constants_second_ready;
  wire totals_ready = !products_valid || products_ready;
  wire squares_moves = !squares_valid || squares_ready;
  wire deviations_ready = differences_first_ready && squares_moves;
  wire pairs_ready = !deviations_valid || deviations_ready;
  wire differences_first_valid = deviations_valid && squares_moves;
  wire constants_second_valid = marked_valid && constants_first_ready;
  wire roots_biased_ready = !roots_roots_valid || roots_roots_ready;
  wire roots_means_ready = !roots_biased_valid || roots_biased_ready;
  wire roots_totals_ready = !roots_means_valid || roots_means_ready;
  wire gained_ready = !output_valid || output_ready;
  wire scaled_ready = !gained_valid || gained_ready;
  wire factored_ready = !scaled_valid || scaled_ready;
  wire totals_valid = sums_valid && scales_valid;
  wire pairs_valid = held_valid && means_valid;
  wire differences_second_valid = deviations_valid && differences_first_ready;
  wire roots_totals_valid = roots_sum_total_valid && roots_fifo_output_valid;
  wire factored_valid = waiting_valid && roots_valid;

  assign input_ready = inputs_first_ready && inputs_second_ready;
  assign deviations_number_add_adder_b = {!means_number[31], means_number[30:0]};

  always_ff @(posedge clock) begin
    if (reset) begin
      products_is_occupied_0 <= 1'b0;
      products_valid <= 1'b0;
    end else if (totals_ready) begin
      products_is_occupied_0 <= totals_valid;
      products_valid <= products_is_occupied_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      deviations_is_occupied_0 <= 1'b0;
      deviations_valid <= 1'b0;
      deviations_last_later_0 <= 1'b0;
      deviations_last <= 1'b0;
    end else if (pairs_ready) begin
      deviations_is_occupied_0 <= pairs_valid;
      deviations_valid <= deviations_is_occupied_0;
      deviations_last_later_0 <= held_last;
      deviations_last <= deviations_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (pairs_ready) begin
      deviations_gain_delayed_0 <= held_gain;
      deviations_gain <= deviations_gain_delayed_0;
      deviations_bias_delayed_0 <= held_bias;
      deviations_bias <= deviations_bias_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      squares_is_occupied_0 <= 1'b0;
      squares_valid <= 1'b0;
      squares_last_later_0 <= 1'b0;
      squares_last <= 1'b0;
    end else if (squares_moves) begin
      squares_is_occupied_0 <= differences_second_valid;
      squares_valid <= squares_is_occupied_0;
      squares_last_later_0 <= deviations_last;
      squares_last <= squares_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      roots_means_is_occupied_0 <= 1'b0;
      roots_means_valid <= 1'b0;
    end else if (roots_totals_ready) begin
      roots_means_is_occupied_0 <= roots_totals_valid;
      roots_means_valid <= roots_means_is_occupied_0;
    end
  end

  always_ff @(posedge clock) begin
    if (roots_totals_ready) begin
      roots_means_epsilon_delayed_0 <= roots_totals_epsilon;
      roots_means_epsilon <= roots_means_epsilon_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      roots_biased_is_occupied_0 <= 1'b0;
      roots_biased_valid <= 1'b0;
    end else if (roots_means_ready) begin
      roots_biased_is_occupied_0 <= roots_means_valid;
      roots_biased_valid <= roots_biased_is_occupied_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      roots_roots_is_occupied_0 <= 1'b0;
      roots_roots_is_occupied_1 <= 1'b0;
      roots_roots_valid <= 1'b0;
    end else if (roots_biased_ready) begin
      roots_roots_is_occupied_0 <= roots_biased_valid;
      roots_roots_is_occupied_1 <= roots_roots_is_occupied_0;
      roots_roots_valid <= roots_roots_is_occupied_1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      scaled_is_occupied_0 <= 1'b0;
      scaled_valid <= 1'b0;
      scaled_last_later_0 <= 1'b0;
      scaled_last <= 1'b0;
    end else if (factored_ready) begin
      scaled_is_occupied_0 <= factored_valid;
      scaled_valid <= scaled_is_occupied_0;
      scaled_last_later_0 <= waiting_last;
      scaled_last <= scaled_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (factored_ready) begin
      scaled_gain_delayed_0 <= waiting_gain;
      scaled_gain <= scaled_gain_delayed_0;
      scaled_bias_delayed_0 <= waiting_bias;
      scaled_bias <= scaled_bias_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      gained_is_occupied_0 <= 1'b0;
      gained_valid <= 1'b0;
      gained_last_later_0 <= 1'b0;
      gained_last <= 1'b0;
    end else if (scaled_ready) begin
      gained_is_occupied_0 <= scaled_valid;
      gained_valid <= gained_is_occupied_0;
      gained_last_later_0 <= scaled_last;
      gained_last <= gained_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (scaled_ready) begin
      gained_bias_delayed_0 <= scaled_bias;
      gained_bias <= gained_bias_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (gained_ready) begin
      results_is_occupied_0 <= gained_valid;
      output_valid <= results_is_occupied_0;
      results_last_later_0 <= gained_last;
      output_last <= results_last_later_0;
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

  wire [11:0] unused_held_fifo_level;
  wire [31:0] unused_scales_fifo_output_epsilon;
  wire [2:0] unused_scales_fifo_level;
  wire [1:0] unused_means_fifo_level;
  wire [11:0] unused_waiting_fifo_level;
  wire [2:0] unused_roots_fifo_level;
  wire [1:0] unused_roots_fifo_1_level;

  fifo_layer_norm_beat_1_32_1_32_1_32_1_2064 held_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (inputs_first_valid),
    .input_ready   (inputs_first_ready),
    .input_number  (input_number),
    .input_gain    (input_gain),
    .input_bias    (input_bias),
    .input_last    (input_last),
    .output_valid  (held_valid),
    .output_ready  (pairs_ready && means_valid),
    .output_number (held_number),
    .output_gain   (held_gain),
    .output_bias   (held_bias),
    .output_last   (held_last),
    .level         (unused_held_fifo_level)
  );

  interleaved_sum_1 sums_sum (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (addends_valid),
    .input_ready  (addends_ready),
    .input_number (input_number),
    .input_last   (input_last),
    .total_valid  (sums_valid),
    .total_ready  (totals_ready && scales_valid),
    .total_number (sums_number)
  );

  fifo_norm_constants_32_32_4 scales_fifo (
    .clock                 (clock),
    .reset                 (reset),
    .input_valid           (constants_first_valid),
    .input_ready           (constants_first_ready),
    .input_inverse_length  (inverse_length),
    .input_epsilon         (epsilon),
    .output_valid          (scales_valid),
    .output_ready          (totals_ready && sums_valid),
    .output_inverse_length (scales_inverse_length),
    .output_epsilon        (unused_scales_fifo_output_epsilon),
    .level                 (unused_scales_fifo_level)
  );

  pipelined_multiplier_single products_number_multiplier (
    .clock   (clock),
    .enable  (totals_ready),
    .a       (sums_number),
    .b       (scales_inverse_length),
    .product (products_number)
  );

  fifo_vector_scalar_number32_depth2 means_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (products_valid),
    .input_ready   (products_ready),
    .input_number  (products_number),
    .output_valid  (means_valid),
    .output_ready  (pairs_ready && held_valid && held_last),
    .output_number (means_number),
    .level         (unused_means_fifo_level)
  );

  pipelined_adder_single deviations_number_add_adder (
    .clock  (clock),
    .enable (pairs_ready),
    .a      (held_number),
    .b      (deviations_number_add_adder_b),
    .sum    (deviations_number)
  );

  fifo_layer_norm_beat_1_32_1_32_1_32_1_2064 waiting_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (differences_first_valid),
    .input_ready   (differences_first_ready),
    .input_number  (deviations_number),
    .input_gain    (deviations_gain),
    .input_bias    (deviations_bias),
    .input_last    (deviations_last),
    .output_valid  (waiting_valid),
    .output_ready  (factored_ready && roots_valid),
    .output_number (waiting_number),
    .output_gain   (waiting_gain),
    .output_bias   (waiting_bias),
    .output_last   (waiting_last),
    .level         (unused_waiting_fifo_level)
  );

  pipelined_multiplier_single squares_number_multiply_multiplier (
    .clock   (clock),
    .enable  (squares_moves),
    .a       (deviations_number),
    .b       (deviations_number),
    .product (squares_number)
  );

  interleaved_sum_1 roots_sum (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (squares_valid),
    .input_ready  (squares_ready),
    .input_number (squares_number),
    .input_last   (squares_last),
    .total_valid  (roots_sum_total_valid),
    .total_ready  (roots_totals_ready && roots_fifo_output_valid),
    .total_number (roots_totals_number)
  );

  fifo_norm_constants_32_32_4 roots_fifo (
    .clock                 (clock),
    .reset                 (reset),
    .input_valid           (constants_second_valid),
    .input_ready           (constants_second_ready),
    .input_inverse_length  (inverse_length),
    .input_epsilon         (epsilon),
    .output_valid          (roots_fifo_output_valid),
    .output_ready          (roots_totals_ready && roots_sum_total_valid),
    .output_inverse_length (roots_totals_inverse_length),
    .output_epsilon        (roots_totals_epsilon),
    .level                 (unused_roots_fifo_level)
  );

  pipelined_multiplier_single roots_means_number_multiplier (
    .clock   (clock),
    .enable  (roots_totals_ready),
    .a       (roots_totals_number),
    .b       (roots_totals_inverse_length),
    .product (roots_means_number)
  );

  pipelined_adder_single roots_biased_number_adder (
    .clock  (clock),
    .enable (roots_means_ready),
    .a      (roots_means_number),
    .b      (roots_means_epsilon),
    .sum    (roots_biased_number)
  );

  pipelined_reciprocal_root roots_roots_number_root (
    .clock  (clock),
    .enable (roots_biased_ready),
    .x      (roots_biased_number),
    .result (roots_roots_number)
  );

  fifo_vector_scalar_number32_depth2 roots_fifo_1 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (roots_roots_valid),
    .input_ready   (roots_roots_ready),
    .input_number  (roots_roots_number),
    .output_valid  (roots_valid),
    .output_ready  (factored_ready && waiting_valid && waiting_last),
    .output_number (roots_number),
    .level         (unused_roots_fifo_1_level)
  );

  pipelined_multiplier_single scaled_number_multiply_multiplier (
    .clock   (clock),
    .enable  (factored_ready),
    .a       (waiting_number),
    .b       (roots_number),
    .product (scaled_number)
  );

  pipelined_multiplier_single gained_number_multiply_multiplier (
    .clock   (clock),
    .enable  (scaled_ready),
    .a       (scaled_number),
    .b       (scaled_gain),
    .product (gained_number)
  );

  pipelined_adder_single results_number_add_adder (
    .clock  (clock),
    .enable (gained_ready),
    .a      (gained_number),
    .b      (gained_bias),
    .sum    (output_number)
  );

  wire unused = &{1'b0, unused_held_fifo_level, unused_scales_fifo_output_epsilon, unused_scales_fifo_level,
      unused_means_fifo_level, unused_waiting_fifo_level, unused_roots_fifo_level, unused_roots_fifo_1_level, 1'b0};

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
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
// verilator lint_on PROCASSINIT
`undef HWGEN_START
