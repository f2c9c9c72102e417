// flash_page: FlashPage (Units/FlashPage.swift)
//
// The page register of a NAND plane: filled by the cell array, streamed beat by beat.
//
//   lanes     = 2
//   pageBytes = 16384
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_page (
  input  logic        clock,
  input  logic        reset,
  input  logic        read_valid,
  output logic        read_ready,
  input  logic [13:0] read_beats,
  output logic        weights_valid,
  input  logic        weights_ready,
  output logic [15:0] weights_lanes
);
  logic [12:0] beat;
  logic [13:0] left;
  logic signed [7:0] page [0:8191][0:1];

  wire ends_page = weights_ready && left == 14'd1;

  assign read_ready = !weights_valid || ends_page;
  assign weights_valid = left != 14'd0;

  always_comb begin : weights_lanes_logic
    integer i;
    for (i = 0; i < 2; i = i + 1)
      weights_lanes[i*8 +: 8] = page[beat][i];
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      beat <= 13'd0;
      left <= 14'd0;
    end else if (read_valid && read_ready) begin
      beat <= 13'd0;
      left <= read_beats;
    end else if (weights_valid && weights_ready) begin
      beat <= beat + 13'd1;
      left <= left - 14'd1;
    end
  end

`ifndef SYNTHESIS
  initial begin : page_initial
    integer i, j;
    logic [15:0] page_word;
    for (i = 0; i < 8192; i = i + 1) begin
      page_word = ((i[15:0] + 16'd1) * 16'h79b9) ^ 16'd4660;
      for (j = 0; j < 2; j = j + 1)
        page[i][j] = page_word[j*8 +: 8];
    end
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (read_valid && read_ready) begin
        assume (read_beats != 14'd0) `HWGEN_ELSE("a read needs at least 1 beat");
        assume (read_beats <= 14'd8192) `HWGEN_ELSE("a page has 8192 beats");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
