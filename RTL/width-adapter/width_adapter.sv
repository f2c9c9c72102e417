// width_adapter: WidthAdapter (Units/WidthAdapter.swift)
//
// Carries packets of elements between beats of different widths.
//
//   elementWidth = 8
//   inputLanes   = 1
//   outputLanes  = 8
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

module width_adapter (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic  [7:0] input_elements,
  input  logic        input_count,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [63:0] output_elements,
  output logic  [3:0] output_count,
  output logic        output_last `HWGEN_START(1'b1)
);
  logic [63:0] widen_gathered `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic [2:0] widen_position;

  wire widen_is_first = widen_position == 3'd0;
  wire widen_is_filled = input_last || widen_position == 3'd7;

  assign input_ready = !output_valid || output_ready;
  assign output_elements = widen_gathered;

  always_ff @(posedge clock) begin
    if (reset) begin
      output_valid <= 1'b0;
      output_count <= 4'd0;
      widen_position <= 3'd0;
    end else begin
      if (output_valid && output_ready)
        output_valid <= 1'b0;
      if (input_valid && input_ready) begin
        output_count <= (widen_is_first ? 4'd0 : output_count) + 4'(input_count);
        output_valid <= widen_is_filled;
        widen_position <= widen_is_filled ? 3'd0 : widen_position + 3'd1;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (input_valid && input_ready) begin
      widen_gathered <= widen_is_first ? 64'd0 : widen_gathered;
      widen_gathered[widen_position*8 +: 8] <= input_elements;
      output_last <= input_last;
    end
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      cover (output_valid && output_count != 4'd8);
      cover (output_valid && !output_ready);
      if (input_valid) begin
        assume (input_count != 1'b0) `HWGEN_ELSE("a beat holds at least one element");
        assume (input_last || input_count == 1'b1) `HWGEN_ELSE("only the last beat of a packet is partly filled");
      end
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
