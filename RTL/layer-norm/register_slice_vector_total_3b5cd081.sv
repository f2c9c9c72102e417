// register_slice_vector_total_3b5cd081: RegisterSlice<VectorTotal> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(number: 32, inverseLength: 32, epsilon: 32)
//   style   = forward
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module register_slice_vector_total_3b5cd081 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_inverseLength,
  input  logic [31:0] input_epsilon,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic [31:0] output_inverseLength,
  output logic [31:0] output_epsilon
);
  logic [31:0] word_number;
  logic [31:0] word_inverseLength;
  logic [31:0] word_epsilon;
  logic full;

  assign input_ready = !full || output_ready;
  assign output_valid = full;
  assign output_number = word_number;
  assign output_inverseLength = word_inverseLength;
  assign output_epsilon = word_epsilon;

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      word_number <= input_number;
      word_inverseLength <= input_inverseLength;
      word_epsilon <= input_epsilon;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      full <= 1'b0;
    else if (input_valid && input_ready)
      full <= 1'b1;
    else if (output_ready)
      full <= 1'b0;
  end

`ifndef SYNTHESIS
  initial begin
    word_number = 32'hc0da6b8d;
    word_inverseLength = 32'hc0da6b8d;
    word_epsilon = 32'hc0da6b8d;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      cover (full && !output_ready);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
