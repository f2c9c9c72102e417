// fifo_outlier_channel11_residual24_depth16: Fifo<Outlier> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(channel: 11, residual: 24)
//   depth   = 16
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module fifo_outlier_channel11_residual24_depth16 (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [10:0] input_channel,
  input  logic signed [23:0] input_residual,
  input  logic               input_is_outlier,
  input  logic               input_last,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [10:0] output_channel,
  output logic signed [23:0] output_residual,
  output logic               output_is_outlier,
  output logic               output_last,
  output logic         [4:0] level
);
  logic [3:0] write_index, read_index;
  logic [36:0] storage [0:15];

  wire full = level == 5'd16;
  wire empty = level == 5'd0;
  wire [36:0] output_last_bits = storage[read_index];
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_channel = output_last_bits[10:0];
  assign output_residual = output_last_bits[34:11];
  assign output_is_outlier = output_last_bits[35];
  assign output_last = output_last_bits[36];

  always @(posedge clock) begin
    if (push)
      storage[write_index] <= {input_last, input_is_outlier, input_residual, input_channel};
  end

  always_ff @(posedge clock) begin
    if (reset)
      write_index <= 4'd0;
    else if (push)
      write_index <= write_index + 4'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      read_index <= 4'd0;
    else if (pop)
      read_index <= read_index + 4'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      level <= 5'd0;
    else if (push && !pop)
      level <= level + 5'd1;
    else if (pop && !push)
      level <= level - 5'd1;
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    logic [31:0] storage_pattern;
    for (i = 0; i < 16; i = i + 1) begin
      storage_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      storage[i] = {storage_pattern[4:0], storage_pattern};
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
