// mac_array: MacArray (Units/MacArray.swift)
//
// A weight-stationary array of multiply-accumulate elements, written over vectors.
//
//   rows     = 16
//   columns  = 16
//   width    = 8
//   sumWidth = 32
module mac_array (
  input  logic         clock,
  input  logic         loadWeights,
  input  logic [127:0] weights,
  input  logic [127:0] activations,
  output logic [511:0] sums
);
  logic [127:0] weights_0;
  logic [511:0] sums_0;
  logic [119:0] moving_0;
  logic [127:0] weights_1;
  logic [511:0] sums_1;
  logic [119:0] moving_1;
  logic [127:0] weights_2;
  logic [511:0] sums_2;
  logic [119:0] moving_2;
  logic [127:0] weights_3;
  logic [511:0] sums_3;
  logic [119:0] moving_3;
  logic [127:0] weights_4;
  logic [511:0] sums_4;
  logic [119:0] moving_4;
  logic [127:0] weights_5;
  logic [511:0] sums_5;
  logic [119:0] moving_5;
  logic [127:0] weights_6;
  logic [511:0] sums_6;
  logic [119:0] moving_6;
  logic [127:0] weights_7;
  logic [511:0] sums_7;
  logic [119:0] moving_7;
  logic [127:0] weights_8;
  logic [511:0] sums_8;
  logic [119:0] moving_8;
  logic [127:0] weights_9;
  logic [511:0] sums_9;
  logic [119:0] moving_9;
  logic [127:0] weights_10;
  logic [511:0] sums_10;
  logic [119:0] moving_10;
  logic [127:0] weights_11;
  logic [511:0] sums_11;
  logic [119:0] moving_11;
  logic [127:0] weights_12;
  logic [511:0] sums_12;
  logic [119:0] moving_12;
  logic [127:0] weights_13;
  logic [511:0] sums_13;
  logic [119:0] moving_13;
  logic [127:0] weights_14;
  logic [511:0] sums_14;
  logic [119:0] moving_14;
  logic [127:0] weights_15;
  logic [511:0] sums_15;
  logic [119:0] moving_15;

  wire [127:0] seen_0 = {moving_0, activations[7:0]};
  wire [127:0] seen_1 = {moving_1, activations[15:8]};
  wire [127:0] seen_2 = {moving_2, activations[23:16]};
  wire [127:0] seen_3 = {moving_3, activations[31:24]};
  wire [127:0] seen_4 = {moving_4, activations[39:32]};
  wire [127:0] seen_5 = {moving_5, activations[47:40]};
  wire [127:0] seen_6 = {moving_6, activations[55:48]};
  wire [127:0] seen_7 = {moving_7, activations[63:56]};
  wire [127:0] seen_8 = {moving_8, activations[71:64]};
  wire [127:0] seen_9 = {moving_9, activations[79:72]};
  wire [127:0] seen_10 = {moving_10, activations[87:80]};
  wire [127:0] seen_11 = {moving_11, activations[95:88]};
  wire [127:0] seen_12 = {moving_12, activations[103:96]};
  wire [127:0] seen_13 = {moving_13, activations[111:104]};
  wire [127:0] seen_14 = {moving_14, activations[119:112]};
  wire [127:0] seen_15 = {moving_15, activations[127:120]};

  assign sums = sums_15;

  always @(posedge clock)
    moving_0 <= seen_0[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_0_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_0[lane*8 +: 8] <= weights[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_lanes
    always @(posedge clock)
      sums_0[lane*32 +: 32] <= $signed(seen_0[lane*8 +: 8]) * $signed(weights_0[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_1 <= seen_1[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_1_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_1[lane*8 +: 8] <= weights_0[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_1_lanes
    always @(posedge clock)
      sums_1[lane*32 +: 32] <= $signed(sums_0[lane*32 +: 32]) + $signed(seen_1[lane*8 +: 8]) *
          $signed(weights_1[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_2 <= seen_2[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_2_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_2[lane*8 +: 8] <= weights_1[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_2_lanes
    always @(posedge clock)
      sums_2[lane*32 +: 32] <= $signed(sums_1[lane*32 +: 32]) + $signed(seen_2[lane*8 +: 8]) *
          $signed(weights_2[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_3 <= seen_3[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_3_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_3[lane*8 +: 8] <= weights_2[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_3_lanes
    always @(posedge clock)
      sums_3[lane*32 +: 32] <= $signed(sums_2[lane*32 +: 32]) + $signed(seen_3[lane*8 +: 8]) *
          $signed(weights_3[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_4 <= seen_4[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_4_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_4[lane*8 +: 8] <= weights_3[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_4_lanes
    always @(posedge clock)
      sums_4[lane*32 +: 32] <= $signed(sums_3[lane*32 +: 32]) + $signed(seen_4[lane*8 +: 8]) *
          $signed(weights_4[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_5 <= seen_5[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_5_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_5[lane*8 +: 8] <= weights_4[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_5_lanes
    always @(posedge clock)
      sums_5[lane*32 +: 32] <= $signed(sums_4[lane*32 +: 32]) + $signed(seen_5[lane*8 +: 8]) *
          $signed(weights_5[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_6 <= seen_6[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_6_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_6[lane*8 +: 8] <= weights_5[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_6_lanes
    always @(posedge clock)
      sums_6[lane*32 +: 32] <= $signed(sums_5[lane*32 +: 32]) + $signed(seen_6[lane*8 +: 8]) *
          $signed(weights_6[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_7 <= seen_7[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_7_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_7[lane*8 +: 8] <= weights_6[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_7_lanes
    always @(posedge clock)
      sums_7[lane*32 +: 32] <= $signed(sums_6[lane*32 +: 32]) + $signed(seen_7[lane*8 +: 8]) *
          $signed(weights_7[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_8 <= seen_8[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_8_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_8[lane*8 +: 8] <= weights_7[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_8_lanes
    always @(posedge clock)
      sums_8[lane*32 +: 32] <= $signed(sums_7[lane*32 +: 32]) + $signed(seen_8[lane*8 +: 8]) *
          $signed(weights_8[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_9 <= seen_9[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_9_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_9[lane*8 +: 8] <= weights_8[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_9_lanes
    always @(posedge clock)
      sums_9[lane*32 +: 32] <= $signed(sums_8[lane*32 +: 32]) + $signed(seen_9[lane*8 +: 8]) *
          $signed(weights_9[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_10 <= seen_10[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_10_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_10[lane*8 +: 8] <= weights_9[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_10_lanes
    always @(posedge clock)
      sums_10[lane*32 +: 32] <= $signed(sums_9[lane*32 +: 32]) + $signed(seen_10[lane*8 +: 8]) *
          $signed(weights_10[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_11 <= seen_11[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_11_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_11[lane*8 +: 8] <= weights_10[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_11_lanes
    always @(posedge clock)
      sums_11[lane*32 +: 32] <= $signed(sums_10[lane*32 +: 32]) + $signed(seen_11[lane*8 +: 8]) *
          $signed(weights_11[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_12 <= seen_12[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_12_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_12[lane*8 +: 8] <= weights_11[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_12_lanes
    always @(posedge clock)
      sums_12[lane*32 +: 32] <= $signed(sums_11[lane*32 +: 32]) + $signed(seen_12[lane*8 +: 8]) *
          $signed(weights_12[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_13 <= seen_13[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_13_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_13[lane*8 +: 8] <= weights_12[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_13_lanes
    always @(posedge clock)
      sums_13[lane*32 +: 32] <= $signed(sums_12[lane*32 +: 32]) + $signed(seen_13[lane*8 +: 8]) *
          $signed(weights_13[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_14 <= seen_14[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_14_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_14[lane*8 +: 8] <= weights_13[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_14_lanes
    always @(posedge clock)
      sums_14[lane*32 +: 32] <= $signed(sums_13[lane*32 +: 32]) + $signed(seen_14[lane*8 +: 8]) *
          $signed(weights_14[lane*8 +: 8]);
  end

  always @(posedge clock)
    moving_15 <= seen_15[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_15_lanes
    always @(posedge clock) begin
      if (loadWeights)
        weights_15[lane*8 +: 8] <= weights_14[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_15_lanes
    always @(posedge clock)
      sums_15[lane*32 +: 32] <= $signed(sums_14[lane*32 +: 32]) + $signed(seen_15[lane*8 +: 8]) *
          $signed(weights_15[lane*8 +: 8]);
  end

`ifndef SYNTHESIS
  initial begin
    moving_0 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_1 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_2 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_3 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_4 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_5 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_6 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_7 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_8 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_9 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_10 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_11 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_12 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_13 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_14 = {24'hda6b8d, {3{32'hc0da6b8d}}};
    moving_15 = {24'hda6b8d, {3{32'hc0da6b8d}}};
  end
  localparam [127:0] INITIAL_128 = {4{32'hc0da6b8d}};
  localparam [511:0] INITIAL_512 = {16{32'hc0da6b8d}};
  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_0_initial
    initial begin
      weights_0[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_0[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_1[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_1[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_2[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_2[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_3[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_3[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_4[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_4[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_5[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_5[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_6[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_6[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_7[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_7[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_8[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_8[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_9[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_9[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_10[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_10[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_11[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_11[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_12[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_12[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_13[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_13[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_14[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_14[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
      weights_15[lane*8 +: 8] = INITIAL_128[lane*8 +: 8];
      sums_15[lane*32 +: 32] = INITIAL_512[lane*32 +: 32];
    end
  end
`endif
endmodule
