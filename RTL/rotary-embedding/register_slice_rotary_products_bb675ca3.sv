// register_slice_rotary_products_bb675ca3: RegisterSlice<RotaryProducts> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(x0Cosine: 32, x1Sine: 32, x0Sine: 32, x1Cosine: 32)
//   style   = forward
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module register_slice_rotary_products_bb675ca3 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_x0Cosine,
  input  logic [31:0] input_x1Sine,
  input  logic [31:0] input_x0Sine,
  input  logic [31:0] input_x1Cosine,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_x0Cosine,
  output logic [31:0] output_x1Sine,
  output logic [31:0] output_x0Sine,
  output logic [31:0] output_x1Cosine,
  output logic        output_last
);
  logic [31:0] word_x0Cosine;
  logic [31:0] word_x1Sine;
  logic [31:0] word_x0Sine;
  logic [31:0] word_x1Cosine;
  logic word_last;
  logic full;

  assign input_ready = !full || output_ready;
  assign output_valid = full;
  assign output_x0Cosine = word_x0Cosine;
  assign output_x1Sine = word_x1Sine;
  assign output_x0Sine = word_x0Sine;
  assign output_x1Cosine = word_x1Cosine;
  assign output_last = word_last;

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      word_x0Cosine <= input_x0Cosine;
      word_x1Sine <= input_x1Sine;
      word_x0Sine <= input_x0Sine;
      word_x1Cosine <= input_x1Cosine;
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
    word_x0Cosine = 32'hc0da6b8d;
    word_x1Sine = 32'hc0da6b8d;
    word_x0Sine = 32'hc0da6b8d;
    word_x1Cosine = 32'hc0da6b8d;
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
