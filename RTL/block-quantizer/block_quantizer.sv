// block_quantizer: BlockQuantizer (Units/BlockQuantizer.swift)
//
// Absolute maximum and quantiser: FP32 vectors to INT8 with a power-of-two scale for each 64 columns.
//
//   maximumLength = 2048
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module block_quantizer (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [31:0] input_number,
  input  logic signed  [8:0] input_exponent,
  input  logic               input_last,
  output logic               output_valid,
  input  logic               output_ready,
  output logic signed  [7:0] output_code,
  output logic         [4:0] output_shift,
  output logic signed [10:0] output_exponent,
  output logic               output_last
);
  logic isFull_0;
  logic isFull_1;
  logic [10:0] lastIndex_0;
  logic [10:0] lastIndex_1;
  logic [10:0] lowest_0;
  logic [10:0] lowest_1;
  logic fillBank;
  logic [10:0] fillIndex;
  logic [10:0] groupLargest;
  logic [10:0] vectorLargest;
  logic drainBank;
  logic [10:0] drainIndex;
  logic [34:0] values [0:4095];
  logic [10:0] groupFields [0:63];

  wire [34:0] stored = values[{drainBank, drainIndex}];
  wire [10:0] storedField = stored[33:23];
  wire [10:0] base = drainBank ? lowest_1 : lowest_0;
  wire [10:0] groupField = groupFields[{drainBank, drainIndex[10:6]}];
  wire [10:0] used = base < groupField ? groupField : base;
  wire [10:0] distance = used - storedField;
  wire [4:0] dropped = 5'(distance > 11'd15 ? 11'd16 : distance);
  wire [38:0] aligned = {1'b1, stored[22:0], 15'd0} >> dropped;
  wire [6:0] kept = aligned[38:32];
  wire half = aligned[31];
  wire isBeyondHalf = aligned[30:0] != 31'd0;
  wire increment = half && (isBeyondHalf || kept[0]);
  wire signed [7:0] rounded = 8'(7'(kept + 7'(increment)));
  wire signed [7:0] magnitude = storedField == 11'd0 ? 8'sd0 : rounded;
  wire atEnd = drainIndex == (drainBank ? lastIndex_1 : lastIndex_0);
  wire [7:0] exponentField = input_number[30:23];
  wire isZero = exponentField == 8'd0;
  wire [10:0] moved = 11'(exponentField) + 11'(input_exponent) + 11'd512;
  wire [10:0] field = isZero ? 11'd0 : moved;
  wire startsGroup = fillIndex[5:0] == 6'd0;
  wire [10:0] groupSoFar = startsGroup ? 11'd0 : groupLargest;
  wire roundsUp = input_number[22:16] == 7'd127;
  wire [10:0] needed = isZero ? 11'd0 : moved + 11'(roundsUp);
  wire [10:0] groupNext = groupSoFar < needed ? needed : groupSoFar;
  wire [10:0] vectorNext = vectorLargest < needed ? needed : vectorLargest;
  wire [10:0] lowestNext = vectorNext > 11'd409 ? vectorNext - 11'd20 : 11'd389;

  assign input_ready = !(fillBank ? isFull_1 : isFull_0);
  assign output_valid = drainBank ? isFull_1 : isFull_0;
  assign output_code = stored[34] ? -magnitude : magnitude;
  assign output_shift = 5'(used - base);
  assign output_exponent = base - 11'd645;
  assign output_last = atEnd;

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      values[{fillBank, fillIndex}] <= {input_number[31], field, input_number[22:0]};
      groupFields[{fillBank, fillIndex[10:6]}] <= groupNext;
      if (input_last) begin
        if (fillBank == 1'b0) begin
          lastIndex_0 <= fillIndex;
          lowest_0 <= lowestNext;
        end
        if (fillBank == 1'b1) begin
          lastIndex_1 <= fillIndex;
          lowest_1 <= lowestNext;
        end
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      groupLargest <= 11'd0;
      vectorLargest <= 11'd0;
      fillIndex <= 11'd0;
      fillBank <= 1'b0;
      isFull_0 <= 1'b0;
      isFull_1 <= 1'b0;
      drainIndex <= 11'd0;
      drainBank <= 1'b0;
    end else begin
      if (input_valid && input_ready) begin
        groupLargest <= groupNext;
        vectorLargest <= input_last ? 11'd0 : vectorNext;
        fillIndex <= input_last ? 11'd0 : fillIndex + 11'd1;
        if (input_last) begin
          fillBank <= !fillBank;
          if (fillBank == 1'b0)
            isFull_0 <= 1'b1;
          if (fillBank == 1'b1)
            isFull_1 <= 1'b1;
        end
      end
      if (output_valid && output_ready) begin
        drainIndex <= atEnd ? 11'd0 : drainIndex + 11'd1;
        if (atEnd) begin
          drainBank <= !drainBank;
          if (drainBank == 1'b0)
            isFull_0 <= 1'b0;
          if (drainBank == 1'b1)
            isFull_1 <= 1'b0;
        end
      end
    end
  end

`ifndef SYNTHESIS
  initial begin
    lastIndex_0 = 11'd909;
    lastIndex_1 = 11'd909;
    lowest_0 = 11'd909;
    lowest_1 = 11'd909;
  end
  initial begin : values_initial
    integer i;
    logic [31:0] values_pattern;
    for (i = 0; i < 4096; i = i + 1) begin
      values_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      values[i] = {values_pattern[2:0], values_pattern};
    end
  end
  initial begin : groupFields_initial
    integer i;
    for (i = 0; i < 64; i = i + 1)
      groupFields[i] = ((i[10:0] + 11'd1) * 11'd441) ^ 11'd564;
  end
`endif

`ifdef HWGEN_CHECKS
  wire isInRange_0 = lowest_0 >= 11'd389 && lowest_0 <= 11'd1002;
  wire isInRange_1 = lowest_1 >= 11'd389 && lowest_1 <= 11'd1002;

  always @(posedge clock) begin
    if (!reset) begin
      assert (vectorLargest <= 11'd1022) `HWGEN_ELSE("no exponent lies above 377");
      assert (!isFull_0 || isInRange_0) `HWGEN_ELSE("a vector's exponent lies between -256 and 357");
      assert (!isFull_1 || isInRange_1) `HWGEN_ELSE("a vector's exponent lies between -256 and 357");
      if (input_valid && input_ready) begin
        assume (exponentField != 8'd255) `HWGEN_ELSE("a value is finite");
        if (!input_last) begin
          assume (fillIndex != 11'd2047) `HWGEN_ELSE("a vector has at most 2048 values");
        end
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
