// flash_accumulator_lane_2048: FlashAccumulatorLane (Units/FlashAccumulatorLane.swift)
//
// A lane of accumulators: adds partial sums, each times a power of two.
//
//   rows = 2048
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_accumulator_lane_2048 (
  input  logic               clock,
  input  logic               reset,
  input  logic               accumulates,
  input  logic        [10:0] address,
  input  logic         [4:0] shift,
  input  logic signed [31:0] sum,
  input  logic               is_draining,
  input  logic               clears,
  input  logic        [10:0] drain_address,
  output logic signed [47:0] row
);
  logic signed [47:0] storage [0:2047];

  wire [10:0] address_1 = is_draining ? drain_address : address;
  wire signed [47:0] addend = 48'(sum) << shift;

  assign row = storage[address_1];

  always @(posedge clock) begin
    if (accumulates)
      storage[address_1] <= row + addend;
    else if (clears)
      storage[address_1] <= 48'sd0;
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    logic [31:0] storage_pattern;
    for (i = 0; i < 2048; i = i + 1) begin
      storage_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      storage[i] = {storage_pattern[15:0], storage_pattern};
    end
  end
`endif

  wire unused = &{1'b0, reset, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (!accumulates || !is_draining) `HWGEN_ELSE("a sum comes while the accumulators are drained");
      assert (!accumulates || shift <= 5'd20) `HWGEN_ELSE("a shift is at most 20");
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
