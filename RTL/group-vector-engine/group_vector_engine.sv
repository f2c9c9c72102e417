// group_vector_engine: GroupVectorEngine (Units/GroupVectorEngine.swift)
//
// Columns of fused dot products of FP16 by INT4 or FP16, scaled by block and added up in FP20.
//
//   inputs    = 16
//   outputs   = 4
//   weights   = int4-sign-magnitude
//   sum       = fp20
//   guardBits = 5
//   rounding  = toward-zero
//   overflow  = saturate
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module group_vector_engine (
  input  logic         clock,
  input  logic         reset,
  input  logic         operands_valid,
  output logic         operands_ready,
  input  logic [255:0] operands_activations,
  input  logic [255:0] operands_weights,
  input  logic  [63:0] operands_scales,
  input  logic         operands_last,
  output logic         results_valid,
  input  logic         results_ready,
  output logic  [79:0] results_sums,
  output logic  [31:0] busy_cycles,
  output logic  [31:0] starved_cycles,
  output logic  [31:0] back_pressured_cycles
);
  wire [79:0] products_products;
  logic products_last, products_valid, products_is_occupied_0, products_is_occupied_1, products_is_occupied_2;
  logic products_is_occupied_3, products_is_occupied_4;
  wire [255:0] products_column_weights;
  logic products_last_delayed_0, products_last_delayed_1, products_last_delayed_2, products_last_delayed_3;
  logic products_last_delayed_4;
  logic [79:0] sums `HWGEN_START({16'h6b8d,{2{32'hc0da6b8d}}});
  logic is_first;
  wire [79:0] accumulator_total;

  wire products_ready = !results_valid || results_ready;

  assign operands_ready = !products_valid || products_ready;
  assign products_column_weights = operands_weights;
  assign results_sums = sums;

  always_ff @(posedge clock) begin
    if (reset) begin
      products_is_occupied_0 <= 1'b0;
      products_is_occupied_1 <= 1'b0;
      products_is_occupied_2 <= 1'b0;
      products_is_occupied_3 <= 1'b0;
      products_is_occupied_4 <= 1'b0;
      products_valid <= 1'b0;
      products_last_delayed_0 <= 1'b0;
      products_last_delayed_1 <= 1'b0;
      products_last_delayed_2 <= 1'b0;
      products_last_delayed_3 <= 1'b0;
      products_last_delayed_4 <= 1'b0;
      products_last <= 1'b0;
    end else if (operands_ready) begin
      products_is_occupied_0 <= operands_valid;
      products_is_occupied_1 <= products_is_occupied_0;
      products_is_occupied_2 <= products_is_occupied_1;
      products_is_occupied_3 <= products_is_occupied_2;
      products_is_occupied_4 <= products_is_occupied_3;
      products_valid <= products_is_occupied_4;
      products_last_delayed_0 <= operands_last;
      products_last_delayed_1 <= products_last_delayed_0;
      products_last_delayed_2 <= products_last_delayed_1;
      products_last_delayed_3 <= products_last_delayed_2;
      products_last_delayed_4 <= products_last_delayed_3;
      products_last <= products_last_delayed_4;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_valid <= 1'b0;
      is_first <= 1'b1;
    end else begin
      if (results_valid && results_ready)
        results_valid <= 1'b0;
      if (products_valid && products_ready) begin
        is_first <= products_last;
        results_valid <= products_last;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (products_valid && products_ready)
      sums <= accumulator_total;
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (operands_valid && operands_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (operands_ready && !operands_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (results_valid && !results_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  for (genvar index = 0; index < 4; index = index + 1) begin : products_column_array
    group_vector_column_16_4_int4_sign_magnitude_fp20_5_toward_zero_saturate products_column (
      .clock       (clock),
      .moves       (operands_ready),
      .activations (operands_activations),
      .weights     (products_column_weights[index*64 +: 64]),
      .scale       (operands_scales[index*16 +: 16]),
      .product     (products_products[index*20 +: 20])
    );
  end

  for (genvar index = 0; index < 4; index = index + 1) begin : accumulator_array
    group_vector_accumulator_16_4_int4_sign_magnitude_fp20_5_toward_zero_saturate accumulator (
      .is_first (is_first),
      .sum      (sums[index*20 +: 20]),
      .product  (products_products[index*20 +: 20]),
      .total    (accumulator_total[index*20 +: 20])
    );
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
