// register_slice_number_and_scale_1_32_1_32_1_forward: RegisterSlice<NumberAndScale> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(number: HDL.VectorShape<Swift.Int>(count: 1, element: 32), scale: HDL.VectorShape<Swift.Int>(count: 1, element: 32), last: 1)
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

`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module register_slice_number_and_scale_1_32_1_32_1_forward (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic [31:0] input_scale,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number `HWGEN_START(32'hc0da6b8d),
  output logic [31:0] output_scale `HWGEN_START(32'hc0da6b8d),
  output logic        output_last `HWGEN_START(1'b1)
);
  assign input_ready = !output_valid || output_ready;

  always_ff @(posedge clock) begin
    if (input_valid && input_ready) begin
      output_number <= input_number;
      output_scale <= input_scale;
      output_last <= input_last;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      output_valid <= 1'b0;
    else if (input_valid && input_ready)
      output_valid <= 1'b1;
    else if (output_ready)
      output_valid <= 1'b0;
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      cover (output_valid && !output_ready);
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
