// signed_adder_tree: SignedAdderTree (Units/AdderTree.swift)
//
// The exact sum of many numbers, through a tree of adders.
//
//   operands = 16
//   width    = 16
//   latency  = 1
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module signed_adder_tree (
  input  logic                clock,
  input  logic                reset,
  input  logic                valid,
  input  logic        [255:0] operands,
  output logic                sum_valid,
  output logic signed  [19:0] sum
);
  logic [19:0] register_value `HWGEN_START(20'ha6b8d);

  wire [127:0] sum_sums_1_elements = operands[127:0];
  wire [127:0] sum_sums_1_elements_1 = operands[255:128];

  assign sum = register_value;

  always_ff @(posedge clock) begin
    if (reset)
      sum_valid <= 1'b0;
    else
      sum_valid <= valid;
  end

  always_ff @(posedge clock) begin : register_value_update
    integer i;
    logic [135:0] sum_sums_1;
    logic [67:0] sum_sums_2_elements, sum_sums_2_elements_1;
    logic [71:0] sum_sums_2;
    logic [35:0] sum_sums_3_elements, sum_sums_3_elements_1;
    logic [37:0] sum_sums_3;
    logic [19:0] sum_sums_4;
    for (i = 0; i < 8; i = i + 1)
      sum_sums_1[i*17 +: 17] = 17'($signed(sum_sums_1_elements[i*16 +: 16])) +
          17'($signed(sum_sums_1_elements_1[i*16 +: 16]));
    sum_sums_2_elements = sum_sums_1[67:0];
    sum_sums_2_elements_1 = sum_sums_1[135:68];
    for (i = 0; i < 4; i = i + 1)
      sum_sums_2[i*18 +: 18] = 18'($signed(sum_sums_2_elements[i*17 +: 17])) +
          18'($signed(sum_sums_2_elements_1[i*17 +: 17]));
    sum_sums_3_elements = sum_sums_2[35:0];
    sum_sums_3_elements_1 = sum_sums_2[71:36];
    for (i = 0; i < 2; i = i + 1)
      sum_sums_3[i*19 +: 19] = 19'($signed(sum_sums_3_elements[i*18 +: 18])) +
          19'($signed(sum_sums_3_elements_1[i*18 +: 18]));
    sum_sums_4 = 20'($signed(sum_sums_3[18:0])) + 20'($signed(sum_sums_3[37:19]));
    register_value <= sum_sums_4;
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
