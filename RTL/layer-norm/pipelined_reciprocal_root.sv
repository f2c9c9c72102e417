// pipelined_reciprocal_root: PipelinedReciprocalRoot (Units/FunctionPipelines.swift)
module pipelined_reciprocal_root (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] x,
  output logic [31:0] result
);
  logic [21:0] later;
  logic [27:0] later_1;
  logic [15:0] later_2;
  logic [44:0] later_3;
  logic [7:0] later_4;
  logic [7:0] later_5;
  logic later_6;
  logic later_7;
  logic later_8;
  logic later_9;
  logic [31:0] later_10;
  logic signed [63:0] table_value [0:255];

  wire [7:0] segment = {!x[23], x[22:16]};
  wire signed [63:0] word = table_value[segment];
  wire [29:0] curve = word[63:50] * x[15:0];
  wire [44:0] constant = {later_1, 17'd0};
  wire isZero = !(|later_5);
  wire isInvalid = later_9 || (later_7 && !isZero);
  wire [8:0] halved_bits = 9'(later_5) + 9'd1;
  wire [7:0] halved = halved_bits[8:1];
  wire [7:0] exponent = 8'd189 - halved;
  wire [31:0] base = {1'b0, exponent, 23'd0};
  wire up = later_3[20] && ((|later_3[19:0]) || later_3[21]);
  wire [31:0] rounded = base + 32'(later_3[44:21]) + 32'(up);
  wire [30:0] finite = (&later_5) ? 31'd0 : rounded[30:0];
  wire [30:0] magnitude = isZero ? 31'h7f800000 : finite;
  wire [31:0] root = isInvalid ? 32'h7fc00000 : {later_7 && isZero, magnitude};

  assign result = later_10;

  always @(posedge clock) begin
    if (enable)
      later <= word[49:28] - 22'(curve[29:15]);
  end

  always @(posedge clock) begin
    if (enable)
      later_1 <= word[27:0];
  end

  always @(posedge clock) begin
    if (enable)
      later_2 <= x[15:0];
  end

  always @(posedge clock) begin
    if (enable)
      later_3 <= constant - later * later_2;
  end

  always @(posedge clock) begin
    if (enable)
      later_4 <= x[30:23];
  end

  always @(posedge clock) begin
    if (enable)
      later_5 <= later_4;
  end

  always @(posedge clock) begin
    if (enable)
      later_6 <= x[31];
  end

  always @(posedge clock) begin
    if (enable)
      later_7 <= later_6;
  end

  always @(posedge clock) begin
    if (enable)
      later_8 <= x[30:0] > 31'h7f800000;
  end

  always @(posedge clock) begin
    if (enable)
      later_9 <= later_8;
  end

  always @(posedge clock) begin
    if (enable)
      later_10 <= root;
  end

  initial begin
    table_value[0] = 64'sh5f11fffd3fffffff;
    table_value[1] = 64'sh5d41fa0c2ff017d7;
    table_value[2] = 64'sh5b79f4385fe05ec3;
    table_value[3] = 64'sh59bdee80dfd0d3dd;
    table_value[4] = 64'sh5811e8e51fc17643;
    table_value[5] = 64'sh566de3643fb2451c;
    table_value[6] = 64'sh54d1ddfd9fa33f93;
    table_value[7] = 64'sh5345d8b08f9464d9;
    table_value[8] = 64'sh51c1d37c6f85b423;
    table_value[9] = 64'sh5045ce607f772cae;
    table_value[10] = 64'sh4ed5c95c3f68cdba;
    table_value[11] = 64'sh4d6dc46f0f5a968b;
    table_value[12] = 64'sh4c0dbf985f4c866d;
    table_value[13] = 64'sh4ab9bad78f3e9cac;
    table_value[14] = 64'sh4969b62c2f30d89c;
    table_value[15] = 64'sh4825b1959f233993;
    table_value[16] = 64'sh46e5ad136f15beee;
    table_value[17] = 64'sh45b1a8a51f08680b;
    table_value[18] = 64'sh4481a44a2efb344d;
    table_value[19] = 64'sh4359a0022eee231b;
    table_value[20] = 64'sh42399bcc9ee133df;
    table_value[21] = 64'sh412197a92ed46606;
    table_value[22] = 64'sh400d93974ec7b904;
    table_value[23] = 64'sh3efd8f96aebb2c4b;
    table_value[24] = 64'sh3df98ba6deaebf54;
    table_value[25] = 64'sh3cf587c77ea2719a;
    table_value[26] = 64'sh3bf983f83e96429a;
    table_value[27] = 64'sh3b0580389e8a31d6;
    table_value[28] = 64'sh3a157c885e7e3ed1;
    table_value[29] = 64'sh392978e72e726912;
    table_value[30] = 64'sh384575549e66b022;
    table_value[31] = 64'sh376571d06e5b138e;
    table_value[32] = 64'sh36896e5a3e4f92e2;
    table_value[33] = 64'sh35b16af1de442db1;
    table_value[34] = 64'sh34dd6796de38e38e;
    table_value[35] = 64'sh341164490e2db40d;
    table_value[36] = 64'sh334561081e229ec8;
    table_value[37] = 64'sh32815dd3ce17a358;
    table_value[38] = 64'sh31c15aabce0cc159;
    table_value[39] = 64'sh3101578fde01f86a;
    table_value[40] = 64'sh3049547fbdf7482b;
    table_value[41] = 64'sh2f95517b3decb03f;
    table_value[42] = 64'sh2ee14e820de23049;
    table_value[43] = 64'sh2e354b93fdd7c7f0;
    table_value[44] = 64'sh2d8948b0cdcd76dd;
    table_value[45] = 64'sh2ce145d84dc33cb8;
    table_value[46] = 64'sh2c3d430a3db9192d;
    table_value[47] = 64'sh2b9d40466daf0bea;
    table_value[48] = 64'sh2b013d8cada5149e;
    table_value[49] = 64'sh2a653adcbd9b32f8;
    table_value[50] = 64'sh29cd38366d9166ab;
    table_value[51] = 64'sh293935999d87af6b;
    table_value[52] = 64'sh28a933060d7e0cec;
    table_value[53] = 64'sh2819307b9d747ee5;
    table_value[54] = 64'sh278d2dfa0d6b050e;
    table_value[55] = 64'sh27052b814d619f21;
    table_value[56] = 64'sh267d29110d584cd7;
    table_value[57] = 64'sh25f926a94d4f0ded;
    table_value[58] = 64'sh25792449cd45e220;
    table_value[59] = 64'sh24f921f26d3cc92f;
    table_value[60] = 64'sh247d1fa2fd33c2da;
    table_value[61] = 64'sh24011d5b5d2acee0;
    table_value[62] = 64'sh23891b1b5d21ed05;
    table_value[63] = 64'sh231118e2fd191d0b;
    table_value[64] = 64'sh229d16b1ed105eb8;
    table_value[65] = 64'sh222d14882d07b1cf;
    table_value[66] = 64'sh21bd12657cff1618;
    table_value[67] = 64'sh214d1049dcf68b5b;
    table_value[68] = 64'sh20e10e351cee115f;
    table_value[69] = 64'sh20790c270ce5a7ee;
    table_value[70] = 64'sh20110a1facdd4ed3;
    table_value[71] = 64'sh1fa9081eccd505d9;
    table_value[72] = 64'sh1f4506244ccccccd;
    table_value[73] = 64'sh1ee104302cc4a37b;
    table_value[74] = 64'sh1e8102422cbc89b1;
    table_value[75] = 64'sh1e21005a3cb47f40;
    table_value[76] = 64'sh1dc0fe784cac83f6;
    table_value[77] = 64'sh1d64fc9c2ca497a4;
    table_value[78] = 64'sh1d0cfac5ec9cba1b;
    table_value[79] = 64'sh1cb0f8f53c94eb2e;
    table_value[80] = 64'sh1c58f72a3c8d2ab0;
    table_value[81] = 64'sh1c04f5649c857875;
    table_value[82] = 64'sh1bb0f3a46c7dd451;
    table_value[83] = 64'sh1b5cf1e98c763e18;
    table_value[84] = 64'sh1b08f033ec6eb5a2;
    table_value[85] = 64'sh1ab8ee835c673ac5;
    table_value[86] = 64'sh1a68ecd7ec5fcd58;
    table_value[87] = 64'sh1a1ceb316c586d33;
    table_value[88] = 64'sh19cce98fbc511a2e;
    table_value[89] = 64'sh1980e7f2ec49d423;
    table_value[90] = 64'sh1938e65adc429aec;
    table_value[91] = 64'sh18ece4c76c3b6e63;
    table_value[92] = 64'sh18a4e3388c344e64;
    table_value[93] = 64'sh1860e1ae2c2d3ac9;
    table_value[94] = 64'sh1818e0283c26336f;
    table_value[95] = 64'sh17d4dea6ac1f3834;
    table_value[96] = 64'sh1790dd296c1848f3;
    table_value[97] = 64'sh174cdbb06c11658c;
    table_value[98] = 64'sh170cda3b8c0a8ddc;
    table_value[99] = 64'sh16ccd8cacc03c1c3;
    table_value[100] = 64'sh168cd75e0bfd011f;
    table_value[101] = 64'sh164cd5f55bf64bd2;
    table_value[102] = 64'sh1610d4907befa1bb;
    table_value[103] = 64'sh15d4d32f8be902ba;
    table_value[104] = 64'sh1598d1d25be26eb3;
    table_value[105] = 64'sh155cd078ebdbe586;
    table_value[106] = 64'sh1520cf232bd56715;
    table_value[107] = 64'sh14e8cdd11bcef344;
    table_value[108] = 64'sh14b0cc828bc889f6;
    table_value[109] = 64'sh1478cb378bc22b0d;
    table_value[110] = 64'sh1440c9f00bbbd66f;
    table_value[111] = 64'sh140cc8abebb58bff;
    table_value[112] = 64'sh13d8c76b2baf4ba3;
    table_value[113] = 64'sh13a4c62dcba91540;
    table_value[114] = 64'sh1370c4f39ba2e8ba;
    table_value[115] = 64'sh133cc3bcbb9cc5f9;
    table_value[116] = 64'sh1308c288fb96ace2;
    table_value[117] = 64'sh12d8c1586b909d5d;
    table_value[118] = 64'sh12a8c02aeb8a9750;
    table_value[119] = 64'sh1278bf007b849aa2;
    table_value[120] = 64'sh1248bdd8fb7ea73c;
    table_value[121] = 64'sh1218bcb48b78bd06;
    table_value[122] = 64'sh11ecbb92fb72dbe9;
    table_value[123] = 64'sh11bcba744b6d03cc;
    table_value[124] = 64'sh1190b9587b673499;
    table_value[125] = 64'sh1164b83f6b616e39;
    table_value[126] = 64'sh1138b7292b5bb097;
    table_value[127] = 64'sh110cb6159b55fb9c;
    table_value[128] = 64'sh43396a07fb504f32;
    table_value[129] = 64'sh41f165d46b450fc0;
    table_value[130] = 64'sh40ad61b58b39f197;
    table_value[131] = 64'sh3f755daaab2ef415;
    table_value[132] = 64'sh3e4559b36b24169b;
    table_value[133] = 64'sh3d1d55cf3b19588f;
    table_value[134] = 64'sh3bf951fd8b0eb95b;
    table_value[135] = 64'sh3ae14e3dfb04386c;
    table_value[136] = 64'sh39cd4a8ffaf9d533;
    table_value[137] = 64'sh38c546f32aef8f25;
    table_value[138] = 64'sh37bd43671ae565bb;
    table_value[139] = 64'sh36c13feb4adb5871;
    table_value[140] = 64'sh35c93c7f5ad166c6;
    table_value[141] = 64'sh34d53922fac7903b;
    table_value[142] = 64'sh33e935d5aabdd458;
    table_value[143] = 64'sh330532972ab432a4;
    table_value[144] = 64'sh32212f670aaaaaaa;
    table_value[145] = 64'sh31492c44eaa13bf9;
    table_value[146] = 64'sh307129308a97e623;
    table_value[147] = 64'sh2fa126298a8ea8b9;
    table_value[148] = 64'sh2ed5232faa858354;
    table_value[149] = 64'sh2e0d20427a7c758b;
    table_value[150] = 64'sh2d491d61ca737ef9;
    table_value[151] = 64'sh2c8d1a8d4a6a9f3c;
    table_value[152] = 64'sh2bd117c4aa61d5f4;
    table_value[153] = 64'sh2b1d1507aa5922c2;
    table_value[154] = 64'sh2a691255fa50854b;
    table_value[155] = 64'sh29bd0faf7a47fd35;
    table_value[156] = 64'sh29110d13ca3f8a28;
    table_value[157] = 64'sh286d0a82ba372bcd;
    table_value[158] = 64'sh27c907fc0a2ee1d1;
    table_value[159] = 64'sh2729057f7a26abe3;
    table_value[160] = 64'sh2691030cea1e89b1;
    table_value[161] = 64'sh25f900a40a167aed;
    table_value[162] = 64'sh2560fe44aa0e7f4a;
    table_value[163] = 64'sh24d0fbee8a06967c;
    table_value[164] = 64'sh2440f9a199fec03c;
    table_value[165] = 64'sh23b4f75d79f6fc3f;
    table_value[166] = 64'sh232cf52229ef4a40;
    table_value[167] = 64'sh22a8f2ef59e7a9f9;
    table_value[168] = 64'sh2224f0c4e9e01b28;
    table_value[169] = 64'sh21a4eea2a9d89d8a;
    table_value[170] = 64'sh2128ec8869d130dd;
    table_value[171] = 64'sh20acea7609c9d4e3;
    table_value[172] = 64'sh2034e86b59c2895d;
    table_value[173] = 64'sh1fbce66839bb4e0e;
    table_value[174] = 64'sh1f48e46c79b422bb;
    table_value[175] = 64'sh1ed8e277f9ad0729;
    table_value[176] = 64'sh1e68e08a99a5fb1e;
    table_value[177] = 64'sh1dfcdea4299efe63;
    table_value[178] = 64'sh1d90dcc4899810c0;
    table_value[179] = 64'sh1d28daeb99913200;
    table_value[180] = 64'sh1cc0d919398a61ec;
    table_value[181] = 64'sh1c5cd74d4983a052;
    table_value[182] = 64'sh1bf8d587a97cecfe;
    table_value[183] = 64'sh1b98d3c8297647bf;
    table_value[184] = 64'sh1b38d20ed96fb063;
    table_value[185] = 64'sh1ad8d05b696926ba;
    table_value[186] = 64'sh1a7cceadd962aa95;
    table_value[187] = 64'sh1a24cd05f95c3bc5;
    table_value[188] = 64'sh19cccb63c955da1e;
    table_value[189] = 64'sh1974c9c7194f8572;
    table_value[190] = 64'sh1920c82fd9493d96;
    table_value[191] = 64'sh18ccc69de943025f;
    table_value[192] = 64'sh1878c511393cd3a3;
    table_value[193] = 64'sh1828c3899936b137;
    table_value[194] = 64'sh17d8c20719309af4;
    table_value[195] = 64'sh178cc089792a90b2;
    table_value[196] = 64'sh1740bf10c9249249;
    table_value[197] = 64'sh16f4bd9cc91e9f93;
    table_value[198] = 64'sh16acbc2d8918b869;
    table_value[199] = 64'sh1664bac2e912dca7;
    table_value[200] = 64'sh161cb95cb90d0c29;
    table_value[201] = 64'sh15d4b7fb190746c9;
    table_value[202] = 64'sh1590b69dc9018c66;
    table_value[203] = 64'sh154cb544b8fbdcdc;
    table_value[204] = 64'sh150cb3eff8f63809;
    table_value[205] = 64'sh14c8b29f58f09dcc;
    table_value[206] = 64'sh1488b152c8eb0e03;
    table_value[207] = 64'sh1448b00a38e5888f;
    table_value[208] = 64'sh140caec598e00d50;
    table_value[209] = 64'sh13d0ad84e8da9c26;
    table_value[210] = 64'sh1394ac47f8d534f2;
    table_value[211] = 64'sh1358ab0ed8cfd797;
    table_value[212] = 64'sh131ca9d958ca83f6;
    table_value[213] = 64'sh12e4a8a788c539f3;
    table_value[214] = 64'sh12aca77938bff970;
    table_value[215] = 64'sh1274a64e78bac251;
    table_value[216] = 64'sh1240a52728b5947b;
    table_value[217] = 64'sh1208a40338b06fd1;
    table_value[218] = 64'sh11d4a2e2a8ab5439;
    table_value[219] = 64'sh11a0a1c568a64199;
    table_value[220] = 64'sh116ca0ab58a137d6;
    table_value[221] = 64'sh113c9f94889c36d6;
    table_value[222] = 64'sh110c9e80c8973e81;
    table_value[223] = 64'sh10d89d7028924ebd;
    table_value[224] = 64'sh10a89c62988d6773;
    table_value[225] = 64'sh107c9b57f8888888;
    table_value[226] = 64'sh104c9a505883b1e7;
    table_value[227] = 64'sh1020994b987ee378;
    table_value[228] = 64'sh0ff09849a87a1d23;
    table_value[229] = 64'sh0fc4974a98755ed2;
    table_value[230] = 64'sh0f98964e4870a86e;
    table_value[231] = 64'sh0f709554b86bf9e2;
    table_value[232] = 64'sh0f44945dc8675319;
    table_value[233] = 64'sh0f1c93698862b3fb;
    table_value[234] = 64'sh0ef09277e85e1c76;
    table_value[235] = 64'sh0ec89188d8598c73;
    table_value[236] = 64'sh0ea0909c485503df;
    table_value[237] = 64'sh0e788fb2385082a5;
    table_value[238] = 64'sh0e548eca984c08b2;
    table_value[239] = 64'sh0e2c8de5684795f2;
    table_value[240] = 64'sh0e088d02a8432a51;
    table_value[241] = 64'sh0de48c22383ec5be;
    table_value[242] = 64'sh0dbc8b44083a6825;
    table_value[243] = 64'sh0d988a6838361174;
    table_value[244] = 64'sh0d78898e9831c199;
    table_value[245] = 64'sh0d5488b7382d7882;
    table_value[246] = 64'sh0d3087e20829361c;
    table_value[247] = 64'sh0d10870f0824fa58;
    table_value[248] = 64'sh0cec863e1820c524;
    table_value[249] = 64'sh0ccc856f481c966e;
    table_value[250] = 64'sh0cac84a288186e27;
    table_value[251] = 64'sh0c8c83d7d8144c3e;
    table_value[252] = 64'sh0c6c830f181030a2;
    table_value[253] = 64'sh0c4c8248680c1b44;
    table_value[254] = 64'sh0c2c8183a8080c14;
    table_value[255] = 64'sh0c1080c0c8040302;
  end
`ifndef SYNTHESIS
  initial begin
    later = 22'h1a6b8d;
    later_1 = 28'h0da6b8d;
    later_2 = 16'h6b8d;
    later_3 = 45'h0b8dc0da6b8d;
    later_4 = 8'd141;
    later_5 = 8'd141;
    later_6 = 1'b1;
    later_7 = 1'b1;
    later_8 = 1'b1;
    later_9 = 1'b1;
    later_10 = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, curve[14:0], halved_bits[0], rounded[31], 1'b0};
endmodule
