// npu_accumulator_61cf4c05: NPUAccumulator (Units/NPUAccumulator.swift)
//
// Accumulators below a systolic array, with shift, bias and requantisation.
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

module npu_accumulator_61cf4c05 (
  input  logic         clock,
  input  logic         reset,
  output logic         advance,
  input  logic         valid,
  input  logic   [5:0] tag_entry,
  input  logic   [4:0] tag_shift,
  input  logic         tag_first,
  input  logic         tag_last,
  input  logic         tag_requantize,
  input  logic         tag_withParameters,
  input  logic         tag_ends,
  input  logic [511:0] partials,
  input  logic         parameters_valid,
  output logic         parameters_ready,
  input  logic [511:0] parameters_biases,
  input  logic [255:0] parameters_multipliers,
  input  logic  [95:0] parameters_rightShifts,
  input  logic         reserve,
  output logic         hasParameters,
  output logic         results_valid,
  input  logic         results_ready,
  output logic [767:0] results_sums,
  output logic   [5:0] results_vector,
  output logic         results_last,
  output logic         isOccupied
);
  logic held;
  logic isShifted;
  logic [767:0] shifted;
  logic [5:0] entry;
  logic isFirst;
  logic isLast;
  logic requantize;
  logic withParameters;
  logic ends;
  logic [511:0] current_biases;
  logic [255:0] current_multipliers;
  logic [95:0] current_rightShifts;
  logic [511:0] next_biases;
  logic [255:0] next_multipliers;
  logic [95:0] next_rightShifts;
  logic hasCurrent;
  logic hasNext;
  logic [1:0] unused;
  logic isResult;
  logic [767:0] result_sums;
  logic [5:0] result_vector;
  logic result_last;
  logic codes;
  logic [255:0] multipliers;
  logic [95:0] rightShifts;
  logic isProduct;
  logic [783:0] products_sums;
  logic [5:0] products_vector;
  logic products_last;
  logic productCodes;
  logic [95:0] productShifts;
  logic isRounded;
  logic [767:0] rounded_sums;
  logic [5:0] rounded_vector;
  logic rounded_last;
  logic isOffered;
  logic [767:0] offered_sums;
  logic [5:0] offered_vector;
  logic offered_last;
  logic [767:0] waiting_sums;
  logic [5:0] waiting_vector;
  logic waiting_last;
  logic signed [47:0] accumulators [0:63][0:15];

  wire advance_1 = !held;
  wire adds = advance_1 && isShifted;
  wire leaves = adds && isLast;
  wire condition = leaves && withParameters && ends;
  wire condition_1 = condition && hasNext;
  wire takes = parameters_valid && !hasNext;
  wire condition_2 = takes && (condition || !hasCurrent);
  wire isFree = !isOffered || results_ready;

  assign advance = advance_1;
  assign parameters_ready = !hasNext;
  assign hasParameters = unused != 2'd0;
  assign results_valid = isOffered;
  assign results_sums = offered_sums;
  assign results_vector = offered_vector;
  assign results_last = offered_last;
  assign isOccupied = isOffered || isShifted || isResult || isProduct || isRounded;

  always_ff @(posedge clock) begin
    if (reset) begin
      isShifted <= 1'b0;
      isResult <= 1'b0;
      isProduct <= 1'b0;
      isRounded <= 1'b0;
    end else if (advance_1) begin
      isShifted <= valid;
      isResult <= leaves;
      isProduct <= isResult;
      isRounded <= isProduct;
    end
  end

  always @(posedge clock) begin : shifted_update
    integer i;
    if (advance_1 && valid) begin
      for (i = 0; i < 16; i = i + 1)
        shifted[i*48 +: 48] <= 48'($signed(partials[i*32 +: 32])) << tag_shift;
      entry <= tag_entry;
      isFirst <= tag_first;
      isLast <= tag_last;
      requantize <= tag_requantize;
      withParameters <= tag_withParameters;
      ends <= tag_ends;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : current_biases_lanes
    always @(posedge clock) begin
      if (condition_1) begin
        current_biases[lane*32 +: 32] <= next_biases[lane*32 +: 32];
        current_multipliers[lane*16 +: 16] <= next_multipliers[lane*16 +: 16];
        current_rightShifts[lane*6 +: 6] <= next_rightShifts[lane*6 +: 6];
      end else if (condition_2) begin
        current_biases[lane*32 +: 32] <= parameters_biases[lane*32 +: 32];
        current_multipliers[lane*16 +: 16] <= parameters_multipliers[lane*16 +: 16];
        current_rightShifts[lane*6 +: 6] <= parameters_rightShifts[lane*6 +: 6];
      end else if (takes) begin
        next_biases[lane*32 +: 32] <= parameters_biases[lane*32 +: 32];
        next_multipliers[lane*16 +: 16] <= parameters_multipliers[lane*16 +: 16];
        next_rightShifts[lane*6 +: 6] <= parameters_rightShifts[lane*6 +: 6];
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      hasNext <= 1'b0;
      hasCurrent <= 1'b0;
    end else if (condition_1)
      hasNext <= 1'b0;
    else if (condition_2)
      hasCurrent <= 1'b1;
    else if (takes)
      hasNext <= 1'b1;
    else if (condition)
      hasCurrent <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      unused <= 2'd0;
    end else begin
      if (takes && !reserve)
        unused <= unused + 2'd1;
      if (reserve && !takes)
        unused <= unused - 2'd1;
    end
  end

  always @(posedge clock) begin : accumulators_update
    integer i;
    if (adds && !isLast)
      for (i = 0; i < 16; i = i + 1)
        accumulators[entry][i] <= shifted[i*48 +: 48] + (isFirst ? (withParameters ?
            48'($signed(current_biases[i*32 +: 32])) : 48'sd0) : accumulators[entry][i]);
  end

  always @(posedge clock) begin : result_sums_update
    integer i;
    if (leaves) begin
      for (i = 0; i < 16; i = i + 1)
        result_sums[i*48 +: 48] <= shifted[i*48 +: 48] + (isFirst ? (withParameters ?
            48'($signed(current_biases[i*32 +: 32])) : 48'sd0) : accumulators[entry][i]);
      result_vector <= entry;
      result_last <= ends;
      codes <= requantize;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : multipliers_lanes
    always @(posedge clock) begin
      if (leaves && requantize) begin
        multipliers[lane*16 +: 16] <= current_multipliers[lane*16 +: 16];
        rightShifts[lane*6 +: 6] <= current_rightShifts[lane*6 +: 6];
      end
    end
  end

  always @(posedge clock) begin : products_sums_update
    integer i;
    logic [16:0] products_sums_operand_1;
    logic signed [47:0] products_sums_operand;
    if (advance_1 && isResult) begin
      for (i = 0; i < 16; i = i + 1) begin
        products_sums_operand = result_sums[i*48 +: 48];
        products_sums_operand_1 = products_sums_operand[47:31];
        products_sums[i*49 +: 49] <= codes ? $signed(!(|products_sums_operand_1) || (&products_sums_operand_1) ?
            products_sums_operand[31:0] : products_sums_operand[47] ? 32'sh80000000 : 32'sh7fffffff) *
            $signed(17'(multipliers[i*16 +: 16])) : 49'(products_sums_operand);
      end
      products_vector <= result_vector;
      products_last <= result_last;
      productCodes <= codes;
      productShifts <= rightShifts;
    end
  end

  always @(posedge clock) begin : rounded_sums_update
    integer i;
    logic [43:0] rounded_sums_operand;
    logic signed [50:0] rounded_sums_bits;
    logic signed [50:0] rounded_sums_lhs;
    logic signed [50:0] rounded_sums_shifted;
    logic signed [50:0] rounded_sums_rhs;
    if (advance_1 && isProduct) begin
      for (i = 0; i < 16; i = i + 1) begin
        rounded_sums_rhs = 51'($signed(products_sums[i*49 +: 49])) << 1;
        rounded_sums_shifted = rounded_sums_rhs >>> productShifts[i*6 +: 6];
        rounded_sums_lhs = rounded_sums_shifted >>> 1;
        rounded_sums_bits = rounded_sums_lhs + 51'(rounded_sums_shifted[0] && (rounded_sums_shifted <<
            productShifts[i*6 +: 6] != rounded_sums_rhs || rounded_sums_lhs[0]));
        rounded_sums_operand = rounded_sums_bits[50:7];
        rounded_sums[i*48 +: 48] <= productCodes ? 48'($signed(!(|rounded_sums_operand) || (&rounded_sums_operand) ?
            rounded_sums_bits[7:0] : rounded_sums_bits[50] ? 8'sh80 : 8'sd127)) : 48'(products_sums[i*49 +: 49]);
      end
      rounded_vector <= products_vector;
      rounded_last <= products_last;
    end
  end

  always @(posedge clock) begin
    if (held) begin
      if (results_ready) begin
        offered_sums <= waiting_sums;
        offered_vector <= waiting_vector;
        offered_last <= waiting_last;
      end
    end else if (isRounded) begin
      if (isFree) begin
        offered_sums <= rounded_sums;
        offered_vector <= rounded_vector;
        offered_last <= rounded_last;
      end else begin
        waiting_sums <= rounded_sums;
        waiting_vector <= rounded_vector;
        waiting_last <= rounded_last;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      held <= 1'b0;
      isOffered <= 1'b0;
    end else if (held) begin
      if (results_ready)
        held <= 1'b0;
    end else if (isRounded) begin
      if (isFree)
        isOffered <= 1'b1;
      else
        held <= 1'b1;
    end else if (results_ready)
      isOffered <= 1'b0;
  end

`ifndef SYNTHESIS
  initial begin
    shifted = {24{32'hc0da6b8d}};
    entry = 6'd13;
    isFirst = 1'b1;
    isLast = 1'b1;
    requantize = 1'b1;
    withParameters = 1'b1;
    ends = 1'b1;
    result_sums = {24{32'hc0da6b8d}};
    result_vector = 6'd13;
    result_last = 1'b1;
    codes = 1'b1;
    products_sums = {16'h6b8d, {24{32'hc0da6b8d}}};
    products_vector = 6'd13;
    products_last = 1'b1;
    productCodes = 1'b1;
    productShifts = {3{32'hc0da6b8d}};
    rounded_sums = {24{32'hc0da6b8d}};
    rounded_vector = 6'd13;
    rounded_last = 1'b1;
    offered_sums = {24{32'hc0da6b8d}};
    offered_vector = 6'd13;
    offered_last = 1'b1;
    waiting_sums = {24{32'hc0da6b8d}};
    waiting_vector = 6'd13;
    waiting_last = 1'b1;
  end
  initial begin : accumulators_initial
    integer i;
    integer j;
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
  localparam [511:0] INITIAL_512 = {16{32'hc0da6b8d}};
  localparam [255:0] INITIAL_256 = {8{32'hc0da6b8d}};
  localparam [95:0] INITIAL_96 = {3{32'hc0da6b8d}};
  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : current_biases_initial
    initial begin
      current_biases[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      current_multipliers[lane*16 +: 16] = INITIAL_256[lane*16 +: 16];
      current_rightShifts[lane*6 +: 6] = INITIAL_96[lane*6 +: 6];
      next_biases[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      next_multipliers[lane*16 +: 16] = INITIAL_256[lane*16 +: 16];
      next_rightShifts[lane*6 +: 6] = INITIAL_96[lane*6 +: 6];
      multipliers[lane*16 +: 16] = INITIAL_256[lane*16 +: 16];
      rightShifts[lane*6 +: 6] = INITIAL_96[lane*6 +: 6];
    end
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (!condition || hasCurrent) `HWGEN_ELSE("a sum with parameters ends that started without");
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
