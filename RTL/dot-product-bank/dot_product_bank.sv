// dot_product_bank: DotProductBank (Units/DotProductBank.swift)
//
// Dot products of one activation vector with held weight vectors, each with an accumulator.
//
//   products = 32
//   lanes    = 64
//   width    = 8
//   sumWidth = 32
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module dot_product_bank (
  input  logic          clock,
  input  logic          load_weights,
  input  logic    [4:0] address,
  input  logic  [511:0] weights,
  input  logic  [511:0] activations,
  input  logic          clear,
  output logic [1023:0] sums
);
  logic signed [7:0] activations_reg [0:63];
  logic signed [7:0] weights_0 [0:63];
  logic signed [31:0] accumulator_0 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_1 [0:63];
  logic signed [31:0] accumulator_1 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_2 [0:63];
  logic signed [31:0] accumulator_2 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_3 [0:63];
  logic signed [31:0] accumulator_3 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_4 [0:63];
  logic signed [31:0] accumulator_4 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_5 [0:63];
  logic signed [31:0] accumulator_5 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_6 [0:63];
  logic signed [31:0] accumulator_6 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_7 [0:63];
  logic signed [31:0] accumulator_7 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_8 [0:63];
  logic signed [31:0] accumulator_8 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_9 [0:63];
  logic signed [31:0] accumulator_9 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_10 [0:63];
  logic signed [31:0] accumulator_10 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_11 [0:63];
  logic signed [31:0] accumulator_11 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_12 [0:63];
  logic signed [31:0] accumulator_12 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_13 [0:63];
  logic signed [31:0] accumulator_13 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_14 [0:63];
  logic signed [31:0] accumulator_14 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_15 [0:63];
  logic signed [31:0] accumulator_15 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_16 [0:63];
  logic signed [31:0] accumulator_16 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_17 [0:63];
  logic signed [31:0] accumulator_17 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_18 [0:63];
  logic signed [31:0] accumulator_18 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_19 [0:63];
  logic signed [31:0] accumulator_19 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_20 [0:63];
  logic signed [31:0] accumulator_20 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_21 [0:63];
  logic signed [31:0] accumulator_21 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_22 [0:63];
  logic signed [31:0] accumulator_22 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_23 [0:63];
  logic signed [31:0] accumulator_23 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_24 [0:63];
  logic signed [31:0] accumulator_24 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_25 [0:63];
  logic signed [31:0] accumulator_25 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_26 [0:63];
  logic signed [31:0] accumulator_26 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_27 [0:63];
  logic signed [31:0] accumulator_27 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_28 [0:63];
  logic signed [31:0] accumulator_28 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_29 [0:63];
  logic signed [31:0] accumulator_29 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_30 [0:63];
  logic signed [31:0] accumulator_30 `HWGEN_START(32'hc0da6b8d);
  logic signed [7:0] weights_31 [0:63];
  logic signed [31:0] accumulator_31 `HWGEN_START(32'hc0da6b8d);

  assign sums = {accumulator_31, accumulator_30, accumulator_29, accumulator_28, accumulator_27, accumulator_26,
      accumulator_25, accumulator_24, accumulator_23, accumulator_22, accumulator_21, accumulator_20, accumulator_19,
      accumulator_18, accumulator_17, accumulator_16, accumulator_15, accumulator_14, accumulator_13, accumulator_12,
      accumulator_11, accumulator_10, accumulator_9, accumulator_8, accumulator_7, accumulator_6, accumulator_5,
      accumulator_4, accumulator_3, accumulator_2, accumulator_1, accumulator_0};

  always @(posedge clock) begin : activations_reg_update
    integer i;
    for (i = 0; i < 64; i = i + 1)
      activations_reg[i] <= activations[i*8 +: 8];
  end

  always_ff @(posedge clock) begin : accumulator_0_update
    integer i;
    logic signed [31:0] sum_0, sum_1, sum_2, sum_3, sum_4, sum_5, sum_6, sum_7, sum_8, sum_9, sum_10, sum_11, sum_12;
    logic signed [31:0] sum_13, sum_14, sum_15, sum_16, sum_17, sum_18, sum_19, sum_20, sum_21, sum_22, sum_23;
    sum_0 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_0 = sum_0 + activations_reg[i] * weights_0[i];
    sum_1 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_1 = sum_1 + activations_reg[i] * weights_1[i];
    sum_2 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_2 = sum_2 + activations_reg[i] * weights_2[i];
    sum_3 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_3 = sum_3 + activations_reg[i] * weights_3[i];
    sum_4 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_4 = sum_4 + activations_reg[i] * weights_4[i];
    sum_5 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_5 = sum_5 + activations_reg[i] * weights_5[i];
    sum_6 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_6 = sum_6 + activations_reg[i] * weights_6[i];
    sum_7 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_7 = sum_7 + activations_reg[i] * weights_7[i];
    sum_8 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_8 = sum_8 + activations_reg[i] * weights_8[i];
    sum_9 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_9 = sum_9 + activations_reg[i] * weights_9[i];
    sum_10 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_10 = sum_10 + activations_reg[i] * weights_10[i];
    sum_11 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_11 = sum_11 + activations_reg[i] * weights_11[i];
    sum_12 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_12 = sum_12 + activations_reg[i] * weights_12[i];
    sum_13 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_13 = sum_13 + activations_reg[i] * weights_13[i];
    sum_14 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_14 = sum_14 + activations_reg[i] * weights_14[i];
    sum_15 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_15 = sum_15 + activations_reg[i] * weights_15[i];
    sum_16 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_16 = sum_16 + activations_reg[i] * weights_16[i];
    sum_17 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_17 = sum_17 + activations_reg[i] * weights_17[i];
    sum_18 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_18 = sum_18 + activations_reg[i] * weights_18[i];
    sum_19 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_19 = sum_19 + activations_reg[i] * weights_19[i];
    sum_20 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_20 = sum_20 + activations_reg[i] * weights_20[i];
    sum_21 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_21 = sum_21 + activations_reg[i] * weights_21[i];
    sum_22 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_22 = sum_22 + activations_reg[i] * weights_22[i];
    sum_23 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_23 = sum_23 + activations_reg[i] * weights_23[i];
    accumulator_0 <= clear ? sum_0 : accumulator_0 + sum_0;
    accumulator_1 <= clear ? sum_1 : accumulator_1 + sum_1;
    accumulator_2 <= clear ? sum_2 : accumulator_2 + sum_2;
    accumulator_3 <= clear ? sum_3 : accumulator_3 + sum_3;
    accumulator_4 <= clear ? sum_4 : accumulator_4 + sum_4;
    accumulator_5 <= clear ? sum_5 : accumulator_5 + sum_5;
    accumulator_6 <= clear ? sum_6 : accumulator_6 + sum_6;
    accumulator_7 <= clear ? sum_7 : accumulator_7 + sum_7;
    accumulator_8 <= clear ? sum_8 : accumulator_8 + sum_8;
    accumulator_9 <= clear ? sum_9 : accumulator_9 + sum_9;
    accumulator_10 <= clear ? sum_10 : accumulator_10 + sum_10;
    accumulator_11 <= clear ? sum_11 : accumulator_11 + sum_11;
    accumulator_12 <= clear ? sum_12 : accumulator_12 + sum_12;
    accumulator_13 <= clear ? sum_13 : accumulator_13 + sum_13;
    accumulator_14 <= clear ? sum_14 : accumulator_14 + sum_14;
    accumulator_15 <= clear ? sum_15 : accumulator_15 + sum_15;
    accumulator_16 <= clear ? sum_16 : accumulator_16 + sum_16;
    accumulator_17 <= clear ? sum_17 : accumulator_17 + sum_17;
    accumulator_18 <= clear ? sum_18 : accumulator_18 + sum_18;
    accumulator_19 <= clear ? sum_19 : accumulator_19 + sum_19;
    accumulator_20 <= clear ? sum_20 : accumulator_20 + sum_20;
    accumulator_21 <= clear ? sum_21 : accumulator_21 + sum_21;
    accumulator_22 <= clear ? sum_22 : accumulator_22 + sum_22;
    accumulator_23 <= clear ? sum_23 : accumulator_23 + sum_23;
  end

  always @(posedge clock) begin : weights_0_update
    integer i;
    if (load_weights && address == 5'd0)
      for (i = 0; i < 64; i = i + 1)
        weights_0[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_1_update
    integer i;
    if (load_weights && address == 5'd1)
      for (i = 0; i < 64; i = i + 1)
        weights_1[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_2_update
    integer i;
    if (load_weights && address == 5'd2)
      for (i = 0; i < 64; i = i + 1)
        weights_2[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_3_update
    integer i;
    if (load_weights && address == 5'd3)
      for (i = 0; i < 64; i = i + 1)
        weights_3[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_4_update
    integer i;
    if (load_weights && address == 5'd4)
      for (i = 0; i < 64; i = i + 1)
        weights_4[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_5_update
    integer i;
    if (load_weights && address == 5'd5)
      for (i = 0; i < 64; i = i + 1)
        weights_5[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_6_update
    integer i;
    if (load_weights && address == 5'd6)
      for (i = 0; i < 64; i = i + 1)
        weights_6[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_7_update
    integer i;
    if (load_weights && address == 5'd7)
      for (i = 0; i < 64; i = i + 1)
        weights_7[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_8_update
    integer i;
    if (load_weights && address == 5'd8)
      for (i = 0; i < 64; i = i + 1)
        weights_8[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_9_update
    integer i;
    if (load_weights && address == 5'd9)
      for (i = 0; i < 64; i = i + 1)
        weights_9[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_10_update
    integer i;
    if (load_weights && address == 5'd10)
      for (i = 0; i < 64; i = i + 1)
        weights_10[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_11_update
    integer i;
    if (load_weights && address == 5'd11)
      for (i = 0; i < 64; i = i + 1)
        weights_11[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_12_update
    integer i;
    if (load_weights && address == 5'd12)
      for (i = 0; i < 64; i = i + 1)
        weights_12[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_13_update
    integer i;
    if (load_weights && address == 5'd13)
      for (i = 0; i < 64; i = i + 1)
        weights_13[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_14_update
    integer i;
    if (load_weights && address == 5'd14)
      for (i = 0; i < 64; i = i + 1)
        weights_14[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_15_update
    integer i;
    if (load_weights && address == 5'd15)
      for (i = 0; i < 64; i = i + 1)
        weights_15[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_16_update
    integer i;
    if (load_weights && address == 5'd16)
      for (i = 0; i < 64; i = i + 1)
        weights_16[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_17_update
    integer i;
    if (load_weights && address == 5'd17)
      for (i = 0; i < 64; i = i + 1)
        weights_17[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_18_update
    integer i;
    if (load_weights && address == 5'd18)
      for (i = 0; i < 64; i = i + 1)
        weights_18[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_19_update
    integer i;
    if (load_weights && address == 5'd19)
      for (i = 0; i < 64; i = i + 1)
        weights_19[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_20_update
    integer i;
    if (load_weights && address == 5'd20)
      for (i = 0; i < 64; i = i + 1)
        weights_20[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_21_update
    integer i;
    if (load_weights && address == 5'd21)
      for (i = 0; i < 64; i = i + 1)
        weights_21[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_22_update
    integer i;
    if (load_weights && address == 5'd22)
      for (i = 0; i < 64; i = i + 1)
        weights_22[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_23_update
    integer i;
    if (load_weights && address == 5'd23)
      for (i = 0; i < 64; i = i + 1)
        weights_23[i] <= weights[i*8 +: 8];
  end

  always_ff @(posedge clock) begin : accumulator_24_update
    integer i;
    logic signed [31:0] sum_24, sum_25, sum_26, sum_27, sum_28, sum_29, sum_30, sum_31;
    sum_24 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_24 = sum_24 + activations_reg[i] * weights_24[i];
    sum_25 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_25 = sum_25 + activations_reg[i] * weights_25[i];
    sum_26 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_26 = sum_26 + activations_reg[i] * weights_26[i];
    sum_27 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_27 = sum_27 + activations_reg[i] * weights_27[i];
    sum_28 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_28 = sum_28 + activations_reg[i] * weights_28[i];
    sum_29 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_29 = sum_29 + activations_reg[i] * weights_29[i];
    sum_30 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_30 = sum_30 + activations_reg[i] * weights_30[i];
    sum_31 = 32'sd0;
    for (i = 0; i < 64; i = i + 1)
      sum_31 = sum_31 + activations_reg[i] * weights_31[i];
    accumulator_24 <= clear ? sum_24 : accumulator_24 + sum_24;
    accumulator_25 <= clear ? sum_25 : accumulator_25 + sum_25;
    accumulator_26 <= clear ? sum_26 : accumulator_26 + sum_26;
    accumulator_27 <= clear ? sum_27 : accumulator_27 + sum_27;
    accumulator_28 <= clear ? sum_28 : accumulator_28 + sum_28;
    accumulator_29 <= clear ? sum_29 : accumulator_29 + sum_29;
    accumulator_30 <= clear ? sum_30 : accumulator_30 + sum_30;
    accumulator_31 <= clear ? sum_31 : accumulator_31 + sum_31;
  end

  always @(posedge clock) begin : weights_24_update
    integer i;
    if (load_weights && address == 5'd24)
      for (i = 0; i < 64; i = i + 1)
        weights_24[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_25_update
    integer i;
    if (load_weights && address == 5'd25)
      for (i = 0; i < 64; i = i + 1)
        weights_25[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_26_update
    integer i;
    if (load_weights && address == 5'd26)
      for (i = 0; i < 64; i = i + 1)
        weights_26[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_27_update
    integer i;
    if (load_weights && address == 5'd27)
      for (i = 0; i < 64; i = i + 1)
        weights_27[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_28_update
    integer i;
    if (load_weights && address == 5'd28)
      for (i = 0; i < 64; i = i + 1)
        weights_28[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_29_update
    integer i;
    if (load_weights && address == 5'd29)
      for (i = 0; i < 64; i = i + 1)
        weights_29[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_30_update
    integer i;
    if (load_weights && address == 5'd30)
      for (i = 0; i < 64; i = i + 1)
        weights_30[i] <= weights[i*8 +: 8];
  end

  always @(posedge clock) begin : weights_31_update
    integer i;
    if (load_weights && address == 5'd31)
      for (i = 0; i < 64; i = i + 1)
        weights_31[i] <= weights[i*8 +: 8];
  end

`ifndef SYNTHESIS
  initial begin : activations_reg_initial
    integer i;
    logic [511:0] activations_reg_word, weights_0_word, weights_1_word, weights_2_word, weights_3_word, weights_4_word;
    logic [511:0] weights_5_word, weights_6_word, weights_7_word, weights_8_word, weights_9_word, weights_10_word;
    logic [511:0] weights_11_word, weights_12_word, weights_13_word, weights_14_word, weights_15_word, weights_16_word;
    logic [511:0] weights_17_word, weights_18_word, weights_19_word, weights_20_word, weights_21_word, weights_22_word;
    logic [511:0] weights_23_word, weights_24_word, weights_25_word, weights_26_word, weights_27_word, weights_28_word;
    logic [511:0] weights_29_word, weights_30_word, weights_31_word;
    activations_reg_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      activations_reg[i] = activations_reg_word[i*8 +: 8];
    weights_0_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_0[i] = weights_0_word[i*8 +: 8];
    weights_1_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_1[i] = weights_1_word[i*8 +: 8];
    weights_2_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_2[i] = weights_2_word[i*8 +: 8];
    weights_3_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_3[i] = weights_3_word[i*8 +: 8];
    weights_4_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_4[i] = weights_4_word[i*8 +: 8];
    weights_5_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_5[i] = weights_5_word[i*8 +: 8];
    weights_6_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_6[i] = weights_6_word[i*8 +: 8];
    weights_7_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_7[i] = weights_7_word[i*8 +: 8];
    weights_8_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_8[i] = weights_8_word[i*8 +: 8];
    weights_9_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_9[i] = weights_9_word[i*8 +: 8];
    weights_10_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_10[i] = weights_10_word[i*8 +: 8];
    weights_11_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_11[i] = weights_11_word[i*8 +: 8];
    weights_12_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_12[i] = weights_12_word[i*8 +: 8];
    weights_13_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_13[i] = weights_13_word[i*8 +: 8];
    weights_14_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_14[i] = weights_14_word[i*8 +: 8];
    weights_15_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_15[i] = weights_15_word[i*8 +: 8];
    weights_16_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_16[i] = weights_16_word[i*8 +: 8];
    weights_17_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_17[i] = weights_17_word[i*8 +: 8];
    weights_18_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_18[i] = weights_18_word[i*8 +: 8];
    weights_19_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_19[i] = weights_19_word[i*8 +: 8];
    weights_20_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_20[i] = weights_20_word[i*8 +: 8];
    weights_21_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_21[i] = weights_21_word[i*8 +: 8];
    weights_22_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_22[i] = weights_22_word[i*8 +: 8];
    weights_23_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_23[i] = weights_23_word[i*8 +: 8];
    weights_24_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_24[i] = weights_24_word[i*8 +: 8];
    weights_25_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_25[i] = weights_25_word[i*8 +: 8];
    weights_26_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_26[i] = weights_26_word[i*8 +: 8];
    weights_27_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_27[i] = weights_27_word[i*8 +: 8];
    weights_28_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_28[i] = weights_28_word[i*8 +: 8];
    weights_29_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_29[i] = weights_29_word[i*8 +: 8];
    weights_30_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_30[i] = weights_30_word[i*8 +: 8];
    weights_31_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      weights_31[i] = weights_31_word[i*8 +: 8];
  end
`endif
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
