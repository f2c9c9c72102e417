// flash_plane_2_16384_30000: FlashPlane (Units/FlashPlane.swift)
//
// A plane of a flash die: read time, data and cache register.
//
//   lanes      = 2
//   pageBytes  = 16384
//   readCycles = 30000
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

module flash_plane_2_16384_30000 (
  input  logic        clock,
  input  logic        reset,
  input  logic        read_valid,
  output logic        read_ready,
  input  logic [23:0] read_page,
  input  logic [13:0] read_beats,
  output logic        array_reads,
  output logic [23:0] array_page,
  output logic        array_half,
  output logic        weights_valid,
  input  logic        weights_ready,
  output logic [15:0] weights_lanes,
  output logic        is_last
);
  wire [13:0] read_beats_1;
  wire read_valid_1, read_ready_1;
  logic [14:0] cycles_left;
  logic is_reading, is_full;
  logic [13:0] beats_wanted `HWGEN_START(14'h2b8d);
  logic [12:0] beat;
  logic [13:0] left;
  logic signed [7:0] pages [0:16383][0:1];

  wire [13:0] address = array_half ? 14'(beat) : 14'(beat) + 14'd8192;
  wire ends = weights_valid && weights_ready && left == 14'd1;
  wire moves = is_full && (!weights_valid || ends);

  assign read_ready_1 = !is_reading && !is_full;
  assign array_reads = read_valid_1 && read_ready_1;
  assign weights_valid = left != 14'd0;
  assign is_last = left == 14'd1;

  always_comb begin : weights_lanes_logic
    integer i;
    for (i = 0; i < 2; i = i + 1)
      weights_lanes[i*8 +: 8] = pages[address][i];
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      is_reading <= 1'b0;
      cycles_left <= 15'd0;
      is_full <= 1'b0;
    end else if (read_valid_1 && read_ready_1) begin
      is_reading <= 1'b1;
      cycles_left <= 15'h752f;
    end else if (is_reading) begin
      if (cycles_left == 15'd0) begin
        is_reading <= 1'b0;
        is_full <= 1'b1;
      end else begin
        cycles_left <= cycles_left - 15'd1;
      end
    end else if (moves)
      is_full <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (read_valid_1 && read_ready_1)
      beats_wanted <= read_beats_1;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      array_half <= 1'b0;
      beat <= 13'd0;
      left <= 14'd0;
    end else if (moves) begin
      array_half <= !array_half;
      beat <= 13'd0;
      left <= beats_wanted;
    end else if (weights_valid && weights_ready) begin
      beat <= left == 14'd1 ? 13'd0 : beat + 13'd1;
      left <= left - 14'd1;
    end
  end

  wire [1:0] unused_queue_value_level;

  fifo_flash_plane_read_page24_beats14_depth2 queue_value (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (read_valid),
    .input_ready  (read_ready),
    .input_page   (read_page),
    .input_beats  (read_beats),
    .output_valid (read_valid_1),
    .output_ready (read_ready_1),
    .output_page  (array_page),
    .output_beats (read_beats_1),
    .level        (unused_queue_value_level)
  );

`ifndef SYNTHESIS
  initial begin : pages_initial
    integer i, j;
    logic [15:0] pages_word;
    for (i = 0; i < 16384; i = i + 1) begin
      pages_word = ((i[15:0] + 16'd1) * 16'h79b9) ^ 16'd4660;
      for (j = 0; j < 2; j = j + 1)
        pages[i][j] = pages_word[j*8 +: 8];
    end
  end
`endif

  wire unused = &{1'b0, unused_queue_value_level, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (read_valid_1 && read_ready_1) begin
        assume (read_beats_1 != 14'd0) `HWGEN_ELSE("a read needs at least 1 beat");
        assume (read_beats_1 <= 14'd8192) `HWGEN_ELSE("a page has 8192 beats");
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
