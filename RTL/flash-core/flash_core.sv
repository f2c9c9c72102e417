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
  input  logic               command_newVector,
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
  output logic        [31:0] busyCycles,
  output logic        [31:0] starvedCycles,
  output logic        [31:0] backPressuredCycles
);
  wire pageRegister_read_ready;
  wire [15:0] pageRegister_weights_lanes;
  wire pageRegister_weights_valid;
  wire compute_command_ready;
  wire compute_vector_ready;
  wire compute_weights_ready;
  wire signed [31:0] compute_results_sum;
  wire [14:0] compute_results_row;
  wire compute_results_last;
  wire [7:0] compute_results_tag;
  wire compute_results_valid;
  wire [31:0] compute_busyCycles;
  wire [31:0] compute_starvedCycles;
  wire [31:0] compute_backPressuredCycles;

  assign read_ready = pageRegister_read_ready;
  assign command_ready = compute_command_ready;
  assign vector_ready = compute_vector_ready;
  assign results_valid = compute_results_valid;
  assign results_sum = compute_results_sum;
  assign results_row = compute_results_row;
  assign results_last = compute_results_last;
  assign results_tag = compute_results_tag;
  assign busyCycles = compute_busyCycles;
  assign starvedCycles = compute_starvedCycles;
  assign backPressuredCycles = compute_backPressuredCycles;

  flash_page pageRegister (
    .clock         (clock),
    .reset         (reset),
    .read_valid    (read_valid),
    .read_ready    (pageRegister_read_ready),
    .read_beats    (read_beats),
    .weights_valid (pageRegister_weights_valid),
    .weights_ready (compute_weights_ready),
    .weights_lanes (pageRegister_weights_lanes)
  );

  flash_pe compute (
    .clock               (clock),
    .reset               (reset),
    .command_valid       (command_valid),
    .command_ready       (compute_command_ready),
    .command_rows        (command_rows),
    .command_columns     (command_columns),
    .command_newVector   (command_newVector),
    .command_tag         (command_tag),
    .vector_valid        (vector_valid),
    .vector_ready        (compute_vector_ready),
    .vector_bytes        (vector_bytes),
    .weights_valid       (pageRegister_weights_valid),
    .weights_ready       (compute_weights_ready),
    .weights_lanes       (pageRegister_weights_lanes),
    .results_valid       (compute_results_valid),
    .results_ready       (results_ready),
    .results_sum         (compute_results_sum),
    .results_row         (compute_results_row),
    .results_last        (compute_results_last),
    .results_tag         (compute_results_tag),
    .busyCycles          (compute_busyCycles),
    .starvedCycles       (compute_starvedCycles),
    .backPressuredCycles (compute_backPressuredCycles)
  );
endmodule
