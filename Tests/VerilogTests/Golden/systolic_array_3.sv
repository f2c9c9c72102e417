// systolic_array_3: SystolicArray (VerilogTests/SmallDesigns.swift)
//
//   size = 3
module systolic_array_3 (
  input  logic        clock,
  input  logic        w_en,
  input  logic [23:0] w_in,
  input  logic [23:0] a_in,
  output logic [95:0] p_out
);
  logic signed [7:0] w_0 [0:2];
  logic [23:0] a_0;
  logic signed [31:0] p_0 [0:2];
  logic signed [7:0] w_1 [0:2];
  logic [23:0] a_1;
  logic signed [31:0] p_1 [0:2];
  logic signed [7:0] w_2 [0:2];
  logic [23:0] a_2;
  logic signed [31:0] p_2 [0:2];

  wire [23:0] moving_0 = {a_0[15:0], a_in[7:0]};
  wire [23:0] moving_1 = {a_1[15:0], a_in[15:8]};
  wire [23:0] moving_2 = {a_2[15:0], a_in[23:16]};

  always_comb begin : p_out_logic
    integer i;
    for (i = 0; i < 3; i = i + 1)
      p_out[i*32 +: 32] = p_2[i];
  end

  always @(posedge clock)
    a_0 <= moving_0;

  always @(posedge clock) begin : w_0_update
    integer i;
    if (w_en)
      for (i = 0; i < 3; i = i + 1)
        w_0[i] <= w_in[i*8 +: 8];
  end

  always @(posedge clock) begin : p_0_update
    integer i;
    for (i = 0; i < 3; i = i + 1)
      p_0[i] <= $signed(moving_0[i*8 +: 8]) * w_0[i];
  end

  always @(posedge clock)
    a_1 <= moving_1;

  always @(posedge clock) begin : w_1_update
    integer i;
    if (w_en)
      for (i = 0; i < 3; i = i + 1)
        w_1[i] <= w_0[i];
  end

  always @(posedge clock) begin : p_1_update
    integer i;
    for (i = 0; i < 3; i = i + 1)
      p_1[i] <= p_0[i] + $signed(moving_1[i*8 +: 8]) * w_1[i];
  end

  always @(posedge clock)
    a_2 <= moving_2;

  always @(posedge clock) begin : w_2_update
    integer i;
    if (w_en)
      for (i = 0; i < 3; i = i + 1)
        w_2[i] <= w_1[i];
  end

  always @(posedge clock) begin : p_2_update
    integer i;
    for (i = 0; i < 3; i = i + 1)
      p_2[i] <= p_1[i] + $signed(moving_2[i*8 +: 8]) * w_2[i];
  end

`ifndef SYNTHESIS
  initial begin : w_0_initial
    integer i;
    logic [23:0] w_0_word;
    logic [23:0] w_1_word;
    logic [23:0] w_2_word;
    w_0_word = 24'hda6b8d;
    for (i = 0; i < 3; i = i + 1)
      w_0[i] = w_0_word[i*8 +: 8];
    a_0 = 24'hda6b8d;
    for (i = 0; i < 3; i = i + 1)
      p_0[i] = 32'hc0da6b8d;
    w_1_word = 24'hda6b8d;
    for (i = 0; i < 3; i = i + 1)
      w_1[i] = w_1_word[i*8 +: 8];
    a_1 = 24'hda6b8d;
    for (i = 0; i < 3; i = i + 1)
      p_1[i] = 32'hc0da6b8d;
    w_2_word = 24'hda6b8d;
    for (i = 0; i < 3; i = i + 1)
      w_2[i] = w_2_word[i*8 +: 8];
    a_2 = 24'hda6b8d;
    for (i = 0; i < 3; i = i + 1)
      p_2[i] = 32'hc0da6b8d;
  end
`endif

  wire unused = &{1'b0, a_0[23:16], a_1[23:16], a_2[23:16], 1'b0};
endmodule
