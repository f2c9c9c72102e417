// group_vector_engine: GroupVectorEngine (Units/GroupVectorEngine.swift)
//
// Columns of fused dot products of FP16 by INT4 or FP16, scaled by block and added up in FP20.
//
//   inputs    = 16
//   outputs   = 4
//   sum       = fp20
//   output    = fp20
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
  input  logic  [63:0] operands_addends,
  input  logic         operands_is_half,
  input  logic         operands_last,
  output logic         results_valid,
  input  logic         results_ready,
  output logic  [79:0] results_sums,
  output logic  [31:0] busy_cycles,
  output logic  [31:0] starved_cycles,
  output logic  [31:0] back_pressured_cycles
);
  wire [79:0] products_products;
  logic [63:0] products_addends `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic products_last, products_valid, products_is_occupied_0, products_is_occupied_1, products_is_occupied_2;
  logic products_is_occupied_3, products_is_occupied_4;
  wire [79:0] products_fields;
  wire [191:0] products_activation_number;
  wire [15:0] products_activation_is_beyond;
  wire [255:0] products_weight_code;
  wire [79:0] products_weight_field;
  wire [15:0] products_weight_is_beyond;
  logic [47:0] products_numbers [0:3];
  logic [24:0] products_exponents [0:3];
  logic [23:0] products_column_tops /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [4:0] products_top `HWGEN_START(5'h0d);
  logic products_is_half_later `HWGEN_START(1'b1);
  logic [255:0] products_weights_delayed_0 `HWGEN_START({8{32'hc0da6b8d}});
  logic [119:0] products_later_delayed_0 /* verilator split_var */ `HWGEN_START({24'hda6b8d,{3{32'hc0da6b8d}}});
  logic [23:0] products_later_delayed_0_reg /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [3:0] products_column_is_nan;
  logic [63:0] products_addends_delayed_0 `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic [63:0] products_addends_delayed_1 `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic [63:0] products_addends_delayed_2 `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic [63:0] products_addends_delayed_3 `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic [63:0] products_addends_delayed_4 `HWGEN_START(64'hc0da6b8dc0da6b8d);
  logic products_last_delayed_0, products_last_delayed_1, products_last_delayed_2, products_last_delayed_3;
  logic products_last_delayed_4;
  logic [79:0] sums `HWGEN_START({16'h6b8d,{2{32'hc0da6b8d}}});
  logic is_first;
  wire [79:0] accumulator_total, result_number;

  wire products_ready = !results_valid || results_ready;
  wire [15:0] products_beyond = products_activation_is_beyond;
  wire products_is_beyond = operands_is_half ? (|products_beyond[3:0]) : |products_beyond;
  wire [15:0] products_column_is_nan_elements = products_weight_is_beyond;
  wire [47:0] products_numbers_elements = products_activation_number[47:0];
  wire [191:0] products_four = products_activation_number;
  wire [79:0] products_four_fields = products_fields;
  wire [19:0] products_exponents_elements = products_fields[19:0];
  wire [79:0] products_own_elements = products_weight_field;
  wire [19:0] products_own_elements_2 = products_fields[19:0];
  wire [74:0] products_largest_elements = products_fields[79:5];
  logic [4:0] products_largest;
  wire [255:0] products_weights = products_weights_delayed_0;

  always_comb begin : products_largest_logic
    integer i;
    logic [4:0] products_largest_then;
    products_largest = products_fields[4:0];
    for (i = 0; i < 15; i = i + 1) begin
      products_largest_then = products_largest_elements[i*5 +: 5];
      products_largest = products_largest < products_largest_then ? products_largest_then : products_largest;
    end
  end

  assign operands_ready = !products_valid || products_ready;
  assign products_weight_code = operands_weights;

  always_comb begin : products_column_is_nan_logic
    integer i;
    for (i = 0; i < 4; i = i + 1)
      products_column_is_nan[i] = products_is_beyond || (operands_is_half &&
          (|products_column_is_nan_elements[i*4 +: 4]));
  end

  assign results_sums = result_number;

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

  always @(posedge clock) begin : products_numbers_update
    integer i;
    logic [11:0] products_numbers_part;
    if (operands_ready) begin
      for (i = 0; i < 4; i = i + 1) begin
        products_numbers_part = products_numbers_elements[i*12 +: 12];
        products_numbers[i] <= operands_is_half ? {4{products_numbers_part}} : products_four[i*48 +: 48];
      end
    end
  end

  always @(posedge clock) begin : products_exponents_update
    integer i;
    if (operands_ready)
      for (i = 0; i < 4; i = i + 1)
        products_exponents[i] <= {products_exponents_elements[i*5 +: 5], products_four_fields[i*20 +: 20]};
  end

  for (genvar lane = 0; lane < 4; lane = lane + 1) begin : products_column_tops_lanes
    always_ff @(posedge clock) begin : products_column_tops_update
      integer i;
      logic [5:0] products_own_element;
      logic [23:0] products_own_bits;
      logic [19:0] products_own_elements_1;
      logic [5:0] products_own_then;
      logic [17:0] products_own_elements_3;
      if (operands_ready) begin
        products_own_elements_1 = products_own_elements[lane*20 +: 20];
        for (i = 0; i < 4; i = i + 1)
          products_own_bits[i*6 +: 6] = 6'(products_own_elements_1[i*5 +: 5]) + 6'(products_own_elements_2[i*5 +: 5]);
        products_own_element = products_own_bits[5:0];
        products_own_elements_3 = products_own_bits[23:6];
        for (i = 0; i < 3; i = i + 1) begin
          products_own_then = products_own_elements_3[i*6 +: 6];
          products_own_element = products_own_element < products_own_then ? products_own_then : products_own_element;
        end
        products_column_tops[lane*6 +: 6] <= operands_is_half ? products_own_element : 6'(products_largest);
      end
    end
  end

  always_ff @(posedge clock) begin
    if (operands_ready) begin
      products_top <= products_largest;
      products_is_half_later <= operands_is_half;
      products_weights_delayed_0 <= operands_weights;
    end
  end

  for (genvar lane = 0; lane < 4; lane = lane + 1) begin : products_later_delayed_0_lanes
    always_ff @(posedge clock) begin : products_later_delayed_0_update
      integer i;
      logic signed [29:0] products_sums_element;
      logic [47:0] products_sums_bits;
      logic [15:0] products_sums_bits_2;
      logic products_sums_part;
      logic [15:0] products_sums_bits_1;
      logic [63:0] products_sums_elements;
      logic signed [29:0] products_sums_else;
      logic [13:0] products_sums_operand, products_sums_operand_1, products_sums_operand_2, products_sums_operand_3;
      logic [24:0] products_sums_bits_3;
      logic signed [29:0] products_sums_else_1, products_sums_else_2, products_sums_else_3;
      if (operands_ready) begin
        products_sums_element = 30'sd0;
        products_sums_elements = products_weights[lane*64 +: 64];
        for (i = 0; i < 4; i = i + 1) begin
          products_sums_bits = products_numbers[i];
          products_sums_bits_1 = products_sums_elements[i*16 +: 16];
          products_sums_part = products_sums_bits_1[15];
          products_sums_bits_2 = products_is_half_later ? {products_sums_part, 1'b0, |products_sums_bits_1[14:10],
              products_sums_bits_1[9], products_sums_part, products_sums_bits_1[8:6], products_sums_part,
              products_sums_bits_1[5:3], products_sums_part, products_sums_bits_1[2:0]} : products_sums_bits_1;
          products_sums_operand = products_sums_bits[10:0] * products_sums_bits_2[2:0];
          products_sums_operand_1 = products_sums_bits[22:12] * products_sums_bits_2[6:4];
          products_sums_operand_2 = products_sums_bits[34:24] * products_sums_bits_2[10:8];
          products_sums_operand_3 = products_sums_bits[46:36] * products_sums_bits_2[14:12];
          products_sums_bits_3 = products_exponents[i];
          products_sums_else = 30'(27'((27'(22'(products_is_half_later ? 22'(products_sums_operand) +
              (22'(products_sums_operand_1) << 3) + (22'(products_sums_operand_2) << 6) + (22'(products_sums_operand_3)
              << 9) : 22'(products_sums_operand))) << 5) >> (products_column_tops[lane*6 +: 6] - (products_is_half_later
              ? 6'(5'(products_sums_bits_1[14:10] - 5'(|products_sums_bits_1[14:10]))) + 6'(products_sums_bits_3[24:20])
              : 6'(products_sums_bits_3[4:0])))));
          products_sums_else_1 = 30'(19'((19'(products_sums_operand_1) << 5) >> (products_top -
              products_sums_bits_3[9:5])));
          products_sums_else_2 = 30'(19'((19'(products_sums_operand_2) << 5) >> (products_top -
              products_sums_bits_3[14:10])));
          products_sums_else_3 = 30'(19'((19'(products_sums_operand_3) << 5) >> (products_top -
              products_sums_bits_3[19:15])));
          products_sums_element = products_sums_element + ((products_sums_bits[11] ^ products_sums_bits_2[3] ?
              -products_sums_else : products_sums_else) + (products_is_half_later ? 30'sd0 : (products_sums_bits[23] ^
              products_sums_bits_2[7] ? -products_sums_else_1 : products_sums_else_1) + (products_sums_bits[35] ^
              products_sums_bits_2[11] ? -products_sums_else_2 : products_sums_else_2) + (products_sums_bits[47] ^
              products_sums_bits_2[15] ? -products_sums_else_3 : products_sums_else_3)));
        end
        products_later_delayed_0[lane*30 +: 30] <= products_sums_element;
      end
    end
  end

  for (genvar lane = 0; lane < 4; lane = lane + 1) begin : products_later_delayed_0_reg_lanes
    always_ff @(posedge clock) begin
      if (operands_ready)
        products_later_delayed_0_reg[lane*6 +: 6] <= products_column_tops[lane*6 +: 6];
    end
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      products_addends_delayed_0 <= operands_addends;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      products_addends_delayed_1 <= products_addends_delayed_0;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      products_addends_delayed_2 <= products_addends_delayed_1;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      products_addends_delayed_3 <= products_addends_delayed_2;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      products_addends_delayed_4 <= products_addends_delayed_3;
  end

  always_ff @(posedge clock) begin
    if (operands_ready)
      products_addends <= products_addends_delayed_4;
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

  wire [191:0] unused_products_weight_number;

  for (genvar index = 0; index < 16; index = index + 1) begin : products_activation_array
    half_parts products_activation (
      .code      (operands_activations[index*16 +: 16]),
      .field     (products_fields[index*5 +: 5]),
      .number    (products_activation_number[index*12 +: 12]),
      .is_beyond (products_activation_is_beyond[index])
    );
  end

  for (genvar index = 0; index < 16; index = index + 1) begin : products_weight_array
    half_parts products_weight (
      .code      (products_weight_code[index*16 +: 16]),
      .field     (products_weight_field[index*5 +: 5]),
      .number    (unused_products_weight_number[index*12 +: 12]),
      .is_beyond (products_weight_is_beyond[index])
    );
  end

  for (genvar index = 0; index < 4; index = index + 1) begin : products_column_array
    group_vector_column_16_4_fp20_fp20_5_toward_zero_saturate products_column (
      .clock   (clock),
      .moves   (operands_ready),
      .is_half (operands_is_half),
      .is_nan  (products_column_is_nan[index]),
      .scale   (operands_scales[index*16 +: 16]),
      .top     (products_later_delayed_0_reg[index*6 +: 6]),
      .total   (products_later_delayed_0[index*30 +: 30]),
      .product (products_products[index*20 +: 20])
    );
  end

  for (genvar index = 0; index < 4; index = index + 1) begin : accumulator_array
    group_vector_accumulator_16_4_fp20_fp20_5_toward_zero_saturate accumulator (
      .is_first (is_first),
      .addend   (products_addends[index*16 +: 16]),
      .sum      (sums[index*20 +: 20]),
      .product  (products_products[index*20 +: 20]),
      .total    (accumulator_total[index*20 +: 20])
    );
  end

  for (genvar index = 0; index < 4; index = index + 1) begin : result_array
    group_vector_result_16_4_fp20_fp20_5_toward_zero_saturate result (
      .sum    (sums[index*20 +: 20]),
      .number (result_number[index*20 +: 20])
    );
  end

`ifndef SYNTHESIS
  initial begin : products_numbers_initial
    integer i;
    logic [191:0] products_numbers_word;
    logic [99:0] products_exponents_word;
    products_numbers_word = {6{32'hc0da6b8d}};
    for (i = 0; i < 4; i = i + 1)
      products_numbers[i] = products_numbers_word[i*48 +: 48];
    products_exponents_word = {4'd13, {3{32'hc0da6b8d}}};
    for (i = 0; i < 4; i = i + 1)
      products_exponents[i] = products_exponents_word[i*25 +: 25];
  end
`endif

  wire unused = &{1'b0, unused_products_weight_number, 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
