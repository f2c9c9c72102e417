// fifo_argmax_result_number32_index32_depth2: Fifo<ArgmaxResult> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(number: 32, index: 32)
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

module fifo_argmax_result_number32_index32_depth2 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_index,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic [31:0] output_index,
  output logic  [1:0] level
);
  logic write_index, read_index;
  logic [63:0] storage [0:1];

  wire full = level == 2'd2;
  wire empty = level == 2'd0;
  wire [63:0] output_index_bits = storage[read_index];
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_number = output_index_bits[31:0];
  assign output_index = output_index_bits[63:32];

  always @(posedge clock) begin
    if (push)
      storage[write_index] <= {input_index, input_number};
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
      storage[i] = {2{((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234}};
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
