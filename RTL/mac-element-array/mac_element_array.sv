// mac_element_array: MacElementArray (Units/MacElementArray.swift)
//
// A weight-stationary array of multiply-accumulate elements, an instance each.
//
//   rows      = 16
//   columns   = 16
//   width     = 8
//   sumWidth  = 32
//   structure = plain
module mac_element_array (
  input  logic         clock,
  input  logic         loadWeights,
  input  logic [127:0] weights,
  input  logic [127:0] activations,
  output logic [511:0] sums
);
  wire signed [7:0] one_0_0_weight;
  wire signed [7:0] one_0_0_activation;
  wire signed [31:0] one_0_0_sum;
  wire signed [7:0] one_0_1_weight;
  wire signed [7:0] one_0_1_activation;
  wire signed [31:0] one_0_1_sum;
  wire signed [7:0] one_0_2_weight;
  wire signed [7:0] one_0_2_activation;
  wire signed [31:0] one_0_2_sum;
  wire signed [7:0] one_0_3_weight;
  wire signed [7:0] one_0_3_activation;
  wire signed [31:0] one_0_3_sum;
  wire signed [7:0] one_0_4_weight;
  wire signed [7:0] one_0_4_activation;
  wire signed [31:0] one_0_4_sum;
  wire signed [7:0] one_0_5_weight;
  wire signed [7:0] one_0_5_activation;
  wire signed [31:0] one_0_5_sum;
  wire signed [7:0] one_0_6_weight;
  wire signed [7:0] one_0_6_activation;
  wire signed [31:0] one_0_6_sum;
  wire signed [7:0] one_0_7_weight;
  wire signed [7:0] one_0_7_activation;
  wire signed [31:0] one_0_7_sum;
  wire signed [7:0] one_0_8_weight;
  wire signed [7:0] one_0_8_activation;
  wire signed [31:0] one_0_8_sum;
  wire signed [7:0] one_0_9_weight;
  wire signed [7:0] one_0_9_activation;
  wire signed [31:0] one_0_9_sum;
  wire signed [7:0] one_0_10_weight;
  wire signed [7:0] one_0_10_activation;
  wire signed [31:0] one_0_10_sum;
  wire signed [7:0] one_0_11_weight;
  wire signed [7:0] one_0_11_activation;
  wire signed [31:0] one_0_11_sum;
  wire signed [7:0] one_0_12_weight;
  wire signed [7:0] one_0_12_activation;
  wire signed [31:0] one_0_12_sum;
  wire signed [7:0] one_0_13_weight;
  wire signed [7:0] one_0_13_activation;
  wire signed [31:0] one_0_13_sum;
  wire signed [7:0] one_0_14_weight;
  wire signed [7:0] one_0_14_activation;
  wire signed [31:0] one_0_14_sum;
  wire signed [7:0] one_0_15_weight;
  wire signed [31:0] one_0_15_sum;
  wire signed [7:0] one_1_0_weight;
  wire signed [7:0] one_1_0_activation;
  wire signed [31:0] one_1_0_sum;
  wire signed [7:0] one_1_1_weight;
  wire signed [7:0] one_1_1_activation;
  wire signed [31:0] one_1_1_sum;
  wire signed [7:0] one_1_2_weight;
  wire signed [7:0] one_1_2_activation;
  wire signed [31:0] one_1_2_sum;
  wire signed [7:0] one_1_3_weight;
  wire signed [7:0] one_1_3_activation;
  wire signed [31:0] one_1_3_sum;
  wire signed [7:0] one_1_4_weight;
  wire signed [7:0] one_1_4_activation;
  wire signed [31:0] one_1_4_sum;
  wire signed [7:0] one_1_5_weight;
  wire signed [7:0] one_1_5_activation;
  wire signed [31:0] one_1_5_sum;
  wire signed [7:0] one_1_6_weight;
  wire signed [7:0] one_1_6_activation;
  wire signed [31:0] one_1_6_sum;
  wire signed [7:0] one_1_7_weight;
  wire signed [7:0] one_1_7_activation;
  wire signed [31:0] one_1_7_sum;
  wire signed [7:0] one_1_8_weight;
  wire signed [7:0] one_1_8_activation;
  wire signed [31:0] one_1_8_sum;
  wire signed [7:0] one_1_9_weight;
  wire signed [7:0] one_1_9_activation;
  wire signed [31:0] one_1_9_sum;
  wire signed [7:0] one_1_10_weight;
  wire signed [7:0] one_1_10_activation;
  wire signed [31:0] one_1_10_sum;
  wire signed [7:0] one_1_11_weight;
  wire signed [7:0] one_1_11_activation;
  wire signed [31:0] one_1_11_sum;
  wire signed [7:0] one_1_12_weight;
  wire signed [7:0] one_1_12_activation;
  wire signed [31:0] one_1_12_sum;
  wire signed [7:0] one_1_13_weight;
  wire signed [7:0] one_1_13_activation;
  wire signed [31:0] one_1_13_sum;
  wire signed [7:0] one_1_14_weight;
  wire signed [7:0] one_1_14_activation;
  wire signed [31:0] one_1_14_sum;
  wire signed [7:0] one_1_15_weight;
  wire signed [31:0] one_1_15_sum;
  wire signed [7:0] one_2_0_weight;
  wire signed [7:0] one_2_0_activation;
  wire signed [31:0] one_2_0_sum;
  wire signed [7:0] one_2_1_weight;
  wire signed [7:0] one_2_1_activation;
  wire signed [31:0] one_2_1_sum;
  wire signed [7:0] one_2_2_weight;
  wire signed [7:0] one_2_2_activation;
  wire signed [31:0] one_2_2_sum;
  wire signed [7:0] one_2_3_weight;
  wire signed [7:0] one_2_3_activation;
  wire signed [31:0] one_2_3_sum;
  wire signed [7:0] one_2_4_weight;
  wire signed [7:0] one_2_4_activation;
  wire signed [31:0] one_2_4_sum;
  wire signed [7:0] one_2_5_weight;
  wire signed [7:0] one_2_5_activation;
  wire signed [31:0] one_2_5_sum;
  wire signed [7:0] one_2_6_weight;
  wire signed [7:0] one_2_6_activation;
  wire signed [31:0] one_2_6_sum;
  wire signed [7:0] one_2_7_weight;
  wire signed [7:0] one_2_7_activation;
  wire signed [31:0] one_2_7_sum;
  wire signed [7:0] one_2_8_weight;
  wire signed [7:0] one_2_8_activation;
  wire signed [31:0] one_2_8_sum;
  wire signed [7:0] one_2_9_weight;
  wire signed [7:0] one_2_9_activation;
  wire signed [31:0] one_2_9_sum;
  wire signed [7:0] one_2_10_weight;
  wire signed [7:0] one_2_10_activation;
  wire signed [31:0] one_2_10_sum;
  wire signed [7:0] one_2_11_weight;
  wire signed [7:0] one_2_11_activation;
  wire signed [31:0] one_2_11_sum;
  wire signed [7:0] one_2_12_weight;
  wire signed [7:0] one_2_12_activation;
  wire signed [31:0] one_2_12_sum;
  wire signed [7:0] one_2_13_weight;
  wire signed [7:0] one_2_13_activation;
  wire signed [31:0] one_2_13_sum;
  wire signed [7:0] one_2_14_weight;
  wire signed [7:0] one_2_14_activation;
  wire signed [31:0] one_2_14_sum;
  wire signed [7:0] one_2_15_weight;
  wire signed [31:0] one_2_15_sum;
  wire signed [7:0] one_3_0_weight;
  wire signed [7:0] one_3_0_activation;
  wire signed [31:0] one_3_0_sum;
  wire signed [7:0] one_3_1_weight;
  wire signed [7:0] one_3_1_activation;
  wire signed [31:0] one_3_1_sum;
  wire signed [7:0] one_3_2_weight;
  wire signed [7:0] one_3_2_activation;
  wire signed [31:0] one_3_2_sum;
  wire signed [7:0] one_3_3_weight;
  wire signed [7:0] one_3_3_activation;
  wire signed [31:0] one_3_3_sum;
  wire signed [7:0] one_3_4_weight;
  wire signed [7:0] one_3_4_activation;
  wire signed [31:0] one_3_4_sum;
  wire signed [7:0] one_3_5_weight;
  wire signed [7:0] one_3_5_activation;
  wire signed [31:0] one_3_5_sum;
  wire signed [7:0] one_3_6_weight;
  wire signed [7:0] one_3_6_activation;
  wire signed [31:0] one_3_6_sum;
  wire signed [7:0] one_3_7_weight;
  wire signed [7:0] one_3_7_activation;
  wire signed [31:0] one_3_7_sum;
  wire signed [7:0] one_3_8_weight;
  wire signed [7:0] one_3_8_activation;
  wire signed [31:0] one_3_8_sum;
  wire signed [7:0] one_3_9_weight;
  wire signed [7:0] one_3_9_activation;
  wire signed [31:0] one_3_9_sum;
  wire signed [7:0] one_3_10_weight;
  wire signed [7:0] one_3_10_activation;
  wire signed [31:0] one_3_10_sum;
  wire signed [7:0] one_3_11_weight;
  wire signed [7:0] one_3_11_activation;
  wire signed [31:0] one_3_11_sum;
  wire signed [7:0] one_3_12_weight;
  wire signed [7:0] one_3_12_activation;
  wire signed [31:0] one_3_12_sum;
  wire signed [7:0] one_3_13_weight;
  wire signed [7:0] one_3_13_activation;
  wire signed [31:0] one_3_13_sum;
  wire signed [7:0] one_3_14_weight;
  wire signed [7:0] one_3_14_activation;
  wire signed [31:0] one_3_14_sum;
  wire signed [7:0] one_3_15_weight;
  wire signed [31:0] one_3_15_sum;
  wire signed [7:0] one_4_0_weight;
  wire signed [7:0] one_4_0_activation;
  wire signed [31:0] one_4_0_sum;
  wire signed [7:0] one_4_1_weight;
  wire signed [7:0] one_4_1_activation;
  wire signed [31:0] one_4_1_sum;
  wire signed [7:0] one_4_2_weight;
  wire signed [7:0] one_4_2_activation;
  wire signed [31:0] one_4_2_sum;
  wire signed [7:0] one_4_3_weight;
  wire signed [7:0] one_4_3_activation;
  wire signed [31:0] one_4_3_sum;
  wire signed [7:0] one_4_4_weight;
  wire signed [7:0] one_4_4_activation;
  wire signed [31:0] one_4_4_sum;
  wire signed [7:0] one_4_5_weight;
  wire signed [7:0] one_4_5_activation;
  wire signed [31:0] one_4_5_sum;
  wire signed [7:0] one_4_6_weight;
  wire signed [7:0] one_4_6_activation;
  wire signed [31:0] one_4_6_sum;
  wire signed [7:0] one_4_7_weight;
  wire signed [7:0] one_4_7_activation;
  wire signed [31:0] one_4_7_sum;
  wire signed [7:0] one_4_8_weight;
  wire signed [7:0] one_4_8_activation;
  wire signed [31:0] one_4_8_sum;
  wire signed [7:0] one_4_9_weight;
  wire signed [7:0] one_4_9_activation;
  wire signed [31:0] one_4_9_sum;
  wire signed [7:0] one_4_10_weight;
  wire signed [7:0] one_4_10_activation;
  wire signed [31:0] one_4_10_sum;
  wire signed [7:0] one_4_11_weight;
  wire signed [7:0] one_4_11_activation;
  wire signed [31:0] one_4_11_sum;
  wire signed [7:0] one_4_12_weight;
  wire signed [7:0] one_4_12_activation;
  wire signed [31:0] one_4_12_sum;
  wire signed [7:0] one_4_13_weight;
  wire signed [7:0] one_4_13_activation;
  wire signed [31:0] one_4_13_sum;
  wire signed [7:0] one_4_14_weight;
  wire signed [7:0] one_4_14_activation;
  wire signed [31:0] one_4_14_sum;
  wire signed [7:0] one_4_15_weight;
  wire signed [31:0] one_4_15_sum;
  wire signed [7:0] one_5_0_weight;
  wire signed [7:0] one_5_0_activation;
  wire signed [31:0] one_5_0_sum;
  wire signed [7:0] one_5_1_weight;
  wire signed [7:0] one_5_1_activation;
  wire signed [31:0] one_5_1_sum;
  wire signed [7:0] one_5_2_weight;
  wire signed [7:0] one_5_2_activation;
  wire signed [31:0] one_5_2_sum;
  wire signed [7:0] one_5_3_weight;
  wire signed [7:0] one_5_3_activation;
  wire signed [31:0] one_5_3_sum;
  wire signed [7:0] one_5_4_weight;
  wire signed [7:0] one_5_4_activation;
  wire signed [31:0] one_5_4_sum;
  wire signed [7:0] one_5_5_weight;
  wire signed [7:0] one_5_5_activation;
  wire signed [31:0] one_5_5_sum;
  wire signed [7:0] one_5_6_weight;
  wire signed [7:0] one_5_6_activation;
  wire signed [31:0] one_5_6_sum;
  wire signed [7:0] one_5_7_weight;
  wire signed [7:0] one_5_7_activation;
  wire signed [31:0] one_5_7_sum;
  wire signed [7:0] one_5_8_weight;
  wire signed [7:0] one_5_8_activation;
  wire signed [31:0] one_5_8_sum;
  wire signed [7:0] one_5_9_weight;
  wire signed [7:0] one_5_9_activation;
  wire signed [31:0] one_5_9_sum;
  wire signed [7:0] one_5_10_weight;
  wire signed [7:0] one_5_10_activation;
  wire signed [31:0] one_5_10_sum;
  wire signed [7:0] one_5_11_weight;
  wire signed [7:0] one_5_11_activation;
  wire signed [31:0] one_5_11_sum;
  wire signed [7:0] one_5_12_weight;
  wire signed [7:0] one_5_12_activation;
  wire signed [31:0] one_5_12_sum;
  wire signed [7:0] one_5_13_weight;
  wire signed [7:0] one_5_13_activation;
  wire signed [31:0] one_5_13_sum;
  wire signed [7:0] one_5_14_weight;
  wire signed [7:0] one_5_14_activation;
  wire signed [31:0] one_5_14_sum;
  wire signed [7:0] one_5_15_weight;
  wire signed [31:0] one_5_15_sum;
  wire signed [7:0] one_6_0_weight;
  wire signed [7:0] one_6_0_activation;
  wire signed [31:0] one_6_0_sum;
  wire signed [7:0] one_6_1_weight;
  wire signed [7:0] one_6_1_activation;
  wire signed [31:0] one_6_1_sum;
  wire signed [7:0] one_6_2_weight;
  wire signed [7:0] one_6_2_activation;
  wire signed [31:0] one_6_2_sum;
  wire signed [7:0] one_6_3_weight;
  wire signed [7:0] one_6_3_activation;
  wire signed [31:0] one_6_3_sum;
  wire signed [7:0] one_6_4_weight;
  wire signed [7:0] one_6_4_activation;
  wire signed [31:0] one_6_4_sum;
  wire signed [7:0] one_6_5_weight;
  wire signed [7:0] one_6_5_activation;
  wire signed [31:0] one_6_5_sum;
  wire signed [7:0] one_6_6_weight;
  wire signed [7:0] one_6_6_activation;
  wire signed [31:0] one_6_6_sum;
  wire signed [7:0] one_6_7_weight;
  wire signed [7:0] one_6_7_activation;
  wire signed [31:0] one_6_7_sum;
  wire signed [7:0] one_6_8_weight;
  wire signed [7:0] one_6_8_activation;
  wire signed [31:0] one_6_8_sum;
  wire signed [7:0] one_6_9_weight;
  wire signed [7:0] one_6_9_activation;
  wire signed [31:0] one_6_9_sum;
  wire signed [7:0] one_6_10_weight;
  wire signed [7:0] one_6_10_activation;
  wire signed [31:0] one_6_10_sum;
  wire signed [7:0] one_6_11_weight;
  wire signed [7:0] one_6_11_activation;
  wire signed [31:0] one_6_11_sum;
  wire signed [7:0] one_6_12_weight;
  wire signed [7:0] one_6_12_activation;
  wire signed [31:0] one_6_12_sum;
  wire signed [7:0] one_6_13_weight;
  wire signed [7:0] one_6_13_activation;
  wire signed [31:0] one_6_13_sum;
  wire signed [7:0] one_6_14_weight;
  wire signed [7:0] one_6_14_activation;
  wire signed [31:0] one_6_14_sum;
  wire signed [7:0] one_6_15_weight;
  wire signed [31:0] one_6_15_sum;
  wire signed [7:0] one_7_0_weight;
  wire signed [7:0] one_7_0_activation;
  wire signed [31:0] one_7_0_sum;
  wire signed [7:0] one_7_1_weight;
  wire signed [7:0] one_7_1_activation;
  wire signed [31:0] one_7_1_sum;
  wire signed [7:0] one_7_2_weight;
  wire signed [7:0] one_7_2_activation;
  wire signed [31:0] one_7_2_sum;
  wire signed [7:0] one_7_3_weight;
  wire signed [7:0] one_7_3_activation;
  wire signed [31:0] one_7_3_sum;
  wire signed [7:0] one_7_4_weight;
  wire signed [7:0] one_7_4_activation;
  wire signed [31:0] one_7_4_sum;
  wire signed [7:0] one_7_5_weight;
  wire signed [7:0] one_7_5_activation;
  wire signed [31:0] one_7_5_sum;
  wire signed [7:0] one_7_6_weight;
  wire signed [7:0] one_7_6_activation;
  wire signed [31:0] one_7_6_sum;
  wire signed [7:0] one_7_7_weight;
  wire signed [7:0] one_7_7_activation;
  wire signed [31:0] one_7_7_sum;
  wire signed [7:0] one_7_8_weight;
  wire signed [7:0] one_7_8_activation;
  wire signed [31:0] one_7_8_sum;
  wire signed [7:0] one_7_9_weight;
  wire signed [7:0] one_7_9_activation;
  wire signed [31:0] one_7_9_sum;
  wire signed [7:0] one_7_10_weight;
  wire signed [7:0] one_7_10_activation;
  wire signed [31:0] one_7_10_sum;
  wire signed [7:0] one_7_11_weight;
  wire signed [7:0] one_7_11_activation;
  wire signed [31:0] one_7_11_sum;
  wire signed [7:0] one_7_12_weight;
  wire signed [7:0] one_7_12_activation;
  wire signed [31:0] one_7_12_sum;
  wire signed [7:0] one_7_13_weight;
  wire signed [7:0] one_7_13_activation;
  wire signed [31:0] one_7_13_sum;
  wire signed [7:0] one_7_14_weight;
  wire signed [7:0] one_7_14_activation;
  wire signed [31:0] one_7_14_sum;
  wire signed [7:0] one_7_15_weight;
  wire signed [31:0] one_7_15_sum;
  wire signed [7:0] one_8_0_weight;
  wire signed [7:0] one_8_0_activation;
  wire signed [31:0] one_8_0_sum;
  wire signed [7:0] one_8_1_weight;
  wire signed [7:0] one_8_1_activation;
  wire signed [31:0] one_8_1_sum;
  wire signed [7:0] one_8_2_weight;
  wire signed [7:0] one_8_2_activation;
  wire signed [31:0] one_8_2_sum;
  wire signed [7:0] one_8_3_weight;
  wire signed [7:0] one_8_3_activation;
  wire signed [31:0] one_8_3_sum;
  wire signed [7:0] one_8_4_weight;
  wire signed [7:0] one_8_4_activation;
  wire signed [31:0] one_8_4_sum;
  wire signed [7:0] one_8_5_weight;
  wire signed [7:0] one_8_5_activation;
  wire signed [31:0] one_8_5_sum;
  wire signed [7:0] one_8_6_weight;
  wire signed [7:0] one_8_6_activation;
  wire signed [31:0] one_8_6_sum;
  wire signed [7:0] one_8_7_weight;
  wire signed [7:0] one_8_7_activation;
  wire signed [31:0] one_8_7_sum;
  wire signed [7:0] one_8_8_weight;
  wire signed [7:0] one_8_8_activation;
  wire signed [31:0] one_8_8_sum;
  wire signed [7:0] one_8_9_weight;
  wire signed [7:0] one_8_9_activation;
  wire signed [31:0] one_8_9_sum;
  wire signed [7:0] one_8_10_weight;
  wire signed [7:0] one_8_10_activation;
  wire signed [31:0] one_8_10_sum;
  wire signed [7:0] one_8_11_weight;
  wire signed [7:0] one_8_11_activation;
  wire signed [31:0] one_8_11_sum;
  wire signed [7:0] one_8_12_weight;
  wire signed [7:0] one_8_12_activation;
  wire signed [31:0] one_8_12_sum;
  wire signed [7:0] one_8_13_weight;
  wire signed [7:0] one_8_13_activation;
  wire signed [31:0] one_8_13_sum;
  wire signed [7:0] one_8_14_weight;
  wire signed [7:0] one_8_14_activation;
  wire signed [31:0] one_8_14_sum;
  wire signed [7:0] one_8_15_weight;
  wire signed [31:0] one_8_15_sum;
  wire signed [7:0] one_9_0_weight;
  wire signed [7:0] one_9_0_activation;
  wire signed [31:0] one_9_0_sum;
  wire signed [7:0] one_9_1_weight;
  wire signed [7:0] one_9_1_activation;
  wire signed [31:0] one_9_1_sum;
  wire signed [7:0] one_9_2_weight;
  wire signed [7:0] one_9_2_activation;
  wire signed [31:0] one_9_2_sum;
  wire signed [7:0] one_9_3_weight;
  wire signed [7:0] one_9_3_activation;
  wire signed [31:0] one_9_3_sum;
  wire signed [7:0] one_9_4_weight;
  wire signed [7:0] one_9_4_activation;
  wire signed [31:0] one_9_4_sum;
  wire signed [7:0] one_9_5_weight;
  wire signed [7:0] one_9_5_activation;
  wire signed [31:0] one_9_5_sum;
  wire signed [7:0] one_9_6_weight;
  wire signed [7:0] one_9_6_activation;
  wire signed [31:0] one_9_6_sum;
  wire signed [7:0] one_9_7_weight;
  wire signed [7:0] one_9_7_activation;
  wire signed [31:0] one_9_7_sum;
  wire signed [7:0] one_9_8_weight;
  wire signed [7:0] one_9_8_activation;
  wire signed [31:0] one_9_8_sum;
  wire signed [7:0] one_9_9_weight;
  wire signed [7:0] one_9_9_activation;
  wire signed [31:0] one_9_9_sum;
  wire signed [7:0] one_9_10_weight;
  wire signed [7:0] one_9_10_activation;
  wire signed [31:0] one_9_10_sum;
  wire signed [7:0] one_9_11_weight;
  wire signed [7:0] one_9_11_activation;
  wire signed [31:0] one_9_11_sum;
  wire signed [7:0] one_9_12_weight;
  wire signed [7:0] one_9_12_activation;
  wire signed [31:0] one_9_12_sum;
  wire signed [7:0] one_9_13_weight;
  wire signed [7:0] one_9_13_activation;
  wire signed [31:0] one_9_13_sum;
  wire signed [7:0] one_9_14_weight;
  wire signed [7:0] one_9_14_activation;
  wire signed [31:0] one_9_14_sum;
  wire signed [7:0] one_9_15_weight;
  wire signed [31:0] one_9_15_sum;
  wire signed [7:0] one_10_0_weight;
  wire signed [7:0] one_10_0_activation;
  wire signed [31:0] one_10_0_sum;
  wire signed [7:0] one_10_1_weight;
  wire signed [7:0] one_10_1_activation;
  wire signed [31:0] one_10_1_sum;
  wire signed [7:0] one_10_2_weight;
  wire signed [7:0] one_10_2_activation;
  wire signed [31:0] one_10_2_sum;
  wire signed [7:0] one_10_3_weight;
  wire signed [7:0] one_10_3_activation;
  wire signed [31:0] one_10_3_sum;
  wire signed [7:0] one_10_4_weight;
  wire signed [7:0] one_10_4_activation;
  wire signed [31:0] one_10_4_sum;
  wire signed [7:0] one_10_5_weight;
  wire signed [7:0] one_10_5_activation;
  wire signed [31:0] one_10_5_sum;
  wire signed [7:0] one_10_6_weight;
  wire signed [7:0] one_10_6_activation;
  wire signed [31:0] one_10_6_sum;
  wire signed [7:0] one_10_7_weight;
  wire signed [7:0] one_10_7_activation;
  wire signed [31:0] one_10_7_sum;
  wire signed [7:0] one_10_8_weight;
  wire signed [7:0] one_10_8_activation;
  wire signed [31:0] one_10_8_sum;
  wire signed [7:0] one_10_9_weight;
  wire signed [7:0] one_10_9_activation;
  wire signed [31:0] one_10_9_sum;
  wire signed [7:0] one_10_10_weight;
  wire signed [7:0] one_10_10_activation;
  wire signed [31:0] one_10_10_sum;
  wire signed [7:0] one_10_11_weight;
  wire signed [7:0] one_10_11_activation;
  wire signed [31:0] one_10_11_sum;
  wire signed [7:0] one_10_12_weight;
  wire signed [7:0] one_10_12_activation;
  wire signed [31:0] one_10_12_sum;
  wire signed [7:0] one_10_13_weight;
  wire signed [7:0] one_10_13_activation;
  wire signed [31:0] one_10_13_sum;
  wire signed [7:0] one_10_14_weight;
  wire signed [7:0] one_10_14_activation;
  wire signed [31:0] one_10_14_sum;
  wire signed [7:0] one_10_15_weight;
  wire signed [31:0] one_10_15_sum;
  wire signed [7:0] one_11_0_weight;
  wire signed [7:0] one_11_0_activation;
  wire signed [31:0] one_11_0_sum;
  wire signed [7:0] one_11_1_weight;
  wire signed [7:0] one_11_1_activation;
  wire signed [31:0] one_11_1_sum;
  wire signed [7:0] one_11_2_weight;
  wire signed [7:0] one_11_2_activation;
  wire signed [31:0] one_11_2_sum;
  wire signed [7:0] one_11_3_weight;
  wire signed [7:0] one_11_3_activation;
  wire signed [31:0] one_11_3_sum;
  wire signed [7:0] one_11_4_weight;
  wire signed [7:0] one_11_4_activation;
  wire signed [31:0] one_11_4_sum;
  wire signed [7:0] one_11_5_weight;
  wire signed [7:0] one_11_5_activation;
  wire signed [31:0] one_11_5_sum;
  wire signed [7:0] one_11_6_weight;
  wire signed [7:0] one_11_6_activation;
  wire signed [31:0] one_11_6_sum;
  wire signed [7:0] one_11_7_weight;
  wire signed [7:0] one_11_7_activation;
  wire signed [31:0] one_11_7_sum;
  wire signed [7:0] one_11_8_weight;
  wire signed [7:0] one_11_8_activation;
  wire signed [31:0] one_11_8_sum;
  wire signed [7:0] one_11_9_weight;
  wire signed [7:0] one_11_9_activation;
  wire signed [31:0] one_11_9_sum;
  wire signed [7:0] one_11_10_weight;
  wire signed [7:0] one_11_10_activation;
  wire signed [31:0] one_11_10_sum;
  wire signed [7:0] one_11_11_weight;
  wire signed [7:0] one_11_11_activation;
  wire signed [31:0] one_11_11_sum;
  wire signed [7:0] one_11_12_weight;
  wire signed [7:0] one_11_12_activation;
  wire signed [31:0] one_11_12_sum;
  wire signed [7:0] one_11_13_weight;
  wire signed [7:0] one_11_13_activation;
  wire signed [31:0] one_11_13_sum;
  wire signed [7:0] one_11_14_weight;
  wire signed [7:0] one_11_14_activation;
  wire signed [31:0] one_11_14_sum;
  wire signed [7:0] one_11_15_weight;
  wire signed [31:0] one_11_15_sum;
  wire signed [7:0] one_12_0_weight;
  wire signed [7:0] one_12_0_activation;
  wire signed [31:0] one_12_0_sum;
  wire signed [7:0] one_12_1_weight;
  wire signed [7:0] one_12_1_activation;
  wire signed [31:0] one_12_1_sum;
  wire signed [7:0] one_12_2_weight;
  wire signed [7:0] one_12_2_activation;
  wire signed [31:0] one_12_2_sum;
  wire signed [7:0] one_12_3_weight;
  wire signed [7:0] one_12_3_activation;
  wire signed [31:0] one_12_3_sum;
  wire signed [7:0] one_12_4_weight;
  wire signed [7:0] one_12_4_activation;
  wire signed [31:0] one_12_4_sum;
  wire signed [7:0] one_12_5_weight;
  wire signed [7:0] one_12_5_activation;
  wire signed [31:0] one_12_5_sum;
  wire signed [7:0] one_12_6_weight;
  wire signed [7:0] one_12_6_activation;
  wire signed [31:0] one_12_6_sum;
  wire signed [7:0] one_12_7_weight;
  wire signed [7:0] one_12_7_activation;
  wire signed [31:0] one_12_7_sum;
  wire signed [7:0] one_12_8_weight;
  wire signed [7:0] one_12_8_activation;
  wire signed [31:0] one_12_8_sum;
  wire signed [7:0] one_12_9_weight;
  wire signed [7:0] one_12_9_activation;
  wire signed [31:0] one_12_9_sum;
  wire signed [7:0] one_12_10_weight;
  wire signed [7:0] one_12_10_activation;
  wire signed [31:0] one_12_10_sum;
  wire signed [7:0] one_12_11_weight;
  wire signed [7:0] one_12_11_activation;
  wire signed [31:0] one_12_11_sum;
  wire signed [7:0] one_12_12_weight;
  wire signed [7:0] one_12_12_activation;
  wire signed [31:0] one_12_12_sum;
  wire signed [7:0] one_12_13_weight;
  wire signed [7:0] one_12_13_activation;
  wire signed [31:0] one_12_13_sum;
  wire signed [7:0] one_12_14_weight;
  wire signed [7:0] one_12_14_activation;
  wire signed [31:0] one_12_14_sum;
  wire signed [7:0] one_12_15_weight;
  wire signed [31:0] one_12_15_sum;
  wire signed [7:0] one_13_0_weight;
  wire signed [7:0] one_13_0_activation;
  wire signed [31:0] one_13_0_sum;
  wire signed [7:0] one_13_1_weight;
  wire signed [7:0] one_13_1_activation;
  wire signed [31:0] one_13_1_sum;
  wire signed [7:0] one_13_2_weight;
  wire signed [7:0] one_13_2_activation;
  wire signed [31:0] one_13_2_sum;
  wire signed [7:0] one_13_3_weight;
  wire signed [7:0] one_13_3_activation;
  wire signed [31:0] one_13_3_sum;
  wire signed [7:0] one_13_4_weight;
  wire signed [7:0] one_13_4_activation;
  wire signed [31:0] one_13_4_sum;
  wire signed [7:0] one_13_5_weight;
  wire signed [7:0] one_13_5_activation;
  wire signed [31:0] one_13_5_sum;
  wire signed [7:0] one_13_6_weight;
  wire signed [7:0] one_13_6_activation;
  wire signed [31:0] one_13_6_sum;
  wire signed [7:0] one_13_7_weight;
  wire signed [7:0] one_13_7_activation;
  wire signed [31:0] one_13_7_sum;
  wire signed [7:0] one_13_8_weight;
  wire signed [7:0] one_13_8_activation;
  wire signed [31:0] one_13_8_sum;
  wire signed [7:0] one_13_9_weight;
  wire signed [7:0] one_13_9_activation;
  wire signed [31:0] one_13_9_sum;
  wire signed [7:0] one_13_10_weight;
  wire signed [7:0] one_13_10_activation;
  wire signed [31:0] one_13_10_sum;
  wire signed [7:0] one_13_11_weight;
  wire signed [7:0] one_13_11_activation;
  wire signed [31:0] one_13_11_sum;
  wire signed [7:0] one_13_12_weight;
  wire signed [7:0] one_13_12_activation;
  wire signed [31:0] one_13_12_sum;
  wire signed [7:0] one_13_13_weight;
  wire signed [7:0] one_13_13_activation;
  wire signed [31:0] one_13_13_sum;
  wire signed [7:0] one_13_14_weight;
  wire signed [7:0] one_13_14_activation;
  wire signed [31:0] one_13_14_sum;
  wire signed [7:0] one_13_15_weight;
  wire signed [31:0] one_13_15_sum;
  wire signed [7:0] one_14_0_weight;
  wire signed [7:0] one_14_0_activation;
  wire signed [31:0] one_14_0_sum;
  wire signed [7:0] one_14_1_weight;
  wire signed [7:0] one_14_1_activation;
  wire signed [31:0] one_14_1_sum;
  wire signed [7:0] one_14_2_weight;
  wire signed [7:0] one_14_2_activation;
  wire signed [31:0] one_14_2_sum;
  wire signed [7:0] one_14_3_weight;
  wire signed [7:0] one_14_3_activation;
  wire signed [31:0] one_14_3_sum;
  wire signed [7:0] one_14_4_weight;
  wire signed [7:0] one_14_4_activation;
  wire signed [31:0] one_14_4_sum;
  wire signed [7:0] one_14_5_weight;
  wire signed [7:0] one_14_5_activation;
  wire signed [31:0] one_14_5_sum;
  wire signed [7:0] one_14_6_weight;
  wire signed [7:0] one_14_6_activation;
  wire signed [31:0] one_14_6_sum;
  wire signed [7:0] one_14_7_weight;
  wire signed [7:0] one_14_7_activation;
  wire signed [31:0] one_14_7_sum;
  wire signed [7:0] one_14_8_weight;
  wire signed [7:0] one_14_8_activation;
  wire signed [31:0] one_14_8_sum;
  wire signed [7:0] one_14_9_weight;
  wire signed [7:0] one_14_9_activation;
  wire signed [31:0] one_14_9_sum;
  wire signed [7:0] one_14_10_weight;
  wire signed [7:0] one_14_10_activation;
  wire signed [31:0] one_14_10_sum;
  wire signed [7:0] one_14_11_weight;
  wire signed [7:0] one_14_11_activation;
  wire signed [31:0] one_14_11_sum;
  wire signed [7:0] one_14_12_weight;
  wire signed [7:0] one_14_12_activation;
  wire signed [31:0] one_14_12_sum;
  wire signed [7:0] one_14_13_weight;
  wire signed [7:0] one_14_13_activation;
  wire signed [31:0] one_14_13_sum;
  wire signed [7:0] one_14_14_weight;
  wire signed [7:0] one_14_14_activation;
  wire signed [31:0] one_14_14_sum;
  wire signed [7:0] one_14_15_weight;
  wire signed [31:0] one_14_15_sum;
  wire signed [7:0] one_15_0_activation;
  wire signed [31:0] one_15_0_sum;
  wire signed [7:0] one_15_1_activation;
  wire signed [31:0] one_15_1_sum;
  wire signed [7:0] one_15_2_activation;
  wire signed [31:0] one_15_2_sum;
  wire signed [7:0] one_15_3_activation;
  wire signed [31:0] one_15_3_sum;
  wire signed [7:0] one_15_4_activation;
  wire signed [31:0] one_15_4_sum;
  wire signed [7:0] one_15_5_activation;
  wire signed [31:0] one_15_5_sum;
  wire signed [7:0] one_15_6_activation;
  wire signed [31:0] one_15_6_sum;
  wire signed [7:0] one_15_7_activation;
  wire signed [31:0] one_15_7_sum;
  wire signed [7:0] one_15_8_activation;
  wire signed [31:0] one_15_8_sum;
  wire signed [7:0] one_15_9_activation;
  wire signed [31:0] one_15_9_sum;
  wire signed [7:0] one_15_10_activation;
  wire signed [31:0] one_15_10_sum;
  wire signed [7:0] one_15_11_activation;
  wire signed [31:0] one_15_11_sum;
  wire signed [7:0] one_15_12_activation;
  wire signed [31:0] one_15_12_sum;
  wire signed [7:0] one_15_13_activation;
  wire signed [31:0] one_15_13_sum;
  wire signed [7:0] one_15_14_activation;
  wire signed [31:0] one_15_14_sum;
  wire signed [31:0] one_15_15_sum;

  assign sums = {one_15_15_sum, one_15_14_sum, one_15_13_sum, one_15_12_sum, one_15_11_sum, one_15_10_sum, one_15_9_sum,
      one_15_8_sum, one_15_7_sum, one_15_6_sum, one_15_5_sum, one_15_4_sum, one_15_3_sum, one_15_2_sum, one_15_1_sum,
      one_15_0_sum};

  wire signed [7:0] unused_one_0_15_activation;
  wire signed [7:0] unused_one_1_15_activation;
  wire signed [7:0] unused_one_2_15_activation;
  wire signed [7:0] unused_one_3_15_activation;
  wire signed [7:0] unused_one_4_15_activation;
  wire signed [7:0] unused_one_5_15_activation;
  wire signed [7:0] unused_one_6_15_activation;
  wire signed [7:0] unused_one_7_15_activation;
  wire signed [7:0] unused_one_8_15_activation;
  wire signed [7:0] unused_one_9_15_activation;
  wire signed [7:0] unused_one_10_15_activation;
  wire signed [7:0] unused_one_11_15_activation;
  wire signed [7:0] unused_one_12_15_activation;
  wire signed [7:0] unused_one_13_15_activation;
  wire signed [7:0] unused_one_14_15_activation;
  wire signed [7:0] unused_one_15_0_weight;
  wire signed [7:0] unused_one_15_1_weight;
  wire signed [7:0] unused_one_15_2_weight;
  wire signed [7:0] unused_one_15_3_weight;
  wire signed [7:0] unused_one_15_4_weight;
  wire signed [7:0] unused_one_15_5_weight;
  wire signed [7:0] unused_one_15_6_weight;
  wire signed [7:0] unused_one_15_7_weight;
  wire signed [7:0] unused_one_15_8_weight;
  wire signed [7:0] unused_one_15_9_weight;
  wire signed [7:0] unused_one_15_10_weight;
  wire signed [7:0] unused_one_15_11_weight;
  wire signed [7:0] unused_one_15_12_weight;
  wire signed [7:0] unused_one_15_13_weight;
  wire signed [7:0] unused_one_15_14_weight;
  wire signed [7:0] unused_one_15_15_weight;
  wire signed [7:0] unused_one_15_15_activation;

  mac_element one_0_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[7:0]),
    .activationLeft (activations[7:0]),
    .sumAbove       (32'sd0),
    .weight         (one_0_0_weight),
    .activation     (one_0_0_activation),
    .sum            (one_0_0_sum)
  );

  mac_element one_0_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[15:8]),
    .activationLeft (one_0_0_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_1_weight),
    .activation     (one_0_1_activation),
    .sum            (one_0_1_sum)
  );

  mac_element one_0_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[23:16]),
    .activationLeft (one_0_1_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_2_weight),
    .activation     (one_0_2_activation),
    .sum            (one_0_2_sum)
  );

  mac_element one_0_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[31:24]),
    .activationLeft (one_0_2_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_3_weight),
    .activation     (one_0_3_activation),
    .sum            (one_0_3_sum)
  );

  mac_element one_0_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[39:32]),
    .activationLeft (one_0_3_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_4_weight),
    .activation     (one_0_4_activation),
    .sum            (one_0_4_sum)
  );

  mac_element one_0_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[47:40]),
    .activationLeft (one_0_4_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_5_weight),
    .activation     (one_0_5_activation),
    .sum            (one_0_5_sum)
  );

  mac_element one_0_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[55:48]),
    .activationLeft (one_0_5_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_6_weight),
    .activation     (one_0_6_activation),
    .sum            (one_0_6_sum)
  );

  mac_element one_0_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[63:56]),
    .activationLeft (one_0_6_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_7_weight),
    .activation     (one_0_7_activation),
    .sum            (one_0_7_sum)
  );

  mac_element one_0_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[71:64]),
    .activationLeft (one_0_7_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_8_weight),
    .activation     (one_0_8_activation),
    .sum            (one_0_8_sum)
  );

  mac_element one_0_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[79:72]),
    .activationLeft (one_0_8_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_9_weight),
    .activation     (one_0_9_activation),
    .sum            (one_0_9_sum)
  );

  mac_element one_0_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[87:80]),
    .activationLeft (one_0_9_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_10_weight),
    .activation     (one_0_10_activation),
    .sum            (one_0_10_sum)
  );

  mac_element one_0_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[95:88]),
    .activationLeft (one_0_10_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_11_weight),
    .activation     (one_0_11_activation),
    .sum            (one_0_11_sum)
  );

  mac_element one_0_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[103:96]),
    .activationLeft (one_0_11_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_12_weight),
    .activation     (one_0_12_activation),
    .sum            (one_0_12_sum)
  );

  mac_element one_0_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[111:104]),
    .activationLeft (one_0_12_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_13_weight),
    .activation     (one_0_13_activation),
    .sum            (one_0_13_sum)
  );

  mac_element one_0_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[119:112]),
    .activationLeft (one_0_13_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_14_weight),
    .activation     (one_0_14_activation),
    .sum            (one_0_14_sum)
  );

  mac_element one_0_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (weights[127:120]),
    .activationLeft (one_0_14_activation),
    .sumAbove       (32'sd0),
    .weight         (one_0_15_weight),
    .activation     (unused_one_0_15_activation),
    .sum            (one_0_15_sum)
  );

  mac_element one_1_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_0_weight),
    .activationLeft (activations[15:8]),
    .sumAbove       (one_0_0_sum),
    .weight         (one_1_0_weight),
    .activation     (one_1_0_activation),
    .sum            (one_1_0_sum)
  );

  mac_element one_1_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_1_weight),
    .activationLeft (one_1_0_activation),
    .sumAbove       (one_0_1_sum),
    .weight         (one_1_1_weight),
    .activation     (one_1_1_activation),
    .sum            (one_1_1_sum)
  );

  mac_element one_1_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_2_weight),
    .activationLeft (one_1_1_activation),
    .sumAbove       (one_0_2_sum),
    .weight         (one_1_2_weight),
    .activation     (one_1_2_activation),
    .sum            (one_1_2_sum)
  );

  mac_element one_1_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_3_weight),
    .activationLeft (one_1_2_activation),
    .sumAbove       (one_0_3_sum),
    .weight         (one_1_3_weight),
    .activation     (one_1_3_activation),
    .sum            (one_1_3_sum)
  );

  mac_element one_1_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_4_weight),
    .activationLeft (one_1_3_activation),
    .sumAbove       (one_0_4_sum),
    .weight         (one_1_4_weight),
    .activation     (one_1_4_activation),
    .sum            (one_1_4_sum)
  );

  mac_element one_1_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_5_weight),
    .activationLeft (one_1_4_activation),
    .sumAbove       (one_0_5_sum),
    .weight         (one_1_5_weight),
    .activation     (one_1_5_activation),
    .sum            (one_1_5_sum)
  );

  mac_element one_1_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_6_weight),
    .activationLeft (one_1_5_activation),
    .sumAbove       (one_0_6_sum),
    .weight         (one_1_6_weight),
    .activation     (one_1_6_activation),
    .sum            (one_1_6_sum)
  );

  mac_element one_1_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_7_weight),
    .activationLeft (one_1_6_activation),
    .sumAbove       (one_0_7_sum),
    .weight         (one_1_7_weight),
    .activation     (one_1_7_activation),
    .sum            (one_1_7_sum)
  );

  mac_element one_1_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_8_weight),
    .activationLeft (one_1_7_activation),
    .sumAbove       (one_0_8_sum),
    .weight         (one_1_8_weight),
    .activation     (one_1_8_activation),
    .sum            (one_1_8_sum)
  );

  mac_element one_1_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_9_weight),
    .activationLeft (one_1_8_activation),
    .sumAbove       (one_0_9_sum),
    .weight         (one_1_9_weight),
    .activation     (one_1_9_activation),
    .sum            (one_1_9_sum)
  );

  mac_element one_1_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_10_weight),
    .activationLeft (one_1_9_activation),
    .sumAbove       (one_0_10_sum),
    .weight         (one_1_10_weight),
    .activation     (one_1_10_activation),
    .sum            (one_1_10_sum)
  );

  mac_element one_1_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_11_weight),
    .activationLeft (one_1_10_activation),
    .sumAbove       (one_0_11_sum),
    .weight         (one_1_11_weight),
    .activation     (one_1_11_activation),
    .sum            (one_1_11_sum)
  );

  mac_element one_1_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_12_weight),
    .activationLeft (one_1_11_activation),
    .sumAbove       (one_0_12_sum),
    .weight         (one_1_12_weight),
    .activation     (one_1_12_activation),
    .sum            (one_1_12_sum)
  );

  mac_element one_1_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_13_weight),
    .activationLeft (one_1_12_activation),
    .sumAbove       (one_0_13_sum),
    .weight         (one_1_13_weight),
    .activation     (one_1_13_activation),
    .sum            (one_1_13_sum)
  );

  mac_element one_1_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_14_weight),
    .activationLeft (one_1_13_activation),
    .sumAbove       (one_0_14_sum),
    .weight         (one_1_14_weight),
    .activation     (one_1_14_activation),
    .sum            (one_1_14_sum)
  );

  mac_element one_1_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_0_15_weight),
    .activationLeft (one_1_14_activation),
    .sumAbove       (one_0_15_sum),
    .weight         (one_1_15_weight),
    .activation     (unused_one_1_15_activation),
    .sum            (one_1_15_sum)
  );

  mac_element one_2_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_0_weight),
    .activationLeft (activations[23:16]),
    .sumAbove       (one_1_0_sum),
    .weight         (one_2_0_weight),
    .activation     (one_2_0_activation),
    .sum            (one_2_0_sum)
  );

  mac_element one_2_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_1_weight),
    .activationLeft (one_2_0_activation),
    .sumAbove       (one_1_1_sum),
    .weight         (one_2_1_weight),
    .activation     (one_2_1_activation),
    .sum            (one_2_1_sum)
  );

  mac_element one_2_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_2_weight),
    .activationLeft (one_2_1_activation),
    .sumAbove       (one_1_2_sum),
    .weight         (one_2_2_weight),
    .activation     (one_2_2_activation),
    .sum            (one_2_2_sum)
  );

  mac_element one_2_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_3_weight),
    .activationLeft (one_2_2_activation),
    .sumAbove       (one_1_3_sum),
    .weight         (one_2_3_weight),
    .activation     (one_2_3_activation),
    .sum            (one_2_3_sum)
  );

  mac_element one_2_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_4_weight),
    .activationLeft (one_2_3_activation),
    .sumAbove       (one_1_4_sum),
    .weight         (one_2_4_weight),
    .activation     (one_2_4_activation),
    .sum            (one_2_4_sum)
  );

  mac_element one_2_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_5_weight),
    .activationLeft (one_2_4_activation),
    .sumAbove       (one_1_5_sum),
    .weight         (one_2_5_weight),
    .activation     (one_2_5_activation),
    .sum            (one_2_5_sum)
  );

  mac_element one_2_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_6_weight),
    .activationLeft (one_2_5_activation),
    .sumAbove       (one_1_6_sum),
    .weight         (one_2_6_weight),
    .activation     (one_2_6_activation),
    .sum            (one_2_6_sum)
  );

  mac_element one_2_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_7_weight),
    .activationLeft (one_2_6_activation),
    .sumAbove       (one_1_7_sum),
    .weight         (one_2_7_weight),
    .activation     (one_2_7_activation),
    .sum            (one_2_7_sum)
  );

  mac_element one_2_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_8_weight),
    .activationLeft (one_2_7_activation),
    .sumAbove       (one_1_8_sum),
    .weight         (one_2_8_weight),
    .activation     (one_2_8_activation),
    .sum            (one_2_8_sum)
  );

  mac_element one_2_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_9_weight),
    .activationLeft (one_2_8_activation),
    .sumAbove       (one_1_9_sum),
    .weight         (one_2_9_weight),
    .activation     (one_2_9_activation),
    .sum            (one_2_9_sum)
  );

  mac_element one_2_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_10_weight),
    .activationLeft (one_2_9_activation),
    .sumAbove       (one_1_10_sum),
    .weight         (one_2_10_weight),
    .activation     (one_2_10_activation),
    .sum            (one_2_10_sum)
  );

  mac_element one_2_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_11_weight),
    .activationLeft (one_2_10_activation),
    .sumAbove       (one_1_11_sum),
    .weight         (one_2_11_weight),
    .activation     (one_2_11_activation),
    .sum            (one_2_11_sum)
  );

  mac_element one_2_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_12_weight),
    .activationLeft (one_2_11_activation),
    .sumAbove       (one_1_12_sum),
    .weight         (one_2_12_weight),
    .activation     (one_2_12_activation),
    .sum            (one_2_12_sum)
  );

  mac_element one_2_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_13_weight),
    .activationLeft (one_2_12_activation),
    .sumAbove       (one_1_13_sum),
    .weight         (one_2_13_weight),
    .activation     (one_2_13_activation),
    .sum            (one_2_13_sum)
  );

  mac_element one_2_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_14_weight),
    .activationLeft (one_2_13_activation),
    .sumAbove       (one_1_14_sum),
    .weight         (one_2_14_weight),
    .activation     (one_2_14_activation),
    .sum            (one_2_14_sum)
  );

  mac_element one_2_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_1_15_weight),
    .activationLeft (one_2_14_activation),
    .sumAbove       (one_1_15_sum),
    .weight         (one_2_15_weight),
    .activation     (unused_one_2_15_activation),
    .sum            (one_2_15_sum)
  );

  mac_element one_3_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_0_weight),
    .activationLeft (activations[31:24]),
    .sumAbove       (one_2_0_sum),
    .weight         (one_3_0_weight),
    .activation     (one_3_0_activation),
    .sum            (one_3_0_sum)
  );

  mac_element one_3_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_1_weight),
    .activationLeft (one_3_0_activation),
    .sumAbove       (one_2_1_sum),
    .weight         (one_3_1_weight),
    .activation     (one_3_1_activation),
    .sum            (one_3_1_sum)
  );

  mac_element one_3_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_2_weight),
    .activationLeft (one_3_1_activation),
    .sumAbove       (one_2_2_sum),
    .weight         (one_3_2_weight),
    .activation     (one_3_2_activation),
    .sum            (one_3_2_sum)
  );

  mac_element one_3_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_3_weight),
    .activationLeft (one_3_2_activation),
    .sumAbove       (one_2_3_sum),
    .weight         (one_3_3_weight),
    .activation     (one_3_3_activation),
    .sum            (one_3_3_sum)
  );

  mac_element one_3_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_4_weight),
    .activationLeft (one_3_3_activation),
    .sumAbove       (one_2_4_sum),
    .weight         (one_3_4_weight),
    .activation     (one_3_4_activation),
    .sum            (one_3_4_sum)
  );

  mac_element one_3_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_5_weight),
    .activationLeft (one_3_4_activation),
    .sumAbove       (one_2_5_sum),
    .weight         (one_3_5_weight),
    .activation     (one_3_5_activation),
    .sum            (one_3_5_sum)
  );

  mac_element one_3_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_6_weight),
    .activationLeft (one_3_5_activation),
    .sumAbove       (one_2_6_sum),
    .weight         (one_3_6_weight),
    .activation     (one_3_6_activation),
    .sum            (one_3_6_sum)
  );

  mac_element one_3_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_7_weight),
    .activationLeft (one_3_6_activation),
    .sumAbove       (one_2_7_sum),
    .weight         (one_3_7_weight),
    .activation     (one_3_7_activation),
    .sum            (one_3_7_sum)
  );

  mac_element one_3_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_8_weight),
    .activationLeft (one_3_7_activation),
    .sumAbove       (one_2_8_sum),
    .weight         (one_3_8_weight),
    .activation     (one_3_8_activation),
    .sum            (one_3_8_sum)
  );

  mac_element one_3_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_9_weight),
    .activationLeft (one_3_8_activation),
    .sumAbove       (one_2_9_sum),
    .weight         (one_3_9_weight),
    .activation     (one_3_9_activation),
    .sum            (one_3_9_sum)
  );

  mac_element one_3_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_10_weight),
    .activationLeft (one_3_9_activation),
    .sumAbove       (one_2_10_sum),
    .weight         (one_3_10_weight),
    .activation     (one_3_10_activation),
    .sum            (one_3_10_sum)
  );

  mac_element one_3_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_11_weight),
    .activationLeft (one_3_10_activation),
    .sumAbove       (one_2_11_sum),
    .weight         (one_3_11_weight),
    .activation     (one_3_11_activation),
    .sum            (one_3_11_sum)
  );

  mac_element one_3_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_12_weight),
    .activationLeft (one_3_11_activation),
    .sumAbove       (one_2_12_sum),
    .weight         (one_3_12_weight),
    .activation     (one_3_12_activation),
    .sum            (one_3_12_sum)
  );

  mac_element one_3_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_13_weight),
    .activationLeft (one_3_12_activation),
    .sumAbove       (one_2_13_sum),
    .weight         (one_3_13_weight),
    .activation     (one_3_13_activation),
    .sum            (one_3_13_sum)
  );

  mac_element one_3_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_14_weight),
    .activationLeft (one_3_13_activation),
    .sumAbove       (one_2_14_sum),
    .weight         (one_3_14_weight),
    .activation     (one_3_14_activation),
    .sum            (one_3_14_sum)
  );

  mac_element one_3_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_2_15_weight),
    .activationLeft (one_3_14_activation),
    .sumAbove       (one_2_15_sum),
    .weight         (one_3_15_weight),
    .activation     (unused_one_3_15_activation),
    .sum            (one_3_15_sum)
  );

  mac_element one_4_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_0_weight),
    .activationLeft (activations[39:32]),
    .sumAbove       (one_3_0_sum),
    .weight         (one_4_0_weight),
    .activation     (one_4_0_activation),
    .sum            (one_4_0_sum)
  );

  mac_element one_4_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_1_weight),
    .activationLeft (one_4_0_activation),
    .sumAbove       (one_3_1_sum),
    .weight         (one_4_1_weight),
    .activation     (one_4_1_activation),
    .sum            (one_4_1_sum)
  );

  mac_element one_4_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_2_weight),
    .activationLeft (one_4_1_activation),
    .sumAbove       (one_3_2_sum),
    .weight         (one_4_2_weight),
    .activation     (one_4_2_activation),
    .sum            (one_4_2_sum)
  );

  mac_element one_4_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_3_weight),
    .activationLeft (one_4_2_activation),
    .sumAbove       (one_3_3_sum),
    .weight         (one_4_3_weight),
    .activation     (one_4_3_activation),
    .sum            (one_4_3_sum)
  );

  mac_element one_4_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_4_weight),
    .activationLeft (one_4_3_activation),
    .sumAbove       (one_3_4_sum),
    .weight         (one_4_4_weight),
    .activation     (one_4_4_activation),
    .sum            (one_4_4_sum)
  );

  mac_element one_4_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_5_weight),
    .activationLeft (one_4_4_activation),
    .sumAbove       (one_3_5_sum),
    .weight         (one_4_5_weight),
    .activation     (one_4_5_activation),
    .sum            (one_4_5_sum)
  );

  mac_element one_4_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_6_weight),
    .activationLeft (one_4_5_activation),
    .sumAbove       (one_3_6_sum),
    .weight         (one_4_6_weight),
    .activation     (one_4_6_activation),
    .sum            (one_4_6_sum)
  );

  mac_element one_4_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_7_weight),
    .activationLeft (one_4_6_activation),
    .sumAbove       (one_3_7_sum),
    .weight         (one_4_7_weight),
    .activation     (one_4_7_activation),
    .sum            (one_4_7_sum)
  );

  mac_element one_4_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_8_weight),
    .activationLeft (one_4_7_activation),
    .sumAbove       (one_3_8_sum),
    .weight         (one_4_8_weight),
    .activation     (one_4_8_activation),
    .sum            (one_4_8_sum)
  );

  mac_element one_4_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_9_weight),
    .activationLeft (one_4_8_activation),
    .sumAbove       (one_3_9_sum),
    .weight         (one_4_9_weight),
    .activation     (one_4_9_activation),
    .sum            (one_4_9_sum)
  );

  mac_element one_4_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_10_weight),
    .activationLeft (one_4_9_activation),
    .sumAbove       (one_3_10_sum),
    .weight         (one_4_10_weight),
    .activation     (one_4_10_activation),
    .sum            (one_4_10_sum)
  );

  mac_element one_4_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_11_weight),
    .activationLeft (one_4_10_activation),
    .sumAbove       (one_3_11_sum),
    .weight         (one_4_11_weight),
    .activation     (one_4_11_activation),
    .sum            (one_4_11_sum)
  );

  mac_element one_4_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_12_weight),
    .activationLeft (one_4_11_activation),
    .sumAbove       (one_3_12_sum),
    .weight         (one_4_12_weight),
    .activation     (one_4_12_activation),
    .sum            (one_4_12_sum)
  );

  mac_element one_4_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_13_weight),
    .activationLeft (one_4_12_activation),
    .sumAbove       (one_3_13_sum),
    .weight         (one_4_13_weight),
    .activation     (one_4_13_activation),
    .sum            (one_4_13_sum)
  );

  mac_element one_4_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_14_weight),
    .activationLeft (one_4_13_activation),
    .sumAbove       (one_3_14_sum),
    .weight         (one_4_14_weight),
    .activation     (one_4_14_activation),
    .sum            (one_4_14_sum)
  );

  mac_element one_4_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_3_15_weight),
    .activationLeft (one_4_14_activation),
    .sumAbove       (one_3_15_sum),
    .weight         (one_4_15_weight),
    .activation     (unused_one_4_15_activation),
    .sum            (one_4_15_sum)
  );

  mac_element one_5_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_0_weight),
    .activationLeft (activations[47:40]),
    .sumAbove       (one_4_0_sum),
    .weight         (one_5_0_weight),
    .activation     (one_5_0_activation),
    .sum            (one_5_0_sum)
  );

  mac_element one_5_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_1_weight),
    .activationLeft (one_5_0_activation),
    .sumAbove       (one_4_1_sum),
    .weight         (one_5_1_weight),
    .activation     (one_5_1_activation),
    .sum            (one_5_1_sum)
  );

  mac_element one_5_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_2_weight),
    .activationLeft (one_5_1_activation),
    .sumAbove       (one_4_2_sum),
    .weight         (one_5_2_weight),
    .activation     (one_5_2_activation),
    .sum            (one_5_2_sum)
  );

  mac_element one_5_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_3_weight),
    .activationLeft (one_5_2_activation),
    .sumAbove       (one_4_3_sum),
    .weight         (one_5_3_weight),
    .activation     (one_5_3_activation),
    .sum            (one_5_3_sum)
  );

  mac_element one_5_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_4_weight),
    .activationLeft (one_5_3_activation),
    .sumAbove       (one_4_4_sum),
    .weight         (one_5_4_weight),
    .activation     (one_5_4_activation),
    .sum            (one_5_4_sum)
  );

  mac_element one_5_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_5_weight),
    .activationLeft (one_5_4_activation),
    .sumAbove       (one_4_5_sum),
    .weight         (one_5_5_weight),
    .activation     (one_5_5_activation),
    .sum            (one_5_5_sum)
  );

  mac_element one_5_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_6_weight),
    .activationLeft (one_5_5_activation),
    .sumAbove       (one_4_6_sum),
    .weight         (one_5_6_weight),
    .activation     (one_5_6_activation),
    .sum            (one_5_6_sum)
  );

  mac_element one_5_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_7_weight),
    .activationLeft (one_5_6_activation),
    .sumAbove       (one_4_7_sum),
    .weight         (one_5_7_weight),
    .activation     (one_5_7_activation),
    .sum            (one_5_7_sum)
  );

  mac_element one_5_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_8_weight),
    .activationLeft (one_5_7_activation),
    .sumAbove       (one_4_8_sum),
    .weight         (one_5_8_weight),
    .activation     (one_5_8_activation),
    .sum            (one_5_8_sum)
  );

  mac_element one_5_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_9_weight),
    .activationLeft (one_5_8_activation),
    .sumAbove       (one_4_9_sum),
    .weight         (one_5_9_weight),
    .activation     (one_5_9_activation),
    .sum            (one_5_9_sum)
  );

  mac_element one_5_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_10_weight),
    .activationLeft (one_5_9_activation),
    .sumAbove       (one_4_10_sum),
    .weight         (one_5_10_weight),
    .activation     (one_5_10_activation),
    .sum            (one_5_10_sum)
  );

  mac_element one_5_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_11_weight),
    .activationLeft (one_5_10_activation),
    .sumAbove       (one_4_11_sum),
    .weight         (one_5_11_weight),
    .activation     (one_5_11_activation),
    .sum            (one_5_11_sum)
  );

  mac_element one_5_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_12_weight),
    .activationLeft (one_5_11_activation),
    .sumAbove       (one_4_12_sum),
    .weight         (one_5_12_weight),
    .activation     (one_5_12_activation),
    .sum            (one_5_12_sum)
  );

  mac_element one_5_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_13_weight),
    .activationLeft (one_5_12_activation),
    .sumAbove       (one_4_13_sum),
    .weight         (one_5_13_weight),
    .activation     (one_5_13_activation),
    .sum            (one_5_13_sum)
  );

  mac_element one_5_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_14_weight),
    .activationLeft (one_5_13_activation),
    .sumAbove       (one_4_14_sum),
    .weight         (one_5_14_weight),
    .activation     (one_5_14_activation),
    .sum            (one_5_14_sum)
  );

  mac_element one_5_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_4_15_weight),
    .activationLeft (one_5_14_activation),
    .sumAbove       (one_4_15_sum),
    .weight         (one_5_15_weight),
    .activation     (unused_one_5_15_activation),
    .sum            (one_5_15_sum)
  );

  mac_element one_6_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_0_weight),
    .activationLeft (activations[55:48]),
    .sumAbove       (one_5_0_sum),
    .weight         (one_6_0_weight),
    .activation     (one_6_0_activation),
    .sum            (one_6_0_sum)
  );

  mac_element one_6_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_1_weight),
    .activationLeft (one_6_0_activation),
    .sumAbove       (one_5_1_sum),
    .weight         (one_6_1_weight),
    .activation     (one_6_1_activation),
    .sum            (one_6_1_sum)
  );

  mac_element one_6_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_2_weight),
    .activationLeft (one_6_1_activation),
    .sumAbove       (one_5_2_sum),
    .weight         (one_6_2_weight),
    .activation     (one_6_2_activation),
    .sum            (one_6_2_sum)
  );

  mac_element one_6_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_3_weight),
    .activationLeft (one_6_2_activation),
    .sumAbove       (one_5_3_sum),
    .weight         (one_6_3_weight),
    .activation     (one_6_3_activation),
    .sum            (one_6_3_sum)
  );

  mac_element one_6_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_4_weight),
    .activationLeft (one_6_3_activation),
    .sumAbove       (one_5_4_sum),
    .weight         (one_6_4_weight),
    .activation     (one_6_4_activation),
    .sum            (one_6_4_sum)
  );

  mac_element one_6_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_5_weight),
    .activationLeft (one_6_4_activation),
    .sumAbove       (one_5_5_sum),
    .weight         (one_6_5_weight),
    .activation     (one_6_5_activation),
    .sum            (one_6_5_sum)
  );

  mac_element one_6_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_6_weight),
    .activationLeft (one_6_5_activation),
    .sumAbove       (one_5_6_sum),
    .weight         (one_6_6_weight),
    .activation     (one_6_6_activation),
    .sum            (one_6_6_sum)
  );

  mac_element one_6_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_7_weight),
    .activationLeft (one_6_6_activation),
    .sumAbove       (one_5_7_sum),
    .weight         (one_6_7_weight),
    .activation     (one_6_7_activation),
    .sum            (one_6_7_sum)
  );

  mac_element one_6_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_8_weight),
    .activationLeft (one_6_7_activation),
    .sumAbove       (one_5_8_sum),
    .weight         (one_6_8_weight),
    .activation     (one_6_8_activation),
    .sum            (one_6_8_sum)
  );

  mac_element one_6_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_9_weight),
    .activationLeft (one_6_8_activation),
    .sumAbove       (one_5_9_sum),
    .weight         (one_6_9_weight),
    .activation     (one_6_9_activation),
    .sum            (one_6_9_sum)
  );

  mac_element one_6_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_10_weight),
    .activationLeft (one_6_9_activation),
    .sumAbove       (one_5_10_sum),
    .weight         (one_6_10_weight),
    .activation     (one_6_10_activation),
    .sum            (one_6_10_sum)
  );

  mac_element one_6_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_11_weight),
    .activationLeft (one_6_10_activation),
    .sumAbove       (one_5_11_sum),
    .weight         (one_6_11_weight),
    .activation     (one_6_11_activation),
    .sum            (one_6_11_sum)
  );

  mac_element one_6_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_12_weight),
    .activationLeft (one_6_11_activation),
    .sumAbove       (one_5_12_sum),
    .weight         (one_6_12_weight),
    .activation     (one_6_12_activation),
    .sum            (one_6_12_sum)
  );

  mac_element one_6_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_13_weight),
    .activationLeft (one_6_12_activation),
    .sumAbove       (one_5_13_sum),
    .weight         (one_6_13_weight),
    .activation     (one_6_13_activation),
    .sum            (one_6_13_sum)
  );

  mac_element one_6_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_14_weight),
    .activationLeft (one_6_13_activation),
    .sumAbove       (one_5_14_sum),
    .weight         (one_6_14_weight),
    .activation     (one_6_14_activation),
    .sum            (one_6_14_sum)
  );

  mac_element one_6_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_5_15_weight),
    .activationLeft (one_6_14_activation),
    .sumAbove       (one_5_15_sum),
    .weight         (one_6_15_weight),
    .activation     (unused_one_6_15_activation),
    .sum            (one_6_15_sum)
  );

  mac_element one_7_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_0_weight),
    .activationLeft (activations[63:56]),
    .sumAbove       (one_6_0_sum),
    .weight         (one_7_0_weight),
    .activation     (one_7_0_activation),
    .sum            (one_7_0_sum)
  );

  mac_element one_7_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_1_weight),
    .activationLeft (one_7_0_activation),
    .sumAbove       (one_6_1_sum),
    .weight         (one_7_1_weight),
    .activation     (one_7_1_activation),
    .sum            (one_7_1_sum)
  );

  mac_element one_7_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_2_weight),
    .activationLeft (one_7_1_activation),
    .sumAbove       (one_6_2_sum),
    .weight         (one_7_2_weight),
    .activation     (one_7_2_activation),
    .sum            (one_7_2_sum)
  );

  mac_element one_7_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_3_weight),
    .activationLeft (one_7_2_activation),
    .sumAbove       (one_6_3_sum),
    .weight         (one_7_3_weight),
    .activation     (one_7_3_activation),
    .sum            (one_7_3_sum)
  );

  mac_element one_7_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_4_weight),
    .activationLeft (one_7_3_activation),
    .sumAbove       (one_6_4_sum),
    .weight         (one_7_4_weight),
    .activation     (one_7_4_activation),
    .sum            (one_7_4_sum)
  );

  mac_element one_7_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_5_weight),
    .activationLeft (one_7_4_activation),
    .sumAbove       (one_6_5_sum),
    .weight         (one_7_5_weight),
    .activation     (one_7_5_activation),
    .sum            (one_7_5_sum)
  );

  mac_element one_7_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_6_weight),
    .activationLeft (one_7_5_activation),
    .sumAbove       (one_6_6_sum),
    .weight         (one_7_6_weight),
    .activation     (one_7_6_activation),
    .sum            (one_7_6_sum)
  );

  mac_element one_7_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_7_weight),
    .activationLeft (one_7_6_activation),
    .sumAbove       (one_6_7_sum),
    .weight         (one_7_7_weight),
    .activation     (one_7_7_activation),
    .sum            (one_7_7_sum)
  );

  mac_element one_7_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_8_weight),
    .activationLeft (one_7_7_activation),
    .sumAbove       (one_6_8_sum),
    .weight         (one_7_8_weight),
    .activation     (one_7_8_activation),
    .sum            (one_7_8_sum)
  );

  mac_element one_7_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_9_weight),
    .activationLeft (one_7_8_activation),
    .sumAbove       (one_6_9_sum),
    .weight         (one_7_9_weight),
    .activation     (one_7_9_activation),
    .sum            (one_7_9_sum)
  );

  mac_element one_7_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_10_weight),
    .activationLeft (one_7_9_activation),
    .sumAbove       (one_6_10_sum),
    .weight         (one_7_10_weight),
    .activation     (one_7_10_activation),
    .sum            (one_7_10_sum)
  );

  mac_element one_7_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_11_weight),
    .activationLeft (one_7_10_activation),
    .sumAbove       (one_6_11_sum),
    .weight         (one_7_11_weight),
    .activation     (one_7_11_activation),
    .sum            (one_7_11_sum)
  );

  mac_element one_7_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_12_weight),
    .activationLeft (one_7_11_activation),
    .sumAbove       (one_6_12_sum),
    .weight         (one_7_12_weight),
    .activation     (one_7_12_activation),
    .sum            (one_7_12_sum)
  );

  mac_element one_7_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_13_weight),
    .activationLeft (one_7_12_activation),
    .sumAbove       (one_6_13_sum),
    .weight         (one_7_13_weight),
    .activation     (one_7_13_activation),
    .sum            (one_7_13_sum)
  );

  mac_element one_7_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_14_weight),
    .activationLeft (one_7_13_activation),
    .sumAbove       (one_6_14_sum),
    .weight         (one_7_14_weight),
    .activation     (one_7_14_activation),
    .sum            (one_7_14_sum)
  );

  mac_element one_7_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_6_15_weight),
    .activationLeft (one_7_14_activation),
    .sumAbove       (one_6_15_sum),
    .weight         (one_7_15_weight),
    .activation     (unused_one_7_15_activation),
    .sum            (one_7_15_sum)
  );

  mac_element one_8_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_0_weight),
    .activationLeft (activations[71:64]),
    .sumAbove       (one_7_0_sum),
    .weight         (one_8_0_weight),
    .activation     (one_8_0_activation),
    .sum            (one_8_0_sum)
  );

  mac_element one_8_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_1_weight),
    .activationLeft (one_8_0_activation),
    .sumAbove       (one_7_1_sum),
    .weight         (one_8_1_weight),
    .activation     (one_8_1_activation),
    .sum            (one_8_1_sum)
  );

  mac_element one_8_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_2_weight),
    .activationLeft (one_8_1_activation),
    .sumAbove       (one_7_2_sum),
    .weight         (one_8_2_weight),
    .activation     (one_8_2_activation),
    .sum            (one_8_2_sum)
  );

  mac_element one_8_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_3_weight),
    .activationLeft (one_8_2_activation),
    .sumAbove       (one_7_3_sum),
    .weight         (one_8_3_weight),
    .activation     (one_8_3_activation),
    .sum            (one_8_3_sum)
  );

  mac_element one_8_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_4_weight),
    .activationLeft (one_8_3_activation),
    .sumAbove       (one_7_4_sum),
    .weight         (one_8_4_weight),
    .activation     (one_8_4_activation),
    .sum            (one_8_4_sum)
  );

  mac_element one_8_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_5_weight),
    .activationLeft (one_8_4_activation),
    .sumAbove       (one_7_5_sum),
    .weight         (one_8_5_weight),
    .activation     (one_8_5_activation),
    .sum            (one_8_5_sum)
  );

  mac_element one_8_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_6_weight),
    .activationLeft (one_8_5_activation),
    .sumAbove       (one_7_6_sum),
    .weight         (one_8_6_weight),
    .activation     (one_8_6_activation),
    .sum            (one_8_6_sum)
  );

  mac_element one_8_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_7_weight),
    .activationLeft (one_8_6_activation),
    .sumAbove       (one_7_7_sum),
    .weight         (one_8_7_weight),
    .activation     (one_8_7_activation),
    .sum            (one_8_7_sum)
  );

  mac_element one_8_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_8_weight),
    .activationLeft (one_8_7_activation),
    .sumAbove       (one_7_8_sum),
    .weight         (one_8_8_weight),
    .activation     (one_8_8_activation),
    .sum            (one_8_8_sum)
  );

  mac_element one_8_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_9_weight),
    .activationLeft (one_8_8_activation),
    .sumAbove       (one_7_9_sum),
    .weight         (one_8_9_weight),
    .activation     (one_8_9_activation),
    .sum            (one_8_9_sum)
  );

  mac_element one_8_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_10_weight),
    .activationLeft (one_8_9_activation),
    .sumAbove       (one_7_10_sum),
    .weight         (one_8_10_weight),
    .activation     (one_8_10_activation),
    .sum            (one_8_10_sum)
  );

  mac_element one_8_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_11_weight),
    .activationLeft (one_8_10_activation),
    .sumAbove       (one_7_11_sum),
    .weight         (one_8_11_weight),
    .activation     (one_8_11_activation),
    .sum            (one_8_11_sum)
  );

  mac_element one_8_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_12_weight),
    .activationLeft (one_8_11_activation),
    .sumAbove       (one_7_12_sum),
    .weight         (one_8_12_weight),
    .activation     (one_8_12_activation),
    .sum            (one_8_12_sum)
  );

  mac_element one_8_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_13_weight),
    .activationLeft (one_8_12_activation),
    .sumAbove       (one_7_13_sum),
    .weight         (one_8_13_weight),
    .activation     (one_8_13_activation),
    .sum            (one_8_13_sum)
  );

  mac_element one_8_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_14_weight),
    .activationLeft (one_8_13_activation),
    .sumAbove       (one_7_14_sum),
    .weight         (one_8_14_weight),
    .activation     (one_8_14_activation),
    .sum            (one_8_14_sum)
  );

  mac_element one_8_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_7_15_weight),
    .activationLeft (one_8_14_activation),
    .sumAbove       (one_7_15_sum),
    .weight         (one_8_15_weight),
    .activation     (unused_one_8_15_activation),
    .sum            (one_8_15_sum)
  );

  mac_element one_9_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_0_weight),
    .activationLeft (activations[79:72]),
    .sumAbove       (one_8_0_sum),
    .weight         (one_9_0_weight),
    .activation     (one_9_0_activation),
    .sum            (one_9_0_sum)
  );

  mac_element one_9_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_1_weight),
    .activationLeft (one_9_0_activation),
    .sumAbove       (one_8_1_sum),
    .weight         (one_9_1_weight),
    .activation     (one_9_1_activation),
    .sum            (one_9_1_sum)
  );

  mac_element one_9_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_2_weight),
    .activationLeft (one_9_1_activation),
    .sumAbove       (one_8_2_sum),
    .weight         (one_9_2_weight),
    .activation     (one_9_2_activation),
    .sum            (one_9_2_sum)
  );

  mac_element one_9_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_3_weight),
    .activationLeft (one_9_2_activation),
    .sumAbove       (one_8_3_sum),
    .weight         (one_9_3_weight),
    .activation     (one_9_3_activation),
    .sum            (one_9_3_sum)
  );

  mac_element one_9_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_4_weight),
    .activationLeft (one_9_3_activation),
    .sumAbove       (one_8_4_sum),
    .weight         (one_9_4_weight),
    .activation     (one_9_4_activation),
    .sum            (one_9_4_sum)
  );

  mac_element one_9_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_5_weight),
    .activationLeft (one_9_4_activation),
    .sumAbove       (one_8_5_sum),
    .weight         (one_9_5_weight),
    .activation     (one_9_5_activation),
    .sum            (one_9_5_sum)
  );

  mac_element one_9_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_6_weight),
    .activationLeft (one_9_5_activation),
    .sumAbove       (one_8_6_sum),
    .weight         (one_9_6_weight),
    .activation     (one_9_6_activation),
    .sum            (one_9_6_sum)
  );

  mac_element one_9_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_7_weight),
    .activationLeft (one_9_6_activation),
    .sumAbove       (one_8_7_sum),
    .weight         (one_9_7_weight),
    .activation     (one_9_7_activation),
    .sum            (one_9_7_sum)
  );

  mac_element one_9_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_8_weight),
    .activationLeft (one_9_7_activation),
    .sumAbove       (one_8_8_sum),
    .weight         (one_9_8_weight),
    .activation     (one_9_8_activation),
    .sum            (one_9_8_sum)
  );

  mac_element one_9_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_9_weight),
    .activationLeft (one_9_8_activation),
    .sumAbove       (one_8_9_sum),
    .weight         (one_9_9_weight),
    .activation     (one_9_9_activation),
    .sum            (one_9_9_sum)
  );

  mac_element one_9_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_10_weight),
    .activationLeft (one_9_9_activation),
    .sumAbove       (one_8_10_sum),
    .weight         (one_9_10_weight),
    .activation     (one_9_10_activation),
    .sum            (one_9_10_sum)
  );

  mac_element one_9_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_11_weight),
    .activationLeft (one_9_10_activation),
    .sumAbove       (one_8_11_sum),
    .weight         (one_9_11_weight),
    .activation     (one_9_11_activation),
    .sum            (one_9_11_sum)
  );

  mac_element one_9_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_12_weight),
    .activationLeft (one_9_11_activation),
    .sumAbove       (one_8_12_sum),
    .weight         (one_9_12_weight),
    .activation     (one_9_12_activation),
    .sum            (one_9_12_sum)
  );

  mac_element one_9_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_13_weight),
    .activationLeft (one_9_12_activation),
    .sumAbove       (one_8_13_sum),
    .weight         (one_9_13_weight),
    .activation     (one_9_13_activation),
    .sum            (one_9_13_sum)
  );

  mac_element one_9_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_14_weight),
    .activationLeft (one_9_13_activation),
    .sumAbove       (one_8_14_sum),
    .weight         (one_9_14_weight),
    .activation     (one_9_14_activation),
    .sum            (one_9_14_sum)
  );

  mac_element one_9_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_8_15_weight),
    .activationLeft (one_9_14_activation),
    .sumAbove       (one_8_15_sum),
    .weight         (one_9_15_weight),
    .activation     (unused_one_9_15_activation),
    .sum            (one_9_15_sum)
  );

  mac_element one_10_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_0_weight),
    .activationLeft (activations[87:80]),
    .sumAbove       (one_9_0_sum),
    .weight         (one_10_0_weight),
    .activation     (one_10_0_activation),
    .sum            (one_10_0_sum)
  );

  mac_element one_10_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_1_weight),
    .activationLeft (one_10_0_activation),
    .sumAbove       (one_9_1_sum),
    .weight         (one_10_1_weight),
    .activation     (one_10_1_activation),
    .sum            (one_10_1_sum)
  );

  mac_element one_10_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_2_weight),
    .activationLeft (one_10_1_activation),
    .sumAbove       (one_9_2_sum),
    .weight         (one_10_2_weight),
    .activation     (one_10_2_activation),
    .sum            (one_10_2_sum)
  );

  mac_element one_10_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_3_weight),
    .activationLeft (one_10_2_activation),
    .sumAbove       (one_9_3_sum),
    .weight         (one_10_3_weight),
    .activation     (one_10_3_activation),
    .sum            (one_10_3_sum)
  );

  mac_element one_10_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_4_weight),
    .activationLeft (one_10_3_activation),
    .sumAbove       (one_9_4_sum),
    .weight         (one_10_4_weight),
    .activation     (one_10_4_activation),
    .sum            (one_10_4_sum)
  );

  mac_element one_10_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_5_weight),
    .activationLeft (one_10_4_activation),
    .sumAbove       (one_9_5_sum),
    .weight         (one_10_5_weight),
    .activation     (one_10_5_activation),
    .sum            (one_10_5_sum)
  );

  mac_element one_10_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_6_weight),
    .activationLeft (one_10_5_activation),
    .sumAbove       (one_9_6_sum),
    .weight         (one_10_6_weight),
    .activation     (one_10_6_activation),
    .sum            (one_10_6_sum)
  );

  mac_element one_10_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_7_weight),
    .activationLeft (one_10_6_activation),
    .sumAbove       (one_9_7_sum),
    .weight         (one_10_7_weight),
    .activation     (one_10_7_activation),
    .sum            (one_10_7_sum)
  );

  mac_element one_10_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_8_weight),
    .activationLeft (one_10_7_activation),
    .sumAbove       (one_9_8_sum),
    .weight         (one_10_8_weight),
    .activation     (one_10_8_activation),
    .sum            (one_10_8_sum)
  );

  mac_element one_10_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_9_weight),
    .activationLeft (one_10_8_activation),
    .sumAbove       (one_9_9_sum),
    .weight         (one_10_9_weight),
    .activation     (one_10_9_activation),
    .sum            (one_10_9_sum)
  );

  mac_element one_10_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_10_weight),
    .activationLeft (one_10_9_activation),
    .sumAbove       (one_9_10_sum),
    .weight         (one_10_10_weight),
    .activation     (one_10_10_activation),
    .sum            (one_10_10_sum)
  );

  mac_element one_10_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_11_weight),
    .activationLeft (one_10_10_activation),
    .sumAbove       (one_9_11_sum),
    .weight         (one_10_11_weight),
    .activation     (one_10_11_activation),
    .sum            (one_10_11_sum)
  );

  mac_element one_10_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_12_weight),
    .activationLeft (one_10_11_activation),
    .sumAbove       (one_9_12_sum),
    .weight         (one_10_12_weight),
    .activation     (one_10_12_activation),
    .sum            (one_10_12_sum)
  );

  mac_element one_10_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_13_weight),
    .activationLeft (one_10_12_activation),
    .sumAbove       (one_9_13_sum),
    .weight         (one_10_13_weight),
    .activation     (one_10_13_activation),
    .sum            (one_10_13_sum)
  );

  mac_element one_10_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_14_weight),
    .activationLeft (one_10_13_activation),
    .sumAbove       (one_9_14_sum),
    .weight         (one_10_14_weight),
    .activation     (one_10_14_activation),
    .sum            (one_10_14_sum)
  );

  mac_element one_10_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_9_15_weight),
    .activationLeft (one_10_14_activation),
    .sumAbove       (one_9_15_sum),
    .weight         (one_10_15_weight),
    .activation     (unused_one_10_15_activation),
    .sum            (one_10_15_sum)
  );

  mac_element one_11_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_0_weight),
    .activationLeft (activations[95:88]),
    .sumAbove       (one_10_0_sum),
    .weight         (one_11_0_weight),
    .activation     (one_11_0_activation),
    .sum            (one_11_0_sum)
  );

  mac_element one_11_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_1_weight),
    .activationLeft (one_11_0_activation),
    .sumAbove       (one_10_1_sum),
    .weight         (one_11_1_weight),
    .activation     (one_11_1_activation),
    .sum            (one_11_1_sum)
  );

  mac_element one_11_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_2_weight),
    .activationLeft (one_11_1_activation),
    .sumAbove       (one_10_2_sum),
    .weight         (one_11_2_weight),
    .activation     (one_11_2_activation),
    .sum            (one_11_2_sum)
  );

  mac_element one_11_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_3_weight),
    .activationLeft (one_11_2_activation),
    .sumAbove       (one_10_3_sum),
    .weight         (one_11_3_weight),
    .activation     (one_11_3_activation),
    .sum            (one_11_3_sum)
  );

  mac_element one_11_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_4_weight),
    .activationLeft (one_11_3_activation),
    .sumAbove       (one_10_4_sum),
    .weight         (one_11_4_weight),
    .activation     (one_11_4_activation),
    .sum            (one_11_4_sum)
  );

  mac_element one_11_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_5_weight),
    .activationLeft (one_11_4_activation),
    .sumAbove       (one_10_5_sum),
    .weight         (one_11_5_weight),
    .activation     (one_11_5_activation),
    .sum            (one_11_5_sum)
  );

  mac_element one_11_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_6_weight),
    .activationLeft (one_11_5_activation),
    .sumAbove       (one_10_6_sum),
    .weight         (one_11_6_weight),
    .activation     (one_11_6_activation),
    .sum            (one_11_6_sum)
  );

  mac_element one_11_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_7_weight),
    .activationLeft (one_11_6_activation),
    .sumAbove       (one_10_7_sum),
    .weight         (one_11_7_weight),
    .activation     (one_11_7_activation),
    .sum            (one_11_7_sum)
  );

  mac_element one_11_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_8_weight),
    .activationLeft (one_11_7_activation),
    .sumAbove       (one_10_8_sum),
    .weight         (one_11_8_weight),
    .activation     (one_11_8_activation),
    .sum            (one_11_8_sum)
  );

  mac_element one_11_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_9_weight),
    .activationLeft (one_11_8_activation),
    .sumAbove       (one_10_9_sum),
    .weight         (one_11_9_weight),
    .activation     (one_11_9_activation),
    .sum            (one_11_9_sum)
  );

  mac_element one_11_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_10_weight),
    .activationLeft (one_11_9_activation),
    .sumAbove       (one_10_10_sum),
    .weight         (one_11_10_weight),
    .activation     (one_11_10_activation),
    .sum            (one_11_10_sum)
  );

  mac_element one_11_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_11_weight),
    .activationLeft (one_11_10_activation),
    .sumAbove       (one_10_11_sum),
    .weight         (one_11_11_weight),
    .activation     (one_11_11_activation),
    .sum            (one_11_11_sum)
  );

  mac_element one_11_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_12_weight),
    .activationLeft (one_11_11_activation),
    .sumAbove       (one_10_12_sum),
    .weight         (one_11_12_weight),
    .activation     (one_11_12_activation),
    .sum            (one_11_12_sum)
  );

  mac_element one_11_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_13_weight),
    .activationLeft (one_11_12_activation),
    .sumAbove       (one_10_13_sum),
    .weight         (one_11_13_weight),
    .activation     (one_11_13_activation),
    .sum            (one_11_13_sum)
  );

  mac_element one_11_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_14_weight),
    .activationLeft (one_11_13_activation),
    .sumAbove       (one_10_14_sum),
    .weight         (one_11_14_weight),
    .activation     (one_11_14_activation),
    .sum            (one_11_14_sum)
  );

  mac_element one_11_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_10_15_weight),
    .activationLeft (one_11_14_activation),
    .sumAbove       (one_10_15_sum),
    .weight         (one_11_15_weight),
    .activation     (unused_one_11_15_activation),
    .sum            (one_11_15_sum)
  );

  mac_element one_12_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_0_weight),
    .activationLeft (activations[103:96]),
    .sumAbove       (one_11_0_sum),
    .weight         (one_12_0_weight),
    .activation     (one_12_0_activation),
    .sum            (one_12_0_sum)
  );

  mac_element one_12_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_1_weight),
    .activationLeft (one_12_0_activation),
    .sumAbove       (one_11_1_sum),
    .weight         (one_12_1_weight),
    .activation     (one_12_1_activation),
    .sum            (one_12_1_sum)
  );

  mac_element one_12_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_2_weight),
    .activationLeft (one_12_1_activation),
    .sumAbove       (one_11_2_sum),
    .weight         (one_12_2_weight),
    .activation     (one_12_2_activation),
    .sum            (one_12_2_sum)
  );

  mac_element one_12_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_3_weight),
    .activationLeft (one_12_2_activation),
    .sumAbove       (one_11_3_sum),
    .weight         (one_12_3_weight),
    .activation     (one_12_3_activation),
    .sum            (one_12_3_sum)
  );

  mac_element one_12_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_4_weight),
    .activationLeft (one_12_3_activation),
    .sumAbove       (one_11_4_sum),
    .weight         (one_12_4_weight),
    .activation     (one_12_4_activation),
    .sum            (one_12_4_sum)
  );

  mac_element one_12_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_5_weight),
    .activationLeft (one_12_4_activation),
    .sumAbove       (one_11_5_sum),
    .weight         (one_12_5_weight),
    .activation     (one_12_5_activation),
    .sum            (one_12_5_sum)
  );

  mac_element one_12_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_6_weight),
    .activationLeft (one_12_5_activation),
    .sumAbove       (one_11_6_sum),
    .weight         (one_12_6_weight),
    .activation     (one_12_6_activation),
    .sum            (one_12_6_sum)
  );

  mac_element one_12_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_7_weight),
    .activationLeft (one_12_6_activation),
    .sumAbove       (one_11_7_sum),
    .weight         (one_12_7_weight),
    .activation     (one_12_7_activation),
    .sum            (one_12_7_sum)
  );

  mac_element one_12_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_8_weight),
    .activationLeft (one_12_7_activation),
    .sumAbove       (one_11_8_sum),
    .weight         (one_12_8_weight),
    .activation     (one_12_8_activation),
    .sum            (one_12_8_sum)
  );

  mac_element one_12_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_9_weight),
    .activationLeft (one_12_8_activation),
    .sumAbove       (one_11_9_sum),
    .weight         (one_12_9_weight),
    .activation     (one_12_9_activation),
    .sum            (one_12_9_sum)
  );

  mac_element one_12_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_10_weight),
    .activationLeft (one_12_9_activation),
    .sumAbove       (one_11_10_sum),
    .weight         (one_12_10_weight),
    .activation     (one_12_10_activation),
    .sum            (one_12_10_sum)
  );

  mac_element one_12_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_11_weight),
    .activationLeft (one_12_10_activation),
    .sumAbove       (one_11_11_sum),
    .weight         (one_12_11_weight),
    .activation     (one_12_11_activation),
    .sum            (one_12_11_sum)
  );

  mac_element one_12_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_12_weight),
    .activationLeft (one_12_11_activation),
    .sumAbove       (one_11_12_sum),
    .weight         (one_12_12_weight),
    .activation     (one_12_12_activation),
    .sum            (one_12_12_sum)
  );

  mac_element one_12_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_13_weight),
    .activationLeft (one_12_12_activation),
    .sumAbove       (one_11_13_sum),
    .weight         (one_12_13_weight),
    .activation     (one_12_13_activation),
    .sum            (one_12_13_sum)
  );

  mac_element one_12_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_14_weight),
    .activationLeft (one_12_13_activation),
    .sumAbove       (one_11_14_sum),
    .weight         (one_12_14_weight),
    .activation     (one_12_14_activation),
    .sum            (one_12_14_sum)
  );

  mac_element one_12_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_11_15_weight),
    .activationLeft (one_12_14_activation),
    .sumAbove       (one_11_15_sum),
    .weight         (one_12_15_weight),
    .activation     (unused_one_12_15_activation),
    .sum            (one_12_15_sum)
  );

  mac_element one_13_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_0_weight),
    .activationLeft (activations[111:104]),
    .sumAbove       (one_12_0_sum),
    .weight         (one_13_0_weight),
    .activation     (one_13_0_activation),
    .sum            (one_13_0_sum)
  );

  mac_element one_13_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_1_weight),
    .activationLeft (one_13_0_activation),
    .sumAbove       (one_12_1_sum),
    .weight         (one_13_1_weight),
    .activation     (one_13_1_activation),
    .sum            (one_13_1_sum)
  );

  mac_element one_13_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_2_weight),
    .activationLeft (one_13_1_activation),
    .sumAbove       (one_12_2_sum),
    .weight         (one_13_2_weight),
    .activation     (one_13_2_activation),
    .sum            (one_13_2_sum)
  );

  mac_element one_13_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_3_weight),
    .activationLeft (one_13_2_activation),
    .sumAbove       (one_12_3_sum),
    .weight         (one_13_3_weight),
    .activation     (one_13_3_activation),
    .sum            (one_13_3_sum)
  );

  mac_element one_13_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_4_weight),
    .activationLeft (one_13_3_activation),
    .sumAbove       (one_12_4_sum),
    .weight         (one_13_4_weight),
    .activation     (one_13_4_activation),
    .sum            (one_13_4_sum)
  );

  mac_element one_13_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_5_weight),
    .activationLeft (one_13_4_activation),
    .sumAbove       (one_12_5_sum),
    .weight         (one_13_5_weight),
    .activation     (one_13_5_activation),
    .sum            (one_13_5_sum)
  );

  mac_element one_13_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_6_weight),
    .activationLeft (one_13_5_activation),
    .sumAbove       (one_12_6_sum),
    .weight         (one_13_6_weight),
    .activation     (one_13_6_activation),
    .sum            (one_13_6_sum)
  );

  mac_element one_13_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_7_weight),
    .activationLeft (one_13_6_activation),
    .sumAbove       (one_12_7_sum),
    .weight         (one_13_7_weight),
    .activation     (one_13_7_activation),
    .sum            (one_13_7_sum)
  );

  mac_element one_13_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_8_weight),
    .activationLeft (one_13_7_activation),
    .sumAbove       (one_12_8_sum),
    .weight         (one_13_8_weight),
    .activation     (one_13_8_activation),
    .sum            (one_13_8_sum)
  );

  mac_element one_13_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_9_weight),
    .activationLeft (one_13_8_activation),
    .sumAbove       (one_12_9_sum),
    .weight         (one_13_9_weight),
    .activation     (one_13_9_activation),
    .sum            (one_13_9_sum)
  );

  mac_element one_13_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_10_weight),
    .activationLeft (one_13_9_activation),
    .sumAbove       (one_12_10_sum),
    .weight         (one_13_10_weight),
    .activation     (one_13_10_activation),
    .sum            (one_13_10_sum)
  );

  mac_element one_13_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_11_weight),
    .activationLeft (one_13_10_activation),
    .sumAbove       (one_12_11_sum),
    .weight         (one_13_11_weight),
    .activation     (one_13_11_activation),
    .sum            (one_13_11_sum)
  );

  mac_element one_13_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_12_weight),
    .activationLeft (one_13_11_activation),
    .sumAbove       (one_12_12_sum),
    .weight         (one_13_12_weight),
    .activation     (one_13_12_activation),
    .sum            (one_13_12_sum)
  );

  mac_element one_13_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_13_weight),
    .activationLeft (one_13_12_activation),
    .sumAbove       (one_12_13_sum),
    .weight         (one_13_13_weight),
    .activation     (one_13_13_activation),
    .sum            (one_13_13_sum)
  );

  mac_element one_13_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_14_weight),
    .activationLeft (one_13_13_activation),
    .sumAbove       (one_12_14_sum),
    .weight         (one_13_14_weight),
    .activation     (one_13_14_activation),
    .sum            (one_13_14_sum)
  );

  mac_element one_13_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_12_15_weight),
    .activationLeft (one_13_14_activation),
    .sumAbove       (one_12_15_sum),
    .weight         (one_13_15_weight),
    .activation     (unused_one_13_15_activation),
    .sum            (one_13_15_sum)
  );

  mac_element one_14_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_0_weight),
    .activationLeft (activations[119:112]),
    .sumAbove       (one_13_0_sum),
    .weight         (one_14_0_weight),
    .activation     (one_14_0_activation),
    .sum            (one_14_0_sum)
  );

  mac_element one_14_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_1_weight),
    .activationLeft (one_14_0_activation),
    .sumAbove       (one_13_1_sum),
    .weight         (one_14_1_weight),
    .activation     (one_14_1_activation),
    .sum            (one_14_1_sum)
  );

  mac_element one_14_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_2_weight),
    .activationLeft (one_14_1_activation),
    .sumAbove       (one_13_2_sum),
    .weight         (one_14_2_weight),
    .activation     (one_14_2_activation),
    .sum            (one_14_2_sum)
  );

  mac_element one_14_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_3_weight),
    .activationLeft (one_14_2_activation),
    .sumAbove       (one_13_3_sum),
    .weight         (one_14_3_weight),
    .activation     (one_14_3_activation),
    .sum            (one_14_3_sum)
  );

  mac_element one_14_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_4_weight),
    .activationLeft (one_14_3_activation),
    .sumAbove       (one_13_4_sum),
    .weight         (one_14_4_weight),
    .activation     (one_14_4_activation),
    .sum            (one_14_4_sum)
  );

  mac_element one_14_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_5_weight),
    .activationLeft (one_14_4_activation),
    .sumAbove       (one_13_5_sum),
    .weight         (one_14_5_weight),
    .activation     (one_14_5_activation),
    .sum            (one_14_5_sum)
  );

  mac_element one_14_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_6_weight),
    .activationLeft (one_14_5_activation),
    .sumAbove       (one_13_6_sum),
    .weight         (one_14_6_weight),
    .activation     (one_14_6_activation),
    .sum            (one_14_6_sum)
  );

  mac_element one_14_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_7_weight),
    .activationLeft (one_14_6_activation),
    .sumAbove       (one_13_7_sum),
    .weight         (one_14_7_weight),
    .activation     (one_14_7_activation),
    .sum            (one_14_7_sum)
  );

  mac_element one_14_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_8_weight),
    .activationLeft (one_14_7_activation),
    .sumAbove       (one_13_8_sum),
    .weight         (one_14_8_weight),
    .activation     (one_14_8_activation),
    .sum            (one_14_8_sum)
  );

  mac_element one_14_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_9_weight),
    .activationLeft (one_14_8_activation),
    .sumAbove       (one_13_9_sum),
    .weight         (one_14_9_weight),
    .activation     (one_14_9_activation),
    .sum            (one_14_9_sum)
  );

  mac_element one_14_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_10_weight),
    .activationLeft (one_14_9_activation),
    .sumAbove       (one_13_10_sum),
    .weight         (one_14_10_weight),
    .activation     (one_14_10_activation),
    .sum            (one_14_10_sum)
  );

  mac_element one_14_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_11_weight),
    .activationLeft (one_14_10_activation),
    .sumAbove       (one_13_11_sum),
    .weight         (one_14_11_weight),
    .activation     (one_14_11_activation),
    .sum            (one_14_11_sum)
  );

  mac_element one_14_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_12_weight),
    .activationLeft (one_14_11_activation),
    .sumAbove       (one_13_12_sum),
    .weight         (one_14_12_weight),
    .activation     (one_14_12_activation),
    .sum            (one_14_12_sum)
  );

  mac_element one_14_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_13_weight),
    .activationLeft (one_14_12_activation),
    .sumAbove       (one_13_13_sum),
    .weight         (one_14_13_weight),
    .activation     (one_14_13_activation),
    .sum            (one_14_13_sum)
  );

  mac_element one_14_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_14_weight),
    .activationLeft (one_14_13_activation),
    .sumAbove       (one_13_14_sum),
    .weight         (one_14_14_weight),
    .activation     (one_14_14_activation),
    .sum            (one_14_14_sum)
  );

  mac_element one_14_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_13_15_weight),
    .activationLeft (one_14_14_activation),
    .sumAbove       (one_13_15_sum),
    .weight         (one_14_15_weight),
    .activation     (unused_one_14_15_activation),
    .sum            (one_14_15_sum)
  );

  mac_element one_15_0 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_0_weight),
    .activationLeft (activations[127:120]),
    .sumAbove       (one_14_0_sum),
    .weight         (unused_one_15_0_weight),
    .activation     (one_15_0_activation),
    .sum            (one_15_0_sum)
  );

  mac_element one_15_1 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_1_weight),
    .activationLeft (one_15_0_activation),
    .sumAbove       (one_14_1_sum),
    .weight         (unused_one_15_1_weight),
    .activation     (one_15_1_activation),
    .sum            (one_15_1_sum)
  );

  mac_element one_15_2 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_2_weight),
    .activationLeft (one_15_1_activation),
    .sumAbove       (one_14_2_sum),
    .weight         (unused_one_15_2_weight),
    .activation     (one_15_2_activation),
    .sum            (one_15_2_sum)
  );

  mac_element one_15_3 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_3_weight),
    .activationLeft (one_15_2_activation),
    .sumAbove       (one_14_3_sum),
    .weight         (unused_one_15_3_weight),
    .activation     (one_15_3_activation),
    .sum            (one_15_3_sum)
  );

  mac_element one_15_4 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_4_weight),
    .activationLeft (one_15_3_activation),
    .sumAbove       (one_14_4_sum),
    .weight         (unused_one_15_4_weight),
    .activation     (one_15_4_activation),
    .sum            (one_15_4_sum)
  );

  mac_element one_15_5 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_5_weight),
    .activationLeft (one_15_4_activation),
    .sumAbove       (one_14_5_sum),
    .weight         (unused_one_15_5_weight),
    .activation     (one_15_5_activation),
    .sum            (one_15_5_sum)
  );

  mac_element one_15_6 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_6_weight),
    .activationLeft (one_15_5_activation),
    .sumAbove       (one_14_6_sum),
    .weight         (unused_one_15_6_weight),
    .activation     (one_15_6_activation),
    .sum            (one_15_6_sum)
  );

  mac_element one_15_7 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_7_weight),
    .activationLeft (one_15_6_activation),
    .sumAbove       (one_14_7_sum),
    .weight         (unused_one_15_7_weight),
    .activation     (one_15_7_activation),
    .sum            (one_15_7_sum)
  );

  mac_element one_15_8 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_8_weight),
    .activationLeft (one_15_7_activation),
    .sumAbove       (one_14_8_sum),
    .weight         (unused_one_15_8_weight),
    .activation     (one_15_8_activation),
    .sum            (one_15_8_sum)
  );

  mac_element one_15_9 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_9_weight),
    .activationLeft (one_15_8_activation),
    .sumAbove       (one_14_9_sum),
    .weight         (unused_one_15_9_weight),
    .activation     (one_15_9_activation),
    .sum            (one_15_9_sum)
  );

  mac_element one_15_10 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_10_weight),
    .activationLeft (one_15_9_activation),
    .sumAbove       (one_14_10_sum),
    .weight         (unused_one_15_10_weight),
    .activation     (one_15_10_activation),
    .sum            (one_15_10_sum)
  );

  mac_element one_15_11 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_11_weight),
    .activationLeft (one_15_10_activation),
    .sumAbove       (one_14_11_sum),
    .weight         (unused_one_15_11_weight),
    .activation     (one_15_11_activation),
    .sum            (one_15_11_sum)
  );

  mac_element one_15_12 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_12_weight),
    .activationLeft (one_15_11_activation),
    .sumAbove       (one_14_12_sum),
    .weight         (unused_one_15_12_weight),
    .activation     (one_15_12_activation),
    .sum            (one_15_12_sum)
  );

  mac_element one_15_13 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_13_weight),
    .activationLeft (one_15_12_activation),
    .sumAbove       (one_14_13_sum),
    .weight         (unused_one_15_13_weight),
    .activation     (one_15_13_activation),
    .sum            (one_15_13_sum)
  );

  mac_element one_15_14 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_14_weight),
    .activationLeft (one_15_13_activation),
    .sumAbove       (one_14_14_sum),
    .weight         (unused_one_15_14_weight),
    .activation     (one_15_14_activation),
    .sum            (one_15_14_sum)
  );

  mac_element one_15_15 (
    .clock          (clock),
    .loadWeight     (loadWeights),
    .weightAbove    (one_14_15_weight),
    .activationLeft (one_15_14_activation),
    .sumAbove       (one_14_15_sum),
    .weight         (unused_one_15_15_weight),
    .activation     (unused_one_15_15_activation),
    .sum            (one_15_15_sum)
  );

  wire unused = &{1'b0, unused_one_0_15_activation, unused_one_1_15_activation, unused_one_2_15_activation,
      unused_one_3_15_activation, unused_one_4_15_activation, unused_one_5_15_activation, unused_one_6_15_activation,
      unused_one_7_15_activation, unused_one_8_15_activation, unused_one_9_15_activation, unused_one_10_15_activation,
      unused_one_11_15_activation, unused_one_12_15_activation, unused_one_13_15_activation,
      unused_one_14_15_activation, unused_one_15_0_weight, unused_one_15_1_weight, unused_one_15_2_weight,
      unused_one_15_3_weight, unused_one_15_4_weight, unused_one_15_5_weight, unused_one_15_6_weight,
      unused_one_15_7_weight, unused_one_15_8_weight, unused_one_15_9_weight, unused_one_15_10_weight,
      unused_one_15_11_weight, unused_one_15_12_weight, unused_one_15_13_weight, unused_one_15_14_weight,
      unused_one_15_15_weight, unused_one_15_15_activation, 1'b0};
endmodule
