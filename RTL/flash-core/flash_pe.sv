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

module flash_pe (
  input  logic               clock,
  input  logic               reset,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic        [14:0] command_rows,
  input  logic         [9:0] command_columns,
  input  logic               command_newVector,
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
  output logic        [31:0] busyCycles,
  output logic        [31:0] starvedCycles,
  output logic        [31:0] backPressuredCycles
);
  logic waiting;
  logic [14:0] next_rows;
  logic [9:0] next_columns;
  logic next_newVector;
  logic [7:0] next_tag;
  logic loaded;
  logic running;
  logic bank;
  logic [9:0] columns;
  logic [14:0] lastRow;
  logic [14:0] row;
  logic [7:0] word;
  logic [9:0] columnsLeft;
  logic first;
  logic [8:0] places;
  wire vectorBuffer_bytes_ready;
  wire vectorBuffer_done;
  wire [15:0] vectorBuffer_word;
  wire tiles_hasRoom;
  wire [14:0] tiles_row;
  wire [7:0] tiles_headTag;
  wire tiles_last;
  logic signed [16:0] partial;
  logic partialValid;
  logic partialFirst;
  logic partialLast;
  logic signed [31:0] accumulator;
  wire results_valid_1;
  wire signed [31:0] results_head;

  wire hasPlace = places != 9'd0;
  wire endsRow = columnsLeft <= 10'd2;
  wire isReady = waiting && (loaded || !next_newVector || vectorBuffer_done) && tiles_hasRoom;
  wire beat = weights_valid && weights_ready;
  wire endsTile = endsRow && row == lastRow;
  wire start = isReady && (!running || (beat && endsTile));
  wire signed [31:0] sum = (partialFirst ? 32'sd0 : accumulator) + 32'(partial);
  wire takesPlace = beat && endsRow;
  wire heldUp = running && endsRow && !hasPlace;

  assign weights_ready = running && (hasPlace || !endsRow);
  assign vector_ready = vectorBuffer_bytes_ready;
  assign command_ready = !waiting || start;
  assign results_valid = results_valid_1;
  assign results_sum = results_head;
  assign results_row = tiles_row;
  assign results_last = tiles_last;
  assign results_tag = tiles_headTag;

  always_ff @(posedge clock) begin
    if (reset) begin
      waiting <= 1'b0;
      loaded <= 1'b0;
    end else if (command_valid && command_ready) begin
      waiting <= 1'b1;
      loaded <= 1'b0;
    end else if (start)
      waiting <= 1'b0;
    else if (vectorBuffer_done)
      loaded <= 1'b1;
  end

  always @(posedge clock) begin
    if (command_valid && command_ready) begin
      next_rows <= command_rows;
      next_columns <= command_columns;
      next_newVector <= command_newVector;
      next_tag <= command_tag;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      running <= 1'b0;
      bank <= 1'b0;
      columnsLeft <= 10'd0;
      row <= 15'd0;
      word <= 8'd0;
      first <= 1'b1;
    end else if (start) begin
      running <= 1'b1;
      bank <= bank != next_newVector;
      columnsLeft <= next_columns;
      row <= 15'd0;
      word <= 8'd0;
      first <= 1'b1;
    end else if (beat) begin
      if (endsRow) begin
        columnsLeft <= columns;
        row <= row + 15'd1;
        word <= 8'd0;
        first <= 1'b1;
        if (endsTile)
          running <= 1'b0;
      end else begin
        columnsLeft <= columnsLeft - 10'd2;
        word <= word + 8'd1;
        first <= 1'b0;
      end
    end
  end

  always @(posedge clock) begin
    if (start) begin
      columns <= next_columns;
      lastRow <= next_rows - 15'd1;
    end
  end

  always @(posedge clock) begin : partial_update
    integer i;
    logic signed [31:0] products;
    if (beat) begin
      products = 32'sd0;
      for (i = 0; i < 2; i = i + 1)
        products = products + $signed(weights_lanes[i*8 +: 8]) * $signed(vectorBuffer_word[i*8 +: 8]);
      partial <= products[16:0];
      partialFirst <= first;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      partialValid <= 1'b0;
      partialLast <= 1'b0;
    end else begin
      partialValid <= beat;
      partialLast <= endsRow && beat;
    end
  end

  always @(posedge clock) begin
    if (partialValid)
      accumulator <= sum;
  end

  always_ff @(posedge clock) begin
    if (reset)
      places <= 9'd256;
    else if (takesPlace != (results_valid && results_ready))
      places <= takesPlace ? places - 9'd1 : places + 9'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      busyCycles <= 32'd0;
    else if (beat)
      busyCycles <= busyCycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starvedCycles <= 32'd0;
    else if ((running && !beat && !heldUp) || (!running && waiting))
      starvedCycles <= starvedCycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      backPressuredCycles <= 32'd0;
    else if (heldUp)
      backPressuredCycles <= backPressuredCycles + 32'd1;
  end

  flash_vector_buffer_lanes2_bytes512_beat8 vectorBuffer (
    .clock       (clock),
    .reset       (reset),
    .bytes_valid (vector_valid),
    .bytes_ready (vectorBuffer_bytes_ready),
    .bytes_bytes (vector_bytes),
    .load        (waiting && next_newVector && !loaded),
    .columns     (next_columns),
    .bank        (!bank),
    .done        (vectorBuffer_done),
    .readBank    (bank),
    .readWord    (word),
    .word        (vectorBuffer_word)
  );

  flash_tile_queue_rows_width15_tag_width8 tiles (
    .clock   (clock),
    .reset   (reset),
    .start   (start),
    .rows    (next_rows),
    .tag     (next_tag),
    .hasRoom (tiles_hasRoom),
    .take    (results_valid && results_ready),
    .row     (tiles_row),
    .headTag (tiles_headTag),
    .last    (tiles_last)
  );

  flash_result_buffer_256 results (
    .clock (clock),
    .reset (reset),
    .write (partialLast),
    .sum   (sum),
    .take  (results_valid && results_ready),
    .valid (results_valid_1),
    .head  (results_head)
  );

`ifndef SYNTHESIS
  initial begin
    next_rows = 15'h6b8d;
    next_columns = 10'd909;
    next_newVector = 1'b1;
    next_tag = 8'd141;
    columns = 10'd909;
    lastRow = 15'h6b8d;
    partial = 17'sh06b8d;
    partialFirst = 1'b1;
    accumulator = 32'shc0da6b8d;
  end
`endif

`ifdef HWGEN_CHECKS
  logic hasVector;

  wire [10:0] rounded = 11'(command_columns) + 11'd1;
  wire [24:0] bytes_bits = rounded * 14'd4097;
  wire [33:0] bytes = 26'(command_rows) * bytes_bits[23:13] * 8'd2;

  always_ff @(posedge clock) begin
    if (reset)
      hasVector <= 1'b0;
    else if (command_valid && command_ready)
      hasVector <= hasVector || command_newVector;
  end

  always @(posedge clock) begin
    if (!reset) begin
      if (command_valid && command_ready) begin
        assume (command_rows != 15'd0) `HWGEN_ELSE("a command needs at least 1 row");
        assume (command_columns != 10'd0) `HWGEN_ELSE("a command needs at least 1 column");
        assume (command_columns <= 10'd512) `HWGEN_ELSE("a command has at most 512 columns");
        assume (bytes <= 34'h000004000) `HWGEN_ELSE("a command is at most one page of 16384 bytes, rows padded to whole beats");
        assume (hasVector || command_newVector) `HWGEN_ELSE("the first command must bring a vector");
      end
    end
  end

  wire unused = &{1'b0, bytes_bits[12:0], bytes_bits[24], 1'b0};
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
