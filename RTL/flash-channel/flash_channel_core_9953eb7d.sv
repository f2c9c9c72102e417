// flash_channel_core_9953eb7d: FlashChannelCore (Units/FlashChannelCore.swift)
//
// Page registers and in-flash compute unit of one core of a channel.
//
//   unit = FlashChannel(cores: 2, lanes: 2, pageBytes: 16384, pageRegisters: 2, vectorBytes: 64, vectorBeat: 8, accumulatorRows: 2048)
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_channel_core_9953eb7d (
  input  logic               clock,
  input  logic               reset,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic        [13:0] command_beats,
  input  logic        [13:0] command_rows,
  input  logic         [6:0] command_columns,
  input  logic               command_newVector,
  input  logic               command_page,
  input  logic        [10:0] command_rowBase,
  input  logic         [4:0] command_shift,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic        [63:0] vector_bytes,
  input  logic               isHeld,
  output logic               start,
  output logic        [10:0] rowBase,
  output logic         [4:0] shift,
  output logic               endsRow,
  output logic signed [31:0] sum,
  output logic               isWaiting,
  output logic               isRunning,
  output logic               isStarved,
  output logic               isHeldUp,
  output logic               hasStarted,
  output logic        [20:0] macs,
  output logic        [13:0] beats
);
  logic waiting;
  logic [13:0] next_beats;
  logic [13:0] next_rows;
  logic [6:0] next_columns;
  logic next_newVector;
  logic next_page;
  logic [10:0] next_rowBase;
  logic [4:0] next_shift;
  logic loaded;
  logic running;
  logic bank;
  logic [13:0] beat;
  logic [13:0] lastBeat;
  wire vectorBuffer_bytes_ready;
  wire vectorBuffer_done;
  wire [15:0] vectorBuffer_word;
  logic signed [31:0] partial;
  logic [6:0] columnsOfRow;
  logic [6:0] columnsLeft;
  logic [4:0] word;
  logic isFirst;
  logic signed [31:0] accumulator;
  logic hasStarted_1;
  logic [20:0] macs_1;
  logic [13:0] beats_1;
  logic hasVector;
  logic signed [7:0] page [0:16383][0:1];

  wire awaitsVector = next_newVector && !loaded;
  wire isReady = waiting && !awaitsVector;
  wire endsTile = beat == lastBeat;
  wire start_1 = isReady && !isHeld && (!running || endsTile);
  wire endsRow_1 = 7'd2 >= columnsLeft;
  wire signed [31:0] sum_1 = (isFirst ? 32'sd0 : accumulator) + partial;
  wire [14:0] product = next_page * 14'd8192;
  wire [13:0] firstBeat = product[13:0];
  wire [13:0] beforeLast = next_beats - 14'd1;

  assign vector_ready = vectorBuffer_bytes_ready;
  assign command_ready = !waiting || start_1;
  assign endsRow = running && endsRow_1;
  assign sum = sum_1;
  assign start = start_1;
  assign rowBase = next_rowBase;
  assign shift = next_shift;
  assign isWaiting = waiting;
  assign isRunning = running;
  assign isStarved = waiting && awaitsVector && !running;
  assign isHeldUp = isReady && isHeld;
  assign hasStarted = hasStarted_1;
  assign macs = macs_1;
  assign beats = beats_1;

  always_ff @(posedge clock) begin
    if (reset) begin
      waiting <= 1'b0;
      loaded <= 1'b0;
    end else if (command_valid && command_ready) begin
      waiting <= 1'b1;
      loaded <= 1'b0;
    end else if (start_1)
      waiting <= 1'b0;
    else if (vectorBuffer_done)
      loaded <= 1'b1;
  end

  always @(posedge clock) begin
    if (command_valid && command_ready) begin
      next_beats <= command_beats;
      next_rows <= command_rows;
      next_columns <= command_columns;
      next_newVector <= command_newVector;
      next_page <= command_page;
      next_rowBase <= command_rowBase;
      next_shift <= command_shift;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      running <= 1'b0;
      bank <= 1'b0;
      beat <= 14'd0;
    end else if (start_1) begin
      running <= 1'b1;
      bank <= bank != next_newVector;
      beat <= firstBeat;
    end else if (running) begin
      beat <= beat + 14'd1;
      if (endsTile)
        running <= 1'b0;
    end
  end

  always @(posedge clock) begin
    if (start_1)
      lastBeat <= firstBeat + beforeLast;
  end

  always @(posedge clock) begin
    if (start_1)
      columnsOfRow <= next_columns;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      columnsLeft <= 7'd0;
      word <= 5'd0;
    end else if (start_1) begin
      columnsLeft <= next_columns;
      word <= 5'd0;
    end else if (running) begin
      columnsLeft <= endsRow_1 ? columnsOfRow : columnsLeft - 7'd2;
      word <= endsRow_1 ? 5'd0 : word + 5'd1;
    end
  end

  always @(posedge clock) begin
    if (running)
      isFirst <= word == 5'd0;
  end

  always @(posedge clock)
    accumulator <= sum_1;

  always @(posedge clock) begin : partial_update
    integer i;
    logic signed [31:0] partial_next;
    if (running) begin
      partial_next = 32'sd0;
      for (i = 0; i < 2; i = i + 1)
        partial_next = partial_next + page[beat][i] * $signed(vectorBuffer_word[i*8 +: 8]);
      partial <= partial_next;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      hasStarted_1 <= 1'b0;
    else
      hasStarted_1 <= start_1;
  end

  always @(posedge clock) begin
    if (start_1) begin
      macs_1 <= next_rows * next_columns;
      beats_1 <= next_beats;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      hasVector <= 1'b0;
    else if (command_valid && command_ready)
      hasVector <= hasVector || command_newVector;
  end

  flash_vector_buffer_lanes2_bytes64_beat8 vectorBuffer (
    .clock       (clock),
    .reset       (reset),
    .bytes_valid (vector_valid),
    .bytes_ready (vectorBuffer_bytes_ready),
    .bytes_bytes (vector_bytes),
    .load        (waiting && awaitsVector),
    .columns     (next_columns),
    .bank        (!bank),
    .done        (vectorBuffer_done),
    .readBank    (bank),
    .readWord    (word),
    .word        (vectorBuffer_word)
  );

`ifndef SYNTHESIS
  initial begin
    next_beats = 14'h2b8d;
    next_rows = 14'h2b8d;
    next_columns = 7'd13;
    next_newVector = 1'b1;
    next_page = 1'b1;
    next_rowBase = 11'd909;
    next_shift = 5'd13;
    lastBeat = 14'h2b8d;
    partial = 32'shc0da6b8d;
    columnsOfRow = 7'd13;
    isFirst = 1'b1;
    accumulator = 32'shc0da6b8d;
    macs_1 = 21'h1a6b8d;
    beats_1 = 14'h2b8d;
  end
  initial begin : page_initial
    integer i;
    integer j;
    logic [15:0] page_pattern;
    logic [15:0] page_word;
    for (i = 0; i < 16384; i = i + 1) begin
      page_pattern = ((i[15:0] + 16'd1) * 16'h79b9) ^ 16'd4660;
      page_word = page_pattern;
      for (j = 0; j < 2; j = j + 1)
        page[i][j] = page_word[j*8 +: 8];
    end
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (command_valid && command_ready) begin
        assert (command_rows != 14'd0) `HWGEN_ELSE("a command needs at least 1 row (Units/FlashChannelCore.swift:159:7)");
        assert (command_columns != 7'd0) `HWGEN_ELSE("a command needs at least 1 column (Units/FlashChannelCore.swift:160:7)");
        assert (14'd8192 >= command_beats) `HWGEN_ELSE("a page has 8192 beats (Units/FlashChannelCore.swift:161:52)");
        assert (7'd64 >= command_columns) `HWGEN_ELSE("a command has at most 64 columns (Units/FlashChannelCore.swift:163:9)");
        assert (hasVector || command_newVector) `HWGEN_ELSE("the first command must bring a vector (Units/FlashChannelCore.swift:167:7)");
      end
    end
  end
`endif

  wire unused = &{1'b0, product[14], 1'b0};
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
