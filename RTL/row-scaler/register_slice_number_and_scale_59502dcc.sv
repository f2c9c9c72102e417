// register_slice_number_and_scale_59502dcc: RegisterSlice<NumberAndScale> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(number: 32, scale: 32)
//   style   = forward
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module register_slice_number_and_scale_59502dcc (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_scale,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic [31:0] output_scale,
  output logic        output_last
);
  logic [31:0] word_number;
  logic [31:0] word_scale;
  logic word_last;
  logic full;

  assign input_ready = !full || output_ready;
  assign output_valid = full;
  assign output_number = word_number;
  assign output_scale = word_scale;
  assign output_last = word_last;

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      word_number <= input_number;
      word_scale <= input_scale;
      word_last <= input_last;
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
    word_scale = 32'hc0da6b8d;
    word_last = 1'b1;
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
