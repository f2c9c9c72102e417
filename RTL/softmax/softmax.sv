// softmax: Softmax (Units/Softmax.swift)
//
// Softmax of binary32 vectors, safe against overflow.
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

module softmax (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  wire inputs_first_ready;
  wire [31:0] scores_number;
  wire scores_last, scores_valid;
  logic [31:0] maxima_total;
  logic maxima_is_first;
  wire maxima_scalars_ready;
  wire [31:0] maxima_number;
  wire maxima_valid;
  wire [31:0] differences_number;
  logic differences_last, differences_valid, differences_is_occupied_0;
  wire [31:0] differences_number_add_adder_b;
  logic differences_last_later_0;
  wire [31:0] raised_number;
  logic raised_last, raised_valid, raised_is_occupied_0, raised_is_occupied_1, raised_is_occupied_2;
  logic raised_is_occupied_3, raised_last_later_0, raised_last_later_1, raised_last_later_2, raised_last_later_3;
  wire exponentials_first_ready, exponentials_second_ready;
  wire [31:0] powers_number;
  wire powers_last, powers_valid;
  wire [31:0] sums_number;
  wire sums_valid;
  wire [31:0] reciprocals_number;
  logic reciprocals_valid;
  wire reciprocals_ready;
  logic reciprocals_is_occupied_0, reciprocals_is_occupied_1;
  wire [31:0] factors_number;
  wire factors_valid;
  logic results_is_occupied_0, results_last_later_0;

  wire inputs_second_ready = maxima_scalars_ready || !input_last;
  wire inputs_first_valid = input_valid && inputs_second_ready;
  wire inputs_second_valid = input_valid && inputs_first_ready;
  wire maxima_scalars_valid = inputs_second_valid && input_last;
  wire signed [31:0] maxima_next_left_magnitude = {1'b0, maxima_total[30:0]};
  wire signed [31:0] maxima_next_left = maxima_total[31] ? -maxima_next_left_magnitude : maxima_next_left_magnitude;
  wire signed [31:0] maxima_next_right_magnitude = {1'b0, input_number[30:0]};
  wire signed [31:0] maxima_next_right = input_number[31] ? -maxima_next_right_magnitude : maxima_next_right_magnitude;
  wire [31:0] maxima_scalars_number = maxima_is_first || (maxima_total[30:0] <= 31'h7f800000 && input_number[30:0] <=
      31'h7f800000 && maxima_next_left < maxima_next_right) ? input_number : maxima_total;
  wire raised_ready = exponentials_first_ready && exponentials_second_ready;
  wire differences_ready = !raised_valid || raised_ready;
  wire pairs_ready = !differences_valid || differences_ready;
  wire exponentials_first_valid = raised_valid && exponentials_second_ready;
  wire exponentials_second_valid = raised_valid && exponentials_first_ready;
  wire reciprocals_moves = !reciprocals_valid || reciprocals_ready;
  wire factored_ready = !output_valid || output_ready;
  wire pairs_valid = scores_valid && maxima_valid;
  wire factored_valid = powers_valid && factors_valid;

  assign input_ready = inputs_first_ready && inputs_second_ready;
  assign differences_number_add_adder_b = {!maxima_number[31], maxima_number[30:0]};

  always_ff @(posedge clock) begin
    if (reset) begin
      maxima_total <= 32'd0;
      maxima_is_first <= 1'b1;
    end else if (inputs_second_valid && inputs_second_ready) begin
      maxima_total <= maxima_scalars_number;
      maxima_is_first <= input_last;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      differences_is_occupied_0 <= 1'b0;
      differences_valid <= 1'b0;
      differences_last_later_0 <= 1'b0;
      differences_last <= 1'b0;
    end else if (pairs_ready) begin
      differences_is_occupied_0 <= pairs_valid;
      differences_valid <= differences_is_occupied_0;
      differences_last_later_0 <= scores_last;
      differences_last <= differences_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      raised_is_occupied_0 <= 1'b0;
      raised_is_occupied_1 <= 1'b0;
      raised_is_occupied_2 <= 1'b0;
      raised_is_occupied_3 <= 1'b0;
      raised_valid <= 1'b0;
      raised_last_later_0 <= 1'b0;
      raised_last_later_1 <= 1'b0;
      raised_last_later_2 <= 1'b0;
      raised_last_later_3 <= 1'b0;
      raised_last <= 1'b0;
    end else if (differences_ready) begin
      raised_is_occupied_0 <= differences_valid;
      raised_is_occupied_1 <= raised_is_occupied_0;
      raised_is_occupied_2 <= raised_is_occupied_1;
      raised_is_occupied_3 <= raised_is_occupied_2;
      raised_valid <= raised_is_occupied_3;
      raised_last_later_0 <= differences_last;
      raised_last_later_1 <= raised_last_later_0;
      raised_last_later_2 <= raised_last_later_1;
      raised_last_later_3 <= raised_last_later_2;
      raised_last <= raised_last_later_3;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      reciprocals_is_occupied_0 <= 1'b0;
      reciprocals_is_occupied_1 <= 1'b0;
      reciprocals_valid <= 1'b0;
    end else if (reciprocals_moves) begin
      reciprocals_is_occupied_0 <= sums_valid;
      reciprocals_is_occupied_1 <= reciprocals_is_occupied_0;
      reciprocals_valid <= reciprocals_is_occupied_1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (factored_ready) begin
      results_is_occupied_0 <= factored_valid;
      output_valid <= results_is_occupied_0;
      results_last_later_0 <= powers_last;
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

  wire [11:0] unused_scores_fifo_level;
  wire [1:0] unused_maxima_fifo_level;
  wire [11:0] unused_powers_fifo_level;
  wire [1:0] unused_factors_fifo_level;

  fifo_vector_beat_1_32_1_2064 scores_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (inputs_first_valid),
    .input_ready   (inputs_first_ready),
    .input_number  (input_number),
    .input_last    (input_last),
    .output_valid  (scores_valid),
    .output_ready  (pairs_ready && maxima_valid),
    .output_number (scores_number),
    .output_last   (scores_last),
    .level         (unused_scores_fifo_level)
  );

  fifo_vector_scalar_number32_depth2 maxima_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (maxima_scalars_valid),
    .input_ready   (maxima_scalars_ready),
    .input_number  (maxima_scalars_number),
    .output_valid  (maxima_valid),
    .output_ready  (pairs_ready && scores_valid && scores_last),
    .output_number (maxima_number),
    .level         (unused_maxima_fifo_level)
  );

  pipelined_adder_single differences_number_add_adder (
    .clock  (clock),
    .enable (pairs_ready),
    .a      (scores_number),
    .b      (differences_number_add_adder_b),
    .sum    (differences_number)
  );

  pipelined_exponential raised_number_exponential_exponential (
    .clock  (clock),
    .enable (differences_ready),
    .x      (differences_number),
    .result (raised_number)
  );

  fifo_vector_beat_1_32_1_2064 powers_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (exponentials_first_valid),
    .input_ready   (exponentials_first_ready),
    .input_number  (raised_number),
    .input_last    (raised_last),
    .output_valid  (powers_valid),
    .output_ready  (factored_ready && factors_valid),
    .output_number (powers_number),
    .output_last   (powers_last),
    .level         (unused_powers_fifo_level)
  );

  interleaved_sum_1 sums_sum (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (exponentials_second_valid),
    .input_ready  (exponentials_second_ready),
    .input_number (raised_number),
    .input_last   (raised_last),
    .total_valid  (sums_valid),
    .total_ready  (reciprocals_moves),
    .total_number (sums_number)
  );

  pipelined_reciprocal reciprocals_number_reciprocal (
    .clock  (clock),
    .enable (reciprocals_moves),
    .x      (sums_number),
    .result (reciprocals_number)
  );

  fifo_vector_scalar_number32_depth2 factors_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (reciprocals_valid),
    .input_ready   (reciprocals_ready),
    .input_number  (reciprocals_number),
    .output_valid  (factors_valid),
    .output_ready  (factored_ready && powers_valid && powers_last),
    .output_number (factors_number),
    .level         (unused_factors_fifo_level)
  );

  pipelined_multiplier_single results_number_multiply_multiplier (
    .clock   (clock),
    .enable  (factored_ready),
    .a       (powers_number),
    .b       (factors_number),
    .product (output_number)
  );

  wire unused = &{1'b0, unused_scores_fifo_level, unused_maxima_fifo_level, unused_powers_fifo_level,
      unused_factors_fifo_level, 1'b0};

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
