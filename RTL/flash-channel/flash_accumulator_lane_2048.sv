// flash_accumulator_lane_2048: FlashAccumulatorLane (Units/FlashAccumulatorLane.swift)
//
// Accumulates the sums of one in-flash compute unit, each times a power of two.
//
//   rows = 2048
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_accumulator_lane_2048 (
  input  logic               clock,
  input  logic               reset,
  input  logic               load,
  input  logic        [10:0] address,
  input  logic         [4:0] shift,
  input  logic               step,
  input  logic               isDraining,
  input  logic signed [31:0] sum,
  input  logic               clear,
  output logic signed [47:0] row,
  output logic               isAccumulating
);
  logic [10:0] address_1;
  logic [4:0] shift_1;
  logic [10:0] stepAddress;
  logic [4:0] stepShift;
  logic accumulates;
  logic signed [47:0] storage [0:2047];

  wire signed [47:0] row_1 = storage[stepAddress];
  wire signed [47:0] addend = 48'(sum) << stepShift;

  assign row = row_1;
  assign isAccumulating = accumulates;

  always_ff @(posedge clock) begin
    if (reset)
      address_1 <= 11'd0;
    else if (load)
      address_1 <= address;
    else if (step)
      address_1 <= address_1 + 11'd1;
  end

  always @(posedge clock) begin
    if (load)
      shift_1 <= shift;
  end

  always @(posedge clock) begin
    if (step)
      stepAddress <= address_1;
  end

  always @(posedge clock) begin
    if (step)
      stepShift <= shift_1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      accumulates <= 1'b0;
    else
      accumulates <= step && !isDraining;
  end

  always @(posedge clock) begin
    if (accumulates)
      storage[stepAddress] <= row_1 + addend;
    else if (clear)
      storage[stepAddress] <= 48'sd0;
  end

`ifndef SYNTHESIS
  initial begin
    shift_1 = 5'd13;
    stepAddress = 11'd909;
    stepShift = 5'd13;
  end
  initial begin : storage_initial
    integer i;
    logic [31:0] storage_pattern;
    for (i = 0; i < 2048; i = i + 1) begin
      storage_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      storage[i] = {storage_pattern[15:0], storage_pattern};
    end
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (!accumulates || 5'd20 >= stepShift) `HWGEN_ELSE("a shift is at most 20 (Units/FlashAccumulatorLane.swift:67:5)");
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
