// npu_systolic: NPUSystolic (Units/NPUSystolic.swift)
//
// INT8 systolic array with double-buffered weights, shifting accumulators, bias and requantization.
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

`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

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
  input  logic         command_with_parameters,
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
  input  logic  [95:0] parameters_right_shifts,
  output logic         results_valid,
  input  logic         results_ready,
  output logic [767:0] results_sums,
  output logic   [5:0] results_vector,
  output logic         results_last,
  output logic  [63:0] macs,
  output logic  [31:0] busy_cycles,
  output logic  [31:0] starved_cycles,
  output logic  [31:0] back_pressured_cycles
);
  wire [6:0] commands_output_vectors;
  wire [4:0] commands_output_inner, commands_output_columns;
  wire commands_output_first, commands_output_last, commands_output_requantize, commands_output_with_parameters;
  wire commands_output_valid, activity_advance, accumulator_has_parameters;
  wire [767:0] accumulator_results_sums;
  wire accumulator_is_occupied;
  wire [127:0] activity_array_activations;
  wire [15:0] activity_array_tag;
  wire activity_array_valid;
  wire [511:0] activity_array_partials;
  wire [15:0] activity_array_partial_tag;
  wire activity_array_is_occupied;
  logic [3:0] activity_row;
  logic activity_load_bank;
  logic [1:0] activity_free_banks;
  wire [5:0] activity_tiles_input_last_vector;
  wire [9:0] activity_tiles_input_macs;
  wire activity_tiles_input_ready;
  wire [5:0] activity_tile_last_vector;
  wire [9:0] activity_tile_macs;
  wire activity_tile_first, activity_tile_last, activity_tile_requantize, activity_tile_with_parameters;
  wire activity_tile_valid;
  logic [5:0] activity_vector;
  logic activity_bank;
  logic [127:0] activity_array_activations_mask_0 `HWGEN_START({4{32'hc0da6b8d}});
  logic [127:0] activity_array_activations_mask_1 `HWGEN_START({4{32'hc0da6b8d}});

  wire activity_load = weights_ready && weights_valid;
  wire activity_ends_tile = 5'(activity_row) == commands_output_inner - 5'd1;
  wire activity_loaded = activity_load && activity_ends_tile;
  wire activity_reserves = activity_tile_first && activity_tile_with_parameters && activity_vector == 6'd0;
  wire activity_issue = activations_ready && activations_valid;
  wire activity_tag_ends = activity_vector == activity_tile_last_vector;
  wire activity_released = activity_issue && activity_tag_ends;
  wire activity_lacks_vector = activations_ready && !activations_valid;
  wire activity_lacks_tile = !activity_tile_valid && weights_ready && !weights_valid;

  assign results_sums = accumulator_results_sums;
  assign weights_ready = commands_output_valid && activity_advance && activity_free_banks != 2'd0;
  assign activity_tiles_input_last_vector = 6'(commands_output_vectors - 7'd1);
  assign activity_tiles_input_macs = commands_output_inner * commands_output_columns;
  assign activations_ready = activity_tile_valid && activity_advance && (accumulator_has_parameters ||
      !activity_reserves);
  assign activity_array_activations = activations_values & (activity_bank ? activity_array_activations_mask_1 :
      activity_array_activations_mask_0);
  assign activity_array_tag = {activity_tag_ends, activity_tile_with_parameters, activity_tile_requantize,
      activity_tile_last, activity_tile_first, activations_shifts, activity_vector};

  always_ff @(posedge clock) begin
    if (reset) begin
      activity_row <= 4'd0;
      activity_load_bank <= 1'b0;
    end else begin
      if (activity_load)
        activity_row <= activity_row + 4'd1;
      if (activity_loaded) begin
        activity_row <= 4'd0;
        activity_load_bank <= !activity_load_bank;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      activity_vector <= 6'd0;
      activity_bank <= 1'b0;
    end else begin
      if (activity_issue)
        activity_vector <= activity_vector + 6'd1;
      if (activity_released) begin
        activity_vector <= 6'd0;
        activity_bank <= !activity_bank;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      activity_free_banks <= 2'd2;
    end else begin
      if (activity_loaded && !activity_released)
        activity_free_banks <= activity_free_banks - 2'd1;
      if (activity_released && !activity_loaded)
        activity_free_banks <= activity_free_banks + 2'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (activity_load && activity_load_bank == 1'b0) begin
      if (activity_row == 4'd0)
        activity_array_activations_mask_0 <= 128'd255;
      else
        activity_array_activations_mask_0[activity_row*8 +: 8] <= 8'd255;
    end
  end

  always_ff @(posedge clock) begin
    if (activity_load && activity_load_bank == 1'b1) begin
      if (activity_row == 4'd0)
        activity_array_activations_mask_1 <= 128'd255;
      else
        activity_array_activations_mask_1[activity_row*8 +: 8] <= 8'd255;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      macs <= 64'd0;
    else if (activity_issue)
      macs <= macs + 64'(activity_tile_macs);
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (activity_tile_valid || activity_array_is_occupied || commands_output_valid || accumulator_is_occupied)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (activity_lacks_vector || activity_lacks_tile)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (!activity_advance)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  wire [1:0] unused_commands_level, unused_activity_tiles_level;

  fifo_npu_command_vectors7_inner5_columns5_depth2 commands (
    .clock                  (clock),
    .reset                  (reset),
    .input_valid            (command_valid),
    .input_ready            (command_ready),
    .input_vectors          (command_vectors),
    .input_inner            (command_inner),
    .input_columns          (command_columns),
    .input_first            (command_first),
    .input_last             (command_last),
    .input_requantize       (command_requantize),
    .input_with_parameters  (command_with_parameters),
    .output_valid           (commands_output_valid),
    .output_ready           (activity_loaded),
    .output_vectors         (commands_output_vectors),
    .output_inner           (commands_output_inner),
    .output_columns         (commands_output_columns),
    .output_first           (commands_output_first),
    .output_last            (commands_output_last),
    .output_requantize      (commands_output_requantize),
    .output_with_parameters (commands_output_with_parameters),
    .level                  (unused_commands_level)
  );

  npu_accumulator_16_64_32_48 accumulator (
    .clock                   (clock),
    .reset                   (reset),
    .advance                 (activity_advance),
    .valid                   (activity_array_valid),
    .tag_entry               (activity_array_partial_tag[5:0]),
    .tag_shift               (activity_array_partial_tag[10:6]),
    .tag_first               (activity_array_partial_tag[11]),
    .tag_last                (activity_array_partial_tag[12]),
    .tag_requantize          (activity_array_partial_tag[13]),
    .tag_with_parameters     (activity_array_partial_tag[14]),
    .tag_ends                (activity_array_partial_tag[15]),
    .partials                (activity_array_partials),
    .parameters_valid        (parameters_valid),
    .parameters_ready        (parameters_ready),
    .parameters_biases       (parameters_biases),
    .parameters_multipliers  (parameters_multipliers),
    .parameters_right_shifts (parameters_right_shifts),
    .reserve                 (activity_issue && activity_reserves),
    .has_parameters          (accumulator_has_parameters),
    .results_valid           (results_valid),
    .results_ready           (results_ready),
    .results_sums            (accumulator_results_sums),
    .results_vector          (results_vector),
    .results_last            (results_last),
    .is_occupied             (accumulator_is_occupied)
  );

  npu_weight_stationary_array_16_16_16_32_16 activity_array (
    .clock       (clock),
    .reset       (reset),
    .advance     (activity_advance),
    .write       (activity_load),
    .write_bank  (activity_load_bank),
    .write_row   (activity_row),
    .weights     (weights_values),
    .issue       (activity_issue),
    .bank        (activity_bank),
    .activations (activity_array_activations),
    .tag         (activity_array_tag),
    .valid       (activity_array_valid),
    .partials    (activity_array_partials),
    .partial_tag (activity_array_partial_tag),
    .is_occupied (activity_array_is_occupied)
  );

  fifo_npu_tile_last_vector6_macs10_depth2 activity_tiles (
    .clock                  (clock),
    .reset                  (reset),
    .input_valid            (activity_loaded),
    .input_ready            (activity_tiles_input_ready),
    .input_last_vector      (activity_tiles_input_last_vector),
    .input_macs             (activity_tiles_input_macs),
    .input_first            (commands_output_first),
    .input_last             (commands_output_last),
    .input_requantize       (commands_output_requantize),
    .input_with_parameters  (commands_output_with_parameters),
    .output_valid           (activity_tile_valid),
    .output_ready           (activity_released),
    .output_last_vector     (activity_tile_last_vector),
    .output_macs            (activity_tile_macs),
    .output_first           (activity_tile_first),
    .output_last            (activity_tile_last),
    .output_requantize      (activity_tile_requantize),
    .output_with_parameters (activity_tile_with_parameters),
    .level                  (unused_activity_tiles_level)
  );

  wire unused = &{1'b0, activity_tiles_input_ready, unused_commands_level, unused_activity_tiles_level, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (activity_tiles_input_ready || !activity_loaded) `HWGEN_ELSE("a tile is loaded while two wait");
      if (command_valid && command_ready) begin
        assume (command_vectors != 7'd0) `HWGEN_ELSE("a pass needs at least 1 vector");
        assume (command_inner != 5'd0) `HWGEN_ELSE("a pass needs at least 1 number of K");
        assume (command_columns != 5'd0) `HWGEN_ELSE("a pass needs at least 1 column");
        assume (command_vectors <= 7'd64) `HWGEN_ELSE("a pass has at most 64 vectors");
        assume (command_inner <= 5'd16) `HWGEN_ELSE("a pass has at most 16 numbers of K");
        assume (command_columns <= 5'd16) `HWGEN_ELSE("the array has 16 columns");
        assume (!command_requantize || command_with_parameters) `HWGEN_ELSE("requantization needs column parameters");
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
