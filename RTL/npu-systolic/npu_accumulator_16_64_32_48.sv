// npu_accumulator_16_64_32_48: NPUAccumulator (Units/NPUAccumulator.swift)
//
// Accumulators below a systolic array, with shift, bias and requantization.
//
//   columns          = 16
//   entries          = 64
//   sumWidth         = 32
//   accumulatorWidth = 48
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

module npu_accumulator_16_64_32_48 (
  input  logic         clock,
  input  logic         reset,
  output logic         advance,
  input  logic         valid,
  input  logic   [5:0] tag_entry,
  input  logic   [4:0] tag_shift,
  input  logic         tag_first,
  input  logic         tag_last,
  input  logic         tag_requantize,
  input  logic         tag_with_parameters,
  input  logic         tag_ends,
  input  logic [511:0] partials,
  input  logic         parameters_valid,
  output logic         parameters_ready,
  input  logic [511:0] parameters_biases,
  input  logic [255:0] parameters_multipliers,
  input  logic  [95:0] parameters_right_shifts,
  input  logic         reserve,
  output logic         has_parameters,
  output logic         results_valid,
  input  logic         results_ready,
  output logic [767:0] results_sums,
  output logic   [5:0] results_vector `HWGEN_START(6'h0d),
  output logic         results_last `HWGEN_START(1'b1),
  output logic         is_occupied
);
  logic held, is_shifted;
  logic [767:0] shifted `HWGEN_START({24{32'hc0da6b8d}});
  logic [5:0] entry `HWGEN_START(6'h0d);
  logic is_first `HWGEN_START(1'b1), is_last `HWGEN_START(1'b1), requantize `HWGEN_START(1'b1);
  logic with_parameters `HWGEN_START(1'b1), ends `HWGEN_START(1'b1);
  logic [511:0] parameters_biases_reg `HWGEN_START({16{32'hc0da6b8d}});
  logic [255:0] parameters_multipliers_reg /* verilator split_var */ `HWGEN_START({8{32'hc0da6b8d}});
  logic [95:0] parameters_right_shifts_reg /* verilator split_var */ `HWGEN_START({3{32'hc0da6b8d}});
  logic [511:0] parameters_next_biases /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [255:0] parameters_next_multipliers /* verilator split_var */ `HWGEN_START({8{32'hc0da6b8d}});
  logic [95:0] parameters_next_right_shifts /* verilator split_var */ `HWGEN_START({3{32'hc0da6b8d}});
  logic parameters_has_current, parameters_has_next;
  logic [1:0] parameters_unused;
  logic is_result;
  logic [767:0] result_sums `HWGEN_START({24{32'hc0da6b8d}});
  logic [5:0] result_vector `HWGEN_START(6'h0d);
  logic result_last `HWGEN_START(1'b1), codes `HWGEN_START(1'b1);
  logic [255:0] multipliers `HWGEN_START({8{32'hc0da6b8d}});
  logic [95:0] right_shifts /* verilator split_var */ `HWGEN_START({3{32'hc0da6b8d}});
  logic finished_is_product;
  logic [783:0] finished_products_sums `HWGEN_START({16'h6b8d,{24{32'hc0da6b8d}}});
  logic [5:0] finished_products_vector `HWGEN_START(6'h0d);
  logic finished_products_last `HWGEN_START(1'b1), finished_product_codes `HWGEN_START(1'b1);
  logic [95:0] finished_product_shifts `HWGEN_START({3{32'hc0da6b8d}});
  logic finished_is_rounded;
  logic [767:0] finished_rounded_sums `HWGEN_START({24{32'hc0da6b8d}});
  logic [5:0] finished_rounded_vector `HWGEN_START(6'h0d);
  logic finished_rounded_last `HWGEN_START(1'b1);
  logic [767:0] is_occupied_offered_sums `HWGEN_START({24{32'hc0da6b8d}});
  logic [767:0] is_occupied_waiting_sums `HWGEN_START({24{32'hc0da6b8d}});
  logic [5:0] is_occupied_waiting_vector `HWGEN_START(6'h0d);
  logic is_occupied_waiting_last `HWGEN_START(1'b1);
  logic signed [47:0] accumulators [0:63][0:15];

  wire adds = advance && is_shifted;
  wire leaves = adds && is_last;
  wire condition = leaves && with_parameters && ends;
  wire condition_1 = condition && parameters_has_next;
  wire parameters_takes = parameters_valid && !parameters_has_next;
  wire condition_2 = parameters_takes && (condition || !parameters_has_current);
  wire is_occupied_is_free = !results_valid || results_ready;

  assign advance = !held;
  assign parameters_ready = !parameters_has_next;
  assign has_parameters = parameters_unused != 2'd0;
  assign results_sums = is_occupied_offered_sums;
  assign is_occupied = results_valid || is_shifted || is_result || finished_is_product || finished_is_rounded;

  always_ff @(posedge clock) begin
    if (reset) begin
      is_shifted <= 1'b0;
      is_result <= 1'b0;
      finished_is_product <= 1'b0;
      finished_is_rounded <= 1'b0;
    end else if (advance) begin
      is_shifted <= valid;
      is_result <= leaves;
      finished_is_product <= is_result;
      finished_is_rounded <= finished_is_product;
    end
  end

  always_ff @(posedge clock) begin : shifted_update
    integer i;
    if (advance && valid) begin
      for (i = 0; i < 16; i = i + 1)
        shifted[i*48 +: 48] <= 48'($signed(partials[i*32 +: 32])) << tag_shift;
      entry <= tag_entry;
      is_first <= tag_first;
      is_last <= tag_last;
      requantize <= tag_requantize;
      with_parameters <= tag_with_parameters;
      ends <= tag_ends;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : parameters_biases_reg_lanes
    always_ff @(posedge clock) begin
      if (condition_1) begin
        parameters_biases_reg[lane*32 +: 32] <= parameters_next_biases[lane*32 +: 32];
        parameters_multipliers_reg[lane*16 +: 16] <= parameters_next_multipliers[lane*16 +: 16];
        parameters_right_shifts_reg[lane*6 +: 6] <= parameters_next_right_shifts[lane*6 +: 6];
      end else if (condition_2) begin
        parameters_biases_reg[lane*32 +: 32] <= parameters_biases[lane*32 +: 32];
        parameters_multipliers_reg[lane*16 +: 16] <= parameters_multipliers[lane*16 +: 16];
        parameters_right_shifts_reg[lane*6 +: 6] <= parameters_right_shifts[lane*6 +: 6];
      end else if (parameters_takes) begin
        parameters_next_biases[lane*32 +: 32] <= parameters_biases[lane*32 +: 32];
        parameters_next_multipliers[lane*16 +: 16] <= parameters_multipliers[lane*16 +: 16];
        parameters_next_right_shifts[lane*6 +: 6] <= parameters_right_shifts[lane*6 +: 6];
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      parameters_has_next <= 1'b0;
      parameters_has_current <= 1'b0;
    end else if (condition_1)
      parameters_has_next <= 1'b0;
    else if (condition_2)
      parameters_has_current <= 1'b1;
    else if (parameters_takes)
      parameters_has_next <= 1'b1;
    else if (condition)
      parameters_has_current <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      parameters_unused <= 2'd0;
    end else begin
      if (parameters_takes && !reserve)
        parameters_unused <= parameters_unused + 2'd1;
      if (reserve && !parameters_takes)
        parameters_unused <= parameters_unused - 2'd1;
    end
  end

  always @(posedge clock) begin : accumulators_update
    integer i;
    if (adds && !is_last)
      for (i = 0; i < 16; i = i + 1)
        accumulators[entry][i] <= shifted[i*48 +: 48] + (is_first ? (with_parameters ?
            48'($signed(parameters_biases_reg[i*32 +: 32])) : 48'sd0) : accumulators[entry][i]);
  end

  always_ff @(posedge clock) begin : result_sums_update
    integer i;
    if (leaves) begin
      for (i = 0; i < 16; i = i + 1)
        result_sums[i*48 +: 48] <= shifted[i*48 +: 48] + (is_first ? (with_parameters ?
            48'($signed(parameters_biases_reg[i*32 +: 32])) : 48'sd0) : accumulators[entry][i]);
      result_vector <= entry;
      result_last <= ends;
      codes <= requantize;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : multipliers_lanes
    always_ff @(posedge clock) begin
      if (leaves && requantize) begin
        multipliers[lane*16 +: 16] <= parameters_multipliers_reg[lane*16 +: 16];
        right_shifts[lane*6 +: 6] <= parameters_right_shifts_reg[lane*6 +: 6];
      end
    end
  end

  always_ff @(posedge clock) begin : finished_products_sums_update
    integer i;
    logic [16:0] finished_products_sums_operand_1;
    logic signed [47:0] finished_products_sums_operand;
    if (advance && is_result) begin
      for (i = 0; i < 16; i = i + 1) begin
        finished_products_sums_operand = result_sums[i*48 +: 48];
        finished_products_sums_operand_1 = finished_products_sums_operand[47:31];
        finished_products_sums[i*49 +: 49] <= codes ? $signed(!(|finished_products_sums_operand_1) ||
            (&finished_products_sums_operand_1) ? finished_products_sums_operand[31:0] :
            finished_products_sums_operand[47] ? 32'sh80000000 : 32'sh7fffffff) * $signed(17'(multipliers[i*16 +: 16]))
            : 49'(finished_products_sums_operand);
      end
      finished_products_vector <= result_vector;
      finished_products_last <= result_last;
      finished_product_codes <= codes;
      finished_product_shifts <= right_shifts;
    end
  end

  always_ff @(posedge clock) begin : finished_rounded_sums_update
    integer i;
    logic [43:0] finished_rounded_sums_operand;
    logic signed [50:0] finished_rounded_sums_bits, finished_rounded_sums_lhs, finished_rounded_sums_shifted;
    logic signed [50:0] finished_rounded_sums_rhs;
    if (advance && finished_is_product) begin
      for (i = 0; i < 16; i = i + 1) begin
        finished_rounded_sums_rhs = 51'($signed(finished_products_sums[i*49 +: 49])) << 1;
        finished_rounded_sums_shifted = finished_rounded_sums_rhs >>> finished_product_shifts[i*6 +: 6];
        finished_rounded_sums_lhs = finished_rounded_sums_shifted >>> 1;
        finished_rounded_sums_bits = finished_rounded_sums_lhs + 51'(finished_rounded_sums_shifted[0] &&
            (finished_rounded_sums_shifted << finished_product_shifts[i*6 +: 6] != finished_rounded_sums_rhs ||
            finished_rounded_sums_lhs[0]));
        finished_rounded_sums_operand = finished_rounded_sums_bits[50:7];
        finished_rounded_sums[i*48 +: 48] <= finished_product_codes ? 48'($signed(!(|finished_rounded_sums_operand) ||
            (&finished_rounded_sums_operand) ? finished_rounded_sums_bits[7:0] : finished_rounded_sums_bits[50] ? 8'sh80
            : 8'sd127)) : 48'(finished_products_sums[i*49 +: 49]);
      end
      finished_rounded_vector <= finished_products_vector;
      finished_rounded_last <= finished_products_last;
    end
  end

  always_ff @(posedge clock) begin
    if (held) begin
      if (results_ready) begin
        is_occupied_offered_sums <= is_occupied_waiting_sums;
        results_vector <= is_occupied_waiting_vector;
        results_last <= is_occupied_waiting_last;
      end
    end else if (finished_is_rounded) begin
      if (is_occupied_is_free) begin
        is_occupied_offered_sums <= finished_rounded_sums;
        results_vector <= finished_rounded_vector;
        results_last <= finished_rounded_last;
      end else begin
        is_occupied_waiting_sums <= finished_rounded_sums;
        is_occupied_waiting_vector <= finished_rounded_vector;
        is_occupied_waiting_last <= finished_rounded_last;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      held <= 1'b0;
      results_valid <= 1'b0;
    end else if (held) begin
      if (results_ready)
        held <= 1'b0;
    end else if (finished_is_rounded) begin
      if (is_occupied_is_free)
        results_valid <= 1'b1;
      else
        held <= 1'b1;
    end else if (results_ready)
      results_valid <= 1'b0;
  end

`ifndef SYNTHESIS
  initial begin : accumulators_initial
    integer i, j;
    logic [31:0] accumulators_pattern;
    logic [767:0] accumulators_word;
    for (i = 0; i < 64; i = i + 1) begin
      accumulators_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      accumulators_word = {accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern,
          accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern,
          accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern,
          accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern,
          accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern, accumulators_pattern};
      for (j = 0; j < 16; j = j + 1)
        accumulators[i][j] = accumulators_word[j*48 +: 48];
    end
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (!condition || parameters_has_current) `HWGEN_ELSE("a sum with parameters ends that started without");
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
