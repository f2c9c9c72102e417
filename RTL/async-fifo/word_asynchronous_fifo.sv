// word_asynchronous_fifo: WordAsynchronousFifo (Units/AsynchronousFifo.swift)
//
// A first-in, first-out buffer between two clocks.
//
//   width              = 32
//   depth              = 16
//   synchronizerStages = 2
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module word_asynchronous_fifo (
  input  logic        write_clock,
  input  logic        write_reset,
  input  logic        read_clock,
  input  logic        read_reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_data,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_data
);
  logic [4:0] write_count, write_gray, read_count, read_gray, seen_read_gray_0, seen_read_gray_1, seen_write_gray_0;
  logic [4:0] seen_write_gray_1;
  logic [31:0] storage [0:15];

  wire full = write_gray == (seen_read_gray_1 ^ 5'd24);
  wire empty = read_gray == seen_write_gray_1;
  wire condition = input_valid && !full;
  wire [4:0] next_write_count = write_count + 5'd1;
  wire [4:0] next_read_count = read_count + 5'd1;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_data = storage[read_count[3:0]];

  always_ff @(posedge write_clock) begin
    if (write_reset) begin
      seen_read_gray_0 <= 5'd0;
      seen_read_gray_1 <= 5'd0;
    end else begin
      seen_read_gray_0 <= read_gray;
      seen_read_gray_1 <= seen_read_gray_0;
    end
  end

  always_ff @(posedge read_clock) begin
    if (read_reset) begin
      seen_write_gray_0 <= 5'd0;
      seen_write_gray_1 <= 5'd0;
    end else begin
      seen_write_gray_0 <= write_gray;
      seen_write_gray_1 <= seen_write_gray_0;
    end
  end

  always @(posedge write_clock) begin
    if (condition)
      storage[write_count[3:0]] <= input_data;
  end

  always_ff @(posedge write_clock) begin
    if (write_reset) begin
      write_count <= 5'd0;
      write_gray <= 5'd0;
    end else if (condition) begin
      write_count <= next_write_count;
      write_gray <= next_write_count ^ (next_write_count >> 1);
    end
  end

  always_ff @(posedge read_clock) begin
    if (read_reset) begin
      read_count <= 5'd0;
      read_gray <= 5'd0;
    end else if (output_ready && !empty) begin
      read_count <= next_read_count;
      read_gray <= next_read_count ^ (next_read_count >> 1);
    end
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    for (i = 0; i < 16; i = i + 1)
      storage[i] = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge write_clock) begin
    if (!write_reset) begin
      assert (write_gray == (write_count ^ (write_count >> 1))) `HWGEN_ELSE("the write counter and its Gray code agree");
      cover (full);
    end
  end
  always @(posedge read_clock) begin
    if (!read_reset) begin
      assert (read_gray == (read_count ^ (read_count >> 1))) `HWGEN_ELSE("the read counter and its Gray code agree");
      cover (empty);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
