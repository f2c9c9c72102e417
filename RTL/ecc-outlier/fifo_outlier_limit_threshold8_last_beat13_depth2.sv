// fifo_outlier_limit_threshold8_last_beat13_depth2: Fifo<OutlierLimit> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(threshold: 8, lastBeat: 13)
//   depth   = 2
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module fifo_outlier_limit_threshold8_last_beat13_depth2 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic  [7:0] input_threshold,
  input  logic [12:0] input_last_beat,
  output logic        output_valid,
  input  logic        output_ready,
  output logic  [7:0] output_threshold,
  output logic [12:0] output_last_beat,
  output logic  [1:0] level
);
  logic write_index, read_index;
  logic [20:0] storage [0:1];

  wire full = level == 2'd2;
  wire empty = level == 2'd0;
  wire [20:0] output_last_beat_bits = storage[read_index];
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_threshold = output_last_beat_bits[7:0];
  assign output_last_beat = output_last_beat_bits[20:8];

  always @(posedge clock) begin
    if (push)
      storage[write_index] <= {input_last_beat, input_threshold};
  end

  always_ff @(posedge clock) begin
    if (reset)
      write_index <= 1'b0;
    else if (push)
      write_index <= write_index + 1'b1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      read_index <= 1'b0;
    else if (pop)
      read_index <= read_index + 1'b1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      level <= 2'd0;
    else if (push && !pop)
      level <= level + 2'd1;
    else if (pop && !push)
      level <= level - 2'd1;
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    for (i = 0; i < 2; i = i + 1)
      storage[i] = ((i[20:0] + 21'd1) * 21'h1779b9) ^ 21'h0d1234;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (write_index == read_index == (full || empty)) `HWGEN_ELSE("the FIFO neither overflows nor underflows");
      cover (full);
      cover (push && pop);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
