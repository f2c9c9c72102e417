// flash_vector_buffer_lanes2_bytes512_beat1: FlashVectorBuffer (Units/FlashVectorBuffer.swift)
//
// Two vector banks: one is read word by word while the other is loaded.
//
//   lanes = 2
//   bytes = 512
//   beat  = 1
module flash_vector_buffer_lanes2_bytes512_beat1 (
  input  logic        clock,
  input  logic        reset,
  input  logic        bytes_valid,
  output logic        bytes_ready,
  input  logic  [7:0] bytes_bytes,
  input  logic        load,
  input  logic  [9:0] columns,
  input  logic        bank,
  output logic        done,
  input  logic        read_bank,
  input  logic  [7:0] read_word,
  output logic [15:0] word
);
  logic [9:0] left;
  logic is_under_way;
  logic [7:0] write_word;
  logic offset;
  logic signed [7:0] storage [0:511][0:1];

  wire writes = load && bytes_valid;
  wire [9:0] remaining = is_under_way ? left : columns;
  wire ends_vector = remaining <= 10'd1;
  wire [8:0] target = {bank, write_word};
  wire [17:0] masked_limit = 18'(remaining);
  wire [7:0] masked = masked_limit > 18'd0 ? bytes_bytes : 8'sd0;
  wire [15:0] copies = {2{masked}};
  wire ends_word = offset == 1'b1;

  assign done = writes && ends_vector;
  assign bytes_ready = load;

  always_comb begin : word_logic
    integer i;
    for (i = 0; i < 2; i = i + 1)
      word[i*8 +: 8] = storage[{read_bank, read_word}][i];
  end

  always @(posedge clock) begin : storage_update
    integer i;
    logic mask [0:1];
    if (writes) begin
      for (i = 0; i < 2; i = i + 1)
        mask[i] = i[0] - offset < 1'b1 || offset == 1'b0;
      for (i = 0; i < 2; i = i + 1) begin
        if (mask[i])
          storage[target][i] <= i[0] - offset < 1'b1 ? copies[i*8 +: 8] : 8'sd0;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      left <= 10'd0;
      is_under_way <= 1'b0;
      write_word <= 8'd0;
      offset <= 1'b0;
    end else if (writes) begin
      left <= remaining - 10'd1;
      is_under_way <= !ends_vector;
      if (ends_vector) begin
        write_word <= 8'd0;
        offset <= 1'b0;
      end else begin
        offset <= ends_word ? 1'b0 : offset + 1'b1;
        if (ends_word)
          write_word <= write_word + 8'd1;
      end
    end
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i, j;
    logic [15:0] storage_word;
    for (i = 0; i < 512; i = i + 1) begin
      storage_word = ((i[15:0] + 16'd1) * 16'h79b9) ^ 16'd4660;
      for (j = 0; j < 2; j = j + 1)
        storage[i][j] = storage_word[j*8 +: 8];
    end
  end
`endif
endmodule
