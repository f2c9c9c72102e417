// signed_adder_tree: SignedAdderTree (Units/AdderTree.swift)
//
// The exact sum of many numbers, through a tree of adders.
//
//   operands = 16
//   width    = 16
//   latency  = 1
module signed_adder_tree (
  input  logic                clock,
  input  logic                reset,
  input  logic                valid,
  input  logic        [255:0] operands,
  output logic                sumValid,
  output logic signed  [19:0] sum
);
  logic valid_1;
  logic [19:0] register_value;

  wire [127:0] sums_1_elements = operands[127:0];
  wire [127:0] sums_1_elements_1 = operands[255:128];

  assign sumValid = valid_1;
  assign sum = register_value;

  always_ff @(posedge clock) begin
    if (reset)
      valid_1 <= 1'b0;
    else
      valid_1 <= valid;
  end

  always @(posedge clock) begin : register_value_update
    integer i;
    logic [135:0] sums_1;
    logic [67:0] sums_2_elements;
    logic [67:0] sums_2_elements_1;
    logic [71:0] sums_2;
    logic [35:0] sums_3_elements;
    logic [35:0] sums_3_elements_1;
    logic [37:0] sums_3;
    logic [19:0] sums_4;
    for (i = 0; i < 8; i = i + 1)
      sums_1[i*17 +: 17] = 17'($signed(sums_1_elements[i*16 +: 16])) + 17'($signed(sums_1_elements_1[i*16 +: 16]));
    sums_2_elements = sums_1[67:0];
    sums_2_elements_1 = sums_1[135:68];
    for (i = 0; i < 4; i = i + 1)
      sums_2[i*18 +: 18] = 18'($signed(sums_2_elements[i*17 +: 17])) + 18'($signed(sums_2_elements_1[i*17 +: 17]));
    sums_3_elements = sums_2[35:0];
    sums_3_elements_1 = sums_2[71:36];
    for (i = 0; i < 2; i = i + 1)
      sums_3[i*19 +: 19] = 19'($signed(sums_3_elements[i*18 +: 18])) + 19'($signed(sums_3_elements_1[i*18 +: 18]));
    sums_4 = 20'($signed(sums_3[18:0])) + 20'($signed(sums_3[37:19]));
    register_value <= sums_4;
  end

`ifndef SYNTHESIS
  initial
    register_value = 20'ha6b8d;
`endif
endmodule
