// flash_core: FlashCore (Units/FlashCore.swift)
//
// A NAND page register and the in-flash compute unit beside it.
//
//   lanes       = 2
//   pageBytes   = 16384
//   vectorBytes = 512
module flash_core (
  input  logic               clock,
  input  logic               reset,
  input  logic               read_valid,
  output logic               read_ready,
  input  logic        [13:0] read_beats,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic        [14:0] command_rows,
  input  logic         [9:0] command_columns,
  input  logic               command_new_vector,
  input  logic         [7:0] command_tag,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic        [63:0] vector_bytes,
  output logic               results_valid,
  input  logic               results_ready,
  output logic signed [31:0] results_sum,
  output logic        [14:0] results_row,
  output logic               results_last,
  output logic         [7:0] results_tag,
  output logic        [31:0] busy_cycles,
  output logic        [31:0] starved_cycles,
  output logic        [31:0] back_pressured_cycles
);
  wire [15:0] page_register_weights_lanes;
  wire page_register_weights_valid, compute_weights_ready;

  flash_page page_register (
    .clock         (clock),
    .reset         (reset),
    .read_valid    (read_valid),
    .read_ready    (read_ready),
    .read_beats    (read_beats),
    .weights_valid (page_register_weights_valid),
    .weights_ready (compute_weights_ready),
    .weights_lanes (page_register_weights_lanes)
  );

  flash_pe compute (
    .clock                 (clock),
    .reset                 (reset),
    .command_valid         (command_valid),
    .command_ready         (command_ready),
    .command_rows          (command_rows),
    .command_columns       (command_columns),
    .command_new_vector    (command_new_vector),
    .command_tag           (command_tag),
    .vector_valid          (vector_valid),
    .vector_ready          (vector_ready),
    .vector_bytes          (vector_bytes),
    .weights_valid         (page_register_weights_valid),
    .weights_ready         (compute_weights_ready),
    .weights_lanes         (page_register_weights_lanes),
    .results_valid         (results_valid),
    .results_ready         (results_ready),
    .results_sum           (results_sum),
    .results_row           (results_row),
    .results_last          (results_last),
    .results_tag           (results_tag),
    .busy_cycles           (busy_cycles),
    .starved_cycles        (starved_cycles),
    .back_pressured_cycles (back_pressured_cycles)
  );
endmodule
