// pim_element_elements16_lanes4_overflowsaturate: PIMElement (Units/PIMElement.swift)
//
//   unit = PIMMac(elements: 16, lanes: 4, overflow: Units.PIMOverflow.saturate)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pim_element_elements16_lanes4_overflowsaturate (
  input  logic               clock,
  input  logic               moves,
  input  logic               adds,
  input  logic        [15:0] codes,
  input  logic         [3:0] setting,
  input  logic        [15:0] zeros,
  input  logic               is_bit_mo_d,
  input  logic               has_zero_by_lane,
  input  logic        [23:0] factors,
  input  logic        [15:0] shifts,
  input  logic               is_other,
  input  logic               starts_anew,
  input  logic               shows_other,
  output logic signed [31:0] sum,
  output logic               overflows
);
  logic signed [5:0] products_weight `HWGEN_START(6'h0d);
  logic signed [11:0] products_0 `HWGEN_START(12'hb8d);
  logic signed [5:0] products_weight_reg `HWGEN_START(6'h0d);
  logic signed [11:0] products_1 `HWGEN_START(12'hb8d);
  logic signed [5:0] products_weight_reg_1 `HWGEN_START(6'h0d);
  logic signed [11:0] products_2 `HWGEN_START(12'hb8d);
  logic signed [5:0] products_weight_reg_2 `HWGEN_START(6'h0d);
  logic signed [11:0] products_3 `HWGEN_START(12'hb8d);
  logic signed [27:0] partial `HWGEN_START(28'h0da6b8d);
  logic signed [31:0] own `HWGEN_START(32'hc0da6b8d), other `HWGEN_START(32'hc0da6b8d);

  wire signed [31:0] kept = is_other ? other : own;
  wire signed [31:0] before_value = starts_anew ? 32'sd0 : kept;
  wire signed [32:0] exact = 33'(before_value) + 33'(partial);
  wire signed [31:0] total = !(|exact[32:31]) || (&exact[32:31]) ? exact[31:0] : exact[32] ? 32'sh80000000 :
      32'sh7fffffff;
  wire [3:0] products_weight_operand = has_zero_by_lane ? zeros[3:0] : setting;
  wire [1:0] products_weight_lhs = products_weight_operand[1:0];
  wire [1:0] products_weight_lhs_1 = codes[2:1];
  wire products_weight_part = codes[0];
  wire signed [5:0] products_weight_else = products_weight_lhs_1 == 2'd0 ? 6'(products_weight_part) :
      products_weight_lhs_1 == 2'd1 ? 6'({1'b1, products_weight_part}) : products_weight_lhs_1 == 2'd2 ? 6'({1'b1,
      products_weight_part, 1'b0}) : 6'({1'b1, products_weight_part, 2'd0});
  wire [3:0] products_weight_reg_operand = has_zero_by_lane ? zeros[7:4] : setting;
  wire [1:0] products_weight_reg_lhs = products_weight_reg_operand[1:0];
  wire [1:0] products_weight_reg_lhs_1 = codes[6:5];
  wire products_weight_reg_part = codes[4];
  wire signed [5:0] products_weight_reg_else = products_weight_reg_lhs_1 == 2'd0 ? 6'(products_weight_reg_part) :
      products_weight_reg_lhs_1 == 2'd1 ? 6'({1'b1, products_weight_reg_part}) : products_weight_reg_lhs_1 == 2'd2 ?
      6'({1'b1, products_weight_reg_part, 1'b0}) : 6'({1'b1, products_weight_reg_part, 2'd0});
  wire [3:0] products_weight_reg_1_operand = has_zero_by_lane ? zeros[11:8] : setting;
  wire [1:0] products_weight_reg_1_lhs = products_weight_reg_1_operand[1:0];
  wire [1:0] products_weight_reg_1_lhs_1 = codes[10:9];
  wire products_weight_reg_1_part = codes[8];
  wire signed [5:0] products_weight_reg_1_else = products_weight_reg_1_lhs_1 == 2'd0 ? 6'(products_weight_reg_1_part) :
      products_weight_reg_1_lhs_1 == 2'd1 ? 6'({1'b1, products_weight_reg_1_part}) : products_weight_reg_1_lhs_1 == 2'd2
      ? 6'({1'b1, products_weight_reg_1_part, 1'b0}) : 6'({1'b1, products_weight_reg_1_part, 2'd0});
  wire [3:0] products_weight_reg_2_operand = has_zero_by_lane ? zeros[15:12] : setting;
  wire [1:0] products_weight_reg_2_lhs = products_weight_reg_2_operand[1:0];
  wire [1:0] products_weight_reg_2_lhs_1 = codes[14:13];
  wire products_weight_reg_2_part = codes[12];
  wire signed [5:0] products_weight_reg_2_else = products_weight_reg_2_lhs_1 == 2'd0 ? 6'(products_weight_reg_2_part) :
      products_weight_reg_2_lhs_1 == 2'd1 ? 6'({1'b1, products_weight_reg_2_part}) : products_weight_reg_2_lhs_1 == 2'd2
      ? 6'({1'b1, products_weight_reg_2_part, 1'b0}) : 6'({1'b1, products_weight_reg_2_part, 2'd0});

  assign sum = shows_other ? other : own;
  assign overflows = exact != 33'(total);

  always_ff @(posedge clock) begin
    if (moves) begin
      products_weight <= is_bit_mo_d ? (codes[3:0] == 4'd8 ? (products_weight_lhs == 2'd0 ? 6'sd10 : products_weight_lhs
          == 2'd1 ? -6'sd10 : products_weight_lhs == 2'd2 ? 6'sd16 : -6'sd16) : codes[3] ? -products_weight_else :
          products_weight_else) : 6'(codes[3:0]) - 6'(products_weight_operand);
      products_0 <= products_weight * $signed(factors[5:0]);
      products_weight_reg <= is_bit_mo_d ? (codes[7:4] == 4'd8 ? (products_weight_reg_lhs == 2'd0 ? 6'sd10 :
          products_weight_reg_lhs == 2'd1 ? -6'sd10 : products_weight_reg_lhs == 2'd2 ? 6'sd16 : -6'sd16) : codes[7] ?
          -products_weight_reg_else : products_weight_reg_else) : 6'(codes[7:4]) - 6'(products_weight_reg_operand);
      products_1 <= products_weight_reg * $signed(factors[11:6]);
      products_weight_reg_1 <= is_bit_mo_d ? (codes[11:8] == 4'd8 ? (products_weight_reg_1_lhs == 2'd0 ? 6'sd10 :
          products_weight_reg_1_lhs == 2'd1 ? -6'sd10 : products_weight_reg_1_lhs == 2'd2 ? 6'sd16 : -6'sd16) :
          codes[11] ? -products_weight_reg_1_else : products_weight_reg_1_else) : 6'(codes[11:8]) -
          6'(products_weight_reg_1_operand);
      products_2 <= products_weight_reg_1 * $signed(factors[17:12]);
      products_weight_reg_2 <= is_bit_mo_d ? (codes[15:12] == 4'd8 ? (products_weight_reg_2_lhs == 2'd0 ? 6'sd10 :
          products_weight_reg_2_lhs == 2'd1 ? -6'sd10 : products_weight_reg_2_lhs == 2'd2 ? 6'sd16 : -6'sd16) :
          codes[15] ? -products_weight_reg_2_else : products_weight_reg_2_else) : 6'(codes[15:12]) -
          6'(products_weight_reg_2_operand);
      products_3 <= products_weight_reg_2 * $signed(factors[23:18]);
      partial <= (28'(products_0) << shifts[3:0]) + (28'(products_1) << shifts[7:4]) + (28'(products_2) << shifts[11:8])
          + (28'(products_3) << shifts[15:12]);
    end
  end

  always_ff @(posedge clock) begin
    if (adds) begin
      if (is_other)
        other <= total;
      else
        own <= total;
    end
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
