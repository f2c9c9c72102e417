// rms_norm: RMSNorm (Units/RMSNorm.swift)
//
// Root mean square normalization of binary32 vectors with gains.
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

module rms_norm (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_gain,
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
  wire [31:0] held_number, held_gain;
  wire held_last, held_valid;
  wire [31:0] squares_number;
  logic squares_last, squares_valid;
  wire squares_ready;
  logic squares_is_occupied_0, squares_last_later_0;
  wire marked_ready;
  wire [31:0] constants_inverse_length, constants_epsilon;
  wire constants_valid;
  wire [31:0] sums_number;
  wire sums_valid;
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
  logic [31:0] scaled_gain `HWGEN_START(32'hc0da6b8d);
  logic scaled_last, scaled_valid, scaled_is_occupied_0;
  logic [31:0] scaled_gain_delayed_0 `HWGEN_START(32'hc0da6b8d);
  logic scaled_last_later_0, results_is_occupied_0, results_last_later_0;

  wire squares_moves = !squares_valid || squares_ready;
  wire copies_second_ready = marked_ready || !input_last;
  wire inputs_second_ready = squares_moves && copies_second_ready;
  wire inputs_first_valid = input_valid && inputs_second_ready;
  wire inputs_second_valid = input_valid && inputs_first_ready;
  wire copies_second_valid = inputs_second_valid && squares_moves;
  wire marked_valid = copies_second_valid && input_last;
  wire roots_biased_ready = !roots_roots_valid || roots_roots_ready;
  wire roots_means_ready = !roots_biased_valid || roots_biased_ready;
  wire roots_totals_ready = !roots_means_valid || roots_means_ready;
  wire scaled_ready = !output_valid || output_ready;
  wire factored_ready = !scaled_valid || scaled_ready;
  wire copies_first_valid = inputs_second_valid && copies_second_ready;
  wire roots_totals_valid = sums_valid && constants_valid;
  wire factored_valid = held_valid && roots_valid;

  assign input_ready = inputs_first_ready && inputs_second_ready;

  always_ff @(posedge clock) begin
    if (reset) begin
      squares_is_occupied_0 <= 1'b0;
      squares_valid <= 1'b0;
      squares_last_later_0 <= 1'b0;
      squares_last <= 1'b0;
    end else if (squares_moves) begin
      squares_is_occupied_0 <= copies_first_valid;
      squares_valid <= squares_is_occupied_0;
      squares_last_later_0 <= input_last;
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
      roots_means_epsilon_delayed_0 <= constants_epsilon;
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
      scaled_last_later_0 <= held_last;
      scaled_last <= scaled_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (factored_ready) begin
      scaled_gain_delayed_0 <= held_gain;
      scaled_gain <= scaled_gain_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (scaled_ready) begin
      results_is_occupied_0 <= scaled_valid;
      output_valid <= results_is_occupied_0;
      results_last_later_0 <= scaled_last;
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
  wire [2:0] unused_constants_fifo_level;
  wire [1:0] unused_roots_fifo_level;

  fifo_norm_beat_1_32_1_32_1_2064 held_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (inputs_first_valid),
    .input_ready   (inputs_first_ready),
    .input_number  (input_number),
    .input_gain    (input_gain),
    .input_last    (input_last),
    .output_valid  (held_valid),
    .output_ready  (factored_ready && roots_valid),
    .output_number (held_number),
    .output_gain   (held_gain),
    .output_last   (held_last),
    .level         (unused_held_fifo_level)
  );

  pipelined_multiplier_single squares_number_multiply_multiplier (
    .clock   (clock),
    .enable  (squares_moves),
    .a       (input_number),
    .b       (input_number),
    .product (squares_number)
  );

  fifo_norm_constants_32_32_4 constants_fifo (
    .clock                 (clock),
    .reset                 (reset),
    .input_valid           (marked_valid),
    .input_ready           (marked_ready),
    .input_inverse_length  (inverse_length),
    .input_epsilon         (epsilon),
    .output_valid          (constants_valid),
    .output_ready          (roots_totals_ready && sums_valid),
    .output_inverse_length (constants_inverse_length),
    .output_epsilon        (constants_epsilon),
    .level                 (unused_constants_fifo_level)
  );

  interleaved_sum_1 sums_sum (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (squares_valid),
    .input_ready  (squares_ready),
    .input_number (squares_number),
    .input_last   (squares_last),
    .total_valid  (sums_valid),
    .total_ready  (roots_totals_ready && constants_valid),
    .total_number (sums_number)
  );

  pipelined_multiplier_single roots_means_number_multiplier (
    .clock   (clock),
    .enable  (roots_totals_ready),
    .a       (sums_number),
    .b       (constants_inverse_length),
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

  fifo_vector_scalar_number32_depth2 roots_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (roots_roots_valid),
    .input_ready   (roots_roots_ready),
    .input_number  (roots_roots_number),
    .output_valid  (roots_valid),
    .output_ready  (factored_ready && held_valid && held_last),
    .output_number (roots_number),
    .level         (unused_roots_fifo_level)
  );

  pipelined_multiplier_single scaled_number_multiply_multiplier (
    .clock   (clock),
    .enable  (factored_ready),
    .a       (held_number),
    .b       (roots_number),
    .product (scaled_number)
  );

  pipelined_multiplier_single results_number_multiply_multiplier (
    .clock   (clock),
    .enable  (scaled_ready),
    .a       (scaled_number),
    .b       (scaled_gain),
    .product (output_number)
  );

  wire unused = &{1'b0, unused_held_fifo_level, unused_constants_fifo_level, unused_roots_fifo_level, 1'b0};

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
