// word_register_slice: WordRegisterSlice (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   width = 32
//   style = full
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module word_register_slice (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_data,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_data
);
  logic [31:0] word_data;
  logic full;
  logic [31:0] spare_data;
  logic spareFull;

  wire moves = !full || output_ready;

  assign input_ready = !spareFull;
  assign output_valid = full;
  assign output_data = word_data;

  always @(posedge clock) begin
    if (moves)
      word_data <= spareFull ? spare_data : input_data;
    else if (input_valid && input_ready)
      spare_data <= input_data;
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
    word_data = 32'hc0da6b8d;
    spare_data = 32'hc0da6b8d;
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
