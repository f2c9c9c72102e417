// register_slice_float_operands_a32_b32_stylefull: RegisterSlice<FloatOperands> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(a: 32, b: 32)
//   style   = full
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module register_slice_float_operands_a32_b32_stylefull (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_a,
  input  logic [31:0] input_b,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_a,
  output logic [31:0] output_b
);
  logic [31:0] word_a;
  logic [31:0] word_b;
  logic full;
  logic [31:0] spare_a;
  logic [31:0] spare_b;
  logic spareFull;

  wire moves = !full || output_ready;

  assign input_ready = !spareFull;
  assign output_valid = full;
  assign output_a = word_a;
  assign output_b = word_b;

  always @(posedge clock) begin
    if (moves) begin
      word_a <= spareFull ? spare_a : input_a;
      word_b <= spareFull ? spare_b : input_b;
    end else if (input_valid && input_ready) begin
      spare_a <= input_a;
      spare_b <= input_b;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      full <= 1'b0;
      spareFull <= 1'b0;
    end else if (moves) begin
      full <= spareFull || input_valid;
      spareFull <= 1'b0;
    end else if (input_valid && input_ready)
      spareFull <= 1'b1;
  end

`ifndef SYNTHESIS
  initial begin
    word_a = 32'hc0da6b8d;
    word_b = 32'hc0da6b8d;
    spare_a = 32'hc0da6b8d;
    spare_b = 32'hc0da6b8d;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (full || !spareFull) `HWGEN_ELSE("the spare entry is only used behind a full one");
      cover (spareFull);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
