// memories: Memories (VerilogTests/SmallDesigns.swift)
module memories (
  input  wire               clock,
  input  wire               reset,
  input  wire         [3:0] address,
  input  wire        [39:0] data,
  input  wire        [31:0] lanes,
  input  wire         [3:0] mask,
  input  wire               write,
  output reg         [39:0] q,
  output wire         [5:0] constant,
  output reg  signed [15:0] sum,
  output wire         [2:0] one,
  output reg         [31:0] word
);
  localparam [29:0] TABLE = {
    6'h00, 6'h3f, 6'h1e, 6'h07, 6'h01
  };

  reg [39:0] storage [0:11];
  reg signed [7:0] elements [0:15][0:3];
  reg signed [7:0] packed_value [0:2][0:3];
  reg [2:0] single [0:0];

  assign constant = address < 4'd5 ? TABLE[address[2:0]*6 +: 6] : 6'd0;
  assign one = address == 4'd0 ? single[0] : 3'd0;

  always @* begin : word_logic
    integer i;
    for (i = 0; i < 4; i = i + 1)
      word[i*8 +: 8] = address < 4'd3 ? packed_value[address[1:0]][i] : 8'sd0;
  end

  always @(posedge clock) begin : storage_update
    integer i;
    if (write) begin
      if (address < 4'd12)
        storage[address] <= data;
      for (i = 0; i < 4; i = i + 1) begin
        if (mask[i])
          elements[address][i] <= lanes[i*8 +: 8];
      end
      if (address < 4'd3) begin
        for (i = 0; i < 4; i = i + 1) begin
          if (mask[i])
            packed_value[address[1:0]][i] <= lanes[i*8 +: 8];
        end
      end
      if (address == 4'd0)
        single[0] <= data[5:3];
    end
  end

  always @(posedge clock) begin : q_update
    integer i;
    reg signed [15:0] sum_next;
    if (reset) begin
      q <= 40'd0;
      sum <= 16'sd0;
    end else begin
      sum_next = 16'sd0;
      for (i = 0; i < 4; i = i + 1)
        sum_next = sum_next + ($signed({elements[address][i], 8'd0}) >>> 8);
      q <= address < 4'd12 ? storage[address] : 40'd0;
      sum <= sum_next;
    end
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    reg [31:0] storage_pattern;
    for (i = 0; i < 12; i = i + 1) begin
      storage_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      storage[i] = {storage_pattern[7:0], storage_pattern};
    end
  end
  initial begin : elements_initial
    integer i, j;
    reg [31:0] elements_word;
    for (i = 0; i < 16; i = i + 1) begin
      elements_word = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      for (j = 0; j < 4; j = j + 1)
        elements[i][j] = elements_word[j*8 +: 8];
    end
  end
  initial begin : packed_value_initial
    integer i, j;
    reg [31:0] packed_value_word;
    for (i = 0; i < 3; i = i + 1) begin
      packed_value_word = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      for (j = 0; j < 4; j = j + 1)
        packed_value[i][j] = packed_value_word[j*8 +: 8];
    end
  end
  initial begin : single_initial
    integer i;
    for (i = 0; i < 1; i = i + 1)
      single[i] = ((i[2:0] + 3'd1) * 3'd1) ^ 3'd4;
  end
`endif
endmodule
