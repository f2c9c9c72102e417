// pipelined_multiplier_single: PipelinedMultiplier (Units/FloatPipelines.swift)
//
//   format = single
module pipelined_multiplier_single (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] a,
  input  logic [31:0] b,
  output logic [31:0] product
);
  logic [47:0] product_1;
  logic [5:0] zeros;
  logic [9:0] sum;
  logic sign;
  logic isZero;
  logic isInfinite;
  logic isNaN;
  logic [31:0] product_2;

  wire [7:0] field = a[30:23];
  wire isNormal = |field;
  wire [23:0] significand = {isNormal, a[22:0]};
  wire [7:0] field_1 = b[30:23];
  wire isNormal_1 = |field_1;
  wire [23:0] significand_1 = {isNormal_1, b[22:0]};
  wire [31:0] rest = {significand, 8'd0};
  wire [15:0] upper_4 = rest[31:16];
  wire isClear_4 = !(|upper_4);
  wire [15:0] upper_0_bits = isClear_4 ? rest[15:0] : upper_4;
  wire [7:0] upper_3 = upper_0_bits[15:8];
  wire isClear_3 = !(|upper_3);
  wire [7:0] upper_0_bits_1 = isClear_3 ? upper_0_bits[7:0] : upper_3;
  wire [3:0] upper_2 = upper_0_bits_1[7:4];
  wire isClear_2 = !(|upper_2);
  wire [3:0] upper_0_bits_2 = isClear_2 ? upper_0_bits_1[3:0] : upper_2;
  wire [1:0] upper_1 = upper_0_bits_2[3:2];
  wire isClear_1 = !(|upper_1);
  wire [1:0] upper_0_bits_3 = isClear_1 ? upper_0_bits_2[1:0] : upper_1;
  wire upper_0 = upper_0_bits_3[1];
  wire isClear_0 = !upper_0;
  wire [31:0] rest_1 = {significand_1, 8'd0};
  wire [15:0] upper_4_1 = rest_1[31:16];
  wire isClear_4_1 = !(|upper_4_1);
  wire [15:0] upper_0_1_bits = isClear_4_1 ? rest_1[15:0] : upper_4_1;
  wire [7:0] upper_3_1 = upper_0_1_bits[15:8];
  wire isClear_3_1 = !(|upper_3_1);
  wire [7:0] upper_0_1_bits_1 = isClear_3_1 ? upper_0_1_bits[7:0] : upper_3_1;
  wire [3:0] upper_2_1 = upper_0_1_bits_1[7:4];
  wire isClear_2_1 = !(|upper_2_1);
  wire [3:0] upper_0_1_bits_2 = isClear_2_1 ? upper_0_1_bits_1[3:0] : upper_2_1;
  wire [1:0] upper_1_1 = upper_0_1_bits_2[3:2];
  wire isClear_1_1 = !(|upper_1_1);
  wire [1:0] upper_0_1_bits_3 = isClear_1_1 ? upper_0_1_bits_2[1:0] : upper_1_1;
  wire upper_0_1 = upper_0_1_bits_3[1];
  wire isClear_0_1 = !upper_0_1;
  wire [5:0] subnormalZeros = 6'({isClear_4, isClear_3, isClear_2, isClear_1, isClear_0}) + 6'({isClear_4_1,
      isClear_3_1, isClear_2_1, isClear_1_1, isClear_0_1});
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [9:0] exponents = 10'(exponent) + 10'(exponent_1);
  wire signs = a[31] != b[31];
  wire [30:0] magnitude = a[30:0];
  wire [30:0] magnitude_1 = b[30:0];
  wire meetsZero = !(|magnitude) || !(|magnitude_1);
  wire meetsInfinity = magnitude == 31'h7f800000 || magnitude_1 == 31'h7f800000;
  wire [30:0] special = isInfinite ? 31'h7f800000 : 31'd0;
  wire [47:0] raised = product_1 << zeros;
  wire reaches = raised[47];
  wire signed [9:0] exponent_2 = sum - 10'd127 - 10'(zeros) - 10'(!reaches);
  wire overflows = exponent_2 > 10'sd253;
  wire isSmall = exponent_2[9];
  wire [7:0] field_2 = exponent_2[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field_2;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [47:0] normal = reaches ? raised : raised << 1;
  wire [25:0] reduced = {normal[47:23], |normal[22:0]};
  wire [9:0] under_operand = -exponent_2;
  wire [4:0] under = (|under_operand[9:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] magnitude_2 = overflows ? 31'h7f800000 : rounded[30:0];
  wire [31:0] result = {sign, isZero || isInfinite ? special : magnitude_2};
  wire [31:0] result_1 = isNaN ? 32'h7fc00000 : result;

  assign product = product_2;

  always @(posedge clock) begin
    if (enable) begin
      product_1 <= significand * significand_1;
      zeros <= subnormalZeros;
      sum <= exponents;
      sign <= signs;
      isZero <= meetsZero;
      isInfinite <= meetsInfinity;
      isNaN <= magnitude > 31'h7f800000 || magnitude_1 > 31'h7f800000 || (meetsZero && meetsInfinity);
      product_2 <= result_1;
    end
  end

`ifndef SYNTHESIS
  initial begin
    product_1 = 48'h6b8dc0da6b8d;
    zeros = 6'd13;
    sum = 10'd909;
    sign = 1'b1;
    isZero = 1'b1;
    isInfinite = 1'b1;
    isNaN = 1'b1;
    product_2 = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, upper_0_bits_3[0], upper_0_1_bits_3[0], rounded[31], 1'b0};
endmodule
