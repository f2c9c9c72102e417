// fifo_npu_command_vectors7_inner5_columns5_depth2: Fifo<NPUCommand> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(vectors: 7, inner: 5, columns: 5)
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

module fifo_npu_command_vectors7_inner5_columns5_depth2 (
  input  logic       clock,
  input  logic       reset,
  input  logic       input_valid,
  output logic       input_ready,
  input  logic [6:0] input_vectors,
  input  logic [4:0] input_inner,
  input  logic [4:0] input_columns,
  input  logic       input_first,
  input  logic       input_last,
  input  logic       input_requantize,
  input  logic       input_with_parameters,
  output logic       output_valid,
  input  logic       output_ready,
  output logic [6:0] output_vectors,
  output logic [4:0] output_inner,
  output logic [4:0] output_columns,
  output logic       output_first,
  output logic       output_last,
  output logic       output_requantize,
  output logic       output_with_parameters,
  output logic [1:0] level
);
  logic write_index, read_index;
  logic [20:0] storage [0:1];

  wire full = level == 2'd2;
  wire empty = level == 2'd0;
  wire [20:0] output_with_parameters_bits = storage[read_index];
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_vectors = output_with_parameters_bits[6:0];
  assign output_inner = output_with_parameters_bits[11:7];
  assign output_columns = output_with_parameters_bits[16:12];
  assign output_first = output_with_parameters_bits[17];
  assign output_last = output_with_parameters_bits[18];
  assign output_requantize = output_with_parameters_bits[19];
  assign output_with_parameters = output_with_parameters_bits[20];

  always @(posedge clock) begin
    if (push)
      storage[write_index] <= {input_with_parameters, input_requantize, input_last, input_first, input_columns,
          input_inner, input_vectors};
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
