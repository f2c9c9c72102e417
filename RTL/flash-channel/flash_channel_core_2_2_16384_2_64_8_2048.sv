// flash_channel_core_2_2_16384_2_64_8_2048: FlashChannelCore (Units/FlashChannelCore.swift)
//
// Page registers and in-flash compute unit of one core of a channel.
//
//   unit = FlashChannel(cores: 2, lanes: 2, pageBytes: 16384, pageRegisters: 2, vectorBytes: 64, vectorBeat: 8, accumulatorRows: 2048)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module flash_channel_core_2_2_16384_2_64_8_2048 (
  input  logic               clock,
  input  logic               reset,
  input  logic               accepts,
  input  logic        [13:0] beats,
  input  logic         [6:0] columns,
  input  logic               page,
  input  logic        [10:0] row_base,
  input  logic         [4:0] shift,
  input  logic               awaits_vector,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic        [63:0] vector_bytes,
  output logic               has_vector,
  input  logic               starts,
  input  logic               runs,
  input  logic               bank,
  output logic               is_last_but_one,
  output logic               ends_row,
  output logic         [6:0] products,
  output logic signed [31:0] sum,
  output logic        [10:0] sum_address `HWGEN_START(11'h38d),
  output logic         [4:0] sum_shift `HWGEN_START(5'h0d)
);
  logic [13:0] beats_reg `HWGEN_START(14'h2b8d);
  logic [6:0] columns_reg `HWGEN_START(7'h0d);
  logic next_page `HWGEN_START(1'b1);
  logic [10:0] row_base_reg `HWGEN_START(11'h38d);
  logic [4:0] next_shift `HWGEN_START(5'h0d);
  wire [15:0] vector_buffer_word;
  logic [13:0] beat, last_but_one `HWGEN_START(14'h2b8d);
  logic [10:0] address `HWGEN_START(11'h38d);
  logic [4:0] shift_reg `HWGEN_START(5'h0d);
  logic signed [31:0] partial `HWGEN_START(32'hc0da6b8d);
  logic [6:0] columns_of_row `HWGEN_START(7'h0d), columns_left;
  logic [4:0] word;
  logic is_first `HWGEN_START(1'b1);
  logic signed [31:0] accumulator `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] page_1 [0:16383][0:1];

  wire is_last_word = columns_left <= 7'd2;
  wire [14:0] first_beat_product = next_page * 14'd8192;
  wire [13:0] first_beat = first_beat_product[13:0];

  assign products = is_last_word ? columns_left : 7'd2;
  assign sum = (is_first ? 32'sd0 : accumulator) + partial;
  assign is_last_but_one = runs && beat == last_but_one;
  assign ends_row = runs && is_last_word;

  always_ff @(posedge clock) begin
    if (accepts) begin
      beats_reg <= beats;
      columns_reg <= columns;
      next_page <= page;
      row_base_reg <= row_base;
      next_shift <= shift;
    end
  end

  always_ff @(posedge clock) begin
    if (starts)
      columns_of_row <= columns_reg;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      columns_left <= 7'd0;
      word <= 5'd0;
    end else if (starts) begin
      columns_left <= columns_reg;
      word <= 5'd0;
    end else if (runs) begin
      columns_left <= is_last_word ? columns_of_row : columns_left - 7'd2;
      word <= is_last_word ? 5'd0 : word + 5'd1;
    end
  end

  always_ff @(posedge clock) begin : is_first_update
    integer i;
    logic signed [31:0] partial_next;
    if (runs) begin
      partial_next = 32'sd0;
      for (i = 0; i < 2; i = i + 1)
        partial_next = partial_next + page_1[beat][i] * $signed(vector_buffer_word[i*8 +: 8]);
      is_first <= word == 5'd0;
      partial <= partial_next;
    end
  end

  always_ff @(posedge clock)
    accumulator <= sum;

  always_ff @(posedge clock) begin
    if (reset)
      beat <= 14'd0;
    else if (starts)
      beat <= first_beat;
    else if (runs)
      beat <= beat + 14'd1;
  end

  always_ff @(posedge clock) begin
    if (starts) begin
      last_but_one <= first_beat + (beats_reg - 14'd2);
      address <= row_base_reg;
      shift_reg <= next_shift;
    end else if (runs) begin
      if (runs && is_last_word)
        address <= address + 11'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (runs && is_last_word) begin
      sum_address <= address;
      sum_shift <= shift_reg;
    end
  end

  flash_vector_buffer_lanes2_bytes64_beat8 vector_buffer (
    .clock       (clock),
    .reset       (reset),
    .bytes_valid (vector_valid),
    .bytes_ready (vector_ready),
    .bytes_bytes (vector_bytes),
    .load        (awaits_vector),
    .columns     (columns_reg),
    .bank        (!bank),
    .done        (has_vector),
    .read_bank   (bank),
    .read_word   (word),
    .word        (vector_buffer_word)
  );

`ifndef SYNTHESIS
  initial begin : page_1_initial
    integer i, j;
    logic [15:0] page_1_word;
    for (i = 0; i < 16384; i = i + 1) begin
      page_1_word = ((i[15:0] + 16'd1) * 16'h79b9) ^ 16'd4660;
      for (j = 0; j < 2; j = j + 1)
        page_1[i][j] = page_1_word[j*8 +: 8];
    end
  end
`endif

  wire unused = &{1'b0, first_beat_product[14], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
