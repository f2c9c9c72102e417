// pipelined_reciprocal: PipelinedReciprocal (Units/FunctionPipelines.swift)
module pipelined_reciprocal (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] x,
  output logic [31:0] result
);
  logic [21:0] slope;
  logic [27:0] start;
  logic [15:0] distance;
  logic [44:0] quotient;
  logic [7:0] later;
  logic [7:0] field;
  logic later_1;
  logic sign;
  logic later_2;
  logic isInvalid;
  logic signed [63:0] table_value [0:127];

  wire signed [63:0] word = table_value[x[22:16]];
  wire [29:0] curve = word[63:50] * x[15:0];
  wire [44:0] constant = {start, 17'd0};
  wire signed [9:0] exponent = 10'sd252 - 10'(field);
  wire overflows = exponent > 10'sd253;
  wire isSmall = exponent[9];
  wire [7:0] field_1 = exponent[7:0];
  wire [7:0] base = isSmall ? 8'd0 : field_1;
  wire [31:0] base_1 = {1'b0, base, 23'd0};
  wire [25:0] reduced = {quotient[44:20], |quotient[19:0]};
  wire [9:0] under_operand = -exponent;
  wire [4:0] under = (|under_operand[9:5]) ? 5'd31 : under_operand[4:0];
  wire [4:0] amount = isSmall ? under : 5'd0;
  wire [56:0] moved = {reduced, 31'd0} >> amount;
  wire [23:0] kept = moved[56:33];
  wire up = moved[32] && ((|moved[31:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire [30:0] packed_value = overflows ? 31'h7f800000 : rounded[30:0];
  wire [30:0] finite = (&field) ? 31'd0 : packed_value;
  wire [30:0] magnitude = (|field) ? finite : 31'h7f800000;
  wire [31:0] quotient_1 = isInvalid ? 32'h7fc00000 : {sign, magnitude};

  always @(posedge clock) begin
    if (enable) begin
      slope <= word[49:28] - 22'(curve[29:15]);
      start <= word[27:0];
      distance <= x[15:0];
      quotient <= constant - slope * distance;
      later <= x[30:23];
      field <= later;
      later_1 <= x[31];
      sign <= later_1;
      later_2 <= x[30:0] > 31'h7f800000;
      isInvalid <= later_2;
      result <= quotient_1;
    end
  end

  initial begin
    table_value[0] = 64'shfd0bfff72ffffffc;
    table_value[1] = 64'shf737f026efe03f7d;
    table_value[2] = 64'shf193e0b3bfc0fc0c;
    table_value[3] = 64'shec1bd19acfa232cc;
    table_value[4] = 64'she6cfc2d95f83e0f5;
    table_value[5] = 64'she1a7b46ccf6603d6;
    table_value[6] = 64'shdcaba6529f4898d3;
    table_value[7] = 64'shd7cf98885f2b9d61;
    table_value[8] = 64'shd31b8b0baf0f0f0c;
    table_value[9] = 64'shce877dda4ef2eb6f;
    table_value[10] = 64'shca1770f21ed73038;
    table_value[11] = 64'shc5c76450eebbdb28;
    table_value[12] = 64'shc19757f4cea0ea0c;
    table_value[13] = 64'shbd834bdbbe865ac5;
    table_value[14] = 64'shb98b4003ee6c2b42;
    table_value[15] = 64'shb5b3346b6e525980;
    table_value[16] = 64'shb1f329109e38e38c;
    table_value[17] = 64'shae4f1df1ae1fc77e;
    table_value[18] = 64'shaac3130d1e07037f;
    table_value[19] = 64'sha74f08612dee95c3;
    table_value[20] = 64'sha3f2fdec7dd67c88;
    table_value[21] = 64'sha0aef3ad7dbeb61d;
    table_value[22] = 64'sh9d82e9a2bda740d8;
    table_value[23] = 64'sh9a66dfcaed901b1e;
    table_value[24] = 64'sh9762d624ad79435c;
    table_value[25] = 64'sh9472ccaebd62b80b;
    table_value[26] = 64'sh9196c367cd4c77ae;
    table_value[27] = 64'sh8ecaba4ead3680d2;
    table_value[28] = 64'sh8c12b1622d20d20b;
    table_value[29] = 64'sh896ea8a12d0b69fb;
    table_value[30] = 64'sh86d6a00aacf64749;
    table_value[31] = 64'sh8452979d6ce168a6;
    table_value[32] = 64'sh81de8f588ccccccb;
    table_value[33] = 64'sh7f76873afcb8727a;
    table_value[34] = 64'sh7d1e7f43cca4587d;
    table_value[35] = 64'sh7ad67771fc907da3;
    table_value[36] = 64'sh789e6fc4ac7ce0c6;
    table_value[37] = 64'sh7672683b0c6980c5;
    table_value[38] = 64'sh745260d41c565c86;
    table_value[39] = 64'sh7242598f2c4372f7;
    table_value[40] = 64'sh703a526b5c30c30b;
    table_value[41] = 64'sh6e424b67dc1e4bbc;
    table_value[42] = 64'sh6c524483fc0c0c0b;
    table_value[43] = 64'sh6a723dbeebfa02fd;
    table_value[44] = 64'sh689a37180be82fa0;
    table_value[45] = 64'sh66ce308e8bd69103;
    table_value[46] = 64'sh650a2a21ebc52640;
    table_value[47] = 64'sh635623d14bb3ee71;
    table_value[48] = 64'sh61a61d9c3ba2e8b9;
    table_value[49] = 64'sh60021781fb92143f;
    table_value[50] = 64'sh5e661181fb81702d;
    table_value[51] = 64'sh5cd60b9bab70fbb5;
    table_value[52] = 64'sh5b4e05ce7b60b60a;
    table_value[53] = 64'sh59ce0019cb509e68;
    table_value[54] = 64'sh5855fa7d2b40b40a;
    table_value[55] = 64'sh56e5f4f7fb30f634;
    table_value[56] = 64'sh557def89cb21642c;
    table_value[57] = 64'sh541dea321b11fd3b;
    table_value[58] = 64'sh52c5e4f06b02c0af;
    table_value[59] = 64'sh5175dfc43af3addc;
    table_value[60] = 64'sh5029daad1ae4c415;
    table_value[61] = 64'sh4ee5d5aaaad602b5;
    table_value[62] = 64'sh4da9d0bc5ac76917;
    table_value[63] = 64'sh4c75cbe1dab8f69d;
    table_value[64] = 64'sh4b45c71abaaaaaaa;
    table_value[65] = 64'sh4a1dc2668a9c84a4;
    table_value[66] = 64'sh48f9bdc4ea8e83f5;
    table_value[67] = 64'sh47d9b9358a80a80a;
    table_value[68] = 64'sh46c5b4b7ea72f053;
    table_value[69] = 64'sh45b1b04bca655c43;
    table_value[70] = 64'sh44a5abf0ca57eb4f;
    table_value[71] = 64'sh439da7a68a4a9cf1;
    table_value[72] = 64'sh429da36cba3d70a3;
    table_value[73] = 64'sh41a19f430a3065e3;
    table_value[74] = 64'sh40a99b291a237c32;
    table_value[75] = 64'sh3fb5971eaa16b312;
    table_value[76] = 64'sh3ec993235a0a0a09;
    table_value[77] = 64'sh3ddd8f36f9fd809f;
    table_value[78] = 64'sh3cf98b5929f1165e;
    table_value[79] = 64'sh3c198789a9e4cad2;
    table_value[80] = 64'sh3b3d83c839d89d89;
    table_value[81] = 64'sh3a65801489cc8e15;
    table_value[82] = 64'sh39917c6e59c09c09;
    table_value[83] = 64'sh38c178d569b4c6f9;
    table_value[84] = 64'sh37f5754979a90e7d;
    table_value[85] = 64'sh372d71ca499d722d;
    table_value[86] = 64'sh36696e57a991f1a5;
    table_value[87] = 64'sh35a56af149868c80;
    table_value[88] = 64'sh34e96796f97b425e;
    table_value[89] = 64'sh342d6448897012e0;
    table_value[90] = 64'sh33796105a964fda6;
    table_value[91] = 64'sh32c55dce395a0256;
    table_value[92] = 64'sh32155aa2094f2094;
    table_value[93] = 64'sh31695780c9445809;
    table_value[94] = 64'sh30bd546a5939a85c;
    table_value[95] = 64'sh3019515e892f1138;
    table_value[96] = 64'sh2f754e5d19249249;
    table_value[97] = 64'sh2ed14b65f91a2b3c;
    table_value[98] = 64'sh2e354878d90fdbc0;
    table_value[99] = 64'sh2d9945959905a386;
    table_value[100] = 64'sh2d0142bc18fb823e;
    table_value[101] = 64'sh2c6d3fec18f1779d;
    table_value[102] = 64'sh2bd93d2578e78356;
    table_value[103] = 64'sh2b453a6818dda520;
    table_value[104] = 64'sh2ab937b3b8d3dcb0;
    table_value[105] = 64'sh2a2d350838ca29c0;
    table_value[106] = 64'sh29a5326588c08c08;
    table_value[107] = 64'sh291d2fcb68b70344;
    table_value[108] = 64'sh28992d39b8ad8f2f;
    table_value[109] = 64'sh28152ab058a42f87;
    table_value[110] = 64'sh2795282f289ae408;
    table_value[111] = 64'sh271525b5f891ac73;
    table_value[112] = 64'sh26992344b8888888;
    table_value[113] = 64'sh261d20db387f7808;
    table_value[114] = 64'sh25a51e7958767ab6;
    table_value[115] = 64'sh25311c1ef86d9054;
    table_value[116] = 64'sh24bd19cc0864b8a8;
    table_value[117] = 64'sh24491780585bf376;
    table_value[118] = 64'sh23d9153bc8534085;
    table_value[119] = 64'sh236912fe484a9f9c;
    table_value[120] = 64'sh22fd10c7b8421084;
    table_value[121] = 64'sh22910e97f8399305;
    table_value[122] = 64'sh22290c6ee83126e9;
    table_value[123] = 64'sh21c10a4c6828cbfc;
    table_value[124] = 64'sh2159083078208208;
    table_value[125] = 64'sh20f5061ad81848da;
    table_value[126] = 64'sh2091040b98102040;
    table_value[127] = 64'sh2031020278080808;
  end
`ifndef SYNTHESIS
  initial begin
    slope = 22'h1a6b8d;
    start = 28'h0da6b8d;
    distance = 16'h6b8d;
    quotient = 45'h0b8dc0da6b8d;
    later = 8'd141;
    field = 8'd141;
    later_1 = 1'b1;
    sign = 1'b1;
    later_2 = 1'b1;
    isInvalid = 1'b1;
    result = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, curve[14:0], rounded[31], 1'b0};
endmodule
