// plain_dot_product: PlainDotProduct (Units/DotProduct.swift)
//
// The exact dot product of two vectors of numbers.
//
//   lanes   = 64
//   width   = 8
//   signed  = true
//   latency = 2
module plain_dot_product (
  input  logic         clock,
  input  logic         reset,
  input  logic         valid,
  input  logic [511:0] a,
  input  logic [511:0] b,
  output logic         productValid,
  output logic  [21:0] product
);
  logic valid_1;
  logic valid_2;
  logic signed [7:0] left [0:63];
  logic [511:0] right;
  logic signed [21:0] product_1;

  wire [511:0] vector_value = a;

  assign productValid = valid_2;
  assign product = product_1;

  always_ff @(posedge clock) begin
    if (reset) begin
      valid_1 <= 1'b0;
      valid_2 <= 1'b0;
    end else begin
      valid_1 <= valid;
      valid_2 <= valid_1;
    end
  end

  always @(posedge clock) begin : left_update
    integer i;
    for (i = 0; i < 64; i = i + 1)
      left[i] <= vector_value[i*8 +: 8];
  end

  always @(posedge clock)
    right <= b;

  always @(posedge clock) begin : product_1_update
    integer i;
    logic signed [21:0] product_1_next;
    product_1_next = 22'sd0;
    for (i = 0; i < 64; i = i + 1)
      product_1_next = product_1_next + left[i] * $signed(right[i*8 +: 8]);
    product_1 <= product_1_next;
  end

`ifndef SYNTHESIS
  initial begin : left_initial
    integer i;
    logic [511:0] left_word;
    left_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      left[i] = left_word[i*8 +: 8];
    right = {16{32'hc0da6b8d}};
    product_1 = 22'sh1a6b8d;
  end
`endif
endmodule
