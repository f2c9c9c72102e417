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
  logic [4:0] writeCount;
  logic [4:0] writeGray;
  logic [4:0] readCount;
  logic [4:0] readGray;
  logic [4:0] seenReadGray_0;
  logic [4:0] seenReadGray_1;
  logic [4:0] seenWriteGray_0;
  logic [4:0] seenWriteGray_1;
  logic [31:0] storage [0:15];

  wire full = writeGray == (seenReadGray_1 ^ 5'd24);
  wire empty = readGray == seenWriteGray_1;
  wire condition = input_valid && !full;
  wire [4:0] nextWriteCount = writeCount + 5'd1;
  wire [4:0] nextReadCount = readCount + 5'd1;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_data = storage[readCount[3:0]];

  always_ff @(posedge write_clock) begin
    if (write_reset) begin
      seenReadGray_0 <= 5'd0;
      seenReadGray_1 <= 5'd0;
    end else begin
      seenReadGray_0 <= readGray;
      seenReadGray_1 <= seenReadGray_0;
    end
  end

  always_ff @(posedge read_clock) begin
    if (read_reset) begin
      seenWriteGray_0 <= 5'd0;
      seenWriteGray_1 <= 5'd0;
    end else begin
      seenWriteGray_0 <= writeGray;
      seenWriteGray_1 <= seenWriteGray_0;
    end
  end

  always @(posedge write_clock) begin
    if (condition)
      storage[writeCount[3:0]] <= input_data;
  end

  always_ff @(posedge write_clock) begin
    if (write_reset) begin
      writeCount <= 5'd0;
      writeGray <= 5'd0;
    end else if (condition) begin
      writeCount <= nextWriteCount;
      writeGray <= nextWriteCount ^ (nextWriteCount >> 1);
    end
  end

  always_ff @(posedge read_clock) begin
    if (read_reset) begin
      readCount <= 5'd0;
      readGray <= 5'd0;
    end else if (output_ready && !empty) begin
      readCount <= nextReadCount;
      readGray <= nextReadCount ^ (nextReadCount >> 1);
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
      assert (writeGray == (writeCount ^ (writeCount >> 1))) `HWGEN_ELSE("the write counter and its Gray code agree");
      cover (full);
    end
  end
  always @(posedge read_clock) begin
    if (!read_reset) begin
      assert (readGray == (readCount ^ (readCount >> 1))) `HWGEN_ELSE("the read counter and its Gray code agree");
      cover (empty);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
