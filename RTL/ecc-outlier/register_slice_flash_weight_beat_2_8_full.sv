// register_slice_flash_weight_beat_2_8_full: RegisterSlice<FlashWeightBeat> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(lanes: HDL.VectorShape<Swift.Int>(count: 2, element: 8))
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

module register_slice_flash_weight_beat_2_8_full (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [15:0] input_lanes,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [15:0] output_lanes
);
  logic [15:0] word_lanes `HWGEN_START(16'h6b8d), spare_lanes `HWGEN_START(16'h6b8d);
  logic spare_full;

  wire moves = !output_valid || output_ready;

  assign input_ready = !spare_full;
  assign output_lanes = word_lanes;

  always_ff @(posedge clock) begin
    if (moves)
      word_lanes <= spare_full ? spare_lanes : input_lanes;
    else if (input_valid && input_ready)
      spare_lanes <= input_lanes;
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
