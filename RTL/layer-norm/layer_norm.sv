// layer_norm: LayerNorm (Units/LayerNorm.swift)
//
// Layer normalisation of binary32 vectors with gains and biases.
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

module layer_norm (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_gain,
  input  logic [31:0] input_bias,
  input  logic        input_last,
  input  logic [31:0] inverseLength,
  input  logic [31:0] epsilon,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  // SumPhase: adds = 0, waits = 1, meets = 2, settles = 3, offers = 4
  localparam [2:0] SUM_PHASE_ADDS = 3'd0;
  localparam [2:0] SUM_PHASE_WAITS = 3'd1;
  localparam [2:0] SUM_PHASE_MEETS = 3'd2;
  localparam [2:0] SUM_PHASE_SETTLES = 3'd3;
  localparam [2:0] SUM_PHASE_OFFERS = 3'd4;

  wire [31:0] first_number;
  wire [31:0] first_gain;
  wire [31:0] first_bias;
  wire first_last;
  wire first_valid;
  wire first_ready;
  wire [31:0] second_number;
  wire second_last;
  wire second_valid;
  wire second_ready;
  wire fifo_input_ready;
  wire [31:0] held_number;
  wire [31:0] held_gain;
  wire [31:0] held_bias;
  wire held_last;
  wire held_valid;
  wire [31:0] first_number_1;
  wire first_last_1;
  wire first_valid_1;
  wire first_ready_1;
  wire second_last_1;
  wire second_valid_1;
  wire second_ready_1;
  wire kept_valid;
  wire kept_ready;
  wire [31:0] ends_inverseLength;
  wire [31:0] ends_epsilon;
  wire ends_valid;
  wire ends_ready;
  wire [31:0] first_inverseLength;
  wire [31:0] first_epsilon;
  wire first_valid_2;
  wire first_ready_2;
  wire [31:0] second_inverseLength;
  wire [31:0] second_epsilon;
  wire second_valid_2;
  wire second_ready_2;
  logic [2:0] phase;
  logic hasOne;
  logic hasTwo;
  logic [31:0] older;
  wire [31:0] total_number;
  wire total_valid;
  wire total_ready;
  wire adder_enable;
  wire [31:0] adder_a;
  wire [31:0] adder_b;
  wire [31:0] adder_sum;
  wire fifo_input_ready_1;
  wire [31:0] scales_inverseLength;
  wire scales_valid;
  wire [31:0] totals_number;
  wire [31:0] totals_operand;
  wire totals_valid;
  wire totals_ready;
  wire [31:0] products_number;
  wire products_valid;
  wire products_ready;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  wire [31:0] multiplier_product;
  wire fifo_input_ready_2;
  wire [31:0] means_number;
  wire means_valid;
  wire [31:0] pairs_number;
  wire [31:0] pairs_operand;
  wire [31:0] pairs_gain;
  wire [31:0] pairs_bias;
  wire pairs_last;
  wire pairs_valid;
  wire pairs_ready;
  wire [31:0] deviations_number;
  wire [31:0] deviations_gain;
  wire [31:0] deviations_bias;
  wire deviations_last;
  wire deviations_valid;
  wire deviations_ready;
  wire moves_1;
  logic isOccupied_0_1;
  logic isOccupied_1_1;
  wire [31:0] adder_b_1;
  wire [31:0] adder_sum_1;
  logic [31:0] later;
  logic [31:0] later_1;
  logic [31:0] later_2;
  logic [31:0] later_3;
  logic later_4;
  logic later_5;
  wire [31:0] first_number_2;
  wire [31:0] first_gain_1;
  wire [31:0] first_bias_1;
  wire first_last_2;
  wire first_valid_3;
  wire first_ready_3;
  wire [31:0] second_number_1;
  wire second_last_2;
  wire second_valid_3;
  wire second_ready_3;
  wire fifo_input_ready_3;
  wire [31:0] waiting_number;
  wire [31:0] waiting_gain;
  wire [31:0] waiting_bias;
  wire waiting_last;
  wire waiting_valid;
  wire [31:0] squares_number;
  wire squares_last;
  wire squares_valid;
  wire squares_ready;
  wire moves_2;
  logic isOccupied_0_2;
  logic isOccupied_1_2;
  wire [31:0] multiplier_product_1;
  logic later_6;
  logic later_7;
  logic [2:0] phase_1;
  logic hasOne_1;
  logic hasTwo_1;
  logic [31:0] older_1;
  wire [31:0] total_number_1;
  wire total_valid_1;
  wire total_ready_1;
  wire adder_enable_2;
  wire [31:0] adder_a_2;
  wire [31:0] adder_b_2;
  wire [31:0] adder_sum_2;
  wire fifo_input_ready_4;
  wire [31:0] fifo_output_inverseLength;
  wire [31:0] fifo_output_epsilon;
  wire fifo_output_valid;
  wire [31:0] totals_number_1;
  wire [31:0] totals_inverseLength;
  wire [31:0] totals_epsilon;
  wire totals_valid_1;
  wire totals_ready_1;
  wire [31:0] means_number_1;
  wire [31:0] means_epsilon;
  wire means_valid_1;
  wire means_ready_1;
  wire moves_3;
  logic isOccupied_0_3;
  logic isOccupied_1_3;
  wire [31:0] multiplier_product_2;
  logic [31:0] later_8;
  logic [31:0] later_9;
  wire [31:0] biased_number;
  wire biased_valid;
  wire biased_ready;
  wire moves_4;
  logic isOccupied_0_4;
  logic isOccupied_1_4;
  wire [31:0] adder_sum_3;
  wire [31:0] roots_number;
  wire roots_valid;
  wire roots_ready;
  wire moves_5;
  logic isOccupied_0_5;
  logic isOccupied_1_5;
  logic isOccupied_2;
  wire [31:0] root_result;
  wire fifo_input_ready_5;
  wire [31:0] roots_number_1;
  wire roots_valid_1;
  wire [31:0] factored_number;
  wire [31:0] factored_operand;
  wire [31:0] factored_gain;
  wire [31:0] factored_bias;
  wire factored_last;
  wire factored_valid;
  wire factored_ready;
  wire [31:0] scaled_number;
  wire [31:0] scaled_gain;
  wire [31:0] scaled_bias;
  wire scaled_last;
  wire scaled_valid;
  wire scaled_ready;
  wire moves_6;
  logic isOccupied_0_6;
  logic isOccupied_1_6;
  wire [31:0] multiplier_product_3;
  logic [31:0] later_10;
  logic [31:0] later_11;
  logic [31:0] later_12;
  logic [31:0] later_13;
  logic later_14;
  logic later_15;
  wire [31:0] gained_number;
  wire [31:0] gained_bias;
  wire gained_last;
  wire gained_valid;
  wire gained_ready;
  wire moves_7;
  logic isOccupied_0_7;
  logic isOccupied_1_7;
  wire [31:0] multiplier_product_4;
  logic [31:0] later_16;
  logic [31:0] later_17;
  logic later_18;
  logic later_19;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  wire results_ready;
  wire moves_8;
  logic isOccupied_0_8;
  logic isOccupied_1_8;
  wire [31:0] adder_sum_4;
  logic later_20;
  logic later_21;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  wire meets = phase == SUM_PHASE_MEETS;
  wire [31:0] before_value = hasTwo ? adder_sum : 32'd0;
  wire adds = phase == SUM_PHASE_ADDS;
  wire meets_1 = phase_1 == SUM_PHASE_MEETS;
  wire [31:0] before_value_1 = hasTwo_1 ? adder_sum_2 : 32'd0;
  wire adds_1 = phase_1 == SUM_PHASE_ADDS;

  assign first_valid = input_valid && second_ready;
  assign second_valid = input_valid && first_ready;
  assign first_number = input_number;
  assign first_gain = input_gain;
  assign first_bias = input_bias;
  assign first_last = input_last;
  assign second_number = input_number;
  assign second_last = input_last;
  assign input_ready = first_ready && second_ready;
  assign first_ready = fifo_input_ready;
  assign first_valid_1 = second_valid && second_ready_1;
  assign second_valid_1 = second_valid && first_ready_1;
  assign first_number_1 = second_number;
  assign first_last_1 = second_last;
  assign second_last_1 = second_last;
  assign second_ready = first_ready_1 && second_ready_1;
  assign kept_valid = second_valid_1 && second_last_1;
  assign second_ready_1 = kept_ready || !second_last_1;
  assign ends_valid = kept_valid;
  assign kept_ready = ends_ready;
  assign ends_inverseLength = inverseLength;
  assign ends_epsilon = epsilon;
  assign first_valid_2 = ends_valid && second_ready_2;
  assign second_valid_2 = ends_valid && first_ready_2;
  assign first_inverseLength = ends_inverseLength;
  assign first_epsilon = ends_epsilon;
  assign second_inverseLength = ends_inverseLength;
  assign second_epsilon = ends_epsilon;
  assign ends_ready = first_ready_2 && second_ready_2;
  assign adder_enable = (first_valid_1 && first_ready_1) || phase == SUM_PHASE_WAITS || meets || phase ==
      SUM_PHASE_SETTLES;
  assign adder_a = meets ? older : before_value;
  assign adder_b = meets ? adder_sum : first_number_1;
  assign first_ready_1 = adds;
  assign total_valid = phase == SUM_PHASE_OFFERS;
  assign total_number = adder_sum;
  assign first_ready_2 = fifo_input_ready_1;
  assign totals_valid = total_valid && scales_valid;
  assign total_ready = totals_ready && scales_valid;
  assign totals_number = total_number;
  assign totals_operand = scales_inverseLength;
  assign moves = !isOccupied_1 || products_ready;
  assign totals_ready = moves;
  assign products_valid = isOccupied_1;
  assign products_number = multiplier_product;
  assign products_ready = fifo_input_ready_2;
  assign pairs_valid = held_valid && means_valid;
  assign pairs_number = held_number;
  assign pairs_operand = means_number;
  assign pairs_gain = held_gain;
  assign pairs_bias = held_bias;
  assign pairs_last = held_last;
  assign moves_1 = !isOccupied_1_1 || deviations_ready;
  assign pairs_ready = moves_1;
  assign deviations_valid = isOccupied_1_1;
  assign adder_b_1 = {!pairs_operand[31], pairs_operand[30:0]};
  assign deviations_number = adder_sum_1;
  assign deviations_gain = later_1;
  assign deviations_bias = later_3;
  assign deviations_last = later_5;
  assign first_valid_3 = deviations_valid && second_ready_3;
  assign second_valid_3 = deviations_valid && first_ready_3;
  assign first_number_2 = deviations_number;
  assign first_gain_1 = deviations_gain;
  assign first_bias_1 = deviations_bias;
  assign first_last_2 = deviations_last;
  assign second_number_1 = deviations_number;
  assign second_last_2 = deviations_last;
  assign deviations_ready = first_ready_3 && second_ready_3;
  assign first_ready_3 = fifo_input_ready_3;
  assign moves_2 = !isOccupied_1_2 || squares_ready;
  assign second_ready_3 = moves_2;
  assign squares_valid = isOccupied_1_2;
  assign squares_number = multiplier_product_1;
  assign squares_last = later_7;
  assign adder_enable_2 = (squares_valid && squares_ready) || phase_1 == SUM_PHASE_WAITS || meets_1 || phase_1 ==
      SUM_PHASE_SETTLES;
  assign adder_a_2 = meets_1 ? older_1 : before_value_1;
  assign adder_b_2 = meets_1 ? adder_sum_2 : squares_number;
  assign squares_ready = adds_1;
  assign total_valid_1 = phase_1 == SUM_PHASE_OFFERS;
  assign total_number_1 = adder_sum_2;
  assign second_ready_2 = fifo_input_ready_4;
  assign totals_valid_1 = total_valid_1 && fifo_output_valid;
  assign total_ready_1 = totals_ready_1 && fifo_output_valid;
  assign totals_number_1 = total_number_1;
  assign totals_inverseLength = fifo_output_inverseLength;
  assign totals_epsilon = fifo_output_epsilon;
  assign moves_3 = !isOccupied_1_3 || means_ready_1;
  assign totals_ready_1 = moves_3;
  assign means_valid_1 = isOccupied_1_3;
  assign means_number_1 = multiplier_product_2;
  assign means_epsilon = later_9;
  assign moves_4 = !isOccupied_1_4 || biased_ready;
  assign means_ready_1 = moves_4;
  assign biased_valid = isOccupied_1_4;
  assign biased_number = adder_sum_3;
  assign moves_5 = !isOccupied_2 || roots_ready;
  assign biased_ready = moves_5;
  assign roots_valid = isOccupied_2;
  assign roots_number = root_result;
  assign roots_ready = fifo_input_ready_5;
  assign factored_valid = waiting_valid && roots_valid_1;
  assign factored_number = waiting_number;
  assign factored_operand = roots_number_1;
  assign factored_gain = waiting_gain;
  assign factored_bias = waiting_bias;
  assign factored_last = waiting_last;
  assign moves_6 = !isOccupied_1_6 || scaled_ready;
  assign factored_ready = moves_6;
  assign scaled_valid = isOccupied_1_6;
  assign scaled_number = multiplier_product_3;
  assign scaled_gain = later_11;
  assign scaled_bias = later_13;
  assign scaled_last = later_15;
  assign moves_7 = !isOccupied_1_7 || gained_ready;
  assign scaled_ready = moves_7;
  assign gained_valid = isOccupied_1_7;
  assign gained_number = multiplier_product_4;
  assign gained_bias = later_17;
  assign gained_last = later_19;
  assign moves_8 = !isOccupied_1_8 || results_ready;
  assign gained_ready = moves_8;
  assign results_valid = isOccupied_1_8;
  assign results_number = adder_sum_4;
  assign results_last = later_21;
  assign output_valid = results_valid;
  assign results_ready = output_ready;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset) begin
      hasOne <= 1'b0;
      hasTwo <= 1'b0;
      phase <= SUM_PHASE_ADDS;
      older <= 32'd0;
    end else begin
      case (phase)
        SUM_PHASE_ADDS: begin
          if (first_valid_1 && first_ready_1) begin
            hasOne <= 1'b1;
            hasTwo <= hasOne;
            if (first_last_1)
              phase <= SUM_PHASE_WAITS;
          end
        end
        SUM_PHASE_WAITS: begin
          older <= before_value;
          phase <= SUM_PHASE_MEETS;
        end
        SUM_PHASE_MEETS: phase <= SUM_PHASE_SETTLES;
        SUM_PHASE_SETTLES: phase <= SUM_PHASE_OFFERS;
        SUM_PHASE_OFFERS: begin
          hasOne <= 1'b0;
          hasTwo <= 1'b0;
          if (total_ready)
            phase <= SUM_PHASE_ADDS;
        end
        default: ;
      endcase
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0 <= 1'b0;
      isOccupied_1 <= 1'b0;
    end else if (moves) begin
      isOccupied_0 <= totals_valid;
      isOccupied_1 <= isOccupied_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_1 <= 1'b0;
      isOccupied_1_1 <= 1'b0;
      later_4 <= 1'b0;
      later_5 <= 1'b0;
    end else if (moves_1) begin
      isOccupied_0_1 <= pairs_valid;
      isOccupied_1_1 <= isOccupied_0_1;
      later_4 <= pairs_last;
      later_5 <= later_4;
    end
  end

  always @(posedge clock) begin
    if (moves_1) begin
      later <= pairs_gain;
      later_1 <= later;
      later_2 <= pairs_bias;
      later_3 <= later_2;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_2 <= 1'b0;
      isOccupied_1_2 <= 1'b0;
      later_6 <= 1'b0;
      later_7 <= 1'b0;
    end else if (moves_2) begin
      isOccupied_0_2 <= second_valid_3;
      isOccupied_1_2 <= isOccupied_0_2;
      later_6 <= second_last_2;
      later_7 <= later_6;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      hasOne_1 <= 1'b0;
      hasTwo_1 <= 1'b0;
      phase_1 <= SUM_PHASE_ADDS;
      older_1 <= 32'd0;
    end else begin
      case (phase_1)
        SUM_PHASE_ADDS: begin
          if (squares_valid && squares_ready) begin
            hasOne_1 <= 1'b1;
            hasTwo_1 <= hasOne_1;
            if (squares_last)
              phase_1 <= SUM_PHASE_WAITS;
          end
        end
        SUM_PHASE_WAITS: begin
          older_1 <= before_value_1;
          phase_1 <= SUM_PHASE_MEETS;
        end
        SUM_PHASE_MEETS: phase_1 <= SUM_PHASE_SETTLES;
        SUM_PHASE_SETTLES: phase_1 <= SUM_PHASE_OFFERS;
        SUM_PHASE_OFFERS: begin
          hasOne_1 <= 1'b0;
          hasTwo_1 <= 1'b0;
          if (total_ready_1)
            phase_1 <= SUM_PHASE_ADDS;
        end
        default: ;
      endcase
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_3 <= 1'b0;
      isOccupied_1_3 <= 1'b0;
    end else if (moves_3) begin
      isOccupied_0_3 <= totals_valid_1;
      isOccupied_1_3 <= isOccupied_0_3;
    end
  end

  always @(posedge clock) begin
    if (moves_3) begin
      later_8 <= totals_epsilon;
      later_9 <= later_8;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_4 <= 1'b0;
      isOccupied_1_4 <= 1'b0;
    end else if (moves_4) begin
      isOccupied_0_4 <= means_valid_1;
      isOccupied_1_4 <= isOccupied_0_4;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_5 <= 1'b0;
      isOccupied_1_5 <= 1'b0;
      isOccupied_2 <= 1'b0;
    end else if (moves_5) begin
      isOccupied_0_5 <= biased_valid;
      isOccupied_1_5 <= isOccupied_0_5;
      isOccupied_2 <= isOccupied_1_5;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_6 <= 1'b0;
      isOccupied_1_6 <= 1'b0;
      later_14 <= 1'b0;
      later_15 <= 1'b0;
    end else if (moves_6) begin
      isOccupied_0_6 <= factored_valid;
      isOccupied_1_6 <= isOccupied_0_6;
      later_14 <= factored_last;
      later_15 <= later_14;
    end
  end

  always @(posedge clock) begin
    if (moves_6) begin
      later_10 <= factored_gain;
      later_11 <= later_10;
      later_12 <= factored_bias;
      later_13 <= later_12;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_7 <= 1'b0;
      isOccupied_1_7 <= 1'b0;
      later_18 <= 1'b0;
      later_19 <= 1'b0;
    end else if (moves_7) begin
      isOccupied_0_7 <= scaled_valid;
      isOccupied_1_7 <= isOccupied_0_7;
      later_18 <= scaled_last;
      later_19 <= later_18;
    end
  end

  always @(posedge clock) begin
    if (moves_7) begin
      later_16 <= scaled_bias;
      later_17 <= later_16;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_8 <= 1'b0;
      isOccupied_1_8 <= 1'b0;
      later_20 <= 1'b0;
      later_21 <= 1'b0;
    end else if (moves_8) begin
      isOccupied_0_8 <= gained_valid;
      isOccupied_1_8 <= isOccupied_0_8;
      later_20 <= gained_last;
      later_21 <= later_20;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy <= 32'd0;
    else if (input_valid && input_ready)
      busy <= busy + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      waiting <= 32'd0;
    else if (input_ready && !input_valid)
      waiting <= waiting + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      blocked <= 32'd0;
    else if (results_valid && !output_ready)
      blocked <= blocked + 32'd1;
  end

  wire [11:0] unused_fifo_level;
  wire [31:0] unused_fifo_1_output_epsilon;
  wire [2:0] unused_fifo_1_level;
  wire [1:0] unused_fifo_2_level;
  wire [11:0] unused_fifo_3_level;
  wire [2:0] unused_fifo_4_level;
  wire [1:0] unused_fifo_5_level;

  fifo_layer_norm_element_number32_gain32_bias32_depth2064 fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (first_valid),
    .input_ready   (fifo_input_ready),
    .input_number  (first_number),
    .input_gain    (first_gain),
    .input_bias    (first_bias),
    .input_last    (first_last),
    .output_valid  (held_valid),
    .output_ready  (pairs_ready && means_valid),
    .output_number (held_number),
    .output_gain   (held_gain),
    .output_bias   (held_bias),
    .output_last   (held_last),
    .level         (unused_fifo_level)
  );

  pipelined_adder_single adder (
    .clock  (clock),
    .enable (adder_enable),
    .a      (adder_a),
    .b      (adder_b),
    .sum    (adder_sum)
  );

  fifo_norm_constants_inverse_length32_epsilon32_depth4 fifo_1 (
    .clock                (clock),
    .reset                (reset),
    .input_valid          (first_valid_2),
    .input_ready          (fifo_input_ready_1),
    .input_inverseLength  (first_inverseLength),
    .input_epsilon        (first_epsilon),
    .output_valid         (scales_valid),
    .output_ready         (totals_ready && total_valid),
    .output_inverseLength (scales_inverseLength),
    .output_epsilon       (unused_fifo_1_output_epsilon),
    .level                (unused_fifo_1_level)
  );

  pipelined_multiplier_single multiplier (
    .clock   (clock),
    .enable  (moves),
    .a       (totals_number),
    .b       (totals_operand),
    .product (multiplier_product)
  );

  fifo_vector_scalar_number32_depth2 fifo_2 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (products_valid),
    .input_ready   (fifo_input_ready_2),
    .input_number  (products_number),
    .output_valid  (means_valid),
    .output_ready  (pairs_ready && held_valid && held_last),
    .output_number (means_number),
    .level         (unused_fifo_2_level)
  );

  pipelined_adder_single adder_1 (
    .clock  (clock),
    .enable (moves_1),
    .a      (pairs_number),
    .b      (adder_b_1),
    .sum    (adder_sum_1)
  );

  fifo_layer_norm_element_number32_gain32_bias32_depth2064 fifo_3 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (first_valid_3),
    .input_ready   (fifo_input_ready_3),
    .input_number  (first_number_2),
    .input_gain    (first_gain_1),
    .input_bias    (first_bias_1),
    .input_last    (first_last_2),
    .output_valid  (waiting_valid),
    .output_ready  (factored_ready && roots_valid_1),
    .output_number (waiting_number),
    .output_gain   (waiting_gain),
    .output_bias   (waiting_bias),
    .output_last   (waiting_last),
    .level         (unused_fifo_3_level)
  );

  pipelined_multiplier_single multiplier_1 (
    .clock   (clock),
    .enable  (moves_2),
    .a       (second_number_1),
    .b       (second_number_1),
    .product (multiplier_product_1)
  );

  pipelined_adder_single adder_2 (
    .clock  (clock),
    .enable (adder_enable_2),
    .a      (adder_a_2),
    .b      (adder_b_2),
    .sum    (adder_sum_2)
  );

  fifo_norm_constants_inverse_length32_epsilon32_depth4 fifo_4 (
    .clock                (clock),
    .reset                (reset),
    .input_valid          (second_valid_2),
    .input_ready          (fifo_input_ready_4),
    .input_inverseLength  (second_inverseLength),
    .input_epsilon        (second_epsilon),
    .output_valid         (fifo_output_valid),
    .output_ready         (totals_ready_1 && total_valid_1),
    .output_inverseLength (fifo_output_inverseLength),
    .output_epsilon       (fifo_output_epsilon),
    .level                (unused_fifo_4_level)
  );

  pipelined_multiplier_single multiplier_2 (
    .clock   (clock),
    .enable  (moves_3),
    .a       (totals_number_1),
    .b       (totals_inverseLength),
    .product (multiplier_product_2)
  );

  pipelined_adder_single adder_3 (
    .clock  (clock),
    .enable (moves_4),
    .a      (means_number_1),
    .b      (means_epsilon),
    .sum    (adder_sum_3)
  );

  pipelined_reciprocal_root root_instance (
    .clock  (clock),
    .enable (moves_5),
    .x      (biased_number),
    .result (root_result)
  );

  fifo_vector_scalar_number32_depth2 fifo_5 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (roots_valid),
    .input_ready   (fifo_input_ready_5),
    .input_number  (roots_number),
    .output_valid  (roots_valid_1),
    .output_ready  (factored_ready && waiting_valid && waiting_last),
    .output_number (roots_number_1),
    .level         (unused_fifo_5_level)
  );

  pipelined_multiplier_single multiplier_3 (
    .clock   (clock),
    .enable  (moves_6),
    .a       (factored_number),
    .b       (factored_operand),
    .product (multiplier_product_3)
  );

  pipelined_multiplier_single multiplier_4 (
    .clock   (clock),
    .enable  (moves_7),
    .a       (scaled_number),
    .b       (scaled_gain),
    .product (multiplier_product_4)
  );

  pipelined_adder_single adder_4 (
    .clock  (clock),
    .enable (moves_8),
    .a      (gained_number),
    .b      (gained_bias),
    .sum    (adder_sum_4)
  );

`ifndef SYNTHESIS
  initial begin
    later = 32'hc0da6b8d;
    later_1 = 32'hc0da6b8d;
    later_2 = 32'hc0da6b8d;
    later_3 = 32'hc0da6b8d;
    later_8 = 32'hc0da6b8d;
    later_9 = 32'hc0da6b8d;
    later_10 = 32'hc0da6b8d;
    later_11 = 32'hc0da6b8d;
    later_12 = 32'hc0da6b8d;
    later_13 = 32'hc0da6b8d;
    later_16 = 32'hc0da6b8d;
    later_17 = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, unused_fifo_level, unused_fifo_1_output_epsilon, unused_fifo_1_level, unused_fifo_2_level,
      unused_fifo_3_level, unused_fifo_4_level, unused_fifo_5_level, 1'b0};

`ifdef HWGEN_CHECKS
  logic [11:0] position;

  always_ff @(posedge clock) begin
    if (reset)
      position <= 12'd0;
    else if (input_valid && input_ready)
      position <= input_last ? 12'd0 : position + 12'd1;
  end

  always @(posedge clock) begin
    if (!reset) begin
      if (input_valid && input_ready) begin
        assume (position < 12'd2048) `HWGEN_ELSE("a vector has at most 2048 elements");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
