// npu_systolic: NPUSystolic (Units/NPUSystolic.swift)
//
// INT8 systolic array with double-buffered weights, shifting accumulators, bias and requantisation.
//
//   rows             = 16
//   columns          = 16
//   dataflow         = weightStationary
//   reach            = 16
//   accumulators     = 64
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

module npu_systolic (
  input  logic         clock,
  input  logic         reset,
  input  logic         command_valid,
  output logic         command_ready,
  input  logic   [6:0] command_vectors,
  input  logic   [4:0] command_inner,
  input  logic   [4:0] command_columns,
  input  logic         command_first,
  input  logic         command_last,
  input  logic         command_requantize,
  input  logic         command_withParameters,
  input  logic         weights_valid,
  output logic         weights_ready,
  input  logic [127:0] weights_values,
  input  logic         activations_valid,
  output logic         activations_ready,
  input  logic [127:0] activations_values,
  input  logic   [4:0] activations_shifts,
  input  logic         parameters_valid,
  output logic         parameters_ready,
  input  logic [511:0] parameters_biases,
  input  logic [255:0] parameters_multipliers,
  input  logic  [95:0] parameters_rightShifts,
  output logic         results_valid,
  input  logic         results_ready,
  output logic [767:0] results_sums,
  output logic   [5:0] results_vector,
  output logic         results_last,
  output logic  [63:0] macs,
  output logic  [31:0] busyCycles,
  output logic  [31:0] starvedCycles,
  output logic  [31:0] backPressuredCycles
);
  wire commands_input_ready;
  wire [6:0] commands_output_vectors;
  wire [4:0] commands_output_inner;
  wire [4:0] commands_output_columns;
  wire commands_output_first;
  wire commands_output_last;
  wire commands_output_requantize;
  wire commands_output_withParameters;
  wire commands_output_valid;
  wire advance;
  wire accumulator_parameters_ready;
  wire accumulator_hasParameters;
  wire [767:0] accumulator_results_sums;
  wire [5:0] accumulator_results_vector;
  wire accumulator_results_last;
  wire accumulator_results_valid;
  wire accumulator_isOccupied;
  wire [127:0] array_activations;
  wire [15:0] array_tag;
  wire array_valid;
  wire [511:0] array_partials;
  wire [15:0] array_partialTag;
  wire array_isOccupied;
  logic [3:0] row;
  logic loadBank;
  logic [1:0] freeBanks;
  wire [5:0] tiles_input_lastVector;
  wire [9:0] tiles_input_macs;
  wire tiles_input_ready;
  wire [5:0] tile_lastVector;
  wire [9:0] tile_macs;
  wire tile_first;
  wire tile_last;
  wire tile_requantize;
  wire tile_withParameters;
  wire tile_valid;
  logic [5:0] vector_value;
  logic bank;
  wire [5:0] tag_entry;
  wire [4:0] tag_shift;
  wire tag_first;
  wire tag_last;
  wire tag_requantize;
  wire tag_withParameters;
  wire tag_ends;
  logic [127:0] mask_0;
  logic [127:0] mask_1;

  wire mayLoad = commands_output_valid && advance && freeBanks != 2'd0;
  wire load = mayLoad && weights_valid;
  wire endsTile = 5'(row) == commands_output_inner - 5'd1;
  wire loaded = load && endsTile;
  wire reserves = tile_first && tile_withParameters && vector_value == 6'd0;
  wire mayIssue = tile_valid && advance && (accumulator_hasParameters || !reserves);
  wire issue = mayIssue && activations_valid;
  wire ends = vector_value == tile_lastVector;
  wire released = issue && ends;
  wire lacksVector = mayIssue && !activations_valid;
  wire lacksTile = !tile_valid && mayLoad && !weights_valid;

  assign command_ready = commands_input_ready;
  assign parameters_ready = accumulator_parameters_ready;
  assign results_valid = accumulator_results_valid;
  assign results_sums = accumulator_results_sums;
  assign results_vector = accumulator_results_vector;
  assign results_last = accumulator_results_last;
  assign weights_ready = mayLoad;
  assign tiles_input_lastVector = 6'(commands_output_vectors - 7'd1);
  assign tiles_input_macs = commands_output_inner * commands_output_columns;
  assign activations_ready = mayIssue;
  assign tag_entry = vector_value;
  assign tag_shift = activations_shifts;
  assign tag_first = tile_first;
  assign tag_last = tile_last;
  assign tag_requantize = tile_requantize;
  assign tag_withParameters = tile_withParameters;
  assign tag_ends = ends;
  assign array_activations = activations_values & (bank ? mask_1 : mask_0);
  assign array_tag = {tag_ends, tag_withParameters, tag_requantize, tag_last, tag_first, tag_shift, tag_entry};

  always_ff @(posedge clock) begin
    if (reset) begin
      row <= 4'd0;
      loadBank <= 1'b0;
    end else begin
      if (load)
        row <= row + 4'd1;
      if (loaded) begin
        row <= 4'd0;
        loadBank <= !loadBank;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      vector_value <= 6'd0;
      bank <= 1'b0;
    end else begin
      if (issue)
        vector_value <= vector_value + 6'd1;
      if (released) begin
        vector_value <= 6'd0;
        bank <= !bank;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      freeBanks <= 2'd2;
    end else begin
      if (loaded && !released)
        freeBanks <= freeBanks - 2'd1;
      if (released && !loaded)
        freeBanks <= freeBanks + 2'd1;
    end
  end

  always @(posedge clock) begin
    if (load && loadBank == 1'b0) begin
      if (row == 4'd0)
        mask_0 <= 128'd255;
      else
        mask_0[row*8 +: 8] <= 8'd255;
    end
  end

  always @(posedge clock) begin
    if (load && loadBank == 1'b1) begin
      if (row == 4'd0)
        mask_1 <= 128'd255;
      else
        mask_1[row*8 +: 8] <= 8'd255;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      macs <= 64'd0;
    else if (issue)
      macs <= macs + 64'(tile_macs);
  end

  always_ff @(posedge clock) begin
    if (reset)
      busyCycles <= 32'd0;
    else if (tile_valid || array_isOccupied || commands_output_valid || accumulator_isOccupied)
      busyCycles <= busyCycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starvedCycles <= 32'd0;
    else if (lacksVector || lacksTile)
      starvedCycles <= starvedCycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      backPressuredCycles <= 32'd0;
    else if (!advance)
      backPressuredCycles <= backPressuredCycles + 32'd1;
  end

  wire [1:0] unused_commands_level;
  wire [1:0] unused_tiles_level;

  fifo_npu_command_vectors7_inner5_columns5_depth2 commands (
    .clock                 (clock),
    .reset                 (reset),
    .input_valid           (command_valid),
    .input_ready           (commands_input_ready),
    .input_vectors         (command_vectors),
    .input_inner           (command_inner),
    .input_columns         (command_columns),
    .input_first           (command_first),
    .input_last            (command_last),
    .input_requantize      (command_requantize),
    .input_withParameters  (command_withParameters),
    .output_valid          (commands_output_valid),
    .output_ready          (loaded),
    .output_vectors        (commands_output_vectors),
    .output_inner          (commands_output_inner),
    .output_columns        (commands_output_columns),
    .output_first          (commands_output_first),
    .output_last           (commands_output_last),
    .output_requantize     (commands_output_requantize),
    .output_withParameters (commands_output_withParameters),
    .level                 (unused_commands_level)
  );

  npu_accumulator_61cf4c05 accumulator (
    .clock                  (clock),
    .reset                  (reset),
    .advance                (advance),
    .valid                  (array_valid),
    .tag_entry              (array_partialTag[5:0]),
    .tag_shift              (array_partialTag[10:6]),
    .tag_first              (array_partialTag[11]),
    .tag_last               (array_partialTag[12]),
    .tag_requantize         (array_partialTag[13]),
    .tag_withParameters     (array_partialTag[14]),
    .tag_ends               (array_partialTag[15]),
    .partials               (array_partials),
    .parameters_valid       (parameters_valid),
    .parameters_ready       (accumulator_parameters_ready),
    .parameters_biases      (parameters_biases),
    .parameters_multipliers (parameters_multipliers),
    .parameters_rightShifts (parameters_rightShifts),
    .reserve                (issue && reserves),
    .hasParameters          (accumulator_hasParameters),
    .results_valid          (accumulator_results_valid),
    .results_ready          (results_ready),
    .results_sums           (accumulator_results_sums),
    .results_vector         (accumulator_results_vector),
    .results_last           (accumulator_results_last),
    .isOccupied             (accumulator_isOccupied)
  );

  npu_weight_stationary_array_e8286afa array (
    .clock       (clock),
    .reset       (reset),
    .advance     (advance),
    .write       (load),
    .writeBank   (loadBank),
    .writeRow    (row),
    .weights     (weights_values),
    .issue       (issue),
    .bank        (bank),
    .activations (array_activations),
    .tag         (array_tag),
    .valid       (array_valid),
    .partials    (array_partials),
    .partialTag  (array_partialTag),
    .isOccupied  (array_isOccupied)
  );

  fifo_npu_tile_last_vector6_macs10_depth2 tiles (
    .clock                 (clock),
    .reset                 (reset),
    .input_valid           (loaded),
    .input_ready           (tiles_input_ready),
    .input_lastVector      (tiles_input_lastVector),
    .input_macs            (tiles_input_macs),
    .input_first           (commands_output_first),
    .input_last            (commands_output_last),
    .input_requantize      (commands_output_requantize),
    .input_withParameters  (commands_output_withParameters),
    .output_valid          (tile_valid),
    .output_ready          (released),
    .output_lastVector     (tile_lastVector),
    .output_macs           (tile_macs),
    .output_first          (tile_first),
    .output_last           (tile_last),
    .output_requantize     (tile_requantize),
    .output_withParameters (tile_withParameters),
    .level                 (unused_tiles_level)
  );

`ifndef SYNTHESIS
  initial begin
    mask_0 = {4{32'hc0da6b8d}};
    mask_1 = {4{32'hc0da6b8d}};
  end
`endif

  wire unused = &{1'b0, tiles_input_ready, unused_commands_level, unused_tiles_level, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (tiles_input_ready || !loaded) `HWGEN_ELSE("a tile is loaded while two wait");
      if (command_valid && command_ready) begin
        assume (command_vectors != 7'd0) `HWGEN_ELSE("a pass needs at least 1 vector");
        assume (command_inner != 5'd0) `HWGEN_ELSE("a pass needs at least 1 number of K");
        assume (command_columns != 5'd0) `HWGEN_ELSE("a pass needs at least 1 column");
        assume (command_vectors <= 7'd64) `HWGEN_ELSE("a pass has at most 64 vectors");
        assume (command_inner <= 5'd16) `HWGEN_ELSE("a pass has at most 16 numbers of K");
        assume (command_columns <= 5'd16) `HWGEN_ELSE("the array has 16 columns");
        assume (!command_requantize || command_withParameters) `HWGEN_ELSE("requantisation needs column parameters");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
