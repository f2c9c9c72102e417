// register_slice_scaled_number_32_10_0_full: RegisterSlice<ScaledNumber> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(number: 32, exponent: 10, rounding: 0)
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

`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module register_slice_scaled_number_32_10_0_full (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [31:0] input_number,
  input  logic signed  [9:0] input_exponent,
  output logic               output_valid,
  input  logic               output_ready,
  output logic        [31:0] output_number `HWGEN_START(32'hc0da6b8d),
  output logic signed  [9:0] output_exponent `HWGEN_START(10'h38d)
);
  logic [31:0] spare_number `HWGEN_START(32'hc0da6b8d);
  logic signed [9:0] spare_exponent `HWGEN_START(10'h38d);
  logic spare_full;

  wire moves = !output_valid || output_ready;

  assign input_ready = !spare_full;

  always_ff @(posedge clock) begin
    if (moves) begin
      output_number <= spare_full ? spare_number : input_number;
      output_exponent <= spare_full ? spare_exponent : input_exponent;
    end else if (input_valid && input_ready) begin
      spare_number <= input_number;
      spare_exponent <= input_exponent;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      output_valid <= 1'b0;
      spare_full <= 1'b0;
    end else if (moves) begin
      output_valid <= spare_full || input_valid;
      spare_full <= 1'b0;
    end else if (input_valid && input_ready)
      spare_full <= 1'b1;
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (output_valid || !spare_full) `HWGEN_ELSE("the spare entry is only used behind a full one");
      cover (spare_full);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
// verilator lint_on PROCASSINIT
`undef HWGEN_START
