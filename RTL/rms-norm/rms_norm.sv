// rms_norm: RMSNorm (Units/RMSNorm.swift)
//
// Root mean square normalisation of binary32 vectors with gains.
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

module rms_norm (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_gain,
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
  wire held_last;
  wire held_valid;
  wire [31:0] first_number_1;
  wire first_last_1;
  wire first_valid_1;
  wire first_ready_1;
  wire second_last_1;
  wire second_valid_1;
  wire second_ready_1;
  wire [31:0] squares_number;
  wire squares_last;
  wire squares_valid;
  wire squares_ready;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  wire [31:0] multiplier_product;
  logic later;
  logic later_1;
  wire kept_valid;
  wire kept_ready;
  wire [31:0] ends_inverseLength;
  wire [31:0] ends_epsilon;
  wire ends_valid;
  wire ends_ready;
  wire fifo_input_ready_1;
  wire [31:0] constants_inverseLength;
  wire [31:0] constants_epsilon;
  wire constants_valid;
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
  wire [31:0] totals_number;
  wire [31:0] totals_inverseLength;
  wire [31:0] totals_epsilon;
  wire totals_valid;
  wire totals_ready;
  wire [31:0] means_number;
  wire [31:0] means_epsilon;
  wire means_valid;
  wire means_ready;
  wire moves_1;
  logic isOccupied_0_1;
  logic isOccupied_1_1;
  wire [31:0] multiplier_product_1;
  logic [31:0] later_2;
  logic [31:0] later_3;
  wire [31:0] biased_number;
  wire biased_valid;
  wire biased_ready;
  wire moves_2;
  logic isOccupied_0_2;
  logic isOccupied_1_2;
  wire [31:0] adder_sum_1;
  wire [31:0] roots_number;
  wire roots_valid;
  wire roots_ready;
  wire moves_3;
  logic isOccupied_0_3;
  logic isOccupied_1_3;
  logic isOccupied_2;
  wire [31:0] root_result;
  wire fifo_input_ready_2;
  wire [31:0] roots_number_1;
  wire roots_valid_1;
  wire [31:0] factored_number;
  wire [31:0] factored_factor;
  wire [31:0] factored_gain;
  wire factored_last;
  wire factored_valid;
  wire factored_ready;
  wire [31:0] scaled_number;
  wire [31:0] scaled_gain;
  wire scaled_last;
  wire scaled_valid;
  wire scaled_ready;
  wire moves_4;
  logic isOccupied_0_4;
  logic isOccupied_1_4;
  wire [31:0] multiplier_product_2;
  logic [31:0] later_4;
  logic [31:0] later_5;
  logic later_6;
  logic later_7;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  wire results_ready;
  wire moves_5;
  logic isOccupied_0_5;
  logic isOccupied_1_5;
  wire [31:0] multiplier_product_3;
  logic later_8;
  logic later_9;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  wire meets = phase == SUM_PHASE_MEETS;
  wire [31:0] before_value = hasTwo ? adder_sum : 32'd0;
  wire adds = phase == SUM_PHASE_ADDS;

  assign first_valid = input_valid && second_ready;
  assign second_valid = input_valid && first_ready;
  assign first_number = input_number;
  assign first_gain = input_gain;
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
  assign moves = !isOccupied_1 || squares_ready;
  assign first_ready_1 = moves;
  assign squares_valid = isOccupied_1;
  assign squares_number = multiplier_product;
  assign squares_last = later_1;
  assign kept_valid = second_valid_1 && second_last_1;
  assign second_ready_1 = kept_ready || !second_last_1;
  assign ends_valid = kept_valid;
  assign kept_ready = ends_ready;
  assign ends_inverseLength = inverseLength;
  assign ends_epsilon = epsilon;
  assign ends_ready = fifo_input_ready_1;
  assign adder_enable = (squares_valid && squares_ready) || phase == SUM_PHASE_WAITS || meets || phase ==
      SUM_PHASE_SETTLES;
  assign adder_a = meets ? older : before_value;
  assign adder_b = meets ? adder_sum : squares_number;
  assign squares_ready = adds;
  assign total_valid = phase == SUM_PHASE_OFFERS;
  assign total_number = adder_sum;
  assign totals_valid = total_valid && constants_valid;
  assign total_ready = totals_ready && constants_valid;
  assign totals_number = total_number;
  assign totals_inverseLength = constants_inverseLength;
  assign totals_epsilon = constants_epsilon;
  assign moves_1 = !isOccupied_1_1 || means_ready;
  assign totals_ready = moves_1;
  assign means_valid = isOccupied_1_1;
  assign means_number = multiplier_product_1;
  assign means_epsilon = later_3;
  assign moves_2 = !isOccupied_1_2 || biased_ready;
  assign means_ready = moves_2;
  assign biased_valid = isOccupied_1_2;
  assign biased_number = adder_sum_1;
  assign moves_3 = !isOccupied_2 || roots_ready;
  assign biased_ready = moves_3;
  assign roots_valid = isOccupied_2;
  assign roots_number = root_result;
  assign roots_ready = fifo_input_ready_2;
  assign factored_valid = held_valid && roots_valid_1;
  assign factored_number = held_number;
  assign factored_factor = roots_number_1;
  assign factored_gain = held_gain;
  assign factored_last = held_last;
  assign moves_4 = !isOccupied_1_4 || scaled_ready;
  assign factored_ready = moves_4;
  assign scaled_valid = isOccupied_1_4;
  assign scaled_number = multiplier_product_2;
  assign scaled_gain = later_5;
  assign scaled_last = later_7;
  assign moves_5 = !isOccupied_1_5 || results_ready;
  assign scaled_ready = moves_5;
  assign results_valid = isOccupied_1_5;
  assign results_number = multiplier_product_3;
  assign results_last = later_9;
  assign output_valid = results_valid;
  assign results_ready = output_ready;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0 <= 1'b0;
      isOccupied_1 <= 1'b0;
      later <= 1'b0;
      later_1 <= 1'b0;
    end else if (moves) begin
      isOccupied_0 <= first_valid_1;
      isOccupied_1 <= isOccupied_0;
      later <= first_last_1;
      later_1 <= later;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      hasOne <= 1'b0;
      hasTwo <= 1'b0;
      phase <= SUM_PHASE_ADDS;
      older <= 32'd0;
    end else begin
      case (phase)
        SUM_PHASE_ADDS: begin
          if (squares_valid && squares_ready) begin
            hasOne <= 1'b1;
            hasTwo <= hasOne;
            if (squares_last)
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
      isOccupied_0_1 <= 1'b0;
      isOccupied_1_1 <= 1'b0;
    end else if (moves_1) begin
      isOccupied_0_1 <= totals_valid;
      isOccupied_1_1 <= isOccupied_0_1;
    end
  end

  always @(posedge clock) begin
    if (moves_1) begin
      later_2 <= totals_epsilon;
      later_3 <= later_2;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_2 <= 1'b0;
      isOccupied_1_2 <= 1'b0;
    end else if (moves_2) begin
      isOccupied_0_2 <= means_valid;
      isOccupied_1_2 <= isOccupied_0_2;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_3 <= 1'b0;
      isOccupied_1_3 <= 1'b0;
      isOccupied_2 <= 1'b0;
    end else if (moves_3) begin
      isOccupied_0_3 <= biased_valid;
      isOccupied_1_3 <= isOccupied_0_3;
      isOccupied_2 <= isOccupied_1_3;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_4 <= 1'b0;
      isOccupied_1_4 <= 1'b0;
      later_6 <= 1'b0;
      later_7 <= 1'b0;
    end else if (moves_4) begin
      isOccupied_0_4 <= factored_valid;
      isOccupied_1_4 <= isOccupied_0_4;
      later_6 <= factored_last;
      later_7 <= later_6;
    end
  end

  always @(posedge clock) begin
    if (moves_4) begin
      later_4 <= factored_gain;
      later_5 <= later_4;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_5 <= 1'b0;
      isOccupied_1_5 <= 1'b0;
      later_8 <= 1'b0;
      later_9 <= 1'b0;
    end else if (moves_5) begin
      isOccupied_0_5 <= scaled_valid;
      isOccupied_1_5 <= isOccupied_0_5;
      later_8 <= scaled_last;
      later_9 <= later_8;
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
  wire [2:0] unused_fifo_1_level;
  wire [1:0] unused_fifo_2_level;

  fifo_norm_element_number32_gain32_depth2064 fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (first_valid),
    .input_ready   (fifo_input_ready),
    .input_number  (first_number),
    .input_gain    (first_gain),
    .input_last    (first_last),
    .output_valid  (held_valid),
    .output_ready  (factored_ready && roots_valid_1),
    .output_number (held_number),
    .output_gain   (held_gain),
    .output_last   (held_last),
    .level         (unused_fifo_level)
  );

  pipelined_multiplier_single multiplier (
    .clock   (clock),
    .enable  (moves),
    .a       (first_number_1),
    .b       (first_number_1),
    .product (multiplier_product)
  );

  fifo_norm_constants_inverse_length32_epsilon32_depth4 fifo_1 (
    .clock                (clock),
    .reset                (reset),
    .input_valid          (ends_valid),
    .input_ready          (fifo_input_ready_1),
    .input_inverseLength  (ends_inverseLength),
    .input_epsilon        (ends_epsilon),
    .output_valid         (constants_valid),
    .output_ready         (totals_ready && total_valid),
    .output_inverseLength (constants_inverseLength),
    .output_epsilon       (constants_epsilon),
    .level                (unused_fifo_1_level)
  );

  pipelined_adder_single adder (
    .clock  (clock),
    .enable (adder_enable),
    .a      (adder_a),
    .b      (adder_b),
    .sum    (adder_sum)
  );

  pipelined_multiplier_single multiplier_1 (
    .clock   (clock),
    .enable  (moves_1),
    .a       (totals_number),
    .b       (totals_inverseLength),
    .product (multiplier_product_1)
  );

  pipelined_adder_single adder_1 (
    .clock  (clock),
    .enable (moves_2),
    .a      (means_number),
    .b      (means_epsilon),
    .sum    (adder_sum_1)
  );

  pipelined_reciprocal_root root_instance (
    .clock  (clock),
    .enable (moves_3),
    .x      (biased_number),
    .result (root_result)
  );

  fifo_vector_scalar_number32_depth2 fifo_2 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (roots_valid),
    .input_ready   (fifo_input_ready_2),
    .input_number  (roots_number),
    .output_valid  (roots_valid_1),
    .output_ready  (factored_ready && held_valid && held_last),
    .output_number (roots_number_1),
    .level         (unused_fifo_2_level)
  );

  pipelined_multiplier_single multiplier_2 (
    .clock   (clock),
    .enable  (moves_4),
    .a       (factored_number),
    .b       (factored_factor),
    .product (multiplier_product_2)
  );

  pipelined_multiplier_single multiplier_3 (
    .clock   (clock),
    .enable  (moves_5),
    .a       (scaled_number),
    .b       (scaled_gain),
    .product (multiplier_product_3)
  );

`ifndef SYNTHESIS
  initial begin
    later_2 = 32'hc0da6b8d;
    later_3 = 32'hc0da6b8d;
    later_4 = 32'hc0da6b8d;
    later_5 = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, unused_fifo_level, unused_fifo_1_level, unused_fifo_2_level, 1'b0};

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
