// mac_array: MacArray (Units/MacArray.swift)
//
// A weight-stationary array of multiply-accumulate elements, written over vectors.
//
//   rows     = 16
//   columns  = 16
//   width    = 8
//   sumWidth = 32
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module mac_array (
  input  logic         clock,
  input  logic         load_weights,
  input  logic [127:0] weights,
  input  logic [127:0] activations,
  output logic [511:0] sums
);
  logic [127:0] weights_0 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_0 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_0 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_1 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_1 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_1 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_2 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_2 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_2 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_3 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_3 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_3 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_4 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_4 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_4 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_5 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_5 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_5 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_6 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_6 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_6 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_7 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_7 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_7 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_8 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_8 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_8 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_9 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_9 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_9 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_10 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_10 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_10 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_11 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_11 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_11 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_12 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_12 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_12 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_13 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_13 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_13 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_14 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_14 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_14 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [127:0] weights_15 /* verilator split_var */ `HWGEN_START({4{32'hc0da6b8d}});
  logic [511:0] sums_15 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [119:0] activations_moving_15 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});

  wire [127:0] activations_0 = {activations_moving_0, activations[7:0]};
  wire [127:0] activations_1 = {activations_moving_1, activations[15:8]};
  wire [127:0] activations_2 = {activations_moving_2, activations[23:16]};
  wire [127:0] activations_3 = {activations_moving_3, activations[31:24]};
  wire [127:0] activations_4 = {activations_moving_4, activations[39:32]};
  wire [127:0] activations_5 = {activations_moving_5, activations[47:40]};
  wire [127:0] activations_6 = {activations_moving_6, activations[55:48]};
  wire [127:0] activations_7 = {activations_moving_7, activations[63:56]};
  wire [127:0] activations_8 = {activations_moving_8, activations[71:64]};
  wire [127:0] activations_9 = {activations_moving_9, activations[79:72]};
  wire [127:0] activations_10 = {activations_moving_10, activations[87:80]};
  wire [127:0] activations_11 = {activations_moving_11, activations[95:88]};
  wire [127:0] activations_12 = {activations_moving_12, activations[103:96]};
  wire [127:0] activations_13 = {activations_moving_13, activations[111:104]};
  wire [127:0] activations_14 = {activations_moving_14, activations[119:112]};
  wire [127:0] activations_15 = {activations_moving_15, activations[127:120]};

  assign sums = sums_15;

  always_ff @(posedge clock)
    activations_moving_0 <= activations_0[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_0_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_0[lane*8 +: 8] <= weights[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_lanes
    always_ff @(posedge clock)
      sums_0[lane*32 +: 32] <= $signed(activations_0[lane*8 +: 8]) * $signed(weights_0[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_1 <= activations_1[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_1_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_1[lane*8 +: 8] <= weights_0[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_1_lanes
    always_ff @(posedge clock)
      sums_1[lane*32 +: 32] <= $signed(sums_0[lane*32 +: 32]) + $signed(activations_1[lane*8 +: 8]) *
          $signed(weights_1[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_2 <= activations_2[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_2_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_2[lane*8 +: 8] <= weights_1[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_2_lanes
    always_ff @(posedge clock)
      sums_2[lane*32 +: 32] <= $signed(sums_1[lane*32 +: 32]) + $signed(activations_2[lane*8 +: 8]) *
          $signed(weights_2[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_3 <= activations_3[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_3_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_3[lane*8 +: 8] <= weights_2[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_3_lanes
    always_ff @(posedge clock)
      sums_3[lane*32 +: 32] <= $signed(sums_2[lane*32 +: 32]) + $signed(activations_3[lane*8 +: 8]) *
          $signed(weights_3[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_4 <= activations_4[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_4_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_4[lane*8 +: 8] <= weights_3[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_4_lanes
    always_ff @(posedge clock)
      sums_4[lane*32 +: 32] <= $signed(sums_3[lane*32 +: 32]) + $signed(activations_4[lane*8 +: 8]) *
          $signed(weights_4[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_5 <= activations_5[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_5_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_5[lane*8 +: 8] <= weights_4[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_5_lanes
    always_ff @(posedge clock)
      sums_5[lane*32 +: 32] <= $signed(sums_4[lane*32 +: 32]) + $signed(activations_5[lane*8 +: 8]) *
          $signed(weights_5[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_6 <= activations_6[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_6_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_6[lane*8 +: 8] <= weights_5[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_6_lanes
    always_ff @(posedge clock)
      sums_6[lane*32 +: 32] <= $signed(sums_5[lane*32 +: 32]) + $signed(activations_6[lane*8 +: 8]) *
          $signed(weights_6[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_7 <= activations_7[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_7_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_7[lane*8 +: 8] <= weights_6[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_7_lanes
    always_ff @(posedge clock)
      sums_7[lane*32 +: 32] <= $signed(sums_6[lane*32 +: 32]) + $signed(activations_7[lane*8 +: 8]) *
          $signed(weights_7[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_8 <= activations_8[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_8_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_8[lane*8 +: 8] <= weights_7[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_8_lanes
    always_ff @(posedge clock)
      sums_8[lane*32 +: 32] <= $signed(sums_7[lane*32 +: 32]) + $signed(activations_8[lane*8 +: 8]) *
          $signed(weights_8[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_9 <= activations_9[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_9_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_9[lane*8 +: 8] <= weights_8[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_9_lanes
    always_ff @(posedge clock)
      sums_9[lane*32 +: 32] <= $signed(sums_8[lane*32 +: 32]) + $signed(activations_9[lane*8 +: 8]) *
          $signed(weights_9[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_10 <= activations_10[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_10_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_10[lane*8 +: 8] <= weights_9[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_10_lanes
    always_ff @(posedge clock)
      sums_10[lane*32 +: 32] <= $signed(sums_9[lane*32 +: 32]) + $signed(activations_10[lane*8 +: 8]) *
          $signed(weights_10[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_11 <= activations_11[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_11_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_11[lane*8 +: 8] <= weights_10[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_11_lanes
    always_ff @(posedge clock)
      sums_11[lane*32 +: 32] <= $signed(sums_10[lane*32 +: 32]) + $signed(activations_11[lane*8 +: 8]) *
          $signed(weights_11[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_12 <= activations_12[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_12_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_12[lane*8 +: 8] <= weights_11[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_12_lanes
    always_ff @(posedge clock)
      sums_12[lane*32 +: 32] <= $signed(sums_11[lane*32 +: 32]) + $signed(activations_12[lane*8 +: 8]) *
          $signed(weights_12[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_13 <= activations_13[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_13_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_13[lane*8 +: 8] <= weights_12[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_13_lanes
    always_ff @(posedge clock)
      sums_13[lane*32 +: 32] <= $signed(sums_12[lane*32 +: 32]) + $signed(activations_13[lane*8 +: 8]) *
          $signed(weights_13[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_14 <= activations_14[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_14_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_14[lane*8 +: 8] <= weights_13[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_14_lanes
    always_ff @(posedge clock)
      sums_14[lane*32 +: 32] <= $signed(sums_13[lane*32 +: 32]) + $signed(activations_14[lane*8 +: 8]) *
          $signed(weights_14[lane*8 +: 8]);
  end

  always_ff @(posedge clock)
    activations_moving_15 <= activations_15[119:0];

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : weights_15_lanes
    always_ff @(posedge clock) begin
      if (load_weights)
        weights_15[lane*8 +: 8] <= weights_14[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_15_lanes
    always_ff @(posedge clock)
      sums_15[lane*32 +: 32] <= $signed(sums_14[lane*32 +: 32]) + $signed(activations_15[lane*8 +: 8]) *
          $signed(weights_15[lane*8 +: 8]);
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
