// register_slice_gated_stage_gate32_up32_work32_styleforward: RegisterSlice<GatedStage> (Units/RegisterSlice.swift)
//
// One stage of registers in a stream.
//
//   payload = Shape(gate: 32, up: 32, work: 32)
//   style   = forward
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module register_slice_gated_stage_gate32_up32_work32_styleforward (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_gate,
  input  logic [31:0] input_up,
  input  logic [31:0] input_work,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_gate,
  output logic [31:0] output_up,
  output logic [31:0] output_work,
  output logic        output_last
);
  logic [31:0] word_gate;
  logic [31:0] word_up;
  logic [31:0] word_work;
  logic word_last;
  logic full;

  assign input_ready = !full || output_ready;
  assign output_valid = full;
  assign output_gate = word_gate;
  assign output_up = word_up;
  assign output_work = word_work;
  assign output_last = word_last;

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      word_gate <= input_gate;
      word_up <= input_up;
      word_work <= input_work;
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
    word_gate = 32'hc0da6b8d;
    word_up = 32'hc0da6b8d;
    word_work = 32'hc0da6b8d;
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
