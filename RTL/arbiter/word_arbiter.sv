// word_arbiter: WordArbiter (Units/Arbiter.swift)
//
// Merges several streams into one, round-robin or by fixed priority.
//
//   width  = 32
//   inputs = 4
//   policy = roundRobin
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module word_arbiter (
  input  logic        clock,
  input  logic        reset,
  input  logic        inputs_0_valid,
  output logic        inputs_0_ready,
  input  logic [31:0] inputs_0_data,
  input  logic        inputs_1_valid,
  output logic        inputs_1_ready,
  input  logic [31:0] inputs_1_data,
  input  logic        inputs_2_valid,
  output logic        inputs_2_ready,
  input  logic [31:0] inputs_2_data,
  input  logic        inputs_3_valid,
  output logic        inputs_3_ready,
  input  logic [31:0] inputs_3_data,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_data,
  output logic  [1:0] grant
);
  logic locked;
  logic [1:0] owner;

  wire [3:0] waiting = {inputs_3_valid, inputs_2_valid, inputs_1_valid, inputs_0_valid};
  wire [127:0] payloads = {inputs_3_data, inputs_2_data, inputs_1_data, inputs_0_data};
  wire choice_later_0 = inputs_1_valid && owner < 2'd1;
  wire choice_later_1 = inputs_2_valid && owner < 2'd2;
  wire choice_later_2 = inputs_3_valid && owner < 2'd3;
  wire [1:0] choice = (|{choice_later_2, choice_later_1, choice_later_0}) ? (choice_later_0 ? 2'd1 : choice_later_1 ?
      2'd2 : 2'd3) : inputs_0_valid ? 2'd0 : inputs_1_valid ? 2'd1 : inputs_2_valid ? 2'd2 : 2'd3;

  assign output_valid = |waiting;
  assign output_data = payloads[grant*32 +: 32];
  assign grant = locked ? owner : choice;
  assign inputs_0_ready = output_ready && grant == 2'd0;
  assign inputs_1_ready = output_ready && grant == 2'd1;
  assign inputs_2_ready = output_ready && grant == 2'd2;
  assign inputs_3_ready = output_ready && grant == 2'd3;

  always_ff @(posedge clock) begin
    if (reset) begin
      owner <= 2'd3;
      locked <= 1'b0;
    end else if (|waiting) begin
      owner <= grant;
      locked <= !output_ready;
    end
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (!locked || waiting[owner]) `HWGEN_ELSE("an input that was offered keeps its request until it is taken");
      cover (&waiting);
      cover (locked);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
