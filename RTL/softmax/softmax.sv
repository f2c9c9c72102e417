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
  wire first_last;
  wire first_valid;
  wire first_ready;
  wire [31:0] second_number;
  wire second_last;
  wire second_valid;
  wire second_ready;
  wire fifo_input_ready;
  wire [31:0] scores_number;
  wire scores_last;
  wire scores_valid;
  wire [31:0] scalars_number;
  logic [31:0] total;
  logic isFirst;
  wire scalars_valid;
  wire scalars_ready;
  wire fifo_input_ready_1;
  wire [31:0] maxima_number;
  wire maxima_valid;
  wire [31:0] pairs_number;
  wire [31:0] pairs_operand;
  wire pairs_last;
  wire pairs_valid;
  wire pairs_ready;
  wire [31:0] differences_number;
  wire differences_last;
  wire differences_valid;
  wire differences_ready;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  wire [31:0] adder_b;
  wire [31:0] adder_sum;
  logic later;
  logic later_1;
  wire [31:0] raised_number;
  wire raised_last;
  wire raised_valid;
  wire raised_ready;
  wire moves_1;
  logic isOccupied_0_1;
  logic isOccupied_1_1;
  logic isOccupied_2;
  logic isOccupied_3;
  logic isOccupied_4;
  wire [31:0] exponential_result;
  logic later_2;
  logic later_3;
  logic later_4;
  logic later_5;
  logic later_6;
  wire [31:0] first_number_1;
  wire first_last_1;
  wire first_valid_1;
  wire first_ready_1;
  wire [31:0] second_number_1;
  wire second_last_1;
  wire second_valid_1;
  wire second_ready_1;
  wire fifo_input_ready_2;
  wire [31:0] powers_number;
  wire powers_last;
  wire powers_valid;
  logic [2:0] phase;
  logic hasOne;
  logic hasTwo;
  logic [31:0] older;
  wire [31:0] total_number;
  wire total_valid;
  wire total_ready;
  wire adder_enable_1;
  wire [31:0] adder_a_1;
  wire [31:0] adder_b_1;
  wire [31:0] adder_sum_1;
  wire [31:0] reciprocals_number;
  wire reciprocals_valid;
  wire reciprocals_ready;
  wire moves_2;
  logic isOccupied_0_2;
  logic isOccupied_1_2;
  logic isOccupied_2_1;
  wire [31:0] reciprocal_result;
  wire fifo_input_ready_3;
  wire [31:0] factors_number;
  wire factors_valid;
  wire [31:0] factored_number;
  wire [31:0] factored_operand;
  wire factored_last;
  wire factored_valid;
  wire factored_ready;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  wire results_ready;
  wire moves_3;
  logic isOccupied_0_3;
  logic isOccupied_1_3;
  wire [31:0] multiplier_product;
  logic later_7;
  logic later_8;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  wire signed [31:0] magnitude = {1'b0, total[30:0]};
  wire signed [31:0] left = total[31] ? -magnitude : magnitude;
  wire signed [31:0] magnitude_1 = {1'b0, second_number[30:0]};
  wire signed [31:0] right = second_number[31] ? -magnitude_1 : magnitude_1;
  wire [31:0] next = isFirst || (total[30:0] <= 31'h7f800000 && second_number[30:0] <= 31'h7f800000 && left < right) ?
      second_number : total;
  wire meets = phase == SUM_PHASE_MEETS;
  wire [31:0] before_value = hasTwo ? adder_sum_1 : 32'd0;
  wire adds = phase == SUM_PHASE_ADDS;

  assign first_valid = input_valid && second_ready;
  assign second_valid = input_valid && first_ready;
  assign first_number = input_number;
  assign first_last = input_last;
  assign second_number = input_number;
  assign second_last = input_last;
  assign input_ready = first_ready && second_ready;
  assign first_ready = fifo_input_ready;
  assign scalars_valid = second_valid && second_last;
  assign second_ready = scalars_ready || !second_last;
  assign scalars_number = next;
  assign scalars_ready = fifo_input_ready_1;
  assign pairs_valid = scores_valid && maxima_valid;
  assign pairs_number = scores_number;
  assign pairs_operand = maxima_number;
  assign pairs_last = scores_last;
  assign moves = !isOccupied_1 || differences_ready;
  assign pairs_ready = moves;
  assign differences_valid = isOccupied_1;
  assign adder_b = {!pairs_operand[31], pairs_operand[30:0]};
  assign differences_number = adder_sum;
  assign differences_last = later_1;
  assign moves_1 = !isOccupied_4 || raised_ready;
  assign differences_ready = moves_1;
  assign raised_valid = isOccupied_4;
  assign raised_number = exponential_result;
  assign raised_last = later_6;
  assign first_valid_1 = raised_valid && second_ready_1;
  assign second_valid_1 = raised_valid && first_ready_1;
  assign first_number_1 = raised_number;
  assign first_last_1 = raised_last;
  assign second_number_1 = raised_number;
  assign second_last_1 = raised_last;
  assign raised_ready = first_ready_1 && second_ready_1;
  assign first_ready_1 = fifo_input_ready_2;
  assign adder_enable_1 = (second_valid_1 && second_ready_1) || phase == SUM_PHASE_WAITS || meets || phase ==
      SUM_PHASE_SETTLES;
  assign adder_a_1 = meets ? older : before_value;
  assign adder_b_1 = meets ? adder_sum_1 : second_number_1;
  assign second_ready_1 = adds;
  assign total_valid = phase == SUM_PHASE_OFFERS;
  assign total_number = adder_sum_1;
  assign moves_2 = !isOccupied_2_1 || reciprocals_ready;
  assign total_ready = moves_2;
  assign reciprocals_valid = isOccupied_2_1;
  assign reciprocals_number = reciprocal_result;
  assign reciprocals_ready = fifo_input_ready_3;
  assign factored_valid = powers_valid && factors_valid;
  assign factored_number = powers_number;
  assign factored_operand = factors_number;
  assign factored_last = powers_last;
  assign moves_3 = !isOccupied_1_3 || results_ready;
  assign factored_ready = moves_3;
  assign results_valid = isOccupied_1_3;
  assign results_number = multiplier_product;
  assign results_last = later_8;
  assign output_valid = results_valid;
  assign results_ready = output_ready;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset) begin
      total <= 32'd0;
      isFirst <= 1'b1;
    end else if (second_valid && second_ready) begin
      total <= next;
      isFirst <= second_last;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0 <= 1'b0;
      isOccupied_1 <= 1'b0;
      later <= 1'b0;
      later_1 <= 1'b0;
    end else if (moves) begin
      isOccupied_0 <= pairs_valid;
      isOccupied_1 <= isOccupied_0;
      later <= pairs_last;
      later_1 <= later;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_1 <= 1'b0;
      isOccupied_1_1 <= 1'b0;
      isOccupied_2 <= 1'b0;
      isOccupied_3 <= 1'b0;
      isOccupied_4 <= 1'b0;
      later_2 <= 1'b0;
      later_3 <= 1'b0;
      later_4 <= 1'b0;
      later_5 <= 1'b0;
      later_6 <= 1'b0;
    end else if (moves_1) begin
      isOccupied_0_1 <= differences_valid;
      isOccupied_1_1 <= isOccupied_0_1;
      isOccupied_2 <= isOccupied_1_1;
      isOccupied_3 <= isOccupied_2;
      isOccupied_4 <= isOccupied_3;
      later_2 <= differences_last;
      later_3 <= later_2;
      later_4 <= later_3;
      later_5 <= later_4;
      later_6 <= later_5;
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
          if (second_valid_1 && second_ready_1) begin
            hasOne <= 1'b1;
            hasTwo <= hasOne;
            if (second_last_1)
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
      isOccupied_0_2 <= 1'b0;
      isOccupied_1_2 <= 1'b0;
      isOccupied_2_1 <= 1'b0;
    end else if (moves_2) begin
      isOccupied_0_2 <= total_valid;
      isOccupied_1_2 <= isOccupied_0_2;
      isOccupied_2_1 <= isOccupied_1_2;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_3 <= 1'b0;
      isOccupied_1_3 <= 1'b0;
      later_7 <= 1'b0;
      later_8 <= 1'b0;
    end else if (moves_3) begin
      isOccupied_0_3 <= factored_valid;
      isOccupied_1_3 <= isOccupied_0_3;
      later_7 <= factored_last;
      later_8 <= later_7;
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
  wire [1:0] unused_fifo_1_level;
  wire [11:0] unused_fifo_2_level;
  wire [1:0] unused_fifo_3_level;

  fifo_vector_element_number32_depth2064 fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (first_valid),
    .input_ready   (fifo_input_ready),
    .input_number  (first_number),
    .input_last    (first_last),
    .output_valid  (scores_valid),
    .output_ready  (pairs_ready && maxima_valid),
    .output_number (scores_number),
    .output_last   (scores_last),
    .level         (unused_fifo_level)
  );

  fifo_vector_scalar_number32_depth2 fifo_1 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (scalars_valid),
    .input_ready   (fifo_input_ready_1),
    .input_number  (scalars_number),
    .output_valid  (maxima_valid),
    .output_ready  (pairs_ready && scores_valid && scores_last),
    .output_number (maxima_number),
    .level         (unused_fifo_1_level)
  );

  pipelined_adder_single adder (
    .clock  (clock),
    .enable (moves),
    .a      (pairs_number),
    .b      (adder_b),
    .sum    (adder_sum)
  );

  pipelined_exponential exponential (
    .clock  (clock),
    .enable (moves_1),
    .x      (differences_number),
    .result (exponential_result)
  );

  fifo_vector_element_number32_depth2064 fifo_2 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (first_valid_1),
    .input_ready   (fifo_input_ready_2),
    .input_number  (first_number_1),
    .input_last    (first_last_1),
    .output_valid  (powers_valid),
    .output_ready  (factored_ready && factors_valid),
    .output_number (powers_number),
    .output_last   (powers_last),
    .level         (unused_fifo_2_level)
  );

  pipelined_adder_single adder_1 (
    .clock  (clock),
    .enable (adder_enable_1),
    .a      (adder_a_1),
    .b      (adder_b_1),
    .sum    (adder_sum_1)
  );

  pipelined_reciprocal reciprocal (
    .clock  (clock),
    .enable (moves_2),
    .x      (total_number),
    .result (reciprocal_result)
  );

  fifo_vector_scalar_number32_depth2 fifo_3 (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (reciprocals_valid),
    .input_ready   (fifo_input_ready_3),
    .input_number  (reciprocals_number),
    .output_valid  (factors_valid),
    .output_ready  (factored_ready && powers_valid && powers_last),
    .output_number (factors_number),
    .level         (unused_fifo_3_level)
  );

  pipelined_multiplier_single multiplier (
    .clock   (clock),
    .enable  (moves_3),
    .a       (factored_number),
    .b       (factored_operand),
    .product (multiplier_product)
  );

  wire unused = &{1'b0, unused_fifo_level, unused_fifo_1_level, unused_fifo_2_level, unused_fifo_3_level, 1'b0};

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
