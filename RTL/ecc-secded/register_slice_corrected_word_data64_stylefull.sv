// register_slice_corrected_word_data64_stylefull: RegisterSlice<CorrectedWord> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(data: 64)
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

module register_slice_corrected_word_data64_stylefull (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [63:0] input_data,
  input  logic        input_is_corrected,
  input  logic        input_is_lost,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [63:0] output_data `HWGEN_START(64'hc0da6b8dc0da6b8d),
  output logic        output_is_corrected `HWGEN_START(1'b1),
  output logic        output_is_lost `HWGEN_START(1'b1)
);
  logic [63:0] spare_data `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic spare_is_corrected `HWGEN_START(1'b1), spare_is_lost `HWGEN_START(1'b1), spare_full;

  wire moves = !output_valid || output_ready;

  assign input_ready = !spare_full;

  always_ff @(posedge clock) begin
    if (moves) begin
      output_data <= spare_full ? spare_data : input_data;
      output_is_corrected <= spare_full ? spare_is_corrected : input_is_corrected;
      output_is_lost <= spare_full ? spare_is_lost : input_is_lost;
    end else if (input_valid && input_ready) begin
      spare_data <= input_data;
      spare_is_corrected <= input_is_corrected;
      spare_is_lost <= input_is_lost;
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
