// flash_channel_core_9953eb7d: FlashChannelCore (Units/FlashChannelCore.swift)
//
// Page registers and in-flash compute unit of one core of a channel.
//
//   unit = FlashChannel(cores: 2, lanes: 2, pageBytes: 16384, pageRegisters: 2, vectorBytes: 64, vectorBeat: 8, accumulatorRows: 2048)
module flash_channel_core_9953eb7d (
  input  logic               clock,
  input  logic               reset,
  input  logic               accepts,
  input  logic        [13:0] beats,
  input  logic         [6:0] columns,
  input  logic               page,
  input  logic        [10:0] rowBase,
  input  logic         [4:0] shift,
  input  logic               awaitsVector,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic        [63:0] vector_bytes,
  output logic               hasVector,
  input  logic               starts,
  input  logic               runs,
  input  logic               bank,
  output logic               isLastButOne,
  output logic               endsRow,
  output logic signed [31:0] sum,
  output logic        [10:0] sumAddress,
  output logic         [4:0] sumShift
);
  logic [13:0] beats_1;
  logic [6:0] columns_1;
  logic nextPage;
  logic [10:0] rowBase_1;
  logic [4:0] nextShift;
  wire vectorBuffer_bytes_ready;
  wire vectorBuffer_done;
  wire [15:0] vectorBuffer_word;
  logic [13:0] beat;
  logic [13:0] lastButOne;
  logic [10:0] address;
  logic [4:0] shift_1;
  logic signed [31:0] partial;
  logic [6:0] columnsOfRow;
  logic [6:0] columnsLeft;
  logic [4:0] word;
  logic isFirst;
  logic signed [31:0] accumulator;
  logic signed [7:0] page_1 [0:16383][0:1];

  wire signed [31:0] sum_1 = (isFirst ? 32'sd0 : accumulator) + partial;
  wire isLastWord = columnsLeft <= 7'd2;
  wire [14:0] product = nextPage * 14'd8192;
  wire [13:0] firstBeat = product[13:0];

  assign vector_ready = vectorBuffer_bytes_ready;
  assign hasVector = vectorBuffer_done;
  assign sum = sum_1;
  assign isLastButOne = runs && beat == lastButOne;
  assign endsRow = runs && isLastWord;

  always @(posedge clock) begin
    if (accepts) begin
      beats_1 <= beats;
      columns_1 <= columns;
      nextPage <= page;
      rowBase_1 <= rowBase;
      nextShift <= shift;
    end
  end

  always @(posedge clock) begin
    if (starts)
      columnsOfRow <= columns_1;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      columnsLeft <= 7'd0;
      word <= 5'd0;
    end else if (starts) begin
      columnsLeft <= columns_1;
      word <= 5'd0;
    end else if (runs) begin
      columnsLeft <= isLastWord ? columnsOfRow : columnsLeft - 7'd2;
      word <= isLastWord ? 5'd0 : word + 5'd1;
    end
  end

  always @(posedge clock) begin : isFirst_update
    integer i;
    logic signed [31:0] partial_next;
    if (runs) begin
      partial_next = 32'sd0;
      for (i = 0; i < 2; i = i + 1)
        partial_next = partial_next + page_1[beat][i] * $signed(vectorBuffer_word[i*8 +: 8]);
      isFirst <= word == 5'd0;
      partial <= partial_next;
    end
  end

  always @(posedge clock)
    accumulator <= sum_1;

  always_ff @(posedge clock) begin
    if (reset)
      beat <= 14'd0;
    else if (starts)
      beat <= firstBeat;
    else if (runs)
      beat <= beat + 14'd1;
  end

  always @(posedge clock) begin
    if (starts) begin
      lastButOne <= firstBeat + (beats_1 - 14'd2);
      address <= rowBase_1;
      shift_1 <= nextShift;
    end else if (runs) begin
      if (runs && isLastWord)
        address <= address + 11'd1;
    end
  end

  always @(posedge clock) begin
    if (runs && isLastWord) begin
      sumAddress <= address;
      sumShift <= shift_1;
    end
  end

  flash_vector_buffer_lanes2_bytes64_beat8 vectorBuffer (
    .clock       (clock),
    .reset       (reset),
    .bytes_valid (vector_valid),
    .bytes_ready (vectorBuffer_bytes_ready),
    .bytes_bytes (vector_bytes),
    .load        (awaitsVector),
    .columns     (columns_1),
    .bank        (!bank),
    .done        (vectorBuffer_done),
    .readBank    (bank),
    .readWord    (word),
    .word        (vectorBuffer_word)
  );

`ifndef SYNTHESIS
  initial begin
    beats_1 = 14'h2b8d;
    columns_1 = 7'd13;
    nextPage = 1'b1;
    rowBase_1 = 11'd909;
    nextShift = 5'd13;
    lastButOne = 14'h2b8d;
    address = 11'd909;
    shift_1 = 5'd13;
    partial = 32'shc0da6b8d;
    columnsOfRow = 7'd13;
    isFirst = 1'b1;
    accumulator = 32'shc0da6b8d;
    sumAddress = 11'd909;
    sumShift = 5'd13;
  end
  initial begin : page_1_initial
    integer i;
    integer j;
    logic [15:0] page_1_pattern;
    logic [15:0] page_1_word;
    for (i = 0; i < 16384; i = i + 1) begin
      page_1_pattern = ((i[15:0] + 16'd1) * 16'h79b9) ^ 16'd4660;
      page_1_word = page_1_pattern;
      for (j = 0; j < 2; j = j + 1)
        page_1[i][j] = page_1_word[j*8 +: 8];
    end
  end
`endif

  wire unused = &{1'b0, product[14], 1'b0};
endmodule
