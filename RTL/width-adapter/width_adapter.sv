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
  output logic        output_last
);
  logic [63:0] gathered;
  logic [2:0] position;
  logic [3:0] count;
  logic last;
  logic full;

  wire isFirst = position == 3'd0;
  wire isFilled = input_last || position == 3'd7;

  assign input_ready = !full || output_ready;
  assign output_valid = full;
  assign output_elements = gathered;
  assign output_count = count;
  assign output_last = last;

  always_ff @(posedge clock) begin
    if (reset) begin
      full <= 1'b0;
      count <= 4'd0;
      position <= 3'd0;
    end else begin
      if (full && output_ready)
        full <= 1'b0;
      if (input_valid && input_ready) begin
        count <= (isFirst ? 4'd0 : count) + 4'(input_count);
        full <= isFilled;
        position <= isFilled ? 3'd0 : position + 3'd1;
      end
    end
  end

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      gathered <= isFirst ? 64'd0 : gathered;
      gathered[position*8 +: 8] <= input_elements;
      last <= input_last;
    end
  end

`ifndef SYNTHESIS
  initial begin
    gathered = 64'hc0da6b8dc0da6b8d;
    last = 1'b1;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      cover (full && count != 4'd8);
      cover (full && !output_ready);
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
