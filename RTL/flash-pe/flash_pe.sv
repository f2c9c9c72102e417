// flash_pe: FlashPE (Units/FlashPE.swift)
//
// In-flash compute unit: multiplies the weights of a NAND page by a vector, one INT32 sum a row.
//
//   lanes            = 2
//   pageBytes        = 16384
//   vectorBytes      = 512
//   resultEntries    = 256
//   vectorBeat       = 8
//   tagWidth         = 8
//   sumColumns       = 8192
//   correctionStages = 0
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

module flash_pe (
  input  logic               clock,
  input  logic               reset,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic        [14:0] command_rows,
  input  logic         [9:0] command_columns,
  input  logic               command_new_vector,
  input  logic         [7:0] command_tag,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic        [63:0] vector_bytes,
  input  logic               weights_valid,
  output logic               weights_ready,
  input  logic        [15:0] weights_lanes,
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
  logic waiting;
  logic [14:0] next_rows `HWGEN_START(15'h6b8d);
  logic [9:0] next_columns `HWGEN_START(10'h38d);
  logic next_new_vector `HWGEN_START(1'b1);
  logic [7:0] next_tag `HWGEN_START(8'h8d);
  logic loaded, running, bank;
  logic [9:0] columns `HWGEN_START(10'h38d);
  logic [14:0] last_row `HWGEN_START(15'h6b8d), row;
  logic [7:0] word;
  logic [9:0] columns_left;
  logic first;
  logic [8:0] places;
  wire vector_buffer_done;
  wire [15:0] vector_buffer_word;
  wire tiles_has_room;
  logic signed [16:0] partial `HWGEN_START(17'h06b8d);
  logic partial_valid, partial_first `HWGEN_START(1'b1), partial_last;
  logic signed [31:0] accumulator `HWGEN_START(32'hc0da6b8d);

  wire has_place = places != 9'd0;
  wire ends_row = columns_left <= 10'd2;
  wire is_ready = waiting && (loaded || !next_new_vector || vector_buffer_done) && tiles_has_room;
  wire beat = weights_valid && weights_ready;
  wire ends_tile = ends_row && row == last_row;
  wire start = is_ready && (!running || (beat && ends_tile));
  wire signed [31:0] sum = (partial_first ? 32'sd0 : accumulator) + 32'(partial);
  wire takes_place = beat && ends_row;
  wire held_up = running && ends_row && !has_place;

  assign weights_ready = running && (has_place || !ends_row);
  assign command_ready = !waiting || start;

  always_ff @(posedge clock) begin
    if (reset) begin
      waiting <= 1'b0;
      loaded <= 1'b0;
    end else if (command_valid && command_ready) begin
      waiting <= 1'b1;
      loaded <= 1'b0;
    end else if (start)
      waiting <= 1'b0;
    else if (vector_buffer_done)
      loaded <= 1'b1;
  end

  always_ff @(posedge clock) begin
    if (command_valid && command_ready) begin
      next_rows <= command_rows;
      next_columns <= command_columns;
      next_new_vector <= command_new_vector;
      next_tag <= command_tag;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      running <= 1'b0;
      bank <= 1'b0;
      columns_left <= 10'd0;
      row <= 15'd0;
      word <= 8'd0;
      first <= 1'b1;
    end else if (start) begin
      running <= 1'b1;
      bank <= bank ^ next_new_vector;
      columns_left <= next_columns;
      row <= 15'd0;
      word <= 8'd0;
      first <= 1'b1;
    end else if (beat) begin
      if (ends_row) begin
        columns_left <= columns;
        row <= row + 15'd1;
        word <= 8'd0;
        first <= 1'b1;
        if (ends_tile)
          running <= 1'b0;
      end else begin
        columns_left <= columns_left - 10'd2;
        word <= word + 8'd1;
        first <= 1'b0;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (start) begin
      columns <= next_columns;
      last_row <= next_rows - 15'd1;
    end
  end

  always_ff @(posedge clock) begin : partial_update
    integer i;
    logic signed [31:0] products;
    if (beat) begin
      products = 32'sd0;
      for (i = 0; i < 2; i = i + 1)
        products = products + $signed(weights_lanes[i*8 +: 8]) * $signed(vector_buffer_word[i*8 +: 8]);
      partial <= products[16:0];
      partial_first <= first;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      partial_valid <= 1'b0;
      partial_last <= 1'b0;
    end else begin
      partial_valid <= beat;
      partial_last <= ends_row && beat;
    end
  end

  always_ff @(posedge clock) begin
    if (partial_valid)
      accumulator <= sum;
  end

  always_ff @(posedge clock) begin
    if (reset)
      places <= 9'd256;
    else if (takes_place != (results_valid && results_ready))
      places <= takes_place ? places - 9'd1 : places + 9'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (beat)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if ((running && !beat && !held_up) || (!running && waiting))
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (held_up)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  flash_vector_buffer_lanes2_bytes512_beat8 vector_buffer (
    .clock       (clock),
    .reset       (reset),
    .bytes_valid (vector_valid),
    .bytes_ready (vector_ready),
    .bytes_bytes (vector_bytes),
    .load        (waiting && next_new_vector && !loaded),
    .columns     (next_columns),
    .bank        (!bank),
    .done        (vector_buffer_done),
    .read_bank   (bank),
    .read_word   (word),
    .word        (vector_buffer_word)
  );

  flash_tile_queue_rows_width15_tag_width8 tiles (
    .clock    (clock),
    .reset    (reset),
    .start    (start),
    .rows     (next_rows),
    .tag      (next_tag),
    .has_room (tiles_has_room),
    .take     (results_valid && results_ready),
    .row      (results_row),
    .head_tag (results_tag),
    .last     (results_last)
  );

  flash_result_buffer_256 results (
    .clock (clock),
    .reset (reset),
    .write (partial_last),
    .sum   (sum),
    .take  (results_valid && results_ready),
    .valid (results_valid),
    .head  (results_sum)
  );

`ifdef HWGEN_CHECKS
  logic check_commands_has_vector;

  wire [10:0] check_commands_bytes_rounded = 11'(command_columns) + 11'd1;
  wire [24:0] check_commands_bytes_bits = check_commands_bytes_rounded * 14'd4097;
  wire [33:0] check_commands_bytes = 26'(command_rows) * check_commands_bytes_bits[23:13] * 8'd2;

  always_ff @(posedge clock) begin
    if (reset)
      check_commands_has_vector <= 1'b0;
    else if (command_valid && command_ready)
      check_commands_has_vector <= check_commands_has_vector || command_new_vector;
  end

  always @(posedge clock) begin
    if (!reset) begin
      if (command_valid && command_ready) begin
        assume (command_rows != 15'd0) `HWGEN_ELSE("a command needs at least 1 row");
        assume (command_columns != 10'd0) `HWGEN_ELSE("a command needs at least 1 column");
        assume (command_columns <= 10'd512) `HWGEN_ELSE("a command has at most 512 columns");
        assume (check_commands_bytes <= 34'h000004000) `HWGEN_ELSE("a command is at most one page of 16384 bytes, rows padded to whole beats");
        assume (check_commands_has_vector || command_new_vector) `HWGEN_ELSE("the first command must bring a vector");
      end
    end
  end

  wire unused = &{1'b0, check_commands_bytes_bits[12:0], check_commands_bytes_bits[24], 1'b0};
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
// verilator lint_on PROCASSINIT
`undef HWGEN_START
