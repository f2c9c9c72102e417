// flash_memory_chip: FlashMemoryChip (Units/FlashMemoryChip.swift)
//
// Channels of flash dies that compute, each with its controller and bus; only the cell arrays are the host's.
//
//   channels        = 1
//   dies            = 4
//   lanes           = 2
//   pageBytes       = 16384
//   vectorBytes     = 512
//   readCycles      = 30000
//   sliceBytes      = 4096
//   cyclesPerByte   = 1
//   policy          = vectorsFirst
//   accumulatorRows = 2048
//   sumColumns      = 8192
module flash_memory_chip (
  input  logic               clock,
  input  logic               reset,
  input  logic               commands_0_valid,
  output logic               commands_0_ready,
  input  logic               commands_0_is_read,
  input  logic         [1:0] commands_0_die,
  input  logic        [23:0] commands_0_page,
  input  logic        [14:0] commands_0_beats,
  input  logic        [14:0] commands_0_rows,
  input  logic         [9:0] commands_0_columns,
  input  logic               commands_0_new_vector,
  input  logic        [10:0] commands_0_row_base,
  input  logic         [4:0] commands_0_shift,
  input  logic               vectors_0_valid,
  output logic               vectors_0_ready,
  input  logic         [3:0] vectors_0_dies,
  input  logic         [7:0] vectors_0_byte,
  input  logic               vectors_0_last,
  output logic               raws_0_valid,
  input  logic               raws_0_ready,
  output logic         [1:0] raws_0_die,
  output logic         [7:0] raws_0_byte,
  output logic               raws_0_last,
  input  logic               drains_0_valid,
  output logic               drains_0_ready,
  input  logic        [10:0] drains_0_first_row,
  input  logic        [11:0] drains_0_rows,
  output logic               totals_0_valid,
  input  logic               totals_0_ready,
  output logic signed [47:0] totals_0_sum,
  output logic               totals_0_last,
  output logic               idles_0,
  output logic         [3:0] tile_rooms_0,
  output logic         [3:0] read_rooms_0,
  output logic               array_reads_0,
  output logic               array_reads_1,
  output logic               array_reads_2,
  output logic               array_reads_3,
  output logic               array_reads_4,
  output logic               array_reads_5,
  output logic               array_reads_6,
  output logic               array_reads_7,
  output logic        [23:0] array_pages_0,
  output logic        [23:0] array_pages_1,
  output logic        [23:0] array_pages_2,
  output logic        [23:0] array_pages_3,
  output logic        [23:0] array_pages_4,
  output logic        [23:0] array_pages_5,
  output logic        [23:0] array_pages_6,
  output logic        [23:0] array_pages_7,
  output logic               array_halves_0,
  output logic               array_halves_1,
  output logic               array_halves_2,
  output logic               array_halves_3,
  output logic               array_halves_4,
  output logic               array_halves_5,
  output logic               array_halves_6,
  output logic               array_halves_7,
  output logic        [63:0] busy_cycles_0,
  output logic        [63:0] starved_cycles_0,
  output logic        [63:0] back_pressured_cycles_0,
  output logic        [31:0] core_busy_cycles_0,
  output logic        [31:0] core_busy_cycles_1,
  output logic        [31:0] core_busy_cycles_2,
  output logic        [31:0] core_busy_cycles_3
);
  wire [3:0] control_0_down_dies;
  wire [1:0] control_0_down_kind;
  wire [7:0] control_0_down_byte;
  wire control_0_down_last, control_0_down_valid, control_0_answers_ready, lines_0_down_ready;
  wire [1:0] lines_0_cycles_0_kind;
  wire [7:0] lines_0_cycles_0_byte;
  wire lines_0_cycles_0_valid;
  wire [1:0] lines_0_cycles_1_kind;
  wire [7:0] lines_0_cycles_1_byte;
  wire lines_0_cycles_1_valid;
  wire [1:0] lines_0_cycles_2_kind;
  wire [7:0] lines_0_cycles_2_byte;
  wire lines_0_cycles_2_valid;
  wire [1:0] lines_0_cycles_3_kind;
  wire [7:0] lines_0_cycles_3_byte;
  wire lines_0_cycles_3_valid, lines_0_answers_0_ready, lines_0_answers_1_ready, lines_0_answers_2_ready;
  wire lines_0_answers_3_ready;
  wire [1:0] lines_0_up_die;
  wire lines_0_up_is_raw;
  wire [7:0] lines_0_up_byte;
  wire lines_0_up_last, lines_0_up_valid, chip_0_0_cycles_ready, chip_0_0_answers_is_raw;
  wire [7:0] chip_0_0_answers_byte;
  wire chip_0_0_answers_last, chip_0_0_answers_valid, chip_0_1_cycles_ready, chip_0_1_answers_is_raw;
  wire [7:0] chip_0_1_answers_byte;
  wire chip_0_1_answers_last, chip_0_1_answers_valid, chip_0_2_cycles_ready, chip_0_2_answers_is_raw;
  wire [7:0] chip_0_2_answers_byte;
  wire chip_0_2_answers_last, chip_0_2_answers_valid, chip_0_3_cycles_ready, chip_0_3_answers_is_raw;
  wire [7:0] chip_0_3_answers_byte;
  wire chip_0_3_answers_last, chip_0_3_answers_valid;

  wire [63:0] unused_control_0_busy_cycles, unused_control_0_starved_cycles, unused_control_0_back_pressured_cycles;
  wire [31:0] unused_chip_0_0_starved_cycles, unused_chip_0_0_back_pressured_cycles, unused_chip_0_1_starved_cycles;
  wire [31:0] unused_chip_0_1_back_pressured_cycles, unused_chip_0_2_starved_cycles;
  wire [31:0] unused_chip_0_2_back_pressured_cycles, unused_chip_0_3_starved_cycles;
  wire [31:0] unused_chip_0_3_back_pressured_cycles;

  flash_controller control_0 (
    .clock                 (clock),
    .reset                 (reset),
    .command_valid         (commands_0_valid),
    .command_ready         (commands_0_ready),
    .command_is_read       (commands_0_is_read),
    .command_die           (commands_0_die),
    .command_page          (commands_0_page),
    .command_beats         (commands_0_beats),
    .command_rows          (commands_0_rows),
    .command_columns       (commands_0_columns),
    .command_new_vector    (commands_0_new_vector),
    .command_row_base      (commands_0_row_base),
    .command_shift         (commands_0_shift),
    .vector_valid          (vectors_0_valid),
    .vector_ready          (vectors_0_ready),
    .vector_dies           (vectors_0_dies),
    .vector_byte           (vectors_0_byte),
    .vector_last           (vectors_0_last),
    .raw_valid             (raws_0_valid),
    .raw_ready             (raws_0_ready),
    .raw_die               (raws_0_die),
    .raw_byte              (raws_0_byte),
    .raw_last              (raws_0_last),
    .drain_valid           (drains_0_valid),
    .drain_ready           (drains_0_ready),
    .drain_first_row       (drains_0_first_row),
    .drain_rows            (drains_0_rows),
    .totals_valid          (totals_0_valid),
    .totals_ready          (totals_0_ready),
    .totals_sum            (totals_0_sum),
    .totals_last           (totals_0_last),
    .down_valid            (control_0_down_valid),
    .down_ready            (lines_0_down_ready),
    .down_dies             (control_0_down_dies),
    .down_kind             (control_0_down_kind),
    .down_byte             (control_0_down_byte),
    .down_last             (control_0_down_last),
    .answers_valid         (lines_0_up_valid),
    .answers_ready         (control_0_answers_ready),
    .answers_die           (lines_0_up_die),
    .answers_is_raw        (lines_0_up_is_raw),
    .answers_byte          (lines_0_up_byte),
    .answers_last          (lines_0_up_last),
    .idle                  (idles_0),
    .tile_rooms            (tile_rooms_0),
    .read_rooms            (read_rooms_0),
    .busy_cycles           (unused_control_0_busy_cycles),
    .starved_cycles        (unused_control_0_starved_cycles),
    .back_pressured_cycles (unused_control_0_back_pressured_cycles)
  );

  flash_bus lines_0 (
    .clock                 (clock),
    .reset                 (reset),
    .down_valid            (control_0_down_valid),
    .down_ready            (lines_0_down_ready),
    .down_dies             (control_0_down_dies),
    .down_kind             (control_0_down_kind),
    .down_byte             (control_0_down_byte),
    .down_last             (control_0_down_last),
    .cycles_0_valid        (lines_0_cycles_0_valid),
    .cycles_0_ready        (chip_0_0_cycles_ready),
    .cycles_0_kind         (lines_0_cycles_0_kind),
    .cycles_0_byte         (lines_0_cycles_0_byte),
    .cycles_1_valid        (lines_0_cycles_1_valid),
    .cycles_1_ready        (chip_0_1_cycles_ready),
    .cycles_1_kind         (lines_0_cycles_1_kind),
    .cycles_1_byte         (lines_0_cycles_1_byte),
    .cycles_2_valid        (lines_0_cycles_2_valid),
    .cycles_2_ready        (chip_0_2_cycles_ready),
    .cycles_2_kind         (lines_0_cycles_2_kind),
    .cycles_2_byte         (lines_0_cycles_2_byte),
    .cycles_3_valid        (lines_0_cycles_3_valid),
    .cycles_3_ready        (chip_0_3_cycles_ready),
    .cycles_3_kind         (lines_0_cycles_3_kind),
    .cycles_3_byte         (lines_0_cycles_3_byte),
    .answers_0_valid       (chip_0_0_answers_valid),
    .answers_0_ready       (lines_0_answers_0_ready),
    .answers_0_is_raw      (chip_0_0_answers_is_raw),
    .answers_0_byte        (chip_0_0_answers_byte),
    .answers_0_last        (chip_0_0_answers_last),
    .answers_1_valid       (chip_0_1_answers_valid),
    .answers_1_ready       (lines_0_answers_1_ready),
    .answers_1_is_raw      (chip_0_1_answers_is_raw),
    .answers_1_byte        (chip_0_1_answers_byte),
    .answers_1_last        (chip_0_1_answers_last),
    .answers_2_valid       (chip_0_2_answers_valid),
    .answers_2_ready       (lines_0_answers_2_ready),
    .answers_2_is_raw      (chip_0_2_answers_is_raw),
    .answers_2_byte        (chip_0_2_answers_byte),
    .answers_2_last        (chip_0_2_answers_last),
    .answers_3_valid       (chip_0_3_answers_valid),
    .answers_3_ready       (lines_0_answers_3_ready),
    .answers_3_is_raw      (chip_0_3_answers_is_raw),
    .answers_3_byte        (chip_0_3_answers_byte),
    .answers_3_last        (chip_0_3_answers_last),
    .up_valid              (lines_0_up_valid),
    .up_ready              (control_0_answers_ready),
    .up_die                (lines_0_up_die),
    .up_is_raw             (lines_0_up_is_raw),
    .up_byte               (lines_0_up_byte),
    .up_last               (lines_0_up_last),
    .busy_cycles           (busy_cycles_0),
    .starved_cycles        (starved_cycles_0),
    .back_pressured_cycles (back_pressured_cycles_0)
  );

  flash_die chip_0_0 (
    .clock                 (clock),
    .reset                 (reset),
    .cycles_valid          (lines_0_cycles_0_valid),
    .cycles_ready          (chip_0_0_cycles_ready),
    .cycles_kind           (lines_0_cycles_0_kind),
    .cycles_byte           (lines_0_cycles_0_byte),
    .answers_valid         (chip_0_0_answers_valid),
    .answers_ready         (lines_0_answers_0_ready),
    .answers_is_raw        (chip_0_0_answers_is_raw),
    .answers_byte          (chip_0_0_answers_byte),
    .answers_last          (chip_0_0_answers_last),
    .array_reads_0         (array_reads_0),
    .array_reads_1         (array_reads_1),
    .array_pages_0         (array_pages_0),
    .array_pages_1         (array_pages_1),
    .array_halves_0        (array_halves_0),
    .array_halves_1        (array_halves_1),
    .busy_cycles           (core_busy_cycles_0),
    .starved_cycles        (unused_chip_0_0_starved_cycles),
    .back_pressured_cycles (unused_chip_0_0_back_pressured_cycles)
  );

  flash_die chip_0_1 (
    .clock                 (clock),
    .reset                 (reset),
    .cycles_valid          (lines_0_cycles_1_valid),
    .cycles_ready          (chip_0_1_cycles_ready),
    .cycles_kind           (lines_0_cycles_1_kind),
    .cycles_byte           (lines_0_cycles_1_byte),
    .answers_valid         (chip_0_1_answers_valid),
    .answers_ready         (lines_0_answers_1_ready),
    .answers_is_raw        (chip_0_1_answers_is_raw),
    .answers_byte          (chip_0_1_answers_byte),
    .answers_last          (chip_0_1_answers_last),
    .array_reads_0         (array_reads_2),
    .array_reads_1         (array_reads_3),
    .array_pages_0         (array_pages_2),
    .array_pages_1         (array_pages_3),
    .array_halves_0        (array_halves_2),
    .array_halves_1        (array_halves_3),
    .busy_cycles           (core_busy_cycles_1),
    .starved_cycles        (unused_chip_0_1_starved_cycles),
    .back_pressured_cycles (unused_chip_0_1_back_pressured_cycles)
  );

  flash_die chip_0_2 (
    .clock                 (clock),
    .reset                 (reset),
    .cycles_valid          (lines_0_cycles_2_valid),
    .cycles_ready          (chip_0_2_cycles_ready),
    .cycles_kind           (lines_0_cycles_2_kind),
    .cycles_byte           (lines_0_cycles_2_byte),
    .answers_valid         (chip_0_2_answers_valid),
    .answers_ready         (lines_0_answers_2_ready),
    .answers_is_raw        (chip_0_2_answers_is_raw),
    .answers_byte          (chip_0_2_answers_byte),
    .answers_last          (chip_0_2_answers_last),
    .array_reads_0         (array_reads_4),
    .array_reads_1         (array_reads_5),
    .array_pages_0         (array_pages_4),
    .array_pages_1         (array_pages_5),
    .array_halves_0        (array_halves_4),
    .array_halves_1        (array_halves_5),
    .busy_cycles           (core_busy_cycles_2),
    .starved_cycles        (unused_chip_0_2_starved_cycles),
    .back_pressured_cycles (unused_chip_0_2_back_pressured_cycles)
  );

  flash_die chip_0_3 (
    .clock                 (clock),
    .reset                 (reset),
    .cycles_valid          (lines_0_cycles_3_valid),
    .cycles_ready          (chip_0_3_cycles_ready),
    .cycles_kind           (lines_0_cycles_3_kind),
    .cycles_byte           (lines_0_cycles_3_byte),
    .answers_valid         (chip_0_3_answers_valid),
    .answers_ready         (lines_0_answers_3_ready),
    .answers_is_raw        (chip_0_3_answers_is_raw),
    .answers_byte          (chip_0_3_answers_byte),
    .answers_last          (chip_0_3_answers_last),
    .array_reads_0         (array_reads_6),
    .array_reads_1         (array_reads_7),
    .array_pages_0         (array_pages_6),
    .array_pages_1         (array_pages_7),
    .array_halves_0        (array_halves_6),
    .array_halves_1        (array_halves_7),
    .busy_cycles           (core_busy_cycles_3),
    .starved_cycles        (unused_chip_0_3_starved_cycles),
    .back_pressured_cycles (unused_chip_0_3_back_pressured_cycles)
  );

  wire unused = &{1'b0, unused_control_0_busy_cycles, unused_control_0_starved_cycles,
      unused_control_0_back_pressured_cycles, unused_chip_0_0_starved_cycles, unused_chip_0_0_back_pressured_cycles,
      unused_chip_0_1_starved_cycles, unused_chip_0_1_back_pressured_cycles, unused_chip_0_2_starved_cycles,
      unused_chip_0_2_back_pressured_cycles, unused_chip_0_3_starved_cycles, unused_chip_0_3_back_pressured_cycles,
      1'b0};
endmodule
