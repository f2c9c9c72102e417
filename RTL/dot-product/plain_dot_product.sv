// plain_dot_product: PlainDotProduct (Units/DotProduct.swift)
//
// The exact dot product of two vectors of numbers.
//
//   lanes   = 64
//   width   = 8
//   signed  = true
//   latency = 2
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module plain_dot_product (
  input  logic         clock,
  input  logic         reset,
  input  logic         valid,
  input  logic [511:0] a,
  input  logic [511:0] b,
  output logic         product_valid,
  output logic  [21:0] product
);
  logic product_valid_valid_0;
  logic signed [7:0] product_left [0:63];
  logic [511:0] product_right `HWGEN_START({16{32'hc0da6b8d}});
  logic signed [21:0] product_reg `HWGEN_START(22'h1a6b8d);

  wire [511:0] product_vector = a;

  assign product = product_reg;

  always_ff @(posedge clock) begin
    if (reset) begin
      product_valid_valid_0 <= 1'b0;
      product_valid <= 1'b0;
    end else begin
      product_valid_valid_0 <= valid;
      product_valid <= product_valid_valid_0;
    end
  end

  always @(posedge clock) begin : product_left_update
    integer i;
    for (i = 0; i < 64; i = i + 1)
      product_left[i] <= product_vector[i*8 +: 8];
  end

  always_ff @(posedge clock)
    product_right <= b;

  always_ff @(posedge clock) begin : product_reg_update
    integer i;
    logic signed [21:0] product_reg_next;
    product_reg_next = 22'sd0;
    for (i = 0; i < 64; i = i + 1)
      product_reg_next = product_reg_next + product_left[i] * $signed(product_right[i*8 +: 8]);
    product_reg <= product_reg_next;
  end

`ifndef SYNTHESIS
  initial begin : product_left_initial
    integer i;
    logic [511:0] product_left_word;
    product_left_word = {16{32'hc0da6b8d}};
    for (i = 0; i < 64; i = i + 1)
      product_left[i] = product_left_word[i*8 +: 8];
  end
`endif
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
