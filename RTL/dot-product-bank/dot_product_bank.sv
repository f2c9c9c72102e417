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
  logic signed [7:0] weights_1 [0:63];
  logic signed [7:0] weights_2 [0:63];
  logic signed [7:0] weights_3 [0:63];
  logic signed [7:0] weights_4 [0:63];
  logic signed [7:0] weights_5 [0:63];
  logic signed [7:0] weights_6 [0:63];
  logic signed [7:0] weights_7 [0:63];
  logic signed [7:0] weights_8 [0:63];
  logic signed [7:0] weights_9 [0:63];
  logic signed [7:0] weights_10 [0:63];
  logic signed [7:0] weights_11 [0:63];
  logic signed [7:0] weights_12 [0:63];
  logic signed [7:0] weights_13 [0:63];
  logic signed [7:0] weights_14 [0:63];
  logic signed [7:0] weights_15 [0:63];
  logic signed [7:0] weights_16 [0:63];
  logic signed [7:0] weights_17 [0:63];
  logic signed [7:0] weights_18 [0:63];
  logic signed [7:0] weights_19 [0:63];
  logic signed [7:0] weights_20 [0:63];
  logic signed [7:0] weights_21 [0:63];
  logic signed [7:0] weights_22 [0:63];
  logic signed [7:0] weights_23 [0:63];
  logic signed [7:0] weights_24 [0:63];
  logic signed [7:0] weights_25 [0:63];
  logic signed [7:0] weights_26 [0:63];
  logic signed [7:0] weights_27 [0:63];
  logic signed [7:0] weights_28 [0:63];
  logic signed [7:0] weights_29 [0:63];
  logic signed [7:0] weights_30 [0:63];
  logic signed [7:0] weights_31 [0:63];
  logic signed [31:0] accumulators_0 `HWGEN_START(32'hc0da6b8d), accumulators_1 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_2 `HWGEN_START(32'hc0da6b8d), accumulators_3 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_4 `HWGEN_START(32'hc0da6b8d), accumulators_5 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_6 `HWGEN_START(32'hc0da6b8d), accumulators_7 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_8 `HWGEN_START(32'hc0da6b8d), accumulators_9 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_10 `HWGEN_START(32'hc0da6b8d), accumulators_11 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_12 `HWGEN_START(32'hc0da6b8d), accumulators_13 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_14 `HWGEN_START(32'hc0da6b8d), accumulators_15 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_16 `HWGEN_START(32'hc0da6b8d), accumulators_17 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_18 `HWGEN_START(32'hc0da6b8d), accumulators_19 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_20 `HWGEN_START(32'hc0da6b8d), accumulators_21 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_22 `HWGEN_START(32'hc0da6b8d), accumulators_23 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_24 `HWGEN_START(32'hc0da6b8d), accumulators_25 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_26 `HWGEN_START(32'hc0da6b8d), accumulators_27 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_28 `HWGEN_START(32'hc0da6b8d), accumulators_29 `HWGEN_START(32'hc0da6b8d);
  logic signed [31:0] accumulators_30 `HWGEN_START(32'hc0da6b8d), accumulators_31 `HWGEN_START(32'hc0da6b8d);

  assign sums = {accumulators_31, accumulators_30, accumulators_29, accumulators_28, accumulators_27, accumulators_26,
      accumulators_25, accumulators_24, accumulators_23, accumulators_22, accumulators_21, accumulators_20,
      accumulators_19, accumulators_18, accumulators_17, accumulators_16, accumulators_15, accumulators_14,
      accumulators_13, accumulators_12, accumulators_11, accumulators_10, accumulators_9, accumulators_8,
      accumulators_7, accumulators_6, accumulators_5, accumulators_4, accumulators_3, accumulators_2, accumulators_1,
      accumulators_0};

  always @(posedge clock) begin : activations_reg_update
    integer i;
    for (i = 0; i < 64; i = i + 1)
      activations_reg[i] <= activations[i*8 +: 8];
  end

  always_ff @(posedge clock) begin : accumulators_0_update
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
    accumulators_0 <= clear ? sum_0 : accumulators_0 + sum_0;
    accumulators_1 <= clear ? sum_1 : accumulators_1 + sum_1;
    accumulators_2 <= clear ? sum_2 : accumulators_2 + sum_2;
    accumulators_3 <= clear ? sum_3 : accumulators_3 + sum_3;
    accumulators_4 <= clear ? sum_4 : accumulators_4 + sum_4;
    accumulators_5 <= clear ? sum_5 : accumulators_5 + sum_5;
    accumulators_6 <= clear ? sum_6 : accumulators_6 + sum_6;
    accumulators_7 <= clear ? sum_7 : accumulators_7 + sum_7;
    accumulators_8 <= clear ? sum_8 : accumulators_8 + sum_8;
    accumulators_9 <= clear ? sum_9 : accumulators_9 + sum_9;
    accumulators_10 <= clear ? sum_10 : accumulators_10 + sum_10;
    accumulators_11 <= clear ? sum_11 : accumulators_11 + sum_11;
    accumulators_12 <= clear ? sum_12 : accumulators_12 + sum_12;
    accumulators_13 <= clear ? sum_13 : accumulators_13 + sum_13;
    accumulators_14 <= clear ? sum_14 : accumulators_14 + sum_14;
    accumulators_15 <= clear ? sum_15 : accumulators_15 + sum_15;
    accumulators_16 <= clear ? sum_16 : accumulators_16 + sum_16;
    accumulators_17 <= clear ? sum_17 : accumulators_17 + sum_17;
    accumulators_18 <= clear ? sum_18 : accumulators_18 + sum_18;
    accumulators_19 <= clear ? sum_19 : accumulators_19 + sum_19;
    accumulators_20 <= clear ? sum_20 : accumulators_20 + sum_20;
    accumulators_21 <= clear ? sum_21 : accumulators_21 + sum_21;
    accumulators_22 <= clear ? sum_22 : accumulators_22 + sum_22;
    accumulators_23 <= clear ? sum_23 : accumulators_23 + sum_23;
  end

  always_ff @(posedge clock) begin : accumulators_24_update
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
    accumulators_24 <= clear ? sum_24 : accumulators_24 + sum_24;
    accumulators_25 <= clear ? sum_25 : accumulators_25 + sum_25;
    accumulators_26 <= clear ? sum_26 : accumulators_26 + sum_26;
    accumulators_27 <= clear ? sum_27 : accumulators_27 + sum_27;
    accumulators_28 <= clear ? sum_28 : accumulators_28 + sum_28;
    accumulators_29 <= clear ? sum_29 : accumulators_29 + sum_29;
    accumulators_30 <= clear ? sum_30 : accumulators_30 + sum_30;
    accumulators_31 <= clear ? sum_31 : accumulators_31 + sum_31;
  end

  always @(posedge clock) begin : weights_0_update
    integer i;
    if (load_weights) begin
      if (address == 5'd0)
        for (i = 0; i < 64; i = i + 1)
          weights_0[i] <= weights[i*8 +: 8];
      if (address == 5'd1)
        for (i = 0; i < 64; i = i + 1)
          weights_1[i] <= weights[i*8 +: 8];
      if (address == 5'd2)
        for (i = 0; i < 64; i = i + 1)
          weights_2[i] <= weights[i*8 +: 8];
      if (address == 5'd3)
        for (i = 0; i < 64; i = i + 1)
          weights_3[i] <= weights[i*8 +: 8];
      if (address == 5'd4)
        for (i = 0; i < 64; i = i + 1)
          weights_4[i] <= weights[i*8 +: 8];
      if (address == 5'd5)
        for (i = 0; i < 64; i = i + 1)
          weights_5[i] <= weights[i*8 +: 8];
      if (address == 5'd6)
        for (i = 0; i < 64; i = i + 1)
          weights_6[i] <= weights[i*8 +: 8];
      if (address == 5'd7)
        for (i = 0; i < 64; i = i + 1)
          weights_7[i] <= weights[i*8 +: 8];
      if (address == 5'd8)
        for (i = 0; i < 64; i = i + 1)
          weights_8[i] <= weights[i*8 +: 8];
      if (address == 5'd9)
        for (i = 0; i < 64; i = i + 1)
          weights_9[i] <= weights[i*8 +: 8];
      if (address == 5'd10)
        for (i = 0; i < 64; i = i + 1)
          weights_10[i] <= weights[i*8 +: 8];
      if (address == 5'd11)
        for (i = 0; i < 64; i = i + 1)
          weights_11[i] <= weights[i*8 +: 8];
      if (address == 5'd12)
        for (i = 0; i < 64; i = i + 1)
          weights_12[i] <= weights[i*8 +: 8];
      if (address == 5'd13)
        for (i = 0; i < 64; i = i + 1)
          weights_13[i] <= weights[i*8 +: 8];
      if (address == 5'd14)
        for (i = 0; i < 64; i = i + 1)
          weights_14[i] <= weights[i*8 +: 8];
      if (address == 5'd15)
        for (i = 0; i < 64; i = i + 1)
          weights_15[i] <= weights[i*8 +: 8];
      if (address == 5'd16)
        for (i = 0; i < 64; i = i + 1)
          weights_16[i] <= weights[i*8 +: 8];
      if (address == 5'd17)
        for (i = 0; i < 64; i = i + 1)
          weights_17[i] <= weights[i*8 +: 8];
      if (address == 5'd18)
        for (i = 0; i < 64; i = i + 1)
          weights_18[i] <= weights[i*8 +: 8];
      if (address == 5'd19)
        for (i = 0; i < 64; i = i + 1)
          weights_19[i] <= weights[i*8 +: 8];
      if (address == 5'd20)
        for (i = 0; i < 64; i = i + 1)
          weights_20[i] <= weights[i*8 +: 8];
      if (address == 5'd21)
        for (i = 0; i < 64; i = i + 1)
          weights_21[i] <= weights[i*8 +: 8];
      if (address == 5'd22)
        for (i = 0; i < 64; i = i + 1)
          weights_22[i] <= weights[i*8 +: 8];
      if (address == 5'd23)
        for (i = 0; i < 64; i = i + 1)
          weights_23[i] <= weights[i*8 +: 8];
      if (address == 5'd24)
        for (i = 0; i < 64; i = i + 1)
          weights_24[i] <= weights[i*8 +: 8];
      if (address == 5'd25)
        for (i = 0; i < 64; i = i + 1)
          weights_25[i] <= weights[i*8 +: 8];
      if (address == 5'd26)
        for (i = 0; i < 64; i = i + 1)
          weights_26[i] <= weights[i*8 +: 8];
      if (address == 5'd27)
        for (i = 0; i < 64; i = i + 1)
          weights_27[i] <= weights[i*8 +: 8];
      if (address == 5'd28)
        for (i = 0; i < 64; i = i + 1)
          weights_28[i] <= weights[i*8 +: 8];
      if (address == 5'd29)
        for (i = 0; i < 64; i = i + 1)
          weights_29[i] <= weights[i*8 +: 8];
      if (address == 5'd30)
        for (i = 0; i < 64; i = i + 1)
          weights_30[i] <= weights[i*8 +: 8];
      if (address == 5'd31)
        for (i = 0; i < 64; i = i + 1)
          weights_31[i] <= weights[i*8 +: 8];
    end
  end

`ifndef SYNTHESIS
  initial begin : activations_reg_initial
    integer i;
    logic [511:0] activations_reg_word;
    activations_reg_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1) begin
      activations_reg[i] = activations_reg_word[i*8 +: 8];
      weights_0[i] = activations_reg_word[i*8 +: 8];
      weights_1[i] = activations_reg_word[i*8 +: 8];
      weights_2[i] = activations_reg_word[i*8 +: 8];
      weights_3[i] = activations_reg_word[i*8 +: 8];
      weights_4[i] = activations_reg_word[i*8 +: 8];
      weights_5[i] = activations_reg_word[i*8 +: 8];
      weights_6[i] = activations_reg_word[i*8 +: 8];
      weights_7[i] = activations_reg_word[i*8 +: 8];
      weights_8[i] = activations_reg_word[i*8 +: 8];
      weights_9[i] = activations_reg_word[i*8 +: 8];
      weights_10[i] = activations_reg_word[i*8 +: 8];
      weights_11[i] = activations_reg_word[i*8 +: 8];
      weights_12[i] = activations_reg_word[i*8 +: 8];
      weights_13[i] = activations_reg_word[i*8 +: 8];
      weights_14[i] = activations_reg_word[i*8 +: 8];
      weights_15[i] = activations_reg_word[i*8 +: 8];
      weights_16[i] = activations_reg_word[i*8 +: 8];
      weights_17[i] = activations_reg_word[i*8 +: 8];
      weights_18[i] = activations_reg_word[i*8 +: 8];
      weights_19[i] = activations_reg_word[i*8 +: 8];
      weights_20[i] = activations_reg_word[i*8 +: 8];
      weights_21[i] = activations_reg_word[i*8 +: 8];
      weights_22[i] = activations_reg_word[i*8 +: 8];
      weights_23[i] = activations_reg_word[i*8 +: 8];
      weights_24[i] = activations_reg_word[i*8 +: 8];
      weights_25[i] = activations_reg_word[i*8 +: 8];
      weights_26[i] = activations_reg_word[i*8 +: 8];
      weights_27[i] = activations_reg_word[i*8 +: 8];
      weights_28[i] = activations_reg_word[i*8 +: 8];
      weights_29[i] = activations_reg_word[i*8 +: 8];
      weights_30[i] = activations_reg_word[i*8 +: 8];
      weights_31[i] = activations_reg_word[i*8 +: 8];
    end
  end
`endif
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
