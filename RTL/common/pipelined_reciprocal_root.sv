// pipelined_reciprocal_root: PipelinedReciprocalRoot (Units/FunctionPipelines.swift)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pipelined_reciprocal_root (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] x,
  output logic [31:0] result `HWGEN_START(32'hc0da6b8d)
);
  localparam logic [16383:0] ROOT_ROOT_TABLE = {
    64'h0c1080c0c8040302, 64'h0c2c8183a8080c14, 64'h0c4c8248680c1b44, 64'h0c6c830f181030a2, 64'h0c8c83d7d8144c3e,
    64'h0cac84a288186e27, 64'h0ccc856f481c966e, 64'h0cec863e1820c524, 64'h0d10870f0824fa58, 64'h0d3087e20829361c,
    64'h0d5488b7382d7882, 64'h0d78898e9831c199, 64'h0d988a6838361174, 64'h0dbc8b44083a6825, 64'h0de48c22383ec5be,
    64'h0e088d02a8432a51, 64'h0e2c8de5684795f2, 64'h0e548eca984c08b2, 64'h0e788fb2385082a5, 64'h0ea0909c485503df,
    64'h0ec89188d8598c73, 64'h0ef09277e85e1c76, 64'h0f1c93698862b3fb, 64'h0f44945dc8675319, 64'h0f709554b86bf9e2,
    64'h0f98964e4870a86e, 64'h0fc4974a98755ed2, 64'h0ff09849a87a1d23, 64'h1020994b987ee378, 64'h104c9a505883b1e7,
    64'h107c9b57f8888888, 64'h10a89c62988d6773, 64'h10d89d7028924ebd, 64'h110c9e80c8973e81, 64'h113c9f94889c36d6,
    64'h116ca0ab58a137d6, 64'h11a0a1c568a64199, 64'h11d4a2e2a8ab5439, 64'h1208a40338b06fd1, 64'h1240a52728b5947b,
    64'h1274a64e78bac251, 64'h12aca77938bff970, 64'h12e4a8a788c539f3, 64'h131ca9d958ca83f6, 64'h1358ab0ed8cfd797,
    64'h1394ac47f8d534f2, 64'h13d0ad84e8da9c26, 64'h140caec598e00d50, 64'h1448b00a38e5888f, 64'h1488b152c8eb0e03,
    64'h14c8b29f58f09dcc, 64'h150cb3eff8f63809, 64'h154cb544b8fbdcdc, 64'h1590b69dc9018c66, 64'h15d4b7fb190746c9,
    64'h161cb95cb90d0c29, 64'h1664bac2e912dca7, 64'h16acbc2d8918b869, 64'h16f4bd9cc91e9f93, 64'h1740bf10c9249249,
    64'h178cc089792a90b2, 64'h17d8c20719309af4, 64'h1828c3899936b137, 64'h1878c511393cd3a3, 64'h18ccc69de943025f,
    64'h1920c82fd9493d96, 64'h1974c9c7194f8572, 64'h19cccb63c955da1e, 64'h1a24cd05f95c3bc5, 64'h1a7cceadd962aa95,
    64'h1ad8d05b696926ba, 64'h1b38d20ed96fb063, 64'h1b98d3c8297647bf, 64'h1bf8d587a97cecfe, 64'h1c5cd74d4983a052,
    64'h1cc0d919398a61ec, 64'h1d28daeb99913200, 64'h1d90dcc4899810c0, 64'h1dfcdea4299efe63, 64'h1e68e08a99a5fb1e,
    64'h1ed8e277f9ad0729, 64'h1f48e46c79b422bb, 64'h1fbce66839bb4e0e, 64'h2034e86b59c2895d, 64'h20acea7609c9d4e3,
    64'h2128ec8869d130dd, 64'h21a4eea2a9d89d8a, 64'h2224f0c4e9e01b28, 64'h22a8f2ef59e7a9f9, 64'h232cf52229ef4a40,
    64'h23b4f75d79f6fc3f, 64'h2440f9a199fec03c, 64'h24d0fbee8a06967c, 64'h2560fe44aa0e7f4a, 64'h25f900a40a167aed,
    64'h2691030cea1e89b1, 64'h2729057f7a26abe3, 64'h27c907fc0a2ee1d1, 64'h286d0a82ba372bcd, 64'h29110d13ca3f8a28,
    64'h29bd0faf7a47fd35, 64'h2a691255fa50854b, 64'h2b1d1507aa5922c2, 64'h2bd117c4aa61d5f4, 64'h2c8d1a8d4a6a9f3c,
    64'h2d491d61ca737ef9, 64'h2e0d20427a7c758b, 64'h2ed5232faa858354, 64'h2fa126298a8ea8b9, 64'h307129308a97e623,
    64'h31492c44eaa13bf9, 64'h32212f670aaaaaaa, 64'h330532972ab432a4, 64'h33e935d5aabdd458, 64'h34d53922fac7903b,
    64'h35c93c7f5ad166c6, 64'h36c13feb4adb5871, 64'h37bd43671ae565bb, 64'h38c546f32aef8f25, 64'h39cd4a8ffaf9d533,
    64'h3ae14e3dfb04386c, 64'h3bf951fd8b0eb95b, 64'h3d1d55cf3b19588f, 64'h3e4559b36b24169b, 64'h3f755daaab2ef415,
    64'h40ad61b58b39f197, 64'h41f165d46b450fc0, 64'h43396a07fb504f32, 64'h110cb6159b55fb9c, 64'h1138b7292b5bb097,
    64'h1164b83f6b616e39, 64'h1190b9587b673499, 64'h11bcba744b6d03cc, 64'h11ecbb92fb72dbe9, 64'h1218bcb48b78bd06,
    64'h1248bdd8fb7ea73c, 64'h1278bf007b849aa2, 64'h12a8c02aeb8a9750, 64'h12d8c1586b909d5d, 64'h1308c288fb96ace2,
    64'h133cc3bcbb9cc5f9, 64'h1370c4f39ba2e8ba, 64'h13a4c62dcba91540, 64'h13d8c76b2baf4ba3, 64'h140cc8abebb58bff,
    64'h1440c9f00bbbd66f, 64'h1478cb378bc22b0d, 64'h14b0cc828bc889f6, 64'h14e8cdd11bcef344, 64'h1520cf232bd56715,
    64'h155cd078ebdbe586, 64'h1598d1d25be26eb3, 64'h15d4d32f8be902ba, 64'h1610d4907befa1bb, 64'h164cd5f55bf64bd2,
    64'h168cd75e0bfd011f, 64'h16ccd8cacc03c1c3, 64'h170cda3b8c0a8ddc, 64'h174cdbb06c11658c, 64'h1790dd296c1848f3,
    64'h17d4dea6ac1f3834, 64'h1818e0283c26336f, 64'h1860e1ae2c2d3ac9, 64'h18a4e3388c344e64, 64'h18ece4c76c3b6e63,
    64'h1938e65adc429aec, 64'h1980e7f2ec49d423, 64'h19cce98fbc511a2e, 64'h1a1ceb316c586d33, 64'h1a68ecd7ec5fcd58,
    64'h1ab8ee835c673ac5, 64'h1b08f033ec6eb5a2, 64'h1b5cf1e98c763e18, 64'h1bb0f3a46c7dd451, 64'h1c04f5649c857875,
    64'h1c58f72a3c8d2ab0, 64'h1cb0f8f53c94eb2e, 64'h1d0cfac5ec9cba1b, 64'h1d64fc9c2ca497a4, 64'h1dc0fe784cac83f6,
    64'h1e21005a3cb47f40, 64'h1e8102422cbc89b1, 64'h1ee104302cc4a37b, 64'h1f4506244ccccccd, 64'h1fa9081eccd505d9,
    64'h20110a1facdd4ed3, 64'h20790c270ce5a7ee, 64'h20e10e351cee115f, 64'h214d1049dcf68b5b, 64'h21bd12657cff1618,
    64'h222d14882d07b1cf, 64'h229d16b1ed105eb8, 64'h231118e2fd191d0b, 64'h23891b1b5d21ed05, 64'h24011d5b5d2acee0,
    64'h247d1fa2fd33c2da, 64'h24f921f26d3cc92f, 64'h25792449cd45e220, 64'h25f926a94d4f0ded, 64'h267d29110d584cd7,
    64'h27052b814d619f21, 64'h278d2dfa0d6b050e, 64'h2819307b9d747ee5, 64'h28a933060d7e0cec, 64'h293935999d87af6b,
    64'h29cd38366d9166ab, 64'h2a653adcbd9b32f8, 64'h2b013d8cada5149e, 64'h2b9d40466daf0bea, 64'h2c3d430a3db9192d,
    64'h2ce145d84dc33cb8, 64'h2d8948b0cdcd76dd, 64'h2e354b93fdd7c7f0, 64'h2ee14e820de23049, 64'h2f95517b3decb03f,
    64'h3049547fbdf7482b, 64'h3101578fde01f86a, 64'h31c15aabce0cc159, 64'h32815dd3ce17a358, 64'h334561081e229ec8,
    64'h341164490e2db40d, 64'h34dd6796de38e38e, 64'h35b16af1de442db1, 64'h36896e5a3e4f92e2, 64'h376571d06e5b138e,
    64'h384575549e66b022, 64'h392978e72e726912, 64'h3a157c885e7e3ed1, 64'h3b0580389e8a31d6, 64'h3bf983f83e96429a,
    64'h3cf587c77ea2719a, 64'h3df98ba6deaebf54, 64'h3efd8f96aebb2c4b, 64'h400d93974ec7b904, 64'h412197a92ed46606,
    64'h42399bcc9ee133df, 64'h4359a0022eee231b, 64'h4481a44a2efb344d, 64'h45b1a8a51f08680b, 64'h46e5ad136f15beee,
    64'h4825b1959f233993, 64'h4969b62c2f30d89c, 64'h4ab9bad78f3e9cac, 64'h4c0dbf985f4c866d, 64'h4d6dc46f0f5a968b,
    64'h4ed5c95c3f68cdba, 64'h5045ce607f772cae, 64'h51c1d37c6f85b423, 64'h5345d8b08f9464d9, 64'h54d1ddfd9fa33f93,
    64'h566de3643fb2451c, 64'h5811e8e51fc17643, 64'h59bdee80dfd0d3dd, 64'h5b79f4385fe05ec3, 64'h5d41fa0c2ff017d7,
    64'h5f11fffd3fffffff
  };

  logic [21:0] root_root_slope `HWGEN_START(22'h1a6b8d);
  logic [27:0] root_root_start `HWGEN_START(28'h0da6b8d);
  logic [15:0] root_root_distance `HWGEN_START(16'h6b8d);
  logic [44:0] root_root `HWGEN_START(45'h0b8dc0da6b8d);
  logic [7:0] root_field_delayed_0 `HWGEN_START(8'h8d), root_field `HWGEN_START(8'h8d);
  logic root_sign_delayed_0 `HWGEN_START(1'b1), root_sign `HWGEN_START(1'b1), root_is_nan_delayed_0 `HWGEN_START(1'b1);
  logic root_is_nan `HWGEN_START(1'b1);

  wire [7:0] root_segment = {!x[23], x[22:16]};
  wire signed [63:0] root_root_word = ROOT_ROOT_TABLE[root_segment*64 +: 64];
  wire [29:0] root_root_curve = root_root_word[63:50] * x[15:0];
  wire [44:0] root_root_constant = {root_root_start, 17'd0};
  wire root_is_zero = !(|root_field);
  wire root_is_invalid = root_is_nan || (root_sign && !root_is_zero);
  wire [8:0] root_halved_bits = 9'(root_field) + 9'd1;
  wire [7:0] root_halved = root_halved_bits[8:1];
  wire [7:0] root_exponent = 8'd189 - root_halved;
  wire [31:0] root_rounded_base = {1'b0, root_exponent, 23'd0};
  wire root_rounded_up = root_root[20] && ((|root_root[19:0]) || root_root[21]);
  wire [31:0] root_rounded = root_rounded_base + 32'(root_root[44:21]) + 32'(root_rounded_up);
  wire [30:0] root_finite = (&root_field) ? 31'd0 : root_rounded[30:0];
  wire [30:0] root_magnitude = root_is_zero ? 31'h7f800000 : root_finite;
  wire [31:0] root = root_is_invalid ? 32'h7fc00000 : {root_sign && root_is_zero, root_magnitude};

  always_ff @(posedge clock) begin
    if (enable) begin
      root_root_slope <= root_root_word[49:28] - 22'(root_root_curve[29:15]);
      root_root_start <= root_root_word[27:0];
      root_root_distance <= x[15:0];
      root_root <= root_root_constant - root_root_slope * root_root_distance;
      root_field_delayed_0 <= x[30:23];
      root_field <= root_field_delayed_0;
      root_sign_delayed_0 <= x[31];
      root_sign <= root_sign_delayed_0;
      root_is_nan_delayed_0 <= x[30:0] > 31'h7f800000;
      root_is_nan <= root_is_nan_delayed_0;
      result <= root;
    end
  end

  wire unused = &{1'b0, root_root_curve[14:0], root_halved_bits[0], root_rounded[31], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
