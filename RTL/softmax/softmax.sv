// softmax: Softmax (Units/Softmax.swift)
//
// Softmax of binary32 vectors, safe against overflow.
//
//   maximumLength = 2048
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
  // SumPhase: adds = 0, waits = 1, meets = 2, settles = 3, offers = 4
  localparam logic [2:0] SUM_PHASE_ADDS = 3'd0;
  localparam logic [2:0] SUM_PHASE_WAITS = 3'd1;
  localparam logic [2:0] SUM_PHASE_MEETS = 3'd2;
  localparam logic [2:0] SUM_PHASE_SETTLES = 3'd3;
  localparam logic [2:0] SUM_PHASE_OFFERS = 3'd4;

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
  wire [31:0] differences_number_adder_b;
  logic differences_last_delayed_0;
  wire [31:0] raised_number;
  logic raised_last, raised_valid, raised_is_occupied_0, raised_is_occupied_1, raised_is_occupied_2;
  logic raised_is_occupied_3, raised_last_delayed_0, raised_last_delayed_1, raised_last_delayed_2;
  logic raised_last_delayed_3;
  wire exponentials_first_ready;
  wire [31:0] powers_number;
  wire powers_last, powers_valid;
  logic [2:0] sums_phase;
  logic sums_has_one, sums_has_two;
  logic [31:0] sums_older;
  wire [31:0] sums_number;
  wire sums_adder_enable;
  wire [31:0] sums_adder_a, sums_adder_b, reciprocals_number;
  logic reciprocals_valid;
  wire reciprocals_ready;
  logic reciprocals_is_occupied_0, reciprocals_is_occupied_1;
  wire [31:0] factors_number;
  wire factors_valid;
  logic results_is_occupied_0, results_last_delayed_0;

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
  wire exponentials_second_ready = sums_phase == SUM_PHASE_ADDS;
  wire raised_ready = exponentials_first_ready && exponentials_second_ready;
  wire differences_ready = !raised_valid || raised_ready;
  wire pairs_ready = !differences_valid || differences_ready;
  wire exponentials_first_valid = raised_valid && exponentials_second_ready;
  wire exponentials_second_valid = raised_valid && exponentials_first_ready;
  wire sums_meets = sums_phase == SUM_PHASE_MEETS;
  wire [31:0] sums_before = sums_has_two ? sums_number : 32'd0;
  wire sums_ready = !reciprocals_valid || reciprocals_ready;
  wire factored_ready = !output_valid || output_ready;
  wire pairs_valid = scores_valid && maxima_valid;
  wire sums_valid = sums_phase == SUM_PHASE_OFFERS;
  wire factored_valid = powers_valid && factors_valid;

  assign input_ready = inputs_first_ready && inputs_second_ready;
  assign differences_number_adder_b = {!maxima_number[31], maxima_number[30:0]};
  assign sums_adder_enable = (exponentials_second_valid && exponentials_second_ready) || sums_phase == SUM_PHASE_WAITS
      || sums_meets || sums_phase == SUM_PHASE_SETTLES;
  assign sums_adder_a = sums_meets ? sums_older : sums_before;
  assign sums_adder_b = sums_meets ? sums_number : raised_number;

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
      differences_last_delayed_0 <= 1'b0;
      differences_last <= 1'b0;
    end else if (pairs_ready) begin
      differences_is_occupied_0 <= pairs_valid;
      differences_valid <= differences_is_occupied_0;
      differences_last_delayed_0 <= scores_last;
      differences_last <= differences_last_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      raised_is_occupied_0 <= 1'b0;
      raised_is_occupied_1 <= 1'b0;
      raised_is_occupied_2 <= 1'b0;
      raised_is_occupied_3 <= 1'b0;
      raised_valid <= 1'b0;
      raised_last_delayed_0 <= 1'b0;
      raised_last_delayed_1 <= 1'b0;
      raised_last_delayed_2 <= 1'b0;
      raised_last_delayed_3 <= 1'b0;
      raised_last <= 1'b0;
    end else if (differences_ready) begin
      raised_is_occupied_0 <= differences_valid;
      raised_is_occupied_1 <= raised_is_occupied_0;
      raised_is_occupied_2 <= raised_is_occupied_1;
      raised_is_occupied_3 <= raised_is_occupied_2;
      raised_valid <= raised_is_occupied_3;
      raised_last_delayed_0 <= differences_last;
      raised_last_delayed_1 <= raised_last_delayed_0;
      raised_last_delayed_2 <= raised_last_delayed_1;
      raised_last_delayed_3 <= raised_last_delayed_2;
      raised_last <= raised_last_delayed_3;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      sums_has_one <= 1'b0;
      sums_has_two <= 1'b0;
      sums_phase <= SUM_PHASE_ADDS;
      sums_older <= 32'd0;
    end else begin
      case (sums_phase)
        SUM_PHASE_ADDS: begin
          if (exponentials_second_valid && exponentials_second_ready) begin
            sums_has_one <= 1'b1;
            sums_has_two <= sums_has_one;
            if (raised_last)
              sums_phase <= SUM_PHASE_WAITS;
          end
        end
        SUM_PHASE_WAITS: begin
          sums_older <= sums_before;
          sums_phase <= SUM_PHASE_MEETS;
        end
        SUM_PHASE_MEETS: sums_phase <= SUM_PHASE_SETTLES;
        SUM_PHASE_SETTLES: sums_phase <= SUM_PHASE_OFFERS;
        SUM_PHASE_OFFERS: begin
          sums_has_one <= 1'b0;
          sums_has_two <= 1'b0;
          if (sums_ready)
            sums_phase <= SUM_PHASE_ADDS;
        end
        default: ;
      endcase
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      reciprocals_is_occupied_0 <= 1'b0;
      reciprocals_is_occupied_1 <= 1'b0;
      reciprocals_valid <= 1'b0;
    end else if (sums_ready) begin
      reciprocals_is_occupied_0 <= sums_valid;
      reciprocals_is_occupied_1 <= reciprocals_is_occupied_0;
      reciprocals_valid <= reciprocals_is_occupied_1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_delayed_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (factored_ready) begin
      results_is_occupied_0 <= factored_valid;
      output_valid <= results_is_occupied_0;
      results_last_delayed_0 <= powers_last;
      output_last <= results_last_delayed_0;
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

  fifo_vector_element_number32_depth2064 scores_fifo (
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

  pipelined_adder_single differences_number_adder (
    .clock  (clock),
    .enable (pairs_ready),
    .a      (scores_number),
    .b      (differences_number_adder_b),
    .sum    (differences_number)
  );

  pipelined_exponential raised_number_exponential (
    .clock  (clock),
    .enable (differences_ready),
    .x      (differences_number),
    .result (raised_number)
  );

  fifo_vector_element_number32_depth2064 powers_fifo (
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

  pipelined_adder_single sums_adder (
    .clock  (clock),
    .enable (sums_adder_enable),
    .a      (sums_adder_a),
    .b      (sums_adder_b),
    .sum    (sums_number)
  );

  pipelined_reciprocal reciprocals_number_reciprocal (
    .clock  (clock),
    .enable (sums_ready),
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

  pipelined_multiplier_single results_number_multiplier (
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
