// pipelined_exponential: PipelinedExponential (Units/FunctionPipelines.swift)
module pipelined_exponential (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] x,
  output logic [31:0] result
);
  logic [32:0] magnitude;
  logic isNegative;
  logic signed [38:0] scaled;
  logic [23:0] rest;
  logic [23:0] slope;
  logic [25:0] start;
  logic [52:0] above;
  logic signed [8:0] later;
  logic signed [8:0] floor;
  logic later_1;
  logic later_2;
  logic isSmall_1;
  logic later_3;
  logic later_4;
  logic later_5;
  logic saturates;
  logic later_6;
  logic later_7;
  logic later_8;
  logic isNaN;
  logic [31:0] result_2;
  logic signed [63:0] table_value [0:63];

  wire [7:0] field = x[30:23];
  wire [32:0] placed = {|field, x[22:0], 9'd0};
  wire [63:0] product = magnitude * 31'h5c551d95;
  wire signed [38:0] size = {1'b0, product[63:26]};
  wire signed [63:0] word = table_value[scaled[29:24]];
  wire [38:0] curve = word[63:49] * scaled[23:0];
  wire [52:0] constant = 53'({start, 26'd0});
  wire signed [8:0] whole = scaled[38:30];
  wire isBeyond = field > 8'd133;
  wire isInvalid = x[30:0] > 31'h7f800000;
  wire [30:0] beyond = isSmall_1 ? 31'd0 : 31'h7f800000;
  wire signed [9:0] exponent = 10'(floor) + 10'sd126;
  wire overflows = exponent > 10'sd253;
  wire isSmall = exponent[9];
  wire [7:0] field_1 = exponent[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field_1;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [52:0] power = {1'b1, above[52] ? 52'hfffffffffffff : above[51:0]};
  wire [25:0] reduced = {power[52:28], |power[27:0]};
  wire [9:0] under_operand = -exponent;
  wire [4:0] under = (|under_operand[9:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] packed_value = overflows ? 31'h7f800000 : rounded[30:0];
  wire [30:0] result_1 = saturates ? beyond : packed_value;
  wire [31:0] power_1 = isNaN ? 32'h7fc00000 : {1'b0, result_1};

  assign result = result_2;

  always @(posedge clock) begin
    if (enable) begin
      magnitude <= placed >> (8'd133 - field);
      isNegative <= x[31];
      scaled <= isNegative ? -size : size;
      rest <= scaled[23:0];
      slope <= 24'(word[48:26]) + 24'(curve[38:24]);
      start <= word[25:0];
      above <= constant + slope * rest;
      later <= whole;
      floor <= later;
      later_1 <= isNegative;
      later_2 <= later_1;
      isSmall_1 <= later_2;
      later_3 <= isBeyond;
      later_4 <= later_3;
      later_5 <= later_4;
      saturates <= later_5;
      later_6 <= isInvalid;
      later_7 <= later_6;
      later_8 <= later_7;
      isNaN <= later_8;
      result_2 <= power_1;
    end
  end

  initial begin
    table_value[0] = 64'sh7baab17198000000;
    table_value[1] = 64'sh7d02b360400b2690;
    table_value[2] = 64'sh7e60b55448166c35;
    table_value[3] = 64'sh7fc0b74dc421d147;
    table_value[4] = 64'sh8124b94cc02d561c;
    table_value[5] = 64'sh828cbb515038fb0d;
    table_value[6] = 64'sh83f8bd5b7c44c074;
    table_value[7] = 64'sh8568bf6b5850a6ac;
    table_value[8] = 64'sh86dcc180f45cae10;
    table_value[9] = 64'sh8854c39c6068d6fb;
    table_value[10] = 64'sh89d0c5bdac7521cd;
    table_value[11] = 64'sh8b50c7e4e8818ee3;
    table_value[12] = 64'sh8cd4ca12248e1e9c;
    table_value[13] = 64'sh8e5ccc45749ad15a;
    table_value[14] = 64'sh8feace7ee4a7a77e;
    table_value[15] = 64'sh917ad0be88b4a16a;
    table_value[16] = 64'sh9310d30470c1bf83;
    table_value[17] = 64'sh94aad550b0cf022d;
    table_value[18] = 64'sh9648d7a354dc69ce;
    table_value[19] = 64'sh97ecd9fc74e9f6ce;
    table_value[20] = 64'sh9992dc5c20f7a994;
    table_value[21] = 64'sh9b3edec26d058289;
    table_value[22] = 64'sh9cf0e12f65138219;
    table_value[23] = 64'sh9ea6e3a32121a8ae;
    table_value[24] = 64'sha060e61db52ff6b6;
    table_value[25] = 64'sha21ee89f313e6c9e;
    table_value[26] = 64'sha3e2eb27a94d0ad6;
    table_value[27] = 64'sha5acedb7315bd1ce;
    table_value[28] = 64'sha77af04ddd6ac1f8;
    table_value[29] = 64'sha94cf2ebc179dbc6;
    table_value[30] = 64'shab24f590ed891fad;
    table_value[31] = 64'shad00f83d7d988e21;
    table_value[32] = 64'shaee4faf17da8279a;
    table_value[33] = 64'shb0cafdad09b7ec90;
    table_value[34] = 64'shb2b9007031c7dd7b;
    table_value[35] = 64'shb4ab033b11d7fad6;
    table_value[36] = 64'shb6a3060db5e8451e;
    table_value[37] = 64'shb89f08e839f8bcce;
    table_value[38] = 64'shbaa30bcab2096267;
    table_value[39] = 64'shbcab0eb5361a3667;
    table_value[40] = 64'shbeb911a7da2b3951;
    table_value[41] = 64'shc0cb14a2b63c6ba7;
    table_value[42] = 64'shc2e517a5de4dcded;
    table_value[43] = 64'shc5051ab16e5f60a9;
    table_value[44] = 64'shc7291dc57e712461;
    table_value[45] = 64'shc95520e21e8319a0;
    table_value[46] = 64'shcb8724076e9540ed;
    table_value[47] = 64'shcdbd273582a79ad6;
    table_value[48] = 64'shcffb2a6c72ba27e7;
    table_value[49] = 64'shd23f2dac5acce8af;
    table_value[50] = 64'shd48930f54edfddbe;
    table_value[51] = 64'shd6d934476ef307a5;
    table_value[52] = 64'shd93137a2cf0666f8;
    table_value[53] = 64'shdb8d3b078b19fc4c;
    table_value[54] = 64'shddf13e75bb2dc838;
    table_value[55] = 64'she05d41ed7f41cb53;
    table_value[56] = 64'she2cf456eeb560638;
    table_value[57] = 64'she54748fa1b6a7982;
    table_value[58] = 64'she7c54c8f2f7f25ce;
    table_value[59] = 64'shea4b502e3f940bbb;
    table_value[60] = 64'shecd953d767a92bea;
    table_value[61] = 64'shef6d578ac3be86fc;
    table_value[62] = 64'shf2095b4873d41d98;
    table_value[63] = 64'shf4ab5f108be9f061;
  end
`ifndef SYNTHESIS
  initial begin
    magnitude = 33'h1c0da6b8d;
    isNegative = 1'b1;
    scaled = 39'sh0dc0da6b8d;
    rest = 24'hda6b8d;
    slope = 24'hda6b8d;
    start = 26'h0da6b8d;
    above = 53'h1a6b8dc0da6b8d;
    later = -9'sd115;
    floor = -9'sd115;
    later_1 = 1'b1;
    later_2 = 1'b1;
    isSmall_1 = 1'b1;
    later_3 = 1'b1;
    later_4 = 1'b1;
    later_5 = 1'b1;
    saturates = 1'b1;
    later_6 = 1'b1;
    later_7 = 1'b1;
    later_8 = 1'b1;
    isNaN = 1'b1;
    result_2 = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, product[25:0], curve[23:0], rounded[31], 1'b0};
endmodule
