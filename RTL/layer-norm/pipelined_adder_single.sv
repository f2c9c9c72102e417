// pipelined_adder_single: PipelinedAdder (Units/FloatPipelines.swift)
//
//   format = single
module pipelined_adder_single (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] a,
  input  logic [31:0] b,
  output logic [31:0] sum
);
  logic [27:0] sum_1;
  logic subtracts;
  logic sign;
  logic [7:0] largeExponent;
  logic isNaN;
  logic [31:0] sum_2;

  wire [30:0] magnitudeA = a[30:0];
  wire [30:0] magnitudeB = b[30:0];
  wire swaps = magnitudeA < magnitudeB;
  wire [31:0] larger = swaps ? b : a;
  wire [31:0] smaller = swaps ? a : b;
  wire differ = larger[31] != smaller[31];
  wire [7:0] field = larger[30:23];
  wire isNormal = |field;
  wire [23:0] significand = {isNormal, larger[22:0]};
  wire [27:0] base = {1'b0, significand, 3'd0};
  wire [7:0] field_1 = smaller[30:23];
  wire isNormal_1 = |field_1;
  wire [23:0] significand_1 = {isNormal_1, smaller[22:0]};
  wire [57:0] placed = {significand_1, 34'd0};
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [7:0] distance = exponent - exponent_1;
  wire [4:0] clipped = (|distance[7:5]) ? 5'd31 : distance[4:0];
  wire [57:0] moved = placed >> clipped;
  wire sticky = |moved[30:0];
  wire [26:0] aligned = moved[57:31] | 27'(sticky);
  wire [27:0] addend = 28'(aligned);
  wire [30:0] magnitude = larger[30:0];
  wire [30:0] magnitude_1 = smaller[30:0];
  wire cancels = subtracts && !(|sum_1);
  wire [31:0] rest = {sum_1, 4'd0};
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
  wire [4:0] zeros = {isClear_4, isClear_3, isClear_2, isClear_1, isClear_0};
  wire [7:0] wanted = 8'(zeros);
  wire [7:0] shift = wanted < largeExponent ? wanted : largeExponent;
  wire [7:0] exponent_2 = largeExponent - shift;
  wire [31:0] base_1 = {1'b0, exponent_2, 23'd0};
  wire [27:0] normal = sum_1 << shift[4:0];
  wire [23:0] kept = normal[27:4];
  wire up = normal[3] && ((|normal[2:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire overflows = rounded >= 32'h7f800000 || (&largeExponent);
  wire [30:0] magnitude_2 = overflows ? 31'h7f800000 : rounded[30:0];
  wire [31:0] finite = cancels ? 32'd0 : {sign, magnitude_2};
  wire [31:0] result = isNaN ? 32'h7fc00000 : finite;

  assign sum = sum_2;

  always @(posedge clock) begin
    if (enable) begin
      sum_1 <= differ ? base - addend : base + addend;
      subtracts <= differ;
      sign <= larger[31];
      largeExponent <= exponent;
      isNaN <= magnitude > 31'h7f800000 || (magnitude == 31'h7f800000 && magnitude_1 == 31'h7f800000 && differ);
      sum_2 <= result;
    end
  end

`ifndef SYNTHESIS
  initial begin
    sum_1 = 28'h0da6b8d;
    subtracts = 1'b1;
    sign = 1'b1;
    largeExponent = 8'd141;
    isNaN = 1'b1;
    sum_2 = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, upper_0_bits_3[0], 1'b0};
endmodule
