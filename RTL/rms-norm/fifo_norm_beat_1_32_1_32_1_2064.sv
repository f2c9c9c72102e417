// fifo_norm_beat_1_32_1_32_1_2064: Fifo<NormBeat> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(number: HDL.VectorShape<Swift.Int>(count: 1, element: 32), gain: HDL.VectorShape<Swift.Int>(count: 1, element: 32), last: 1)
//   depth   = 2064
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module fifo_norm_beat_1_32_1_32_1_2064 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_gain,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic [31:0] output_gain,
  output logic        output_last,
  output logic [11:0] level
);
  logic [11:0] write_index, read_index;
  logic [64:0] storage [0:2063];

  wire full = level == 12'd2064;
  wire empty = level == 12'd0;
  wire [64:0] output_last_bits = read_index < 12'd2064 ? storage[read_index] : 65'd0;
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_number = output_last_bits[31:0];
  assign output_gain = output_last_bits[63:32];
  assign output_last = output_last_bits[64];

  always @(posedge clock) begin
    if (push) begin
      if (write_index < 12'd2064)
        storage[write_index] <= {input_last, input_gain, input_number};
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      write_index <= 12'd0;
    else if (push)
      write_index <= write_index == 12'd2063 ? 12'd0 : write_index + 12'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      read_index <= 12'd0;
    else if (pop)
      read_index <= read_index == 12'd2063 ? 12'd0 : read_index + 12'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      level <= 12'd0;
    else if (push && !pop)
      level <= level + 12'd1;
    else if (pop && !push)
      level <= level - 12'd1;
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    logic [31:0] storage_pattern;
    for (i = 0; i < 2064; i = i + 1) begin
      storage_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      storage[i] = {storage_pattern[0], storage_pattern, storage_pattern};
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
