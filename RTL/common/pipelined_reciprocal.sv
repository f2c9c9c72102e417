// pipelined_reciprocal: PipelinedReciprocal (Units/FunctionPipelines.swift)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pipelined_reciprocal (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] x,
  output logic [31:0] result `HWGEN_START(32'hc0da6b8d)
);
  localparam logic [8191:0] QUOTIENT_QUOTIENT_TABLE = {
    64'h2031020278080808, 64'h2091040b98102040, 64'h20f5061ad81848da, 64'h2159083078208208, 64'h21c10a4c6828cbfc,
    64'h22290c6ee83126e9, 64'h22910e97f8399305, 64'h22fd10c7b8421084, 64'h236912fe484a9f9c, 64'h23d9153bc8534085,
    64'h24491780585bf376, 64'h24bd19cc0864b8a8, 64'h25311c1ef86d9054, 64'h25a51e7958767ab6, 64'h261d20db387f7808,
    64'h26992344b8888888, 64'h271525b5f891ac73, 64'h2795282f289ae408, 64'h28152ab058a42f87, 64'h28992d39b8ad8f2f,
    64'h291d2fcb68b70344, 64'h29a5326588c08c08, 64'h2a2d350838ca29c0, 64'h2ab937b3b8d3dcb0, 64'h2b453a6818dda520,
    64'h2bd93d2578e78356, 64'h2c6d3fec18f1779d, 64'h2d0142bc18fb823e, 64'h2d9945959905a386, 64'h2e354878d90fdbc0,
    64'h2ed14b65f91a2b3c, 64'h2f754e5d19249249, 64'h3019515e892f1138, 64'h30bd546a5939a85c, 64'h31695780c9445809,
    64'h32155aa2094f2094, 64'h32c55dce395a0256, 64'h33796105a964fda6, 64'h342d6448897012e0, 64'h34e96796f97b425e,
    64'h35a56af149868c80, 64'h36696e57a991f1a5, 64'h372d71ca499d722d, 64'h37f5754979a90e7d, 64'h38c178d569b4c6f9,
    64'h39917c6e59c09c09, 64'h3a65801489cc8e15, 64'h3b3d83c839d89d89, 64'h3c198789a9e4cad2, 64'h3cf98b5929f1165e,
    64'h3ddd8f36f9fd809f, 64'h3ec993235a0a0a09, 64'h3fb5971eaa16b312, 64'h40a99b291a237c32, 64'h41a19f430a3065e3,
    64'h429da36cba3d70a3, 64'h439da7a68a4a9cf1, 64'h44a5abf0ca57eb4f, 64'h45b1b04bca655c43, 64'h46c5b4b7ea72f053,
    64'h47d9b9358a80a80a, 64'h48f9bdc4ea8e83f5, 64'h4a1dc2668a9c84a4, 64'h4b45c71abaaaaaaa, 64'h4c75cbe1dab8f69d,
    64'h4da9d0bc5ac76917, 64'h4ee5d5aaaad602b5, 64'h5029daad1ae4c415, 64'h5175dfc43af3addc, 64'h52c5e4f06b02c0af,
    64'h541dea321b11fd3b, 64'h557def89cb21642c, 64'h56e5f4f7fb30f634, 64'h5855fa7d2b40b40a, 64'h59ce0019cb509e68,
    64'h5b4e05ce7b60b60a, 64'h5cd60b9bab70fbb5, 64'h5e661181fb81702d, 64'h60021781fb92143f, 64'h61a61d9c3ba2e8b9,
    64'h635623d14bb3ee71, 64'h650a2a21ebc52640, 64'h66ce308e8bd69103, 64'h689a37180be82fa0, 64'h6a723dbeebfa02fd,
    64'h6c524483fc0c0c0b, 64'h6e424b67dc1e4bbc, 64'h703a526b5c30c30b, 64'h7242598f2c4372f7, 64'h745260d41c565c86,
    64'h7672683b0c6980c5, 64'h789e6fc4ac7ce0c6, 64'h7ad67771fc907da3, 64'h7d1e7f43cca4587d, 64'h7f76873afcb8727a,
    64'h81de8f588ccccccb, 64'h8452979d6ce168a6, 64'h86d6a00aacf64749, 64'h896ea8a12d0b69fb, 64'h8c12b1622d20d20b,
    64'h8ecaba4ead3680d2, 64'h9196c367cd4c77ae, 64'h9472ccaebd62b80b, 64'h9762d624ad79435c, 64'h9a66dfcaed901b1e,
    64'h9d82e9a2bda740d8, 64'ha0aef3ad7dbeb61d, 64'ha3f2fdec7dd67c88, 64'ha74f08612dee95c3, 64'haac3130d1e07037f,
    64'hae4f1df1ae1fc77e, 64'hb1f329109e38e38c, 64'hb5b3346b6e525980, 64'hb98b4003ee6c2b42, 64'hbd834bdbbe865ac5,
    64'hc19757f4cea0ea0c, 64'hc5c76450eebbdb28, 64'hca1770f21ed73038, 64'hce877dda4ef2eb6f, 64'hd31b8b0baf0f0f0c,
    64'hd7cf98885f2b9d61, 64'hdcaba6529f4898d3, 64'he1a7b46ccf6603d6, 64'he6cfc2d95f83e0f5, 64'hec1bd19acfa232cc,
    64'hf193e0b3bfc0fc0c, 64'hf737f026efe03f7d, 64'hfd0bfff72ffffffc
  };

  logic [21:0] quotient_quotient_slope `HWGEN_START(22'h1a6b8d);
  logic [27:0] quotient_quotient_start `HWGEN_START(28'h0da6b8d);
  logic [15:0] quotient_quotient_distance `HWGEN_START(16'h6b8d);
  logic [44:0] quotient_quotient `HWGEN_START(45'h0b8dc0da6b8d);
  logic [7:0] quotient_field_delayed_0 `HWGEN_START(8'h8d), quotient_field `HWGEN_START(8'h8d);
  logic quotient_sign_delayed_0 `HWGEN_START(1'b1), quotient_sign `HWGEN_START(1'b1);
  logic quotient_is_invalid_delayed_0 `HWGEN_START(1'b1), quotient_is_invalid `HWGEN_START(1'b1);

  wire signed [63:0] quotient_quotient_word = QUOTIENT_QUOTIENT_TABLE[x[22:16]*64 +: 64];
  wire [29:0] quotient_quotient_curve = quotient_quotient_word[63:50] * x[15:0];
  wire [44:0] quotient_quotient_constant = {quotient_quotient_start, 17'd0};
  wire signed [9:0] quotient_exponent = 10'sd252 - 10'(quotient_field);
  wire quotient_packed_overflows = quotient_exponent > 10'sd253;
  wire quotient_packed_is_small = quotient_exponent[9];
  wire [7:0] quotient_packed_field = quotient_exponent[7:0];
  wire [7:0] quotient_packed_base = quotient_packed_is_small ? 8'd0 : quotient_packed_field;
  wire [31:0] quotient_packed_rounded_base = {1'b0, quotient_packed_base, 23'd0};
  wire [25:0] quotient_packed_reduced = {quotient_quotient[44:20], |quotient_quotient[19:0]};
  wire [9:0] quotient_packed_under_operand = -quotient_exponent;
  wire [4:0] quotient_packed_under = (|quotient_packed_under_operand[9:5]) ? 5'd31 : quotient_packed_under_operand[4:0];
  wire [4:0] quotient_packed_amount = quotient_packed_is_small ? quotient_packed_under : 5'd0;
  wire [56:0] quotient_packed_moved = {quotient_packed_reduced, 31'd0} >> quotient_packed_amount;
  wire [23:0] quotient_packed_kept = quotient_packed_moved[56:33];
  wire quotient_packed_rounded_up = quotient_packed_moved[32] && ((|quotient_packed_moved[31:0]) ||
      quotient_packed_kept[0]);
  wire [31:0] quotient_packed_rounded = quotient_packed_rounded_base + 32'(quotient_packed_kept) +
      32'(quotient_packed_rounded_up);
  wire [30:0] quotient_packed = quotient_packed_overflows ? 31'h7f800000 : quotient_packed_rounded[30:0];
  wire [30:0] quotient_finite = (&quotient_field) ? 31'd0 : quotient_packed;
  wire [30:0] quotient_magnitude = (|quotient_field) ? quotient_finite : 31'h7f800000;
  wire [31:0] quotient = quotient_is_invalid ? 32'h7fc00000 : {quotient_sign, quotient_magnitude};

  always_ff @(posedge clock) begin
    if (enable) begin
      quotient_quotient_slope <= quotient_quotient_word[49:28] - 22'(quotient_quotient_curve[29:15]);
      quotient_quotient_start <= quotient_quotient_word[27:0];
      quotient_quotient_distance <= x[15:0];
      quotient_quotient <= quotient_quotient_constant - quotient_quotient_slope * quotient_quotient_distance;
      quotient_field_delayed_0 <= x[30:23];
      quotient_field <= quotient_field_delayed_0;
      quotient_sign_delayed_0 <= x[31];
      quotient_sign <= quotient_sign_delayed_0;
      quotient_is_invalid_delayed_0 <= x[30:0] > 31'h7f800000;
      quotient_is_invalid <= quotient_is_invalid_delayed_0;
      result <= quotient;
    end
  end

  wire unused = &{1'b0, quotient_quotient_curve[14:0], quotient_packed_rounded[31], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
