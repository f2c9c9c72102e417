// register_slice_scaled_number_number32_exponent10_stylefull: RegisterSlice<ScaledNumber> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(number: 32, exponent: 10)
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

module register_slice_scaled_number_number32_exponent10_stylefull (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [31:0] input_number,
  input  logic signed  [9:0] input_exponent,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [31:0] output_number,
  output logic signed  [9:0] output_exponent
);
  logic [31:0] word_number;
  logic signed [9:0] word_exponent;
  logic full;
  logic [31:0] spare_number;
  logic signed [9:0] spare_exponent;
  logic spareFull;

  wire moves = !full || output_ready;

  assign input_ready = !spareFull;
  assign output_valid = full;
  assign output_number = word_number;
  assign output_exponent = word_exponent;

  always @(posedge clock) begin
    if (moves) begin
      word_number <= spareFull ? spare_number : input_number;
      word_exponent <= spareFull ? spare_exponent : input_exponent;
    end else if (input_valid && input_ready) begin
      spare_number <= input_number;
      spare_exponent <= input_exponent;
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
    word_number = 32'hc0da6b8d;
    word_exponent = -10'sd115;
    spare_number = 32'hc0da6b8d;
    spare_exponent = -10'sd115;
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
