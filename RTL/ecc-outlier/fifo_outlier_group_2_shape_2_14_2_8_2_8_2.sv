// fifo_outlier_group_2_shape_2_14_2_8_2_8_2: Fifo<OutlierGroup> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(isUsed: HDL.VectorShape<HDL.Bit.Shape>(count: 2, element: HDL.Bit.Shape()), addresses: HDL.VectorShape<Swift.Int>(count: 2, element: 14), first: HDL.VectorShape<Swift.Int>(count: 2, element: 8), second: HDL.VectorShape<Swift.Int>(count: 2, element: 8))
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

module fifo_outlier_group_2_shape_2_14_2_8_2_8_2 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic  [1:0] input_is_used,
  input  logic [27:0] input_addresses,
  input  logic [15:0] input_first,
  input  logic [15:0] input_second,
  input  logic        input_ends,
  output logic        output_valid,
  input  logic        output_ready,
  output logic  [1:0] output_is_used,
  output logic [27:0] output_addresses,
  output logic [15:0] output_first,
  output logic [15:0] output_second,
  output logic        output_ends,
  output logic  [1:0] level
);
  logic write_index, read_index;
  logic [62:0] storage [0:1];

  wire full = level == 2'd2;
  wire empty = level == 2'd0;
  wire [62:0] output_ends_bits = storage[read_index];
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_is_used = output_ends_bits[1:0];
  assign output_addresses = output_ends_bits[29:2];
  assign output_first = output_ends_bits[45:30];
  assign output_second = output_ends_bits[61:46];
  assign output_ends = output_ends_bits[62];

  always @(posedge clock) begin
    if (push)
      storage[write_index] <= {input_ends, input_second, input_first, input_addresses, input_is_used};
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
    logic [31:0] storage_pattern;
    for (i = 0; i < 2; i = i + 1) begin
      storage_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      storage[i] = {storage_pattern[30:0], storage_pattern};
    end
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
