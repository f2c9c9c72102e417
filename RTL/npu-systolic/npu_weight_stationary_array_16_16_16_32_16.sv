// npu_weight_stationary_array_16_16_16_32_16: NPUWeightStationaryArray (Units/NPUWeightStationaryArray.swift)
//
// Multiply-accumulate elements that hold two banks of weights; activations pass.
//
//   rows     = 16
//   columns  = 16
//   reach    = 16
//   sumWidth = 32
//   tagWidth = 16
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module npu_weight_stationary_array_16_16_16_32_16 (
  input  logic         clock,
  input  logic         reset,
  input  logic         advance,
  input  logic         write,
  input  logic         write_bank,
  input  logic   [3:0] write_row,
  input  logic [127:0] weights,
  input  logic         issue,
  input  logic         bank,
  input  logic [127:0] activations,
  input  logic  [15:0] tag,
  output logic         valid,
  output logic [511:0] partials,
  output logic  [15:0] partial_tag `HWGEN_START(16'h6b8d),
  output logic         is_occupied
);
  logic [16:0] wave;
  logic [15:0] banks `HWGEN_START(16'h6b8d), tag_0 `HWGEN_START(16'h6b8d);
  logic [127:0] passing_0 `HWGEN_START({4{32'hc0da6b8d}});
  logic [15:0] tag_1 `HWGEN_START(16'h6b8d);
  logic [119:0] passing_1 `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [15:0] tag_2 `HWGEN_START(16'h6b8d);
  logic [111:0] passing_2 `HWGEN_START({16'h6b8d,{3{32'hc0da6b8d}}});
  logic [15:0] tag_3 `HWGEN_START(16'h6b8d);
  logic [103:0] passing_3 `HWGEN_START({8'h8d,{3{32'hc0da6b8d}}});
  logic [15:0] tag_4 `HWGEN_START(16'h6b8d);
  logic [95:0] passing_4 `HWGEN_START({3{32'hc0da6b8d}});
  logic [15:0] tag_5 `HWGEN_START(16'h6b8d);
  logic [87:0] passing_5 `HWGEN_START({24'hda6b8d,{2{32'hc0da6b8d}}});
  logic [15:0] tag_6 `HWGEN_START(16'h6b8d);
  logic [79:0] passing_6 `HWGEN_START({16'h6b8d,{2{32'hc0da6b8d}}});
  logic [15:0] tag_7 `HWGEN_START(16'h6b8d);
  logic [71:0] passing_7 `HWGEN_START({8'h8d,{2{32'hc0da6b8d}}});
  logic [15:0] tag_8 `HWGEN_START(16'h6b8d);
  logic [63:0] passing_8 `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic [15:0] tag_9 `HWGEN_START(16'h6b8d);
  logic [55:0] passing_9 `HWGEN_START(56'hda6b8dc0da6b8d);
  logic [15:0] tag_10 `HWGEN_START(16'h6b8d);
  logic [47:0] passing_10 `HWGEN_START(48'h6b8dc0da6b8d);
  logic [15:0] tag_11 `HWGEN_START(16'h6b8d);
  logic [39:0] passing_11 `HWGEN_START(40'h8dc0da6b8d);
  logic [15:0] tag_12 `HWGEN_START(16'h6b8d);
  logic [31:0] passing_12 `HWGEN_START(32'hc0da6b8d);
  logic [15:0] tag_13 `HWGEN_START(16'h6b8d);
  logic [23:0] passing_13 `HWGEN_START(24'hda6b8d);
  logic [15:0] tag_14 `HWGEN_START(16'h6b8d), passing_14 `HWGEN_START(16'h6b8d), tag_15 `HWGEN_START(16'h6b8d);
  logic [7:0] passing_15 `HWGEN_START(8'h8d);
  logic [511:0] sums_0_0 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_1 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_2 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_3 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_4 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_5 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_6 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_7 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_8 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_9 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_10 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_11 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_12 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_13 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_14 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic [511:0] sums_0_15 /* verilator split_var */ `HWGEN_START({16{32'hc0da6b8d}});
  logic signed [7:0] store_0 [0:31][0:15];

  wire moves_0 = advance && issue;
  wire moves_1 = advance && wave[0];
  wire moves_2 = advance && wave[1];
  wire moves_3 = advance && wave[2];
  wire moves_4 = advance && wave[3];
  wire moves_5 = advance && wave[4];
  wire moves_6 = advance && wave[5];
  wire moves_7 = advance && wave[6];
  wire moves_8 = advance && wave[7];
  wire moves_9 = advance && wave[8];
  wire moves_10 = advance && wave[9];
  wire moves_11 = advance && wave[10];
  wire moves_12 = advance && wave[11];
  wire moves_13 = advance && wave[12];
  wire moves_14 = advance && wave[13];
  wire moves_15 = advance && wave[14];
  wire moves_16 = advance && wave[15];
  wire [4:0] row_and_bank_0 = {write_row, write_bank};
  wire [4:0] word_0_0 = {4'd0, banks[0]};
  wire signed [7:0] activation_0_0 = passing_0[7:0];
  wire [4:0] word_0_1 = {4'd1, banks[1]};
  wire signed [7:0] activation_0_1 = passing_1[7:0];
  wire [4:0] word_0_2 = {4'd2, banks[2]};
  wire signed [7:0] activation_0_2 = passing_2[7:0];
  wire [4:0] word_0_3 = {4'd3, banks[3]};
  wire signed [7:0] activation_0_3 = passing_3[7:0];
  wire [4:0] word_0_4 = {4'd4, banks[4]};
  wire signed [7:0] activation_0_4 = passing_4[7:0];
  wire [4:0] word_0_5 = {4'd5, banks[5]};
  wire signed [7:0] activation_0_5 = passing_5[7:0];
  wire [4:0] word_0_6 = {4'd6, banks[6]};
  wire signed [7:0] activation_0_6 = passing_6[7:0];
  wire [4:0] word_0_7 = {4'd7, banks[7]};
  wire signed [7:0] activation_0_7 = passing_7[7:0];
  wire [4:0] word_0_8 = {4'd8, banks[8]};
  wire signed [7:0] activation_0_8 = passing_8[7:0];
  wire [4:0] word_0_9 = {4'd9, banks[9]};
  wire signed [7:0] activation_0_9 = passing_9[7:0];
  wire [4:0] word_0_10 = {4'd10, banks[10]};
  wire signed [7:0] activation_0_10 = passing_10[7:0];
  wire [4:0] word_0_11 = {4'd11, banks[11]};
  wire signed [7:0] activation_0_11 = passing_11[7:0];
  wire [4:0] word_0_12 = {4'd12, banks[12]};
  wire signed [7:0] activation_0_12 = passing_12[7:0];
  wire [4:0] word_0_13 = {4'd13, banks[13]};
  wire signed [7:0] activation_0_13 = passing_13[7:0];
  wire [4:0] word_0_14 = {4'd14, banks[14]};
  wire signed [7:0] activation_0_14 = passing_14[7:0];
  wire [4:0] word_0_15 = {4'd15, banks[15]};
  wire signed [7:0] activation_0_15 = passing_15;

  assign valid = wave[16];
  assign is_occupied = |wave;
  assign partials = sums_0_15;

  always_ff @(posedge clock) begin
    if (reset)
      wave <= 17'd0;
    else if (advance)
      wave <= {wave[15:0], issue};
  end

  always_ff @(posedge clock) begin
    if (advance)
      banks <= {banks[14:0], bank};
  end

  always_ff @(posedge clock) begin
    if (moves_0) begin
      tag_0 <= tag;
      passing_0 <= activations;
    end
  end

  always_ff @(posedge clock) begin
    if (moves_1) begin
      tag_1 <= tag_0;
      passing_1 <= passing_0[127:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_2) begin
      tag_2 <= tag_1;
      passing_2 <= passing_1[119:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_3) begin
      tag_3 <= tag_2;
      passing_3 <= passing_2[111:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_4) begin
      tag_4 <= tag_3;
      passing_4 <= passing_3[103:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_5) begin
      tag_5 <= tag_4;
      passing_5 <= passing_4[95:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_6) begin
      tag_6 <= tag_5;
      passing_6 <= passing_5[87:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_7) begin
      tag_7 <= tag_6;
      passing_7 <= passing_6[79:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_8) begin
      tag_8 <= tag_7;
      passing_8 <= passing_7[71:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_9) begin
      tag_9 <= tag_8;
      passing_9 <= passing_8[63:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_10) begin
      tag_10 <= tag_9;
      passing_10 <= passing_9[55:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_11) begin
      tag_11 <= tag_10;
      passing_11 <= passing_10[47:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_12) begin
      tag_12 <= tag_11;
      passing_12 <= passing_11[39:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_13) begin
      tag_13 <= tag_12;
      passing_13 <= passing_12[31:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_14) begin
      tag_14 <= tag_13;
      passing_14 <= passing_13[23:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_15) begin
      tag_15 <= tag_14;
      passing_15 <= passing_14[15:8];
    end
  end

  always_ff @(posedge clock) begin
    if (moves_16)
      partial_tag <= tag_15;
  end

  always @(posedge clock) begin : store_0_update
    integer i;
    if (write)
      for (i = 0; i < 16; i = i + 1)
        store_0[row_and_bank_0][i] <= weights[i*8 +: 8];
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_0_lanes
    always_ff @(posedge clock) begin
      if (moves_1)
        sums_0_0[lane*32 +: 32] <= store_0[word_0_0][lane] * activation_0_0;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_1_lanes
    always_ff @(posedge clock) begin
      if (moves_2)
        sums_0_1[lane*32 +: 32] <= $signed(sums_0_0[lane*32 +: 32]) + store_0[word_0_1][lane] * activation_0_1;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_2_lanes
    always_ff @(posedge clock) begin
      if (moves_3)
        sums_0_2[lane*32 +: 32] <= $signed(sums_0_1[lane*32 +: 32]) + store_0[word_0_2][lane] * activation_0_2;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_3_lanes
    always_ff @(posedge clock) begin
      if (moves_4)
        sums_0_3[lane*32 +: 32] <= $signed(sums_0_2[lane*32 +: 32]) + store_0[word_0_3][lane] * activation_0_3;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_4_lanes
    always_ff @(posedge clock) begin
      if (moves_5)
        sums_0_4[lane*32 +: 32] <= $signed(sums_0_3[lane*32 +: 32]) + store_0[word_0_4][lane] * activation_0_4;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_5_lanes
    always_ff @(posedge clock) begin
      if (moves_6)
        sums_0_5[lane*32 +: 32] <= $signed(sums_0_4[lane*32 +: 32]) + store_0[word_0_5][lane] * activation_0_5;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_6_lanes
    always_ff @(posedge clock) begin
      if (moves_7)
        sums_0_6[lane*32 +: 32] <= $signed(sums_0_5[lane*32 +: 32]) + store_0[word_0_6][lane] * activation_0_6;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_7_lanes
    always_ff @(posedge clock) begin
      if (moves_8)
        sums_0_7[lane*32 +: 32] <= $signed(sums_0_6[lane*32 +: 32]) + store_0[word_0_7][lane] * activation_0_7;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_8_lanes
    always_ff @(posedge clock) begin
      if (moves_9)
        sums_0_8[lane*32 +: 32] <= $signed(sums_0_7[lane*32 +: 32]) + store_0[word_0_8][lane] * activation_0_8;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_9_lanes
    always_ff @(posedge clock) begin
      if (moves_10)
        sums_0_9[lane*32 +: 32] <= $signed(sums_0_8[lane*32 +: 32]) + store_0[word_0_9][lane] * activation_0_9;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_10_lanes
    always_ff @(posedge clock) begin
      if (moves_11)
        sums_0_10[lane*32 +: 32] <= $signed(sums_0_9[lane*32 +: 32]) + store_0[word_0_10][lane] * activation_0_10;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_11_lanes
    always_ff @(posedge clock) begin
      if (moves_12)
        sums_0_11[lane*32 +: 32] <= $signed(sums_0_10[lane*32 +: 32]) + store_0[word_0_11][lane] * activation_0_11;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_12_lanes
    always_ff @(posedge clock) begin
      if (moves_13)
        sums_0_12[lane*32 +: 32] <= $signed(sums_0_11[lane*32 +: 32]) + store_0[word_0_12][lane] * activation_0_12;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_13_lanes
    always_ff @(posedge clock) begin
      if (moves_14)
        sums_0_13[lane*32 +: 32] <= $signed(sums_0_12[lane*32 +: 32]) + store_0[word_0_13][lane] * activation_0_13;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_14_lanes
    always_ff @(posedge clock) begin
      if (moves_15)
        sums_0_14[lane*32 +: 32] <= $signed(sums_0_13[lane*32 +: 32]) + store_0[word_0_14][lane] * activation_0_14;
    end
  end

  for (genvar lane = 0; lane < 16; lane = lane + 1) begin : sums_0_15_lanes
    always_ff @(posedge clock) begin
      if (moves_16)
        sums_0_15[lane*32 +: 32] <= $signed(sums_0_14[lane*32 +: 32]) + store_0[word_0_15][lane] * activation_0_15;
    end
  end

`ifndef SYNTHESIS
  initial begin : store_0_initial
    integer i, j;
    logic [31:0] store_0_pattern;
    logic [127:0] store_0_word;
    for (i = 0; i < 32; i = i + 1) begin
      store_0_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      store_0_word = {store_0_pattern, store_0_pattern, store_0_pattern, store_0_pattern};
      for (j = 0; j < 16; j = j + 1)
        store_0[i][j] = store_0_word[j*8 +: 8];
    end
  end
`endif
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
