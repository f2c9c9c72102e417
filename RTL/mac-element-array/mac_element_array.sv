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
  input  logic         load_weights,
  input  logic [127:0] weights,
  input  logic [127:0] activations,
  output logic [511:0] sums
);
  wire [127:0] element_weight [0:16];
  wire [135:0] element_activation [0:15];
  wire [511:0] element_sum [0:16];

  assign sums = element_sum[16];
  assign element_weight[0] = weights;
  assign element_sum[0] = 512'd0;

  for (genvar row = 0; row < 16; row = row + 1) begin : element_rows
    assign element_activation[row][7:0] = activations[row*8 +: 8];
    for (genvar column = 0; column < 16; column = column + 1) begin : element_columns
      mac_element element (
        .clock           (clock),
        .load_weight     (load_weights),
        .weight_above    (element_weight[row][column*8 +: 8]),
        .activation_left (element_activation[row][column*8 +: 8]),
        .sum_above       (element_sum[row][column*32 +: 32]),
        .weight          (element_weight[row + 1][column*8 +: 8]),
        .activation      (element_activation[row][(column + 1)*8 +: 8]),
        .sum             (element_sum[row + 1][column*32 +: 32])
      );
    end
  end
endmodule
